package extract

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// TestBars extracts the development pages of $DRAGOMAN_EVAL (or ../shared/eval
// beside the repository) and scores them with the command that is kept there.
// It takes every eighth page; DRAGOMAN_EVAL_FULL=1 takes all, and then the
// bars are exact. The text of an article is its standfirst, its blocks without
// captions, and for sets whose gold texts begin with the headline, the headline.
func TestBars(t *testing.T) {
	t.Parallel()
	eval := filepath.Join(evalFolder(t), "extraction")
	if _, err := os.Stat(eval); err != nil {
		t.Skipf("no extraction pages for evaluation: %v", err)
	}
	full := os.Getenv("DRAGOMAN_EVAL_FULL") != ""
	sets := []struct {
		name     string
		bar      float64
		headline bool
	}{
		{"trafilatura", 0.925, false},
		{"scrapinghub", 0.962, false},
		{"fundus", 0.950, false},
		{"daniel", 0.920, true},
	}
	scorer := filepath.Join(t.TempDir(), "score")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", scorer, ".")
	build.Dir = filepath.Join(eval, "score")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the scoring command: %v\n%s", err, out)
	}
	for _, set := range sets {
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			bar := set.bar
			step := 1
			if !full {
				step, bar = 8, bar-0.04 // a sample strays
			}
			gold := readGold(t, filepath.Join(eval, set.name, "gold.jsonl.gz"), step)
			texts := extractAll(t, filepath.Join(eval, set.name, "pages.tar.gz"), gold, set.headline)
			got := score(t, scorer, gold, texts)
			t.Logf("%s: F1 %.4f over %d pages", set.name, got, len(gold))
			if got < bar {
				t.Errorf("F1 is %.4f, want at least %.3f", got, bar)
			}
		})
	}
}

// evalFolder returns the folder of the evaluation data.
func evalFolder(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("DRAGOMAN_EVAL"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "eval")
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
}

type goldRow struct {
	File string `json:"file"`
	URL  string `json:"url"`
	line []byte
}

func readGold(t *testing.T, name string, step int) map[string]goldRow {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // read only
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]goldRow{}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<26)
	for i := 0; lines.Scan(); i++ {
		if i%step != 0 {
			continue
		}
		var row goldRow
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		row.line = bytes.Clone(lines.Bytes())
		rows[row.File] = row
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// extractAll returns the text of each page of the archive that gold names.
func extractAll(t *testing.T, archive string, gold map[string]goldRow, headline bool) map[string]string {
	t.Helper()
	file, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // read only
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	var mutex sync.Mutex
	var running sync.WaitGroup
	slots := make(chan struct{}, 2)
	for entries := tar.NewReader(unzipped); ; {
		entry, err := entries.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		row, ok := gold[filepath.Base(entry.Name)]
		if !ok {
			continue
		}
		content, err := io.ReadAll(entries)
		if err != nil {
			t.Fatal(err)
		}
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			text := articleText(t, row, content, headline)
			mutex.Lock()
			defer mutex.Unlock()
			texts[row.File] = text
		})
	}
	running.Wait()
	return texts
}

func articleText(t *testing.T, row goldRow, content []byte, headline bool) string {
	text := string(content)
	if !utf8.Valid(content) {
		encoding, _, _ := charset.DetermineEncoding(content, "")
		if decoded, err := encoding.NewDecoder().Bytes(content); err == nil {
			text = string(decoded)
		}
	}
	if row.URL == "" {
		row.URL = "http://news.example/" + row.File
	}
	article, err := Article(t.Context(), Page{URL: row.URL, HTML: strings.ToValidUTF8(text, "\uFFFD")})
	if err != nil {
		if !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("%s: %v", row.File, err)
		}
		return ""
	}
	if err := article.Document.Validate(); err != nil {
		t.Errorf("%s: %v", row.File, err)
	}
	parts := []string{article.Standfirst, textOfBlocks(article.Document.Blocks)}
	if headline {
		parts = append([]string{article.Headline}, parts...)
	}
	return strings.Join(parts, "\n")
}

var printedF1 = regexp.MustCompile(`F1=([\d.]+)`)

func score(t *testing.T, scorer string, gold map[string]goldRow, texts map[string]string) float64 {
	t.Helper()
	dir := t.TempDir()
	goldName, outName := filepath.Join(dir, "gold.jsonl"), filepath.Join(dir, "out.jsonl")
	var goldLines, outLines bytes.Buffer
	encoder := json.NewEncoder(&outLines)
	for name, row := range gold {
		fmt.Fprintf(&goldLines, "%s\n", row.line)
		if err := encoder.Encode(map[string]string{"file": name, "text": texts[name]}); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range map[string][]byte{goldName: goldLines.Bytes(), outName: outLines.Bytes()} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), scorer, "-gold", goldName, outName).CombinedOutput()
	if err != nil {
		t.Fatalf("score: %v\n%s", err, out)
	}
	found := printedF1.FindSubmatch(out)
	if found == nil {
		t.Fatalf("the scoring command printed no F1: %s", out)
	}
	f1, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return f1
}
