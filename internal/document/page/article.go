// Package page writes a whole article, or an article beside its translation,
// for people and programs: as a web page that stands alone, Markdown, plain text or JSON. Whatever the form, what
// the text is and where it comes from stands above it.
package page

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
)

// Format names a form of output.
type Format string

// The formats.
const (
	HTML     Format = "html"
	Markdown Format = "md"
	Text     Format = "text"
	JSON     Format = "json"
)

// ParseFormat returns the format of that name; an unknown one is an error that wraps [domain.ErrInvalid].
func ParseFormat(s string) (Format, error) {
	switch f := Format(s); f {
	case HTML, Markdown, Text, JSON:
		return f, nil
	}
	return "", fmt.Errorf("%w: unknown format %q: use html, md, text or json", domain.ErrInvalid, s)
}

// Options says how an article is written.
type Options struct {
	// Bilingual puts each block of the original beside its translation, in
	// all formats but JSON, which always has both.
	Bilingual bool
	// Lang is the language of labels and dates, by default that of the text.
	Lang string
	// Width is the columns of plain text; 0 means 80 when two columns are asked for, and no breaks otherwise.
	Width int
	// Links numbers the links of plain text and lists them at the end.
	Links bool
	// Image returns what to load for a picture's address in HTML, such as a
	// data: URI. Nil loads nothing: a link to the picture stands in its place,
	// so that opening the page tells nobody. See [document.HTMLOptions].
	Image func(address string) string
	// ReviewedBy is who has read a translation against its original.
	ReviewedBy string

	marks bool // doubtful passages are marked
}

// WriteArticle writes an article as it is.
func WriteArticle(w io.Writer, a domain.Article, f Format, o Options) error {
	o.Bilingual = false
	return write(w, newWork(a, nil, o), f, o)
}

// WriteTranslation writes a translation of source. Passages with findings
// above a note carry a mark, and are listed at the end with what was found.
func WriteTranslation(w io.Writer, source domain.Article, t domain.Translation, f Format, o Options) error {
	o.marks = f != JSON // which has the findings themselves
	return write(w, newWork(source, &t, o), f, o)
}

func write(w io.Writer, k *work, f Format, o Options) error {
	switch f {
	case HTML:
		return writeHTML(w, k, o)
	case Markdown:
		return writeMarkdown(w, k, o)
	case Text:
		return writeText(w, k, o)
	case JSON:
		return writeJSON(w, k)
	}
	return fmt.Errorf("%w: unknown format %q", domain.ErrInvalid, f)
}

// work is what is printed: the text, where it comes from, and the words to say so.
type work struct {
	source      domain.Article
	translation *domain.Translation
	text        domain.Article // the translation, or the source when there is none
	say         message.Messages
	reviewedBy  string
	doubts      []Doubt
}

func newWork(source domain.Article, t *domain.Translation, o Options) *work {
	k := &work{source: source, translation: t, text: source, reviewedBy: o.ReviewedBy}
	if t != nil {
		k.text = t.Article
		k.text.Lang = t.To
		if k.source.Lang == "" {
			k.source.Lang = t.From
		}
	}
	lang := o.Lang
	if lang == "" {
		lang = k.text.Lang
	}
	k.say = message.For(lang)
	if t != nil && o.marks {
		k.markDoubts(false)
	}
	return k
}

// notice says whose translation it is, "" of an original.
func (k *work) notice() string {
	if k.translation == nil {
		return ""
	}
	from := k.say.Language(k.translation.From)
	switch person := oneLine(k.translation.Translator()); {
	case k.translation.Human() && person != "":
		return k.say.Text(message.LabelHuman, "language", from, "name", person)
	case k.translation.Human():
		return k.say.Text(message.LabelPerson, "language", from)
	case k.reviewedBy != "":
		return k.say.Text(message.LabelReviewed, "language", from, "name", oneLine(k.reviewedBy))
	}
	return k.say.Text(message.NotReviewed)
}

// fact is one line of the provenance.
type fact struct {
	Label string
	Value string
	Href  string // where the value leads, if anywhere
	Lang  string // of the value, where it isn't the labels'
}

// facts returns where the text comes from, what is known of it only.
func (k *work) facts() []fact {
	var out []fact
	add := func(key message.Key, f fact) {
		f.Value = oneLine(f.Value)
		if f.Value != "" {
			f.Label = k.say.Text(key)
			out = append(out, f)
		}
	}
	address := k.address()
	site := k.source.SiteName
	if site == "" {
		site = document.Host(address)
	}
	add(message.Source, fact{Value: site, Href: address})
	if k.translation != nil {
		add(message.OriginalHeadline, fact{Value: k.source.Headline, Href: address, Lang: k.source.Lang})
	}
	add(message.Authors, fact{Value: k.say.List(k.source.Authors), Lang: k.source.Lang})
	if !k.source.Published.IsZero() {
		add(message.FirstPublished, fact{Value: k.say.Time(k.source.Published)})
	}
	if m := k.source.Modified; !m.IsZero() && m.After(k.source.Published) {
		add(message.Updated, fact{Value: k.say.Time(m)})
	}
	if t := k.translation; t != nil {
		add(message.Translation, fact{Value: k.say.Text(message.FromTo, "from", k.say.Language(t.From), "to", k.say.Language(t.To))})
		if !t.Human() {
			add(message.TranslatedBy, fact{Value: k.engines(), Lang: "en"})
		}
		if len(k.doubts) > 0 {
			add(message.Doubtful, fact{Value: strconv.Itoa(len(k.doubts))})
		}
	}
	return out
}

// address returns the address that the page calls its own, or that it was read from.
func (k *work) address() string {
	if a := document.SafeAddress(k.source.Canonical); a != "" {
		return a
	}
	return document.SafeAddress(k.source.URL)
}

// engines names the engines and models of a translation, in their order.
func (k *work) engines() string {
	var out []string
	for _, s := range k.translation.Chain {
		name := s.Engine
		if s.Model != "" {
			name += " (" + s.Model + ")"
		}
		if len(k.translation.Chain) > 1 {
			name += " " + s.From + "→" + s.To
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// byline returns authors and dateline as they stand under a headline.
func (k *work) byline() string {
	var out []string
	if names := k.say.List(k.text.Authors); names != "" {
		out = append(out, k.say.Text(message.Byline, "authors", names))
	}
	if k.text.Dateline != "" && !opensWith(k.source, k.source.Dateline) {
		out = append(out, k.text.Dateline)
	}
	return oneLine(strings.Join(out, " · "))
}

// opensWith reports whether an article's first paragraph begins with s.
func opensWith(a domain.Article, s string) bool {
	blocks := a.Document.Blocks
	return len(blocks) > 0 && strings.HasPrefix(blocks[0].Text.Text, s)
}

// oneLine returns foreign text as a clean single line.
func oneLine(s string) string {
	return strings.Join(document.PlainLines(s, 0), " ")
}

// Pair is a block of a text and the blocks of the original that it renders.
type Pair struct {
	Target []domain.Block
	Source []domain.Block // of the original; empty when there is nothing to show
}

// pairs returns the whole text, in pairs with the original if it is bilingual.
func (k *work) pairs(bilingual bool) []Pair {
	if !bilingual || k.translation == nil {
		return Pairs(k.text, nil)
	}
	return Pairs(k.text, &k.source)
}

// Pairs returns an article's whole text block by block, lead picture first, in pairs
// with the original unless that is nil. A translation has the blocks of its
// original; where the two differ all the same, what is left over stands at the end.
func Pairs(text domain.Article, source *domain.Article) []Pair {
	target, from := body(text), []domain.Block(nil)
	if source != nil {
		from = body(*source)
	}
	out := make([]Pair, max(len(target), len(from)))
	for i := range out {
		if i < len(target) {
			out[i].Target = target[i : i+1]
		}
		if i < len(from) {
			out[i].Source = original(&from[i])
		}
	}
	return out
}

// body returns an article's blocks with the lead picture, unless the text has it.
func body(a domain.Article) []domain.Block {
	blocks := a.Document.Blocks
	if a.Lead == nil || slices.ContainsFunc(blocks, func(b domain.Block) bool {
		return b.Kind == domain.Figure && b.Image != nil && samePicture(b.Image.URL, a.Lead.URL)
	}) {
		return blocks
	}
	image := a.Lead.Image
	lead := domain.Block{Kind: domain.Figure, Image: &image, Text: a.Lead.Caption, Credit: a.Lead.Credit}
	return append([]domain.Block{lead}, blocks...)
}

// samePicture reports whether two addresses are equal, or name the same file
// and differ only in the size or signature that a query asks for.
func samePicture(a, b string) bool {
	fileA, _, _ := strings.Cut(a, "?")
	fileB, _, _ := strings.Cut(b, "?")
	switch strings.ToLower(path.Ext(fileA)) {
	case ".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif":
		return fileA == fileB
	}
	return a == b
}

// original returns what stands beside a translated block: nothing for blocks
// without words of their own, and the caption alone for a picture, which is shown once.
func original(b *domain.Block) []domain.Block {
	own := *b
	switch b.Kind {
	case domain.Figure, domain.Embed:
		own = domain.Block{Kind: domain.Paragraph, Text: b.Text}
	case domain.Preformatted, domain.Separator:
		return nil
	case domain.Heading, domain.Paragraph, domain.List, domain.Quote, domain.Table:
	}
	d := domain.Document{Blocks: []domain.Block{own}}
	if d.Words() == 0 {
		return nil
	}
	return d.Blocks
}
