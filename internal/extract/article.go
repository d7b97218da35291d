package extract

import (
	"context"
	"fmt"
	"net/http"

	"golang.org/x/net/html"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// Page is what was fetched.
type Page struct {
	URL    string      // after redirects; relative addresses resolve against it
	HTML   string      // decoded, valid UTF-8
	Header http.Header // of the response, for its language and licence signals; may be nil
}

// Article reads a page. It fails with domain.ErrNotFound if the page holds no
// article's text, and with domain.ErrInvalid if it is no page that can be read.
func Article(ctx context.Context, page Page) (domain.Article, error) {
	s, err := read(ctx, page)
	if err != nil {
		return domain.Article{}, fmt.Errorf("extract %s: %w", page.URL, err)
	}
	e := s.evidence
	authors := s.authors()
	s.dropBios(authors)
	article := domain.Article{
		URL:        page.URL,
		Canonical:  e.canonical(),
		SiteName:   e.siteName(),
		Section:    e.section(),
		Lang:       e.language(),
		Headline:   s.headline,
		Standfirst: s.standfirst,
		Authors:    authors,
		Licence:    s.licence(),
	}
	article.Published, article.Modified = s.published()
	if root := s.pruned(); root != nil {
		article.Document.Blocks = document.FromHTML(root, e.base)
		quotePosts(article.Document.Blocks, root, e.base)
	}
	article.Document.Lang = article.Lang
	article.Lead, article.Document.Blocks = s.lead(article.Document.Blocks)
	if article.Document.Words() == 0 {
		return domain.Article{}, fmt.Errorf("extract %s: page holds no article text: %w", page.URL, domain.ErrNotFound)
	}
	article.Dateline = dateline(&article.Document)
	return article, nil
}

func read(ctx context.Context, page Page) (*story, error) {
	root, err := parse(page.HTML)
	if err != nil {
		return nil, err
	}
	s := &story{evidence: collect(root, page)}
	s.headline, s.headlineNode = s.evidence.chooseHeadline()
	s.headlineNormal = normal(s.headline)
	for _, claim := range s.evidence.claims() {
		s.claims = append(s.claims, normal(claim))
	}
	s.skip = s.besides(root)
	s.units = units(root, s.skip)
	s.voters = vote(ctx, root, s.evidence.base, s.units, s.skip)
	s.choose()
	return s, nil
}

// besides returns the elements that are no part of any story: boxes of consent
// managers and readers' comments.
func (s *story) besides(root *html.Node) map[*html.Node]bool {
	out := map[*html.Node]bool{}
	walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && (isConsent(n) || isComments(n, s.headlineNode)) {
			out[n] = true
			return false
		}
		return true
	})
	return out
}

// canonical returns the address that the page gives as its own: an absolute
// http or https address, or "".
func (e *evidence) canonical() string {
	for _, l := range e.links {
		if l.rel == "canonical" {
			if address := e.resolve(l.href); address != "" {
				return address
			}
		}
	}
	return e.resolve(e.first("og:url"))
}

// section returns the part of the site that the article stands in.
func (e *evidence) section() string {
	for _, value := range []string{
		e.article.text("articleSection"), e.first("article:section", "og:article:section", "parsely-section", "sailthru.section", "category", "section"),
	} {
		if value != "" && len(value) <= 100 && !isAddress(value) {
			return value
		}
	}
	return e.breadcrumb()
}

// breadcrumb returns the last but one step of the page's JSON-LD trail, as
// the last is the article itself.
func (e *evidence) breadcrumb() string {
	for _, l := range e.linked {
		if !l.is("breadcrumblist") {
			continue
		}
		var names []string
		items, _ := l["itemListElement"].([]any)
		for _, item := range items {
			o, _ := item.(map[string]any)
			name := linked(o).text("name")
			if name == "" {
				name = linked(o).object("item").text("name")
			}
			if name != "" && len(name) <= 100 {
				names = append(names, name)
			}
		}
		if n := len(names); n >= 2 {
			if similarity(normal(names[n-1]), normal(e.title)) < 0.3 && len(names[n-1]) < 40 {
				return names[n-1]
			}
			if n >= 3 {
				return names[n-2]
			}
		}
	}
	return ""
}
