package registry

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// A model that Check refuses is not installed and leaves the one before it in
// its place; one that it accepts gets the architecture that it found.
func TestCheckDecidesWhatIsInstalled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	refused := false
	s, err := Open(Config{Dir: dir, Check: func(dir string) (string, error) {
		if _, err := os.Stat(filepath.Join(dir, "vocab.enru.spm")); err != nil {
			t.Errorf("the files are not there yet: %v", err)
		}
		if refused {
			return "", errors.New("unsupported: a tensor of another world")
		}
		return "tiny", nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	files := func(seed uint64) string {
		return write(t, t.TempDir(), map[string][]byte{"model.enru.bin": content(RoleModel, 1000, seed), "vocab.enru.spm": content(RoleVocabulary, 1000, seed)})
	}
	first, err := s.Import(t.Context(), files(1), ImportOptions{})
	if err != nil || first.Architecture != "tiny" {
		t.Fatalf("import: architecture %q, error %v", first.Architecture, err)
	}
	refused = true
	if _, err = s.Import(t.Context(), files(2), ImportOptions{}); !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), "another world") {
		t.Errorf("error %v, want Check's, of the class invalid", err)
	}
	if m, err := s.Find("en", "ru"); err != nil || m.Version != first.Version {
		t.Errorf("the store has version %q (%v), want the first, %q", m.Version, err, first.Version)
	}
	if err := s.Verify(t.Context(), first); err != nil {
		t.Error(err)
	}
}
