package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestEngines(t *testing.T) {
	t.Parallel()
	secret := filepath.Join(t.TempDir(), "deepl.key")
	if err := os.WriteFile(secret, []byte(" s3cret-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := file(t, `
engines: [bergamot]
routes:
  en-ar: deepl, bergamot
  "*-ru": bergamot, openai
second_engine: true
engine:
  deepl: {key_file: `+secret+`, price: 20, cap_day: 1.5, cap_month: 30}
  openai: {url: 'http://127.0.0.1:11434/v1', model: small}
  azure: {key: s3cret-azure, region: westeurope}
`)
	cfg, settings, err := config.Load(config.Source{File: path, Environ: env(map[string]string{"DRAGOMAN_ENGINE_GOOGLE_KEY": "s3cret-google"})})
	if err != nil {
		t.Fatal(err)
	}
	if key, err := cfg.Engine.DeepL.Secret(); key != "s3cret-file" || err != nil || !cfg.Engine.DeepL.Capped() || cfg.Engine.DeepL.Timeout != time.Minute {
		t.Errorf("deepl: %q %v %+v", key, err, cfg.Engine.DeepL)
	}
	if cfg.Engine.OpenAI.Model != "small" || cfg.Engine.OpenAI.Timeout != 5*time.Minute || !cfg.Engine.OpenAI.Set() || cfg.Engine.LibreTranslate.Set() {
		t.Errorf("%+v", cfg.Engine)
	}
	if got := cfg.EnginesUsed(); !slices.Equal(got, []string{"bergamot", "openai", "deepl"}) {
		t.Errorf("used: %q", got)
	}
	shown := map[string]config.Setting{}
	for _, s := range settings {
		shown[s.Key] = s
		if strings.Contains(s.Value, "s3cret") {
			t.Errorf("%s shows %s", s.Key, s.Value)
		}
		if s.Doc == "" || strings.Contains(s.Key, "inline") {
			t.Errorf("setting %q has no explanation or a bad name", s.Key)
		}
	}
	for key, want := range map[string]config.Setting{
		"engine.google.key": {Value: "(set)", Origin: "DRAGOMAN_ENGINE_GOOGLE_KEY"}, "engine.azure.key": {Value: "(set)", Origin: config.Origin(path)},
		"engine.deepl.cap_day": {Value: "1.5", Origin: config.Origin(path)}, "engine.deepl.key": {Value: "", Origin: "default"},
		"routes": {Value: "*-ru: bergamot, openai; en-ar: deepl, bergamot", Origin: config.Origin(path)}, "engine.apy.timeout": {Value: "1m0s", Origin: "default"},
	} {
		if got := shown[key]; got.Value != want.Value || got.Origin != want.Origin {
			t.Errorf("%s: %q from %q, want %q from %q", key, got.Value, got.Origin, want.Value, want.Origin)
		}
	}
	routed, _, err := config.Load(config.Source{File: file(t, ""), Environ: env(map[string]string{"DRAGOMAN_ROUTES": "{en-ar: 'deepl,bergamot'}"})})
	if err != nil || routed.Routes["en-ar"] != "deepl,bergamot" {
		t.Errorf("routes from the environment: %v %v", routed.Routes, err)
	}
}

func TestBadEnginesAreRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"unknown engine":     "engines: [bergamot, babelfish]",
		"unknown in a route": "routes: {en-ar: babelfish}",
		"no direction":       "routes: {enar: deepl}",
		"half a direction":   "routes: {en-: deepl}",
		"no engine":          "routes: {en-ar: ' , '}",
		"negative price":     "engine: {deepl: {price: -1}}",
		"no number":          "engine: {deepl: {price: .nan}}",
		"too much":           "engine: {azure: {price: 1, cap_day: 1e9}}",
		"cap without price":  "engine: {google: {cap_month: 5}}",
		"two keys":           "engine: {openai: {key: a, key_file: b}}",
		"no address":         "engine: {libretranslate: {url: 'localhost:5000'}}",
		"negative time":      "engine: {apy: {timeout: -1s}}",
		"unknown setting":    "engine: {apy: {key: a}}",
		"negative age":       "retention: {outputs: -1h}",
	} {
		if _, _, err := config.Load(config.Source{File: file(t, text+"\n"), Environ: env(nil)}); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	cfg, _, err := config.Load(config.Source{File: file(t, "engine: {deepl: {key_file: /absent}}\n"), Environ: env(nil)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cfg.Engine.DeepL.Secret(); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("a key file that isn't there: %v", err)
	}
}
