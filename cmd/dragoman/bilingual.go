package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/xliff"
)

// isXLIFF reports whether a file's name is an XLIFF file's.
func isXLIFF(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlf", ".xliff", ".sdlxliff", ".mqxliff": // the last two are Trados's and memoQ's
		return true
	}
	return false
}

// openFile opens a file of no more than limit bytes, which must not be packed.
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
	head := make([]byte, 4)
	if n, _ := file.ReadAt(head, 0); err == nil && packed(head[:n]) { // a pipe has nothing to read at 0
		err = fmt.Errorf("%s is packed: unpack it first: %w", name, domain.ErrInvalid)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// packed reports whether a file begins as ZIP or gzip files do.
func packed(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte{0x1f, 0x8b})
}

// tmxLanguages are the languages that the units of a TMX file have.
type tmxLanguages map[string]bool

// maxNamed is how many languages a message names.
const maxNamed = 20

func (l tmxLanguages) add(u memory.Unit) {
	for _, t := range u.Texts {
		if len(l) < maxNamed {
			l[t.Lang] = true
		}
	}
}

// none is the error of a file without any unit in two languages.
func (l tmxLanguages) none(from, to string) error {
	has := "no text in any language"
	if len(l) > 0 {
		has = strings.Join(slices.Sorted(maps.Keys(l)), ", ")
	}
	return fmt.Errorf("no unit is in %s and %s; the file has %s: %w", from, to, has, domain.ErrInvalid)
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

// readBilingual reads the texts of a TMX or XLIFF file, its languages, and
// where its texts stand.
func (o *checkOptions) readBilingual() ([]check.Pair, error) {
	o.source, o.target = o.file, o.file
	if isXLIFF(o.file) {
		f, err := readXLIFF(o.file)
		if err != nil {
			return nil, err
		}
		o.from, o.to = cmp.Or(o.from, f.From), cmp.Or(o.to, f.To)
		pairs := o.pairsOf(f)
		if len(pairs) == 0 {
			return nil, fmt.Errorf("%s has no segment that is translated: %w", o.file, domain.ErrInvalid)
		}
		return pairs, nil
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
	has := tmxLanguages{}
	err = memory.ReadTMX(file, func(u memory.Unit) error {
		has.add(u)
		if p, ok := u.Pair(o.from, o.to); ok {
			pairs = append(pairs, check.Pair{Source: p.Source, Target: p.Target, Paragraph: len(pairs)})
			o.lines = append(o.lines, u.Line)
		}
		return nil
	})
	if err == nil && len(pairs) == 0 {
		err = has.none(o.from, o.to)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.file, err)
	}
	return pairs, nil
}

// pairsOf returns the segments of a file that are translated; those of a unit
// are a paragraph.
func (o *checkOptions) pairsOf(f xliff.File) []check.Pair {
	var pairs []check.Pair
	for i, u := range f.Units {
		for _, p := range u.Parts {
			if !p.Ignorable && p.Translated {
				pairs = append(pairs, check.Pair{
					Source: p.Source.Text, Target: p.Target.Text, SourceSpans: p.Source.Spans, TargetSpans: p.Target.Spans, Paragraph: i,
				})
				o.lines = append(o.lines, p.Line)
			}
		}
	}
	return pairs
}
