package extract

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/document"
)

// A table whose words stay keeps its numbers, and a quotation its speaker.
func TestWhatBelongsTogetherStaysTogether(t *testing.T) {
	t.Parallel()
	prose := `<p>The harbour board published its figures on Monday and said that the year had been better than expected.</p>` +
		`<p>Fewer ships called at the port than the year before, but the ones that came were larger and stayed for longer.</p>`
	page := `<html lang="en"><head><title>Harbour figures</title></head><body><article><h1>Harbour figures</h1>` + prose +
		`<blockquote><p>Nobody here believed in March that we would see such a summer, and yet we did.</p><footer>Dana Winter, director</footer></blockquote>` + prose +
		`<table><tr><th>Month</th><th>Ships</th></tr><tr><td>June arrivals</td><td>31</td></tr><tr><td>July arrivals</td><td>12</td></tr></table>` + prose +
		`</article><footer><p>Contact the editors</p></footer></body></html>`
	article, err := Article(t.Context(), Page{URL: "https://example.org/a", HTML: page})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := document.WriteMarkdown(&text, article.Document); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| June arrivals | 31 |", "| July arrivals | 12 |", "Dana Winter, director"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is missing in\n%s", want, text.String())
		}
	}
	if strings.Contains(text.String(), "Contact") {
		t.Error("the page's footer is part of the text")
	}
}
