package document

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// checkNormal fails unless d is legal and in normal form, and its HTML reads
// back as the same document.
func checkNormal(t *testing.T, d domain.Document) {
	t.Helper()
	if d.Blocks == nil {
		t.Fatal("blocks are null in JSON")
	}
	if err := d.Validate(); err != nil {
		t.Fatalf("not valid: %v\n%+v", err, d)
	}
	if diff := difference(t, d, Normalize(d)); diff != "" {
		t.Fatalf("normalizing changes it (-before +after):\n%s", diff)
	}
	var b strings.Builder
	if err := WriteHTML(&b, d, HTMLOptions{Lang: true}); err != nil {
		t.Fatal(err)
	}
	again, err := ParseHTML(b.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := difference(t, d, again); diff != "" {
		t.Fatalf("changed on its way through HTML (-before +after):\n%s\n%s", diff, b.String())
	}
}

// difference compares by JSON, line by line: cmp alone takes time
// exponential in the depth of nested blocks.
func difference(t *testing.T, before, after domain.Document) string {
	t.Helper()
	var lines [2][]string
	for i, d := range []domain.Document{before, after} {
		b, err := json.MarshalIndent(d, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = strings.Split(string(b), "\n")
	}
	if slices.Equal(lines[0], lines[1]) {
		return ""
	}
	return cmp.Diff(lines[0], lines[1])
}

func TestNormalizeRoundTrip(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1000) {
		d := randomDocument(rand.New(rand.NewPCG(seed, 1)))
		if err := d.Validate(); err != nil {
			t.Fatalf("seed %d: the generator is wrong: %v", seed, err)
		}
		before := d.Clone()
		n := Normalize(d)
		if diff := difference(t, before, d); diff != "" {
			t.Fatalf("seed %d: Normalize changed its argument:\n%s", seed, diff)
		}
		if !t.Run("", func(t *testing.T) { checkNormal(t, n) }) {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzFromHTML(f *testing.F) {
	for _, s := range []string{
		"<p>a<b>b</b> c<br><br>d", "<ul><li>a<ul><li>b</ul></ul><ol>c", "<table><caption>x<tr><th>a<td rowspan=9>b<tr></table>",
		"<blockquote><p>a<cite>— b</cite></blockquote>", "<figure><img src=//a/b.jpg><figcaption>c <cite class=credit>d</cite></figure>",
		"<dl><dt>a<dd>b</dl><pre>\n x\n</pre><hr>", "<a href=/x>a<div>b</div></a><iframe src=//youtube.com/embed/x></iframe>",
		"<p>\u202eabc\u2067 d\u00ad\u200b", "<svg><p>x</svg><math><mi>x</math>", "<q>a<q>b</q></q><img srcset='a 1w, b 2w'>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		root, err := html.Parse(strings.NewReader(s))
		if err != nil {
			t.Skip()
		}
		checkNormal(t, domain.Document{Blocks: FromHTML(root, exampleBase)})
	})
}
