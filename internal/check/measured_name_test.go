package check_test

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/check"
)

// namePairs reads the pairs of names of a language.
func namePairs(t testing.TB, language string) [][2]string {
	t.Helper()
	file, err := os.Open(evalFile(t, "names", "en-"+language+".dev.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // read only
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	lines := bufio.NewScanner(unzipped)
	for lines.Scan() {
		if f := strings.Split(lines.Text(), "\t"); len(f) == 3 && len([]rune(f[0])) >= 4 && len([]rune(f[1])) >= 3 && !strings.ContainsAny(f[0]+f[1], "\"'-«» ") {
			out = append(out, [2]string{f[0], f[1]})
		}
	}
	return out
}

// TestMeasuredNames swaps the names that the check found in human translations
// for others that begin alike, and counts what is then caught, and what is reported without.
func TestMeasuredNames(t *testing.T) {
	t.Parallel()
	show := os.Getenv("DRAGOMAN_CHECK_SHOW") // "LANGUAGE name": print what was wrongly reported; "LANGUAGE swap": what was missed
	for _, language := range measured(t, "ru", "uk", "ar", "es", "fr", "de") {
		c := newChecker(t, "en", language)
		r := rand.New(rand.NewPCG(3, 4))
		var others []string
		switch language {
		case "ru", "uk":
			for _, p := range namePairs(t, "ru") {
				others = append(others, p[1])
			}
		case "ar":
			for _, p := range namePairs(t, "ar") {
				others = append(others, p[1])
			}
		default:
			for _, p := range namePairs(t, "ru") {
				others = append(others, p[0])
			}
		}
		names, lost, swapped, caught := 0, 0, 0, 0
		for _, p := range references(t, language) {
			for _, place := range c.NamePlaces(p) {
				names++
				if !place.Found {
					lost++
					if show == language+" name" {
						t.Logf("%s\n  %s\n  %s", place.Name, p.Source, p.Target)
					}
					continue
				}
				wrong := p
				other := similar(r, others, p.Target[place.Target.Start:place.Target.End])
				for _, at := range slices.Backward(place.All) {
					wrong.Target = wrong.Target[:at.Start] + other + wrong.Target[at.End:]
				}
				swapped++
				if slices.ContainsFunc(c.NamePlaces(wrong), func(n check.NamePlace) bool { return n.Name == place.Name && !n.Found }) {
					caught++
				} else if show == language+" swap" {
					t.Logf("%s for %s\n  %s\n  %s", other, place.Name, p.Source, wrong.Target)
				}
			}
		}
		bar := map[string]float64{"ru": 3, "ar": 3, "uk": 3}[language]
		if bar > 0 && percent(lost, names) > bar {
			t.Errorf("%s: more than %.0f %% of names are reported in human translations", language, bar)
		}
		if percent(caught, swapped) < 93 {
			t.Errorf("%s: fewer than 93 %% of swapped names are caught", language)
		}
		t.Logf("%s: %d names, %.1f %% not found in the reference; %.1f %% of %d swapped ones caught", language, names,
			percent(lost, names), percent(caught, swapped), swapped)
	}
}

// similar picks a name that begins as name does and is about as long: the
// mistakes that matter.
func similar(r *rand.Rand, others []string, name string) string {
	var near []string
	first, _ := utf8.DecodeRuneInString(name)
	for _, o := range others {
		c, _ := utf8.DecodeRuneInString(o)
		if unicode.ToLower(c) == unicode.ToLower(first) && max(len(o), len(name))-min(len(o), len(name)) <= 4 {
			near = append(near, o)
		}
	}
	if len(near) == 0 {
		near = others
	}
	return capital(near[r.IntN(len(near))])
}

// capital gives a name its capital.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// TestMeasuredNameModel scores true pairs of names and pairs of different ones.
func TestMeasuredNameModel(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"ru", "ar"} {
		pairs := namePairs(t, language)
		r := rand.New(rand.NewPCG(5, 6))
		var right, wrong []float64
		for range 1000 {
			p := pairs[r.IntN(len(pairs))]
			right = append(right, check.NameScore(language, p[0], p[1]))
			wrong = append(wrong, check.NameScore(language, p[0], pairs[r.IntN(len(pairs))][1]))
		}
		slices.Sort(right)
		slices.Sort(wrong)
		report := ""
		for _, share := range []float64{.005, .01, .02, .05} {
			threshold := wrong[len(wrong)-1-int(share*float64(len(wrong)))]
			i, _ := slices.BinarySearch(right, threshold)
			if recall := 100 - percent(i, len(right)); share == .01 && recall < 95 {
				t.Errorf("%s: recall %.1f %% at 1 %% of random pairs", language, recall)
			}
			report += fmt.Sprintf("  %.1f %% of random pairs pass at %.2f: recall %.1f %%\n", 100*share, threshold, 100-percent(i, len(right)))
		}
		t.Logf("%s\n%s", language, report)
	}
}

// TestMeasuredSpeakers counts the quotations of human translations that are reported as
// said by another, and how many are once two names of a segment are exchanged.
func TestMeasuredSpeakers(t *testing.T) {
	t.Parallel()
	for _, language := range measured(t, "ru", "uk", "ar", "es", "fr", "de") {
		c := newChecker(t, "en", language)
		quoted, wrong, exchanged, caught := 0, 0, 0, 0
		for _, p := range references(t, language) {
			if !strings.ContainsAny(p.Source, "\"“”") {
				continue
			}
			quoted++
			if hasRule(c.Segment(p), "speaker-changed") {
				wrong++
				t.Logf("%s: reported\n  %s\n  %s", language, p.Source, p.Target)
			}
			if places := c.NamePlaces(p); len(places) == 2 && places[0].Found && places[1].Found && places[0].Target.End <= places[1].Target.Start {
				a, b := places[0].Target, places[1].Target
				swapped := p
				swapped.Target = p.Target[:a.Start] + p.Target[b.Start:b.End] + p.Target[a.End:b.Start] + p.Target[a.Start:a.End] + p.Target[b.End:]
				exchanged++
				if hasRule(c.Segment(swapped), "speaker-changed") {
					caught++
				}
			}
		}
		t.Logf("%s: %d of %d quoted segments reported; %d of %d exchanged", language, wrong, quoted, caught, exchanged)
		if percent(wrong, quoted) > 1 {
			t.Errorf("%s: %d of %d human translations are reported", language, wrong, quoted)
		}
	}
}
