package main

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
)

// What a program reads of a finding is flat, and has the number that dismisses it.
func TestFoundIn(t *testing.T) {
	t.Parallel()
	all := []memory.Dismissable{{
		Finding:   domain.Finding{Rule: "quotes", Severity: domain.SeverityWarn},
		Dismissal: domain.Dismissal{Key: "k", Source: "“Yes.”", Target: "«Да."},
	}}
	var out strings.Builder
	if err := printJSON(&out, foundIn(all)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"number": 1`, `"rule": "quotes"`, `"source_text": "“Yes.”"`, `"target_text": "«Да."`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s lacks %s", out.String(), want)
		}
	}
	out.Reset()
	if err := printJSON(&out, foundIn(nil)); err != nil || strings.TrimSpace(out.String()) != "[]" {
		t.Errorf("no findings: %q, %v, want []", out.String(), err)
	}
}
