package extract

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// minArticle is the least text that is an article, in runes; ideographic text
// needs a third of it.
const minArticle = 80

// check reports why a document is no article's text, if it isn't.
func (s *story) check(d *domain.Document) error {
	size, linked := 0, 0
	ideographs := false
	for _, t := range d.Texts() {
		size += utf8.RuneCountInString(t.Text)
		ideographs = ideographs || strings.ContainsFunc(t.Text, ideographic)
		for _, span := range t.Spans {
			if span.Kind == domain.Link {
				linked += utf8.RuneCountInString(t.Text[span.Start:span.End])
			}
		}
	}
	least := minArticle
	if ideographs {
		least /= 3
	}
	if size >= least && linked*10 < size*8 {
		return nil
	}
	return fmt.Errorf("page holds no article text: %s: %w", s.seen(), domain.ErrNotFound)
}

// seen says what a page without an article is instead.
func (s *story) seen() string {
	size, linked := 0, 0
	for _, u := range s.units {
		if !u.hidden {
			size, linked = size+u.size, linked+u.linked
		}
	}
	consent, scripts, script, frame := false, 0, false, false
	walk(s.evidence.root, func(n *html.Node) bool {
		switch {
		case s.skip[n] && isConsent(n):
			consent = true
		case n.DataAtom == atom.Script:
			scripts++
		case n.DataAtom == atom.Noscript:
			script = script || strings.Contains(strings.ToLower(rawText(n)), "javascript")
		case n.DataAtom == atom.Frameset || n.DataAtom == atom.Iframe:
			frame = true
		}
		return true
	})
	switch {
	case size < 400 && (script || scripts > 3 || s.asksForScript()):
		return "it seems to need JavaScript"
	case size < 400 && consent:
		return "it looks like a consent wall"
	case size < 400 && frame:
		return "its content stands in a frame"
	case linked*2 > size:
		return "it looks like a list of links"
	case size == 0:
		return "it has no text at all"
	}
	return fmt.Sprintf("none of its %d characters of text look like a story", size)
}

func (s *story) asksForScript() bool {
	for _, u := range s.units {
		if u.size < 400 && strings.Contains(strings.ToLower(u.text), "javascript") {
			return true
		}
	}
	return false
}

func rawText(n *html.Node) string {
	var b strings.Builder
	walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode && b.Len() < 4096 {
			b.WriteString(c.Data[:min(len(c.Data), 4096)])
		}
		return true
	})
	return b.String()
}
