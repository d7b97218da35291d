package translate_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/chrf"
	"github.com/dragoman-news/dragoman/internal/translate/engine/apertium"
	"github.com/dragoman-news/dragoman/internal/translate/engine/bergamot"
)

// The tests in this file run the real English-Russian model. Their bars are those of
// the project's research on translation quality.

type oneModel struct{ dir string }

func (m oneModel) Find(from, to string) (dir, name string, err error) {
	if from != "en" || to != "ru" {
		return "", "", errors.Join(errors.New("only en-ru is here"), domain.ErrNotFound)
	}
	return m.dir, "en-ru test", nil
}

func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// embedded returns the embedded engine with the test model.
func embedded(t *testing.T) translate.Engine {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_TEST_MODEL")
	if dir == "" {
		dir = filepath.Join("..", "..", "build", "models", "en-ru")
	}
	if _, err := os.Stat(dir); err != nil {
		missing(t, "the test model is absent: run scripts/get-test-model: %v", err)
	}
	return bergamot.New(oneModel{dir})
}

// evalLines returns the lines of a file of the evaluation data.
func evalLines(t *testing.T, name string) []string {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_EVAL")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "eval")
	}
	data, err := os.ReadFile(filepath.Join(dir, "mt", name))
	if err != nil {
		t.Skipf("the evaluation data are absent (set DRAGOMAN_EVAL): %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// paragraphs translates texts as the paragraphs of one document.
func paragraphs(t *testing.T, to string, texts []domain.Text, engines ...translate.Engine) ([]domain.Text, [][]domain.Segment) {
	t.Helper()
	d := domain.Document{Lang: "en"}
	for _, x := range texts {
		d.Blocks = append(d.Blocks, domain.Block{Kind: domain.Paragraph, Text: x})
	}
	tr, err := translate.Document(t.Context(), d, translate.Options{From: "en", To: to, Router: translate.NewRouter(engines...)})
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.Article.Document.Validate(); err != nil {
		t.Fatal(err)
	}
	out := make([]domain.Text, len(texts))
	for i, b := range tr.Article.Document.Blocks {
		out[i] = b.Text
	}
	segments := make([][]domain.Segment, len(texts))
	for _, s := range tr.Segments {
		segments[s.Part/2] = append(segments[s.Part/2], s) // a paragraph has two texts
	}
	return out, segments
}

func plain(lines []string) []domain.Text {
	out := make([]domain.Text, len(lines))
	for i, l := range lines {
		out[i] = domain.PlainText(l)
	}
	return out
}

func blocked(segments []domain.Segment) bool {
	for _, s := range segments {
		if slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Severity == domain.SeverityBlock }) {
			return true
		}
	}
	return false
}

func TestNotBelowThePlainEngine(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	english, russian, ids := evalLines(t, "ntrex.en.txt"), evalLines(t, "ntrex.ru.txt"), evalLines(t, "ntrex.docids.txt")
	pair, err := engine.Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	var raw, ours, references []string
	for start := 0; start < 110; {
		end := start
		var inputs []translate.Input
		for end < len(english) && ids[end] == ids[start] {
			inputs = append(inputs, translate.Input{Text: english[end]})
			end++
		}
		outputs, err := pair.Translate(t.Context(), inputs)
		if err != nil {
			t.Fatal(err)
		}
		texts, _ := paragraphs(t, "ru", plain(english[start:end]), engine)
		for i := range texts {
			raw, ours = append(raw, outputs[i].Text), append(ours, texts[i].Text)
		}
		references = append(references, russian[start:end]...)
		start = end
	}
	plainEngine, chain := chrf.Score(raw, references), chrf.Score(ours, references)
	t.Logf("chrF of %d lines: the plain engine %.2f, the chain %.2f", len(raw), plainEngine, chain)
	if chain < plainEngine {
		t.Errorf("chrF %.2f is below the plain engine's %.2f", chain, plainEngine)
	}
}

func TestQuotePairs(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	var lines []string
	for _, l := range evalLines(t, "ntrex.en.txt") {
		if n := strings.Count(l, `"`); n == 0 || n%2 > 0 || len(lines) == 100 {
			continue
		}
		parts := strings.Split(l, `"`)
		var b strings.Builder
		for i, p := range parts {
			b.WriteString(p)
			if i+1 < len(parts) {
				b.WriteString([]string{"“", "”"}[i%2])
			}
		}
		lines = append(lines, b.String())
	}
	kept := 0
	texts, _ := paragraphs(t, "ru", plain(lines), engine)
	for i, x := range texts {
		want := strings.Count(lines[i], "“")
		opened, closed := strings.Count(x.Text, "«")+strings.Count(x.Text, "„"), strings.Count(x.Text, "»")+strings.Count(x.Text, "“")
		if opened == want && closed == want && !strings.ContainsAny(x.Text, `"”`) {
			kept++
		}
	}
	t.Logf("all quotation marks kept in %d of %d", kept, len(lines))
	if kept*100 < len(lines)*93 {
		t.Errorf("kept in %d of %d, want 93 %%", kept, len(lines))
	}
}

func TestCurrenciesNeverChange(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	patterns := []string{
		"The company paid C5 million for the site.", "A C20-a-week cut was announced on Monday.", "Sales rose to C2.8bn in March.", "The C1,200 fine was cancelled.",
		"He earns between C30,000 and C45,000 a year.", "The C5-10 million plan failed.", "Prices start at C9.99.", "It cost C3m (C4m with taxes).", "Officials asked for C7 trillion in aid.",
	}
	names := map[string][]string{
		"£": {"фунт"}, "€": {"евро"}, "¥": {"иен", "йен"}, "₹": {"рупи"}, "₽": {"руб"}, "₴": {"грив"}, "$": {"долл", "$"}, "₺": {"лир"}, "₪": {"шекел"},
	}
	var lines, signs []string
	for sign := range names {
		for _, p := range patterns {
			lines, signs = append(lines, strings.ReplaceAll(p, "C", sign)), append(signs, sign)
		}
	}
	lost := 0
	texts, segments := paragraphs(t, "ru", plain(lines), engine)
	for i, x := range texts {
		lower := strings.ToLower(x.Text)
		for sign, stems := range names {
			found := slices.ContainsFunc(stems, func(s string) bool { return strings.Contains(lower, s) })
			switch {
			case sign != signs[i] && found:
				t.Errorf("%q became %q", lines[i], x.Text)
			case sign == signs[i] && !found:
				lost++
				if !blocked(segments[i]) {
					t.Errorf("%q became %q, which isn't blocked", lines[i], x.Text)
				}
			}
		}
	}
	t.Logf("%d of %d amounts lost their currency, all blocked", lost, len(lines))
	if lost*50 > len(lines) {
		t.Errorf("%d of %d lost", lost, len(lines))
	}
}

func TestMasksComeBack(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	things := []string{
		"https://example.org/a_b?c=d&e=%20f", "www.example.com/news", "press.office@example.co.uk", "@news_desk", "#StandWithUs", "budget_2025.pdf", "example.org", "https://t.co/AbC123",
	}
	patterns := []string{
		"Visit X for details.", "The minister wrote about it on X on Monday.", "X reported the news first.", "According to X, the talks in Riyadh have failed.", "Contact us (X) or call 101.",
		"“We are ready,” X wrote.", "A post by X was deleted after 3,000 people complained.", "The president, quoting X, refused to answer.", "Read more: X", "It started with X and ended with X.",
	}
	var lines, wanted []string
	for _, p := range patterns {
		for _, x := range things {
			lines, wanted = append(lines, strings.ReplaceAll(p, "X", x)), append(wanted, x)
		}
	}
	flagged := 0
	texts, segments := paragraphs(t, "ru", plain(lines), engine)
	for i, x := range texts {
		if blocked(segments[i]) {
			flagged++
			t.Logf("blocked: %q became %q", lines[i], x.Text)
		} else if strings.Count(x.Text, wanted[i]) != strings.Count(lines[i], wanted[i]) {
			t.Errorf("%q became %q", lines[i], x.Text)
		}
	}
	if flagged*20 > len(lines) {
		t.Errorf("%d of %d are blocked", flagged, len(lines))
	}
}

func TestRealMarkup(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	link := func(source, inside string) domain.Text {
		at := strings.Index(source, inside)
		return domain.Text{Text: source, Spans: []domain.Span{{Start: at, End: at + len(inside), Kind: domain.Link, Href: "https://example.org/"}}}
	}
	tests := []struct {
		text domain.Text
		want string // in the translation's link
	}{
		{link("The minister visited Moscow on Monday.", "Moscow"), "Москв"},
		{link("On Monday the minister visited Moscow.", "minister"), "министр"},
		{link("The talks in Riyadh will last three days.", "Riyadh"), "Эр-Рияд"},
		{link("More than 384 people died in the earthquake.", "384"), "384"},
		{link("More than 384 people died in the earthquake.", "384 people"), "384"},
		{link("Sales rose by 2.5 percent, the company said.", "2.5 percent"), "2,5"},
		{link("He called the plan “a new beginning” on Tuesday.", "a new beginning"), "нач"},
		{link("The president said the war is over.", "The president said the war is over."), "Президент"},
		{link("The president said the war is over.", "the war"), "войн"},
		{link("The European Union approved the sanctions.", "European Union"), "Европейск"},
	}
	sources := make([]domain.Text, len(tests))
	for i := range tests {
		sources[i] = tests[i].text
	}
	texts, _ := paragraphs(t, "ru", sources, engine)
	for i, x := range texts {
		if len(x.Spans) != 1 {
			t.Errorf("%q became %q with %d links", tests[i].text.Text, x.Text, len(x.Spans))
			continue
		}
		if got := x.Text[x.Spans[0].Start:x.Spans[0].End]; !strings.Contains(got, tests[i].want) {
			t.Errorf("%q became %q with the link %q, want %q in it", tests[i].text.Text, x.Text, got, tests[i].want)
		}
	}
}

// TestNumbersInLinks holds on real sentences that a number in a link lands in the link.
func TestNumbersInLinks(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	var sources []domain.Text
	var numbers []string
	for _, l := range evalLines(t, "ntrex.en.txt") {
		fields := strings.Fields(l)
		for i, f := range fields {
			number := strings.Trim(f, "$(),.%")
			if len(sources) == 70 || i == 0 || number == "" || strings.Trim(number, "0123456789") != "" || strings.Count(l, number) != 1 {
				continue
			}
			at := strings.Index(l, number)
			sources = append(sources, domain.Text{Text: l, Spans: []domain.Span{{Start: at, End: at + len(number), Kind: domain.Link, Href: "https://example.org/"}}})
			numbers = append(numbers, number)
			break
		}
	}
	right, comparable := 0, 0
	texts, _ := paragraphs(t, "ru", sources, engine)
	for i, x := range texts {
		if len(x.Spans) != 1 {
			t.Errorf("%q has %d links", x.Text, len(x.Spans))
			continue
		}
		if strings.Contains(x.Text, numbers[i]) {
			comparable++
			if strings.Contains(x.Text[x.Spans[0].Start:x.Spans[0].End], numbers[i]) {
				right++
			}
		}
	}
	t.Logf("%d of %d numbers are in their link", right, comparable)
	if right*100 < comparable*95 {
		t.Errorf("%d of %d, want 95 %%", right, comparable)
	}
}

// TestThroughRussian runs the real chain English-Russian-Ukrainian.
func TestThroughRussian(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	if _, err := exec.LookPath("apertium"); err != nil {
		missing(t, "apertium is not installed (on Debian: apt install apertium-rus-ukr)")
	}
	second := apertium.New()
	if _, err := second.Pair(t.Context(), "ru", "uk"); err != nil {
		missing(t, "%v", err)
	}
	const source = "The president met the minister on Monday and visited https://example.org/ with him."
	at := strings.Index(source, "minister")
	d := domain.Document{Lang: "en", Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.Text{
		Text: source, Spans: []domain.Span{{Start: at, End: at + len("minister"), Kind: domain.Link, Href: "https://example.org/m"}},
	}}}}
	tr, err := translate.Document(t.Context(), d, translate.Options{From: "en", To: "uk", Router: translate.NewRouter(engine, second)})
	if err != nil {
		t.Fatal(err)
	}
	if len(tr.Chain) != 2 || tr.Chain[0].To != "ru" || tr.Chain[1].Engine != "apertium" || tr.Chain[1].To != "uk" {
		t.Fatalf("chain %+v", tr.Chain)
	}
	got := tr.Article.Document.Blocks[0].Text
	for _, want := range []string{"понеділок", "зустрівся", "https://example.org/"} {
		if !strings.Contains(got.Text, want) {
			t.Errorf("%q lacks %q", got.Text, want)
		}
	}
	if len(got.Spans) != 1 || !strings.HasPrefix(got.Text[got.Spans[0].Start:got.Spans[0].End], "міністр") {
		t.Errorf("the link in %q is %+v", got.Text, got.Spans)
	}
	if tr.Segments[0].LogProb >= 0 {
		t.Errorf("log-probability %v", tr.Segments[0].LogProb)
	}
}
