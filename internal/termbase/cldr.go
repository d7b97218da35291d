package termbase

import (
	_ "embed" // the table
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

//go:generate go run ./cldrgen

// The names of territories and cities in all languages of the Unicode CLDR 48.2
// (Unicode-3.0 licence), as cldrgen writes them: a line of keys, then for each locale
// its tag and a line of names per key, empty where its parent's hold.
//
//go:embed cldr.zst
var cldrTable []byte

// places are the names of places by locale, a list per key.
type places struct {
	keys    []string
	locales map[string][]string // bars between the names of a place
}

var readPlaces = sync.OnceValue(func() places {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic("termbase: " + err.Error()) // options that don't contradict each other
	}
	defer decoder.Close()
	data, err := decoder.DecodeAll(cldrTable, nil)
	if err != nil {
		panic("termbase: the embedded table: " + err.Error()) // a test reads it
	}
	table := strings.ReplaceAll(string(data), "\u00ad", "") // the hyphens of "Reyk-ja-vík" where a line ends
	lines := strings.Split(strings.TrimSuffix(table, "\n"), "\n")
	p := places{keys: strings.Fields(lines[0]), locales: map[string][]string{}}
	for at := 1; at+len(p.keys) < len(lines); at += 1 + len(p.keys) {
		p.locales[strings.ToLower(lines[at][1:])] = lines[at+1 : at+1+len(p.keys)]
	}
	return p
})

// in returns the names in a language of the place with index i, the usual one first.
func (p places) in(language string, i int) []string {
	for tag := strings.ToLower(language); tag != ""; tag = parent(tag) {
		if names, ok := p.locales[tag]; ok && names[i] != "" {
			return strings.Split(names[i], "|")
		}
	}
	return nil
}

// parent is a BCP 47 tag without its last subtag.
func parent(tag string) string {
	i := strings.LastIndexByte(tag, '-')
	if i < 0 {
		return ""
	}
	return tag[:i]
}

// aliases are English names that news use and CLDR doesn't have.
var aliases = map[string]string{
	"GB": "Britain|Great Britain|U.K.", "US": "U.S.|USA|U.S.A.|United States of America", "AE": "UAE|Emirates", "MM": "Burma", "NL": "Holland", "CZ": "Czech Republic",
	"CI": "Cote d'Ivoire", "Europe/Kiev": "Kiev", "Asia/Calcutta": "Calcutta", "Asia/Saigon": "Saigon", "Asia/Rangoon": "Rangoon",
	"SZ": "Swaziland", "TL": "East Timor", "CV": "Cape Verde", "BA": "Bosnia", "CD": "DR Congo|DRC",
}

// ambiguous are English names that as often are those of persons, of other places, or
// words; and places too small to be meant.
var ambiguous = wordSet(`georgia guernsey jersey darwin stanley regina knox vevay center phoenix nome resolute wake midway christmas easter chatham davis casey dawson
	creston juba merida cordoba santiago petersburg monticello marengo beulah norfolk stanley pitcairn wallis gambier truk palmer troll oral salta belem nassau adak
	boise cayman canary perth cocos comoro hebron mahe reunion chita sitka cuiaba muscat dominica vincennes recife kirov samara saratov`)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// placeEntries returns the entries for places between two languages: those that have a
// name in both.
func placeEntries(from, to string) []*Entry {
	p := readPlaces()
	var out []*Entry
	territories := map[string]bool{}
	for i, key := range p.keys {
		if !strings.Contains(key, "/") {
			for _, name := range p.in(from, i) {
				territories[name] = true
			}
		}
	}
	language := lang.Base(to)
	for i, key := range p.keys {
		sources, targets := p.in(from, i), p.in(to, i)
		if len(sources) == 0 || len(targets) == 0 {
			continue
		}
		if from == "en" || strings.HasPrefix(from, "en-") {
			if extra := aliases[key]; extra != "" {
				sources = append(slices.Clip(sources), strings.Split(extra, "|")...)
			}
		}
		target := shortest(targets)
		for _, source := range sources {
			if strings.ContainsAny(source, "()") || ambiguous[strings.ToLower(source)] || strings.HasPrefix(source, "St. ") {
				continue
			}
			out = append(out, &Entry{
				Kind: domain.TermPlace, Source: source, Target: target, Accepted: accepted(targets), Builtin: true, Exact: source == strings.ToUpper(source) && source != strings.ToLower(source), lang: language,
				City: inland(key) && !territories[source],
			})
		}
	}
	return out
}

// inland reports whether a key is that of a city's time zone, and of no island's.
func inland(key string) bool {
	zone, _, isZone := strings.Cut(key, "/")
	return isZone && slices.Contains([]string{"Africa", "America", "Asia", "Australia", "Europe"}, zone)
}

// accepted are the names with those that stand in brackets on their own: "Мьянма (Бирма)".
func accepted(names []string) []string {
	var out []string
	for _, n := range names {
		for part := range strings.FieldsFuncSeq(n, func(r rune) bool { return strings.ContainsRune("()（）", r) }) {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// shortest is the first name without brackets, else the first one without what is in them.
func shortest(names []string) string {
	for _, n := range names {
		if !strings.ContainsAny(n, "()（）") {
			return n
		}
	}
	before, _, _ := strings.Cut(names[0], "(")
	return strings.TrimSpace(before)
}
