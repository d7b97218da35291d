package check

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Report is the findings of two files of aligned lines, for printing.
type Report struct {
	SourceName, TargetName string // of the files
	From, To               string // BCP 47
	Source, Target         []string
	Lines                  []int              // of a file that has both: where each pair begins, from 1; nil where a line is a text
	Findings               [][]domain.Finding // by line, as Document returns them
}

// Count returns the number of findings of a severity.
func (r Report) Count(severity domain.Severity) int {
	n := 0
	for _, line := range r.Findings {
		for _, f := range line {
			if f.Severity == severity {
				n++
			}
		}
	}
	return n
}

// line returns the line of a file that a text stands in.
func (r Report) line(i int) int {
	if r.Lines == nil {
		return i + 1
	}
	return r.Lines[i]
}

// WriteText writes the findings for people: where and what, and both texts
// with the place in question between ⟦ and ⟧.
func (r Report) WriteText(w io.Writer) error {
	var b strings.Builder
	for i, findings := range r.Findings {
		for _, f := range findings {
			fmt.Fprintf(&b, "%s:%d: %s: %s (%s)\n", r.TargetName, r.line(i), f.Severity, f.Message, f.Rule)
			fmt.Fprintf(&b, "    %s  %s\n    %s  %s\n", r.From, marked(r.Source[i], f.Source), r.To, marked(r.Target[i], f.Target))
			if f.Fix != "" {
				fmt.Fprintf(&b, "    better: %s\n", f.Fix)
			}
		}
	}
	what := "lines"
	if r.Lines != nil {
		what = "segments"
	}
	fmt.Fprintf(&b, "%d %s: %d findings block, %d warn, %d note\n",
		len(r.Target), what, r.Count(domain.SeverityBlock), r.Count(domain.SeverityWarn), r.Count(domain.SeverityNote))
	_, err := io.WriteString(w, b.String())
	return err
}

// marked is text with the range between brackets that no text has, unless it
// is all of it.
func marked(text string, r domain.Range) string {
	if r.Start == r.End || r == whole(text) {
		return text
	}
	return text[:r.Start] + "⟦" + text[r.Start:r.End] + "⟧" + text[r.End:]
}

type jsonFinding struct {
	Line int `json:"line"` // from 1
	domain.Finding
}

// WriteJSON writes one object: languages, the number of lines and the findings
// with their lines. Ranges are bytes of the text.
func (r Report) WriteJSON(w io.Writer) error {
	out := struct {
		From     string        `json:"from"`
		To       string        `json:"to"`
		Lines    int           `json:"lines"`
		Findings []jsonFinding `json:"findings"`
	}{r.From, r.To, len(r.Target), []jsonFinding{}}
	for i, findings := range r.Findings {
		for _, f := range findings {
			out.Findings = append(out.Findings, jsonFinding{r.line(i), f})
		}
	}
	return writeJSON(w, out)
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// columns are the place of r in text as SARIF counts: from 1, in characters,
// the end exclusive.
func columns(text string, r domain.Range) (start, end int) {
	start = 1 + utf8.RuneCountInString(text[:r.Start])
	return start, start + utf8.RuneCountInString(text[r.Start:r.End])
}
