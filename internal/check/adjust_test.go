package check_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestAdjust(t *testing.T) {
	t.Parallel()
	severity := func(settings ...string) domain.Severity {
		t.Helper()
		c := check.Config{From: "en", To: "ru"}
		if err := c.Adjust(settings...); err != nil {
			t.Fatal(err)
		}
		checker, err := check.New(c)
		if err != nil {
			t.Fatal(err)
		}
		found := checker.Segment(check.Pair{Source: "He has 5 dogs.", Target: "У него 7 собак."})
		i := slices.IndexFunc(found, func(f domain.Finding) bool { return f.Rule == "number-changed" })
		if i < 0 {
			return ""
		}
		return found[i].Severity
	}
	for want, settings := range map[domain.Severity][]string{
		domain.SeverityBlock: nil,
		domain.SeverityNote:  {"number-changed=block", " number-changed = note"},
		domain.SeverityWarn:  {"number-changed=off", "number-changed=warn"},
		"":                   {"number-changed=warn", "number-changed=off"},
	} {
		if got := severity(settings...); got != want {
			t.Errorf("%q: %q, want %q", settings, got, want)
		}
	}
	for _, bad := range []string{"nonsense=warn", "quotes=fatal", "quotes", "=", ""} {
		if err := (&check.Config{}).Adjust(bad); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
