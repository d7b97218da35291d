package vocab

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The tests in this file compare with the reference implementation, which
// runs as the commands spm_encode, spm_decode and spm_train.

// command returns the path of one of the reference's commands. Without it
// the test is skipped, but in CI it fails.
func command(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		skip(t, "%s is not installed: it is in Debian's package sentencepiece", name)
	}
	return path
}

func skip(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// root returns the repository's root.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
}

// realVocabulary returns the path of the test model's vocabulary.
func realVocabulary(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_TEST_MODEL")
	if dir == "" {
		dir = filepath.Join(root(t), "build", "models", "en-ru")
	}
	paths, err := filepath.Glob(filepath.Join(dir, "vocab.*.spm"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		skip(t, "no test model in %s: run scripts/get-test-model", dir)
	}
	return paths[0]
}

func load(t testing.TB, path string) *Vocabulary {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	v, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// newsLines returns the lines of the development corpora, nil without them.
func newsLines(t testing.TB) []string {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_EVAL")
	if dir == "" {
		dir = filepath.Join(root(t), "..", "shared", "eval")
	}
	paths, err := filepath.Glob(filepath.Join(dir, "mt", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")...)
	}
	return lines
}

// oddLines are written to be hard: they bear on each step of normalisation
// and on unknown characters.
func oddLines() []string {
	lines := []string{
		"", " ", "   ", "\t", "\u00a0\u2003", "▁", "▁▁ ▁", " leading", "trailing ", "  a   b  ", "a\tb\rc\fd\ve",
		"\x00", "a\x00b", "\x00\x00 x", "bell \x07 escape \x1b[0m delete \x7f next \u0085 line",
		"ﬁne oﬃce ﬀ", "½ ¼ ⅓ ①②③ Ⅷ ㎏ ㈱ ﷺ ﷽", "e\u0301 é A\u030a Å Å ñ n\u0303 q\u0307\u0323", "가 각 \u1100\u1161\u11a8",
		"ｆｕｌｌ　ｗｉｄｔｈ ｶﾞｷﾞ", "zero\u200bwidth\u200cnon\u200djoiner\ufeffmark\u2060word", "soft\u00adhyphen \u200erl\u200fm \u202eevil\u202c",
		"“quotes” ‘single’ «guillemets» „low“ – — … ‐ ‑", "€5 £6 ¥7 ₽8 ₴9 % ‰ № § ° ™ ® ©", "👍🏽 👨‍👩‍👧‍👦 🇺🇦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 1️⃣",
		"Жизнь и судьба — Їжак Ґанок Ў ѣ", "السَّلامُ عليكم ١٢٣ ۴۵ \u200cمی\u200cخواهم لله", "שָׁלוֹם עולם", "日本語の文章と中文混合 한국어", "हिन्दी ภาษาไทย བོད་ཡིག ქართული հայերեն",
		"mixedКириллицаandلاتين中文", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", strings.Repeat("ы", 300), strings.Repeat("word ", 2000),
		strings.Repeat("a\u0300", 200), strings.Repeat("\u0300", 100), strings.Repeat("👍", 200), strings.Repeat(" ", 500) + "x" + strings.Repeat("\u3000", 500),
		"<unk> </s> <s> <pad> <0x41> <0xFF> <mask> <2ru>", "https://example.org/a?b=c&d=%20#e user@example.org @handle #tag", "1,234,567.89 12:30 2026-11-23 3×10⁸ H₂O",
		"bad \xff utf8 \xc3 cut \xe2\x82 \xed\xa0\x80 surrogate \xf4\x90\x80\x80 big \xc0\xaf overlong", "\x80\x80\x80", "\xe2\x96", "end \xf0\x9f\x91",
		"\ufffd replacement \uffff \U0010ffff \ue000", "ǅ ŉ ſ K Ω ㍿ ＄ ﹏ ︙ ´ ¨ ˜ ¯ ¸", "x²+y²=z² ∑∫√∞≠≤ ∂ ℏ ℵ",
	}
	alphabet := []string{
		" ", " ", " ", "a", "b", "the", "ing", "ation", "П", "при", "ение", "ق", "ال", "中", "é", "\u0301", "\u0308", "\u200d", "\u00a0", "\u2009", "½", "ﬁ", "“", "”", "’", "—",
		"1", "2026", ".", ",", "-", "▁", "👍", "\U0001f1fa", "\t", "\x01", "\x00", "\xff", "\xe2", "<unk>", "</s>", "\u0130", "ß", "ẞ", "Σ", "ς", "\ufeff",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		var b strings.Builder
		for range random.IntN(40) {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		lines = append(lines, b.String())
	}
	for range 500 {
		var b strings.Builder
		for range random.IntN(30) {
			b.WriteRune(rune(random.IntN([]int{0x80, 0x600, 0x3000, 0x1f700}[random.IntN(4)])))
		}
		lines = append(lines, strings.ReplaceAll(b.String(), "\n", " "))
	}
	return lines
}

// run feeds lines to one of the reference's commands and returns its output.
func run(t testing.TB, name, model string, lines []string, flags ...string) string {
	t.Helper()
	input := filepath.Join(t.TempDir(), "input")
	if err := os.WriteFile(input, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"--model=" + model, "--input=" + input}, flags...)
	cmd := exec.CommandContext(t.Context(), command(t, name), args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, stderr.String())
	}
	return string(out)
}

// perLine splits the reference's output into that for each of n lines.
func perLine(t testing.TB, out string, n int) []string {
	t.Helper()
	got := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(got) != n {
		t.Fatalf("the reference gave %d lines for %d", len(got), n)
	}
	return got
}

func ids(tokens []Token) []int {
	out := make([]int, len(tokens))
	for i, token := range tokens {
		out[i] = token.ID
	}
	return out
}

func join(ids []int) string {
	return strings.Trim(fmt.Sprint(ids), "[]")
}

// compare checks ids, pieces and decoded texts of lines against the reference.
func compare(t *testing.T, model string, lines []string) {
	t.Helper()
	v := load(t, model)
	wantIDs := perLine(t, run(t, "spm_encode", model, lines, "--output_format=id"), len(lines))
	wantPieces := perLine(t, run(t, "spm_encode", model, lines, "--output_format=piece"), len(lines))
	wantTexts := perLine(t, run(t, "spm_decode", model, wantIDs, "--input_format=id"), len(lines))
	failures := 0
	for i, line := range lines {
		tokens := v.Encode(line)
		got := ids(tokens)
		text, _ := v.Decode(got)
		switch problem := checkRanges(line, tokens); {
		case join(got) != wantIDs[i]:
			t.Errorf("ids of %q\n got %s\nwant %s", line, join(got), wantIDs[i])
		case !samePieces(v, got, wantPieces[i]):
			t.Errorf("pieces of %q: ids %v\nwant %s", line, got, wantPieces[i])
		case problem != "":
			t.Errorf("ranges of %q: %s: %v", line, problem, tokens)
		case len(got) > 0 && text != wantTexts[i]:
			t.Errorf("text of %q\n got %q\nwant %q", line, text, wantTexts[i])
		default:
			continue
		}
		if failures++; failures == 10 {
			t.Fatal("and more")
		}
	}
	compareShuffled(t, model, v, wantIDs)
}

// compareShuffled decodes sequences that no text is encoded to.
func compareShuffled(t *testing.T, model string, v *Vocabulary, encoded []string) {
	t.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	var sequences [][]int
	for _, line := range encoded {
		var sequence []int
		for word := range strings.FieldsSeq(line) {
			id, err := strconv.Atoi(word)
			if err != nil {
				t.Fatal(err)
			}
			sequence = append(sequence, id)
		}
		for range random.IntN(4) {
			sequence = append(sequence, random.IntN(min(v.Len(), 300)))
		}
		random.Shuffle(len(sequence), func(i, j int) { sequence[i], sequence[j] = sequence[j], sequence[i] })
		if len(sequence) > 0 && len(sequence) < 100 {
			sequences = append(sequences, sequence)
		}
	}
	lines := make([]string, len(sequences))
	var got strings.Builder
	for i, sequence := range sequences {
		lines[i] = join(sequence)
		text, tokens := v.Decode(sequence)
		if problem := checkDecoded(text, sequence, tokens); problem != "" {
			t.Fatalf("decode %s: %s: %q %v", lines[i], problem, text, tokens)
		}
		got.WriteString(text + "\n")
	}
	want := run(t, "spm_decode", model, lines, "--input_format=id")
	for i, line := range strings.Split(got.String(), "\n") {
		first, rest, _ := strings.Cut(want, "\n")
		if line != first {
			t.Fatalf("line %d of the decoded texts\n got %q\nwant %q", i+1, line, first)
		}
		want = rest
	}
}

// samePieces compares with the reference's pieces. It spells out unknown
// ones, and its output can't be told apart where these hold spaces.
func samePieces(v *Vocabulary, ids []int, want string) bool {
	if !v.norm.escapeWhitespaces {
		return true
	}
	pieces := strings.Split(want, " ")
	if want == "" {
		pieces = nil
	}
	if len(pieces) != len(ids) {
		return false
	}
	for i, id := range ids {
		if id != v.Unknown() && v.Piece(id) != pieces[i] {
			return false
		}
	}
	return true
}

// checkRanges says how tokens break the promises of AppendEncode.
func checkRanges(text string, tokens []Token) string {
	last := 0
	for i, token := range tokens {
		if token.Start > token.End || token.End > len(text) {
			return fmt.Sprintf("token %d is no range of the text", i)
		}
		if i > 0 && token.Start != last {
			return fmt.Sprintf("token %d does not start where the one before ends", i)
		}
		last = token.End
	}
	return ""
}

// checkDecoded says how tokens break the promises of Decode.
func checkDecoded(text string, ids []int, tokens []Token) string {
	if len(tokens) != len(ids) {
		return fmt.Sprintf("%d tokens for %d ids", len(tokens), len(ids))
	}
	last := 0
	for i, token := range tokens {
		if token.ID != ids[i] || token.Start != last || token.End < token.Start {
			return fmt.Sprintf("token %d has another id or place", i)
		}
		last = token.End
	}
	if last != len(text) {
		return "the tokens do not cover the text"
	}
	return ""
}

func TestReferenceAgreement(t *testing.T) {
	t.Parallel()
	model := realVocabulary(t)
	command(t, "spm_encode")
	t.Run("odd lines", func(t *testing.T) {
		t.Parallel()
		compare(t, model, oddLines())
	})
	t.Run("news", func(t *testing.T) {
		t.Parallel()
		lines := newsLines(t)
		if lines == nil {
			t.Skip("no development corpora: set DRAGOMAN_EVAL to the directory that holds mt")
		}
		compare(t, model, lines)
		t.Logf("%d lines", len(lines))
	})
}
