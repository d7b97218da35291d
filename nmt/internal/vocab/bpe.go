package vocab

// symbol is a run of the text that is not merged any further yet. Merging
// leaves the right one with an empty range.
type symbol struct {
	start, end     int
	previous, next int // -1 at the ends
	frozen         bool
}

// merge is a candidate: two neighbours that make up a piece together.
type merge struct {
	left, right int
	size        int // bytes; another size tells that a symbol has changed since
	score       float32
}

// bpe segments s.text by merging the pair of neighbours with the highest
// score, the leftmost of equals, until no pair makes up a piece.
func (v *Vocabulary) bpe(s *scratch) {
	s.symbols, s.agenda = s.symbols[:0], s.agenda[:0]
	v.splitSymbols(s)
	b := merger{v: v, scratch: s}
	if v.hasUnused {
		b.parts = map[string]int{}
	}
	for i := 1; i < len(s.symbols); i++ {
		b.propose(i-1, i)
	}
	for len(s.agenda) > 0 {
		top := s.pop()
		left, right := &s.symbols[top.left], &s.symbols[top.right]
		if left.start == left.end || right.start == right.end || right.end-left.start != top.size {
			continue
		}
		left.end, left.next = right.end, right.next
		if right.next >= 0 {
			s.symbols[right.next].previous = top.left
		}
		right.start = right.end
		b.propose(left.previous, top.left)
		b.propose(top.left, left.next)
	}
	for i := 0; i >= 0 && i < len(s.symbols); i = s.symbols[i].next {
		b.emit(s.symbols[i].start, s.symbols[i].end)
	}
}

func (v *Vocabulary) splitSymbols(s *scratch) {
	for start := 0; start < len(s.text); {
		width := 0
		if v.norm.symbols != nil {
			width = longest(v.norm.symbols, s.text[start:])
		}
		sym := symbol{start: start, frozen: width > 0, previous: len(s.symbols) - 1, next: len(s.symbols) + 1}
		if width == 0 {
			width = min(charWidth(s.text[start]), len(s.text)-start)
		}
		start += width
		sym.end = start
		s.symbols = append(s.symbols, sym)
	}
	if n := len(s.symbols); n > 0 {
		s.symbols[n-1].next = -1
	}
}

type merger struct {
	*scratch
	v *Vocabulary
	// parts holds the length of the left part that each unused piece was
	// last proposed of; nil in a vocabulary without unused pieces.
	parts map[string]int
}

func (b *merger) propose(left, right int) {
	if left < 0 || right < 0 || b.symbols[left].frozen || b.symbols[right].frozen {
		return
	}
	start, end := b.symbols[left].start, b.symbols[right].end
	id := lookup(b.v.trie, b.text[start:end])
	if id < 0 {
		return
	}
	b.push(merge{left, right, end - start, b.v.pieces[id].score})
	if b.v.pieces[id].kind == unusedPiece {
		b.parts[string(b.text[start:end])] = b.symbols[left].end - start
	}
}

// emit appends the segment [start, end), cut into the parts that it was
// merged from if it is an unused piece.
func (b *merger) emit(start, end int) {
	id := lookup(b.v.trie, b.text[start:end])
	if id >= 0 && b.v.pieces[id].kind == unusedPiece {
		if left, ok := b.parts[string(b.text[start:end])]; ok {
			b.emit(start, start+left)
			b.emit(start+left, end)
			return
		}
	}
	if id < 0 {
		id = b.v.unknown
	}
	b.segments = append(b.segments, segment{end, id})
}

// before reports whether a is merged before b.
func (a merge) before(b merge) bool {
	return a.score > b.score || a.score == b.score && a.left < b.left
}

// push and pop keep s.agenda as a binary heap, the next merge first.
func (s *scratch) push(m merge) {
	s.agenda = append(s.agenda, m)
	for i := len(s.agenda) - 1; i > 0; {
		parent := (i - 1) / 2
		if !s.agenda[i].before(s.agenda[parent]) {
			break
		}
		s.agenda[i], s.agenda[parent] = s.agenda[parent], s.agenda[i]
		i = parent
	}
}

func (s *scratch) pop() merge {
	top, last := s.agenda[0], len(s.agenda)-1
	s.agenda[0] = s.agenda[last]
	s.agenda = s.agenda[:last]
	for i := 0; ; {
		next := 2*i + 1
		if next >= last {
			return top
		}
		if next+1 < last && s.agenda[next+1].before(s.agenda[next]) {
			next++
		}
		if !s.agenda[next].before(s.agenda[i]) {
			return top
		}
		s.agenda[i], s.agenda[next] = s.agenda[next], s.agenda[i]
		i = next
	}
}
