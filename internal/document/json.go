package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Version is the version of the JSON form. It grows when a reader of the old
// form could misread the new one.
const Version = 1

type file struct {
	Version int `json:"version"`
	domain.Document
}

// Marshal returns d as JSON: an object with version, lang and blocks, as
// documented at domain.Document.
func Marshal(d domain.Document) ([]byte, error) {
	if err := check(d); err != nil {
		return nil, fmt.Errorf("encode document: %w", err)
	}
	if d.Blocks == nil {
		d.Blocks = []domain.Block{}
	}
	b, err := json.Marshal(file{Version, d})
	if err != nil {
		return nil, fmt.Errorf("encode document: %w", err)
	}
	return b, nil
}

// Unmarshal reads what Marshal wrote. It is strict: unknown fields or kinds,
// bad spans, addresses that are not allowed, too deep nesting, too long texts, another version
// and anything after the object are errors that wrap [domain.ErrInvalid].
func Unmarshal(data []byte) (domain.Document, error) {
	if len(data) > MaxBytes {
		return domain.Document{}, fmt.Errorf("%w: document of more than %d bytes", domain.ErrInvalid, MaxBytes)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var f file
	if err := dec.Decode(&f); err != nil {
		return domain.Document{}, fmt.Errorf("%w: document: %w", domain.ErrInvalid, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return domain.Document{}, fmt.Errorf("%w: document: something follows the object", domain.ErrInvalid)
	}
	if f.Version != Version {
		return domain.Document{}, fmt.Errorf("%w: document of version %d, want %d", domain.ErrInvalid, f.Version, Version)
	}
	if err := check(f.Document); err != nil {
		return domain.Document{}, err
	}
	return f.Document, nil
}

// check is domain.Document.Validate with the rules on size and addresses.
func check(d domain.Document) error {
	if err := d.Validate(); err != nil {
		return fmt.Errorf("%w: document: %w", domain.ErrInvalid, err)
	}
	if d.Lang != "" && languageTag(d.Lang) == "" {
		return fmt.Errorf("%w: document: %q is no language tag", domain.ErrInvalid, d.Lang)
	}
	for b, t := range d.Texts() {
		if len(t.Text) > MaxText {
			return fmt.Errorf("%w: document: %s with a text of more than %d bytes", domain.ErrInvalid, b.Kind, MaxText)
		}
		for _, s := range t.Spans {
			if s.Kind == domain.Link && linkAddress(s.Href, nil) == "" {
				return fmt.Errorf("%w: document: %s links to %.80q, which is no http, https or mailto address", domain.ErrInvalid, b.Kind, s.Href)
			}
		}
	}
	return checkBlocks(d.Blocks)
}

func checkBlocks(blocks []domain.Block) error {
	for i := range blocks {
		b := &blocks[i]
		address := ""
		switch {
		case b.Image != nil:
			address = b.Image.URL
		case b.Embed != nil:
			address = b.Embed.URL
		}
		if (b.Image != nil || b.Embed != nil) && imageAddress(address, nil) == "" {
			return fmt.Errorf("%w: document: %s of %.80q, which is no http or https address", domain.ErrInvalid, b.Kind, address)
		}
		if err := checkCells(b.Rows); err != nil {
			return err
		}
		for _, item := range b.Items {
			if err := checkBlocks(item); err != nil {
				return err
			}
		}
		if err := checkBlocks(b.Blocks); err != nil {
			return err
		}
	}
	return nil
}

func checkCells(rows [][]domain.Cell) error {
	for _, row := range rows {
		for _, c := range row {
			if c.ColSpan < 0 || c.ColSpan > MaxColSpan || c.RowSpan < 0 || c.RowSpan > MaxRowSpan {
				return fmt.Errorf("%w: document: cell that spans %d columns and %d rows", domain.ErrInvalid, c.ColSpan, c.RowSpan)
			}
		}
	}
	return nil
}
