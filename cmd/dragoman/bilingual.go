package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/xliff"
)

// isXLIFF reports whether a file's name is an XLIFF file's.
func isXLIFF(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlf", ".xliff":
		return true
	}
	return false
}

// openFile opens a file that is to be read whole, of no more than limit bytes.
func openFile(name string, limit int64) (*os.File, error) {
	file, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s: %w", name, domain.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && info.Size() > limit {
		err = fmt.Errorf("%s is longer than %d bytes: %w", name, limit, domain.ErrInvalid)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

func readXLIFF(name string) (xliff.File, error) {
	file, err := openFile(name, maxCheckedFile)
	if err != nil {
		return xliff.File{}, err
	}
	defer file.Close() //nolint:errcheck // read only
	f, err := xliff.Read(file)
	if err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// readBilingual reads the texts of a TMX or XLIFF file, and its languages.
func (o *checkOptions) readBilingual() ([]check.Pair, error) {
	o.source, o.target = o.file, o.file
	if isXLIFF(o.file) {
		f, err := readXLIFF(o.file)
		if err != nil {
			return nil, err
		}
		o.from, o.to = cmp.Or(o.from, f.From), cmp.Or(o.to, f.To)
		return pairsOf(f), nil
	}
	if o.from == "" || o.to == "" {
		return nil, fmt.Errorf("--from and --to say which languages of the file, as in --from en --to ru: %w", domain.ErrInvalid)
	}
	file, err := openFile(o.file, maxCheckedFile)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // read only
	var pairs []check.Pair
	err = memory.ReadTMX(file, func(u memory.Unit) error {
		if p, ok := u.Pair(o.from, o.to); ok {
			pairs = append(pairs, check.Pair{Source: p.Source, Target: p.Target, Paragraph: len(pairs)})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.file, err)
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%s has no unit in %s and %s: %w", o.file, o.from, o.to, domain.ErrInvalid)
	}
	return pairs, nil
}

// pairsOf returns the segments of a file that are translated; those of a unit
// are a paragraph.
func pairsOf(f xliff.File) []check.Pair {
	var pairs []check.Pair
	for i, u := range f.Units {
		for _, p := range u.Parts {
			if !p.Ignorable && p.Translated {
				pairs = append(pairs, check.Pair{
					Source: p.Source.Text, Target: p.Target.Text, SourceSpans: p.Source.Spans, TargetSpans: p.Target.Spans, Paragraph: i,
				})
			}
		}
	}
	return pairs
}
