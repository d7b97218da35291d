package main

import (
	"flag"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "renew the expected outputs in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dragoman": main})
}

// TestScripts types commands as a user would: see testdata/script. Each script
// finds the demo's news site at $SITE, which its configuration allows, the
// repository at $REPO and the test model in $MODEL.
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
		Setup: func(env *testscript.Env) error {
			address, err := serve(env, http.FileServer(http.Dir(filepath.Join(repo, "demo", "site"))))
			if err != nil {
				return err
			}
			env.Setenv("SITE", "http://"+address)
			env.Setenv("REPO", repo)
			env.Setenv("MODEL", model)
			env.Setenv("DRAGOMAN_FETCH_ALLOW", address)
			env.Setenv("DRAGOMAN_FETCH_DELAY", "0s")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("LANG", "C.UTF-8")
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
