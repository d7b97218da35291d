package rights

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

var update = flag.Bool("update", false, "rewrite the table in docs/rights.md")

// TestTable keeps the table for operators what the code does.
func TestTable(t *testing.T) {
	t.Parallel()
	const path, begin, end = "../../docs/rights.md", "<!-- effects -->\n", "<!-- /effects -->"
	shows := map[domain.SourceMode]string{"": "as the source's mode says", domain.ModeExcerpt: "an excerpt at most", domain.ModeHeadline: "the headline only", domain.ModeMonitor: "nothing, it isn't translated"}
	var table strings.Builder
	table.WriteString("| what the publisher writes | what readers see | search engines | defined by |\n| --- | --- | --- | --- |\n")
	for _, e := range effects {
		engines := "as ever"
		if e.noIndex {
			engines = "told to pass"
		}
		fmt.Fprintf(&table, "| %s | %s | %s | %s |\n", e.written, shows[e.limit], engines, e.defined)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(data), begin)
	old, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no place for the table", path)
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+table.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if old != table.String() {
		t.Errorf("%s is not what the code does; run go test ./internal/rights -update", path)
	}
}

// TestEffects checks that each sign has one effect and no effect loosens.
func TestEffects(t *testing.T) {
	t.Parallel()
	seen := map[sign]bool{}
	for _, e := range effects {
		if seen[e.sign] {
			t.Errorf("%s has two effects", e.sign)
		}
		seen[e.sign] = true
		if e.limit == domain.ModeFull {
			t.Errorf("%s loosens", e.sign)
		}
		if e.consequence(domain.ModeFull) == "" && e.limit != "" {
			t.Errorf("%s has no consequence in words", e.sign)
		}
	}
}
