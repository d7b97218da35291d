// Package memory finds what people have translated before: pairs of a segment
// and its translation that serve a new segment, because it is the same, the same
// but for numbers and names, or alike. It reads and writes TMX, and takes the pairs from a
// translation that a person approved.
//
// Everything here is pure; package store keeps the pairs.
package memory

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// Normal returns a text in the form in which texts are compared: composed
// characters (NFC), single spaces, straight quotation marks and apostrophes.
func Normal(text string) string {
	return quotes.Replace(strings.Join(strings.Fields(norm.NFC.String(text)), " "))
}

var quotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'")

// maxWords is how many words a text is found by.
const maxWords = 8

// KeysOf returns the keys of a text in one language for translations into
// another: both are BCP 47 tags, of which only the languages count.
func KeysOf(text, from, to string) domain.MemoryKeys {
	direction := lang.Base(from) + ">" + lang.Base(to) + ">"
	normal := Normal(text)
	k := domain.MemoryKeys{Exact: hash(direction + normal), Skeleton: hash(direction + skeleton(normal))}
	words := slices.Compact(slices.Sorted(slices.Values(wordsOf(normal))))
	slices.SortStableFunc(words, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	for _, w := range words[:min(len(words), maxWords)] {
		sum := sha256.Sum256([]byte(direction + w))
		k.Words = append(k.Words, int64(binary.LittleEndian.Uint64(sum[:])))
	}
	return k
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// wordsOf returns the words of a text in small letters, without numbers.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// Of returns the pairs of an approved translation: its segments with their
// originals, each once. What was left in the source's language is left out.
func Of(source domain.Article, e domain.Edited) []domain.MemoryPair {
	before, after := source.Texts(), e.Content.Article.Texts()
	seen := map[string]bool{}
	var out []domain.MemoryPair
	for _, s := range e.Content.Segments {
		from, to := text(before[s.Place()], s.Source), text(after[s.Place()], s.Target)
		if from == "" || to == "" || seen[from] || Normal(from) == Normal(to) {
			continue
		}
		seen[from] = true
		pair := domain.MemoryPair{
			From: e.Content.From, To: e.Content.To, Source: from, Target: to,
			Edition: e.Edition, Author: e.ReviewedBy, Origin: source.URL, At: e.ReviewedAt,
		}
		if pair.Validate() == nil {
			out = append(out, pair)
		}
	}
	return out
}

// text returns a range of a text without its markup, "" where there is none.
func text(t domain.Text, r domain.Range) string {
	out, _ := t.Cut(r)
	return strings.TrimSpace(out.Text)
}
