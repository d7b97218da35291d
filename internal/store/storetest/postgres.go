package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// errAbsent says that there is no Postgres on this machine.
var errAbsent = errors.New("no Postgres server is installed: apt-get install postgresql")

// Cluster is a Postgres server of the tests' own, in a temporary directory
// and behind a socket in it. It starts when it is first asked for and is made
// for speed: it doesn't survive the machine's crash.
type Cluster struct {
	start func() (*server, error)
	mu    sync.Mutex
	names int
	on    *server
}

// NewCluster returns a cluster that has not started yet.
func NewCluster() *Cluster {
	c := &Cluster{}
	c.start = sync.OnceValues(func() (*server, error) { // it outlives the test that starts it
		s, err := startServer()
		c.on = s
		return s, err
	})
	return c
}

// Stop ends the server, if it has started, and removes its directory.
func (c *Cluster) Stop() {
	if c.on != nil {
		c.on.stop()
	}
}

// Database returns the address of a new, empty database. Without Postgres on
// the machine the test is skipped, but where $CI is set it fails.
func (c *Cluster) Database(tb testing.TB) string {
	tb.Helper()
	s, err := c.start()
	if errors.Is(err, errAbsent) && os.Getenv("CI") == "" {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	c.mu.Lock()
	c.names++
	name := "test" + strconv.Itoa(c.names)
	c.mu.Unlock()
	if err := s.exec(tb.Context(), "CREATE DATABASE "+name); err != nil {
		tb.Fatal(err)
	}
	return s.address(name)
}

type server struct {
	dir   string
	stdin io.Closer
	done  *sync.WaitGroup
}

func (s *server) address(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/" + database, RawQuery: url.Values{"host": {s.dir}}.Encode()}
	return u.String()
}

func (s *server) exec(ctx context.Context, query string) error {
	conn, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, query)
	return errors.Join(err, conn.Close(ctx))
}

// stop closes the server's leash and waits for it to have cleaned up.
func (s *server) stop() {
	_ = s.stdin.Close()
	s.done.Wait()
}

// leash runs a server until its standard input ends, which it does with this
// process however it dies, and removes the server's directory.
const leash = `"$1"/postgres -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
	-c shared_buffers=32MB -c max_connections=1000 -c dynamic_shared_memory_type=mmap >"$2/log" 2>&1 &
server=$!
read -r _
kill -INT $server
wait $server
rm -rf "$2"`

func startServer() (*server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "dragoman-postgres-")
	if err != nil {
		return nil, err
	}
	attributes, err := unprivileged(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	initdb := exec.CommandContext(context.Background(), filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = attributes, dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(dir))
	}
	sh := exec.CommandContext(context.Background(), "sh", "-c", leash, "sh", bin, dir)
	sh.SysProcAttr, sh.Dir = attributes, dir
	stdin, err := sh.StdinPipe()
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := sh.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	s := &server{dir: dir, stdin: stdin, done: &sync.WaitGroup{}}
	s.done.Go(func() { _ = sh.Wait() }) // its status says nothing: the log does
	return s, s.await()
}

// patience is how long a server may take to start on a machine that is busy
// with several.
const patience = 3 * time.Minute

// await returns when the server answers.
func (s *server) await() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		err := s.exec(ctx, "SELECT 1")
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			s.stop()
			return fmt.Errorf("Postgres doesn't answer: %w: %s", err, log) //nolint:staticcheck // a name
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// programs returns the directory of the newest server programs.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres") // Debian keeps them off the path
	if err != nil {
		return "", err
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		return "", errAbsent
	}
	return filepath.Dir(slices.Max(found)), nil
}

// unprivileged returns how to run the server, which refuses to run as root,
// and hands it the directory.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("Postgres doesn't run as root: %w", err) //nolint:staticcheck // a name
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(dir, int(uid), int(gid)); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}
