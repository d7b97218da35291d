// Command vex rewrites VPDPBUSD on 256-bit registers in an assembly file as
// bytes. Go's assembler encodes it in the EVEX form, which is AVX512's;
// processors with AVX-VNNI alone have only the VEX form.
package main

import (
	"fmt"
	"log"
	"os"
	"regexp"
	"strconv"
)

var instruction = regexp.MustCompile(`VPDPBUSD +Y(\d+), Y(\d+), Y(\d+)`)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: vex FILE")
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	text = instruction.ReplaceAllFunc(text, func(line []byte) []byte {
		var r [3]byte
		for i, digits := range instruction.FindSubmatch(line)[1:] {
			n, err := strconv.ParseUint(string(digits), 10, 4) // the VEX form has 16 registers
			if err != nil {
				log.Fatalf("%s: %v", line, err)
			}
			r[i] = byte(n)
		}
		return encode(line, r[0], r[1], r[2])
	})
	if err := os.WriteFile(os.Args[1], text, 0o600); err != nil {
		log.Fatal(err)
	}
}

// encode gives VEX.256.66.0F38.W0 50 /r (Intel SDM volume 2, VPDPBUSD): the
// signed bytes are ModRM.rm, the unsigned ones VEX.vvvv, the sums ModRM.reg.
func encode(line []byte, signed, unsigned, sums byte) []byte {
	second := ^(sums>>3)&1<<7 | 1<<6 | ^(signed>>3)&1<<5 | 2
	third := ^unsigned&15<<3 | 1<<2 | 1
	modRM := 0xc0 | sums&7<<3 | signed&7
	return fmt.Appendf(nil, "BYTE $0xc4; BYTE $0x%02x; BYTE $0x%02x; BYTE $0x50; BYTE $0x%02x // %s", second, third, modRM, line)
}
