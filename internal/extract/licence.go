package extract

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// maxSignals bounds how many licence signals are kept of a page.
const maxSignals = 40

// robotsNames are the meta elements and headers that tell machines what they
// may do with a page.
var robotsNames = []string{
	"robots", "dragoman", "google", "googlebot", "googlebot-news", "bingbot", "ai", "ai-robots", "tdm-reservation", "tdm-policy", "copyright", "rights", "dc.rights", "dcterms.rights",
	"dcterms.license", "dc.rights.license", "license", "licence", "dcterms.rightsholder", "article:content_tier", "news_keywords:license", "syndication-source", "original-source",
}

var copyrightLine = regexp.MustCompile(`(?i)(©|\(c\)|&copy;|copyright\b|copr\.)`)

// licence collects what the page and its headers say about reuse, word for word.
func (s *story) licence() []domain.LicenceSignal {
	e := s.evidence
	var out []domain.LicenceSignal
	add := func(kind, value string) {
		value = collapse(value)
		signal := domain.LicenceSignal{Kind: kind, Value: value}
		if value != "" && len(value) <= 1000 && len(out) < maxSignals && !slices.Contains(out, signal) {
			out = append(out, signal)
		}
	}
	for _, name := range []string{"X-Robots-Tag", "Tdm-Reservation", "Tdm-Policy", "Content-Usage", "Content-Signal", "Link"} {
		for _, value := range e.header.Values(name) {
			switch {
			case name == "X-Robots-Tag":
				add("x-robots-tag", value)
			case name != "Link":
				add(strings.ToLower(name), value)
			case strings.Contains(strings.ToLower(value), `rel="license"`) || strings.Contains(strings.ToLower(value), "rel=license"):
				add("link-license", value)
			}
		}
	}
	for _, name := range robotsNames {
		for _, value := range e.meta[name] {
			add("meta-"+strings.TrimPrefix(name, "article:"), value)
		}
	}
	if e.untranslatable {
		add("html-translate", "no")
	}
	for _, l := range e.links {
		switch {
		case l.rel == "license" && strings.HasPrefix(l.kind, "application/rsl+xml"):
			add("rsl", e.resolve(l.href))
		case l.rel == "license" || l.rel == "copyright":
			add("rel-license", e.resolve(l.href))
		}
	}
	s.visibleLicence(add)
	for _, key := range []string{"license", "copyrightHolder", "copyrightNotice", "copyrightYear", "usageInfo", "isAccessibleForFree", "acquireLicensePage", "creditText", "sourceOrganization"} {
		for _, value := range texts(e.article[key]) {
			add("json-ld-"+key, value)
		}
	}
	return out
}

// visibleLicence finds links with rel=license and lines of copyright.
func (s *story) visibleLicence(add func(kind, value string)) {
	walk(s.evidence.root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n.DataAtom == atom.A {
			if slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), "license") {
				add("rel-license", s.evidence.resolve(attr(n, "href")))
			}
		}
		return true
	})
	lines := 0
	for _, u := range s.units {
		if u.size <= 300 && lines < 5 && copyrightLine.MatchString(u.text) && !s.captionAbove(u.block) {
			add("copyright", u.text)
			lines++
		}
	}
}
