package source

import (
	"cmp"
	"errors"
	"fmt"
	"mime"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// ErrPage says that a text is a web page and no feed: see Discover and Section.
var ErrPage = fmt.Errorf("a web page, not a feed: %w", domain.ErrInvalid)

// Parse reads a feed, sitemap or sitemap index. What is broken is repaired and
// told in Feed.Problems; an error means that there is nothing to read, and
// belongs to domain.ErrInvalid. A web page is ErrPage.
func Parse(b Body) (*Feed, error) {
	if len(b.Text) > maxTextBytes {
		return nil, fmt.Errorf("read feed: %d bytes are more than %d: %w", len(b.Text), maxTextBytes, domain.ErrInvalid)
	}
	b.Text = strings.TrimPrefix(b.Text, "\uFEFF")
	p := &parser{body: b, feed: &Feed{}}
	if err := p.parse(); err != nil {
		return nil, fmt.Errorf("read feed: %w", err)
	}
	p.finish()
	return p.feed, nil
}

// parser is one Parse.
type parser struct {
	body   Body
	feed   *Feed
	drafts []draft
	left   int // items beyond the limit
	wrong  complaints

	site          link     // the address of the feed's page, unresolved
	authors       []string // of the feed, for items that name none; people once they are read
	lang          string   // of the feed, as written
	fallbackTitle string   // the title in another vocabulary
	rights        []domain.LicenceSignal
}

// start is what the first letters of a text say about its format.
type start int

const (
	startNothing start = iota
	startMarkup
	startJSON
	startPage
	startOPML
	startText
)

var (
	pageStart = regexp.MustCompile(`(?i)<!doctype\s+html|<html[\s>]|<body[\s>]`)
	feedStart = regexp.MustCompile(`(?i)<(?:[a-z0-9_]{1,20}:)?(?:rss|rdf|feed|urlset|sitemapindex|channel)(?:\s[^<>]*)?/?>`)
	opmlStart = regexp.MustCompile(`(?i)<opml[\s>]`)
	comment   = regexp.MustCompile(`(?s)<!--.*?-->`)
)

// startBytes is how far into a text its root may begin.
const startBytes = 64 << 10

// sniff says what a text is. What comes first counts, so that a page about
// feeds is a page.
func sniff(text string) start {
	head := strings.TrimSpace(comment.ReplaceAllString(text[:min(len(text), startBytes)], ""))
	if head == "" {
		return startNothing
	}
	first := func(re *regexp.Regexp) int {
		if loc := re.FindStringIndex(head); loc != nil {
			return loc[0]
		}
		return len(head)
	}
	page, feed, opml := first(pageStart), first(feedStart), first(opmlStart)
	switch least := min(page, feed, opml); {
	case head[0] == '{' || jsonPrefix.MatchString(head):
		return startJSON
	case least == len(head) && strings.HasPrefix(head, "http"):
		return startText
	case least == len(head) && strings.ContainsRune(head, '<'):
		return startPage
	case least == len(head):
		return startNothing
	case least == feed:
		return startMarkup
	case least == opml:
		return startOPML
	default:
		return startPage
	}
}

// jsonPrefix is what some servers put before JSON.
var jsonPrefix = regexp.MustCompile(`^(?:\)\]\}',?|[A-Za-z_$][\w$.]*\(|\[)\s*\{`)

func (p *parser) parse() error {
	switch sniff(p.body.Text) {
	case startNothing:
		if strings.TrimSpace(p.body.Text) == "" {
			return fmt.Errorf("it is empty: %w", domain.ErrInvalid)
		}
		return fmt.Errorf("it is neither XML nor JSON: %w", domain.ErrInvalid)
	case startOPML:
		return fmt.Errorf("a list of feeds (OPML), not a feed: choose one of them: %w", domain.ErrInvalid)
	case startPage:
		return ErrPage
	case startJSON:
		return p.parseJSON()
	case startText:
		return p.parseLocations()
	case startMarkup:
		return p.parseMarkup()
	}
	return errors.ErrUnsupported
}

func (p *parser) parseMarkup() error {
	m := &markup{src: p.body.Text, url: p.body.URL, roots: []string{"rss", "rdf", "channel", "feed", "urlset", "sitemapindex"}}
	m.begin = func() {
		switch m.root.name {
		case "feed":
			p.feed.Kind, m.item = KindAtom, "entry"
			m.done = func(n *node) { p.atomChild(m, n) }
		case "urlset":
			p.feed.Kind, m.item = KindSitemap, "url"
			m.done = p.locationChild
		case "sitemapindex":
			p.feed.Kind, m.item = KindSitemapIndex, "sitemap"
			m.done = p.mapChild
		default:
			p.feed.Kind, m.item, m.holder = KindRSS, "item", "channel"
			if m.root.name == "rdf" {
				p.feed.Kind = KindRDF
			}
			m.done = func(n *node) { p.rssChild(m, n) }
		}
	}
	m.read()
	if m.root == nil {
		return fmt.Errorf("its root element is broken: %w", domain.ErrInvalid)
	}
	p.feed.Version = version(p.feed.Kind, m)
	p.lang = cmp.Or(p.lang, m.root.attr("xml:lang"))
	if p.feed.Title == "" && len(p.drafts) == 0 && len(p.feed.Maps) == 0 && m.count[faultEnd] > 0 && p.site.href == "" {
		return fmt.Errorf("it breaks off after %d bytes, before the first item: %w", len(p.body.Text), domain.ErrInvalid)
	}
	p.markupProblems(m)
	return nil
}

func version(kind Kind, m *markup) string {
	given := m.root.attr("version")
	switch kind {
	case KindAtom:
		if given == "0.3" || spaceKey(m.root.attr("xmlns")) == "purl.org/atom/ns#" {
			return "0.3"
		}
		return "1.0"
	case KindRDF:
		for s := m.root.scope; s != nil; s = s.outer {
			if strings.HasSuffix(spaceKey(s.uri), "simple/0.9") {
				return "0.9"
			}
		}
		return "1.0"
	case KindRSS:
		return cut(given, 10)
	default:
		return ""
	}
}

func (p *parser) markupProblems(m *markup) {
	if n := m.count[faultEnd]; n > 0 {
		if slices.ContainsFunc(m.stack, func(n *node) bool { return n.is("", m.item) }) {
			p.wrong.add("truncated", "")
		} else {
			p.wrong.add("unclosed", "")
		}
	}
	m.complain(&p.wrong)
	if m := declaredCharset.FindStringSubmatch(p.body.Text[:min(len(p.body.Text), 200)]); m != nil {
		p.checkCharset(m[1])
	}
}

var declaredCharset = regexp.MustCompile(`(?i)^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]{1,40})["']`)

func (p *parser) checkCharset(declared string) {
	if got := p.body.Charset; got != "" && !sameCharset(declared, got) {
		p.wrong.add("charset", declared+", but is "+got)
	}
}

// feedTypes are the media types that servers may give to feeds, besides those
// that end in +xml or +json.
var feedTypes = []string{"", "text/xml", "application/xml", "application/json", "text/plain", "application/octet-stream", "application/rdf"}

func (p *parser) checkType() {
	t, _, err := mime.ParseMediaType(p.body.ContentType)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		t = strings.ToLower(strings.TrimSpace(p.body.ContentType))
	}
	if !slices.Contains(feedTypes, t) && !strings.HasSuffix(t, "+xml") && !strings.HasSuffix(t, "+json") {
		p.wrong.add("media-type", t)
	}
}

// take keeps an item unless there are too many.
func (p *parser) take(d draft) {
	limit := maxItems
	if p.feed.Kind == KindSitemap || p.feed.Kind == KindNewsSitemap {
		limit = maxLocations
	}
	if len(p.drafts) >= limit {
		p.left++
		return
	}
	p.drafts = append(p.drafts, d)
}

// sameCharset reports whether two labels mean one charset, or one that is part
// of the other.
func sameCharset(declared, got string) bool {
	if strings.EqualFold(declared, "us-ascii") || strings.EqualFold(declared, "ascii") {
		return strings.EqualFold(got, "utf-8")
	}
	_, a := charset.Lookup(declared)
	_, b := charset.Lookup(got)
	return a != "" && a == b
}
