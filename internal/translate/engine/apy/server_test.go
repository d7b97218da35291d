//go:build unix

package apy_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

// start is Debian's /usr/bin/apertium-apy, but on loopback alone, for which it has no option.
const start = `
import tornado.httpserver
bind = tornado.httpserver.HTTPServer.bind
tornado.httpserver.HTTPServer.bind = lambda self, port: bind(self, port, "127.0.0.1")
from apertium_apy.apy import main
main()`

const modes = "/usr/share/apertium/modes"

// startServer starts a real server, which ends with the test, and returns its address. Where
// there is none it skips the test, and fails it in CI.
func startServer(t *testing.T) string {
	t.Helper()
	for _, needed := range []string{"/usr/bin/apertium-apy", modes + "/eng-spa.mode"} {
		if _, err := os.Stat(needed); err != nil {
			missing := t.Skipf
			if os.Getenv("CI") != "" {
				missing = t.Fatalf
			}
			missing("there is no %s (on Debian: apt install apertium-apy apertium-eng-spa)", needed)
		}
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "/usr/bin/python3", "-c", start, "-p", strconv.Itoa(port), modes)
	cmd.Stdout, cmd.Stderr = &log, &log
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // its pipelines are processes, too
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		result := <-ended
		if t.Failed() {
			t.Logf("the server (%v) said:\n%s", result, log.String())
		}
	})
	address := "http://127.0.0.1:" + strconv.Itoa(port)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the server ended: %v", err)
		default:
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/listPairs", nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
			return address
		} else if time.Now().After(deadline) {
			t.Fatalf("the server doesn't answer: %v", err)
		}
	}
}

func TestServer(t *testing.T) {
	t.Parallel()
	e, err := newEngine(remote.Config{URL: startServer(t), Client: http.DefaultClient, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("engine", func(t *testing.T) {
		enginetest.Run(t, enginetest.Subject{Engine: e, From: "en-GB", To: "es-MX", Sentences: []string{
			"The president visited the city on Monday.", "Two ministers are in New York.", "He said that the war was over.",
		}})
	})
	pair, err := e.Pair(t.Context(), "en", "es")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("unknown words and stars", func(t *testing.T) {
		got, err := pair.Translate(t.Context(), []translate.Input{{Text: "The *house* is in Xyzzyville & 5 * 3."}})
		if err != nil {
			t.Fatal(err)
		}
		o := got[0]
		if want := "La *casa* es en Xyzzyville & 5 * 3."; o.Text != want {
			t.Errorf("got %q, want %q", o.Text, want)
		}
		if len(o.Unknown) != 1 || o.Text[o.Unknown[0].Start:o.Unknown[0].End] != "Xyzzyville" {
			t.Errorf("unknown words: %v of %q", o.Unknown, o.Text)
		}
	})
	t.Run("nothing is cut off", func(t *testing.T) {
		var long strings.Builder
		for i := range 750 { // 45 kB; in one request, a server translates 40 of them, or 10 when it is busy
			fmt.Fprintf(&long, "The ministers met in the capital, which was quiet, %d times. ", i)
		}
		got, err := pair.Translate(t.Context(), []translate.Input{{Text: long.String()}})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 750 {
			if !strings.Contains(got[0].Text, fmt.Sprintf(" %d ", i)) {
				t.Fatalf("sentence %d is missing in %d bytes for %d", i, len(got[0].Text), long.Len())
			}
		}
	})
	if _, err := e.Pair(t.Context(), "en", "ja"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("English to Japanese: %v", err)
	}
}
