package story

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/search"
)

const (
	// leadTerms is how many terms of the text count for its story: what is new
	// stands at its beginning.
	leadTerms  = 120
	titleTerms = 40
	// wordingTerms is how many words of a text count for finding copies.
	wordingTerms = 20_000
)

// Sketch is what is compared of an article.
type Sketch struct {
	lang      string // base language
	language  int64  // the term that every article of the language has
	frequency map[int64]float64
	wording
}

// Read makes the sketch of an article.
func Read(a domain.Article) Sketch {
	s := Sketch{lang: lang.Base(a.Lang), frequency: map[int64]float64{}}
	s.language = termHash(s.lang, "")
	text := plain(a)
	for _, t := range search.Terms(a.Headline, a.Lang, titleTerms) {
		s.frequency[termHash(s.lang, t)] += 2
	}
	for _, t := range search.Terms(text, a.Lang, leadTerms) {
		s.frequency[termHash(s.lang, t)]++
	}
	s.wording = readWording(text, s.lang)
	return s
}

func plain(a domain.Article) string {
	var b strings.Builder
	b.WriteString(a.Standfirst + "\n")
	for _, t := range a.Document.Texts() {
		b.WriteString(t.Text + "\n")
	}
	return b.String()
}

func termHash(language, term string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(language + "\x00" + term)) // a hash never fails
	return int64(h.Sum64())
}

// hashes returns all of the article's terms, with the language's, sorted.
func (s Sketch) hashes() []int64 {
	all := []int64{s.language}
	for h := range s.frequency {
		all = append(all, h)
	}
	slices.Sort(all)
	return all
}

// vector returns the weightiest terms, with length 1: (1 + ln tf) · idf.
func (s Sketch) vector(known map[int64]domain.StoryTerm) vector {
	v := make(vector, 0, len(s.frequency))
	all := known[s.language].Articles
	for h, tf := range s.frequency {
		v = append(v, term{h, (1 + math.Log(tf)) * idf(h, known[h].Articles, all)})
	}
	return v.best(storyTerms).unit()
}

// counted returns what is known of the terms with this article, which has
// joined a story; 0 is one that has no identifier yet.
func (s Sketch) counted(known map[int64]domain.StoryTerm, v vector, story int64) []domain.StoryTerm {
	leading := map[int64]bool{}
	for _, t := range v {
		leading[t.hash] = true
	}
	var terms []domain.StoryTerm
	for _, h := range s.hashes() {
		t := known[h]
		t.Hash = h
		t.Articles++
		if leading[h] {
			rest := slices.DeleteFunc(slices.Clone(t.Stories), func(id int64) bool { return id == story })
			t.Stories = append([]int64{story}, rest[:min(len(rest), ring-1)]...)
		}
		terms = append(terms, t)
	}
	return terms
}

// vector is terms with weights, sorted by hash.
type vector []term

type term struct {
	hash   int64
	weight float64
}

func byHash(a, b term) int { return cmp.Compare(a.hash, b.hash) }

func byWeight(a, b term) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.hash, b.hash))
}

// top returns the n weightiest terms, the weightiest first.
func (v vector) top(n int) []term {
	sorted := slices.SortedFunc(slices.Values(v), byWeight)
	return sorted[:min(n, len(sorted))]
}

// best returns the vector of the n weightiest terms.
func (v vector) best(n int) vector {
	return slices.SortedFunc(slices.Values(v.top(n)), byHash)
}

func (v vector) length() float64 {
	sum := 0.0
	for _, t := range v {
		sum += t.weight * t.weight
	}
	return math.Sqrt(sum)
}

func (v vector) unit() vector {
	n := v.length()
	if n == 0 {
		return nil
	}
	out := slices.Clone(v)
	for i := range out {
		out[i].weight /= n
	}
	return out
}

// cosine returns the likeness of two vectors, 0 of an empty one.
func (v vector) cosine(w vector) float64 {
	dot := 0.0
	for i, j := 0, 0; i < len(v) && j < len(w); {
		switch c := cmp.Compare(v[i].hash, w[j].hash); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			dot += v[i].weight * w[j].weight
			i++
			j++
		}
	}
	if dot == 0 {
		return 0
	}
	return dot / (v.length() * w.length())
}

// centroidTerms is how many terms of a story are kept.
const centroidTerms = 64

// add returns the sum of two vectors, as a centroid is kept.
func (v vector) add(w vector) vector {
	sum := map[int64]float64{}
	for _, t := range slices.Concat(v, w) {
		sum[t.hash] += t.weight
	}
	out := make(vector, 0, len(sum))
	for h, weight := range sum {
		out = append(out, term{h, weight})
	}
	return out.best(centroidTerms)
}
