package queue_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
)

// crashVariable holds the address of the store that a child process of this
// test works on.
const crashVariable = "DRAGOMAN_TEST_CRASH"

// The wire that the child runs: read makes a version of an article and the job
// that translates it, which makes a translation and the job that publishes it.
type (
	readJob struct {
		N int `json:"n"`
	}
	translateJob struct {
		Version int64 `json:"version"`
	}
	publishJob struct {
		Translation int64 `json:"translation"`
	}
)

func (readJob) Kind() string      { return "read" }
func (translateJob) Kind() string { return "translate" }
func (publishJob) Kind() string   { return "publish" }

// crashQueue returns the wire's queue.
func crashQueue(ctx context.Context, s *store.Store, c queue.Config) (*queue.Queue, error) {
	w := queue.NewWorkers()
	var q *queue.Queue
	queue.Handle(w, queue.Kind{Queue: queue.Net, Unique: true, Attempts: 2}, func(ctx context.Context, j readJob) error {
		return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			name := "article " + strconv.Itoa(j.N)
			k, err := tx.PutArticleVersion(ctx, store.Reading{
				Source: 1, At: time.Now(), Content: domain.Article{Headline: name},
				Addresses: []domain.Address{{Key: name, URL: "https://example.org/"}}, HTML: []byte(name),
			})
			if err != nil {
				return err
			}
			_, err = q.Enqueue(ctx, tx, translateJob{k.Version})
			return err
		})
	})
	queue.Handle(w, queue.Kind{Queue: queue.CPU, Unique: true, Attempts: 2}, func(ctx context.Context, j translateJob) error {
		v, err := s.Version(ctx, j.Version)
		if err != nil {
			return err
		}
		return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			id, _, err := tx.PutTranslation(ctx, domain.Edited{
				Version: v.ID, Edition: "ru", Status: domain.StatusReady, Made: time.Now(),
				Content: domain.Translation{From: "en", To: "ru", Article: v.Content},
			})
			if err != nil {
				return err
			}
			_, err = q.Enqueue(ctx, tx, publishJob{id})
			return err
		})
	})
	queue.Handle(w, queue.Kind{Queue: queue.Publish, Unique: true, Attempts: 2}, func(ctx context.Context, j publishJob) error {
		return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			changed, err := tx.PublishTranslation(ctx, j.Translation, time.Now())
			if err != nil || !changed {
				return err
			}
			// What must not happen twice, such as a post, happens with the change.
			return addOne(ctx, tx, "posted "+strconv.FormatInt(j.Translation, 10))
		})
	})
	c.Parallel = map[queue.Name]int{queue.Net: 3, queue.CPU: 3, queue.Publish: 3}
	c.Backoff = func(int) time.Duration { return time.Millisecond }
	var err error
	q, err = queue.New(ctx, s, w, c)
	return q, err
}

func addOne(ctx context.Context, tx *store.Tx, key string) error {
	value, err := tx.Setting(ctx, key)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return err
	}
	n, _ := strconv.Atoi(value)
	return tx.PutSetting(ctx, key, strconv.Itoa(n+1), time.Now())
}

// crashChild works the wire and adds articles to it until it is killed. It
// says on its output when it is at work.
func crashChild(address string) {
	ctx := context.Background()
	fail := func(err error) {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	s, err := store.Open(ctx, address)
	if err != nil {
		fail(err)
	}
	q, err := crashQueue(ctx, s, queue.Config{})
	if err != nil {
		fail(err)
	}
	go func() { fail(q.Run(ctx)) }()
	for first := true; ; first = false {
		err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			if err := addOne(ctx, tx, "articles"); err != nil {
				return err
			}
			n, err := tx.Setting(ctx, "articles")
			if err != nil {
				return err
			}
			number, err := strconv.Atoi(n)
			if err != nil {
				return err
			}
			_, err = q.Enqueue(ctx, tx, readJob{number})
			return err
		})
		if err != nil {
			fail(err)
		}
		if first {
			fmt.Println("at work")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// TestKilledAtAnyMoment kills a working process many times and then finds
// every article that it ever took on, read, translated, published and posted
// exactly once.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	kills := map[string]int{"sqlite": 30, "postgres": 10}
	for name, address := range storetest.Databases(cluster) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := address(t)
			s := storetest.Open(t, at)
			err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddSource(ctx, domain.Source{Name: "s", Address: "https://example.org/", Host: "example.org", Mode: domain.ModeFull})
				return errors.Join(err, tx.PutEdition(ctx, domain.Edition{ID: "ru", Lang: "ru"}))
			})
			if err != nil {
				t.Fatal(err)
			}
			orphans := 0
			for n := 0; n < kills[name] || orphans == 0 && n < 10*kills[name]; n++ { // a slow machine has rarely begun
				killOnce(t, at)
				orphans += running(t, s)
			}
			t.Logf("%d jobs were running when their process was killed", orphans)
			if orphans == 0 {
				t.Error("no process was killed while it worked: the test proves nothing")
			}
			finish(t, s)
			verify(t, s)
		})
	}
}

func killOnce(t *testing.T, address string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), program)
	child.Env = append(os.Environ(), crashVariable+"="+address)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil || strings.TrimSpace(line) != "at work" {
		t.Errorf("the child says %q, %v", line, err)
	}
	time.Sleep(rand.N(300 * time.Millisecond))
	if err := child.Process.Kill(); err != nil {
		t.Error(err)
	}
	rest, _ := io.ReadAll(lines)
	_ = child.Wait() // it reports the kill
	if status, ok := child.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Errorf("the child ended before it was killed: %s", rest)
	}
}

// watch returns a queue that only looks and enqueues.
func watch(t *testing.T, s *store.Store) *queue.Queue {
	t.Helper()
	q, err := queue.New(t.Context(), s, queue.NewWorkers(), queue.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func running(t *testing.T, s *store.Store) int {
	t.Helper()
	all, err := watch(t, s).Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.State == "running" {
			return int(c.Jobs)
		}
	}
	return 0
}

// finish works what the killed processes left, in this process, which has
// another name.
func finish(t *testing.T, s *store.Store) {
	t.Helper()
	q, err := crashQueue(t.Context(), s, queue.Config{Name: "another"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- q.Run(ctx) }()
	for deadline := time.Now().Add(3 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		all, err := q.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		left := false
		for _, c := range all {
			left = left || c.State != "completed"
		}
		if !left {
			break
		}
		if time.Now().After(deadline) {
			failed, _ := q.Failures(t.Context(), 5)
			t.Fatalf("not all work is done: %v %v", all, failed)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func verify(t *testing.T, s *store.Store) {
	t.Helper()
	value, err := s.Setting(t.Context(), "articles")
	if err != nil {
		t.Fatal(err)
	}
	articles, err := strconv.Atoi(value)
	if err != nil || articles < 10 {
		t.Fatalf("%d articles, %v", articles, err)
	}
	for n := 1; n <= articles; n++ {
		name := "article " + strconv.Itoa(n)
		v, err := s.ArticleByAddress(t.Context(), name)
		if err != nil || v.Number != 1 || v.Content.Headline != name {
			t.Errorf("%s: version %d, %v", name, v.Number, err)
			continue
		}
		if page, err := s.Page(t.Context(), v.ID); err != nil || string(page) != name {
			t.Errorf("%s: page %q, %v", name, page, err)
		}
		e, err := s.PublishedTranslation(t.Context(), "ru", v.Article)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if posted, err := s.Setting(t.Context(), "posted "+strconv.FormatInt(e.ID, 10)); err != nil || posted != "1" {
			t.Errorf("%s was posted %q times, %v", name, posted, err)
		}
	}
	shown := 0
	for f := (store.Front{Edition: "ru"}); ; {
		list, err := s.EditionFront(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		shown += len(list)
		f.After = &list[len(list)-1]
	}
	if shown != articles {
		t.Errorf("%d articles are shown, of %d", shown, articles)
	}
	t.Logf("%d articles, each once", articles)
}
