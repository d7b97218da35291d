package store

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
)

func TestStatementsAreKeptUpToABound(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var group sync.WaitGroup
	for range 3 * readers {
		group.Go(func() {
			for n := range mostStatements + 20 {
				var got int
				err := s.row(t.Context(), fmt.Sprintf("SELECT %d + $1", n), 1).Scan(&got)
				if err != nil || got != n+1 {
					t.Errorf("%d + 1 is %d, %v", n, got, err)
				}
			}
		})
	}
	group.Wait()
	p := s.q.(*prepared)
	if n := len(p.kept); n < mostStatements || n > mostStatements+3*readers {
		t.Errorf("%d statements are kept, want %d", n, mostStatements)
	}
	if _, err := list(t.Context(), s.Reader, scanID, "SELECT nothing"); err == nil {
		t.Error("a query that can't be prepared has no error")
	}
}
