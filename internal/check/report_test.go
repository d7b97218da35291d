package check_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
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

func TestReportOfOneFile(t *testing.T) {
	t.Parallel()
	r := check.Report{
		SourceName: "a.tmx", TargetName: "a.tmx", From: "en", To: "ru", Lines: []int{17},
		Source: []string{"The war has gone on for 5 years."}, Target: []string{"Война идёт уже 7 лет."},
	}
	r.Findings = newChecker(t, "en", "ru").Document([]check.Pair{{Source: r.Source[0], Target: r.Target[0]}})
	var text, data, sarif bytes.Buffer
	if err := errors.Join(r.WriteText(&text), r.WriteJSON(&data), r.WriteSARIF(&sarif, "v1")); err != nil {
		t.Fatal(err)
	}
	if s := text.String(); !strings.HasPrefix(s, "a.tmx:17: block") || !strings.Contains(s, "\n1 segments: 1 findings") {
		t.Error(s)
	}
	if s := data.String(); !strings.Contains(s, `"line": 17`) {
		t.Error(s)
	}
	if s := sarif.String(); !strings.Contains(s, `"startLine": 17`) || strings.Contains(s, "Column\":") {
		t.Error(s) // columns of the text are none of the line
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
