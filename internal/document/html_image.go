package document

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// sensibleWidth is the width in pixels beyond which a larger variant of a
// picture gains a reader nothing.
const sensibleWidth = 1600

// smallest is the size in CSS pixels up to which a picture is an icon.
const smallest = 32

// sourceAttributes are where scripts that load pictures late keep their
// addresses, the best first. A plain src comes last: it may be a placeholder.
var (
	sourceAttributes    = []string{"data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image-src", "data-full-src", "data-hi-res-src", "data-src-large", "src"}
	sourceSetAttributes = []string{"data-srcset", "data-lazy-srcset", "srcset"}
)

// imageOf returns the picture that an img or picture element shows, in the
// largest sensible variant, or nil for icons, counters and placeholders.
func imageOf(n *html.Node, base *url.URL) *domain.Image {
	img, sources := n, []*html.Node(nil)
	if n.DataAtom == atom.Picture {
		img = nil
		scan(n, scanLimit, func(c *html.Node) bool {
			switch c.DataAtom {
			case atom.Img:
				img = c
			case atom.Source:
				sources = append(sources, c)
			default:
			}
			return true
		})
		if img == nil {
			img = &html.Node{Type: html.ElementNode}
		}
	}
	out := &domain.Image{
		Alt:   collapsed(attr(img, "alt")),
		Width: number(attr(img, "width"), 0), Height: number(attr(img, "height"), 0),
	}
	candidates := setCandidates(img, base)
	for _, s := range sources {
		candidates = append(candidates, setCandidates(s, base)...)
	}
	out.URL = largest(candidates, plainSource(img, base))
	if out.URL == "" {
		return fromNoscript(n, base)
	}
	if !worthShowing(out) {
		return nil
	}
	return out
}

// plainSource returns the address of the attribute that most likely holds the picture.
func plainSource(img *html.Node, base *url.URL) string {
	for _, key := range sourceAttributes {
		if address := imageAddress(attr(img, key), base); address != "" && !placeholder(address) {
			return address
		}
	}
	return ""
}

// candidate is one entry of a srcset.
type candidate struct {
	url   string
	width int // 0 when it is given as a density or not at all
}

func setCandidates(n *html.Node, base *url.URL) []candidate {
	for _, key := range sourceSetAttributes {
		var out []candidate
		for _, entry := range splitSet(attr(n, key)) {
			if address := imageAddress(entry.url, base); address != "" && !placeholder(address) {
				out = append(out, candidate{address, entry.width})
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// splitSet takes a srcset apart. An address may contain commas, so that an
// entry ends at a comma after its descriptor or after white space (HTML, 4.8.4.2).
func splitSet(s string) []candidate {
	if len(s) > 64<<10 {
		return nil
	}
	var out []candidate
	for {
		s = strings.TrimLeft(s, " \t\r\n\f,")
		if s == "" || len(out) == 64 {
			return out
		}
		end := strings.IndexAny(s, " \t\r\n\f")
		if end < 0 {
			end = len(s)
		}
		entry := candidate{url: s[:end]}
		s = s[end:]
		if trimmed := strings.TrimRight(entry.url, ","); trimmed != entry.url {
			entry.url = trimmed
		} else {
			descriptors := s
			if i := strings.IndexByte(s, ','); i >= 0 {
				descriptors, s = s[:i], s[i+1:]
			} else {
				s = ""
			}
			for d := range strings.FieldsSeq(descriptors) {
				if w, ok := strings.CutSuffix(d, "w"); ok {
					entry.width, _ = strconv.Atoi(w)
				}
			}
		}
		out = append(out, entry)
	}
}

// largest returns the widest candidate up to sensibleWidth, or the narrowest
// beyond it; without widths, the plain source or the first candidate.
func largest(candidates []candidate, plain string) string {
	var best candidate
	for _, c := range candidates {
		switch {
		case c.width <= 0:
		case best.width == 0,
			c.width <= sensibleWidth && (c.width > best.width || best.width > sensibleWidth),
			c.width > sensibleWidth && c.width < best.width:
			best = c
		}
	}
	switch {
	case best.url != "":
		return best.url
	case plain != "" || len(candidates) == 0:
		return plain
	}
	return candidates[0].url
}

// fromNoscript returns the picture that a page offers beside its late-loading
// one to readers without scripts.
func fromNoscript(n *html.Node, base *url.URL) *domain.Image {
	for range 3 {
		for s, steps := n.NextSibling, 0; s != nil && steps < 4; s, steps = s.NextSibling, steps+1 {
			if s.DataAtom == atom.Noscript && s.Type == html.ElementNode {
				return noscriptImage(s, base)
			}
		}
		for c, steps := n.FirstChild, 0; c != nil && steps < scanLimit; c, steps = c.NextSibling, steps+1 {
			if c.DataAtom == atom.Noscript && c.Type == html.ElementNode {
				return noscriptImage(c, base)
			}
		}
		p := n.Parent
		if p == nil || p.Type != html.ElementNode || p.FirstChild == nil || p.DataAtom == atom.Body || shows(textOf(p, scanLimit)) {
			return nil
		}
		n = p
	}
	return nil
}

func noscriptImage(n *html.Node, base *url.URL) *domain.Image {
	var img *html.Node
	find := func(root *html.Node) {
		scan(root, scanLimit, func(c *html.Node) bool {
			if c.DataAtom == atom.Img {
				img = c
			}
			return img == nil
		})
	}
	find(n)
	if img == nil && n.FirstChild != nil && n.FirstChild.Type == html.TextNode && len(n.FirstChild.Data) < 16<<10 {
		nodes, err := html.ParseFragment(strings.NewReader(n.FirstChild.Data), &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"})
		if err != nil {
			return nil
		}
		for _, root := range nodes {
			if root.DataAtom == atom.Img {
				img = root
				break
			}
			find(root)
		}
	}
	if img == nil {
		return nil
	}
	out := &domain.Image{
		URL: largest(setCandidates(img, base), plainSource(img, base)), Alt: collapsed(attr(img, "alt")),
		Width: number(attr(img, "width"), 0), Height: number(attr(img, "height"), 0),
	}
	if !worthShowing(out) {
		return nil
	}
	return out
}

// worthShowing reports whether img has an address and is no icon or counter.
func worthShowing(img *domain.Image) bool {
	switch {
	case img.URL == "" || placeholder(img.URL):
		return false
	case img.Width > 0 && img.Width <= 3, img.Height > 0 && img.Height <= 3:
		return false
	}
	return img.Width == 0 || img.Height == 0 || img.Width > smallest || img.Height > smallest
}

// placeholder reports whether an address belongs to a counter or to the
// empty picture that stands in until a script loads the real one.
func placeholder(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	host, path := u.Hostname(), strings.ToLower(u.Path)
	if ofHost(host, counterHosts...) {
		return true
	}
	if host == "www.facebook.com" && strings.HasPrefix(path, "/tr") {
		return true
	}
	name := path[strings.LastIndexByte(path, '/')+1:]
	stem, _, _ := strings.Cut(name, ".")
	return slices.Contains(emptyNames, stem)
}

var (
	counterHosts = []string{
		"doubleclick.net", "scorecardresearch.com", "google-analytics.com", "googletagmanager.com", "quantserve.com", "chartbeat.net",
		"counter.yadro.ru", "mc.yandex.ru", "top-fwz1.mail.ru", "counter.rambler.ru", "imrworldwide.com", "pixel.wp.com", "ioam.de", "vgwort.de",
	}
	emptyNames = []string{"spacer", "blank", "pixel", "1x1", "transparent", "placeholder", "grey-placeholder", "clear", "empty", "lazyload", "lazy-load", "loading", "dot"}
)
