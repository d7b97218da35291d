package translate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// edit replaces the bytes [start, end) of a text.
type edit struct {
	start, end int
	text       string
}

// rewriting is a text before and after edits, with the places of one in the
// other.
type rewriting struct {
	before, after string
	pieces        []piece
}

// piece is a stretch of text that was kept or replaced as a whole.
type piece struct {
	before, after domain.Range
	kept          bool
}

// rewrite applies edits to text. An edit that overlaps one before it, in the
// order of their starts, is left out.
func rewrite(text string, edits []edit) rewriting {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	r := rewriting{before: text}
	var b strings.Builder
	at := 0
	add := func(end int, replacement string, kept bool) {
		p := piece{before: domain.Range{Start: at, End: end}, kept: kept, after: domain.Range{Start: b.Len()}}
		b.WriteString(replacement)
		p.after.End = b.Len()
		r.pieces = append(r.pieces, p)
		at = end
	}
	for _, e := range edits {
		if e.start < at {
			continue
		}
		if e.start > at {
			add(e.start, text[at:e.start], true)
		}
		add(e.end, e.text, false)
	}
	if at < len(text) {
		add(len(text), text[at:], true)
	}
	r.after = b.String()
	return r
}

// besides returns the changes that overlap none of those before.
func besides(changes, before []edit) []edit {
	return slices.DeleteFunc(changes, func(c edit) bool {
		return slices.ContainsFunc(before, func(e edit) bool { return e.start < c.end && c.start < e.end })
	})
}

// forward returns the range after the edits that came from the range before.
func (r rewriting) forward(x domain.Range) domain.Range {
	return project(x, r.pieces, func(p piece) (domain.Range, domain.Range) { return p.before, p.after }, len(r.after))
}

// back returns the range before the edits that x after them came from.
func (r rewriting) back(x domain.Range) domain.Range {
	return project(x, r.pieces, func(p piece) (domain.Range, domain.Range) { return p.after, p.before }, len(r.before))
}

// project maps x piece by piece: kept pieces byte for byte, replaced ones as a
// whole. An empty range stays empty.
func project(x domain.Range, pieces []piece, sides func(piece) (from, to domain.Range), end int) domain.Range {
	if x.Start >= x.End {
		for _, p := range pieces {
			from, to := sides(p)
			if x.Start < from.End {
				at := to.Start
				if p.kept {
					at += max(0, x.Start-from.Start)
				}
				return domain.Range{Start: at, End: at}
			}
		}
		return domain.Range{Start: end, End: end}
	}
	out, found := domain.Range{}, false
	for _, p := range pieces {
		from, to := sides(p)
		lo, hi := max(x.Start, from.Start), min(x.End, from.End)
		if lo >= hi {
			continue
		}
		part := to
		if p.kept {
			part = domain.Range{Start: to.Start + lo - from.Start, End: to.Start + hi - from.Start}
		}
		if !found {
			out, found = part, true
		}
		out.End = max(out.End, part.End)
	}
	if !found {
		return domain.Range{Start: end, End: end}
	}
	return out
}

func overlap(a, b domain.Range) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }
