package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// readTerms returns the base of the terms in files, nil where there are none.
func readTerms(files []string) (*termbase.Base, error) {
	if len(files) == 0 {
		return nil, nil
	}
	var terms []domain.Term
	for _, name := range files {
		_, err := readTermFile(name, nil, func(t domain.Term) error {
			terms = append(terms, t)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return termbase.New(terms), nil
}

// readTermFile calls each with the terms of a file, or of standard input for "-", in
// CSV or TBX, which the first character tells apart. It returns how many concepts of
// TBX were passed over.
func readTermFile(name string, stdin io.Reader, each func(domain.Term) error) (skipped int, err error) {
	in := stdin
	if name != "-" || stdin == nil {
		file, err := openFile(name, math.MaxInt64)
		if err != nil {
			return 0, err
		}
		defer file.Close() //nolint:errcheck // read only
		in = file
	}
	buffered := bufio.NewReader(in)
	head, _ := buffered.Peek(64)
	if text := strings.TrimLeft(strings.TrimPrefix(string(head), "\uFEFF"), " \r\n\t"); strings.HasPrefix(text, "<") {
		if strings.HasPrefix(string(head), "\uFEFF") {
			_, _ = buffered.Discard(len("\uFEFF")) // it was peeked
		}
		skipped, err = termbase.ReadTBX(buffered, each)
	} else {
		err = termbase.ReadCSV(buffered, each)
	}
	if err != nil {
		return skipped, fmt.Errorf("read %s: %w", filepath.Base(name), err)
	}
	return skipped, nil
}
