package document

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

var update = flag.Bool("update", false, "write golden files anew")

func TestFromText(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(strings.Repeat("words ", 30))
	tests := []struct{ name, in, want string }{
		{"empty", " \n\t\n", ""},
		{"paragraphs", "One.\n\n  Two.\r\n\r\nThree.", "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>\n"},
		{"broken to fit", "The envoys met in the capital on Tuesday and\nwill return to their countries before the end\nof the week.", "<p>The envoys met in the capital on Tuesday and will return to their countries before the end of the week.</p>\n"},
		{"verse", "Roses are red,\nviolets are blue", "<p>Roses are red,<br>violets are blue</p>\n"},
		{"a paragraph a line", long + "\n" + long, "<p>" + long + "</p>\n<p>" + long + "</p>\n"},
		{"bullets", "- one\n- two\n  and more\n", "<ul>\n<li>one</li>\n<li>two and more</li>\n</ul>\n"},
		{"numbers", "1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"},
		{"a number is no list", "1. Introduction", "<p>1. Introduction</p>\n"},
		{"speech is no list", "— Yes, he said.", "<p>— Yes, he said.</p>\n"},
		{"headings", "Title\n=====\n\nPart\n----\n\nx\n\n* * *\n\ny", "<h2>Title</h2>\n<h3>Part</h3>\n<p>x</p>\n<hr>\n<p>y</p>\n"},
		{"markup is text", "<b>a</b> *b*", "<p>&lt;b&gt;a&lt;/b&gt; *b*</p>\n"},
		{"bytes that are no text", "a\xff\x00\x1b[31mb", "<p>a\ufffd[31mb</p>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := FromText(tt.in)
			checkNormal(t, d)
			var b strings.Builder
			if err := WriteHTML(&b, d, HTMLOptions{}); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("got %q, want %q", b.String(), tt.want)
			}
		})
	}
}

func FuzzFromText(f *testing.F) {
	f.Add("One.\n\n- a\n- b\n\n1. c\n2. d\n\nT\n===\n")
	f.Add("\u2067a\n\n\u202eb\n--\n\n***\n")
	f.Fuzz(func(t *testing.T, s string) {
		d := FromText(s)
		checkNormal(t, d)
		for _, width := range []int{0, 20} {
			for _, line := range TextLines(d.Blocks, width) {
				if strings.ContainsAny(line, "\x1b\u202e\n\r") {
					t.Fatalf("control characters in %q", line)
				}
			}
		}
	})
}

// TestWriteText shows every kind of block at several widths.
func TestWriteText(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "every-block.html"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := ParseHTML(string(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	checkNormal(t, d)
	write := map[string]func(*strings.Builder) error{
		"wide.txt":   func(b *strings.Builder) error { return WriteText(b, d, TextOptions{}) },
		"narrow.txt": func(b *strings.Builder) error { return WriteText(b, d, TextOptions{Width: 40, Links: true}) },
		"html":       func(b *strings.Builder) error { return WriteHTML(b, d, HTMLOptions{Lang: true}) },
		"md":         func(b *strings.Builder) error { return WriteMarkdown(b, d) },
	}
	for name, w := range write {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			if err := w(&b); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", "every-block."+name+".golden")
			if *update {
				if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
				t.Errorf("differs from %s (-want +got); -update writes it anew:\n%s", path, diff)
			}
		})
	}
}

func TestTextFitsItsWidth(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1000) {
		d := randomDocument(rand.New(rand.NewPCG(seed, 5)))
		var prose []domain.Block
		for _, b := range Normalize(d).Blocks {
			if b.Kind == domain.Paragraph || b.Kind == domain.Heading {
				prose = append(prose, b)
			}
		}
		for _, width := range []int{20, 33} {
			lines := TextLines(prose, width)
			for _, l := range lines {
				if w := displayWidth(l); w > width {
					t.Fatalf("seed %d: %q takes %d columns, want at most %d", seed, l, w, width)
				}
			}
			got, want := strings.Join(strings.Fields(strings.Join(lines, "")), ""), strings.Join(strings.Fields(strings.Join(TextLines(prose, 0), "")), "")
			if strings.Trim(got, "=-") != strings.Trim(want, "=-") && !strings.Contains(want, "==") && !strings.Contains(want, "--") {
				t.Fatalf("seed %d: text was lost:\n%s\n%s", seed, got, want)
			}
		}
	}
}

// TestHostileTable writes a table whose spans ask for more than a billion cells.
func TestHostileTable(t *testing.T) {
	t.Parallel()
	table := domain.Block{Kind: domain.Table}
	for range 100 {
		var row []domain.Cell
		for range 100 {
			row = append(row, domain.Cell{Text: domain.PlainText("x"), ColSpan: 1 << 30, RowSpan: 1 << 30})
		}
		table.Rows = append(table.Rows, row)
	}
	d := domain.Document{Blocks: []domain.Block{table}}
	for name, write := range map[string]func(*strings.Builder) error{
		"text":     func(b *strings.Builder) error { return WriteText(b, d, TextOptions{Width: 80}) },
		"Markdown": func(b *strings.Builder) error { return WriteMarkdown(b, d) },
	} {
		var b strings.Builder
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 1<<20 {
			t.Errorf("%s of 10,000 cells takes %d bytes", name, b.Len())
		}
	}
}

func TestDisplayWidth(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{
		"": 0, "abc": 3, "e\u0301": 1, "谈判": 4, "ｶﾅ": 2, "👩\u200d👩\u200d👧": 2, "🇷🇺": 2, "❤\ufe0f": 2, "محادثات": 7, "\u200f": 0, "a\u00a0b": 3,
	} {
		if got := DisplayWidth(s); got != want {
			t.Errorf("DisplayWidth(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in    string
		width int
		want  []string
	}{
		{"one two three", 0, []string{"one two three"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one  two", 3, []string{"one", "two"}},
		{"overlong", 3, []string{"ove", "rlo", "ng"}},
		{"a overlong", 4, []string{"a", "over", "long"}},
		{"10\u00a0km far", 6, []string{"10\u00a0km", "far"}},
		{"谈判开始了。今天", 10, []string{"谈判开始", "了。今天"}},
		{"a\nb c", 3, []string{"a", "b c"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, wrap(tt.in, tt.width)); diff != "" {
			t.Errorf("wrap(%q, %d) (-want +got):\n%s", tt.in, tt.width, diff)
		}
	}
}

func TestDirection(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{
		"ar": "rtl", "fa-IR": "rtl", "he": "rtl", "ur": "rtl", "ckb": "rtl", "ru": "ltr", "az-Arab": "rtl", "ar-Latn": "ltr", "": "auto", "\"": "auto", "und": "auto",
	} {
		if got := Direction(lang); got != want {
			t.Errorf("Direction(%q) = %q, want %q", lang, got, want)
		}
	}
}
