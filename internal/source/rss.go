package source

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// rssChild takes a child of rss, rdf:RDF or channel.
func (p *parser) rssChild(m *markup, n *node) {
	value := strings.TrimSpace(n.text.String())
	switch {
	case n.is("", "item"):
		p.take(rssItem(m, n))
	case n.is("", "title"):
		p.feed.Title = cmp.Or(p.feed.Title, headline(m.markupOf(n)))
	case n.is("dc", "title"):
		p.fallbackTitle = headline(m.markupOf(n))
	case n.is("", "description") || n.is("itunes", "summary") || n.is("dc", "description"):
		p.feed.Description = cmp.Or(p.feed.Description, plainText(m.markupOf(n), maxSummaryBytes))
	case n.is("", "link"):
		if p.site.href == "" {
			p.site = link{cmp.Or(value, n.attr("href")), n.base}
		}
	case n.is("", "language") || n.is("dc", "language"):
		p.lang = cmp.Or(p.lang, value)
	case n.is("", "image"):
		if p.feed.Image == "" {
			p.feed.Image = text(resolve(cmp.Or(n.base, p.body.URL), cmp.Or(n.value("", "url"), n.attr("href"))))
		}
	case n.is("", "lastbuilddate", "pubdate") || n.is("dc", "date") || n.is("atom", "updated"):
		p.feedDate(value)
	default:
		p.feedHint(n, value)
		p.feedLink(n)
		p.feedRights(n, value)
	}
}

// feedDate keeps the latest date that a feed gives for itself.
func (p *parser) feedDate(value string) {
	d, ok := parseDate(value)
	future := !p.body.Received.IsZero() && d.t.After(p.body.Received.Add(clockError))
	if ok && !future && d.t.After(p.feed.Updated) {
		p.feed.Updated = d.t
	}
}

// feedHint takes what a feed says about when to ask again.
func (p *parser) feedHint(n *node, value string) {
	h := &p.feed.Hints
	switch {
	case n.is("", "ttl"):
		if minutes, err := strconv.Atoi(value); err == nil && minutes > 0 && minutes <= 60*24*366 {
			h.TTL = time.Duration(minutes) * time.Minute
		}
	case n.is("", "skiphours"):
		for _, k := range n.all("", "hour") {
			if hour, err := strconv.Atoi(strings.TrimSpace(k.text.String())); err == nil && hour >= 0 && hour <= 24 {
				h.SkipHours = append(h.SkipHours, hour%24) // RSS 0.91 counts from 1 to 24
			}
		}
		slices.Sort(h.SkipHours)
		h.SkipHours = slices.Compact(h.SkipHours)
	case n.is("", "skipdays"):
		for _, k := range n.all("", "day") {
			for day := range time.Weekday(7) {
				if strings.EqualFold(strings.TrimSpace(k.text.String()), day.String()) {
					h.SkipDays = append(h.SkipDays, day)
				}
			}
		}
		slices.Sort(h.SkipDays)
		h.SkipDays = slices.Compact(h.SkipDays)
	case n.is("sy", "updateperiod"):
		h.Every = updatePeriod(value)
	case n.is("sy", "updatefrequency"):
		if times, err := strconv.Atoi(value); err == nil && times > 0 && times <= 10_000 {
			h.Every = cmp.Or(h.Every, 24*time.Hour) / time.Duration(times)
		}
	}
}

// updatePeriod is from the RSS 1.0 syndication module.
func updatePeriod(value string) time.Duration {
	const day = 24 * time.Hour
	switch strings.ToLower(value) {
	case "hourly":
		return time.Hour
	case "daily":
		return day
	case "weekly":
		return 7 * day
	case "monthly":
		return 30 * day
	case "yearly":
		return 365 * day
	default:
		return 0
	}
}

// feedLink takes a link element of a feed by what it is for.
func (p *parser) feedLink(n *node) {
	href := n.attr("href")
	if n.name != "link" || href == "" {
		return
	}
	base := cmp.Or(n.base, p.body.URL)
	for rel := range strings.FieldsSeq(strings.ToLower(cmp.Or(n.attr("rel"), "alternate"))) {
		switch rel {
		case "hub":
			if hub := text(resolve(base, href)); hub != "" && !slices.Contains(p.feed.Hubs, hub) && len(p.feed.Hubs) < maxList {
				p.feed.Hubs = append(p.feed.Hubs, hub)
			}
		case "self":
			p.feed.Self = cmp.Or(p.feed.Self, text(resolve(base, href)))
		case "next", "prev-archive":
			p.feed.Next = cmp.Or(p.feed.Next, text(resolve(base, href)))
		case "license":
			p.right("rel-license", text(resolve(base, href)))
		case "alternate":
			if t := n.attr("type"); p.site.href == "" && (t == "" || strings.Contains(t, "html")) {
				p.site = link{href, n.base}
			}
		}
	}
}

func (p *parser) right(kind, value string) {
	p.rights = addRight(p.rights, kind, value)
}

func addRight(list []domain.LicenceSignal, kind, value string) []domain.LicenceSignal {
	s := domain.LicenceSignal{Kind: kind, Value: line(value, maxTitleBytes)}
	if s.Value == "" || len(list) >= maxList || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func (p *parser) feedRights(n *node, value string) {
	if kind := rightKind(n); kind != "" {
		p.right(kind, cmp.Or(value, n.attr("rdf:resource"), n.attr("href")))
	}
}

// rightKind names what an element says about reuse, "" for those that say nothing.
func rightKind(n *node) string {
	switch {
	case n.is("", "copyright", "rights") || n.is("dc", "rights") || n.is("dcterms", "rights") || n.is("media", "copyright", "rights"):
		return "copyright"
	case n.is("cc", "license") || n.is("dcterms", "license") || n.is("media", "license"):
		return "feed-license"
	case n.is("rsl", "content", "license"):
		return "rsl"
	default:
		return ""
	}
}

func rssItem(m *markup, n *node) draft {
	d := draft{
		id:      cmp.Or(n.value("", "guid"), n.value("atom", "id"), n.attr("rdf:about"), n.value("dc", "identifier")),
		title:   construct{value: m.contentOf(n, "", "title")},
		lang:    cmp.Or(n.value("dc", "language"), n.value("", "language"), n.lang),
		base:    n.base,
		summary: construct{value: m.contentOf(n, "", "description")},
		content: construct{value: cmp.Or(m.contentOf(n, "content", "encoded"), m.contentOf(n, "", "encoded"), m.contentOf(n, "xhtml", "body"))},
	}
	d.idIsLink = true
	if g := n.first("", "guid"); g != nil && strings.EqualFold(g.attr("ispermalink"), "false") {
		d.idIsLink = false
	}
	if d.title.value == "" {
		d.title.value = cmp.Or(m.contentOf(n, "dc", "title"), m.contentOf(n, "media", "title"))
	}
	if d.content.value == "" {
		d.content.value = m.contentOf(n, "atom", "content")
	}
	if d.summary.value == "" {
		d.summary.value = cmp.Or(m.contentOf(n, "atom", "summary"), m.contentOf(n, "itunes", "summary"), m.contentOf(n, "media", "description"), m.contentOf(n, "dc", "description"))
	}
	d.links = rssLinks(n)
	d.published = dates(n, "", "pubdate", "published", "date")
	d.published = append(d.published, dates(n, "dc", "date", "date.taken", "created")...)
	d.published = append(d.published, dates(n, "dcterms", "issued", "created")...)
	d.published = append(d.published, dates(n, "atom", "published")...)
	d.updated = append(dates(n, "atom", "updated", "modified"), dates(n, "dcterms", "modified")...)
	for _, k := range n.kids {
		switch {
		case k.is("dc", "creator") || k.is("", "author") || k.is("itunes", "author") || k.is("dc", "contributor") && len(d.authors) == 0:
			d.authors = append(d.authors, k.text.String())
		case k.is("atom", "author"):
			d.authors = append(d.authors, k.value("atom", "name"))
		case k.is("", "category") || k.is("dc", "subject"):
			d.categories = append(d.categories, cmp.Or(k.text.String(), k.attr("label"), k.attr("term")))
		case k.is("media", "keywords") || k.is("itunes", "keywords"):
			d.categories = append(d.categories, strings.Split(k.text.String(), ",")...)
		case k.is("", "source"):
			d.origin = &Origin{Title: headline(k.text.String()), URL: text(resolve(k.base, k.attr("url")))}
		}
		if kind := rightKind(k); kind != "" {
			d.rights = addRight(d.rights, kind, cmp.Or(strings.TrimSpace(k.text.String()), k.attr("rdf:resource"), k.attr("href")))
		}
	}
	d.media = mediaOf(n)
	return d
}

// contentOf returns the markup in the first child with a name that has any.
func (m *markup) contentOf(n *node, space, name string) string {
	for _, k := range n.kids {
		if k.is(space, name) {
			if s := m.markupOf(k); s != "" {
				return s
			}
		}
	}
	return ""
}

// dates returns what the children with the names hold, in the names' order.
func dates(n *node, space string, names ...string) []string {
	var out []string
	for _, name := range names {
		if v := n.value(space, name); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// rssLinks returns the candidates for an item's page, the best first.
func rssLinks(n *node) []link {
	var original, own, alternate, other []link
	for _, k := range n.kids {
		value := strings.TrimSpace(k.text.String())
		rel := strings.ToLower(cmp.Or(k.attr("rel"), "alternate"))
		switch {
		case k.is("feedburner", "origlink"):
			original = append(original, link{value, k.base})
		case k.is("", "link") && value != "":
			own = append(own, link{value, k.base})
		case (k.is("", "link") || k.is("atom", "link")) && rel == "alternate":
			alternate = append(alternate, link{k.attr("href"), k.base})
		case k.is("", "url"):
			other = append(other, link{value, k.base})
		}
	}
	return slices.Concat(original, own, alternate, other)
}
