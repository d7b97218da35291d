package extract

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxClaim is the longest text that is taken for a headline, in bytes.
const maxClaim = 1000

// claims returns what the page's metadata call its headline, most trusted
// first, without the site's name.
func (e *evidence) claims() []string {
	site := e.siteName()
	var out []string
	for _, claim := range []string{
		e.article.text("headline"), e.first("og:title"), e.first("twitter:title", "dc.title", "parsely-title", "sailthru.title"),
		e.article.text("name"), e.title,
	} {
		if len(claim) > maxClaim {
			continue
		}
		if claim = withoutSite(collapse(claim), site, e.address.Hostname()); claim != "" {
			out = append(out, claim)
		}
	}
	return out
}

// titleSeparators stand between a headline and the name of the site or section.
var titleSeparators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", "｜", " ‹ ", " / ", "_", "--"}

// withoutSite removes the site's name and what stands after it from the end
// of a title, or from its beginning.
func withoutSite(title, site, host string) string {
	known := []string{normal(site)}
	for label := range strings.SplitSeq(host, ".") {
		if len(label) > 3 {
			known = append(known, normal(label))
		}
	}
	isSite := func(s string) bool {
		s = normal(s)
		squeezed := strings.ReplaceAll(s, " ", "")
		for _, k := range known {
			if k != "" && (s == k || squeezed == strings.ReplaceAll(k, " ", "") || squeezed == strings.ReplaceAll(normal(host), " ", "") ||
				"www"+squeezed == strings.ReplaceAll(normal(host), " ", "")) {
				return true
			}
		}
		return false
	}
	for {
		cut := false
		for _, separator := range titleSeparators {
			if i := strings.LastIndex(title, separator); i > 0 && isSite(title[i+len(separator):]) {
				title, cut = strings.TrimSpace(title[:i]), true
			} else if i := strings.Index(title, separator); i > 0 && isSite(title[:i]) {
				title, cut = strings.TrimSpace(title[i+len(separator):]), true
			}
		}
		if !cut {
			return title
		}
	}
}

// heading is a visible heading of the page.
type heading struct {
	node *html.Node
	text string
}

func headings(root *html.Node) []heading {
	var out []heading
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode || len(out) > 400 {
			return n.Type == html.DocumentNode
		}
		if invisible(n.DataAtom) {
			return n.DataAtom == atom.Head // no headings there, but nothing is lost
		}
		if isHeading(n.DataAtom) || attr(n, "itemprop") == "headline" || nameIsHeadline(attr(n, "class")) {
			if text := textOf(n); text != "" && utf8.RuneCountInString(text) <= 400 {
				out = append(out, heading{n, text})
			}
			return !isHeading(n.DataAtom)
		}
		return true
	})
	return out
}

func nameIsHeadline(class string) bool {
	if len(class) > 200 || class == "" {
		return false
	}
	for _, word := range nameWords(class) {
		switch word {
		case "headline", "title", "heading", "titre", "titulo", "titel", "zagolovok":
			return true
		}
	}
	return false
}

// chooseHeadline returns the article's headline and the element that shows
// it, which is nil where no element does. The words on the page are preferred
// to those of the metadata, which publishers shorten and decorate.
func (e *evidence) chooseHeadline() (string, *html.Node) {
	claims := e.claims()
	all := headings(e.root)
	var best heading
	bestScore := 0.0
	for _, h := range all {
		score := 0.0
		for i, claim := range claims {
			if s := likeness(h.text, claim) - 0.02*float64(i); s > score {
				score = s
			}
		}
		switch {
		case h.node.DataAtom == atom.H1:
			score += 0.25
		case !isHeading(h.node.DataAtom):
			score -= 0.1
		}
		if closest(h.node, atom.Nav, atom.Footer, atom.Aside) != nil || e.linksToRoot(h.node) {
			score -= 0.4
		}
		if score > bestScore {
			best, bestScore = h, score
		}
	}
	if bestScore >= 0.7 {
		return asClaimed(best.text, claims), best.node
	}
	if only := soleHeading(all); only != nil && (len(claims) == 0 || likeness(only.text, claims[0]) > 0.2) {
		return only.text, only.node
	}
	if len(claims) > 0 {
		return claims[0], nil
	}
	return "", nil
}

// asClaimed returns the heading as the metadata write it, where they only
// leave out a kicker before it or separate the kicker as a style sheet would.
func asClaimed(heading string, claims []string) string {
	whole := normal(heading)
	squeezed := strings.ReplaceAll(whole, " ", "")
	for _, claim := range claims {
		c := normal(claim)
		if utf8.RuneCountInString(c) >= minHeadline && strings.HasSuffix(whole, " "+c) {
			return claim
		}
		if c != whole && strings.ReplaceAll(c, " ", "") == squeezed || c == whole && punctuation(claim) > punctuation(heading) {
			return claim
		}
	}
	return heading
}

// minHeadline is the size from which a part of a heading can be the headline
// itself, in runes.
const minHeadline = 20

func punctuation(s string) int {
	n := 0
	for _, r := range s {
		if strings.ContainsRune(":–—-/|.,", r) {
			n++
		}
	}
	return n
}

// linksToRoot reports a heading that is a link to the site's front page, as
// its name in the page's head is.
func (e *evidence) linksToRoot(n *html.Node) bool {
	a := closest(n, atom.A)
	if a == nil {
		a = find(n, atom.A)
	}
	if a == nil {
		return false
	}
	u, err := url.Parse(e.resolve(attr(a, "href")))
	return err == nil && u.Host != "" && (u.Path == "" || u.Path == "/" || strings.HasPrefix(u.Path, "/index.")) && u.RawQuery == ""
}

// likeness compares a heading with a claim. Where one holds the other whole,
// the longer one only adds a kicker or a suffix.
func likeness(heading, claim string) float64 {
	a, b := normal(heading), normal(claim)
	if a == "" || b == "" {
		return 0
	}
	score := similarity(a, b)
	if len(a) > 12 && len(b) > 12 && (strings.Contains(a, b) || strings.Contains(b, a)) {
		score = max(score, 0.75)
	}
	return score
}

func soleHeading(all []heading) *heading {
	var only *heading
	for i := range all {
		if all[i].node.DataAtom == atom.H1 {
			if only != nil {
				return nil
			}
			only = &all[i]
		}
	}
	return only
}

// siteName returns the name that the site gives itself.
func (e *evidence) siteName() string {
	if name := e.first("og:site_name", "application-name", "apple-mobile-web-app-title", "al:android:app_name"); name != "" {
		return name
	}
	if name := e.article.object("publisher").text("name"); name != "" {
		return name
	}
	for _, l := range e.linked {
		if l.is("website") || l.is("newsmediaorganization") {
			if name := l.text("name"); name != "" {
				return name
			}
		}
	}
	return e.first("twitter:app:name:iphone", "dc.publisher", "publisher")
}
