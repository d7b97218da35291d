package queue_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
)

// startVariable holds the address of the store that a child process of
// TestStartTogether opens when it is told to.
const startVariable = "DRAGOMAN_TEST_START"

func startChild(address string) {
	ctx := context.Background()
	fmt.Println("ready")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	s, err := store.Open(ctx, address)
	if err == nil {
		_, err = queue.New(ctx, s, queue.NewWorkers(), queue.Config{})
	}
	if err == nil {
		_, err = s.Counts(ctx)
	}
	fmt.Println("opened:", err)
}

// TestStartTogether opens one database in several processes at the same
// moment, new ones and ones whose tables an earlier version made.
func TestStartTogether(t *testing.T) {
	t.Parallel()
	const rounds, processes = 10, 4
	for name, database := range storetest.Databases(cluster) {
		for age, prepare := range map[string]func(*testing.T, string){"new": func(*testing.T, string) {}, "old": makeOld} {
			t.Run(name+"/"+age, func(t *testing.T) {
				t.Parallel()
				for range rounds {
					address := database(t)
					prepare(t, address)
					for _, said := range startTogether(t, address, processes) {
						if said != "opened: <nil>" {
							t.Error(said)
						}
					}
					s := storetest.Open(t, address)
					if _, err := watch(t, s).Status(t.Context()); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
}

// startTogether returns what processes say that open a database at once.
func startTogether(t *testing.T, address string, processes int) (said []string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var starts []io.Closer
	var outputs []*bufio.Reader
	for range processes {
		child := exec.CommandContext(t.Context(), program)
		child.Env = append(os.Environ(), startVariable+"="+address)
		child.Stderr = os.Stderr
		in, inErr := child.StdinPipe()
		out, outErr := child.StdoutPipe()
		if inErr != nil || outErr != nil {
			t.Fatal(inErr, outErr)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = child.Wait() }() // what it said counts
		starts, outputs = append(starts, in), append(outputs, bufio.NewReader(out))
	}
	for _, out := range outputs {
		if line, err := out.ReadString('\n'); line != "ready\n" {
			t.Fatalf("a child says %q, %v", line, err)
		}
	}
	for _, start := range starts {
		_ = start.Close()
	}
	for _, out := range outputs {
		rest, _ := io.ReadAll(out)
		said = append(said, strings.TrimSpace(string(rest)))
	}
	return said
}

// makeOld makes the tables of the first migrations, of the store and of the queue.
func makeOld(t *testing.T, address string) {
	t.Helper()
	ctx := t.Context()
	const note = `CREATE TABLE schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL); INSERT INTO schema_version VALUES (1, '0001_newswire')`
	dialect := "sqlite"
	if strings.HasPrefix(address, "postgres:") {
		dialect = "postgres"
	}
	tables, err := os.ReadFile(filepath.Join("..", "store", "migrations", dialect, "0001_newswire.sql"))
	if err != nil {
		t.Fatal(err)
	}
	first := string(tables) + ";" + note
	if dialect == "postgres" {
		pool, err := pgxpool.New(ctx, address)
		if err != nil {
			t.Fatal(err)
		}
		defer pool.Close()
		if _, err := pool.Exec(ctx, first, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatal(err)
		}
		migrateOld(t, riverpgxv5.New(pool))
		return
	}
	db, err := sql.Open("sqlite", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only the tables count
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, first); err != nil {
		t.Fatal(err)
	}
	migrateOld(t, riversqlite.New(db))
}

func migrateOld[T any](t *testing.T, driver riverdriver.Driver[T]) {
	t.Helper()
	migrator, err := rivermigrate.New(driver, nil)
	if err == nil {
		_, err = migrator.Migrate(t.Context(), rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: 5})
	}
	if err != nil {
		t.Fatal(err)
	}
}
