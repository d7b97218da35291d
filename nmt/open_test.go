package nmt

import (
	"errors"
	"io/fs"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dragoman-news/dragoman/nmt/internal/synthetic"
)

// made gives the files of a made model of 60 source words, with two
// vocabularies of which the target's has 80 pieces, or a shared one.
func made(shared bool) fstest.MapFS {
	m := synthetic.New(synthetic.Spec{
		Dim: 64, Heads: 8, FFN: 128, EncoderLayers: 1, DecoderLayers: 4,
		SourceWords: 60, TargetWords: 80, Shared: shared, Seed: 11,
	})
	files := fstest.MapFS{
		"model.xxyy.intgemm.alphas.bin": {Data: m.Bytes()},
		"lex.50.50.xxyy.s2t.bin":        {Data: m.Shortlist(10)},
		"README":                        {Data: []byte("not looked at")},
	}
	if shared {
		files["vocab.xxyy.spm"] = &fstest.MapFile{Data: synthetic.Vocabulary(60)}
		return files
	}
	files["srcvocab.xxyy.spm"] = &fstest.MapFile{Data: synthetic.Vocabulary(60)}
	files["trgvocab.xxyy.spm"] = &fstest.MapFile{Data: synthetic.Vocabulary(80)}
	return files
}

func TestOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		shared bool
		change func(fstest.MapFS)
		want   Info
	}{
		{"shared vocabulary", true, func(fstest.MapFS) {}, Info{SourceWords: 60, TargetWords: 60, SharedVocabulary: true, Shortlist: true}},
		{"two vocabularies", false, func(fstest.MapFS) {}, Info{SourceWords: 60, TargetWords: 80, Shortlist: true}},
		{"no shortlist", false, func(f fstest.MapFS) { delete(f, "lex.50.50.xxyy.s2t.bin") }, Info{SourceWords: 60, TargetWords: 80}},
		{"fewer pieces than the model knows words", false, func(f fstest.MapFS) {
			f["trgvocab.xxyy.spm"] = &fstest.MapFile{Data: synthetic.Vocabulary(71)}
		}, Info{SourceWords: 60, TargetWords: 71, Shortlist: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := made(c.shared)
			c.change(files)
			m, err := Open(files)
			if err != nil {
				t.Fatal(err)
			}
			c.want.From, c.want.To, c.want.Architecture, c.want.Marian = "xx", "yy", "64/128, 1+4 layers", "v0 synthetic"
			got := m.Info()
			if got.Bytes < 100_000 || got.Kernel == "" {
				t.Errorf("info is %+v", got)
			}
			got.Bytes, got.Kernel = 0, ""
			if got != c.want {
				t.Errorf("info is %+v, want %+v", got, c.want)
			}
			checkMade(t, m)
		})
	}
}

// checkMade translates with a made model: what it says means nothing, but all
// that Result promises must hold.
func checkMade(t *testing.T, m *Model) {
	t.Helper()
	word := func(i int) string { return strings.TrimPrefix(synthetic.Word(i), "▁") }
	text := strings.Join([]string{word(5), word(40), word(17)}, " ")
	r := translate(t, m, []string{text})[0]
	checkResult(t, text, r)
	if len(r.Source) != 4 || r.Source[1].ID != 40 {
		t.Errorf("source tokens of %q are %v", text, r.Source)
	}
	for _, token := range r.Target {
		if token.ID >= m.target.Len() || token.ID == m.target.Unknown() {
			t.Errorf("target token %d of %d", token.ID, m.target.Len())
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	cut := func(name string) func(fstest.MapFS) {
		return func(f fstest.MapFS) { f[name] = &fstest.MapFile{Data: f[name].Data[:len(f[name].Data)/2]} }
	}
	for _, c := range []struct {
		name   string
		change func(fstest.MapFS)
		class  error
		text   string
	}{
		{"no model", func(f fstest.MapFS) { delete(f, "model.xxyy.intgemm.alphas.bin") }, fs.ErrNotExist, "model*.bin"},
		{"two models", func(f fstest.MapFS) { f["model.bin"] = f["README"] }, nil, "2 files match"},
		{"half a model", cut("model.xxyy.intgemm.alphas.bin"), ErrFormat, "model.xxyy"},
		{"no source vocabulary", func(f fstest.MapFS) { delete(f, "srcvocab.xxyy.spm") }, fs.ErrNotExist, "srcvocab*.spm"},
		{"no target vocabulary", func(f fstest.MapFS) { delete(f, "trgvocab.xxyy.spm") }, fs.ErrNotExist, "trgvocab*.spm"},
		{"half a vocabulary", cut("srcvocab.xxyy.spm"), ErrFormat, "srcvocab.xxyy.spm"},
		{"a big vocabulary", func(f fstest.MapFS) { f["srcvocab.xxyy.spm"] = f["trgvocab.xxyy.spm"] }, ErrFormat, "80 pieces"},
		{"a pipe", func(f fstest.MapFS) { f["srcvocab.xxyy.spm"].Mode = fs.ModeNamedPipe }, ErrFormat, "not a regular file"},
		{"half a shortlist", cut("lex.50.50.xxyy.s2t.bin"), ErrFormat, "lex.50.50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := made(false)
			c.change(files)
			_, err := Open(files)
			if err == nil || c.class != nil && !errors.Is(err, c.class) || !strings.Contains(err.Error(), c.text) {
				t.Errorf("error is %v, want one of class %v that names %q", err, c.class, c.text)
			}
		})
	}
	if _, err := OpenDir(t.TempDir() + "/none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing directory gives %v", err)
	}
	if _, err := Open(made(true), WithKernel("mmx")); err == nil || !strings.Contains(err.Error(), "mmx") {
		t.Errorf("an unknown kernel gives %v", err)
	}
}

func TestInfo(t *testing.T) {
	t.Parallel()
	got := openTestModel(t).Info()
	if got.From != "en" || got.To != "ru" || got.Architecture != "tiny" || got.SourceWords != 32000 || !got.Shortlist {
		t.Errorf("info is %+v", got)
	}
}

// TestDependencies lists what the package may depend on: the standard library,
// golang.org/x and its own packages.
func TestDependencies(t *testing.T) {
	t.Parallel()
	const own = "github.com/dragoman-news/dragoman/nmt"
	for _, tags := range []string{"", "noasm"} {
		out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-tags", tags, "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", own).Output()
		if err != nil {
			t.Fatal(err)
		}
		packages := strings.Fields(string(out))
		if len(packages) < 4 {
			t.Errorf("go list gives only %v", packages)
		}
		for _, p := range packages {
			if p != own && !strings.HasPrefix(p, own+"/internal/") && !strings.HasPrefix(p, "golang.org/x/") {
				t.Errorf("nmt depends on %s", p)
			}
		}
	}
}
