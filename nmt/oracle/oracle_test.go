package oracle

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/dragoman-news/dragoman/internal/translate/chrf"
	"github.com/dragoman-news/dragoman/nmt"
	"github.com/dragoman-news/dragoman/nmt/internal/decode"
	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
	"github.com/dragoman-news/dragoman/nmt/internal/model"
	"github.com/dragoman-news/dragoman/nmt/internal/vocab"
)

// What is demanded of nmt against the oracle. They can't agree wholly: the
// oracle's integer sums saturate, and near-ties fall either way.
const (
	minTokens   = 0.93
	maxChrfLoss = 0.3
)

// sampleDocuments of the development text are translated, or all of it with
// NMT_AGREEMENT=full, which takes minutes.
const sampleDocuments = 8

func TestAgreement(t *testing.T) {
	paths, err := FindPaths()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(paths.Model); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("no test model: %v: run scripts/get-test-model", err)
		}
		t.Skipf("no test model: %v: run scripts/get-test-model", err)
	}
	documents, err := paths.Documents()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("NMT_AGREEMENT") != "full" {
		documents = documents[:min(sampleDocuments, len(documents))]
	}
	m, err := nmt.OpenDir(paths.Model)
	if err != nil {
		t.Fatal(err)
	}
	o, err := Open(t.Context(), paths.Model)
	if err != nil {
		t.Fatal(err)
	}
	var ours, theirs, references []string
	for _, d := range documents {
		results, err := m.Translate(t.Context(), d.Lines)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			ours = append(ours, r.Text)
		}
		texts, err := o.Translate(t.Context(), d.Lines)
		if err != nil {
			t.Fatal(err)
		}
		theirs = append(theirs, texts...)
		references = append(references, d.References...)
	}
	if err := o.Close(t.Context()); err != nil {
		t.Error(err)
	}
	exact := 0
	for i := range ours {
		if ours[i] == theirs[i] {
			exact++
		}
	}
	t.Logf("%d segments: exact texts %.1f %%", len(ours), 100*float64(exact)/float64(len(ours)))
	checkForced(t, paths.Model, documents, theirs)
	checkChrf(t, ours, theirs, references)
}

func checkChrf(t *testing.T, ours, theirs, references []string) {
	t.Helper()
	if len(references) == 0 {
		t.Log("no development text: chrF was not compared")
		return
	}
	here, there := chrf.Score(ours, references), chrf.Score(theirs, references)
	t.Logf("chrF2 %.2f, the oracle's %.2f", here, there)
	if here < there-maxChrfLoss {
		t.Errorf("chrF2 is %.2f, the oracle's %.2f", here, there)
	}
}

// checkForced gives nmt the oracle's translations word by word and counts where
// it would have gone on as the oracle did.
func checkForced(t *testing.T, dir string, documents []Document, theirs []string) {
	t.Helper()
	f := openForcer(t, dir)
	same, tokens := 0, 0
	for _, d := range documents {
		s, n := f.document(t, d.Lines, theirs[:len(d.Lines)])
		same, tokens = same+s, tokens+n
		theirs = theirs[len(d.Lines):]
	}
	share := float64(same) / float64(tokens)
	t.Logf("teacher-forced tokens: %d of %d (%.2f %%)", same, tokens, 100*share)
	if share < minTokens {
		t.Errorf("%.4f of the tokens agree, want %.2f", share, minTokens)
	}
}

// forcer runs nmt's engine over given translations.
type forcer struct {
	vocabulary *vocab.Vocabulary
	shortlist  *model.Shortlist
	engine     *decode.Engine
	workspace  decode.Workspace
}

func openForcer(t *testing.T, dir string) *forcer {
	t.Helper()
	read := func(pattern string) []byte {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(names) != 1 {
			t.Fatalf("%d files match %s", len(names), pattern)
		}
		data, err := os.ReadFile(names[0])
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	v, err := vocab.Parse(read("vocab*.spm"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := model.Load(read("model*.bin"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := model.ParseShortlist(read("lex*.bin"), p.Config)
	if err != nil {
		t.Fatal(err)
	}
	tier, err := kernel.Detect("")
	if err != nil {
		t.Fatal(err)
	}
	limits := decode.Limits{MaxSource: maxTokens, MaxPrefix: maxTokens}
	return &forcer{vocabulary: v, shortlist: s, engine: decode.New(tier, p, limits, decode.Words{Count: v.Len(), Unknown: 1})}
}

const maxTokens = 256

// document counts, over lines and their translations, the tokens (ends
// included) that the engine chooses, too, and all of them. Lines with unknown
// pieces are left out: the oracle shows these to the model, nmt doesn't.
func (f *forcer) document(t *testing.T, lines, translations []string) (same, total int) {
	t.Helper()
	var inputs []decode.Input
	var source, always []int32
	for i, line := range lines {
		ids, known := f.tokens(line)
		want, knownToo := f.tokens(translations[i])
		if !known || !knownToo {
			continue
		}
		in := decode.Input{IDs: ids, End: -1}
		total += len(want)
		asked := -1
		in.Allow = func(so []int32, word int32) bool {
			if len(so) >= len(want) {
				return true
			}
			if len(so) > asked { // the engine's first choice
				asked = len(so)
				if word == want[asked] {
					same++
				}
			}
			return word == want[len(so)]
		}
		inputs = append(inputs, in)
		source, always = append(source, in.IDs...), append(always, want...)
	}
	layer := f.engine.Select(f.shortlist.Select(source, always))
	if _, err := f.engine.Run(t.Context(), &f.workspace, layer, inputs); err != nil {
		t.Fatal(err)
	}
	return same, total
}

// tokens gives a text's pieces and the end, and whether all are known.
func (f *forcer) tokens(text string) (ids []int32, known bool) {
	known = true
	for _, token := range f.vocabulary.Encode(text) {
		known = known && token.ID != f.vocabulary.Unknown()
		ids = append(ids, int32(token.ID))
	}
	return append(ids, int32(f.vocabulary.EOS())), known
}
