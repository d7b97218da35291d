package model_test

import (
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/dragoman-news/dragoman/nmt/internal/model"
	"github.com/dragoman-news/dragoman/nmt/internal/synthetic"
)

const alwaysFirst = 7

func shortlist(t testing.TB, shared bool) ([]byte, model.Config) {
	t.Helper()
	s := small()
	s.Shared, s.TargetWords = shared, 90
	if shared {
		s.TargetWords = s.SourceWords
	}
	return synthetic.New(s).Shortlist(alwaysFirst), model.Config{SourceWords: s.SourceWords, TargetWords: s.TargetWords, Shared: shared}
}

// selectNaively does what Shortlist.Select should, straight from the bytes of
// a file.
func selectNaively(data []byte, c model.Config, source, always []int32) []int32 {
	offsets := int(binary.LittleEndian.Uint64(data[32:]))
	offset := func(i int32) int { return int(binary.LittleEndian.Uint64(data[48+8*i:])) }
	set := map[int32]bool{}
	for w := range int32(alwaysFirst) {
		set[w] = true
	}
	for _, w := range always {
		set[w] = true
	}
	for _, w := range source {
		if c.Shared {
			set[w] = true
		}
		for i := offset(w); i < offset(w+1); i++ {
			set[int32(binary.LittleEndian.Uint32(data[48+8*offsets+4*i:]))] = true
		}
	}
	for w := int32(alwaysFirst); len(set)%8 != 0 && int(w) < c.TargetWords; w++ {
		set[w] = true
	}
	var out []int32
	for w := range set {
		out = append(out, w)
	}
	slices.Sort(out)
	return out
}

func TestShortlistSelect(t *testing.T) {
	t.Parallel()
	for _, shared := range []bool{true, false} {
		data, c := shortlist(t, shared)
		s, err := model.ParseShortlist(data, c)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(4, 4))
		for n := range 40 {
			source := make([]int32, n)
			for i := range source {
				source[i] = r.Int32N(int32(c.SourceWords))
			}
			always := []int32{r.Int32N(int32(c.TargetWords))}
			got, want := s.Select(source, always), selectNaively(data, c, source, always)
			if !slices.Equal(got, want) {
				t.Errorf("shared %v: Select(%v, %v) = %v, want %v", shared, source, always, got, want)
			}
		}
	}
}

func TestParseShortlistRefuses(t *testing.T) {
	t.Parallel()
	whole, c := shortlist(t, true)
	set := func(at int, v uint64) func([]byte) []byte {
		return func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[at:], v)
			return b
		}
	}
	for name, damage := range map[string]func([]byte) []byte{
		"empty":                  func([]byte) []byte { return nil },
		"magic":                  set(0, 1),
		"first":                  set(16, 41),
		"number of offsets":      set(32, math.MaxUint64),
		"many offsets":           set(32, math.MaxUint64/8+2),
		"no offsets":             set(32, 0),
		"number of words":        set(40, math.MaxUint64/4+1),
		"truncated":              func(b []byte) []byte { return b[:len(b)-1] },
		"an offset out of order": set(48+8*20, 0),
		"an offset beyond":       set(48+8*40, 1<<40),
		"a word beyond":          func(b []byte) []byte { b[len(b)-2] = 1; return b },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := model.ParseShortlist(damage(slices.Clone(whole)), c); !errors.Is(err, model.ErrFormat) {
				t.Errorf("error is %v, want a format error", err)
			}
		})
	}
	if _, err := model.ParseShortlist(whole, model.Config{SourceWords: 41, TargetWords: 40}); !errors.Is(err, model.ErrFormat) {
		t.Errorf("too few offsets give %v", err)
	}
}

func FuzzParseShortlist(f *testing.F) {
	data, c := shortlist(f, true)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := model.ParseShortlist(data, c)
		if err != nil {
			return
		}
		source := []int32{0, 1, 39}
		got := s.Select(source, nil)
		if !slices.IsSorted(got) || len(got) > c.TargetWords {
			t.Errorf("Select gives %v", got)
		}
	})
}
