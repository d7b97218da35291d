package registry

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func write(t testing.TB, dir string, files map[string][]byte) string {
	t.Helper()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestImport(t *testing.T) {
	t.Parallel()
	model, lex := content(RoleModel, 100_000, 1), content(RoleShortlist, 10_000, 1)
	source, target := content(RoleSourceVocabulary, 5_000, 1), content(RoleTargetVocabulary, 5_000, 2)
	for _, c := range []struct {
		name     string
		files    map[string][]byte
		options  ImportOptions
		want     Model
		excluded []string
	}{
		{
			"plain files, direction by name",
			map[string][]byte{"model.enru.intgemm.alphas.bin": model, "lex.50.50.enru.s2t.bin": lex, "vocab.enru.spm": source, "README.md": nil, "qualityModel.enru.bin": model},
			ImportOptions{},
			Model{From: "en", To: "ru", Version: sum(model)[:12], Files: []File{
				{RoleShortlist, "lex.50.50.enru.s2t.bin", 10_000, sum(lex)},
				{RoleModel, "model.enru.intgemm.alphas.bin", 100_000, sum(model)},
				{RoleVocabulary, "vocab.enru.spm", 5_000, sum(source)},
			}},
			[]string{"README.md", "qualityModel.enru.bin"},
		},
		{
			"packed files with metadata",
			map[string][]byte{
				"model.zh_hanten.intgemm.alphas.bin.gz": gzipped(t, model), "srcvocab.zh_hanten.spm.zst": zstandard(t, source), "trgvocab.zh_hanten.spm.gz": gzipped(t, target),
				"metadata.json": fmt.Appendf(nil, `{"architecture": "base", "sourceLanguage": "zh_hant", "targetLanguage": "en", "hash": %q}`, sum(model)),
			},
			ImportOptions{Licence: "MPL-2.0"},
			Model{From: "zh-Hant", To: "en", Version: sum(model)[:12], Architecture: "base", Licence: "MPL-2.0", Files: []File{
				{RoleModel, "model.zh_hanten.intgemm.alphas.bin", 100_000, sum(model)},
				{RoleSourceVocabulary, "srcvocab.zh_hanten.spm", 5_000, sum(source)},
				{RoleTargetVocabulary, "trgvocab.zh_hanten.spm", 5_000, sum(target)},
			}},
			nil,
		},
		{
			"direction given",
			map[string][]byte{"model.mine.bin": model, "vocab.mine.spm": source},
			ImportOptions{From: "pt-BR", To: "ca"},
			Model{From: "pt", To: "ca", Version: sum(model)[:12], Files: []File{
				{RoleModel, "model.mine.bin", 100_000, sum(model)},
				{RoleVocabulary, "vocab.mine.spm", 5_000, sum(source)},
			}},
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, err := Open(Config{Dir: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			dir := write(t, t.TempDir(), c.files)
			c.want.Source = dir
			for range 2 { // the second time it replaces itself
				m, err := s.Import(t.Context(), dir, c.options)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.want, m, cmpopts.IgnoreFields(Model{}, "Dir", "Installed")); diff != "" {
					t.Error("-want +got\n" + diff)
				}
				if err := s.Verify(t.Context(), m); err != nil {
					t.Error(err)
				}
				for _, name := range c.excluded {
					if _, err := os.Stat(filepath.Join(m.Dir, name)); err == nil {
						t.Errorf("%s was imported", name)
					}
				}
			}
			if names := visible(t, s.Dir()); len(names) != 1 {
				t.Errorf("the store holds %v", names)
			}
		})
	}
}

func TestImportRefuses(t *testing.T) {
	t.Parallel()
	model, vocab := content(RoleModel, 1000, 1), content(RoleVocabulary, 1000, 1)
	for _, c := range []struct {
		name    string
		files   map[string][]byte
		options ImportOptions
		want    string
	}{
		{"nothing", nil, ImportOptions{}, "no model file"},
		{"no vocabulary", map[string][]byte{"model.enru.bin": model}, ImportOptions{}, "no vocabulary"},
		{"two models", map[string][]byte{"model.enru.bin": model, "model.ruen.bin": model, "vocab.enru.spm": vocab}, ImportOptions{}, `two files of the kind "model"`},
		{"packed and not", map[string][]byte{"model.enru.bin": model, "model.enru.bin.gz": gzipped(t, model), "vocab.enru.spm": vocab}, ImportOptions{}, `two files of the kind "model"`},
		{"no direction", map[string][]byte{"model.mine.bin": model, "vocab.mine.spm": vocab}, ImportOptions{}, "give the languages"},
		{"half a direction", map[string][]byte{"model.enru.bin": model, "vocab.enru.spm": vocab}, ImportOptions{From: "en"}, "give the languages"},
		{"one language", map[string][]byte{"model.enru.bin": model, "vocab.enru.spm": vocab}, ImportOptions{From: "en", To: "en-GB"}, "from en to en"},
		{"no language", map[string][]byte{"model.enru.bin": model, "vocab.enru.spm": vocab}, ImportOptions{From: "en", To: "../x"}, "no language tag"},
		{"another format", map[string][]byte{"model.enru.bin": []byte("PK\x03\x04 a zip"), "vocab.enru.spm": vocab}, ImportOptions{}, "begins with"},
		{"a broken pack", map[string][]byte{"model.enru.bin.gz": gzipped(t, model)[:500], "vocab.enru.spm": vocab}, ImportOptions{}, "can't be unpacked"},
		{"another sum than in the metadata", map[string][]byte{
			"model.enru.bin": model, "vocab.enru.spm": vocab, "metadata.json": []byte(`{"hash": "abc"}`),
		}, ImportOptions{}, `metadata.json says "abc"`},
		{"broken metadata", map[string][]byte{"model.enru.bin": model, "vocab.enru.spm": vocab, "metadata.json": []byte(`{`)}, ImportOptions{}, "metadata.json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, err := Open(Config{Dir: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.Import(t.Context(), write(t, t.TempDir(), c.files), c.options)
			if !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
			if models, err := s.List(); len(models) > 0 || err != nil {
				t.Errorf("list: %v (%v)", models, err)
			}
		})
	}
}

func TestGuessDirection(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"model.enru.intgemm.alphas.bin": "en ru", "model.enzh_hant.bin": "en zh_hant", "model.zh_hanten.bin": "zh_hant en",
		"model.hbsen.bin": "hbs en", "model.enhbs.bin": "en hbs", "model.xxqq.bin": " ", "model.mine.bin": " ", "model.enqq.bin": " ", "model.intgemm8.bin": " ", "model.bin": " ",
	} {
		from, to := guessDirection([]foundFile{{role: RoleModel, name: name}})
		if from+" "+to != want {
			t.Errorf("%s: %q, %q", name, from, to)
		}
	}
}
