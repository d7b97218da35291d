package source

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// place says what a part of a page is.
type place struct {
	heading bool       // inside h1 to h4
	article bool       // inside an article element, or what is called one
	aside   bool       // inside navigation, header, footer, comments
	box     *html.Node // the closest element that may be one teaser
}

var (
	asideName   = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|breadcrumbs?|comments?|cookie|consent|social|share|login|newsletter|subscribe|advert|ads?|sponsored|promo|tags?|pagination|pager)(?:$|[\s_-])`)
	articleName = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:article|story|teaser|card|post|entry|news-?item|headline)(?:$|[\s_-])`)
)

func (in place) inside(n *html.Node) place {
	name := attr(n.Attr, "class") + " " + attr(n.Attr, "id") + " " + attr(n.Attr, "role")
	switch n.DataAtom {
	case atom.Nav, atom.Header, atom.Footer, atom.Aside:
		// The header of an article holds its headline.
		in.aside = in.aside || !in.article || n.DataAtom != atom.Header
	case atom.H1, atom.H2, atom.H3, atom.H4:
		in.heading = true
	case atom.Article:
		in.article, in.box = true, n
	case atom.Li, atom.Tr, atom.Dd:
		in.box = n
	case atom.Body, atom.Html, atom.Main:
		return in
	default:
	}
	switch {
	case asideName.MatchString(name):
		in.aside = true
	case articleName.MatchString(name):
		in.article = true
		if n.DataAtom == atom.Div || n.DataAtom == atom.Section {
			in.box = n
		}
	}
	return in
}

var (
	datePath  = regexp.MustCompile(`/(?:19|20)\d\d(?:[/-]?(?:0?[1-9]|1[0-2]))(?:[/-]?(?:0?[1-9]|[12]\d|3[01]))?(?:[/._-]|$)`)
	digitPath = regexp.MustCompile(`\d{4,}`)
	// indexPath is an address of a list, a service or a file.
	indexPath = regexp.MustCompile(`(?i)^/?$|/(?:tags?|topics?|themes?|category|categories|a[uv]t(?:h?or|eur)\w{0,2}|search|login|register|account|subscribe|about|contacts?|privacy|terms|advert\w*|archive|page|comments?|rss|feeds?)(?:/[^/]*)?/?$|\.(?:jpe?g|png|gif|webp|pdf|mp[34]|zip|xml|css|js)$`)
)

// threshold is what a link must reach to be taken for an article's.
const threshold = 5

func (s *section) score(a *html.Node, in place) int {
	u := resolve(s.base, attr(a.Attr, "href"))
	if u == nil {
		return -100
	}
	score := 0
	if in.aside {
		score -= 8
	}
	if in.heading {
		score += 4
	}
	if in.article {
		score += 2
	}
	if sameSite(u, s.body.URL) {
		score++
	} else {
		score -= 7
	}
	text := textOf(a)
	switch words := textWeight(text); {
	case words >= 6:
		score += 3
	case words >= 4:
		score += 2
	case words >= 2:
	case text != "":
		score -= 2
	}
	return score + pathScore(u, s.self)
}

// pathScore judges an address by its shape: articles have dates, numbers or
// many words in their paths and lie below the page that lists them, whose key is
// page.
func pathScore(u *url.URL, page string) int {
	path := u.Path
	if indexPath.MatchString(path) || Key(u) == page {
		return -8
	}
	score := 0
	last := strings.TrimSuffix(path, "/")
	last = last[strings.LastIndexByte(last, '/')+1:]
	switch {
	case datePath.MatchString(path):
		score += 3
	case digitPath.MatchString(last) || digitPath.MatchString(u.RawQuery):
		score += 2
	}
	if hyphens := strings.Count(last, "-") + strings.Count(last, "_"); hyphens >= 3 {
		score += 3
	} else if hyphens >= 1 {
		score++
	}
	if strings.Count(strings.Trim(path, "/"), "/") >= 1 {
		score++
	}
	return score
}

// textWeight counts words; in scripts without spaces three letters count as
// one.
func textWeight(s string) int {
	words, dense := 0, 0
	inWord := false
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			dense++
			inWord = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inWord {
				words++
			}
			inWord = true
		case r != '\'' && r != '’' && !unicode.IsMark(r):
			inWord = false
		}
	}
	return words + dense/3
}
