package source

import (
	"cmp"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// atomChild takes a child of feed.
func (p *parser) atomChild(m *markup, n *node) {
	value := strings.TrimSpace(n.text.String())
	switch {
	case n.is("", "entry"):
		p.take(p.atomEntry(m, n))
	case n.is("", "title"):
		p.feed.Title = cmp.Or(p.feed.Title, titleText(m.construct(n)))
	case n.is("", "subtitle", "tagline"):
		p.feed.Description = cmp.Or(p.feed.Description, bodyText(m.construct(n), maxSummaryBytes))
	case n.is("", "updated", "modified"):
		p.feedDate(value)
	case n.is("", "logo"):
		p.feed.Image = text(resolve(cmp.Or(n.base, p.body.URL), value))
	case n.is("", "icon"):
		p.feed.Image = cmp.Or(p.feed.Image, text(resolve(cmp.Or(n.base, p.body.URL), value)))
	case n.is("", "author"):
		p.authors = append(p.authors, cmp.Or(n.value("", "name"), value))
	case n.is("dc", "creator"):
		p.authors = append(p.authors, value)
	case n.is("dc", "language"):
		p.lang = cmp.Or(p.lang, value)
	default:
		p.feedHint(n, value)
		p.feedLink(n)
		p.feedRights(n, value)
	}
}

func (p *parser) atomEntry(m *markup, n *node) draft {
	d := draft{
		id:        n.value("", "id"),
		idIsLink:  true,
		lang:      cmp.Or(n.value("dc", "language"), n.lang),
		base:      n.base,
		published: slices.Concat(dates(n, "", "published", "issued", "created"), dates(n, "dc", "date"), dates(n, "dcterms", "issued")),
		updated:   dates(n, "", "updated", "modified"),
		media:     mediaOf(n),
	}
	if k := n.first("", "title"); k != nil {
		d.title = m.construct(k)
	}
	if k := n.first("", "summary"); k != nil {
		d.summary = m.construct(k)
	}
	if k := n.first("", "content"); k != nil {
		d.content, d.base = m.construct(k), k.base
		d.lang = cmp.Or(k.lang, d.lang)
		if src := k.attr("src"); src != "" {
			d.links = append(d.links, link{src, k.base})
		}
	}
	d.links = append(atomLinks(n), d.links...)
	for _, k := range n.kids {
		switch {
		case k.is("", "author"):
			d.authors = append(d.authors, cmp.Or(k.value("", "name"), k.text.String()))
		case k.is("dc", "creator"):
			d.authors = append(d.authors, k.text.String())
		case k.is("", "category"):
			d.categories = append(d.categories, cmp.Or(k.attr("label"), k.attr("term"), k.text.String()))
		case k.is("dc", "subject"):
			d.categories = append(d.categories, k.text.String())
		case k.is("", "source"):
			d.origin = atomSource(m, k)
			if a := k.first("", "author"); a != nil && n.first("", "author") == nil {
				d.authors = append(d.authors, a.value("", "name"))
			}
		case k.is("", "link") && strings.EqualFold(k.attr("rel"), "license"):
			d.rights = addRight(d.rights, "rel-license", text(resolve(cmp.Or(k.base, p.body.URL), k.attr("href"))))
		}
		if kind := rightKind(k); kind != "" {
			d.rights = addRight(d.rights, kind, strings.TrimSpace(k.text.String()))
		}
	}
	return d
}

func atomSource(m *markup, n *node) *Origin {
	o := &Origin{}
	if k := n.first("", "title"); k != nil {
		o.Title = titleText(m.construct(k))
	}
	for _, k := range n.all("", "link") {
		if rel := k.attr("rel"); rel == "" || rel == "alternate" || rel == "self" && o.URL == "" {
			o.URL = text(resolve(k.base, k.attr("href")))
		}
	}
	o.URL = cmp.Or(o.URL, text(resolve(nil, n.value("", "id"))))
	return o
}

// atomLinks returns the candidates for an entry's page, the best first: the
// page as HTML, the page, what is related.
func atomLinks(n *node) []link {
	var original, page, alternate, other []link
	for _, k := range n.kids {
		l := link{k.attr("href"), k.base}
		switch rel := strings.ToLower(cmp.Or(k.attr("rel"), "alternate")); {
		case k.is("feedburner", "origlink"):
			original = append(original, link{strings.TrimSpace(k.text.String()), k.base})
		case k.name != "link" || k.space != "" && k.space != "atom":
		case l.href == "":
			if value := strings.TrimSpace(k.text.String()); value != "" {
				other = append(other, link{value, k.base})
			}
		case rel == "alternate" && strings.Contains(k.attr("type"), "html"):
			page = append(page, l)
		case rel == "alternate":
			alternate = append(alternate, l)
		case rel == "related" || rel == "via":
			other = append(other, l)
		}
	}
	return slices.Concat(original, page, alternate, other)
}

// construct reads an Atom text construct (RFC 4287 section 3.1, and Atom 0.3's
// modes).
func (m *markup) construct(n *node) construct {
	mediaType, mode := strings.ToLower(n.attr("type")), strings.ToLower(n.attr("mode"))
	if mode == "base64" {
		if data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(n.text.String()), "")); err == nil && utf8.Valid(data) {
			return construct{value: string(data), plain: mediaType == "text/plain"}
		}
		return construct{}
	}
	if len(n.kids) > 0 { // xhtml, or markup that somebody forgot to escape
		return construct{value: m.xhtml(n)}
	}
	value := strings.TrimSpace(n.text.String())
	switch mediaType {
	case "html", "xhtml", "text/html", "application/xhtml+xml":
		return construct{value: value}
	case "text", "text/plain":
		return construct{value: value, plain: true}
	case "":
		// The default is plain text, but who leaves the type out often leaves
		// the thought out, too: content and summaries with tags are markup.
		if n.is("", "content", "summary") && hasTags(value) {
			return construct{value: value}
		}
		decoded, _ := unescape(value)
		return construct{value: decoded, plain: true}
	default:
		if strings.Contains(mediaType, "/") && !strings.HasPrefix(mediaType, "text/") && !strings.HasSuffix(mediaType, "xml") {
			return construct{} // data
		}
		return construct{value: value}
	}
}

// prefixedTag is a tag whose name has a prefix.
var prefixedTag = regexp.MustCompile(`<(/?)([A-Za-z_][\w.-]*):`)

// xhtml returns the markup in an element, without the div that Atom wraps
// around it and without prefixes.
func (m *markup) xhtml(n *node) string {
	if len(n.kids) == 1 && n.kids[0].name == "div" && strings.TrimSpace(n.text.String()) == "" && n.kids[0].end > 0 {
		n = n.kids[0]
	}
	return prefixedTag.ReplaceAllString(m.markupOf(n), "<$1")
}

// titleText returns a construct as one line.
func titleText(c construct) string {
	if c.plain {
		return literal(c.value)
	}
	return headline(c.value)
}

// bodyText returns a construct as text.
func bodyText(c construct, limit int) string {
	if c.plain {
		return squeeze(c.value, limit)
	}
	return plainText(c.value, limit)
}
