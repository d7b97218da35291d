package extract

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"strings"

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
// article's text, and with domain.ErrInvalid if the page cannot be read; the
// error says what was seen instead. ctx bounds the time: what isn't done when
// it ends is left out if the article can do without, so that an error of ctx
// is returned only if nothing was found.
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
	blocks := s.blocks()
	article.Lead, blocks = s.lead(blocks)
	article.Document = domain.Document{Lang: article.Lang, Blocks: trimSeparators(blocks)}
	if err := s.check(&article.Document); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return domain.Article{}, fmt.Errorf("extract %s: %w", page.URL, err)
	}
	article.Dateline = dateline(&article.Document)
	return article, nil
}

// blocks returns the story's text as blocks, from the page's own elements or,
// where they hold next to nothing, from its JSON-LD.
func (s *story) blocks() []domain.Block {
	kept := 0
	for i, u := range s.units {
		if s.keep[i] {
			kept += u.size
		}
	}
	if linked := s.evidence.linkedBody(); kept < minLinkedBody && textSize(linked) > 2*kept {
		return linked
	}
	root := s.pruned()
	if root == nil {
		return nil
	}
	blocks := document.FromHTML(root, s.evidence.base)
	quotePosts(blocks, root, s.evidence.base)
	return blocks
}

// minLinkedBody is the size from which a JSON-LD article body is taken for the
// whole text rather than a summary, in bytes of its normal form.
const minLinkedBody = 600

// maxLinkedBody is the longest JSON-LD article body that the page's own text is
// compared with, in bytes.
const maxLinkedBody = 1 << 20

// linkedBody returns the JSON-LD article body as paragraphs.
func (e *evidence) linkedBody() []domain.Block {
	raw := e.article.body()
	if len(raw) < minLinkedBody {
		return nil
	}
	if strings.Contains(raw, "</p>") || strings.Contains(raw, "<br") {
		d, err := document.ParseHTML(raw, e.base)
		if err != nil {
			return nil
		}
		return d.Blocks
	}
	var out []domain.Block
	for line := range strings.Lines(html.UnescapeString(raw)) {
		if line = collapse(line); line != "" {
			out = append(out, domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(strings.ToValidUTF8(line, "\uFFFD"))})
		}
	}
	return out
}

func textSize(blocks []domain.Block) int {
	d := domain.Document{Blocks: blocks}
	size := 0
	for _, t := range d.Texts() {
		size += len(t.Text)
	}
	return size
}

func trimSeparators(blocks []domain.Block) []domain.Block {
	for len(blocks) > 0 && blocks[0].Kind == domain.Separator {
		blocks = blocks[1:]
	}
	for len(blocks) > 0 && blocks[len(blocks)-1].Kind == domain.Separator {
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
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
