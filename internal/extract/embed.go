package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// maxPosts bounds how many posts are looked for among how many embeds.
const maxPosts = 200

// quotePosts gives embeds of posts the words that the page shows in their
// place until a script loads the post.
func quotePosts(blocks []domain.Block, tree *html.Node, base *url.URL) {
	var posts []*html.Node
	walk(tree, func(n *html.Node) bool {
		if n.DataAtom == atom.Blockquote && isPost(n) && len(posts) < maxPosts {
			posts = append(posts, n)
			return false
		}
		return true
	})
	embeds := embedsOf(blocks)
	for _, b := range embeds[:min(len(embeds), maxPosts)] {
		for i, post := range posts {
			if post != nil && mentions(post, b.Embed.URL) {
				b.Text = wordsOf(post, base)
				posts[i] = nil
				break
			}
		}
	}
}

func embedsOf(blocks []domain.Block) []*domain.Block {
	var out []*domain.Block
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == domain.Embed && b.Text.IsZero() {
			out = append(out, b)
		}
		out = append(out, embedsOf(b.Blocks)...)
		for _, item := range b.Items {
			out = append(out, embedsOf(item)...)
		}
	}
	return out
}

// mentions reports whether one of the post's attributes holds the path of address.
func mentions(post *html.Node, address string) bool {
	u, err := url.Parse(address)
	if err != nil || len(u.Path) < 2 {
		return false
	}
	found := false
	walk(post, func(n *html.Node) bool {
		for _, a := range n.Attr {
			found = found || strings.Contains(a.Val, u.EscapedPath())
		}
		return !found
	})
	return found
}

// wordsOf reads a post's words as a single text, a line each paragraph.
func wordsOf(post *html.Node, base *url.URL) domain.Text {
	div := wholeCopy(post)
	div.DataAtom, div.Data, div.Attr = atom.Div, "div", nil
	var out domain.Text
	for _, b := range document.FromHTML(div, base) {
		if b.Kind != domain.Paragraph || b.Text.IsZero() {
			continue
		}
		if out.Text != "" {
			out.Text += "\n"
		}
		for _, s := range b.Text.Spans {
			s.Start, s.End = s.Start+len(out.Text), s.End+len(out.Text)
			out.Spans = append(out.Spans, s)
		}
		out.Text += b.Text.Text
	}
	return out
}
