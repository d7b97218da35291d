package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/dragoman-news/dragoman/internal/search"
	"github.com/dragoman-news/dragoman/internal/store"
)

// runs is how often each reading is measured.
const runs = 200

// stopWords is how many of the commonest words stand for those that the analyser
// of a real language leaves out: the commonest that is searched for is in a third
// of the articles.
const stopWords = 150

// reading is something that readers wait for; n chooses what is asked for.
type reading struct {
	name string
	read func(ctx context.Context, s *store.Store, n int) error
}

// measure prints how long readings take in a store of n articles.
func measure(ctx context.Context, address string, n int) error {
	s, err := store.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	fmt.Printf("%d articles\n", n)
	for _, r := range readings(n) {
		times, busy := make([]time.Duration, runs), make([]time.Duration, runs)
		for i := range times {
			began, spent := time.Now(), processor()
			if err := r.read(ctx, s, i); err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
			times[i], busy[i] = time.Since(began), processor()-spent
		}
		slices.Sort(times)
		slices.Sort(busy)
		fmt.Printf("  %-32s p50 %7.2f ms   p95 %7.2f ms   processor p50 %7.2f ms   p95 %7.2f ms\n",
			r.name, ms(times[runs/2]), ms(times[runs*95/100]), ms(busy[runs/2]), ms(busy[runs*95/100]))
	}
	if info, err := os.Stat(address); err == nil {
		fmt.Printf("  %-32s %.1f MB, %.2f MB per 1,000 articles\n", "database", float64(info.Size())/1e6, float64(info.Size())/1e3/float64(n))
	}
	memory, err := peakMemory()
	if err != nil {
		return err
	}
	fmt.Printf("  %-32s %.0f MB\n", "peak memory of reading", memory)
	return nil
}

// processor returns the processor time that the process has taken, which other
// programs don't change as much as they change how long something takes.
func processor() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }

func readings(n int) []reading {
	front := func(f store.Front) func(context.Context, *store.Store, int) error {
		f.Edition = edition
		return func(ctx context.Context, s *store.Store, _ int) error {
			list, err := s.EditionFront(ctx, f)
			if err == nil && len(list) == 0 {
				err = fmt.Errorf("nothing on the front")
			}
			return err
		}
	}
	sectionsOf := func(ctx context.Context, s *store.Store, _ int) error {
		_, err := s.EditionSections(ctx, edition)
		return err
	}
	covered := func(ctx context.Context, s *store.Store, _ int) error {
		_, err := s.MostCovered(ctx, edition, start.Add(time.Duration(n)*7*time.Minute-48*time.Hour), 5)
		return err
	}
	return []reading{
		{"front page: all of it", func(ctx context.Context, s *store.Store, i int) error {
			for _, read := range []func(context.Context, *store.Store, int) error{front(store.Front{Limit: 60}), sectionsOf, covered} {
				if err := read(ctx, s, i); err != nil {
					return err
				}
			}
			return nil
		}},
		{"front page: 60 headlines", front(store.Front{Limit: 60})},
		{"front page: sections", sectionsOf},
		{"front page: most covered", covered},
		{"section page", front(store.Front{Section: "sport", Limit: 40})},
		{"sources", func(ctx context.Context, s *store.Store, _ int) error {
			_, err := s.EditionSources(ctx, edition)
			return err
		}},
		{"days", func(ctx context.Context, s *store.Store, _ int) error {
			_, err := s.EditionDays(ctx, edition)
			return err
		}},
		{"article", func(ctx context.Context, s *store.Store, i int) error {
			_, err := s.PublishedTranslation(ctx, edition, int64(i*7919%n)+1)
			return err
		}},
		{"related", func(ctx context.Context, s *store.Store, i int) error {
			_, err := s.Related(ctx, edition, int64(n-i*7%min(n, placed)), 6)
			return err
		}},
		searching("search: a name", func(_ *writer, i int) string { return word(1, vocabulary+uint64(i*7919%n/perEvent*eventNames)) }),
		searching("search: a word of the text", func(w *writer, _ int) string { return word(1, w.asked()) }),
		searching("search: two words", func(w *writer, _ int) string { return word(1, w.asked()) + " " + word(0, w.asked()) }),
		searching("search: four words", func(w *writer, _ int) string {
			var all []string
			for range 4 {
				all = append(all, word(1, w.asked()))
			}
			return strings.Join(all, " ")
		}),
		searching("search: the commonest word", func(*writer, int) string { return word(1, stopWords) }),
		searching("search: as you type, 1 letter", beginning(1)),
		searching("search: as you type, 3 letters", beginning(3)),
		searching("search: mixed", func(w *writer, i int) string {
			switch i % 4 {
			case 0:
				return word(1, vocabulary+uint64(i*7919%n/perEvent*eventNames))
			case 1:
				return word(1, w.asked()) + " " + word(0, w.asked())
			case 2:
				return beginning(3)(w, i)
			default:
				return word(1, w.asked())
			}
		}),
	}
}

// asked chooses a word as readers would: as often as text has it, but none of
// the commonest, which in a real language aren't searched for.
func (w *writer) asked() uint64 {
	for {
		if n := w.zipf.Uint64(); n >= stopWords {
			return n
		}
	}
}

// beginning asks for words by their first letters.
func beginning(letters int) func(*writer, int) string {
	return func(w *writer, _ int) string {
		typed := []rune(word(1, w.asked()))
		return string(typed[:min(letters, len(typed))]) + "*"
	}
}

// searching searches for text; an asterisk at its end marks a beginning.
func searching(name string, text func(w *writer, i int) string) reading {
	w := newWriter(99)
	return reading{name, func(ctx context.Context, s *store.Store, i int) error {
		typed, prefix := strings.CutSuffix(text(w, i), "*")
		_, _, err := s.SearchEdition(ctx, store.Search{Edition: edition, Words: search.Query(typed, "ru", "en"), Prefix: prefix, Limit: 20})
		return err
	}}
}

// peakMemory returns the most memory that the process has had, in MB.
func peakMemory() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "VmHWM:" {
			kb, err := strconv.Atoi(fields[1])
			return float64(kb) / 1e3, err
		}
	}
	return 0, fmt.Errorf("the system doesn't tell the peak memory")
}
