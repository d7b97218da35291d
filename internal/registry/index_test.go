package registry

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const address = "https://models.example/db/models.json"

// one is an index with one entry that has the given files.
func one(files string) string {
	return `{"baseUrl": "https://files.example/data", "models": {"en-ar": [{"architecture": "tiny", "releaseStatus": null,
		"sourceLanguage": "en", "targetLanguage": "ar", "files": {` + files + `}}]}}`
}

const (
	goodModel = `"model": {"path": "a/model.enar.intgemm.alphas.bin.gz", "uncompressedSize": 10, "uncompressedHash": null}`
	goodVocab = `"vocab": {"path": "a/vocab.enar.spm.gz"}`
)

func TestParseIndex(t *testing.T) {
	t.Parallel()
	sum := strings.Repeat("AB", 32)
	i, err := parseIndex([]byte(one(`
		"model": {"path": "models/en-ar/run-7_x/exported/model.enar.intgemm.alphas.bin.gz", "uncompressedSize": 31561787, "uncompressedHash": "`+sum+`"},
		"lexicalShortlist": {"path": "a/lex.50.50.enar.s2t.bin.zst"},
		"srcVocab": {"path": "a/srcvocab.enar.spm.gz"}, "trgVocab": {"path": "a/trgvocab.enar.spm"}`)), address)
	if err != nil {
		t.Fatal(err)
	}
	want := []Offer{{From: "en", To: "ar", Architecture: "tiny", Size: 31561787, files: []remoteFile{
		{role: RoleShortlist, address: "https://files.example/data/a/lex.50.50.enar.s2t.bin.zst", name: "lex.50.50.enar.s2t.bin"},
		{
			role: RoleModel, address: "https://files.example/data/models/en-ar/run-7_x/exported/model.enar.intgemm.alphas.bin.gz",
			name: "model.enar.intgemm.alphas.bin", size: 31561787, sum: strings.ToLower(sum),
		},
		{role: RoleSourceVocabulary, address: "https://files.example/data/a/srcvocab.enar.spm.gz", name: "srcvocab.enar.spm"},
		{role: RoleTargetVocabulary, address: "https://files.example/data/a/trgvocab.enar.spm", name: "trgvocab.enar.spm"},
	}}}
	if diff := cmp.Diff(want, i.offers, cmp.AllowUnexported(Offer{}, remoteFile{})); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestParseIndexWithoutBase(t *testing.T) {
	t.Parallel()
	data := strings.Replace(one(goodModel+","+goodVocab), `"baseUrl": "https://files.example/data", `, "", 1)
	i, err := parseIndex([]byte(data), "http://127.0.0.1:8080/mirror/models.json?x=1")
	if err != nil {
		t.Fatal(err)
	}
	if got := i.offers[0].model().address; got != "http://127.0.0.1:8080/mirror/a/model.enar.intgemm.alphas.bin.gz" {
		t.Error(got)
	}
}

// TestParseIndexOrder has equally good offers of a direction under two names:
// the same one must be chosen each time.
func TestParseIndexOrder(t *testing.T) {
	t.Parallel()
	entry := func(key, run string) string {
		return `"` + key + `": [{"sourceLanguage": "en", "targetLanguage": "zh", "files": {"model": {"path": "` + run + `/model.enzh.bin"}, "vocab": {"path": "a/vocab.enzh.spm"}}}]`
	}
	for range 50 {
		i, err := parseIndex([]byte(`{"models": {`+entry("en-zh_cn", "b")+", "+entry("en-zh", "a")+`}}`), address)
		if err != nil {
			t.Fatal(err)
		}
		if offer, err := i.choose("en", "zh", ""); err != nil || !strings.Contains(offer.model().address, "/a/") {
			t.Fatalf("chosen: %q (%v)", offer.model().address, err)
		}
	}
}

func TestParseIndexRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, data, want string }{
		{"a web page", "<html>", "no registry of models"},
		{"another JSON", `[1, 2]`, "no registry of models"},
		{"no models", `{"baseUrl": "https://a.example"}`, "has no models"},
		{"a base without TLS", strings.Replace(one(goodModel+","+goodVocab), "https:", "http:", 1), "base address"},
		{"a base on disk", strings.Replace(one(goodModel+","+goodVocab), "https://files.example", "file:///etc", 1), "base address"},
		{"a base with a name and word", strings.Replace(one(goodModel+","+goodVocab), "files.example", "me:secret@files.example", 1), "base address"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := parseIndex([]byte(c.data), address)
			if !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

// TestBrokenEntries checks that an entry that can't be used is told of when
// its direction is asked for, and does no harm to another.
func TestBrokenEntries(t *testing.T) {
	t.Parallel()
	path := func(p string) string { return `"model": {"path": "` + p + `"}, ` + goodVocab }
	for _, c := range []struct{ name, files, want string }{
		{"a path that leads out", path("a/../../model.enar.bin"), "not allowed"},
		{"a path that leads out, encoded", path("a/%2e%2e/model.enar.bin"), "not allowed"},
		{"a path to another host", path("//evil.example/model.enar.bin"), "not allowed"},
		{"an address as path", path("https://evil.example/model.enar.bin"), "not allowed"},
		{"a path with a query", path("a/model.enar.bin?x"), "not allowed"},
		{"a path for Windows", path(`a\\..\\model.enar.bin`), "not allowed"},
		{"a path with NUL", path(`a/model.enar\u0000.bin`), "not allowed"},
		{"a very long path", path(strings.Repeat("a/", 1000) + "model.enar.bin"), "a path of"},
		{"a hidden file", path("a/.bashrc"), "not allowed"},
		{"another name", path("a/manifest.json"), "no name for a file of the kind"},
		{"the name of another role", path("a/vocab.enar.spm"), "no name for a file of the kind"},
		{"a huge size", `"model": {"path": "a/model.enar.bin", "uncompressedSize": 2000000000}, ` + goodVocab, "at most 1073741824"},
		{"a negative size", `"model": {"path": "a/model.enar.bin", "uncompressedSize": -1}, ` + goodVocab, "size of"},
		{"a size that is no number", `"model": {"path": "a/model.enar.bin", "uncompressedSize": "10"}, ` + goodVocab, "cannot unmarshal"},
		{"a sum that is none", `"model": {"path": "a/model.enar.bin", "uncompressedHash": "abc"}, ` + goodVocab, "no SHA-256 sum"},
		{"no model", goodVocab, "no model file"},
		{"no vocabulary", goodModel, "no vocabulary"},
		{"half a vocabulary", goodModel + `, "srcVocab": {"path": "a/srcvocab.enar.spm.gz"}`, "only one of the two"},
		{"too many vocabularies", goodModel + `, ` + goodVocab + `, "srcVocab": {"path": "a/srcvocab.enar.spm.gz"}`, "both a shared vocabulary"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			good := strings.NewReplacer(`"en-ar"`, `"en-ru"`, `"ar"`, `"ru"`).Replace(one(goodModel + "," + goodVocab))
			_, second, _ := strings.Cut(good, `"models": {`)
			i, err := parseIndex([]byte(strings.TrimSuffix(one(c.files), "}}")+", "+second), address)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := i.choose("en", "ru", ""); err != nil {
				t.Errorf("the other direction: %v", err)
			}
			_, err = i.choose("en", "ar", "")
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), `entry "en-ar" can't be used`) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	offer := func(status, architecture string) Offer {
		return Offer{From: "en", To: "ar", Status: status, Architecture: architecture}
	}
	// Each is better than those after it.
	order := []Offer{
		offer("Release", "base-memory"), offer("Release Desktop", "base"), offer("Release", "tiny"), offer("Release", "unheard of"),
		offer("Release Android", "base-memory"), offer("Nightly", "base-memory"), offer("Nightly", "tiny"), offer("", "base-memory"), offer("", ""),
	}
	for a := range order {
		for b := range order {
			if got := compareOffers(order[a], order[b]); got < 0 != (a < b) || got > 0 != (a > b) {
				t.Errorf("%v and %v: %d", order[a], order[b], got)
			}
		}
	}
}

func TestNotOffered(t *testing.T) {
	t.Parallel()
	var i index
	for _, pair := range []string{"en-ar", "ru-en", "uk-en", "fr-de", "de-es", "en-de", "fr-en"} {
		from, to, _ := strings.Cut(pair, "-")
		i.offers = append(i.offers, Offer{From: from, To: to})
	}
	for _, c := range []struct{ from, to, want string }{
		{"ru", "ar", "no model from ru to ar; it can be translated through en: dragoman models pull ru-en and dragoman models pull en-ar"},
		{"fr", "es", "through de: dragoman models pull fr-de and dragoman models pull de-es"},
		{"ru", "es", "from ru it has models to en, and to es from de"},
		{"fr", "ja", "from fr it has models to de, en, but none to ja"},
		{"ja", "en", "to en it has models from ru, uk, fr, but none from ja"},
		{"ja", "ko", "the registry has no model from ja to ko: not found"},
	} {
		_, err := i.choose(c.from, c.to, "")
		if !errors.Is(err, domain.ErrNotFound) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s-%s: %v, want %q", c.from, c.to, err, c.want)
		}
	}
}
