package source

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// locationChild takes a child of urlset.
func (p *parser) locationChild(n *node) {
	if !n.is("", "url") {
		return
	}
	d := draft{idIsLink: true, updated: dates(n, "", "lastmod")}
	if loc := n.value("", "loc"); loc != "" {
		d.id = loc
		d.links = []link{{href: loc}}
	}
	if news := n.first("news", "news"); news != nil {
		p.feed.Kind = KindNewsSitemap
		p.newsOf(news, &d)
	}
	d.media = mediaOf(n)
	p.take(d)
}

// newsOf reads a news:news element (sitemap-news/0.9).
func (p *parser) newsOf(n *node, d *draft) {
	d.title = construct{value: n.value("news", "title")}
	d.published = dates(n, "news", "publication_date")
	for _, name := range []string{"keywords", "genres"} {
		d.categories = append(d.categories, strings.Split(n.value("news", name), ",")...)
	}
	if publication := n.first("news", "publication"); publication != nil {
		d.lang = publication.value("news", "language")
		p.lang = cmp.Or(p.lang, d.lang)
		p.feed.Title = cmp.Or(p.feed.Title, headline(publication.value("news", "name")))
	}
}

// mapChild takes a child of sitemapindex.
func (p *parser) mapChild(n *node) {
	if !n.is("", "sitemap") {
		return
	}
	address := n.value("", "loc")
	u := resolve(cmp.Or(n.base, p.body.URL), address)
	switch {
	case u == nil:
		p.wrong.add("bad-link", address)
	case len(p.feed.Maps) >= maxLocations:
		p.left++
	default:
		m := Map{URL: u.String()}
		if s := n.value("", "lastmod"); s != "" {
			if d, ok := parseDate(s); ok {
				m.Modified = d.t
			} else {
				p.wrong.add("bad-date", s)
			}
		}
		p.feed.Maps = append(p.feed.Maps, m)
	}
}

// parseLocations reads a sitemap that is a list of addresses, one on a line.
func (p *parser) parseLocations() error {
	p.feed.Kind = KindSitemap
	for s := range strings.Lines(p.body.Text) {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		if resolve(nil, s) == nil {
			return fmt.Errorf("it is neither XML nor JSON, nor a list of addresses: %.100q is none: %w", s, domain.ErrInvalid)
		}
		p.take(draft{id: s, idIsLink: true, links: []link{{href: s}}})
	}
	return nil
}
