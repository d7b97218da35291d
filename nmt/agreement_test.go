package nmt

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/nmt/internal/decode"
)

var update = flag.Bool("update", false, "write golden files anew, by running the reference implementation")

// The agreement that is demanded with the reference implementation: the same
// texts, and the same choice of a token after the same tokens. The rest are
// near-ties that the rounding of sums decides.
const (
	minExact  = 0.95
	minForced = 0.995
	// On few sentences each counts for more.
	minExactSample = 0.90
)

// referenceLine is what the reference made of a line.
type referenceLine struct {
	Source []int  `json:"source"` // with the end
	Target []int  `json:"target"` // likewise
	Text   string `json:"text,omitempty"`
}

// driver prints what the reference implementation makes of each line of its
// input, as tokens.
const driver = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[2])
import nmt_reference as r
for ids in r.pieces(sys.stdin.read()):
    print(json.dumps({"source": ids, "target": r.decode(ids)[0] if len(ids) > 1 else [0]}))
`

// runReference runs the reference implementation, which needs Python, NumPy
// and SentencePiece's commands and isn't part of this repository. Where
// something is missing it skips the test.
func runReference(t *testing.T, lines []string) []referenceLine {
	t.Helper()
	script := os.Getenv("NMT_REFERENCE")
	if script == "" {
		script = filepath.Join(root(t), "..", "shared", "research", "reference", "nmt_reference.py")
	}
	if _, err := os.Stat(script); err != nil {
		t.Skipf("no reference implementation (NMT_REFERENCE): %v", err)
	}
	if _, err := exec.LookPath("spm_encode"); err != nil {
		t.Skipf("the reference implementation needs SentencePiece: %v", err)
	}
	python := ""
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), name, "-c", "import numpy").Run() == nil {
			python = name
		}
	}
	if python == "" {
		t.Skip("the reference implementation needs Python 3 with NumPy")
	}
	cmd := exec.CommandContext(t.Context(), python, "-c", driver, modelDir(t), filepath.Dir(script))
	cmd.Env = append(os.Environ(), "OPENBLAS_NUM_THREADS=1")
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("reference implementation: %v: %s", err, stderr.String())
	}
	return parseReference(t, out, len(lines))
}

func parseReference(t *testing.T, data []byte, want int) []referenceLine {
	t.Helper()
	var out []referenceLine
	for d := json.NewDecoder(bytes.NewReader(data)); d.More(); {
		var line referenceLine
		if err := d.Decode(&line); err != nil {
			t.Fatal(err)
		}
		out = append(out, line)
	}
	if len(out) != want {
		t.Fatalf("the reference has %d lines, want %d", len(out), want)
	}
	return out
}

func readLines(tb testing.TB, name string) []string {
	tb.Helper()
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		tb.Skipf("no test data: %v", err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	var lines []string
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		lines = append(lines, s.Text())
	}
	return lines
}

// evalLines gives the lines of the development text, which isn't part of this
// repository.
func evalLines(tb testing.TB, name string) []string {
	tb.Helper()
	dir := os.Getenv("DRAGOMAN_EVAL")
	if dir == "" {
		dir = filepath.Join(root(tb), "..", "shared", "eval")
	}
	return readLines(tb, filepath.Join(dir, "mt", name))
}

// TestAgreementGolden compares the engine with what the reference
// implementation made of this package's own sentences.
func TestAgreementGolden(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	lines := readLines(t, filepath.Join("testdata", "sentences.en.txt"))
	golden := filepath.Join("testdata", "sentences.en-ru.golden")
	if *update {
		writeGolden(t, m, golden, runReference(t, lines))
	}
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := parseReference(t, data, len(lines))
	if slow(m) {
		lines, want = lines[:8], want[:8]
	}
	checkAgreement(t, m, lines, want, minExact)
}

// slow reports whether a test should sample: plain Go takes 40 times the best
// kernels' time and gives the same.
func slow(m *Model) bool {
	return m.Info().Kernel == "generic" && os.Getenv("NMT_AGREEMENT") != "full"
}

func writeGolden(t *testing.T, m *Model, name string, lines []referenceLine) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, line := range lines {
		line.Text, _ = m.target.Decode(line.Target)
		if err := e.Encode(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAgreementReference runs the reference implementation on a sample of the
// development text: 12 lines, or with NMT_AGREEMENT=full 420.
func TestAgreementReference(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	t.Parallel()
	m := openTestModel(t)
	if slow(m) {
		t.Skip("plain Go is compared with the reference's golden sentences")
	}
	all := evalLines(t, "ntrex.en.txt")
	count, exact := 12, minExactSample
	if os.Getenv("NMT_AGREEMENT") == "full" {
		count, exact = 420, minExact
	}
	var lines []string
	for _, line := range all[:count] {
		if !slices.ContainsFunc([]rune(line), func(r rune) bool { return !m.CanEncode(r) }) {
			lines = append(lines, line) // the reference shows unknown pieces to the model
		}
	}
	checkAgreement(t, m, lines, runReference(t, lines), exact)
}

// checkAgreement translates each line in a call of its own, as the reference
// has a shortlist for each sentence.
func checkAgreement(t *testing.T, m *Model, lines []string, want []referenceLine, exact float64) {
	t.Helper()
	texts, chosen, tokens := 0, 0, 0
	for i, line := range lines {
		results, err := m.Translate(t.Context(), []string{line})
		if err != nil {
			t.Fatal(err)
		}
		if source := tokenIDs(results[0].Source); !slices.Equal(source, want[i].Source) {
			t.Errorf("%q has the tokens %v, want %v", line, source, want[i].Source)
		}
		text, _ := m.target.Decode(want[i].Target)
		if want[i].Text != "" && text != want[i].Text {
			t.Errorf("the golden tokens of %q decode to %q, want %q", line, text, want[i].Text)
		}
		if results[0].Text == text {
			texts++
		} else {
			t.Logf("source    %s\nreference %s\nhere      %s", line, text, results[0].Text)
		}
		same := forcedChoices(t, m, want[i])
		chosen += same
		tokens += len(want[i].Target)
	}
	t.Logf("%d segments: exact texts %d (%.1f %%), teacher-forced tokens %d of %d (%.2f %%)",
		len(lines), texts, 100*float64(texts)/float64(len(lines)), chosen, tokens, 100*float64(chosen)/float64(tokens))
	if got := float64(texts) / float64(len(lines)); got < exact {
		t.Errorf("%.3f of the texts agree, want %.3f", got, exact)
	}
	if got := float64(chosen) / float64(tokens); got < minForced {
		t.Errorf("%.4f of the tokens agree, want %.4f", got, minForced)
	}
}

func tokenIDs(tokens []Token) []int {
	ids := make([]int, len(tokens))
	for i, t := range tokens {
		ids[i] = t.ID
	}
	return ids
}

// forcedChoices counts the tokens of the reference's translation that the
// model would have chosen, too, after those before them.
func forcedChoices(t *testing.T, m *Model, line referenceLine) int {
	t.Helper()
	same, asked := 0, -1
	s := sentence{input: decode.Input{End: -1}} // so that even the end is asked for
	for _, id := range line.Source {
		s.input.IDs = append(s.input.IDs, int32(id))
	}
	always := s
	always.input.End = 0
	layer := m.outputLayer([]sentence{always})
	s.input.Allow = func(so []int32, word int32) bool {
		if len(so) >= len(line.Target) {
			return true
		}
		want := int32(line.Target[len(so)])
		if len(so) > asked {
			asked = len(so)
			if word == want {
				same++
			}
		}
		return word == want
	}
	if _, err := m.engine.Run(t.Context(), new(decode.Workspace), layer, []decode.Input{s.input}); err != nil {
		t.Fatal(err)
	}
	return same
}
