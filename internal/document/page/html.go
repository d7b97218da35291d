package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
)

//go:embed page.html
var shell string

//go:embed page.css
var stylesheet string

var pageTemplate = template.Must(template.New("page").Parse(shell))

// htmlPage is what page.html shows.
type htmlPage struct {
	Lang       string // of labels
	Dir        string
	Title      string
	Policy     string
	Style      template.CSS
	Notice     string // "" for an article that is not a translation
	Facts      []htmlFact
	Text       passage // language and direction of the text
	Headline   string
	Standfirst string
	Byline     string
	Bilingual  bool
	Labels     struct{ Translation, Original, Doubtful string }
	Original   passage // headline and standfirst of the original, in a bilingual page
	Rows       []htmlRow
	Doubts     []Doubt
}

// passage is text with its language.
type passage struct {
	Lang       string
	Dir        string
	Headline   string
	Standfirst string
}

type htmlFact struct {
	fact
	Dir string
}

type htmlRow struct {
	Target, Source template.HTML
	Figure         bool // beside it stands the original's caption
}

func writeHTML(w io.Writer, k *work, o Options) error {
	p := htmlPage{
		Lang: k.say.Lang(), Dir: document.Direction(k.say.Lang()), Title: oneLine(k.text.Headline),
		Style:    template.CSS(stylesheet), //nolint:gosec // a file of this package
		Policy:   "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
		Headline: oneLine(k.text.Headline), Standfirst: oneLine(k.text.Standfirst), Byline: k.byline(),
		Text: passage{Lang: k.text.Lang, Dir: document.Direction(k.text.Lang)},
	}
	if p.Title == "" {
		p.Title = "Dragoman"
	}
	if o.Image != nil {
		p.Policy = strings.Replace(p.Policy, "img-src data:", "img-src data: https: http:", 1)
	}
	for _, f := range k.facts() {
		p.Facts = append(p.Facts, htmlFact{f, document.Direction(f.Lang)})
	}
	p.Notice = k.notice()
	p.Bilingual = o.Bilingual && k.translation != nil
	p.Labels.Translation, p.Labels.Original = k.say.Text(message.Translation), k.say.Text(message.Original)
	p.Doubts, p.Labels.Doubtful = k.doubts, k.say.Text(message.Doubtful)
	p.Original = passage{
		Lang: k.source.Lang, Dir: document.Direction(k.source.Lang),
		Headline: oneLine(k.source.Headline), Standfirst: oneLine(k.source.Standfirst),
	}
	for _, r := range k.pairs(o.Bilingual) {
		row, err := k.row(r, o)
		if err != nil {
			return err
		}
		p.Rows = append(p.Rows, row)
	}
	if err := pageTemplate.Execute(w, p); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}

func (k *work) row(r Pair, o Options) (htmlRow, error) {
	options := document.HTMLOptions{Image: o.Image, Picture: k.say.Text(message.Picture)}
	if o.Image == nil {
		options.Image = func(string) string { return "" }
	}
	target, err := markup(r.Target, options)
	if err != nil {
		return htmlRow{}, err
	}
	source, err := markup(r.Source, options)
	figure := len(r.Target) > 0 && r.Target[0].Kind == domain.Figure
	return htmlRow{target, source, figure}, err
}

func markup(blocks []domain.Block, o document.HTMLOptions) (template.HTML, error) {
	var b strings.Builder
	if err := document.WriteBlocks(&b, blocks, o); err != nil {
		return "", fmt.Errorf("write blocks: %w", err)
	}
	return template.HTML(b.String()), nil //nolint:gosec // WriteBlocks writes the document model's own markup only
}
