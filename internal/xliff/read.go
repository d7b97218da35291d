package xliff

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// Read reads an XLIFF 2.0 or 2.1 file of up to 64 MB. Inline elements that
// Write made become spans again; of others the text is kept. What can't be read
// is domain.ErrInvalid and says where.
func Read(r io.Reader) (File, error) {
	x := reader{xmlfile.New(&limited{r: r, left: maxFile})}
	f, err := x.file()
	if errors.Is(err, io.EOF) {
		err = fmt.Errorf("the file is empty: %w", domain.ErrInvalid)
	}
	if err != nil {
		return File{}, fmt.Errorf("read XLIFF: %w", err)
	}
	return f, nil
}

// limited refuses more than left bytes.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("the file is longer than %d MB: %w", maxFile>>20, domain.ErrInvalid)
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}

type reader struct{ xml *xmlfile.Reader }

func (r *reader) file() (File, error) {
	var f File
	root := false
	for {
		token, err := r.xml.Token()
		if errors.Is(err, io.EOF) && root {
			return f, nil
		}
		if err != nil {
			return f, err
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !root {
			if err := r.root(e, &f); err != nil {
				return f, err
			}
			root = true
			continue
		}
		switch e.Name.Local {
		case "file":
			if f.Original == "" {
				f.Original = xmlfile.Attribute(e, "original")
			}
		case "unit":
			u, err := r.unit(e)
			if err != nil {
				return f, err
			}
			if f.Units = append(f.Units, u); len(f.Units) > maxUnits {
				return f, fmt.Errorf("more than %d units: %w", maxUnits, domain.ErrInvalid)
			}
		case "skeleton":
			if err := r.xml.Skip(); err != nil {
				return f, err
			}
		}
	}
}

func (r *reader) root(e xml.StartElement, f *File) error {
	version := xmlfile.Attribute(e, "version")
	switch {
	case e.Name.Local != "xliff":
		return fmt.Errorf("this is no XLIFF file: it begins with <%s>: %w", e.Name.Local, domain.ErrInvalid)
	case !strings.HasPrefix(version, "2."):
		return fmt.Errorf("this is XLIFF %s, and only 2.0 and 2.1 are read: save it as XLIFF 2: %w", version, domain.ErrInvalid)
	}
	f.From, f.To = xmlfile.Attribute(e, "srcLang"), xmlfile.Attribute(e, "trgLang")
	if f.From == "" {
		return fmt.Errorf("the file doesn't name its source language (srcLang): %w", domain.ErrInvalid)
	}
	return nil
}

func (r *reader) unit(start xml.StartElement) (Unit, error) {
	u := Unit{ID: xmlfile.Attribute(start, "id"), Name: xmlfile.Attribute(start, "name")}
	data := map[string]string{}
	for {
		token, err := r.xml.Token()
		if err != nil {
			return u, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			if e.Name.Local == "unit" {
				return u, nil
			}
		case xml.StartElement:
			switch e.Name.Local {
			case "note", "data":
				text, err := r.plain()
				if err != nil {
					return u, err
				}
				if e.Name.Local == "data" {
					data[xmlfile.Attribute(e, "id")] = text
				} else {
					u.Notes = append(u.Notes, text)
				}
			case "segment", "ignorable":
				p, err := r.part(e, data)
				if err != nil {
					return u, err
				}
				u.Parts = append(u.Parts, p)
			case "notes", "originalData":
			default:
				if err := r.xml.Skip(); err != nil {
					return u, err
				}
			}
		}
	}
}

func (r *reader) part(start xml.StartElement, data map[string]string) (Part, error) {
	p := Part{ID: xmlfile.Attribute(start, "id"), Ignorable: start.Name.Local == "ignorable", State: State(xmlfile.Attribute(start, "state")), Line: r.xml.Line()}
	for {
		token, err := r.xml.Token()
		if err != nil {
			return p, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			return p, nil
		case xml.StartElement:
			text, err := r.content(data)
			if err != nil {
				return p, err
			}
			switch e.Name.Local {
			case "source":
				p.Source = text
			case "target":
				p.Target, p.Translated = text, true
			}
		}
	}
}

// content reads the text of an element with its spans, to its end.
func (r *reader) content(data map[string]string) (domain.Text, error) {
	var text strings.Builder
	var spans []domain.Span
	var open []int // index of the span that an open element began, or -1
	for {
		token, err := r.xml.Token()
		if err != nil {
			return domain.Text{}, err
		}
		switch e := token.(type) {
		case xml.CharData:
			text.Write(e)
		case xml.StartElement:
			if len(open) >= domain.MaxDepth {
				return domain.Text{}, r.xml.Invalid("inline elements nested more than %d deep", domain.MaxDepth)
			}
			if e.Name.Local == "cp" { // a character that XML can't hold
				text.WriteRune('\ufffd')
			}
			open = append(open, -1)
			if s, ok := span(e, data); ok {
				s.Start = text.Len()
				open[len(open)-1] = len(spans)
				spans = append(spans, s)
			}
		case xml.EndElement:
			if len(open) == 0 {
				return finish(text.String(), spans), nil
			}
			if i := open[len(open)-1]; i >= 0 {
				spans[i].End = text.Len()
			}
			open = open[:len(open)-1]
		}
	}
}

// finish drops spans that a document can't have: empty ones, and links in links.
func finish(text string, spans []domain.Span) domain.Text {
	out := domain.PlainText(text)
	linked := 0
	for _, s := range spans {
		if s.Start == s.End || s.Kind == domain.Link && s.Start < linked {
			continue
		}
		if s.Kind == domain.Link {
			linked = s.End
		}
		out.Spans = append(out.Spans, s)
	}
	domain.SortSpans(out.Spans)
	return out
}

// span returns what an inline element means, if it is one of Write's.
func span(e xml.StartElement, data map[string]string) (domain.Span, bool) {
	if e.Name.Local != "pc" {
		return domain.Span{}, false
	}
	kind := [2]string{xmlfile.Attribute(e, "type"), xmlfile.Attribute(e, "subType")}
	for k, names := range kinds {
		if names != kind {
			continue
		}
		s := domain.Span{Kind: k}
		if k == domain.Link {
			s.Href = data[xmlfile.Attribute(e, "dataRefStart")]
			return s, s.Href != ""
		}
		return s, true
	}
	return domain.Span{}, false
}

// plain reads the text of an element to its end.
func (r *reader) plain() (string, error) {
	t, err := r.content(nil)
	return t.Text, err
}
