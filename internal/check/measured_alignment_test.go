package check_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/nmt"
)

// testModel opens the English→Russian test model.
func testModel(t *testing.T) *nmt.Model {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_TEST_MODEL")
	if dir == "" {
		dir = filepath.Join("..", "..", "build", "models", "en-ru")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("the test model is missing: run scripts/get-test-model")
		}
		t.Skip("no test model: run scripts/get-test-model")
	}
	m, err := nmt.OpenDir(dir, nmt.WithThreads(1))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestMeasuredMachine checks translations of the test model as it makes them,
// with its alignment, and exchanges two numbers in each that has two of one
// length: the words stay aligned as they were, as when a model mixes numbers up.
func TestMeasuredMachine(t *testing.T) {
	t.Parallel()
	m := testModel(t)
	c := newChecker(t, "en", "ru")
	findings := map[string]int{}
	lines, swapped, caught := 0, 0, 0
	for _, p := range references(t, "ru") {
		if !strings.ContainsAny(p.Source, "0123456789") {
			continue
		}
		results, err := m.Translate(context.Background(), []string{p.Source})
		if err != nil {
			t.Fatal(err)
		}
		p.Target, p.Alignment = results[0].Text, alignmentOf(results[0])
		lines++
		clean := c.Segment(p)
		for _, f := range clean {
			findings[f.Rule]++
		}
		if damaged, ok := exchange(p.Target); ok && !hasRule(clean, "number") {
			swapped++
			p.Target = damaged
			if hasRule(c.Segment(p), "number") {
				caught++
			}
		}
	}
	t.Logf("%d raw machine translations with digits: %v; %.1f %% of %d exchanged numbers caught", lines, findings, percent(caught, swapped), swapped)
	if percent(findings["number-swapped"], lines) > 1 || percent(caught, swapped) < 80 {
		t.Error("more than 1 % of translations are said to have swapped numbers, or fewer than 80 % of exchanges are caught")
	}
}

func alignmentOf(r nmt.Result) *check.Alignment {
	a := &check.Alignment{Weights: r.Alignment}
	for _, token := range r.Source {
		a.Source = append(a.Source, domain.Range{Start: token.Start, End: token.End})
	}
	for _, token := range r.Target {
		a.Target = append(a.Target, domain.Range{Start: token.Start, End: token.End})
	}
	return a
}

// exchange swaps the first two neighbouring numbers of one length.
func exchange(text string) (string, bool) {
	found := digitsPattern.FindAllStringIndex(text, -1)
	for i := 1; i < len(found); i++ {
		a, b := found[i-1], found[i]
		x, y := text[a[0]:a[1]], text[b[0]:b[1]]
		if len(x) == len(y) && x != y {
			return text[:a[0]] + y + text[a[1]:b[0]] + x + text[b[1]:], true
		}
	}
	return "", false
}
