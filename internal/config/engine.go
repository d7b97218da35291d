package config

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Engine is what is known of the services that engines ask, by engine.
type Engine struct {
	DeepL          Keyed   `yaml:"deepl"`
	Google         Google  `yaml:"google"`
	Azure          Azure   `yaml:"azure"`
	OpenAI         OpenAI  `yaml:"openai"`
	LibreTranslate Keyed   `yaml:"libretranslate"`
	APy            Service `yaml:"apy"`
}

// Service is where an engine's service is.
type Service struct {
	URL     string        `yaml:"url" doc:"address of the service; empty means its own, where it has one"`
	Timeout time.Duration `yaml:"timeout" doc:"longest time that one request may take"`
}

// Keyed is a service that knows its callers by a key and may want money.
type Keyed struct {
	Service  `yaml:",inline"`
	Key      string  `yaml:"key" doc:"secret that the service knows you by" secret:"all"`
	KeyFile  string  `yaml:"key_file" doc:"file that holds the secret instead"`
	Price    float64 `yaml:"price" doc:"price of a million characters, in the currency of your bill; 0 where nothing is paid"`
	CapDay   float64 `yaml:"cap_day" doc:"most that it may cost in a day (UTC), in that currency; 0 is no limit"`
	CapMonth float64 `yaml:"cap_month" doc:"most that it may cost in a month (UTC), in that currency; 0 is no limit"`
}

// Google is Google's Cloud Translation.
type Google struct {
	Keyed    `yaml:",inline"` // the key is the content of a service account's key file
	Project  string           `yaml:"project" doc:"project that pays; empty means the service account's own"`
	Location string           `yaml:"location" doc:"region, as us-central1; empty means global"`
	Model    string           `yaml:"model" doc:"model, as general/translation-llm; empty means Google's default"`
	Glossary string           `yaml:"glossary" doc:"name of a glossary in the location; empty uses none"`
}

// Azure is Azure's Translator.
type Azure struct {
	Keyed    `yaml:",inline"`
	Region   string `yaml:"region" doc:"region of the resource, as westeurope; empty where it is global"`
	Category string `yaml:"category" doc:"category of a custom model; empty means the general one"`
}

// OpenAI is an endpoint for chat completions, OpenAI's or any other.
type OpenAI struct {
	Keyed `yaml:",inline"`
	Model string `yaml:"model" doc:"model, as the endpoint calls it"`
}

// Set reports whether anything says where the service is or who asks it.
func (k Keyed) Set() bool { return k.URL != "" || k.Key != "" || k.KeyFile != "" }

// Secret returns the key, from its file where it is in one.
func (k Keyed) Secret() (string, error) {
	if k.KeyFile == "" {
		return k.Key, nil
	}
	data, err := os.ReadFile(k.KeyFile)
	if err != nil {
		return "", fmt.Errorf("read a key: %w: %w", err, domain.ErrInvalid)
	}
	return strings.TrimSpace(string(data)), nil
}

// Capped reports whether the service may cost no more than a limit.
func (k Keyed) Capped() bool { return k.CapDay > 0 || k.CapMonth > 0 }

// Keyed returns the services with a key, by their engines' names.
func (e Engine) Keyed() map[string]Keyed {
	return map[string]Keyed{
		"deepl": e.DeepL, "google": e.Google.Keyed, "azure": e.Azure.Keyed, "openai": e.OpenAI.Keyed, "libretranslate": e.LibreTranslate,
	}
}

// EngineNames are the engines that there are.
func EngineNames() []string {
	return []string{"bergamot", "apertium", "apy", "libretranslate", "deepl", "google", "azure", "openai"}
}

// maxAmount is the largest price or cap.
const maxAmount = 1e6

// validateEngines reports the first setting of engines that can't be used.
func (c Config) validateEngines() error {
	services := c.Engine.Keyed()
	for _, name := range slices.Sorted(maps.Keys(services)) {
		if err := services[name].validate("engine." + name); err != nil {
			return err
		}
	}
	if err := c.Engine.APy.validate("engine.apy"); err != nil {
		return err
	}
	for _, pair := range slices.Sorted(maps.Keys(c.Routes)) {
		if from, to, ok := strings.Cut(pair, "-"); !ok || from == "" || to == "" {
			return fmt.Errorf("setting routes: %q is no direction such as en-ar, en-* or *-ar: %w", pair, domain.ErrInvalid)
		}
		if len(SplitList(c.Routes[pair])) == 0 {
			return fmt.Errorf("setting routes: %s has no engine: %w", pair, domain.ErrInvalid)
		}
	}
	for _, name := range c.EnginesUsed() {
		if !slices.Contains(EngineNames(), name) {
			return fmt.Errorf("there is no engine %q (%s): %w", name, strings.Join(EngineNames(), ", "), domain.ErrInvalid)
		}
	}
	return nil
}

// EnginesUsed returns the engines that the settings engines and routes name,
// each once.
func (c Config) EnginesUsed() []string {
	used := slices.Clone(c.Engines)
	for _, pair := range slices.Sorted(maps.Keys(c.Routes)) {
		used = append(used, SplitList(c.Routes[pair])...)
	}
	var out []string
	for _, name := range used {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// SplitList returns the items of a list that is separated by commas.
func SplitList(value string) []string {
	var list []string
	for item := range strings.SplitSeq(value, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

func (k Keyed) validate(key string) error {
	for _, s := range []struct {
		name   string
		amount float64
	}{{"price", k.Price}, {"cap_day", k.CapDay}, {"cap_month", k.CapMonth}} {
		if !(s.amount >= 0 && s.amount <= maxAmount) { // NaN is neither
			return fmt.Errorf("setting %s.%s: %v is not between 0 and %.0f: %w", key, s.name, s.amount, maxAmount, domain.ErrInvalid)
		}
	}
	if k.Capped() && k.Price == 0 {
		return fmt.Errorf("setting %s.price: a cap without a price would never hold: %w", key, domain.ErrInvalid)
	}
	if k.Key != "" && k.KeyFile != "" {
		return fmt.Errorf("settings %s.key and %s.key_file: give one of them: %w", key, key, domain.ErrInvalid)
	}
	return k.Service.validate(key)
}

func (s Service) validate(key string) error {
	if s.Timeout < 0 {
		return fmt.Errorf("setting %s.timeout: %s is negative: %w", key, s.Timeout, domain.ErrInvalid)
	}
	return webAddress(key+".url", s.URL)
}
