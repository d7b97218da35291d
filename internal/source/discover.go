package source

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Site is what a page says about the feeds of its site.
type Site struct {
	Title string      `json:"title,omitempty"`
	Lang  string      `json:"lang,omitempty"` // BCP 47
	Feeds []Candidate `json:"feeds"`          // the most promising first
}

// Candidate is an address where a feed may be.
type Candidate struct {
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
	Type  string `json:"type,omitempty"` // media type, as declared
	Found Found  `json:"found"`
}

// Found says how a Candidate was found.
type Found string

// The ways of finding a candidate, surest first.
const (
	FoundDeclared Found = "declared" // <link rel="alternate"> with a feed's media type
	FoundLinked   Found = "linked"   // an ordinary link that looks like a feed's
	FoundGuessed  Found = "guessed"  // a place where sites keep feeds: see CommonPlaces
	FoundRobots   Found = "robots"   // a Sitemap line of robots.txt
)

const maxCandidates = 100

// Discover finds the feeds that a page declares or links to.
func Discover(b Body) Site {
	d := discovery{base: b.URL, page: b.URL}
	z := html.NewTokenizer(strings.NewReader(b.Text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return d.result()
		case html.StartTagToken, html.SelfClosingTagToken:
			d.open(z.Token())
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "title" || string(name) == "a" {
				d.into = nil
			}
		case html.TextToken:
			if d.into != nil && len(*d.into) < maxTitleBytes {
				*d.into += string(z.Text())
			}
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

type discovery struct {
	base, page *url.URL
	based      bool // a base element was seen: the first counts
	title      string
	lang       string
	found      []Candidate
	into       *string // where the text that follows belongs
}

func (d *discovery) open(t html.Token) {
	switch t.DataAtom {
	case atom.Html:
		d.lang = cmp.Or(d.lang, attr(t.Attr, "lang"))
	case atom.Base:
		if u := resolve(d.base, attr(t.Attr, "href")); u != nil && !d.based {
			d.base, d.based = u, true
		}
	case atom.Title:
		if d.title == "" {
			d.into = &d.title
		}
	case atom.Link:
		d.link(t)
	case atom.A:
		d.into = nil
		if u := resolve(d.base, attr(t.Attr, "href")); u != nil && looksLikeFeed(u) && d.add(Candidate{URL: u.String(), Title: attr(t.Attr, "title"), Found: FoundLinked}) {
			if c := &d.found[len(d.found)-1]; c.Title == "" {
				d.into = &c.Title
			}
		}
	default:
	}
}

func attr(list []html.Attribute, name string) string {
	for _, a := range list {
		if a.Key == name && a.Namespace == "" {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func (d *discovery) link(t html.Token) {
	rel := strings.Fields(strings.ToLower(attr(t.Attr, "rel")))
	mediaType, _, _ := strings.Cut(strings.ToLower(attr(t.Attr, "type")), ";")
	mediaType = strings.TrimSpace(mediaType)
	u := resolve(d.base, attr(t.Attr, "href"))
	if u == nil || !slices.Contains(rel, "alternate") && !slices.Contains(rel, "feed") {
		return
	}
	switch mediaType {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json":
	case "application/json": // WordPress names its interface so
		if !looksLikeFeed(u) || strings.Contains(u.Path, "/wp-json/") {
			return
		}
	case "text/xml", "application/xml", "":
		if !looksLikeFeed(u) && !slices.Contains(rel, "feed") {
			return
		}
	default:
		return
	}
	d.add(Candidate{URL: u.String(), Title: attr(t.Attr, "title"), Type: mediaType, Found: FoundDeclared})
}

// add keeps a candidate unless it is known or there are too many.
func (d *discovery) add(c Candidate) bool {
	if len(d.found) >= maxCandidates || slices.ContainsFunc(d.found, func(o Candidate) bool { return o.URL == c.URL }) {
		return false
	}
	d.found = append(d.found, c)
	return true
}

// looksLikeFeed judges an address by its words.
func looksLikeFeed(u *url.URL) bool {
	path := strings.ToLower(u.Path)
	for segment := range strings.FieldsFuncSeq(path, func(r rune) bool { return strings.ContainsRune("/._-", r) }) {
		switch segment {
		case "rss", "atom", "feed", "feeds", "rdf", "rss2", "feedburner":
			return !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".png") && !strings.HasSuffix(path, ".svg")
		}
	}
	query := u.Query()
	return query.Has("feed") || slices.ContainsFunc([]string{query.Get("format"), query.Get("type"), query.Get("alt")}, func(v string) bool {
		return v == "rss" || v == "atom" || v == "feed"
	})
}

func (d *discovery) result() Site {
	s := Site{Title: line(d.title, maxTitleBytes), Feeds: d.found}
	s.Lang, _ = languageTag(d.lang)
	for i := range s.Feeds {
		s.Feeds[i].Title = headline(s.Feeds[i].Title)
	}
	slices.SortStableFunc(s.Feeds, func(a, b Candidate) int { return cmp.Compare(d.score(b), d.score(a)) })
	return s
}

// score says how much a candidate promises to be the feed of all the site's
// news in full. Sites declare their main feed first; feeds of comments, of
// search results and of a single page's replies are what readers don't mean.
func (d *discovery) score(c Candidate) int {
	score := 0
	if c.Found == FoundDeclared {
		score += 20
	}
	u, err := url.Parse(c.URL)
	if err != nil {
		return score
	}
	if d.page != nil && sameSite(u, d.page) {
		score += 3
	}
	about := strings.ToLower(c.Title + " " + u.Path + "?" + u.RawQuery)
	for _, word := range []string{"comment", "kommentar", "comentario", "комментар", "коментар", "commentaire", "تعليق", "reaction"} {
		if strings.Contains(about, word) {
			score -= 15
			break
		}
	}
	for _, word := range []string{"search", "podcast", "audio", "video", "/tag/", "/author/", "/category/"} {
		if strings.Contains(about, word) {
			score -= 4
			break
		}
	}
	if d.page != nil && len(d.page.Path) > 1 && strings.HasPrefix(u.Path, strings.TrimSuffix(d.page.Path, "/")) {
		score += 2 // a section's page was asked about
	}
	switch c.Type { // all say the same; Atom says it most exactly
	case "application/atom+xml":
		score += 2
	case "application/feed+json", "application/rss+xml":
		score++
	}
	return score
}

// commonPlaces is where software keeps feeds, the most common first; those of
// sitemaps come last.
var commonPlaces = []string{
	"/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default", "/rss/index.xml", "/feed/atom",
	"/news/rss", "/rss/news", "/rss/all", "/export/rss2/index.xml", "/?feed=rss2",
	"/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/googlenews.xml", "/sitemap_index.xml", "/sitemap.xml",
}

// CommonPlaces returns addresses on a page's site where a feed may be although
// nothing says so, the most common first; those below the page's own path come
// before those at the root. The caller fetches them one after another until
// one is a feed.
func CommonPlaces(page *url.URL) []Candidate {
	roots := []string{""}
	if section := strings.TrimSuffix(page.Path, "/"); section != "" && !strings.Contains(section[strings.LastIndexByte(section, '/'):], ".") {
		roots = []string{section, ""}
	}
	var out []Candidate
	for i, root := range roots {
		places := commonPlaces
		if i < len(roots)-1 {
			places = commonPlaces[:5]
		}
		for _, place := range places {
			path, query, _ := strings.Cut(place, "?")
			u := url.URL{Scheme: page.Scheme, Host: page.Host, Path: root + path, RawQuery: query}
			out = append(out, Candidate{URL: u.String(), Found: FoundGuessed})
		}
	}
	return out
}

// RobotsSitemaps returns the sitemaps that a robots.txt names, those of news
// first. The base is the robots.txt's own address.
func RobotsSitemaps(text string, base *url.URL) []Candidate {
	var out []Candidate
	for l := range strings.FieldsFuncSeq(strings.TrimPrefix(text, "\uFEFF"), func(r rune) bool { return r == '\n' || r == '\r' }) {
		name, value, ok := strings.Cut(l, ":")
		if len(out) >= maxCandidates {
			break
		}
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "sitemap") {
			continue
		}
		value, _, _ = strings.Cut(value, " #")
		u := resolve(base, value)
		if u == nil || slices.ContainsFunc(out, func(c Candidate) bool { return c.URL == u.String() }) {
			continue
		}
		out = append(out, Candidate{URL: u.String(), Found: FoundRobots})
	}
	news := func(c Candidate) bool {
		u, err := url.Parse(c.URL)
		return err == nil && strings.Contains(strings.ToLower(u.Path), "news")
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		switch {
		case news(a) && !news(b):
			return -1
		case news(b) && !news(a):
			return 1
		default:
			return 0
		}
	})
	return out
}
