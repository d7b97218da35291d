package vocab

// unknownPenalty is how much less than the worst piece an unknown character
// scores, as in the reference implementation.
const unknownPenalty = 10

// bestPath is the best segmentation that ends at some byte of the text: its
// last piece and where that starts, -1 if no segmentation ends here.
type bestPath struct {
	start int
	id    int32
	score float32
}

// segment is a piece of the normalised text up to the byte end.
type segment struct {
	end int
	id  int32
}

// unigram segments s.text so that the sum of scores is greatest (Viterbi).
//
// Scores are added and compared in the widths of the reference
// implementation, double where a piece is known and float where it is not,
// because these decide ties.
func (v *Vocabulary) unigram(s *scratch) {
	text := s.text
	s.paths = append(s.paths[:0], bestPath{})
	for range len(text) {
		s.paths = append(s.paths, bestPath{start: -1})
	}
	paths := s.paths
	for start := 0; start < len(text); {
		here := paths[start].score
		width := min(charWidth(text[start]), len(text)-start)
		single := false
		node := int32(0)
		for end := start + 1; end <= len(text); end++ {
			if node = v.trie.child(node, text[end-1]); node == 0 {
				break
			}
			id := v.trie.nodes[node].id
			if id < 0 {
				continue
			}
			score := v.scores[id] + float64(here)
			if p := &paths[end]; p.start < 0 || score > float64(p.score) {
				*p = bestPath{start, id, float32(score)}
			}
			single = single || end-start == width
		}
		if !single {
			score := v.unknownScore + here
			if p := &paths[start+width]; p.start < 0 || score > p.score {
				*p = bestPath{start, v.unknown, score}
			}
		}
		start += width
	}
	for end := len(text); end > 0; end = paths[end].start {
		s.segments = append(s.segments, segment{end, paths[end].id})
	}
	for i, j := 0, len(s.segments)-1; i < j; i, j = i+1, j-1 {
		s.segments[i], s.segments[j] = s.segments[j], s.segments[i]
	}
}

// charWidth is the length of a UTF-8 sequence by its first byte alone.
func charWidth(first byte) int {
	switch {
	case first < 0xc0:
		return 1
	case first < 0xe0:
		return 2
	case first < 0xf0:
		return 3
	}
	return 4
}
