package check_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
)

var update = flag.Bool("update", false, "write the golden files")

func TestReport(t *testing.T) {
	t.Parallel()
	r := check.Report{
		SourceName: "story.en.txt", TargetName: "ein Text.ru.txt", From: "en", To: "ru",
		Source: []string{"The war has gone on for 5 years.", "It cost £5 million, he said.", "He left.", "The road is 5 miles long."},
		Target: []string{"Война идёт уже 7 лет.", "Это стоило 5 миллионов евро ,сказал он.", "", "Длина дороги 8 км."},
	}
	var pairs []check.Pair
	for i := range r.Source {
		pairs = append(pairs, check.Pair{Source: r.Source[i], Target: r.Target[i], Paragraph: i})
	}
	r.Findings = newChecker(t, "en", "ru").Document(pairs)
	if block, note := r.Count(domain.SeverityBlock), r.Count(domain.SeverityNote); block != 3 || note != 2 {
		t.Errorf("%d findings block, %d note", block, note)
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"report.txt.golden":   func(b *bytes.Buffer) error { return r.WriteText(b) },
		"report.json.golden":  func(b *bytes.Buffer) error { return r.WriteJSON(b) },
		"report.sarif.golden": func(b *bytes.Buffer) error { return r.WriteSARIF(b, "v1.2.3") },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (-update renews it):\n%s", name, diff)
		}
	}
}

func TestReportTellsOfFailedWrites(t *testing.T) {
	t.Parallel()
	r := check.Report{}
	for _, write := range []func() error{
		func() error { return r.WriteText(broken{}) },
		func() error { return r.WriteJSON(broken{}) },
		func() error { return r.WriteSARIF(broken{}, "") },
	} {
		if err := write(); !errors.Is(err, errBroken) {
			t.Errorf("a failed write gives %v", err)
		}
	}
}

var errBroken = errors.New("broken pipe")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }
