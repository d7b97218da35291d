package check

import (
	"cmp"
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Translation checks all segments of t, the translation of source, and adds
// what it finds to them, but for what was found under the same rule when the
// segment was translated; those are put into the checker's language. Segments
// that don't fit the articles are passed over.
func (c *Checker) Translation(source domain.Article, t *domain.Translation) {
	sources, targets := source.Texts(), t.Article.Texts()
	var pairs []Pair
	var owners []int
	paragraph, place := 0, domain.Place{}
	for i, s := range t.Segments {
		if s.Place() != place {
			paragraph, place = paragraph+1, s.Place()
		}
		a, ok := sources[place].Cut(s.Source)
		b, fits := targets[place].Cut(s.Target)
		foreign := slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Rule == "foreign-language" })
		if foreign {
			c.reword(s.Findings, "")
		}
		if ok && fits && !foreign {
			pairs = append(pairs, Pair{Source: a.Text, Target: b.Text, SourceSpans: a.Spans, TargetSpans: b.Spans, Paragraph: paragraph, Alignment: alignmentOf(s.Alignment, a.Text, b.Text)})
			owners = append(owners, i)
		}
	}
	for i, findings := range c.Document(pairs) {
		segment := &t.Segments[owners[i]]
		known := segment.Findings
		c.reword(known, pairs[i].Source)
		for _, f := range findings {
			if !slices.ContainsFunc(known, func(k domain.Finding) bool { return k.Rule == f.Rule }) {
				segment.Findings = append(segment.Findings, f)
			}
		}
	}
}

// alignmentOf is the alignment that the quadruples of a segment stand for, nil
// where there are none or one doesn't fit the texts. Every source token of
// a target token has an equal share of it.
func alignmentOf(quadruples [][4]int, source, target string) *Alignment {
	if len(quadruples) == 0 || max(len(source), len(target)) > longestSegment {
		return nil
	}
	al := &Alignment{}
	columns, rows := map[domain.Range]int{}, map[domain.Range]int{}
	for _, q := range quadruples {
		from, to := domain.Range{Start: q[0], End: q[1]}, domain.Range{Start: q[2], End: q[3]}
		if from.Start < 0 || from.Start > from.End || from.End > len(source) || to.Start < 0 || to.Start > to.End || to.End > len(target) {
			return nil
		}
		if _, ok := columns[from]; !ok {
			columns[from] = 0
			al.Source = append(al.Source, from)
		}
		if _, ok := rows[to]; !ok && to.Start < to.End {
			rows[to] = len(al.Target)
			al.Target = append(al.Target, to)
		}
	}
	slices.SortFunc(al.Source, func(a, b domain.Range) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	for i, r := range al.Source {
		columns[r] = i
	}
	al.Weights = make([][]float32, len(al.Target))
	for i := range al.Weights {
		al.Weights[i] = make([]float32, len(al.Source))
	}
	for _, q := range quadruples {
		if row, ok := rows[domain.Range{Start: q[2], End: q[3]}]; ok {
			al.Weights[row][columns[domain.Range{Start: q[0], End: q[1]}]] = 1
		}
	}
	for _, row := range al.Weights {
		share(row)
	}
	return al
}

// share divides 1 among the weights that are there.
func share(row []float32) {
	var total float32
	for _, w := range row {
		total += w
	}
	for i := range row {
		if total > 0 {
			row[i] /= total
		}
	}
}

// reword says findings in the checker's language where package message knows
// their rule. A segment that is untranslated as a whole is quoted.
func (c *Checker) reword(findings []domain.Finding, source string) {
	for i := range findings {
		f := &findings[i]
		if f.Rule == "untranslated" && len(f.Args) == 0 {
			f.Args = []string{short(source)}
		}
		if said := c.messages.Finding(f.Rule, f.Args); said != "" {
			f.Message = said
		}
	}
}
