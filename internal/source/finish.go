package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// finish turns what was read into the feed that is returned.
func (p *parser) finish() {
	f := p.feed
	f.Site = text(resolve(p.body.URL, p.site.href))
	if p.site.base != nil {
		f.Site = text(resolve(p.site.base, p.site.href))
	}
	f.Title = cmp.Or(f.Title, p.fallbackTitle)
	f.Lang = p.language(p.lang)
	f.Licence = p.rights
	p.authors = people(p.authors)
	p.checkType()
	p.finishItems()
}

// finishItems turns the drafts into items.
func (p *parser) finishItems() {
	f := p.feed
	p.wrong.addN("items", p.left, "")
	base := p.itemBase()
	f.Items = make([]Item, 0, len(p.drafts))
	for i := range p.drafts {
		if item, ok := p.item(&p.drafts[i], base); ok {
			f.Items = append(f.Items, item)
		}
	}
	p.drafts = nil
	p.identify()
	if len(f.Items) == 0 && len(f.Maps) == 0 {
		p.wrong.add("no-items", "")
	}
	f.Problems = p.wrong.problems()
}

func (p *parser) language(s string) string {
	tag, ok := languageTag(s)
	if !ok {
		p.wrong.add("bad-lang", s)
	}
	return tag
}

// itemBase returns what items' addresses are relative to where there is no
// xml:base: the feed's own address, or its site's when the feed is kept on
// another host.
func (p *parser) itemBase() *url.URL {
	site, err := url.Parse(p.feed.Site)
	if err != nil || p.feed.Site == "" {
		return p.body.URL
	}
	if p.body.URL == nil || !sameSite(site, p.body.URL) {
		return site
	}
	return p.body.URL
}

// sameSite reports whether two addresses are of one host, "www." aside.
func sameSite(a, b *url.URL) bool {
	return strings.TrimPrefix(strings.ToLower(a.Hostname()), "www.") == strings.TrimPrefix(strings.ToLower(b.Hostname()), "www.")
}

// item makes an Item of a draft; ok is false for an empty one.
func (p *parser) item(d *draft, base *url.URL) (item Item, ok bool) {
	item = Item{
		ID:         identifier(d.id),
		Title:      titleText(d.title),
		Summary:    bodyText(d.summary, maxSummaryBytes),
		Authors:    people(d.authors),
		Categories: categories(d.categories),
		Media:      p.media(d),
		Origin:     d.origin,
		Licence:    d.rights,
		Lang:       cmp.Or(p.language(d.lang), p.feed.Lang),
	}
	if len(item.Authors) == 0 {
		item.Authors = slices.Clone(p.authors)
	}
	p.content(d, &item, base)
	p.address(d, &item, base)
	item.Published = p.moment(&item, d.published)
	item.Updated = p.moment(&item, d.updated)
	if item.Link == "" && item.Title == "" && item.Summary == "" && item.ContentHTML == "" {
		p.wrong.add("empty-item", "")
		return Item{}, false
	}
	if strings.ContainsRune(item.Title, '\uFFFD') || strings.ContainsRune(item.Summary, '\uFFFD') {
		p.wrong.add("replacement", "")
	}
	return item, true
}

// identifier returns an id as written but for white space; of one that is too
// long, a name of constant length.
func identifier(id string) string {
	id = strings.Join(strings.Fields(id), " ")
	if len(id) > maxIDBytes {
		return digest(id)
	}
	return id
}

func (p *parser) content(d *draft, item *Item, base *url.URL) {
	c := d.content
	if c.value == "" && !d.summary.plain && (hasTags(d.summary.value) || hasTags(overescaped(d.summary.value))) {
		c = d.summary
	}
	if c.value == "" {
		return
	}
	markup := overescaped(c.value)
	if c.plain {
		markup = asMarkup(c.value)
	}
	if len(markup) > maxContentBytes {
		markup = cut(markup, maxContentBytes)
		p.wrong.add("content-size", "")
		item.Notes = append(item.Notes, "The content was cut, it is too long.")
	}
	item.ContentHTML = UntrustedHTML(markup)
	item.ContentBase = text(cmp.Or(d.base, base))
}

// asMarkup writes plain text as paragraphs.
func asMarkup(s string) string {
	s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r\n", "\n").Replace(s)
	var b strings.Builder
	for paragraph := range strings.SplitSeq(s, "\n\n") {
		if paragraph = strings.TrimSpace(paragraph); paragraph != "" {
			b.WriteString("<p>" + strings.ReplaceAll(paragraph, "\n", "<br>") + "</p>")
		}
	}
	return b.String()
}

// address finds the item's page among its links, and its id when that is one.
func (p *parser) address(d *draft, item *Item, base *url.URL) {
	bad := ""
	for _, l := range d.links {
		if u := resolve(cmp.Or(l.base, base), l.href); u != nil {
			item.Link, item.URL = u.String(), Clean(u).String()
			return
		}
		bad = cmp.Or(bad, l.href)
	}
	if d.idIsLink && strings.HasPrefix(d.id, "http") {
		if u := resolve(nil, d.id); u != nil {
			item.Link, item.URL = u.String(), Clean(u).String()
			return
		}
	}
	if bad != "" {
		p.wrong.add("bad-link", bad)
	}
	p.wrong.add("no-link", "")
}

// clockError is how far a site's clock, or its idea of its zone's summer time,
// may be ahead.
const clockError = time.Hour + 5*time.Minute

// moment reads the first of the dates that can be read.
func (p *parser) moment(item *Item, candidates []string) time.Time {
	for _, s := range candidates {
		d, ok := parseDate(s)
		if !ok {
			p.wrong.add("bad-date", s)
			continue
		}
		if !d.zone {
			p.wrong.add("no-zone", s)
		}
		if !p.body.Received.IsZero() && d.t.After(p.body.Received.Add(clockError)) {
			p.wrong.add("future-date", s)
			item.Notes = append(item.Notes, "Its date "+line(s, 60)+" lies in the future; the time of reading stands in its place.")
			return p.body.Received
		}
		return d.t
	}
	return time.Time{}
}

// mailbox finds e-mail addresses, with what is put around them.
var mailbox = regexp.MustCompile(`(?i)[<(\[]?(?:mailto:)?[\w.+%-]+@[\w.-]+\.\w+[>)\]]?`)

// people cleans authors' names: without e-mail addresses, "By" and repetition.
func people(list []string) []string {
	var out []string
	for _, s := range list {
		name := headline(mailbox.ReplaceAllString(s, " "))
		name = strings.TrimSpace(strings.Trim(name, `"'`))
		if inner, ok := strings.CutPrefix(name, "("); ok { // what is left of "mail@example.org (Name)"
			name = strings.TrimSuffix(inner, ")")
		}
		if len(name) > 3 && strings.EqualFold(name[:3], "by ") {
			name = strings.TrimSpace(name[3:])
		}
		if name == "" || strings.EqualFold(name, "unknown") || strings.EqualFold(name, "author") || slices.Contains(out, name) || len(out) >= maxList {
			continue
		}
		out = append(out, name)
	}
	return out
}

func categories(list []string) []string {
	var out []string
	for _, s := range list {
		s = headline(s)
		if s == "" || len(out) >= maxList || slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, s) }) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// digest is a short name for a text.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:12])
}
