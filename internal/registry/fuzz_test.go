package registry

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// FuzzIndex checks that whatever a registry says, files stay on its base
// address and in their directory, below their limits.
func FuzzIndex(f *testing.F) {
	f.Add([]byte(one(goodModel + "," + goodVocab)))
	f.Add([]byte(one(`"model": {"path": "a/../model.x.bin"}`)))
	f.Add([]byte(`{"models": {"zh_hant-en": [{"sourceLanguage": "zh_hant"}, 7, null]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		i, err := parseIndex(data, address)
		if err != nil {
			return
		}
		for _, offer := range i.offers {
			if _, err := i.choose(offer.From, offer.To, ""); err != nil {
				t.Error(err)
			}
			for _, file := range offer.files {
				u, err := url.Parse(file.address)
				if err != nil || u.Scheme != "https" || strings.Contains(u.Path, "..") || u.RawQuery != "" && !strings.Contains(string(data), "baseUrl") {
					t.Errorf("address %q (%v)", file.address, err)
				}
				if filepath.Base(file.name) != file.name || strings.HasPrefix(file.name, ".") || !filepath.IsLocal(file.name) {
					t.Errorf("name %q", file.name)
				}
				if file.packedLimit() <= 0 || file.packedLimit() > 1<<30+1<<24+1<<16 || file.unpackedLimit() > 1<<30 {
					t.Errorf("%s: limits %d and %d", file.name, file.packedLimit(), file.unpackedLimit())
				}
			}
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"from": "en", "to": "ar", "files": [{"role": "model", "name": "model.x.bin", "size": 1, "sha256": "` + strings.Repeat("a", 64) + `"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseManifest(data)
		if err != nil {
			return
		}
		m.Installed = time.Now()
		if !modelDir.MatchString(m.dirName()) {
			t.Errorf("directory %q", m.dirName())
		}
		for _, file := range m.Files {
			if filepath.Base(file.Name) != file.Name || !filepath.IsLocal(file.Name) {
				t.Errorf("name %q", file.Name)
			}
		}
	})
}
