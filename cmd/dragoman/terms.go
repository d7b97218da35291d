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
		_, err := readTermFile(name, nil, nil, func(t domain.Term) error {
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
// CSV or TBX, which the first character tells apart. names says what columns of CSV are,
// as termbase.ReadCSV takes it. It returns how many concepts of TBX were passed over.
func readTermFile(name string, stdin io.Reader, names map[string]string, each func(domain.Term) error) (skipped int, err error) {
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
	switch {
	case beginsAsXML(string(head)) && len(names) > 0:
		err = fmt.Errorf("TBX has no columns: %w", domain.ErrInvalid)
	case beginsAsXML(string(head)):
		skipped, err = termbase.ReadTBX(buffered, each)
	default:
		err = termbase.ReadCSV(buffered, names, each)
	}
	if err != nil {
		return skipped, fmt.Errorf("read %s: %w", filepath.Base(name), err)
	}
	return skipped, nil
}

// beginsAsXML reports whether a file begins with "<", behind a byte order mark
// and spaces, in UTF-8 or UTF-16.
func beginsAsXML(head string) bool {
	for _, mark := range []string{"\uFEFF", "\xFF\xFE", "\xFE\xFF"} {
		head = strings.TrimPrefix(head, mark)
	}
	return strings.HasPrefix(strings.TrimLeft(head, " \r\n\t\x00"), "<")
}
