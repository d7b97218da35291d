package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
)

// Doubt is a passage of the translation that findings warn of. Readers see a
// mark with its number behind it, and what it is about at the end.
type Doubt struct {
	Target, Source string
	Messages       []Warning
}

// Warning is what a finding says, in the reader's language or, where the
// catalogue lacks its rule, in English.
type Warning struct {
	Text, Lang, Dir string
}

// Marked is a translation with the marks of its doubtful passages, each of
// which is a domain.Doubt span.
type Marked struct {
	Headline, Standfirst domain.Text
	Article              domain.Article
	Doubts               []Doubt
}

// MarkDoubts marks the doubtful passages of a translation of source, and says
// what is doubtful in the words of say.
func MarkDoubts(source domain.Article, t domain.Translation, say message.Messages) Marked {
	k := &work{source: source, translation: &t, text: t.Article, say: say}
	headline, standfirst := k.markDoubts(true)
	return Marked{Headline: headline, Standfirst: standfirst, Article: k.text, Doubts: k.doubts}
}

// markDoubts puts marks behind the doubtful passages of k.text, and spans over
// them if asked to, and lists them. It returns headline and standfirst with theirs.
func (k *work) markDoubts(spans bool) (headline, standfirst domain.Text) {
	k.text.Document = k.text.Document.Clone()
	if k.text.Lead != nil {
		lead := *k.text.Lead
		lead.Caption = lead.Caption.Clone()
		k.text.Lead = &lead
	}
	headline, standfirst = domain.PlainText(k.text.Headline), domain.PlainText(k.text.Standfirst)
	targets, sources := places(&k.text, &headline, &standfirst), k.source.Texts()
	added := map[domain.Place]int{} // bytes of marks that stand in a text already
	for _, s := range inOrder(k.translation.Segments) {
		messages := k.warnings(s.Findings)
		at := s.Place()
		target := targets[at]
		if len(messages) == 0 || target == nil {
			continue
		}
		r := domain.Range{Start: s.Target.Start + added[at], End: s.Target.End + added[at]}
		text, ok := target.Cut(r)
		if !ok {
			continue
		}
		original, _ := sources[at].Cut(s.Source)
		k.doubts = append(k.doubts, Doubt{text.Text, original.Text, messages})
		n := insertMark(target, r.End, len(k.doubts))
		added[at] += n
		if spans {
			target.Spans = append(target.Spans, domain.Span{Start: r.Start, End: r.End + n, Kind: domain.Doubt})
			domain.SortSpans(target.Spans)
		}
	}
	k.text.Headline, k.text.Standfirst = headline.Text, standfirst.Text
	return headline, standfirst
}

// fields are where segments stand, in the order in which they are read.
var fields = []string{"headline", "standfirst", "dateline", "lead.caption", "lead.alt", "document", "document.alt"}

// inOrder returns segments in the order in which they are read: a mark moves
// what stands behind it.
func inOrder(segments []domain.Segment) []domain.Segment {
	return slices.SortedStableFunc(slices.Values(segments), func(a, b domain.Segment) int {
		return cmp.Or(cmp.Compare(slices.Index(fields, a.Field), slices.Index(fields, b.Field)), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Target.Start, b.Target.Start))
	})
}

// places are the texts of an article that marks are put into, the headline and
// the standfirst being the given ones.
func places(a *domain.Article, headline, standfirst *domain.Text) map[domain.Place]*domain.Text {
	out := map[domain.Place]*domain.Text{{Field: "headline"}: headline, {Field: "standfirst"}: standfirst}
	if a.Lead != nil {
		out[domain.Place{Field: "lead.caption"}] = &a.Lead.Caption
	}
	n := 0
	for _, t := range a.Document.Texts() {
		out[domain.Place{Field: "document", Part: n}] = t
		n++
	}
	return out
}

// warnings are the messages of the findings that readers should know of.
func (k *work) warnings(findings []domain.Finding) []Warning {
	var out []Warning
	for _, f := range findings {
		if !f.Doubtful() {
			continue
		}
		text, lang := k.say.Finding(f.Rule, f.Args), k.say.Lang()
		if text == "" {
			text, lang = f.Message, "en"
		}
		if w := (Warning{text, lang, document.Direction(lang)}); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// insertMark puts the mark of the numbered doubt at a byte of t, behind the
// spans that end there, and returns the mark's length.
func insertMark(t *domain.Text, at, number int) int {
	mark := mark(number)
	for i := range t.Spans {
		if t.Spans[i].Start >= at {
			t.Spans[i].Start += len(mark)
		}
		if t.Spans[i].End > at {
			t.Spans[i].End += len(mark)
		}
	}
	t.Text = t.Text[:at] + mark + t.Text[at:]
	t.Spans = append(t.Spans, domain.Span{Start: at, End: at + len(mark), Kind: domain.Sup})
	domain.SortSpans(t.Spans)
	return len(mark)
}

func mark(number int) string { return "[?" + strconv.Itoa(number) + "]" }

// doubtBlocks are the list of doubtful passages as blocks, none if there are none.
func (k *work) doubtBlocks() []domain.Block {
	if len(k.doubts) == 0 {
		return nil
	}
	list := domain.Block{Kind: domain.List}
	for i, d := range k.doubts {
		item := []domain.Block{paragraph(fmt.Sprintf("%s %s", mark(i+1), d.Target)), paragraph(d.Source)}
		for _, m := range d.Messages {
			item = append(item, paragraph(m.Text))
		}
		list.Items = append(list.Items, item)
	}
	return []domain.Block{{Kind: domain.Heading, Level: 2, Text: domain.PlainText(k.say.Text(message.Doubtful))}, list}
}

func paragraph(s string) domain.Block {
	return domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(oneLine(s))}
}
