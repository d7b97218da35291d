// Command cldrgen writes how the world's locales write dates, times and
// numbers, from the Unicode CLDR as npm publishes it. It needs npm.
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
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// archive is one of npm's, with the SHA-512 that it has.
type archive struct{ name, integrity string }

var (
	dates   = archive{"cldr-dates-full@48.2.0", "zMrKvjMO414HDftLr6vKH1fNQHakFNe+F1h4S0eg+zmL4WRi9pI41fxB3UrTJDY42MEM87jCuAw/qlqCgYKcAQ=="}
	numbers = archive{"cldr-numbers-full@48.2.0", "0EQ+UkVDsyXOlxnWnL1RIENVZFqCnb04D1Yrku0obnOyttbuZz8tHmUd5c5AEvhGS/Gg2zI4fTaCm51LSGITog=="}
)

const output = "locale_cldr.json.zst"

// record is what is kept of a locale: see message.locale.
type record struct {
	Months      []string `json:"months"`                 // within a date
	MonthsAlone []string `json:"months_alone,omitempty"` // where they differ
	Days        []string `json:"days"`                   // from Sunday
	DaysShort   []string `json:"days_short"`
	Periods     []string `json:"periods,omitempty"` // before and after noon, where the time has them
	Full        string   `json:"full"`
	Long        string   `json:"long"`
	DayMonth    string   `json:"day_month"`
	MonthYear   string   `json:"month_year"`
	Time        string   `json:"time"`
	DateTime    string   `json:"date_time"`
	Digits      string   `json:"digits,omitempty"` // the zero of the numbering system
	Group       string   `json:"group"`
}

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal("cldrgen: ", err)
	}
}

func run() error {
	all := map[string]*record{}
	if err := each(dates, "ca-gregorian.json", func(locale string, data []byte) error {
		r, err := readDates(locale, data)
		all[locale] = r
		return err
	}); err != nil {
		return err
	}
	if err := each(numbers, "numbers.json", func(locale string, data []byte) error {
		return readNumbers(locale, data, all[locale])
	}); err != nil {
		return err
	}
	for locale, r := range all {
		if len(r.Months) != 12 || strings.HasPrefix(r.Months[0], "M0") || locale == "und" { // no data of its own
			delete(all, locale)
		}
	}
	for changed := true; changed; {
		changed = false
		for locale, r := range all {
			if parent, ok := all[up(locale)]; ok && reflect.DeepEqual(parent, r) && !hasChild(all, locale) {
				delete(all, locale)
				changed = true
			}
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	packed := packer.EncodeAll(text, nil)
	log.Printf("%d locales, %d bytes, %d packed", len(all), len(text), len(packed))
	return os.WriteFile(output, packed, 0o644)
}

func hasChild(all map[string]*record, locale string) bool {
	for l := range all {
		if strings.HasPrefix(l, locale+"-") {
			return true
		}
	}
	return false
}

// up returns a locale without its last subtag.
func up(locale string) string { return locale[:max(strings.LastIndexByte(locale, '-'), 0)] }

// each calls f with a file of every locale.
func each(a archive, file string, f func(locale string, data []byte) error) error {
	data, err := download(a)
	if err != nil {
		return fmt.Errorf("download %s: %w", a.name, err)
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(data))
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
		dir, name := path.Split(head.Name)
		if name != file {
			continue
		}
		content, err := io.ReadAll(files)
		if err != nil {
			return err
		}
		if err := f(path.Base(dir), content); err != nil {
			return fmt.Errorf("%s: %w", head.Name, err)
		}
	}
}

type names struct {
	Format struct {
		Wide, Abbreviated map[string]string
	}
	Alone struct{ Wide map[string]string } `json:"stand-alone"`
}

func readDates(locale string, data []byte) (*record, error) {
	var file struct {
		Main map[string]struct {
			Dates struct {
				Calendars struct {
					Gregorian struct {
						Months, Days, DayPeriods names
						DateFormats, TimeFormats struct{ Full, Long, Short pattern }
						DateTimeFormats          struct {
							Long             string
							AvailableFormats map[string]pattern
						}
					}
				}
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	g := file.Main[locale].Dates.Calendars.Gregorian
	r := &record{
		Months: series(g.Months.Format.Wide, months), MonthsAlone: series(g.Months.Alone.Wide, months),
		Days: series(g.Days.Format.Wide, weekdays), DaysShort: series(g.Days.Format.Abbreviated, weekdays),
		Full: string(g.DateFormats.Full), Long: string(g.DateFormats.Long), DayMonth: string(g.DateTimeFormats.AvailableFormats["MMMMd"]),
		MonthYear: string(g.DateTimeFormats.AvailableFormats["yMMMM"]), Time: string(g.TimeFormats.Short), DateTime: g.DateTimeFormats.Long,
	}
	if r.DayMonth == "" {
		r.DayMonth = string(g.DateTimeFormats.AvailableFormats["MMMd"])
	}
	if reflect.DeepEqual(r.MonthsAlone, r.Months) {
		r.MonthsAlone = nil
	}
	if strings.ContainsAny(r.Time, "aB") {
		r.Periods = series(g.DayPeriods.Format.Abbreviated, []string{"am", "pm"})
		r.Time = strings.NewReplacer("B", "a").Replace(r.Time)
	}
	return r, nil
}

// pattern is a date's; some carry a numbering system, which readNumbers knows anyway.
type pattern string

func (p *pattern) UnmarshalJSON(data []byte) error {
	var plain string
	if json.Unmarshal(data, &plain) == nil {
		*p = pattern(plain)
		return nil
	}
	var full struct {
		Value string `json:"_value"`
	}
	err := json.Unmarshal(data, &full)
	*p = pattern(full.Value)
	return err
}

var (
	months   = []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}
	weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

func series(from map[string]string, keys []string) []string {
	var out []string
	for _, k := range keys {
		if name := from[k]; name != "" {
			out = append(out, name)
		}
	}
	return out
}

// zeros are the numbering systems that are in everyday use.
var zeros = map[string]string{
	"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀", "tibt": "༠", "cakm": "𑄶", "adlm": "𞥐", "mtei": "꯰", "olck": "᱐",
	"nkoo": "߀", "hmnp": "𞅀", "rohg": "𐴰", "sunu": "᮰",
}

func readNumbers(locale string, data []byte, r *record) error {
	var file struct {
		Main map[string]struct{ Numbers map[string]json.RawMessage }
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return err
	}
	if r == nil {
		return errors.New("no dates")
	}
	all := file.Main[locale].Numbers
	system, err := strconv.Unquote(string(all["defaultNumberingSystem"]))
	if err != nil {
		return err
	}
	if r.Digits = zeros[system]; r.Digits == "" {
		system = "latn"
	}
	var symbols struct{ Group string }
	if err := json.Unmarshal(all["symbols-numberSystem-"+system], &symbols); err != nil {
		return err
	}
	r.Group = symbols.Group
	return nil
}

func download(a archive) ([]byte, error) {
	dir, err := os.MkdirTemp("", "cldrgen")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // nothing depends on it
	pack := exec.CommandContext(context.Background(), "npm", "pack", "--silent", a.name)
	pack.Dir, pack.Stderr = dir, os.Stderr
	if err := pack.Run(); err != nil {
		return nil, fmt.Errorf("npm pack: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if err != nil || len(files) != 1 {
		return nil, errors.New("npm pack left no archive")
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		return nil, err
	}
	if sum := sha512.Sum512(data); base64.StdEncoding.EncodeToString(sum[:]) != a.integrity {
		return nil, fmt.Errorf("the archive's SHA-512 is %s", base64.StdEncoding.EncodeToString(sum[:]))
	}
	return data, nil
}
