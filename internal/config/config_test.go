package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
)

func env(vars map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { v, ok := vars[name]; return v, ok }
}

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLayersOverrideInOrder(t *testing.T) {
	t.Parallel()
	path := file(t, "models:\n  dir: from-file\n  registry: http://file/\nfetch:\n  timeout: 5s\n  allow: [a, b]\n")
	cfg, settings, err := config.Load(config.Source{
		File:    path,
		Environ: env(map[string]string{"DRAGOMAN_MODELS_DIR": "from-env", "DRAGOMAN_FETCH_ALLOW": "127.0.0.1:80, x", "DRAGOMAN_FETCH_CONTACT": "123"}),
		Flags:   map[string]string{"models.dir": "from-flag"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := config.Default()
	want.Models = config.Models{Dir: "from-flag", Registry: "http://file/"}
	want.Fetch.Allow, want.Fetch.Timeout, want.Fetch.Contact = []string{"127.0.0.1:80", "x"}, 5*time.Second, "123"
	if diff := cmp.Diff(want, cfg); diff != "" {
		t.Error(diff)
	}
	origins := map[string]config.Origin{}
	for _, s := range settings {
		origins[s.Key] = s.Origin
		if s.Doc == "" {
			t.Errorf("setting %s has no explanation", s.Key)
		}
	}
	wantOrigins := map[string]config.Origin{
		"models.dir": "flag", "models.registry": config.Origin(path), "fetch.allow": "DRAGOMAN_FETCH_ALLOW",
		"fetch.contact": "DRAGOMAN_FETCH_CONTACT", "fetch.timeout": config.Origin(path), "fetch.max_size": "default", "fetch.delay": "default", "engines": "default",
	}
	if diff := cmp.Diff(wantOrigins, origins); diff != "" {
		t.Error(diff)
	}
}

func TestBadSettingsAreRefused(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]config.Source{
		"unknown key":       {File: file(t, "model:\n  dir: x\n")},
		"broken file":       {File: file(t, "models: [")},
		"missing file":      {File: filepath.Join(t.TempDir(), "absent.yaml")},
		"bad duration":      {File: file(t, ""), Environ: env(map[string]string{"DRAGOMAN_FETCH_TIMEOUT": "soon"})},
		"bad number":        {File: file(t, ""), Flags: map[string]string{"fetch.max_size": "big"}},
		"wrong type of key": {File: file(t, "fetch: 3\n")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if source.Environ == nil {
				source.Environ = env(nil)
			}
			if _, _, err := config.Load(source); !errors.Is(err, domain.ErrInvalid) {
				t.Errorf("error %v is not of the class invalid", err)
			}
		})
	}
}
