package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "renew the expected outputs in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dragoman": main})
}

// TestScripts types commands as a user would: see testdata/script. A script
// finds the demo's news site at $SITE; its directory news, which is testdata/news
// unless it brings its own, at $NEWS; a translation service at $DEEPL; a free
// address to listen at in $LISTEN; the repository at $REPO and the test model in
// $MODEL. Both sites are allowed to be read.
func TestScripts(t *testing.T) {
	t.Parallel()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	model := os.Getenv("DRAGOMAN_TEST_MODEL")
	if model == "" {
		model = filepath.Join(repo, "build", "models", "en-ru")
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Condition: func(name string) (bool, error) {
			if name == "model" { // scripts that translate need the test model
				_, err := os.Stat(model)
				if err != nil && os.Getenv("CI") != "" {
					t.Fatal("the test model is missing: run scripts/get-test-model")
				}
				return err == nil, nil
			}
			return false, nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"await": await, "expand": expand},
		Setup: func(env *testscript.Env) error {
			address, err := serve(env, http.FileServer(http.Dir(filepath.Join(repo, "demo", "site"))))
			if err != nil {
				return err
			}
			env.Setenv("SITE", "http://"+address)
			env.Setenv("REPO", repo)
			env.Setenv("MODEL", model)
			if err := bringNews(filepath.Join(env.WorkDir, "news")); err != nil {
				return err
			}
			news, err := serve(env, http.FileServer(http.Dir(filepath.Join(env.WorkDir, "news"))))
			if err != nil {
				return err
			}
			env.Setenv("NEWS", "http://"+news)
			deepl, err := serve(env, http.HandlerFunc(fakeDeepL))
			if err != nil {
				return err
			}
			env.Setenv("DEEPL", "http://"+deepl)
			free, err := freeAddress()
			if err != nil {
				return err
			}
			env.Setenv("LISTEN", free)
			env.Setenv("DRAGOMAN_FETCH_ALLOW", address+","+news)
			env.Setenv("DRAGOMAN_FETCH_DELAY", "0s")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("LANG", "C.UTF-8")
			env.Setenv("GOGC", "off") // hundreds of short processes: a third of their time
			env.Setenv("GOMEMLIMIT", "512MiB")
			return nil
		},
	})
}

// serve runs a handler on a free loopback port until the script ends.
func serve(env *testscript.Env, handler http.Handler) (address string, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }()
	env.Defer(func() { _ = server.Close() })
	return listener.Addr().String(), nil
}

// bringNews fills a script's directory news, unless it brings its own.
func bringNews(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	return os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "news")))
}

func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return listener.Addr().String(), listener.Close()
}

// patience is how long await waits.
const patience = 60 * time.Second

// await ADDRESS REGEXP waits until what is at an address matches.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: await ADDRESS REGEXP")
	}
	want, err := regexp.Compile(args[1])
	ts.Check(err)
	got := ""
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if got, err = get(args[0]); err == nil && want.MatchString(got) {
			return
		}
	}
	ts.Fatalf("%s never matched %q; at last it was %s (%v)", args[0], args[1], got, err)
}

func get(address string) (string, error) {
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Get(address)
	if err != nil {
		return "", err
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	return fmt.Sprintf("%s\n%s", response.Status, data), err
}

// expand FILE… puts the values of variables into files.
func expand(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("expand can't fail")
	}
	for _, name := range args {
		text := os.Expand(ts.ReadFile(name), ts.Getenv)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}
