package translate

import (
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestRecall(t *testing.T) {
	t.Parallel()
	const kept, link = "The big house is here.", "https://example.org/"
	article := domain.Article{Document: domain.Document{Lang: "en", Blocks: []domain.Block{{
		Kind: domain.Paragraph,
		Text: domain.Text{Text: kept + " The car is red.", Spans: []domain.Span{{Start: 4, End: 7, Kind: domain.Link, Href: link}}},
	}}}}
	e := spanishFake()
	made, err := Article(t.Context(), article, Options{From: "en", To: "es", Router: NewRouter(e), Recall: func(segment string) (Recalled, bool) {
		return Recalled{
			Text: "Aquí está la casa grande.", LogProb: -1, Spans: [][2]domain.Range{{{Start: 4, End: 7}, {Start: 20, End: 26}}},
			Findings: []domain.Finding{{Rule: "name-changed", Severity: domain.SeverityWarn, Message: "before"}},
		}, segment == kept
	}})
	if err != nil {
		t.Fatal(err)
	}
	text := made.Article.Document.Blocks[0].Text
	if want := "Aquí está la casa grande. La coche es roja."; text.Text != want {
		t.Errorf("got %q, want %q", text.Text, want)
	}
	if len(text.Spans) != 1 || text.Text[text.Spans[0].Start:text.Spans[0].End] != "grande" || text.Spans[0].Href != link {
		t.Errorf("the link is at %+v", text.Spans)
	}
	if s := made.Segments[0]; s.LogProb != -1 || len(s.Findings) != 1 || s.Findings[0].Message != "before" {
		t.Errorf("the recalled segment is %+v", s)
	}
	if calls := e.calledWith(); slices.ContainsFunc(calls, func(c string) bool { return strings.Contains(c, "house") }) || len(calls) == 0 {
		t.Errorf("the engine was given %q", calls)
	}
}

// What a segment's memory can't be used for is translated.
func TestRecallUnfit(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]Recalled{
		"empty":         {},
		"lines":         {Text: "La\ncasa"},
		"span outside":  {Text: "La casa", Spans: [][2]domain.Range{{{Start: 0, End: 3}, {Start: 3, End: 30}}}},
		"span reversed": {Text: "La casa", Spans: [][2]domain.Range{{{Start: 3, End: 0}, {Start: 0, End: 2}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := spanishFake()
			made, err := Document(t.Context(), domain.Document{Lang: "en", Blocks: []domain.Block{paragraph("The house is here.")}},
				Options{From: "en", To: "es", Router: NewRouter(e), Recall: func(string) (Recalled, bool) { return r, true }})
			if err != nil {
				t.Fatal(err)
			}
			if got := made.Article.Document.Blocks[0].Text.Text; got != "La casa es aquí." || len(e.calledWith()) != 1 {
				t.Errorf("got %q, the engine was given %q", got, e.calledWith())
			}
		})
	}
}
