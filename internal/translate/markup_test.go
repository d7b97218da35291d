package translate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// tags maps the tags of the tests' notation to kinds of spans.
var tags = map[string]domain.SpanKind{
	"a": domain.Link, "b": domain.Strong, "i": domain.Emphasis, "c": domain.Code, "u": domain.Sub, "p": domain.Sup,
}

// marked reads a text with spans as tags. Links are numbered.
func marked(t *testing.T, s string) domain.Text {
	t.Helper()
	var out domain.Text
	var open []int
	links := 0
	for s != "" {
		before, rest, found := strings.Cut(s, "<")
		out.Text += before
		if !found {
			break
		}
		name, after, closed := strings.Cut(rest, ">")
		if !closed {
			t.Fatalf("tag without an end in %q", s)
		}
		s = after
		if kind, ok := tags[name]; ok {
			span := domain.Span{Start: len(out.Text), Kind: kind}
			if kind == domain.Link {
				links++
				span.Href = fmt.Sprintf("https://example.org/%d", links)
			}
			open = append(open, len(out.Spans))
			out.Spans = append(out.Spans, span)
			continue
		}
		out.Spans[open[len(open)-1]].End = len(out.Text)
		open = open[:len(open)-1]
	}
	domain.SortSpans(out.Spans)
	if err := out.Validate(); err != nil {
		t.Fatalf("the test's own text: %v", err)
	}
	return out
}

// shown writes a text with its spans as tags.
func shown(x domain.Text) string {
	names := map[domain.SpanKind]string{}
	for name, kind := range tags {
		names[kind] = name
	}
	var b strings.Builder
	var open []domain.Span
	next := 0
	for at := 0; at <= len(x.Text); at++ {
		for len(open) > 0 && open[len(open)-1].End == at {
			b.WriteString("</" + names[open[len(open)-1].Kind] + ">")
			open = open[:len(open)-1]
		}
		for next < len(x.Spans) && x.Spans[next].Start == at {
			b.WriteString("<" + names[x.Spans[next].Kind] + ">")
			open = append(open, x.Spans[next])
			next++
		}
		if at < len(x.Text) {
			b.WriteByte(x.Text[at])
		}
	}
	return b.String()
}

// translateText translates one text as the only paragraph of a document.
func translateText(t *testing.T, e Engine, from, to string, x domain.Text) (domain.Text, []domain.Segment) {
	t.Helper()
	d := domain.Document{Lang: from, Blocks: []domain.Block{{Kind: domain.Paragraph, Text: x}}}
	tr, err := Document(t.Context(), d, Options{From: from, To: to, Router: NewRouter(e)})
	if err != nil {
		t.Fatalf("translate %q: %v", x.Text, err)
	}
	if err := tr.Article.Document.Validate(); err != nil {
		t.Fatalf("translation of %q: %v", x.Text, err)
	}
	return tr.Article.Document.Blocks[0].Text, tr.Segments
}

func TestMarkup(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ source, want string }{
		"nothing":                      {"", ""},
		"no markup":                    {"The red house is here.", "La casa roja es aquí."},
		"one word":                     {"The <b>house</b> is here.", "La <b>casa</b> es aquí."},
		"reordered words":              {"The <a>red house</a> is here.", "La <a>casa roja</a> es aquí."},
		"one of reordered words":       {"The <a>red</a> house is here.", "La casa <a>roja</a> es aquí."},
		"reordered, marked apart":      {"The <b>red</b> <a>house</a> is here.", "La <a>casa</a> <b>roja</b> es aquí."},
		"nested":                       {"The <a><b>red</b> house</a> is here.", "La <a>casa <b>roja</b></a> es aquí."},
		"nested over the same words":   {"The <a><b>red house</b></a> is here.", "La <a><b>casa roja</b></a> es aquí."},
		"nested three deep":            {"The <b><a><i>house</i></a></b> is here.", "La <b><a><i>casa</i></a></b> es aquí."},
		"the whole sentence":           {"<a>The red house is here.</a>", "<a>La casa roja es aquí.</a>"},
		"the sentence but its mark":    {"<a>The red house is here</a>.", "<a>La casa roja es aquí</a>."},
		"two whole sentences":          {"<a>The house is here. The car is big.</a>", "<a>La casa es aquí. La coche es grande.</a>"},
		"from one sentence to another": {"The house <b>is here. The car</b> is big.", "La casa <b>es aquí.</b> <b>La coche</b> es grande."},
		"a link over a boundary":       {"The house <a>is here. The car</a> is big.", "La casa <a>es aquí. La coche</a> es grande."},
		"several sentences":            {"The <a>house</a>. The <b>big <i>car</i></b>. <a>Yes</a>.", "La <a>casa</a>. La <b><i>coche</i> grande</b>. <a>Sí</a>."},
		"at the start":                 {"<a>The house</a> is here.", "<a>La casa</a> es aquí."},
		"at the end":                   {"She is <a>in the house</a>.", "Ella es <a>en la casa</a>."},
		"at the end with its mark":     {"She is <a>in the house.</a>", "Ella es <a>en la casa.</a>"},
		"adjacent links":               {"<a>President</a><a>minister</a> talks.", "<a>President</a><a>minister</a> conversaciones."},
		"adjacent links, a space":      {"The <a>president</a> <a>met</a> us.", "La <a>alcaldesa</a> <a>encontró</a> nosotros."},
		"links of reordered words":     {"The <a>red</a> <a>house</a> is here.", "La <a>casa</a> <a>roja</a> es aquí."},
		"quotation marks inside":       {"He said <a>“yes”</a> today.", "Él dijo <a>«sí»</a> hoy."},
		"quotation marks outside":      {"He said “<a>yes</a>” today.", "Él dijo «<a>sí</a>» hoy."},
		"across a quotation mark":      {"He <a>said “yes</a> and no” today.", "Él <a>dijo «sí</a> y no» hoy."},
		"a number":                     {"He paid <a>125 million</a> today.", "Él pagó <a>125 millones</a> hoy."},
		"only a number":                {"He paid <a>125</a> million today.", "Él pagó <a>125</a> millones hoy."},
		"a line break":                 {"The <b>house\nis</b> here.", "La <b>casa</b>\n<b>es</b> aquí."},
		"inside a word":                {"The ho<b>us</b>e is here.", "La <b>casa</b> es aquí."},
		"a subscript":                  {"The CO<u>2</u> plan is here.", "La CO<u>2</u> plan es aquí."},
		"a superscript without place":  {"The ho<p>us</p>e is here.", "La casa es aquí."},
		"code":                         {"Write <c>the red house</c> here.", "Escriba <c>the red house</c> aquí."},
		"code in a link":               {"Read <a><c>main</c></a> here.", "Lea <a><c>main</c></a> aquí."},
		"only code":                    {"<c>the house</c>", "<c>the house</c>"},
		"an address":                   {"Visit <a>https://example.org/a.b?c=d</a> today.", "Visite <a>https://example.org/a.b?c=d</a> hoy."},
		"only a number in the text":    {"<a>2026</a>", "<a>2026</a>"},
		"signs of markup":              {"The house & the <b>car</b> \"a < b\" is here.", "La casa & la <b>coche</b> «una < b» es aquí."},
		"a break hint":                 {"The <b>ho\u200buse</b> is he\u00adre.", "La <b>casa</b> es aquí."},
		"a no-break space":             {"The <a>red\u00a0house</a> is here.", "La <a>casa roja</a> es aquí."},
		"edge spaces":                  {"The<b> house </b>is here.", "La <b>casa</b> es aquí."},
		"spaces around":                {"  The <b>house</b> is here.  ", "  La <b>casa</b> es aquí.  "},
		"emphasis that is torn apart":  {"The <b>red house</b> is <i>big</i>.", "La <b>casa roja</b> es <i>grande</i>."},
		"a mark only":                  {"The house<a>*</a> is here.", "La casa<a>*</a> es aquí."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := marked(t, strings.ReplaceAll(test.source, "a < b", "a \x01 b"))
			source.Text = strings.ReplaceAll(source.Text, "\x01", "<")
			e := spanishFake()
			e.knows = latinOnly
			got, _ := translateText(t, e, "en", "es", source)
			if shown(got) != test.want {
				t.Errorf("source %s\ngot    %s\nwant   %s", test.source, shown(got), test.want)
			}
		})
	}
}

// TestMarkupWithoutAlignment is the same for engines that give none.
func TestMarkupWithoutAlignment(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ source, want string }{
		{"He paid <a>125 million</a> today.", "Él pagó <a>125 millones</a> hoy."},
		{"The <a>president</a> met Putin today.", "La <a>alcaldesa</a> encontró Putin hoy."},
		{"The president met <a>Putin</a> today.", "La alcaldesa encontró <a>Putin</a> hoy."},
		{"<a>The president met us.</a>", "<a>La alcaldesa encontró nosotros.</a>"},
		{"Visit <a>https://example.org/</a> <b>today</b>.", "Visite <a>https://example.org/</a> <b>hoy</b>."},
	} {
		e := spanishFake()
		e.unaligned = true
		got, segments := translateText(t, e, "en", "es", marked(t, test.source))
		if shown(got) != test.want {
			t.Errorf("source %s\ngot    %s\nwant   %s", test.source, shown(got), test.want)
		}
		guessed := slices.ContainsFunc(segments[0].Findings, func(f domain.Finding) bool { return f.Rule == "link-guessed" })
		if certain := strings.HasPrefix(test.source, "<a>The") || strings.Contains(test.source, "https"); guessed == certain {
			t.Errorf("%s: link-guessed is %t", test.source, guessed)
		}
	}
}

// TestLinksSurvive holds that whatever an engine does, each link comes back once
// and isn't empty.
func TestLinksSurvive(t *testing.T) {
	t.Parallel()
	sources := []string{
		"The <a>red house</a> <a>is</a> <a>here</a>.", "<a>The</a> <a>red</a> <a>house</a> <a>is</a> <a>here</a>.",
		"<a>The red house</a><a> is here.</a>", "The <a>red</a> house is here. <a>The big car</a> <b>met <a>us</a></b>.",
	}
	damages := map[string]func(string, Output) (Output, error){
		"one word for all": func(_ string, o Output) (Output, error) {
			row := make([]float32, len(o.Source))
			for i := range row {
				row[i] = 1 / float32(len(row))
			}
			return Output{Text: "Vosotros", Source: o.Source, Target: []domain.Range{{End: 8}}, Alignment: [][]float32{row}}, nil
		},
		"all aligned to the first": func(_ string, o Output) (Output, error) {
			for _, row := range o.Alignment {
				clear(row)
				row[0] = 1
			}
			return o, nil
		},
		"nothing aligned": func(_ string, o Output) (Output, error) {
			for _, row := range o.Alignment {
				clear(row)
			}
			return o, nil
		},
		"backwards": func(_ string, o Output) (Output, error) {
			slices.Reverse(o.Alignment)
			return o, nil
		},
		"broken alignment": func(_ string, o Output) (Output, error) {
			o.Target = append(o.Target, domain.Range{Start: 5, End: 9000})
			return o, nil
		},
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, source := range sources {
				e := spanishFake()
				e.edit = damage
				x := marked(t, source)
				got, _ := translateText(t, e, "en", "es", x)
				seen := map[string]int{}
				for _, s := range got.Spans {
					if s.Kind == domain.Link {
						seen[s.Href]++
					}
				}
				for _, s := range x.Spans {
					if s.Kind == domain.Link && seen[s.Href] != 1 {
						t.Errorf("%s became %s: link %s is there %d times", source, shown(got), s.Href, seen[s.Href])
					}
				}
			}
		})
	}
}
