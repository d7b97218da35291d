// Command bench measures the quality of translations: the plain engine beside the whole
// chain, and the checks, in one run, on the development data in DRAGOMAN_EVAL. make
// bench-quality runs it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/bergamot"
)

func main() {
	eval := flag.String("eval", envOr("DRAGOMAN_EVAL", filepath.Join("..", "shared", "eval")), "`directory` of the evaluation data")
	model := flag.String("model", envOr("DRAGOMAN_TEST_MODEL", filepath.Join("build", "models", "en-ru")), "`directory` of the English-Russian model")
	lines := flag.Int("lines", 1005, "how many lines of news to translate")
	show := flag.Bool("show", false, "print what went wrong")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, *eval, *model, *lines, *show); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func envOr(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

// bench is one run.
type bench struct {
	out    io.Writer
	show   bool
	engine translate.Engine
	pair   translate.Translator
	eval   string
	docs   []document
}

// document is a document of the news data, line by line.
type document struct {
	id                 string
	english, reference []string
	raw                []string // of the plain engine
	chain              []string // of the chain, without terms
	termed             []string // of the chain, with the document's names as terms
	segments           [][]domain.Segment
}

type oneModel struct{ dir string }

func (m oneModel) Find(from, to string) (dir, name string, err error) {
	if from != "en" || to != "ru" {
		return "", "", errors.Join(errors.New("only en-ru is here"), domain.ErrNotFound)
	}
	return m.dir, "en-ru", nil
}

func run(ctx context.Context, out io.Writer, eval, model string, lines int, show bool) error {
	b := &bench{out: out, show: show, eval: eval, engine: bergamot.New(oneModel{model})}
	var err error
	if b.pair, err = b.engine.Pair(ctx, "en", "ru"); err != nil {
		return fmt.Errorf("%w (run scripts/get-test-model)", err)
	}
	if b.docs, err = readNews(eval, lines); err != nil {
		return err
	}
	if err := b.translateNews(ctx); err != nil {
		return err
	}
	b.names()
	b.consistency()
	b.scores()
	for _, measure := range []func(context.Context) error{b.damagedNames, b.terms, b.quotes, b.currencies, b.links} {
		if err := measure(ctx); err != nil {
			return err
		}
	}
	return nil
}

func readLines(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w (set DRAGOMAN_EVAL to the evaluation data)", err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"), nil
}

func readNews(eval string, lines int) ([]document, error) {
	var columns [3][]string
	for i, name := range []string{"ntrex.docids.txt", "ntrex.en.txt", "ntrex.ru.txt"} {
		var err error
		if columns[i], err = readLines(filepath.Join(eval, "mt", name)); err != nil {
			return nil, err
		}
	}
	var docs []document
	for i, id := range columns[0][:min(lines, len(columns[0]))] {
		if len(docs) == 0 || docs[len(docs)-1].id != id {
			docs = append(docs, document{id: id})
		}
		d := &docs[len(docs)-1]
		d.english, d.reference = append(d.english, columns[1][i]), append(d.reference, columns[2][i])
	}
	return docs, nil
}
