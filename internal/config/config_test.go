package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
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
	for key, want := range map[string]config.Origin{
		"models.dir": "flag", "models.registry": config.Origin(path), "fetch.allow": "DRAGOMAN_FETCH_ALLOW",
		"fetch.contact": "DRAGOMAN_FETCH_CONTACT", "fetch.timeout": config.Origin(path), "fetch.max_size": "default", "engines": "default",
	} {
		if origins[key] != want {
			t.Errorf("%s comes from %q, want %q", key, origins[key], want)
		}
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
		"bad listener":      {File: file(t, "site: {listen: here}\n")},
		"no listener":       {File: file(t, "site: {listen: ''}\n")},
		"bad site address":  {File: file(t, "site: {address: news.example.org}\n")},
		"site below a path": {File: file(t, "site: {address: 'https://example.org/news'}\n")},
		"no time zone":      {File: file(t, "site: {zone: Mars/Olympus}\n")},
		"bad hub":           {File: file(t, "site: {hub: 'ftp://example.org'}\n")},
		"too much at once":  {File: file(t, "work: {cpu: 5000}\n")},
		"negative time":     {File: file(t, "retention: {pages: -1h}\n")},
		"bad level":         {File: file(t, ""), Flags: map[string]string{"log.level": "loud"}},
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

func TestSecretsAreNotShown(t *testing.T) {
	t.Parallel()
	for database, want := range map[string]string{
		"postgres://wire:s3cret@db.example/wire?sslmode=require":        "postgres://wire:xxxxx@db.example/wire?sslmode=require",
		"postgres://db.example/wire?password=s3cret&sslpassword=s3cret": "postgres://db.example/wire?password=xxxxx&sslpassword=xxxxx",
		"postgres://wire:s3cret%@db.example/wire":                       "(set, but no address)",
		"/var/lib/wire.db": "/var/lib/wire.db",
	} {
		_, settings, err := config.Load(config.Source{File: file(t, "\n# nothing yet\n"), Environ: env(nil), Flags: map[string]string{"database": database, "site.indexnow_key": "s3cret"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range settings {
			if strings.Contains(s.Value, "s3cret") {
				t.Errorf("%s shows %s", s.Key, s.Value)
			}
			if s.Key == "database" && s.Value != want {
				t.Errorf("database is shown as %s, want %s", s.Value, want)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env               map[string]string
		dir, data, models string
	}{
		{env: map[string]string{"XDG_DATA_HOME": "/data", "HOME": "/home/a"}, data: "/data/dragoman/dragoman.db", models: "/data/dragoman/models"},
		{env: map[string]string{"XDG_DATA_HOME": "relative", "HOME": "/home/a"}, data: "/home/a/.local/share/dragoman/dragoman.db", models: "/home/a/.local/share/dragoman/models"},
		{env: map[string]string{"HOME": "/home/a"}, dir: "/srv/wire", data: "/srv/wire/dragoman.db", models: "/srv/wire/models"},
	} {
		cfg := config.Config{Data: config.Data{Dir: c.dir}}
		getenv := func(key string) string { return c.env[key] }
		data, err := cfg.DatabaseAddress(getenv)
		if data != c.data || err != nil {
			t.Errorf("%v: database %q (%v), want %q", c.env, data, err, c.data)
		}
		models, err := cfg.ModelsDir(getenv)
		if models != c.models || err != nil {
			t.Errorf("%v: models %q (%v), want %q", c.env, models, err, c.models)
		}
	}
	if _, err := (config.Config{}).DatabaseAddress(func(string) string { return "" }); err == nil {
		t.Error("a place without a home")
	}
}
