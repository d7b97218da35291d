package check_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// evalFile returns the path of a file of the evaluation data, and skips the
// test where there is none.
func evalFile(t testing.TB, parts ...string) string {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_EVAL")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "eval")
	}
	path := filepath.Join(append([]string{dir}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no evaluation data: %v (set $DRAGOMAN_EVAL)", err)
	}
	return path
}

func readLines(t testing.TB, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// references returns the aligned lines of English and a reference.
func references(t testing.TB, language string) []check.Pair {
	t.Helper()
	source, target := readLines(t, evalFile(t, "mt", "ntrex.en.txt")), readLines(t, evalFile(t, "mt", "ntrex."+language+".txt"))
	if len(source) != len(target) {
		t.Fatalf("%d and %d lines", len(source), len(target))
	}
	var out []check.Pair
	for i := range source {
		if language == "ar" && gluedWords(target[i]) {
			continue
		}
		out = append(out, check.Pair{Source: source[i], Target: target[i], Paragraph: i})
	}
	return out
}

// gluedWords reports an Arabic line whose spaces were lost: its words are far
// longer than Arabic words are.
func gluedWords(line string) bool {
	for _, w := range strings.Fields(line) {
		if len([]rune(w)) > 18 && w[0] >= 0xd8 {
			return true
		}
	}
	return false
}

func newChecker(t testing.TB, from, to string) *check.Checker {
	t.Helper()
	c, err := check.New(check.Config{From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func hasRule(findings []domain.Finding, prefixes ...string) bool {
	return slices.ContainsFunc(findings, func(f domain.Finding) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(f.Rule, p) })
	})
}

// family joins the rules that are measured as one.
func family(rule string) string {
	switch rule {
	case "number-changed", "number-missing", "number-added":
		return "number"
	}
	return rule
}

var measuredLanguages = []string{"ru", "ar", "uk", "es", "pt", "pt-BR", "fr", "de", "ca"}

// TestMeasuredFalsePositives counts the findings in human translations.
func TestMeasuredFalsePositives(t *testing.T) {
	flagged := map[string]map[string]int{} // by rule, then language
	segments, numeric := map[string]int{}, map[string]int{}
	show := os.Getenv("DRAGOMAN_CHECK_SHOW") // "LANGUAGE RULE": print those findings
	for _, language := range measuredLanguages {
		c := newChecker(t, "en", language)
		pairs := references(t, language)
		segments[language] = len(pairs)
		for _, p := range pairs {
			if strings.ContainsAny(p.Source, "0123456789") {
				numeric[language]++
			}
			seen := map[string]bool{}
			for _, f := range c.Segment(p) {
				if name := family(f.Rule); !seen[name] {
					seen[name] = true
					if flagged[name] == nil {
						flagged[name] = map[string]int{}
					}
					flagged[name][language]++
				}
				if wanted, rule, ok := strings.Cut(show, " "); ok && wanted == language && family(f.Rule) == rule {
					t.Logf("%s %v\n  %s\n  %s", f.Rule, f.Args, p.Source, p.Target)
				}
			}
		}
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "rule\t%s\t\n", strings.Join(measuredLanguages, "\t"))
	for _, r := range check.Rules() {
		name := family(r.Name)
		if name != r.Name && r.Name != "number-added" {
			continue
		}
		fmt.Fprintf(w, "%s", name)
		for _, language := range measuredLanguages {
			total := segments[language]
			if name == "number" {
				total = numeric[language]
			}
			fmt.Fprintf(w, "\t%.1f", 100*float64(flagged[name][language])/float64(total))
		}
		fmt.Fprintln(w, "\t")
	}
	_ = w.Flush()
	t.Logf("findings in human translations, per cent of segments (number: of those with digits)\n%s", b.String())
}

// TestMeasuredSeeds damages human translations and counts what is caught,
// among segments where the same rules were silent before.
func TestMeasuredSeeds(t *testing.T) {
	show := os.Getenv("DRAGOMAN_CHECK_SHOW") // "LANGUAGE SEED": print what was missed
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "seeded error\t%s\t\n", strings.Join(measuredLanguages, "\t"))
	checkers, pairs := map[string]*check.Checker{}, map[string][]check.Pair{}
	for _, language := range measuredLanguages {
		checkers[language], pairs[language] = newChecker(t, "en", language), references(t, language)
	}
	for _, s := range seeds {
		fmt.Fprintf(w, "%s", s.name)
		for _, language := range measuredLanguages {
			r := rand.New(rand.NewPCG(1, 2))
			caught, total := 0, 0
			for _, p := range pairs[language] {
				damaged, ok := s.make(r, p, language)
				if !ok || hasRule(checkers[language].Segment(p), s.rules...) {
					continue
				}
				total++
				p.Target = damaged
				if hasRule(checkers[language].Segment(p), s.rules...) {
					caught++
				} else if show == language+" "+s.name {
					t.Logf("missed\n  %s\n  %s", p.Source, p.Target)
				}
			}
			fmt.Fprintf(w, "\t%.1f of %d", 100*float64(caught)/float64(max(total, 1)), total)
		}
		fmt.Fprintln(w, "\t")
	}
	_ = w.Flush()
	t.Logf("seeded errors caught, per cent\n%s", b.String())
}
