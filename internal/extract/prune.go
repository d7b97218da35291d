package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pruned returns a copy of the story's body that holds the chosen text, the
// pictures and embeds that belong to it, and nothing else. White space and
// inline markup are as on the page.
func (s *story) pruned() *html.Node {
	if s.body == nil {
		return nil
	}
	s.weigh()
	p := &pruner{story: s, texts: map[*html.Node]bool{}, known: map[*html.Node]bool{}, media: map[*html.Node]bool{}, around: map[*html.Node]bool{}, figures: map[*html.Node]bool{}}
	for i, u := range s.units {
		for _, n := range u.nodes {
			p.known[n] = true
			p.texts[n] = s.keep[i]
		}
	}
	p.chooseMedia()
	p.attachCaptions()
	body := p.copy(s.body)
	if body == nil {
		return nil
	}
	root := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	if lang := s.evidence.language(); lang != "" {
		root.Attr = []html.Attribute{{Key: "lang", Val: lang}}
	}
	root.AppendChild(body)
	return root
}

type pruner struct {
	*story
	texts   map[*html.Node]bool // text nodes of units, and whether they stay
	known   map[*html.Node]bool
	media   map[*html.Node]bool // pictures and embeds that stay
	around  map[*html.Node]bool // elements that hold one of them
	figures map[*html.Node]bool // elements that are pictures with their captions
}

func isMedia(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Img, atom.Picture, atom.Video, atom.Audio, atom.Iframe, atom.Embed, atom.Object:
		return true
	case atom.Blockquote:
		return isPost(n)
	default:
	}
	return strings.HasPrefix(n.Data, "amp-") || n.Data == "lite-youtube" || n.DataAtom == atom.Script && attr(n, "data-telegram-post") != ""
}

// signUp matches the addresses of forms in frames.
var signUp = regexp.MustCompile(`(?i)newsletter|subscri|sign-?up|/login|paywall|consent|donate`)

// isPost reports a quotation that a social network's script would replace.
func isPost(n *html.Node) bool {
	class := attr(n, "class")
	for _, name := range []string{"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed", "reddit-embed", "text-post-media"} {
		if strings.Contains(class, name) {
			return true
		}
	}
	return false
}

// chooseMedia keeps the pictures and embeds that stand where the story
// stands: up to its last paragraph, not in furniture, and with mostly kept text
// as their nearest neighbours.
func (p *pruner) chooseMedia() {
	_, last := p.bounds()
	position := 0
	next := map[*html.Node]int{}
	for i, u := range p.units {
		for _, n := range u.nodes {
			next[n] = i + 1
		}
	}
	walk(p.body, func(n *html.Node) bool {
		if i, ok := next[n]; ok {
			position = i
		}
		if n.Type != html.ElementNode {
			return true
		}
		if hidden(n) && n != p.body && !p.shown[n] {
			return false
		}
		if !isMedia(n) {
			return !invisible(n.DataAtom) || n.DataAtom == atom.Button
		}
		p.media[n] = position <= last+1 && p.belongs(n) && !signUp.MatchString(attr(n, "src"))
		for a := n; p.media[n] && a != nil && !p.around[a]; a = a.Parent {
			p.around[a] = true
		}
		return false
	})
}

// belongs reports whether a picture or embed stands among the story's text.
func (p *pruner) belongs(n *html.Node) bool {
	if p.furnitureAbove(n) != nil && !isPost(n) && p.hints(n)&hintEmbed == 0 {
		return false
	}
	for a := n; a != nil && a != p.body; a = a.Parent {
		if portrait(a) && p.weights[a].kept < 400 {
			return false
		}
	}
	for a := n.Parent; a != nil; a = a.Parent {
		w := p.weights[a]
		if own := w.all - w.caption; own > 0 {
			return w.kept*2 >= own || a == p.body
		}
		if a == p.body {
			break
		}
	}
	return true
}

// portrait reports elements named as the picture of an author or a logo.
func portrait(n *html.Node) bool {
	for _, word := range nameWords(strings.ReplaceAll(attr(n, "class"), " ", "-")) {
		switch word {
		case "avatar", "logo", "icon", "author", "authors", "byline", "emoji", "gravatar", "badge":
			return true
		}
	}
	return false
}

// attachCaptions keeps the captions of kept pictures, and turns what isn't
// marked as a figure into one.
func (p *pruner) attachCaptions() {
	for i, u := range p.units {
		if !p.captions[i] {
			continue
		}
		figure := p.figureOf(u)
		if figure == nil {
			continue
		}
		for _, n := range u.nodes {
			p.texts[n] = true
		}
		if around := closest(figure, atom.Figure); around != nil {
			figure = around
		}
		if len(p.figures) < maxFigures {
			p.figures[figure] = true
		}
	}
}

// maxFigures bounds the work on pictures with captions.
const maxFigures = 200

// figureOf returns the nearest element around a caption that holds a kept
// picture, if it holds no text of the story besides.
func (p *pruner) figureOf(u *unit) *html.Node {
	for n, steps := u.block, 0; n != nil && steps < 6; n, steps = n.Parent, steps+1 {
		if p.weights[n].kept > 0 {
			return nil
		}
		if p.around[n] {
			return n
		}
		if n == p.body {
			return nil
		}
	}
	return nil
}

// copy returns a copy of n without what isn't kept, or nil if nothing stays.
func (p *pruner) copy(n *html.Node) *html.Node {
	switch n.Type {
	case html.TextNode:
		if p.known[n] && !p.texts[n] {
			return nil
		}
		return &html.Node{Type: html.TextNode, Data: n.Data}
	case html.ElementNode:
	default:
		return nil
	}
	if keep, ok := p.media[n]; ok {
		if !keep {
			return nil
		}
		return wholeCopy(n)
	}
	if p.figures[n] {
		return p.asFigure(n)
	}
	if p.skip[n] || hidden(n) && !p.shown[n] || invisible(n.DataAtom) && n.DataAtom != atom.Button && n.DataAtom != atom.Noscript {
		return nil
	}
	if n.DataAtom == atom.Noscript {
		if n.PrevSibling != nil || n.Parent != nil && n.Parent.FirstChild == n {
			return wholeCopy(n)
		}
		return nil
	}
	c := &html.Node{Type: html.ElementNode, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: n.Attr}
	if p.shown[n] {
		c.Attr = nil
	}
	substance := n.DataAtom == atom.Br || n.DataAtom == atom.Hr
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if k := p.copy(child); k != nil {
			c.AppendChild(k)
			substance = substance || k.Type == html.ElementNode && k.DataAtom != atom.Noscript && k.DataAtom != atom.Br && k.DataAtom != atom.Hr ||
				k.Type == html.TextNode && strings.TrimSpace(k.Data) != ""
		}
	}
	switch {
	case substance || n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		return c
	case !isBlock(n.DataAtom) && c.FirstChild != nil && c.FirstChild.Type == html.TextNode: // a space in bold type is a space
		return &html.Node{Type: html.TextNode, Data: " "}
	}
	return nil
}

func wholeCopy(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: n.Attr}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.AppendChild(wholeCopy(child))
	}
	return c
}
