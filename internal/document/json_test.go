package document

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestJSONRoundTrip(t *testing.T) {
	t.Parallel()
	for seed := range uint64(500) {
		d := Normalize(randomDocument(rand.New(rand.NewPCG(seed, 3))))
		b, err := Marshal(d)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		again, err := Unmarshal(b)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, b)
		}
		if diff := difference(t, d, again); diff != "" {
			t.Fatalf("seed %d changed on its way through JSON (-before +after):\n%s", seed, diff)
		}
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	t.Parallel()
	nested := `{"kind":"paragraph","text":{"text":"x"}}`
	for range domain.MaxDepth + 1 {
		nested = `{"kind":"quote","blocks":[` + nested + `]}`
	}
	tests := map[string]string{
		"nothing":           ``,
		"no object":         `[]`,
		"no version":        `{"blocks":[]}`,
		"another version":   `{"version":2,"blocks":[]}`,
		"unknown field":     `{"version":1,"blocks":[],"script":"x"}`,
		"something behind":  `{"version":1,"blocks":[]} {}`,
		"unknown kind":      `{"version":1,"blocks":[{"kind":"html"}]}`,
		"bad level":         `{"version":1,"blocks":[{"kind":"heading","level":1}]}`,
		"span outside":      `{"version":1,"blocks":[{"kind":"paragraph","text":{"text":"a","spans":[{"start":0,"end":2,"kind":"strong"}]}}]}`,
		"javascript":        `{"version":1,"blocks":[{"kind":"paragraph","text":{"text":"a","spans":[{"start":0,"end":1,"kind":"link","href":"javascript:x"}]}}]}`,
		"data image":        `{"version":1,"blocks":[{"kind":"figure","image":{"url":"data:image/png;base64,x"}}]}`,
		"mail embed":        `{"version":1,"blocks":[{"kind":"embed","embed":{"url":"mailto:a@b.example"}}]}`,
		"image elsewhere":   `{"version":1,"blocks":[{"kind":"quote","blocks":[{"kind":"paragraph","image":{"url":"file:///etc/passwd"}}]}]}`,
		"cell span":         `{"version":1,"blocks":[{"kind":"table","rows":[[{"colspan":1000000000}]]}]}`,
		"language":          `{"version":1,"lang":"\" onload=","blocks":[]}`,
		"too deep":          `{"version":1,"blocks":[` + nested + `]}`,
		"far too deep":      strings.Repeat(`[`, 1_000_000),
		"too long a text":   `{"version":1,"blocks":[{"kind":"paragraph","text":{"text":"` + strings.Repeat("a", MaxText+1) + `"}}]}`,
		"too long a file":   strings.Repeat(" ", MaxBytes+1),
		"a number for text": `{"version":1,"blocks":[{"kind":"paragraph","text":{"text":1}}]}`,
	}
	for name, in := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d, err := Unmarshal([]byte(in)); !errors.Is(err, domain.ErrInvalid) {
				t.Errorf("got %+v, %v, want an error that wraps ErrInvalid", d, err)
			}
		})
	}
	if _, err := Marshal(domain.Document{Blocks: []domain.Block{{Kind: domain.Figure}}}); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("Marshal of a figure without image: %v, want an error that wraps ErrInvalid", err)
	}
}

func FuzzUnmarshal(f *testing.F) {
	for seed := range uint64(8) {
		b, err := Marshal(Normalize(randomDocument(rand.New(rand.NewPCG(seed, 4)))))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Unmarshal(data)
		if err != nil {
			if !errors.Is(err, domain.ErrInvalid) {
				t.Fatalf("the error has no class: %v", err)
			}
			return
		}
		b, err := Marshal(d)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := Unmarshal(b)
		if err != nil {
			t.Fatal(err)
		}
		second, err := Marshal(again)
		if err != nil || !bytes.Equal(b, second) {
			t.Fatalf("reads back as something else: %v\n%s\n%s", err, b, second)
		}
		checkNormal(t, Normalize(d))
	})
}

// TestManySpans reads a text with as many nested and following spans as fit
// into a few megabytes: time must not grow with their square.
func TestManySpans(t *testing.T) {
	t.Parallel()
	const n = 40_000
	text := domain.Text{Text: strings.Repeat("a ", n)}
	for range n {
		text.Spans = append(text.Spans, domain.Span{End: 2*n - 1, Kind: domain.Emphasis})
	}
	for i := range n {
		text.Spans = append(text.Spans, domain.Span{Start: 2 * i, End: 2*i + 1, Kind: domain.Link, Href: "https://a.example/"})
	}
	b, err := Marshal(domain.Document{Blocks: []domain.Block{{Kind: domain.Paragraph, Text: text}}})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	d, err := Unmarshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(Normalize(d).Blocks[0].Text.Spans); got != n+1 {
		t.Errorf("%d spans, want one of emphasis and %d links", got, n)
	}
	if spent := time.Since(start); spent > 10*time.Second {
		t.Errorf("took %v", spent)
	}
}
