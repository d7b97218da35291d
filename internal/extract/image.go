package extract

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// lead finds the picture that stands for the article. The metadata name it;
// the page shows it with its caption and credit. It returns the document's
// blocks without the picture where it stood above the text.
func (s *story) lead(blocks []domain.Block) (*domain.LeadImage, []domain.Block) {
	e := s.evidence
	named := e.namedImages()
	shown := s.figuresAbove()
	for _, name := range named {
		for i, f := range shown {
			if samePicture(f.Image.URL, name) {
				return leadOf(shown[i]), withoutImage(blocks, f.Image.URL, name)
			}
		}
	}
	for _, name := range named {
		for _, b := range blocks {
			if b.Kind == domain.Figure && samePicture(b.Image.URL, name) {
				return leadOf(b), withoutImage(blocks, b.Image.URL, name)
			}
		}
	}
	if i := slices.IndexFunc(shown, func(b domain.Block) bool { return !b.Text.IsZero() }); i >= 0 {
		return leadOf(shown[i]), withoutImage(blocks, shown[i].Image.URL)
	}
	if len(shown) > 0 && len(named) == 0 {
		return leadOf(shown[0]), withoutImage(blocks, shown[0].Image.URL)
	}
	if len(blocks) > 0 && blocks[0].Kind == domain.Figure {
		return leadOf(blocks[0]), withoutImage(blocks, blocks[0].Image.URL)
	}
	if len(named) > 0 {
		lead := &domain.LeadImage{Image: domain.Image{URL: named[0], Alt: e.first("og:image:alt", "twitter:image:alt")}}
		lead.Width, _ = strconv.Atoi(e.first("og:image:width"))
		lead.Height, _ = strconv.Atoi(e.first("og:image:height"))
		if lead.Width < 0 || lead.Height < 0 || lead.Width > 100_000 || lead.Height > 100_000 {
			lead.Width, lead.Height = 0, 0
		}
		return lead, blocks
	}
	return nil, blocks
}

func leadOf(b domain.Block) *domain.LeadImage {
	return &domain.LeadImage{Image: *b.Image, Caption: b.Text, Credit: b.Credit}
}

var genericImage = regexp.MustCompile(`(?i)(^|[/_.-])(logo|default|placeholder|favicon|sprite|avatar|blank|fallback|social-?share|share-?image|og-?image|no-?image|generic|icon|spacer)s?([/_.-]|$)`)

// namedImages returns the addresses of the pictures that the metadata name,
// without those that stand for the site rather than for an article.
func (e *evidence) namedImages() []string {
	var out []string
	add := func(ref string) {
		address := e.resolve(ref)
		if address == "" {
			return
		}
		if iconic(address) {
			return
		}
		out = append(out, address)
	}
	for _, name := range []string{"og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src"} {
		for _, value := range e.meta[name] {
			add(value)
		}
	}
	for _, key := range []string{"image", "thumbnailUrl"} {
		for _, value := range imageAddresses(e.article[key]) {
			add(value)
		}
	}
	for _, l := range e.links {
		if l.rel == "image_src" {
			add(l.href)
		}
	}
	return out[:min(len(out), 12)]
}

func imageAddresses(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, item := range v {
			if len(out) < 12 {
				out = append(out, imageAddresses(item)...)
			}
		}
		return out
	case map[string]any:
		for _, key := range []string{"url", "contentUrl", "@id"} {
			if s, ok := v[key].(string); ok && s != "" {
				return []string{s}
			}
		}
	}
	return nil
}

// figuresAbove reads the pictures between the headline and the first
// paragraph, and right above the headline.
func (s *story) figuresAbove() []domain.Block {
	first, _ := s.bounds()
	if first >= len(s.units) {
		return nil
	}
	from := max(0, min(s.headlineAt, first)-2)
	begun := map[*html.Node]bool{}
	for _, u := range s.units[from:first] {
		begun[u.nodes[0]] = true
	}
	limit := s.units[first].nodes[0]
	var out []domain.Block
	started, ended, seen := from == 0, false, 0
	var read *html.Node // the figure element that was read last
	walk(s.evidence.root, func(n *html.Node) bool {
		started = started || begun[n]
		ended = ended || n == limit || len(out) >= maxFiguresAbove
		if ended || n.Type != html.ElementNode {
			return !ended
		}
		if s.skip[n] || n.DataAtom == atom.Nav || n.DataAtom == atom.Footer || hidden(n) {
			return contains(n, limit)
		}
		if n.DataAtom != atom.Img && n.DataAtom != atom.Picture {
			return true
		}
		if f := closest(n, atom.Figure); f != nil && f == read && !contains(f, limit) {
			return false
		} else if read = f; started {
			seen++
		}
		if started && seen <= maxPicturesAbove && !s.portraitAbove(n, limit) && !s.linksAway(n) {
			if b := s.readFigure(n, limit); b != nil {
				out = append(out, *b)
			}
		}
		return false
	})
	return out
}

// maxFiguresAbove is how many figures are read above the story, among so many
// pictures of the page.
const (
	maxFiguresAbove  = 8
	maxPicturesAbove = 30
)

// portraitAbove reports a picture in a small box of an author, a logo or furniture.
func (s *story) portraitAbove(n, limit *html.Node) bool {
	for steps := 0; n != nil && steps < 5 && !contains(n, limit); n, steps = n.Parent, steps+1 {
		if s.headlineNode != nil && contains(n, s.headlineNode) {
			return false
		}
		if portrait(n) || s.hints(n)&(hintFurniture|hintComment) != 0 && s.hints(n)&hintStandfirst == 0 && !s.onlyCaptions(n) {
			return true
		}
	}
	return false
}

// linksAway reports a picture that is a link to another page of the site.
func (s *story) linksAway(n *html.Node) bool {
	a := closest(n, atom.A)
	if a == nil {
		return false
	}
	u, err := url.Parse(s.evidence.resolve(attr(a, "href")))
	if err != nil || u.Path == "" || u.Path == s.evidence.address.Path {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif":
		return false
	}
	return u.Host == s.evidence.address.Host
}

// readFigure reads a picture with the caption around it: the largest element
// above it that holds no other text and doesn't reach the story.
func (s *story) readFigure(n, limit *html.Node) *domain.Block {
	figure := closest(n, atom.Figure)
	if figure == nil || contains(figure, limit) {
		figure = n
	}
	for up, steps := figure.Parent, 0; up != nil && steps < 5 && !contains(up, limit) && s.onlyCaptions(up); up, steps = up.Parent, steps+1 {
		if s.weights[up].caption > s.weights[figure].caption {
			figure = up
		}
	}
	tree := wholeCopy(figure)
	if figure != n {
		tree = s.asFigure(figure)
	}
	for _, b := range document.FromHTML(tree, s.evidence.base) {
		if b.Kind == domain.Figure && !iconic(b.Image.URL) {
			return &b
		}
	}
	return nil
}

// onlyCaptions reports an element whose text is all captions and credits.
func (s *story) onlyCaptions(n *html.Node) bool {
	w := s.weights[n]
	return w.all == w.caption && w.all <= maxCaption
}

// asFigure returns a copy of an element as a figure, with its captions marked
// as such.
func (s *story) asFigure(n *html.Node) *html.Node {
	caption, credits := find(n, atom.Figcaption), map[*html.Node]bool{}
	for i, u := range s.units {
		if !s.captions[i] || u.block == n || !contains(n, u.block) || closest(u.block, atom.Figcaption) != nil {
			continue
		}
		if caption == nil {
			caption = u.block
		} else if u.block != caption {
			credits[u.block] = true
		}
	}
	var clone func(*html.Node) *html.Node
	clone = func(from *html.Node) *html.Node {
		c := &html.Node{Type: from.Type, DataAtom: from.DataAtom, Data: from.Data, Namespace: from.Namespace, Attr: from.Attr}
		switch {
		case from == n:
			c.DataAtom, c.Data = atom.Figure, "figure"
		case from == caption:
			c.DataAtom, c.Data = atom.Figcaption, "figcaption"
		case credits[from]:
			c.Attr = []html.Attribute{{Key: "class", Val: "credit"}}
		case from.DataAtom == atom.Figure:
			c.DataAtom, c.Data = atom.Div, "div"
		}
		for child := from.FirstChild; child != nil; child = child.NextSibling {
			c.AppendChild(clone(child))
		}
		return c
	}
	return clone(n)
}

// iconic reports the address of a drawing for the page's controls.
func iconic(address string) bool {
	u, err := url.Parse(address)
	return err != nil || strings.EqualFold(path.Ext(u.Path), ".svg") || genericImage.MatchString(path.Base(u.Path))
}

// withoutImage removes the figures of the addresses from the document's beginning,
// where the lead image would be shown twice, and later ones without a caption of their own.
func withoutImage(blocks []domain.Block, addresses ...string) []domain.Block {
	out := make([]domain.Block, 0, len(blocks))
	for _, b := range blocks {
		if b.Kind == domain.Figure {
			repeated := false
			for _, a := range addresses {
				repeated = repeated || samePicture(b.Image.URL, a)
			}
			if repeated {
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

var (
	pictureSize = regexp.MustCompile(`(?i)[-_@]?\d{2,4}x\d{0,4}|[-_](scaled|large|medium|small|thumb|thumbnail|original|full|crop|width|\d{3,4})\b|^\d{1,4}$`)
	pictureKey  = regexp.MustCompile(`(?i)[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{8,}`)
	unixTime    = regexp.MustCompile(`^1\d{9}(\d{3})?$`)
)

// samePicture reports whether two addresses are variants of one picture: the
// same file name or the same long identifier, whatever size and host.
func samePicture(a, b string) bool {
	if a == b {
		return true
	}
	x, y := unescaped(a), unescaped(b)
	keys := pictureKey.FindAllString(x, -1)
	for _, key := range keys {
		if !unixTime.MatchString(key) && strings.Contains(y, key) {
			return true
		}
	}
	nameX, nameY := pictureName(x), pictureName(y)
	return len(nameX) > 3 && nameX == nameY
}

func unescaped(address string) string {
	if s, err := url.PathUnescape(address); err == nil {
		return s
	}
	return address
}

// pictureName returns the file name without its extension and size.
func pictureName(address string) string {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	name := path.Base(address)
	name = strings.TrimSuffix(name, path.Ext(name))
	return strings.ToLower(pictureSize.ReplaceAllString(name, ""))
}
