package nmt

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
)

func translate(t *testing.T, m *Model, texts []string, opts ...CallOption) []Result {
	t.Helper()
	results, err := m.Translate(t.Context(), texts, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func ownSentences(t *testing.T) []string {
	t.Helper()
	return readLines(t, filepath.Join("testdata", "sentences.en.txt"))
}

// TestSameBytes translates a document on one thread and on several, with every
// kernel, and while other calls run: nothing may differ.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	lines := ownSentences(t)[:24]
	m := openTestModel(t, WithThreads(1))
	if slow(m) {
		lines = lines[:8]
	}
	want := translate(t, m, lines)
	if got := translate(t, openTestModel(t, WithThreads(3)), lines); !reflect.DeepEqual(got, want) {
		t.Error("three threads give another result than one")
	}
	few := translate(t, m, lines[:4])
	for _, tier := range kernel.Supported() {
		if got := translate(t, openTestModel(t, WithKernel(tier.String())), lines[:4]); !reflect.DeepEqual(got, few) {
			t.Errorf("%s gives another result than the best kernels", tier)
		}
	}
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			if i%2 == 0 {
				translate(t, m, lines[i:i+3])
				return
			}
			if got := translate(t, m, lines); !reflect.DeepEqual(got, want) {
				t.Error("another result while other calls run")
			}
		})
	}
	wait.Wait()
}

// TestResult checks what a result promises of its parts.
func TestResult(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	lines := ownSentences(t)
	if slow(m) {
		lines = lines[:8]
	}
	for i, r := range translate(t, m, lines) {
		checkResult(t, lines[i], r)
		if end := r.Target[len(r.Target)-1]; end.ID != m.target.EOS() || end.Start != len(r.Text) || r.Truncated {
			t.Errorf("%q ends in %v of %d bytes, truncated %v", lines[i], end, len(r.Text), r.Truncated)
		}
	}
}

func checkResult(t *testing.T, line string, r Result) {
	t.Helper()
	if len(r.Alignment) != len(r.Target) || len(r.LogProb) != len(r.Target) {
		t.Fatalf("%q: %d target tokens, %d rows of alignment, %d probabilities", line, len(r.Target), len(r.Alignment), len(r.LogProb))
	}
	for j, row := range r.Alignment {
		sum := 0.0
		for _, v := range row {
			sum += float64(v)
		}
		if len(row) != len(r.Source) || math.Abs(sum-1) > 1e-4 {
			t.Errorf("%q: alignment of token %d has %d entries with the sum %g", line, j, len(row), sum)
		}
		if p := r.LogProb[j]; !(p <= 1e-4 && p > -1000) {
			t.Errorf("%q: log-probability %g of token %d", line, p, j)
		}
	}
	for name, tokens := range map[string]struct {
		text   string
		tokens []Token
	}{"source": {line, r.Source}, "target": {r.Text, r.Target}} {
		at := 0
		for _, token := range tokens.tokens {
			if token.Start < at || token.End < token.Start || token.End > len(tokens.text) {
				t.Errorf("%q: %s token %+v follows byte %d of %d", line, name, token, at, len(tokens.text))
			}
			at = token.End
		}
	}
}

// TestAlignmentPointsAtNames checks a word that has one counterpart.
func TestAlignmentPointsAtNames(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	const text = "Neither the minister nor his wife had ever been to London before."
	r := translate(t, m, []string{text})[0]
	at := strings.Index(r.Text, "Лондон")
	if at < 0 {
		t.Fatalf("no London in %q", r.Text)
	}
	for i, token := range r.Target {
		if token.Start <= at && at < token.End {
			best := 0
			for j, v := range r.Alignment[i] {
				if v > r.Alignment[i][best] {
					best = j
				}
			}
			if source := r.Source[best]; !strings.Contains(text[source.Start:source.End], "London") {
				t.Errorf("London is aligned with %q", text[source.Start:source.End])
			}
		}
	}
}

func TestNothingToTranslate(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	results := translate(t, m, []string{"", " \t\n", "London.", "—"})
	for _, i := range []int{0, 1} {
		if !reflect.DeepEqual(results[i], Result{}) {
			t.Errorf("result %d is %+v, want an empty one", i, results[i])
		}
	}
	if results[2].Text == "" {
		t.Error("a text among empty ones was not translated")
	}
	if none := translate(t, m, nil); len(none) != 0 {
		t.Errorf("no texts give %v", none)
	}
}

// TestUnknownCharacters checks that what can't be encoded is not shown to the
// model, wherever it stands.
func TestUnknownCharacters(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	if m.CanEncode('“') || m.CanEncode('€') || !m.CanEncode('"') || !m.CanEncode('z') {
		t.Fatal("the vocabulary encodes other characters than expected")
	}
	plain := translate(t, m, []string{"The talks lasted six hours."})[0]
	const odd = "“The talks“ lasted six hours.€"
	r := translate(t, m, []string{odd})[0]
	if r.Text != plain.Text {
		t.Errorf("with unknown characters %q, without %q", r.Text, plain.Text)
	}
	for _, token := range r.Source {
		if token.ID == m.source.Unknown() || strings.ContainsAny(odd[token.Start:token.End], "“€") {
			t.Errorf("token %+v stands for %q", token, odd[token.Start:token.End])
		}
	}
	checkResult(t, odd, r)
}

// TestLongText gives the model a text of many times its limit.
func TestLongText(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	text := strings.Repeat("The ministers met again and again, and ", 30) + "nothing was agreed."
	r := translate(t, m, []string{text})[0]
	checkResult(t, text, r)
	ends := 0
	for _, token := range r.Source {
		if token.ID == m.source.EOS() {
			ends++
		}
	}
	if ends < 3 || strings.Contains(r.Text, "  ") {
		t.Errorf("cut into %d parts: %q", ends, r.Text)
	}
	if last := r.Source[len(r.Source)-1]; last.End != len(text) {
		t.Errorf("the source tokens end at byte %d of %d", last.End, len(text))
	}

	unbroken := strings.Repeat("x", 500)
	checkResult(t, unbroken, translate(t, m, []string{unbroken})[0])
}

// TestEndlessText gives a made model a text whose alignment would take
// gigabytes.
func TestEndlessText(t *testing.T) {
	t.Parallel()
	m, err := Open(made(true))
	if err != nil {
		t.Fatal(err)
	}
	if slow(m) {
		t.Skip("takes seconds with plain Go, whose kernels it doesn't concern")
	}
	endless := strings.Repeat("af bo ar ", 4000)
	results := translate(t, m, []string{endless, "af bo", strings.Repeat("bo ", 200)})
	if r := results[0]; r.Alignment != nil || len(r.Source) < 12_000 || len(r.LogProb) != len(r.Target) {
		t.Errorf("%d source tokens, %d rows of alignment", len(r.Source), len(r.Alignment))
	}
	checkResult(t, "af bo", results[1])
	checkResult(t, strings.Repeat("bo ", 200), results[2])
}

func TestCut(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	for _, c := range []struct {
		name, text string
		atWord     bool
	}{
		{"words", strings.Repeat("Nobody answered ", 150), true},
		{"no spaces", strings.Repeat("ab,", 300), false},
		{"one space", strings.Repeat("a,", 50) + " " + strings.Repeat("b,", 40), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var tokens []Token
			for _, token := range m.source.Encode(c.text) {
				tokens = append(tokens, Token(token))
			}
			for len(tokens) > 0 {
				n := cut(m.source, tokens)
				if n < 1 || n > maxSourceTokens {
					t.Fatalf("%d of %d tokens are cut off", n, len(tokens))
				}
				if n < len(tokens) && startsWord(m.source, tokens[n]) != c.atWord {
					t.Errorf("a cut after %d of %d tokens: at a word is %v", n, len(tokens), !c.atWord)
				}
				tokens = tokens[n:]
			}
		})
	}
}

func TestForcedPrefix(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	texts := []string{"The museum will be closed until the end of the year.", "Nobody has answered that question yet."}
	free := translate(t, m, texts)
	forced := translate(t, m, texts, ForcedPrefix(0, "До конца года"))
	if !strings.HasPrefix(forced[0].Text, "До конца года") || strings.HasPrefix(free[0].Text, "До конца года") {
		t.Errorf("forced %q, free %q", forced[0].Text, free[0].Text)
	}
	if forced[1].Text != free[1].Text {
		t.Errorf("a prefix of one text changed another: %q, without %q", forced[1].Text, free[1].Text)
	}
	checkResult(t, texts[0], forced[0])
}

func TestBanned(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	texts := []string{"The museum will be closed until the end of the year.", "The museum is old."}
	free := translate(t, m, texts)
	if !strings.Contains(free[0].Text, "Музей") || !strings.Contains(free[1].Text, "Музей") {
		t.Fatalf("the model doesn't say what this test bans: %v", free)
	}
	r := translate(t, m, texts, Banned(0, "Музей", "музе"))
	if strings.Contains(strings.ToLower(r[0].Text), "музе") || r[0].Text == "" {
		t.Errorf("with a banned word: %q", r[0].Text)
	}
	if r[1].Text != free[1].Text {
		t.Errorf("a ban for one text changed another: %q", r[1].Text)
	}
	for _, token := range free[1].Target[:len(free[1].Target)-1] {
		r := translate(t, m, texts[1:], BannedTokens(0, token.ID))
		if slices.Contains(tokenIDs(r[0].Target), token.ID) {
			t.Errorf("token %d is banned, but the translation is %q", token.ID, r[0].Text)
		}
	}
	// A spelling in other pieces than the vocabulary's own doesn't get around.
	for word := range strings.FieldsSeq(strings.Trim(free[0].Text, ".")) {
		r := translate(t, m, texts[:1], Banned(0, word))
		if strings.HasPrefix(r[0].Text, word) || strings.Contains(r[0].Text, " "+word) {
			t.Errorf("%q is banned, but the translation is %q", word, r[0].Text)
		}
	}
	// Nor does a quotation mark or a hyphen before it.
	quoted := []string{`The "museum" will be closed.`, `They spoke of a museum-library.`}
	if free := translate(t, m, quoted); !strings.Contains(free[0].Text, `"Музей"`) || !strings.Contains(free[1].Text, "-бог") {
		t.Fatalf("the model doesn't say what this test bans: %v", free)
	}
	for i, r := range translate(t, m, quoted, Banned(0, "Музей"), Banned(1, "бог")) {
		if strings.Contains(r.Text, "Музей") || strings.Contains(r.Text, "-бог") || r.Text == "" {
			t.Errorf("with a banned word behind a mark: %q", r.Text)
		}
		checkResult(t, quoted[i], r)
	}
	// A word that only contains what is banned may stay.
	if r := translate(t, m, texts[1:], Banned(0, "узей")); r[0].Text != free[1].Text {
		t.Errorf("a ban of a word's middle changed %q to %q", free[1].Text, r[0].Text)
	}
	if r := translate(t, m, texts, Banned(0, "€", ""), Banned(1, "этого в нём нет")); !reflect.DeepEqual(r, free) {
		t.Errorf("bans of what isn't said changed something: %v", r)
	}
}

func TestCallOptionErrors(t *testing.T) {
	t.Parallel()
	m := openTestModel(t)
	for name, opt := range map[string]CallOption{
		"no such text":          ForcedPrefix(1, "Да"),
		"negative":              Banned(-1, "Да"),
		"tokens of no text":     BannedTokens(7, 3),
		"unknown in the prefix": ForcedPrefix(0, "Цена 5 €"),
		"a long prefix":         ForcedPrefix(0, strings.Repeat("да ", 200)),
	} {
		if _, err := m.Translate(t.Context(), []string{"Yes."}, opt); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	m := openTestModel(t, WithKernel("generic"), WithThreads(1))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := m.Translate(ctx, slices.Repeat(ownSentences(t), 20)) // minutes of work
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v, want the deadline's", err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("stopped after %s", took)
	}
	// Its workspace is free again.
	if r := translate(t, m, []string{"Talks"}); r[0].Text == "" {
		t.Error("nothing is translated after a cancellation")
	}
}

func BenchmarkTranslate(b *testing.B) {
	m := openTestModel(b, WithThreads(1))
	lines := readLines(b, filepath.Join("testdata", "sentences.en.txt"))
	words := 0
	for _, line := range lines {
		words += len(strings.Fields(line))
	}
	for b.Loop() {
		if _, err := m.Translate(b.Context(), lines); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
