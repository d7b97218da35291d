// Command gas writes Go assembly from kernels in GNU syntax, for instructions
// that neither avo nor Go's assembler have. Each machine instruction becomes
// its bytes, with the disassembler's reading of them as a comment.
//
//	gas -arch arm64 -in neon.gas -out ../neon_arm64.s
//
// In the source, "func NAME argument:register …" begins a kernel; s and
// xmm registers hold floats, w and e… 32-bit integers. "ret:register" as the last
// argument is the result. A kernel returns at its end. What precedes the first
// kernel (macros) is common to all. Without the GNU assembler for the architecture (Debian:
// binutils-aarch64-linux-gnu, binutils-x86-64-linux-gnu) it does nothing but say so.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// target is what differs between architectures.
type target struct {
	assembler, disassembler []string
	load                    string // the Go instruction
	bytes                   func(digits string) string
}

var targets = map[string]target{
	"arm64": {
		assembler:    []string{"aarch64-linux-gnu-as", "-march=armv8.2-a+dotprod+i8mm"},
		disassembler: []string{"aarch64-linux-gnu-objdump", "-dz", "--no-addresses"},
		load:         "MOVD",
		bytes:        func(digits string) string { return "WORD $0x" + digits },
	},
	"amd64": {
		assembler:    []string{"x86_64-linux-gnu-as"},
		disassembler: []string{"x86_64-linux-gnu-objdump", "-dzw", "-Mintel", "--no-addresses"},
		load:         "MOVQ",
		bytes: func(digits string) string {
			var out []string
			for _, b := range strings.Fields(digits) {
				out = append(out, "BYTE $0x"+b)
			}
			return strings.Join(out, "; ")
		},
	},
}

// goName gives Go's name of a register.
func goName(arch, register string) string {
	switch {
	case strings.HasPrefix(register, "xmm"):
		return "X" + register[3:]
	case arch == "amd64" && register[1] <= '9':
		return "R" + register[1:]
	case arch == "amd64":
		return strings.ToUpper(register[1:]) // rax and eax are AX
	case strings.HasPrefix(register, "s"):
		return "F" + register[1:]
	}
	return "R" + register[1:]
}

type kernel struct {
	name      string
	arguments []string
	body      []string
}

func main() {
	arch := flag.String("arch", "", "arm64 or amd64")
	in := flag.String("in", "", "the source")
	out := flag.String("out", "", "the file to write")
	flag.Parse()
	t, ok := targets[*arch]
	if !ok {
		log.Fatalf("no architecture %q", *arch)
	}
	if _, err := exec.LookPath(t.assembler[0]); err != nil {
		log.Printf("%s is left as it is: %v", *out, err)
		return
	}
	if err := run(t, *arch, *in, *out); err != nil {
		log.Fatal(err)
	}
}

func run(t target, arch, in, out string) error {
	source, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	common, kernels := parse(string(source))
	code, err := assemble(t, common, kernels)
	if err != nil {
		return err
	}
	var text strings.Builder
	fmt.Fprintf(&text, "// Code generated from %s by command gas. DO NOT EDIT.\n\n//go:build %s && !noasm\n\n#include \"textflag.h\"\n", filepath.Base(in), arch)
	for _, k := range kernels {
		if len(code[k.name]) == 0 {
			return fmt.Errorf("kernel %s has no code", k.name)
		}
		if err := write(&text, t, arch, k, code[k.name]); err != nil {
			return err
		}
	}
	return os.WriteFile(out, []byte(text.String()), 0o600)
}

func parse(source string) (common []string, kernels []kernel) {
	for line := range strings.Lines(source) {
		if head, ok := strings.CutPrefix(line, "func "); ok {
			fields := strings.Fields(head)
			kernels = append(kernels, kernel{name: fields[0], arguments: fields[1:]})
			continue
		}
		if len(kernels) == 0 {
			common = append(common, line)
			continue
		}
		k := &kernels[len(kernels)-1]
		k.body = append(k.body, line)
	}
	return common, kernels
}

var (
	symbol      = regexp.MustCompile(`^<(\w+)>:$`)
	instruction = regexp.MustCompile(`^\s*((?:[0-9a-f]{2} )+|[0-9a-f]{8})\s+(.*)$`)
)

// assemble gives the lines of each kernel's code.
func assemble(t target, common []string, kernels []kernel) (map[string][]string, error) {
	var text strings.Builder
	text.WriteString(strings.Join(common, ""))
	for _, k := range kernels {
		fmt.Fprintf(&text, "%s:\n%s", k.name, strings.Join(k.body, ""))
	}
	dir, err := os.MkdirTemp("", "gas")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	object := filepath.Join(dir, "kernel.o")
	as := exec.Command(t.assembler[0], append(t.assembler[1:], "-o", object, "-")...)
	as.Stdin, as.Stderr = strings.NewReader(text.String()), os.Stderr
	if err := as.Run(); err != nil {
		return nil, fmt.Errorf("assemble: %w", err)
	}
	listing, err := exec.Command(t.disassembler[0], append(t.disassembler[1:], object)...).Output()
	if err != nil {
		return nil, fmt.Errorf("disassemble: %w", err)
	}
	code := map[string][]string{}
	name := ""
	for line := range strings.Lines(string(listing)) {
		line = strings.TrimRight(line, "\n")
		if m := symbol.FindStringSubmatch(line); m != nil {
			name = m[1]
		} else if m := instruction.FindStringSubmatch(line); m != nil {
			text, _, _ := strings.Cut(m[2], " // ")
			reading := strings.Join(strings.Fields(text), " ")
			code[name] = append(code[name], fmt.Sprintf("\t%s // %s\n", t.bytes(m[1]), reading))
		}
	}
	return code, nil
}

func write(to *strings.Builder, t target, arch string, k kernel, code []string) error {
	var loads []string
	result, offset := "", 0
	for _, argument := range k.arguments {
		name, register, ok := strings.Cut(argument, ":")
		if !ok {
			return errors.New("argument without a register: " + argument)
		}
		load, size := t.load, 8
		if strings.HasPrefix(register, "xmm") {
			load, size = "VMOVSS", 4
		} else if arch == "arm64" && strings.HasPrefix(register, "s") {
			load, size = "FMOVS", 4
		} else if strings.HasPrefix(register, "w") {
			load, size = "MOVWU", 4
		} else if strings.HasPrefix(register, "e") {
			load, size = "MOVL", 4
		}
		offset = (offset + size - 1) / size * size
		if name == "ret" {
			offset = (offset + 7) / 8 * 8
			result = fmt.Sprintf("\t%s %s, ret+%d(FP)\n", t.load, goName(arch, register), offset)
		} else {
			loads = append(loads, fmt.Sprintf("\t%s %s+%d(FP), %s\n", load, name, offset, goName(arch, register)))
		}
		offset += size
	}
	fmt.Fprintf(to, "\nTEXT ·%s(SB), NOSPLIT, $0-%d\n%s%s%s\tRET\n", k.name, offset, strings.Join(loads, ""), strings.Join(code, ""), result)
	return nil
}
