package story

import (
	"context"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/search"
)

const (
	// shingle is how many words in a row make one; the pairs of characters of
	// scripts without spaces overlap, so that five of them are six characters.
	shingle, shingleUnspaced = 4, 5
	// kept is the share of shingles that a sketch keeps, but it keeps least if
	// the text has them, and most at the most.
	kept  = math.MaxUint32 / 8
	least = 32
	most  = 1024
	// printed is how many hashes of a text lead to it. A copy of half of the text
	// shares one of them with a probability of 1 − 2⁻¹⁶.
	printed = 16
	// fewest is how many shingles a text must have to be compared: a site's
	// phrase in the place of a text has less.
	fewest = 16
	// alike is how many texts are compared with, and enough how many hashes two
	// sketches must have to be compared.
	alike, enough = 16, 6
	// sameText and partOfText are the likeness (Jaccard) and the containment from
	// which a text is a copy.
	sameText, partOfText = 0.5, 0.7
)

// wording is a sample of a text's shingles; that of a short text is empty.
type wording struct {
	sample []uint32 // sorted; all that are below limit
	limit  uint32
	exact  uint32 // hash of all words
}

func readWording(text, language string) wording {
	words := strings.Fields(search.Document(text, language))
	words = words[:min(len(words), wordingTerms)]
	size := shingle
	if len(words) > 0 && unspaced(words) {
		size = shingleUnspaced
	}
	var all []uint32
	for i := 0; i+size <= len(words); i++ {
		all = append(all, shingleHash(words[i:i+size]))
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) < fewest {
		return wording{}
	}
	n, _ := slices.BinarySearch(all, kept)
	n = min(max(n, least), most, len(all))
	w := wording{sample: slices.Clone(all[:n]), limit: kept, exact: shingleHash(words)}
	switch {
	case n == len(all): // the whole of a short text
		w.limit = math.MaxUint32
	case n == least || n == most:
		w.limit = all[n]
	}
	return w
}

// unspaced reports whether most words are pairs of characters of a script
// without spaces, which the analyser writes with the prefix of all languages.
func unspaced(words []string) bool {
	pairs := 0
	for _, w := range words {
		if r := []rune(w); len(r) == 4 && r[0] == 'x' && r[1] == '0' && r[2] >= 0x0E00 && r[3] >= 0x0E00 {
			pairs++
		}
	}
	return 2*pairs > len(words)
}

func shingleHash(words []string) uint32 {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w)) // a hash never fails
		_, _ = h.Write([]byte{0})
	}
	sum := h.Sum64() // FNV's low bits are its weak ones
	return uint32((sum ^ sum>>29) * 0xbf58476d1ce4e5b9 >> 32)
}

// prints returns the hashes by which copies of the text find each other.
func (w wording) prints() []int64 {
	if len(w.sample) == 0 {
		return nil
	}
	all := []int64{int64(w.exact) << 32} // apart from the hashes of shingles
	for _, h := range w.sample[:min(printed, len(w.sample))] {
		all = append(all, int64(h))
	}
	return all
}

// asked returns the hashes that lead to the texts that this one may be a copy of.
func (w wording) asked() []int64 {
	if len(w.sample) == 0 {
		return nil
	}
	all := w.prints()[:1]
	for _, h := range w.sample[:min(256, len(w.sample))] {
		all = append(all, int64(h))
	}
	return all
}

// copies reports whether one of two texts is the other's copy, or a part of it.
func (w wording) copies(o wording) bool {
	if w.exact == o.exact && slices.Equal(w.sample, o.sample) {
		return len(w.sample) > 0
	}
	limit := min(w.limit, o.limit)
	a, _ := slices.BinarySearch(w.sample, limit)
	b, _ := slices.BinarySearch(o.sample, limit)
	if min(a, b) < enough {
		return false
	}
	both := 0
	for _, h := range w.sample[:a] {
		if _, found := slices.BinarySearch(o.sample[:b], h); found {
			both++
		}
	}
	return float64(both) >= sameText*float64(a+b-both) || float64(both) >= partOfText*float64(min(a, b))
}

// findOriginal makes the member a copy of the first text that has its wording,
// which it returns, or texts that are later copies of the member.
func findOriginal(ctx context.Context, shelf Shelf, s Sketch, p *domain.Placement, now time.Time) (original domain.StoryMember, err error) {
	if len(s.sample) == 0 {
		return original, nil
	}
	members, err := shelf.StoryAlike(ctx, s.asked(), now.Add(-copyWindow), alike)
	if err != nil {
		return original, err
	}
	first := p.Member
	for _, m := range members {
		w, err := unpackWording(m.Sketch)
		if err != nil {
			return original, err
		}
		if m.Article == p.Member.Article || !w.copies(s.wording) {
			continue
		}
		p.Copies = append(p.Copies, m.Article)
		if original.Story == 0 {
			original = m
		}
		if m.Time.Before(first.Time) || m.Time.Equal(first.Time) && m.Article < first.Article {
			first = m
		}
	}
	if first.Article != p.Member.Article {
		p.Member.CopyOf, p.Copies = first.Article, nil
		if first.CopyOf != 0 {
			p.Member.CopyOf = first.CopyOf
		}
		original = first
	}
	return original, nil
}
