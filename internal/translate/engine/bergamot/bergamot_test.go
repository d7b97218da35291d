package bergamot

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
)

// finder has one model under several names, and knows of a broken one.
type finder struct{ dir string }

func (f finder) Find(from, to string) (dir, name string, err error) {
	switch {
	case from == "en" && to == "ru":
		return f.dir, "en-ru test", nil
	case from == "en" && (to == "uk" || to == "be"):
		return f.dir, "en-" + to + " test", nil
	case from == "en" && to == "de":
		return filepath.Join(f.dir, "missing"), "en-de broken", nil
	}
	return "", "", fmt.Errorf("no model for %s to %s (dragoman models pull %s-%s): %w", from, to, from, to, domain.ErrNotFound)
}

// testModel returns the directory of the test model, and skips the test where it
// is absent.
func testModel(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_TEST_MODEL")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "build", "models", "en-ru")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the test model is absent: run scripts/get-test-model: %v", err)
		}
		t.Skip("the test model is absent: run scripts/get-test-model")
	}
	return dir
}

func TestConformance(t *testing.T) {
	t.Parallel()
	enginetest.Run(t, enginetest.Subject{
		Engine: New(finder{testModel(t)}), From: "en", To: "ru", Aligned: true,
		Sentences: []string{"The president visited the city on Monday.", "Two ministers met in Moscow.", "He said that the war was over."},
	})
}

func TestPair(t *testing.T) {
	t.Parallel()
	engine := New(finder{testModel(t)}, WithModels(1))
	_, err := engine.Pair(t.Context(), "fr", "ru")
	if !errors.Is(err, domain.ErrNotFound) || !strings.Contains(err.Error(), "dragoman models pull fr-ru") {
		t.Errorf("unknown pair: %v", err)
	}
	for range 2 { // a model that can't be opened isn't remembered
		if _, err := engine.Pair(t.Context(), "en", "de"); err == nil || !strings.Contains(err.Error(), "en-de broken") {
			t.Errorf("broken model: %v", err)
		}
	}
	if len(engine.models) != 0 {
		t.Errorf("%d models are kept", len(engine.models))
	}
	pairs := make([]translate.Translator, 4)
	var group sync.WaitGroup
	for i := range pairs {
		group.Go(func() {
			pair, err := engine.Pair(t.Context(), "en", "ru")
			if err != nil {
				t.Error(err)
				return
			}
			pairs[i] = pair
		})
	}
	group.Wait()
	for _, p := range pairs[1:] {
		if p.(*translator).model != pairs[0].(*translator).model {
			t.Error("the model was opened more than once")
		}
	}
}

// TestModelsKept opens three models where two are kept: the one that wasn't used
// for longest goes.
func TestModelsKept(t *testing.T) {
	t.Parallel()
	engine := New(finder{testModel(t)}, WithModels(2))
	for _, to := range []string{"ru", "uk", "ru", "be"} {
		if _, err := engine.Pair(t.Context(), "en", to); err != nil {
			t.Fatal(err)
		}
	}
	if m := engine.models; len(m) != 2 || m[0].name != "en-ru test" || m[1].name != "en-be test" {
		t.Errorf("%d models are kept: %+v", len(m), m)
	}
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	pair, err := New(finder{testModel(t)}).Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	outputs, err := pair.Translate(t.Context(), []translate.Input{{Text: "The minister visited Moscow on Monday."}})
	if err != nil {
		t.Fatal(err)
	}
	if got := outputs[0]; !strings.Contains(got.Text, "министр") || got.LogProb >= 0 || got.Truncated {
		t.Errorf("got %+v", got)
	}
	if c := pair.(translate.RuneChecker); !c.CanEncode('a') || c.CanEncode('“') {
		t.Error("CanEncode isn't the vocabulary's")
	}
}
