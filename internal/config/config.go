// Package config gathers the program's settings: built-in defaults, then a
// file, then environment variables, then flags, each stronger than the last.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Config is every setting. The yaml tags are the keys in the file; the
// environment variable of models.dir is DRAGOMAN_MODELS_DIR, and so on.
type Config struct {
	Models  Models   `yaml:"models"`
	Fetch   Fetch    `yaml:"fetch"`
	Engines []string `yaml:"engines" doc:"translation engines in the order in which they are asked"`
}

// Models says where models are kept and come from.
type Models struct {
	Dir      string `yaml:"dir" doc:"where models are kept; empty means the user's data directory"`
	Registry string `yaml:"registry" doc:"address of the model registry; empty means Mozilla's"`
}

// Fetch limits what the program reads from the network.
type Fetch struct {
	Allow   []string      `yaml:"allow" doc:"private hosts that may be read all the same: host, host:port or prefix, as 127.0.0.1:8080 or 10.0.0.0/8"`
	Contact string        `yaml:"contact" doc:"address of a page or mailbox, told to the sites that are read"`
	Timeout time.Duration `yaml:"timeout" doc:"longest time that one page may take"`
	Delay   time.Duration `yaml:"delay" doc:"least time between two requests to one host"`
	MaxSize int64         `yaml:"max_size" doc:"largest page that is read, in bytes after decompression"`
}

// Default returns the built-in settings.
func Default() Config {
	return Config{
		Fetch:   Fetch{Timeout: 30 * time.Second, Delay: time.Second, MaxSize: 16 << 20},
		Engines: []string{"bergamot", "apertium"},
	}
}

// Origin says where a setting's value came from: "default", a file's path,
// an environment variable's or a flag's name.
type Origin string

// Setting is one key with its value, for people to read.
type Setting struct {
	Key    string
	Value  string
	Origin Origin
	Doc    string
}

// Source is where Load looks.
type Source struct {
	File    string                      // must exist when set; when empty, DefaultFile is read if it exists
	Environ func(string) (string, bool) // as os.LookupEnv
	Flags   map[string]string           // key → value of the flags that were given
}

// DefaultFile is the file that is read when none is named.
func DefaultFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "dragoman", "config.yaml")
}

// Load merges the layers and tells for each setting where it came from. A
// file or value that can't be used is an error that wraps domain.ErrInvalid.
func Load(from Source) (Config, []Setting, error) {
	cfg := Default()
	origins := map[string]Origin{}
	if err := loadFile(&cfg, from, origins); err != nil {
		return Config{}, nil, err
	}
	var settings []Setting
	err := eachLeaf(reflect.ValueOf(&cfg).Elem(), "", func(key, doc string, field reflect.Value) error {
		name := "DRAGOMAN_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
		if value, ok := from.Environ(name); ok {
			if err := set(field, value); err != nil {
				return fmt.Errorf("environment variable %s: %w: %w", name, err, domain.ErrInvalid)
			}
			origins[key] = Origin(name)
		}
		if value, ok := from.Flags[key]; ok {
			if err := set(field, value); err != nil {
				return fmt.Errorf("flag for %s: %w: %w", key, err, domain.ErrInvalid)
			}
			origins[key] = "flag"
		}
		settings = append(settings, Setting{Key: key, Value: show(field), Origin: origins[key], Doc: doc})
		if origins[key] == "" {
			settings[len(settings)-1].Origin = "default"
		}
		return nil
	})
	if err != nil {
		return Config{}, nil, err
	}
	return cfg, settings, nil
}

func loadFile(cfg *Config, from Source, origins map[string]Origin) error {
	path := from.File
	if path == "" {
		path = DefaultFile()
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && from.File == "" {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read configuration: %w: %w", err, domain.ErrInvalid)
	}
	if err := yaml.Load(data, cfg, yaml.WithKnownFields()); err != nil {
		return fmt.Errorf("configuration file %s: %w: %w", path, err, domain.ErrInvalid)
	}
	var keys map[string]any
	if err := yaml.Load(data, &keys); err != nil {
		return fmt.Errorf("configuration file %s: %w: %w", path, err, domain.ErrInvalid)
	}
	markKeys(keys, "", Origin(path), origins)
	return nil
}

func markKeys(keys map[string]any, prefix string, origin Origin, origins map[string]Origin) {
	for k, v := range keys {
		if inner, ok := v.(map[string]any); ok {
			markKeys(inner, prefix+k+".", origin, origins)
			continue
		}
		origins[prefix+k] = origin
	}
}

// eachLeaf visits the settings of a struct in the order of its fields.
func eachLeaf(v reflect.Value, prefix string, visit func(key, doc string, field reflect.Value) error) error {
	for i := range v.NumField() {
		field, info := v.Field(i), v.Type().Field(i)
		key := prefix + info.Tag.Get("yaml")
		if field.Kind() == reflect.Struct {
			if err := eachLeaf(field, key+".", visit); err != nil {
				return err
			}
			continue
		}
		if err := visit(key, info.Tag.Get("doc"), field); err != nil {
			return err
		}
	}
	return nil
}

// set parses value into a field; lists are separated by commas.
func set(field reflect.Value, value string) error {
	if field.Kind() == reflect.Slice {
		var list []string
		for item := range strings.SplitSeq(value, ",") {
			if item = strings.TrimSpace(item); item != "" {
				list = append(list, item)
			}
		}
		field.Set(reflect.ValueOf(list))
		return nil
	}
	if field.Kind() == reflect.String { // as it stands: never a YAML number or boolean
		field.SetString(value)
		return nil
	}
	return yaml.Load([]byte(value), field.Addr().Interface())
}

func show(field reflect.Value) string {
	if list, ok := reflect.TypeAssert[[]string](field); ok {
		return strings.Join(list, ",")
	}
	return fmt.Sprint(field.Interface())
}
