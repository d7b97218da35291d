// Package message holds the words that Dragoman itself says to readers, in
// every language that it speaks. A language is one file in catalogue/; adding one
// needs no code.
package message

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Key names a message. Words in braces are filled in by Text.
type Key string

// The messages; English is in catalogue/en.json.
const (
	Source           Key = "source"
	Original         Key = "original"
	OriginalHeadline Key = "original_headline"
	Authors          Key = "authors"
	Byline           Key = "byline" // {authors}
	FirstPublished   Key = "first_published"
	Updated          Key = "updated"
	Translation      Key = "translation"
	FromTo           Key = "from_to" // {from}, {to}: names of languages
	TranslatedBy     Key = "translated_by"
	Doubtful         Key = "doubtful"
	NotReviewed      Key = "not_reviewed"
	Picture          Key = "picture"
	ListSeparator    Key = "list_separator" // between names
	DateTime         Key = "date_time"      // {day}, {month}, {year}, {time}, {zone}
	month            Key = "month_"         // followed by 1 to 12
	section          Key = "section_"       // followed by a section's usual name, in small letters
	finding          Key = "finding_"       // followed by a rule: {0}, {1} … are the arguments of domain.Finding
)

//go:embed catalogue/*.json
var files embed.FS

// Messages is the catalogue of one language.
type Messages struct {
	lang  string
	texts map[Key]string
}

// all reads the embedded files once. They are part of the program and tested
// with it, so that a bad one is a programming error.
var all = sync.OnceValue(func() []Messages {
	entries, err := files.ReadDir("catalogue")
	if err != nil {
		panic(err)
	}
	var out []Messages
	for _, e := range entries {
		data, err := files.ReadFile("catalogue/" + e.Name())
		if err != nil {
			panic(err)
		}
		m := Messages{lang: strings.TrimSuffix(e.Name(), path.Ext(e.Name()))}
		if err := json.Unmarshal(data, &m.texts); err != nil {
			panic(fmt.Errorf("%s: %w", e.Name(), err))
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Messages) int { // English first: the matcher falls back to it
		return strings.Compare(strings.Replace(a.lang, "en", "", 1), strings.Replace(b.lang, "en", "", 1))
	})
	return out
})

// For returns the messages in the language that suits a reader of lang (a
// BCP 47 tag) best, English where there is none.
func For(lang string) Messages {
	known := all()
	tags := make([]language.Tag, len(known))
	for i, m := range known {
		tags[i] = language.MustParse(m.lang)
	}
	want := language.Make(lang)
	_, i, _ := language.NewMatcher(tags).Match(want)
	base, _ := want.Base()
	if found, _ := tags[i].Base(); found != base { // no neighbour's language instead, such as Russian for Ukrainian
		i = 0
	}
	return known[i]
}

// Languages returns the tags of all catalogues, English first.
func Languages() []string {
	var out []string
	for _, m := range all() {
		out = append(out, m.lang)
	}
	return out
}

// Lang returns the language of the messages.
func (m Messages) Lang() string { return m.lang }

// Text returns a message. Pairs are the names of words in braces and what to
// put there, in turn.
func (m Messages) Text(key Key, pairs ...string) string {
	text := m.texts[key]
	if len(pairs) == 0 {
		return text
	}
	pairs = slices.Clone(pairs)
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Finding words what a rule found, or returns "" where the catalogue lacks the
// rule or args has fewer texts than its message names: see domain.Finding.
func (m Messages) Finding(rule string, args []string) string {
	text := m.texts[finding+Key(rule)]
	if strings.Contains(text, "{"+strconv.Itoa(len(args))+"}") {
		return ""
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, strconv.Itoa(i), a)
	}
	return m.Text(finding+Key(rule), pairs...)
}

// Section returns the name of a section that newspapers have, such as "world",
// or "" for one that the catalogue doesn't know.
func (m Messages) Section(name string) string { return m.texts[section+Key(strings.ToLower(name))] }

// List joins names.
func (m Messages) List(names []string) string {
	return strings.Join(names, m.Text(ListSeparator))
}

// Time returns a moment in its own zone, as in "11 March 2025, 14:05 (UTC+3)".
func (m Messages) Time(t time.Time) string {
	return m.Text(DateTime, "day", strconv.Itoa(t.Day()), "month", m.texts[month+Key(strconv.Itoa(int(t.Month())))],
		"year", strconv.Itoa(t.Year()), "time", t.Format("15:04"), "zone", zone(t))
}

func zone(t time.Time) string {
	_, offset := t.Zone()
	if offset == 0 {
		return "UTC"
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	hours, minutes := offset/3600, offset/60%60
	if minutes == 0 {
		return fmt.Sprintf("UTC%s%d", sign, hours)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, hours, minutes)
}

// Language returns the name of a language tag, without its region, in the
// messages' language, or the tag itself when it is unknown.
func (m Messages) Language(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	subtag, script, _ := parsed.Raw()
	if parsed, err = language.Compose(subtag, script); err != nil {
		return tag
	}
	if name := display.Languages(language.Make(m.lang)).Name(parsed); name != "" {
		return name
	}
	return tag
}
