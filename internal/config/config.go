// Package config gathers the program's settings: built-in defaults, then a
// file, then environment variables, then flags, each stronger than the last.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Config is every setting. The yaml tags are the keys in the file; the
// environment variable of models.dir is DRAGOMAN_MODELS_DIR, and so on.
type Config struct {
	Data      Data      `yaml:"data"`
	Database  string    `yaml:"database" doc:"path of an SQLite file or postgres:// address; empty means dragoman.db in data.dir" secret:"password"`
	Site      Site      `yaml:"site"`
	Admin     Admin     `yaml:"admin"`
	Work      Work      `yaml:"work"`
	Retention Retention `yaml:"retention"`
	Log       Log       `yaml:"log"`
	Models    Models    `yaml:"models"`
	Fetch     Fetch     `yaml:"fetch"`
	Engines   []string  `yaml:"engines" doc:"translation engines in the order in which they are asked"`
	// Routes has lists of engines, separated by commas, by "en-ar", "en-*" or "*-ar".
	Routes map[string]string `yaml:"routes" doc:"other orders for directions, as {en-ar: 'deepl, bergamot', '*-ru': bergamot}"`
	Second bool              `yaml:"second_engine" doc:"whether the next engine translates doubtful segments, too"`
	Engine Engine            `yaml:"engine"`
}

// Data says where the program keeps what it knows.
type Data struct {
	Dir string `yaml:"dir" doc:"where the database and the models are kept; empty means the user's data directory"`
}

// Site is what readers see.
type Site struct {
	Listen      string `yaml:"listen" doc:"address that the site is served at"`
	Address     string `yaml:"address" doc:"public address of the site, as https://news.example.org; empty means the one that it is served at"`
	Title       string `yaml:"title" doc:"name of the site"`
	Zone        string `yaml:"zone" doc:"time zone that the site shows times in, as Europe/Berlin; empty means UTC"`
	Contact     string `yaml:"contact" doc:"mailbox or page for readers and publishers, shown on the site"`
	Hub         string `yaml:"hub" doc:"WebSub hub that is told of new articles; empty tells none"`
	IndexNowKey string `yaml:"indexnow_key" doc:"key for telling search engines of new articles (IndexNow); empty tells none" secret:"all"`
}

// Location returns the site's time zone, which validating has found.
func (s Site) Location() *time.Location {
	if zone, err := time.LoadLocation(s.Zone); err == nil {
		return zone
	}
	return time.UTC
}

// Admin is what only operators see.
type Admin struct {
	Listen string `yaml:"listen" doc:"address that metrics are served at, as 127.0.0.1:9090; empty serves none"`
}

// Work says how much is done at once.
type Work struct {
	Name    string `yaml:"name" doc:"name of this process among all that work on one Postgres database"`
	Net     int    `yaml:"net" doc:"pages and feeds that are read at once"`
	CPU     int    `yaml:"cpu" doc:"articles that are translated at once"`
	Publish int    `yaml:"publish" doc:"articles that are published at once"`
}

// Retention says for how long things are kept.
type Retention struct {
	Pages   time.Duration `yaml:"pages" doc:"how long the HTML of pages is kept, for reading it again; 0 keeps it for good"`
	Outputs time.Duration `yaml:"outputs" doc:"how long what services answered is used again; 0 asks them each time"`
}

// Log says what serve and work tell.
type Log struct {
	Level string `yaml:"level" doc:"least level that is logged: debug, info, warn or error"`
}

// Models says where models are kept and come from.
type Models struct {
	Dir      string `yaml:"dir" doc:"where models are kept; empty means models in data.dir"`
	Registry string `yaml:"registry" doc:"address of the model registry; empty means Mozilla's"`
}

// Fetch limits what the program reads from the network.
type Fetch struct {
	Allow   []string      `yaml:"allow" doc:"private hosts and unusual ports that may be read all the same: host (ports 80 and 443), host:port or prefix, as 127.0.0.1:8080 or 10.0.0.0/8"`
	Contact string        `yaml:"contact" doc:"address of a page or mailbox, told to the sites that are read"`
	Timeout time.Duration `yaml:"timeout" doc:"longest time that one page may take"`
	Delay   time.Duration `yaml:"delay" doc:"least time between two requests to one host"`
	MaxSize int64         `yaml:"max_size" doc:"largest page that is read, in bytes after decompression"`
}

// Default returns the built-in settings.
func Default() Config {
	minute := Service{Timeout: time.Minute}
	return Config{
		Site:      Site{Listen: "127.0.0.1:8080", Title: "Dragoman"},
		Work:      Work{Name: "worker", Net: 8, CPU: 1, Publish: 2},
		Retention: Retention{Pages: 30 * 24 * time.Hour, Outputs: 30 * 24 * time.Hour},
		Log:       Log{Level: "info"},
		Fetch:     Fetch{Timeout: 30 * time.Second, Delay: time.Second, MaxSize: 16 << 20},
		Engines:   []string{"bergamot", "apertium"},
		Engine: Engine{
			DeepL: Keyed{Service: minute}, Google: Google{Keyed: Keyed{Service: minute}}, Azure: Azure{Keyed: Keyed{Service: minute}},
			OpenAI: OpenAI{Keyed: Keyed{Service: Service{Timeout: 5 * time.Minute}}}, LibreTranslate: Keyed{Service: minute}, APy: minute,
		},
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
	err := eachLeaf(reflect.ValueOf(&cfg).Elem(), "", func(key string, info reflect.StructField, field reflect.Value) error {
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
		settings = append(settings, Setting{Key: key, Value: show(field, info.Tag.Get("secret")), Origin: origins[key], Doc: info.Tag.Get("doc")})
		if origins[key] == "" {
			settings[len(settings)-1].Origin = "default"
		}
		return nil
	})
	if err == nil {
		err = cfg.validate()
	}
	if err != nil {
		return Config{}, nil, err
	}
	return cfg, settings, nil
}

// hasSettings tells a file from one that is empty or all comments, which the
// parser takes for no YAML at all.
var hasSettings = regexp.MustCompile(`(?m)^[ \t]*[^#\s]`)

func loadFile(cfg *Config, from Source, origins map[string]Origin) error {
	path := from.File
	if path == "" {
		path = DefaultFile()
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && from.File == "" {
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no configuration file %s (dragoman init makes one): %w", path, domain.ErrInvalid)
	}
	if err != nil {
		return fmt.Errorf("read configuration: %w: %w", err, domain.ErrInvalid)
	}
	if !hasSettings.Match(data) {
		return nil
	}
	if err := yaml.Load(data, cfg, yaml.WithKnownFields()); err != nil {
		return fmt.Errorf("configuration file %s: %s (dragoman config lists all settings): %w", path, wordYAML(err), domain.ErrInvalid)
	}
	var keys map[string]any
	if err := yaml.Load(data, &keys); err != nil {
		return fmt.Errorf("configuration file %s: %w: %w", path, err, domain.ErrInvalid)
	}
	markKeys(keys, "", Origin(path), origins)
	return nil
}

var (
	unknownField = regexp.MustCompile(`field (\S+) not found in type \S+`)
	wrongType    = regexp.MustCompile("cannot construct !!(\\w+) `(.*)` into (\\S+)")
)

// wordYAML says what is wrong with a file in an operator's words instead of a
// Go programmer's.
func wordYAML(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: construct errors: ")
	text = unknownField.ReplaceAllString(text, "there is no setting $1 here")
	return wrongType.ReplaceAllString(text, "`$2` can't be read as $3")
}

func markKeys(keys map[string]any, prefix string, origin Origin, origins map[string]Origin) {
	for k, v := range keys {
		if inner, ok := v.(map[string]any); ok {
			origins[prefix+k] = origin // of a map that is one setting
			markKeys(inner, prefix+k+".", origin, origins)
			continue
		}
		origins[prefix+k] = origin
	}
}

// eachLeaf visits the settings of a struct in the order of its fields.
func eachLeaf(v reflect.Value, prefix string, visit func(key string, info reflect.StructField, field reflect.Value) error) error {
	for i := range v.NumField() {
		field, info := v.Field(i), v.Type().Field(i)
		key := prefix + info.Tag.Get("yaml")
		if field.Kind() == reflect.Struct {
			inside := key + "."
			if info.Anonymous {
				inside = prefix
			}
			if err := eachLeaf(field, inside, visit); err != nil {
				return err
			}
			continue
		}
		if err := visit(key, info, field); err != nil {
			return err
		}
	}
	return nil
}

// set parses value into a field; lists are separated by commas.
func set(field reflect.Value, value string) error {
	if field.Kind() == reflect.Slice {
		field.Set(reflect.ValueOf(SplitList(value)))
		return nil
	}
	if field.Kind() == reflect.String { // as it stands: never a YAML number or boolean
		field.SetString(value)
		return nil
	}
	return yaml.Load([]byte(value), field.Addr().Interface())
}

// show writes a value for people, without what the tag secret hides: "all" of
// it, or the "password" of an address.
func show(field reflect.Value, secret string) string {
	if list, ok := reflect.TypeAssert[[]string](field); ok {
		return strings.Join(list, ",")
	}
	if routes, ok := reflect.TypeAssert[map[string]string](field); ok {
		var list []string
		for _, key := range slices.Sorted(maps.Keys(routes)) {
			list = append(list, key+": "+routes[key])
		}
		return strings.Join(list, "; ")
	}
	text := fmt.Sprint(field.Interface())
	switch {
	case text == "" || secret == "":
		return text
	case secret == "all":
		return "(set)"
	default:
		return withoutPassword(text)
	}
}

func withoutPassword(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(set, but no address)"
	}
	if u.Scheme == "" {
		return address // a path
	}
	query := u.Query()
	for name := range query {
		if strings.Contains(name, "password") {
			query.Set(name, "xxxxx") // as Redacted writes it
			u.RawQuery = query.Encode()
		}
	}
	return u.Redacted()
}
