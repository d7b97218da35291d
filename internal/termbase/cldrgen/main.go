// Command cldrgen writes the table of the names of territories and cities that
// package termbase embeds, from the Unicode CLDR as the npm packages
// cldr-localenames-full and cldr-dates-full publish it. It needs npm.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

const output = "cldr.zst"

// The packages, with the SHA-512 of their archives.
var packages = []struct{ name, integrity, file string }{
	{"cldr-localenames-full@48.2.0", "4o0paYDz0UXhfhChAVFkmVl2CP0YTSEqE6WrC0fNafaSC5u5DAXphxH3SZ1Ujczarikr8DToKZfiok6EqWLdNQ==", "territories.json"},
	{"cldr-dates-full@48.2.0", "zMrKvjMO414HDftLr6vKH1fNQHakFNe+F1h4S0eg+zmL4WRi9pI41fxB3UrTJDY42MEM87jCuAw/qlqCgYKcAQ==", "timeZoneNames.json"},
}

// names are the names in a locale, the usual one first, by territory ("SA") or
// time zone ("Asia/Riyadh").
type names map[string][]string

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal("cldrgen: ", err)
	}
}

func run() error {
	locales := map[string]names{}
	for _, p := range packages {
		archive, err := download(p.name, p.integrity)
		if err != nil {
			return fmt.Errorf("download %s: %w", p.name, err)
		}
		if err := read(archive, p.file, locales); err != nil {
			return fmt.Errorf("read %s: %w", p.name, err)
		}
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	return os.WriteFile(output, encoder.EncodeAll(table(locales), nil), 0o644)
}

func download(source, integrity string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "cldrgen")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // nothing depends on it
	pack := exec.CommandContext(context.Background(), "npm", "pack", "--silent", source)
	pack.Dir, pack.Stderr = dir, os.Stderr
	if err := pack.Run(); err != nil {
		return nil, fmt.Errorf("npm pack: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if err != nil || len(files) != 1 {
		return nil, errors.New("npm pack left no archive")
	}
	archive, err := os.ReadFile(files[0])
	if err != nil {
		return nil, err
	}
	if sum := sha512.Sum512(archive); base64.StdEncoding.EncodeToString(sum[:]) != integrity {
		return nil, fmt.Errorf("the archive's SHA-512 is %s", base64.StdEncoding.EncodeToString(sum[:]))
	}
	return archive, nil
}

// read adds what the files of a name hold to locales.
func read(archive []byte, name string, locales map[string]names) error {
	unzipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return err
	}
	for files := tar.NewReader(unzipped); ; {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if filepath.Base(head.Name) != name {
			continue
		}
		var file struct {
			Main map[string]struct {
				LocaleDisplayNames struct{ Territories map[string]string }
				Dates              struct {
					TimeZoneNames struct{ Zone map[string]json.RawMessage }
				}
			}
		}
		if err := json.NewDecoder(files).Decode(&file); err != nil {
			return fmt.Errorf("%s: %w", head.Name, err)
		}
		for locale, l := range file.Main {
			if locales[locale] == nil {
				locales[locale] = names{}
			}
			addTerritories(locales[locale], l.LocaleDisplayNames.Territories)
			if err := addCities(locales[locale], "", l.Dates.TimeZoneNames.Zone); err != nil {
				return fmt.Errorf("%s: %w", head.Name, err)
			}
		}
	}
}

// continents are the numeric codes that are kept.
var continents = []string{"002", "009", "142", "150"}

func addTerritories(to names, from map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(from)) { // the plain code sorts before its alternatives
		code, alternative, _ := strings.Cut(key, "-alt-")
		if len(code) != 2 && !slices.Contains(continents, code) || alternative == "" && from[key] == code || code == "ZZ" || code == "QO" || strings.HasPrefix(code, "X") && code != "XK" {
			continue
		}
		if alternative == "biot" || slices.Contains(to[code], from[key]) {
			continue
		}
		to[code] = append(to[code], from[key])
	}
}

// addCities walks down the parts of the zones' identifiers.
func addCities(to names, path string, level map[string]json.RawMessage) error {
	for part, raw := range level {
		id := strings.TrimPrefix(path+"/"+part, "/")
		if bytes.HasPrefix(raw, []byte(`"`)) {
			continue // what a zone has beside its city
		}
		var zone struct{ ExemplarCity string }
		if err := json.Unmarshal(raw, &zone); err != nil {
			return err
		}
		if zone.ExemplarCity != "" {
			to[id] = []string{zone.ExemplarCity}
			continue
		}
		var next map[string]json.RawMessage
		if json.Unmarshal(raw, &next) == nil && !strings.HasPrefix(id, "Antarctica") && !strings.HasPrefix(id, "Etc") {
			if err := addCities(to, id, next); err != nil {
				return err
			}
		}
	}
	return nil
}

// leastTerritories is how many territories a locale must name to be in the table.
const leastTerritories = 100

// table returns the lines of the table: the keys, separated by spaces, then for
// each locale its tag behind "=", and its names in the order of the keys, alternatives
// behind bars, empty where they are those of the locale that its tag is an extension of.
func table(locales map[string]names) []byte {
	all := map[string]bool{}
	for tag, l := range locales {
		territories := 0
		for key := range l {
			if !strings.Contains(key, "/") {
				territories++
			}
		}
		if territories < leastTerritories || tag == "und" {
			delete(locales, tag)
			continue
		}
		for key := range l {
			all[key] = true
		}
	}
	english := locales["en"]
	for key := range all {
		if english[key] == nil && strings.Contains(key, "/") {
			english[key] = []string{strings.ReplaceAll(key[strings.LastIndexByte(key, '/')+1:], "_", " ")}
		}
	}
	keys := slices.Sorted(maps.Keys(all))
	var b bytes.Buffer
	fmt.Fprintln(&b, strings.Join(keys, " "))
	for _, tag := range slices.Sorted(maps.Keys(locales)) {
		parent := names{}
		if i := strings.LastIndexByte(tag, '-'); i > 0 {
			parent = locales[tag[:i]]
		}
		var lines []string
		differ := false
		for _, key := range keys {
			line := strings.Join(locales[tag][key], "|")
			if slices.Equal(locales[tag][key], parent[key]) {
				line = ""
			}
			differ = differ || line != ""
			lines = append(lines, line)
		}
		if differ {
			fmt.Fprintf(&b, "=%s\n%s\n", tag, strings.Join(lines, "\n"))
		}
	}
	return b.Bytes()
}
