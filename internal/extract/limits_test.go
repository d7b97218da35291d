package extract

import (
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func mustParse(t testing.TB, text string) *html.Node {
	t.Helper()
	root, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

const sentence = "The harbour master said that the ships would leave on Monday, weather permitting, and that pilots stood ready. "

func TestArticleErrors(t *testing.T) {
	t.Parallel()
	links := strings.Repeat(`<li><a href="/x">A story about something that happened</a></li>`, 30)
	tests := []struct {
		name, html string
		class      error
		says       string
	}{
		{"empty", "", domain.ErrNotFound, "no text at all"},
		{"list of links", "<body><ul>" + links + "</ul>", domain.ErrNotFound, "list of links"},
		{"scripts", "<body><div id=root></div><noscript>Please enable JavaScript.</noscript><script>x()</script>", domain.ErrNotFound, "JavaScript"},
		{"consent", `<body><div class="cookie-consent"><p>` + sentence + `</p></div>`, domain.ErrNotFound, "consent wall"},
		{"frame", `<body><iframe src="https://e.example/"></iframe>`, domain.ErrNotFound, "frame"},
		{"too long", "<p>" + strings.Repeat(" ", maxBytes), domain.ErrInvalid, "longer than the limit"},
		{"too many nodes", "<p>" + strings.Repeat("<br>", maxNodes), domain.ErrInvalid, "more than the limit"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Article(t.Context(), Page{URL: "https://w.example/a", HTML: test.html})
			if !errors.Is(err, test.class) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got error %v, want class %v saying %q", err, test.class, test.says)
			}
		})
	}
}

// TestArticleHostile holds pages that make extractors slow or that nest more
// deeply than the parser allows: their text is found all the same, in bounded time.
func TestArticleHostile(t *testing.T) {
	t.Parallel()
	story := strings.Repeat("<p>"+sentence+sentence+"</p>", 8)
	tests := map[string]string{
		"unclosed elements":  strings.Repeat("<font><b><div>", 2000) + story,
		"deep":               strings.Repeat("<div>", 480) + story + strings.Repeat("</div>", 480),
		"many paragraphs":    "<article>" + strings.Repeat("<p>"+sentence+"</p>", 12_000) + "</article>",
		"many links":         story + strings.Repeat(`<a href="/x">link</a> `, 20_000),
		"one long paragraph": "<p>" + strings.Repeat(sentence, 20_000) + "</p>",
		"nested titles":      strings.Repeat(`<div class="title">`, 400) + story,
		"broken attributes":  `<p class="a" <p id=x <div y=z<>` + story,
		"long titles":        `<script type="application/ld+json">{"@type":"Article","headline":"` + strings.Repeat("ships leave ", 300_000) + `"}</script>` + strings.Repeat("<h2>Ships</h2>", 400) + story,
		"many titles":        `<meta property=og:site_name content=Ships>` + `<meta property=og:title content="` + strings.Repeat(" | Ships", 200_000) + `">` + story,
		"many captions":      story + "<div>" + strings.Repeat("<p>Photo: a</p>", 50_000) + "</div>" + story,
		"one figure":         "<h1>Ships leave</h1><figure>" + strings.Repeat("<img src=/logo.png>", 40_000) + "</figure>" + story,
		"other articles":     "<article><h1>Ships leave</h1>" + story + "</article><article>" + strings.Repeat("<p>a<br>", 60_000) + "</article>",
		"long class":         `<div class="` + strings.Repeat("a b ", 1_100_000) + `">` + strings.Repeat("<p>"+sentence+"</p>", 30_000) + "</div>",
		"long byline":        "<h1>Ships leave</h1><div class=author>" + strings.Repeat("a<br><br>", 40_000) + "</div>" + story,
		"long linked body":   `<script type="application/ld+json">{"@type":"Article","articleBody":"` + strings.Repeat(sentence+" or not. ", 30_000) + `"}</script>` + strings.Repeat("<p>"+sentence+sentence+"</p>", 12_000),
		"posts and frames":   story + `<blockquote class=twitter-tweet>` + strings.Repeat("<i></i>", 200_000) + "</blockquote>" + strings.Repeat("<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe>", 45_000) + story,
	}
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			article, err := Article(t.Context(), Page{URL: "https://w.example/a", HTML: "<title>Ships leave</title><body>" + body})
			if d := time.Since(start); d > 40*time.Second {
				t.Errorf("took %v", d)
			}
			if name == "many captions" && errors.Is(err, domain.ErrNotFound) { // they outweigh the story
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := article.Document.Validate(); err != nil {
				t.Error(err)
			}
			if !strings.Contains(textOfBlocks(article.Document.Blocks), "weather permitting") {
				t.Error("the story is lost")
			}
		})
	}
}

func TestArticleFromLinkedBody(t *testing.T) {
	t.Parallel()
	body := strings.Repeat(sentence, 4) + `\n` + strings.Repeat(sentence, 4)
	page := `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ships leave","articleBody":"` + body + `"}</script><div id="app"></div>`
	article, err := Article(t.Context(), Page{URL: "https://w.example/a", HTML: page})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(article.Document.Blocks); n != 2 {
		t.Errorf("document has %d blocks, want the 2 paragraphs of the JSON-LD", n)
	}
	if article.Headline != "Ships leave" {
		t.Errorf("headline is %q", article.Headline)
	}
}

// TestSpacing compares each paragraph with the page's own text: a library's
// text would lose spaces at links.
func TestSpacing(t *testing.T) {
	t.Parallel()
	want := "Envoys from Norland and the Sud" + "mark met—twice—in Alderhaven, near the sea."
	html := `<article><h1>Ships</h1><p>Envoys from <a href="/n">Norland</a> and the <b>Sud</b>mark
		met—<i>twice</i>—in <a href="/a"><span>Alderhaven</span></a>, near&#32;<em>the</em><b> </b>sea.</p>` + strings.Repeat("<p>"+sentence+sentence+"</p>", 5) + `</article>`
	article, err := Article(t.Context(), Page{URL: "https://w.example/a", HTML: html})
	if err != nil {
		t.Fatal(err)
	}
	if got := article.Document.Blocks[0].Text.Text; got != want {
		t.Errorf("paragraph is %q, want %q", got, want)
	}
}

func FuzzArticle(f *testing.F) {
	for name := range pages {
		f.Add(testPage(f, name).HTML)
	}
	f.Add(`<title>x</title><script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":1}],"image":{}}</script><p>text`)
	f.Fuzz(func(t *testing.T, text string) {
		article, err := Article(t.Context(), Page{URL: "https://w.example/2031/01/02/a", HTML: text})
		if err != nil {
			if !errors.Is(err, domain.ErrNotFound) && !errors.Is(err, domain.ErrInvalid) {
				t.Fatalf("error of no class: %v", err)
			}
			return
		}
		if err := article.Document.Validate(); err != nil {
			t.Fatal(err)
		}
		if article.Document.Words() == 0 {
			t.Fatal("an article without text and no error")
		}
	})
}

func BenchmarkArticle(b *testing.B) {
	page := testPage(b, "agency")
	b.SetBytes(int64(len(page.HTML)))
	for b.Loop() {
		if _, err := Article(b.Context(), page); err != nil {
			b.Fatal(err)
		}
	}
}
