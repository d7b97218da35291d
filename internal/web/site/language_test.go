package site_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

// TestEditionInAnotherLanguage reads editions in languages that the interface
// doesn't speak: it speaks English, and every word says what language it is in.
func TestEditionInAnotherLanguage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		edition domain.Edition
		word    string // in its language
		script  *unicode.RangeTable
		today   string
	}{
		{domain.Edition{ID: "fa", Lang: "fa-IR", Title: "ترجمان"}, "خبر", unicode.Arabic, "۲۰۲۶"},
		{domain.Edition{ID: "uk", Lang: "uk", Title: "Вісник"}, "Новина", unicode.Cyrillic, "2026"},
	} {
		t.Run(tt.edition.ID, func(t *testing.T) {
			t.Parallel()
			h, f := fixture(t)
			v := visitor{t, h}
			e := tt.edition
			empty := e
			empty.ID = "empty"
			err := f.Store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				if err := tx.PutEdition(ctx, empty); err != nil {
					return err
				}
				return tx.PutEdition(ctx, e)
			})
			if err != nil {
				t.Fatal(err)
			}
			for i := range 30 {
				if err := f.Put(t.Context(), foreign(i, e.Lang, e.ID, tt.word)); err != nil {
					t.Fatal(err)
				}
			}
			seen := map[string]int{}
			check := func(p *page) {
				checkPage(p)
				checkLanguages(p, e.Lang, tt.script, seen)
			}
			crawl(v, func(p *page) {
				if strings.HasPrefix(p.path, "/"+e.ID+"/") || strings.HasPrefix(p.path, "/empty/") {
					check(p)
				}
			})
			for _, path := range []string{"search/?q=" + tt.word, "search/?q=xyz+" + tt.word, "offline/"} {
				check(v.open("/" + e.ID + "/" + path))
			}
			check(v.parse("/"+e.ID+"/nothing", v.get("/"+e.ID+"/nothing"), http.StatusNotFound))
			if seen["en"] < 500 || seen[e.Lang] < 500 {
				t.Errorf("words were seen in %v", seen)
			}
			p := v.open("/" + e.ID + "/")
			for _, part := range []string{"header.masthead", "footer.foot", "a.skip"} {
				p.has(part, "lang", "en")
				p.has(part, "dir", "ltr")
			}
			p.says(".today", tt.today)
			for _, selector := range []string{".ranking", ".wire", "#section-1 a:not([lang=en])", "#section-2 a[lang=en]", ".lead .doubt-link[lang=en]"} {
				p.one(selector)
			}
		})
	}
}

// foreign returns an article of a story in an edition, its headline doubtful.
func foreign(n int, language, edition, word string) sitetest.Article {
	a := short(n, time.Duration(n)*time.Hour)
	to := a.Translations["es"]
	to.To = language
	to.Article.Lang, to.Article.Headline, to.Article.Standfirst = language, fmt.Sprintf("%s %d", word, n), strings.Repeat(word+" ", 3)
	to.Article.Document = domain.Document{Lang: language, Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText(word)}}}
	to.Segments = []domain.Segment{{
		Field: "headline", Target: domain.Range{End: len(to.Article.Headline)},
		Findings: []domain.Finding{{Rule: "empty", Severity: domain.SeverityWarn, Message: "There is no translation."}},
	}}
	a.Original.Document = domain.Document{Lang: "en", Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText("Words.")}}}
	a.Translations = map[string]domain.Translation{edition: to}
	a.Source, a.Section = []string{"harbour", "line", "orrin"}[n%3], "world"
	switch n {
	case 0, 1, 2:
		a.Story, a.Section = "another", word // as the operator named it
	case 5:
		a.Reviewed = map[string]string{edition: word}
	}
	return a
}

// checkLanguages sees that letters of a script are in the page's language and
// Latin ones in another one, and that the direction is that of each. It counts the texts of each language.
func checkLanguages(p *page, language string, script *unicode.RangeTable, seen map[string]int) {
	p.Helper()
	judge := func(n *html.Node, what, text string) {
		in, direction := inherited(n, "lang"), inherited(n, "dir")
		own := strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(script, r) && unicode.IsLetter(r) })
		latin := strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
		switch {
		case !own && !latin:
			return
		case own && !latin && lang.Base(in) != lang.Base(language), latin && !own && lang.Base(in) == lang.Base(language):
			p.Errorf("%s: %s in %s: %q is said to be in %q", p.path, what, n.Data, text, in)
		case direction != "auto" && direction != document.Direction(in):
			p.Errorf("%s: %s in %s: %q in %q has the direction %q", p.path, what, n.Data, text, in, direction)
		}
		seen[in]++
	}
	for _, n := range p.all("body, body *") {
		if slices.Contains([]string{"script", "kbd"}, n.Data) || attribute(n, "hreflang") != "" || n.Data == "bdi" && n.Parent.Data == "a" && attribute(n.Parent, "hreflang") != "" {
			continue // names of languages in themselves say what they are in
		}
		for child := range n.ChildNodes() {
			if child.Type == html.TextNode {
				judge(n, "text", child.Data)
			}
		}
		for _, key := range []string{"aria-label", "title", "placeholder", "alt"} {
			if text := attribute(n, key); text != "" {
				judge(n, key, text)
			}
		}
	}
}

// inherited returns an attribute of the nearest element that has it.
func inherited(n *html.Node, key string) string {
	for ; n != nil; n = n.Parent {
		if value := attribute(n, key); value != "" {
			return value
		}
		if key == "dir" && n.Data == "bdi" {
			return "auto"
		}
	}
	return ""
}
