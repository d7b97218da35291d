package static_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/web/static"
)

// What is laid out by left and right isn't mirrored in editions that are
// written from right to left. Preformatted text stays as it is.
func TestStylesAreLogical(t *testing.T) {
	t.Parallel()
	physical := regexp.MustCompile(`(?:margin|padding|border)-(?:left|right|top|bottom)|[;{\s](?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)`)
	names, err := filepath.Glob("source/*.css")
	if err != nil || len(names) < 6 {
		t.Fatalf("%d style sheets, %v", len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if found := physical.FindString(line); found != "" && !strings.HasPrefix(line, ".row pre") && !strings.HasPrefix(line, "@media") {
				t.Errorf("%s:%d: %q", name, i+1, found)
			}
		}
	}
}

// The style sheet loads our own fonts and nothing else, and shows text before
// they arrive.
func TestStyleLoadsOwnFilesOnly(t *testing.T) {
	t.Parallel()
	style := static.Named("style.css")
	faces := strings.Count(string(style.Data), "@font-face")
	if faces < 15 || strings.Count(string(style.Data), "font-display:swap") != faces {
		t.Errorf("%d faces", faces)
	}
	for _, m := range regexp.MustCompile(`url\(["']?(?:\./)?([^"')]+)`).FindAllStringSubmatch(string(style.Data), -1) {
		f, ok := static.Get(m[1])
		if !ok || f.Type != "font/woff2" || len(f.Data) == 0 {
			t.Errorf("the style sheet loads %q", m[1])
		}
	}
	if strings.Contains(string(style.Data), "@import") {
		t.Error("the style sheet loads something from elsewhere")
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, name := range []string{"style.css", "offline.js", "reader.js", "search.js", "worker.js"} {
		f := static.Named(name)
		if got, ok := static.Get(strings.TrimPrefix(f.Path, static.Prefix)); !ok || string(got.Data) != string(f.Data) || f.Type == "" || seen[f.Path] {
			t.Errorf("%s: %s, %q", name, f.Path, f.Type)
		}
		seen[f.Path] = true
	}
	for _, f := range static.Files() {
		if f.Type == "" || len(f.Data) == 0 {
			t.Errorf("%s: type %q, %d bytes", f.Path, f.Type, len(f.Data))
		}
	}
	if _, ok := static.Get("../static.go"); ok {
		t.Error("a file outside is served")
	}
}
