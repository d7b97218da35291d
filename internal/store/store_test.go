package store_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
)

var cluster = storetest.NewCluster()

func TestMain(m *testing.M) {
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}

// each runs a test on every kind of database.
func each(t *testing.T, test func(t *testing.T, address func(tb testing.TB) string)) {
	for name, address := range storetest.Databases(cluster) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, address)
		})
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, address func(testing.TB) string) {
		storetest.Run(t, func(tb testing.TB) *store.Store {
			tb.Helper()
			return storetest.Open(tb, address(tb))
		})
	})
}

func TestOpenAgainKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, address func(testing.TB) string) {
		at := address(t)
		for i := range 3 {
			s, err := store.Open(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Edition(t.Context(), "ru"); i > 0 && err != nil {
				t.Error(err)
			}
			err = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return tx.PutEdition(ctx, domain.Edition{ID: "ru", Lang: "ru"})
			})
			if err := errors.Join(err, s.Close()); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("this is no database, whatever it is called, and it is longer than a header"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"", ":memory:", filepath.Join(t.TempDir(), "no", "such", "dir.db"), text, "postgres://127.0.0.1:1/none"} {
		if s, err := store.Open(t.Context(), address); err == nil {
			t.Errorf("%q was opened", address)
			_ = s.Close()
		}
	}
	odd := filepath.Join(t.TempDir(), "a name?with=odd&characters #1 %41.db")
	storetest.Open(t, odd)
	if _, err := os.Stat(odd); err != nil {
		t.Error(err)
	}
}

func TestMigrationsArePaired(t *testing.T) {
	t.Parallel()
	names := func(dir string) (list []string) {
		entries, err := fs.ReadDir(os.DirFS("migrations"), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			list = append(list, e.Name())
		}
		return list
	}
	if diff := cmp.Diff(names("sqlite"), names("postgres")); diff != "" {
		t.Error(diff)
	}
}

func TestSchemasHaveTheSameShape(t *testing.T) {
	t.Parallel()
	shapes := map[string][]string{}
	for name, address := range storetest.Databases(cluster) {
		shapes[name] = store.SchemaShape(t, storetest.Open(t, address(t)))
	}
	if len(shapes["sqlite"]) < 100 {
		t.Errorf("only %d columns and indexes are compared", len(shapes["sqlite"]))
	}
	if diff := cmp.Diff(shapes["sqlite"], shapes["postgres"]); diff != "" {
		t.Error(diff)
	}
}
