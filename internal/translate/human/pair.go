package human

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Translate pairs a file with the article that it translates into the language
// to. The result has the original's structure and pictures; each of its
// paragraphs, headings, list items, captions and cells is one segment. A file
// whose blocks don't pair with the original's one to one is domain.ErrInvalid,
// and the error shows both side by side.
func (f File) Translate(original domain.Article, to string) (domain.Translation, error) {
	t := domain.Translation{
		From: original.Lang, To: to, Article: copied(original),
		Chain: []domain.Step{{Engine: domain.HumanEngine, Model: f.Translator, From: original.Lang, To: to}},
	}
	out := &t.Article
	out.Lang, out.Document.Lang = to, to
	for _, field := range f.fields(original) {
		if err := field.fill(&t); err != nil {
			return domain.Translation{}, err
		}
		field.set(out)
	}
	source, target := pieces(&original.Document), pieces(&f.Text)
	if err := match(source, target); err != nil {
		return domain.Translation{}, err
	}
	for i, p := range pieces(&out.Document) {
		t.Segments = append(t.Segments, domain.Segment{
			Field: "document", Part: p.part,
			Source: domain.Range{End: len(source[i].text.Text)}, Target: domain.Range{End: len(target[i].text.Text)},
		})
		*p.text = target[i].text.Clone()
	}
	clearAlts(&out.Document)
	return t, nil
}

// copied returns a copy of an article whose texts can be changed.
func copied(a domain.Article) domain.Article {
	a.Document = a.Document.Clone()
	a.Authors, a.Licence = slices.Clone(a.Authors), slices.Clone(a.Licence)
	if a.Lead != nil {
		lead := *a.Lead
		lead.Credit = lead.Credit.Clone()
		a.Lead = &lead
	}
	return a
}

// field is a text of an article beside its document.
type field struct {
	name, key        string // in a segment, in the front matter
	original, target string
	optional         bool
	set              func(*domain.Article)
}

func (f File) fields(original domain.Article) []field {
	all := []field{
		{name: "headline", key: "headline", original: original.Headline, target: f.Headline, set: func(a *domain.Article) { a.Headline = f.Headline }},
		{name: "standfirst", key: "standfirst", original: original.Standfirst, target: f.Standfirst, set: func(a *domain.Article) { a.Standfirst = f.Standfirst }},
		{name: "dateline", key: "dateline", original: original.Dateline, target: f.Dateline, set: func(a *domain.Article) { a.Dateline = f.Dateline }},
	}
	if original.Lead != nil {
		all = append(all,
			field{
				name: "lead.caption", key: "caption", original: original.Lead.Caption.Text, target: f.Caption,
				set: func(a *domain.Article) { a.Lead.Caption = domain.PlainText(f.Caption) },
			},
			field{name: "lead.alt", key: "alt", original: original.Lead.Alt, target: f.Alt, optional: true, set: func(a *domain.Article) { a.Lead.Alt = f.Alt }})
	}
	return all
}

// fill adds the field's segment to a translation.
func (f field) fill(t *domain.Translation) error {
	switch {
	case f.original != "" && f.target == "" && !f.optional:
		return fmt.Errorf("the front matter lacks %s; the original's is %q: %w", f.key, f.original, domain.ErrInvalid)
	case f.original == "" && f.target != "":
		return fmt.Errorf("the front matter has %s, but the original has none: %w", f.key, domain.ErrInvalid)
	case f.target != "":
		t.Segments = append(t.Segments, domain.Segment{Field: f.name, Source: domain.Range{End: len(f.original)}, Target: domain.Range{End: len(f.target)}})
	}
	return nil
}

// piece is a text of a document that is translated as one.
type piece struct {
	part    int // index in Document.Texts
	heading bool
	text    *domain.Text
}

// pieces returns what a translation of a document must have: all its texts but
// empty ones, credits and code.
func pieces(d *domain.Document) []piece {
	var all []piece
	part := -1
	for block, text := range d.Texts() {
		part++
		if block.Kind != domain.Preformatted && text != &block.Credit && strings.TrimSpace(text.Text) != "" {
			all = append(all, piece{part: part, heading: block.Kind == domain.Heading, text: text})
		}
	}
	return all
}

// clearAlts drops what pictures show in the original's language: the caption,
// which is translated, says it too.
func clearAlts(d *domain.Document) {
	for block := range d.Texts() {
		if block.Image != nil {
			block.Image.Alt = ""
		}
	}
}

// match reports pieces that don't pair one to one.
func match(source, target []piece) error {
	for i := range min(len(source), len(target)) {
		if source[i].heading != target[i].heading {
			return fmt.Errorf("block %d of the original is %s, block %d of the translation %s:\n%s: %w",
				i+1, source[i].kind(), i+1, target[i].kind(), sideBySide(source, target, i), domain.ErrInvalid)
		}
	}
	if len(source) != len(target) {
		return fmt.Errorf("the original has %d blocks, the translation %d; they must pair one to one:\n%s: %w",
			len(source), len(target), sideBySide(source, target, -1), domain.ErrInvalid)
	}
	return nil
}

func (p piece) kind() string {
	if p.heading {
		return "a heading"
	}
	return "none"
}

// shownPieces bounds the blocks that an error shows, shownRunes their beginnings.
const (
	shownPieces = 60
	shownRunes  = 34
)

// sideBySide shows the beginnings of blocks, numbered; one of them is marked.
func sideBySide(source, target []piece, marked int) string {
	var b strings.Builder
	last := max(len(source), len(target))
	first := 0
	if marked >= 0 {
		first, last = max(0, marked-2), min(last, marked+3)
	}
	for i := first; i < min(last, first+shownPieces); i++ {
		sign := " "
		if i == marked {
			sign = ">"
		}
		fmt.Fprintf(&b, "%s%4d  %-*s │ %s\n", sign, i+1, shownRunes, beginning(source, i), beginning(target, i))
	}
	if last > first+shownPieces {
		b.WriteString("      …\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func beginning(all []piece, i int) string {
	if i >= len(all) {
		return "(nothing)"
	}
	text := strings.Join(strings.Fields(all[i].text.Text), " ")
	if all[i].heading {
		text = "# " + text
	}
	if runes := []rune(text); len(runes) > shownRunes {
		return string(runes[:shownRunes-1]) + "…"
	}
	return text
}
