package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/chrf"
)

// scores prints chrF of the three translations of the news.
func (b *bench) scores() {
	var lines [3][]string
	var references []string
	for _, d := range b.docs {
		references = append(references, d.reference...)
		for k, list := range [][]string{d.raw, d.chain, d.termed} {
			lines[k] = append(lines[k], list...)
		}
	}
	fmt.Fprintf(b.out, "chrF of %d lines\n", len(references))
	for k, what := range systems {
		fmt.Fprintf(b.out, "  %-18s %5.2f\n", what, chrf.Score(lines[k], references))
	}
}

// both translates lines by the plain engine, in one call, and by the chain.
func (b *bench) both(ctx context.Context, lines []string) (raw, chain []string, segments [][]domain.Segment, err error) {
	inputs := make([]translate.Input, len(lines))
	for i, l := range lines {
		inputs[i].Text = l
	}
	outputs, err := b.pair.Translate(ctx, inputs)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, o := range outputs {
		raw = append(raw, o.Text)
	}
	chain, segments, err = b.paragraphs(ctx, lines, nil)
	return raw, chain, segments, err
}

// mostQuoted is how many segments with quotations are looked at.
const mostQuoted = 200

// quotes counts the segments, with the curly marks that news sites set, all of whose
// quotation marks come back.
func (b *bench) quotes(ctx context.Context) error {
	var lines []string
	for _, d := range b.docs {
		for _, l := range d.english {
			if n := strings.Count(l, `"`); n > 0 && n%2 == 0 && len(lines) < mostQuoted {
				lines = append(lines, curly(l))
			}
		}
	}
	raw, chain, _, err := b.both(ctx, lines)
	if err != nil {
		return err
	}
	kept := func(out []string) (n int) {
		for i, x := range out {
			want := strings.Count(lines[i], "“")
			straight := strings.Count(x, `"`)
			opened, closed := strings.Count(x, "«")+strings.Count(x, "„"), strings.Count(x, "»")+strings.Count(x, "“")+strings.Count(x, "”")
			if straight == 2*want && opened+closed == 0 || straight == 0 && opened == want && closed == want {
				n++
			}
		}
		return n
	}
	fmt.Fprintf(b.out, "all quotation marks kept, of %d segments with curly ones\n", len(lines))
	for k, out := range [][]string{raw, chain} {
		fmt.Fprintf(b.out, "  %-18s %5.1f %%\n", systems[k], percent(kept(out), len(lines)))
	}
	return nil
}

// curly sets straight marks as pairs of curly ones.
func curly(line string) string {
	var w strings.Builder
	for i, part := range strings.Split(line, `"`) {
		if i > 0 {
			w.WriteString([]string{"”", "“"}[i%2])
		}
		w.WriteString(part)
	}
	return w.String()
}

var (
	amounts = []string{
		"The company paid C5 million for the site.", "A C20-a-week cut was announced on Monday.", "Sales rose to C2.8bn in March.", "The C1,200 fine was cancelled.",
		"He earns between C30,000 and C45,000 a year.", "The C5-10 million plan failed.", "Prices start at C9.99.", "It cost C3m (C4m with taxes).", "Officials asked for C7 trillion in aid.",
	}
	signs = []struct{ sign, stems string }{
		{"£", "фунт"}, {"€", "евро"}, {"¥", "иен йен"}, {"₹", "рупи"}, {"$", "долл $"},
	}
)

// currencies counts the amounts whose currency became another, or was lost.
func (b *bench) currencies(ctx context.Context) error {
	var lines, own []string
	for _, s := range signs {
		for _, a := range amounts {
			lines, own = append(lines, strings.ReplaceAll(a, "C", s.sign)), append(own, s.sign)
		}
	}
	raw, chain, segments, err := b.both(ctx, lines)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "currencies of %d amounts: another one / none / of these not blocked\n", len(lines))
	for k, out := range [][]string{raw, chain} {
		swapped, lost, silent := 0, 0, 0
		for i, x := range out {
			named, other := false, false
			for _, s := range signs {
				has := slices.ContainsFunc(strings.Fields(s.stems), func(stem string) bool { return strings.Contains(strings.ToLower(x), stem) })
				named, other = named || has && s.sign == own[i], other || has && s.sign != own[i]
			}
			switch {
			case other:
				swapped++
			case !named:
				lost++
			default:
				continue
			}
			if k == 0 || !slices.ContainsFunc(segments[i], blocked) {
				silent++
				if b.show {
					fmt.Fprintf(b.out, "    %q became %q\n", lines[i], x)
				}
			}
		}
		fmt.Fprintf(b.out, "  %-18s %d / %d / %d\n", systems[k], swapped, lost, silent)
	}
	return nil
}

func blocked(s domain.Segment) bool {
	return slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Severity == domain.SeverityBlock })
}

// links counts the numbers that stand alone in a link of the source and are in
// the translation's.
func (b *bench) links(ctx context.Context) error {
	d := domain.Document{Lang: "en"}
	var numbers []string
	for _, doc := range b.docs {
		for _, l := range doc.english {
			for i, f := range strings.Fields(l) {
				number := strings.Trim(f, "$(),.%")
				if i == 0 || number == "" || strings.Trim(number, "0123456789") != "" || strings.Count(l, number) != 1 {
					continue
				}
				at := strings.Index(l, number)
				d.Blocks = append(d.Blocks, domain.Block{Kind: domain.Paragraph, Text: domain.Text{
					Text: l, Spans: []domain.Span{{Start: at, End: at + len(number), Kind: domain.Link, Href: "https://example.org/"}},
				}})
				numbers = append(numbers, number)
				break
			}
		}
	}
	t, err := translate.Document(ctx, d, translate.Options{From: "en", To: "ru", Router: translate.NewRouter(b.engine)})
	if err != nil {
		return err
	}
	right, comparable, broken := 0, 0, 0
	for i, block := range t.Article.Document.Blocks {
		x := block.Text
		if len(x.Spans) != 1 || x.Spans[0].Start == x.Spans[0].End {
			broken++
			continue
		}
		if strings.Contains(x.Text, numbers[i]) {
			comparable++
			if strings.Contains(x.Text[x.Spans[0].Start:x.Spans[0].End], numbers[i]) {
				right++
			}
		}
	}
	fmt.Fprintf(b.out, "numbers in links: %.1f %% of %d in their link, %d of %d links empty, lost or doubled\n", percent(right, comparable), comparable, broken, len(numbers))
	return nil
}
