package check_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// TestMeasuredDEMETR runs all checks over good machine translations into
// English and over the same ones with a seeded error of a known kind, with the
// share that each draws a blocking or warning finding from.
func TestMeasuredDEMETR(t *testing.T) {
	t.Parallel()
	file, err := os.Open(evalFile(t, "demetr", "dev.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // read only
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	type counts struct{ good, bad, goodNoted, badNoted, total int }
	kinds, order := map[string]*counts{}, []string{}
	checkers := map[string]*check.Checker{}
	show := os.Getenv("DRAGOMAN_CHECK_SHOW") // "good": print what was reported there; a kind: print what was missed
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var d struct {
			Kind      string `json:"kind"`
			Language  string `json:"src_lang"`
			Source    string `json:"source"`
			Good, Bad string
		}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if d.Bad == d.Good {
			continue // there was nothing to damage
		}
		if checkers[d.Language] == nil {
			checkers[d.Language] = newChecker(t, d.Language, "en")
		}
		if kinds[d.Kind] == nil {
			kinds[d.Kind] = &counts{}
			order = append(order, d.Kind)
		}
		k := kinds[d.Kind]
		k.total++
		grave := func(target string) (flagged, noted bool) {
			found := checkers[d.Language].Segment(check.Pair{Source: d.Source, Target: target})
			if show == "good" && target == d.Good {
				for _, f := range found {
					if f.Severity != domain.SeverityNote {
						t.Logf("%s\n  %s\n  %s", f.Message, d.Source, d.Good)
					}
				}
			}
			flagged = slices.ContainsFunc(found, func(f domain.Finding) bool { return f.Severity != domain.SeverityNote })
			return flagged, flagged || hasRule(found, "negation-added")
		}
		flagged, noted := grave(d.Good)
		k.good += count(flagged)
		k.goodNoted += count(noted)
		flagged, noted = grave(d.Bad)
		k.bad += count(flagged)
		k.badNoted += count(noted)
		if !noted && show == d.Kind {
			t.Logf("missed\n  %s\n  %s", d.Source, d.Bad)
		}
	}
	bars := map[string]float64{"minor_id1_repeat2": 88, "minor_id2_repeat4": 95, "major_id19_question": 97, "critical_id10_numbers_replaced": 95, "critical_id8_negation": 67}
	table := newTable("kind", []string{"flagged when good", "flagged when bad", "good, with added negations", "bad, with added negations", "of"})
	good, total := 0, 0
	slices.Sort(order)
	for _, kind := range order {
		k := kinds[kind]
		table.cell(kind, "%.1f", percent(k.good, k.total))
		table.cell(kind, "%.1f", percent(k.bad, k.total))
		table.cell(kind, "%.1f", percent(k.goodNoted, k.total))
		table.cell(kind, "%.1f", percent(k.badNoted, k.total))
		table.cell(kind, "%d", k.total)
		good, total = good+k.good, total+k.total
		if percent(k.badNoted, k.total) < bars[kind] {
			t.Errorf("%s: %.1f %% caught, fewer than %.0f %%", kind, percent(k.badNoted, k.total), bars[kind])
		}
	}
	if percent(good, total) > 6 {
		t.Errorf("%.1f %% of good translations are flagged", percent(good, total))
	}
	t.Logf("blocking and warning findings, per cent of translations into English\n%s", table)
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
