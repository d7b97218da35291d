package site

import (
	"context"
	"errors"
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/document"
	article "github.com/dragoman-news/dragoman/internal/document/page"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// wording is an article's words as its page shows them, no more of them than
// its mode allows.
type wording struct {
	text     templates.Passage
	original *templates.Passage // in the bilingual view
	rows     []templates.Row
	doubts   []templates.Doubt
	marked   domain.Article // the whole translation with its doubtful passages marked
	pictures []string       // paths of the kept pictures in the text
}

// passage is a headline, a standfirst and a text.
type passage struct {
	lang                 string
	headline, standfirst domain.Text
	article              domain.Article
}

func originalPassage(a domain.Article) passage {
	return passage{lang: a.Lang, headline: domain.PlainText(a.Headline), standfirst: domain.PlainText(a.Standfirst), article: a}
}

// limited returns as much of a passage as a mode allows.
func (x passage) limited(mode domain.SourceMode) passage {
	switch mode {
	case domain.ModeFull:
		return x
	case domain.ModeExcerpt:
		x.article.Lead = nil
		words := excerptWords
		x.standfirst = cutText(x.standfirst, &words)
		x.article.Document.Blocks = excerpt(x.article.Document.Blocks, words)
		return x
	default:
		return passage{lang: x.lang, headline: x.headline, article: domain.Article{Lang: x.article.Lang}}
	}
}

// excerpt returns the first paragraph of a text, cut to a number of words.
func excerpt(blocks []domain.Block, words int) []domain.Block {
	for _, b := range blocks {
		if b.Kind == domain.Paragraph && words > 0 {
			return []domain.Block{{Kind: domain.Paragraph, Text: cutText(b.Text, &words)}}
		}
	}
	return nil
}

// cutText returns the first words of a text and takes their number from words.
func cutText(t domain.Text, words *int) domain.Text {
	inWord, end := false, len(t.Text)
	for i, r := range t.Text {
		space := r == ' ' || r == '\n' || r == '\t' || r == '\u00a0'
		if !space && !inWord {
			if *words == 0 {
				end = i
				break
			}
			*words--
		}
		inWord = !space
	}
	if end == len(t.Text) {
		return t
	}
	out := domain.PlainText(strings.TrimRight(t.Text[:end], " \n\t\u00a0"))
	for _, s := range t.Spans {
		if s.End = min(s.End, len(out.Text)); s.Start < s.End {
			out.Spans = append(out.Spans, s)
		}
	}
	out.Text += " …"
	return out
}

// wording makes the words of an article's page.
func (s *Site) wording(ctx context.Context, v visit, p piece) (wording, error) {
	marked := article.MarkDoubts(p.original(), p.edited.Content, v.words)
	text := passage{lang: p.edited.Content.To, headline: marked.Headline, standfirst: marked.Standfirst, article: marked.Article}.limited(p.mode)
	if text.lang == "" {
		text.lang = v.edition.Lang
	}
	original := originalPassage(p.original()).limited(p.mode)
	if text.headline.Text == "" {
		text.headline = domain.PlainText(v.text(message.Untitled))
	}
	shown := text
	if p.view == publish.ViewOriginal {
		shown = original
	}
	album, err := s.album(ctx, pictureAddresses(shown.article))
	if err != nil {
		return wording{}, err
	}
	target := &renderer{visit: v, words: message.For(shown.lang), album: album}
	source := &renderer{visit: v, words: message.For(original.lang), album: album}
	if lead := shown.article.Lead; lead != nil {
		target.lead = lead.URL
	}
	if p.view != publish.ViewOriginal {
		target.doubts = len(marked.Doubts)
	}
	out := wording{text: target.passage(shown), marked: marked.Article}
	var second *domain.Article
	if p.view == publish.ViewBilingual {
		second = &original.article
		beside := source.passage(original)
		out.original = &beside
	}
	for _, pair := range article.Pairs(shown.article, second) {
		out.rows = append(out.rows, templates.Row{Kind: kind(pair.Target), Target: target.blocks(pair.Target), Source: source.blocks(pair.Source)})
	}
	out.doubts, out.pictures = target.explained(marked.Doubts), target.loaded
	return out, errors.Join(target.err, source.err)
}

// kind says what a row holds, as far as that matters to its look.
func kind(blocks []domain.Block) string {
	if len(blocks) > 0 {
		switch blocks[0].Kind {
		case domain.Figure:
			return "figure"
		case domain.Heading:
			return "heading"
		default:
		}
	}
	return ""
}

// pictureAddresses are the addresses of an article's pictures.
func pictureAddresses(a domain.Article) []string {
	var out []string
	if a.Lead != nil {
		out = append(out, a.Lead.URL)
	}
	for b := range a.Document.Texts() {
		if b.Image != nil && !slices.Contains(out, b.Image.URL) {
			out = append(out, b.Image.URL)
		}
	}
	return out
}

// renderer writes an article's texts as HTML.
type renderer struct {
	visit  visit
	words  message.Messages // in the language of the text
	album  album
	lead   string       // the address of its picture
	doubts int          // how many the article has
	seen   map[int]bool // those whose marks were written
	loaded []string
	err    error // the first one
}

func (r *renderer) passage(x passage) templates.Passage {
	return templates.Passage{
		Lang: x.lang, Dir: document.Direction(x.lang),
		Headline: r.inline(x.headline), Standfirst: r.inline(x.standfirst),
	}
}

func (r *renderer) inline(t domain.Text) template.HTML {
	var out strings.Builder
	if err := document.WriteInline(&out, t); err != nil && r.err == nil {
		r.err = fmt.Errorf("write text: %w", err)
	}
	return r.linked(out.String())
}

func (r *renderer) blocks(blocks []domain.Block) template.HTML {
	var out strings.Builder
	err := document.WriteBlocks(&out, blocks, document.HTMLOptions{Sizes: r.picture, Picture: r.words.Text(message.Picture)})
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("write blocks: %w", err)
	}
	return r.linked(out.String())
}

// picture returns the kept copies of a picture. One that isn't kept is not
// loaded: a link stands in its place, so that nobody else learns who reads.
func (r *renderer) picture(address string) document.PictureSizes {
	p := r.album.all(address)
	p.Now = address == r.lead
	if p.Src != "" {
		p.Sizes = "(min-width: 45rem) 41rem, 100vw"
		r.loaded = append(r.loaded, p.Src)
	}
	return p
}

// linked makes the marks of doubtful passages links to what is said of them.
// markup is what package document wrote.
func (r *renderer) linked(markup string) template.HTML {
	for n := 1; n <= r.doubts; n++ {
		number := strconv.Itoa(n)
		mark := "<sup>[?" + number + "]</sup>"
		if !strings.Contains(markup, mark) {
			continue
		}
		if r.seen == nil {
			r.seen = map[int]bool{}
		}
		r.seen[n] = true
		shown := r.visit.number(n)
		markup = strings.ReplaceAll(markup, mark, `<a class="doubt-link" href="#doubt-`+number+`" `+
			string(templates.Attributes(r.visit.foreign()))+` aria-label="`+html.EscapeString(r.visit.text(message.DoubtLink, "n", shown))+`">[?`+shown+`]</a>`)
	}
	return template.HTML(markup) //nolint:gosec // package document's own markup, and ours
}

// explained are the doubts whose marks are on the page: where only an excerpt
// is shown, the others would show more of the original.
func (r *renderer) explained(doubts []article.Doubt) []templates.Doubt {
	var out []templates.Doubt
	for i, d := range doubts {
		if !r.seen[i+1] {
			continue
		}
		shown := templates.Doubt{Number: i + 1, Target: line(d.Target), Source: line(d.Source)}
		for _, m := range d.Messages {
			shown.Messages = append(shown.Messages, templates.Warning(m))
		}
		out = append(out, shown)
	}
	return out
}
