package oracle

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Paths says where the test model and texts are.
type Paths struct {
	Model string // the directory of the English-Russian model
	Eval  string // the directory of the development texts, which may be absent
	Own   string // nmt's own test data
}

// FindPaths finds them from a directory inside the repository. The environment
// variables DRAGOMAN_TEST_MODEL and DRAGOMAN_EVAL override the usual places.
func FindPaths() (Paths, error) {
	dir, err := os.Getwd()
	if err != nil {
		return Paths{}, err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "nmt", "testdata")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			return Paths{}, errors.New("no nmt/testdata above the working directory: run this inside the repository")
		}
		dir = filepath.Dir(dir)
	}
	p := Paths{
		Model: os.Getenv("DRAGOMAN_TEST_MODEL"),
		Eval:  os.Getenv("DRAGOMAN_EVAL"),
		Own:   filepath.Join(dir, "nmt", "testdata"),
	}
	if p.Model == "" {
		p.Model = filepath.Join(dir, "build", "models", "en-ru")
	}
	if p.Eval == "" {
		p.Eval = filepath.Join(dir, "..", "shared", "eval")
	}
	return p, nil
}

// Document is lines that belong together, with references where there are any.
type Document struct {
	Lines, References []string
}

// ownDocument is how many of the package's own sentences make up a document.
const ownDocument = 16

// Documents gives the development text by its documents, or, where it is
// absent, the package's own sentences.
func (p Paths) Documents() ([]Document, error) {
	mt := filepath.Join(p.Eval, "mt")
	lines, err := readLines(filepath.Join(mt, "ntrex.en.txt"))
	if errors.Is(err, os.ErrNotExist) {
		return p.ownDocuments()
	}
	if err != nil {
		return nil, err
	}
	references, err := readLines(filepath.Join(mt, "ntrex.ru.txt"))
	if err != nil {
		return nil, err
	}
	ids, err := readLines(filepath.Join(mt, "ntrex.docids.txt"))
	if err != nil {
		return nil, err
	}
	if len(ids) != len(lines) || len(references) != len(lines) {
		return nil, fmt.Errorf("the development text has %d lines, %d references and %d document names", len(lines), len(references), len(ids))
	}
	var out []Document
	for i, line := range lines {
		if i == 0 || ids[i] != ids[i-1] {
			out = append(out, Document{})
		}
		d := &out[len(out)-1]
		d.Lines = append(d.Lines, line)
		d.References = append(d.References, references[i])
	}
	return out, nil
}

func (p Paths) ownDocuments() ([]Document, error) {
	lines, err := readLines(filepath.Join(p.Own, "sentences.en.txt"))
	if err != nil {
		return nil, err
	}
	var out []Document
	for len(lines) > 0 {
		n := min(ownDocument, len(lines))
		out = append(out, Document{Lines: lines[:n]})
		lines = lines[n:]
	}
	return out, nil
}

func readLines(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	var out []string
	s := bufio.NewScanner(f)
	for s.Scan() {
		out = append(out, s.Text())
	}
	return out, s.Err()
}
