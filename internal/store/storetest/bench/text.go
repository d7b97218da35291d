package main

import (
	"math/rand/v2"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// What a news site's articles are like.
const (
	sources     = 60
	vocabulary  = 50_000
	paragraphs  = 12
	sentences   = 3  // of a paragraph
	words       = 14 // of a sentence
	perEvent    = 3  // articles about one event
	eventNames  = 8  // words that only an event's articles have
	pageFactor  = 6  // bytes of a page for one of its text
	addressSize = 2  // addresses under which an article is found
)

var start = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

var sections = []string{"world", "politics", "economy", "culture", "sport", "science", "health", "technology"}

// writer makes up text. Words are as unevenly frequent as in a language.
type writer struct {
	random *rand.Rand
	zipf   *rand.Zipf
}

func newWriter(seed uint64) *writer {
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // made-up text is to be the same every time
	return &writer{random: random, zipf: rand.NewZipf(random, 1.1, 8, vocabulary-1)}
}

// alphabets are of the original and of its translation.
var alphabets = [2]struct{ consonants, vowels []string }{
	{strings.Split("b c d f g h k l m n p r s t v w st tr pl", " "), strings.Split("a e i o u ea ou", " ")},
	{strings.Split("б в г д ж з к л м н п р с т ч ш ст тр пл", " "), strings.Split("а е и о у ы я", " ")},
}

// word spells the n-th word of the vocabulary in an alphabet.
func word(alphabet int, n uint64) string {
	a := alphabets[alphabet]
	var out strings.Builder
	for n++; n > 0; {
		out.WriteString(a.consonants[n%uint64(len(a.consonants))])
		n /= uint64(len(a.consonants))
		out.WriteString(a.vowels[n%uint64(len(a.vowels))])
		n /= uint64(len(a.vowels))
	}
	return out.String()
}

// story is one article and its translation.
type story struct {
	number int
	event  int
	at     time.Time
	text   [2]domain.Article
	parts  []domain.Segment
}

// story makes up the n-th article.
func (w *writer) story(n int) story {
	s := story{number: n, event: n / perEvent, at: start.Add(time.Duration(n) * 7 * time.Minute)}
	for i := range s.text {
		s.text[i] = domain.Article{
			Lang: []string{"en", "ru"}[i], Authors: []string{"A. Writer"}, Published: s.at,
			Lead: &domain.LeadImage{Image: domain.Image{URL: address(n, 0) + ".jpg", Width: 1280, Height: 720}, Caption: domain.PlainText("A caption of some words")},
		}
	}
	s.text[0].Headline, s.text[1].Headline = w.sentence(s.event, 9)
	s.text[0].Standfirst, s.text[1].Standfirst = w.sentence(s.event, 22)
	for p := range paragraphs {
		var texts [2]string
		for range sentences {
			source, target := w.sentence(s.event, words)
			s.parts = append(s.parts, domain.Segment{
				Field: "document", Part: p, LogProb: -0.1 - w.random.Float64(),
				Source: domain.Range{Start: len(texts[0]), End: len(texts[0]) + len(source)}, Target: domain.Range{Start: len(texts[1]), End: len(texts[1]) + len(target)},
			})
			texts[0] += source + " "
			texts[1] += target + " "
		}
		for i, text := range texts {
			block := domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(strings.TrimSpace(text))}
			if p%3 == 0 {
				block.Text.Spans = []domain.Span{{Start: 0, End: strings.IndexByte(text, ' '), Kind: domain.Link, Href: address(n, p)}}
			}
			s.text[i].Document.Blocks = append(s.text[i].Document.Blocks, block)
		}
	}
	return s
}

// sentence returns some words in both languages.
func (w *writer) sentence(event, n int) (source, target string) {
	var out [2][]string
	for range n {
		id := w.zipf.Uint64()
		if w.random.IntN(12) == 0 {
			id = vocabulary + uint64(event*eventNames+w.random.IntN(eventNames))
		}
		for i := range out {
			out[i] = append(out[i], word(i, id))
		}
	}
	return strings.Join(out[0], " ") + ".", strings.Join(out[1], " ") + "."
}

func address(n, variant int) string {
	return "https://" + word(0, uint64(n%sources)) + ".example/2024/" + word(0, uint64(n)) + "-" + word(0, uint64(n/2+variant))
}

func (s story) reading() store.Reading {
	r := store.Reading{Source: int64(s.number%sources) + 1, At: s.at.Add(time.Minute), Content: s.text[0]}
	for i := range addressSize {
		a := address(s.number, i)
		r.Addresses = append(r.Addresses, domain.Address{Key: strings.TrimPrefix(a, "https://"), URL: a})
	}
	var page strings.Builder
	for _, b := range s.text[0].Document.Blocks {
		page.WriteString("<p class=\"article__body article__body--wide\">" + b.Text.Text + "</p>\n")
	}
	page.WriteString(strings.Repeat("<li class=\"menu__item\"><a href=\"/section/world\">World news and more</a></li>\n", page.Len()*(pageFactor-1)/78))
	r.HTML = []byte(page.String())
	return r
}

func (s story) translation(version int64) domain.Edited {
	return domain.Edited{
		Version: version, Edition: edition, Status: domain.StatusReady, Made: s.at.Add(2 * time.Minute),
		Content: domain.Translation{
			From: "en", To: "ru", Article: s.text[1], Segments: s.parts,
			Chain: []domain.Step{{Engine: "bergamot", Model: "en-ru tiny 1.0", From: "en", To: "ru"}},
		},
	}
}

func plain(a domain.Article) string {
	var out strings.Builder
	out.WriteString(a.Standfirst)
	for _, t := range a.Document.Texts() {
		out.WriteString("\n" + t.Text)
	}
	return out.String()
}
