package extract

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

var update = flag.Bool("update", false, "write the golden files")

// pages are the addresses and headers of testdata's pages, which are all our own.
var pages = map[string]Page{
	"agency":    {URL: "https://www.harbourwire.example/world/grain-corridor-agreed-2031/?utm=1", Header: http.Header{"X-Robots-Tag": {"noarchive"}, "Tdm-Policy": {"https://www.harbourwire.example/tdm.json"}}},
	"local":     {URL: "http://www.courier.example/2031/06/14/footbridge/"},
	"arabic":    {URL: "https://almarsa.example/news/5521"},
	"legacy-ru": {URL: "http://zarechye.example/news/1124.html"},
	"blog":      {URL: "http://slowwalker.example/2031/02/09/why-i-stopped-counting-steps/"},
}

func testPage(t testing.TB, name string) Page {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".html"))
	if err != nil {
		t.Fatal(err)
	}
	page := pages[name]
	page.HTML = string(text)
	return page
}

func TestArticleGolden(t *testing.T) {
	t.Parallel()
	for name := range pages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			article, err := Article(t.Context(), testPage(t, name))
			if err != nil {
				t.Fatal(err)
			}
			if err := article.Document.Validate(); err != nil {
				t.Error(err)
			}
			var got bytes.Buffer
			encoder := json.NewEncoder(&got)
			encoder.SetEscapeHTML(false)
			encoder.SetIndent("", "  ")
			if err := encoder.Encode(article); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+".golden.json")
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("article differs from %s (-want +got):\n%s", golden, diff)
			}
		})
	}
}

// TestFurniture holds what must be nowhere in an article of testdata, and
// some of what must be.
func TestFurniture(t *testing.T) {
	t.Parallel()
	tests := []struct {
		page    string
		without []string
		with    []string
	}{
		{"agency", []string{
			"Share on", "Tweet", "The mines that closed", "newsletter", "Morning Wire", "WhatsApp", "Tags", "good news", "cookies", "rights reserved", "By Mara", "21:04",
		}, []string{"joint teams", "mines don’t read", "2.4 million", "(Reporting by Mara Ellison"}},
		{"local", []string{
			"READ MORE", "Mill owner", "Anglers fear", "ADVERTISEMENT", "Follow us", "Telegram", "covers the parish", "Copyright", "lockers", "Most read", "Copy link", "min read",
		}, []string{"count every single person", "told the Courier."}},
		{"arabic", []string{"اقرأ أيضا", "ارتفاع صادرات", "تابعونا", "جميع الحقوق", "الرئيسية"}, []string{"ما يدفعه الركاب اليوم", "نهاية العام"}},
		{"legacy-ru", []string{"Читайте также", "парты", "перепечатке", "Просмотров", "шины", "Архив"}, []string{"концертный зал на восемьдесят", "книгу о китах"}},
		{"blog", []string{"Share this", "Filed under", "Leave a Reply", "Archives", "footpath", "Posted on"}, []string{"the gorse, the stonechats", "stop when something"}},
	}
	for _, test := range tests {
		t.Run(test.page, func(t *testing.T) {
			t.Parallel()
			article, err := Article(t.Context(), testPage(t, test.page))
			if err != nil {
				t.Fatal(err)
			}
			text := textOfBlocks(article.Document.Blocks)
			for _, s := range test.without {
				if strings.Contains(text, s) {
					t.Errorf("text holds furniture %q:\n%s", s, text)
				}
			}
			for _, s := range test.with {
				if !strings.Contains(text, s) {
					t.Errorf("text lacks %q:\n%s", s, text)
				}
			}
			if strings.Contains(text, article.Headline) {
				t.Errorf("text repeats the headline:\n%s", text)
			}
		})
	}
}

// textOfBlocks returns a document's running text without captions and credits.
func textOfBlocks(blocks []domain.Block) string {
	d := domain.Document{Blocks: blocks}
	var b strings.Builder
	for block, text := range d.Texts() {
		if block.Kind != domain.Figure && text.Text != "" {
			b.WriteString(text.Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
