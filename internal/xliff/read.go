package xliff

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// Read reads an XLIFF 2.0 or 2.1 file of up to 64 MB, or the texts of one of
// version 1. Inline elements that Write made become spans again, also where a tool
// has cut them (sc, ec); of others the text is kept. What can't be read is
// domain.ErrInvalid and says where.
func Read(r io.Reader) (File, error) {
	x := reader{xml: xmlfile.New(&limited{r: r, left: maxFile})}
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

type reader struct {
	xml *xmlfile.Reader
	// cut are the inline elements of a unit that a part left open (sc without its
	// ec), for its sources and its targets.
	cut [2][]openSpan
}

// openSpan is an inline element that began and hasn't ended.
type openSpan struct {
	id    string
	index int // of its span
	span  domain.Span
}

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
		if err := r.element(e, &f); err != nil {
			return f, err
		}
	}
}

// element reads an element that may hold units, or is one.
func (r *reader) element(e xml.StartElement, f *File) error {
	var u Unit
	var err error
	switch name := e.Name.Local; {
	case name == "file" && f.Old:
		return r.oldFile(e, f)
	case name == "file":
		if f.Original == "" {
			f.Original = xmlfile.Attribute(e, "original")
		}
		return nil
	case name == "unit" && !f.Old:
		u, err = r.unit(e)
	case name == "trans-unit" && f.Old:
		u, err = r.oldUnit(e)
	case name == "skeleton" || name == "header" || name == "bin-unit":
		return r.xml.Skip()
	default:
		return nil
	}
	if f.Units = append(f.Units, u); err == nil && len(f.Units) > maxUnits {
		err = fmt.Errorf("more than %d units: %w", maxUnits, domain.ErrInvalid)
	}
	return err
}

func (r *reader) root(e xml.StartElement, f *File) (err error) {
	if f.Old, err = checkRoot(e); err != nil || f.Old {
		return err
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
	r.cut = [2][]openSpan{}
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
			var err error
			switch e.Name.Local {
			case "source":
				p.Source, err = r.content(data, &r.cut[0])
			case "target":
				p.Translated = true
				if order := xmlfile.Attribute(e, "order"); order != "" {
					if p.Order, err = strconv.Atoi(order); err != nil || p.Order < 1 {
						return p, r.xml.Invalid("order %q is no place", order)
					}
				}
				p.Target, err = r.content(data, &r.cut[1])
			default:
				err = r.xml.Skip()
			}
			if err != nil {
				return p, err
			}
		}
	}
}

// content reads the text of an element with its spans, to its end. cut holds the
// spans that go on from the text before, and is left with those that go on behind.
func (r *reader) content(data map[string]string, cut *[]openSpan) (domain.Text, error) {
	var text strings.Builder
	var spans []domain.Span
	var nested []int // index of the span that an open element began, or -1
	begin := func(s domain.Span) int {
		s.Start = text.Len()
		spans = append(spans, s)
		return len(spans) - 1
	}
	free := *cut // begun by sc
	for i := range free {
		free[i].index = begin(free[i].span)
	}
	for {
		token, err := r.xml.Token()
		if err != nil {
			return domain.Text{}, err
		}
		switch e := token.(type) {
		case xml.CharData:
			text.Write(e)
		case xml.StartElement:
			if len(nested) >= domain.MaxDepth {
				return domain.Text{}, r.xml.Invalid("inline elements nested more than %d deep", domain.MaxDepth)
			}
			nested = append(nested, -1)
			s, known := span(e, data)
			switch e.Name.Local {
			case "cp": // a character that XML can't hold
				text.WriteRune('\ufffd')
			case "pc":
				if known {
					nested[len(nested)-1] = begin(s)
				}
			case "sc":
				if len(free) >= domain.MaxDepth {
					return domain.Text{}, r.xml.Invalid("more than %d inline elements are open", domain.MaxDepth)
				}
				if known {
					free = append(free, openSpan{id: xmlfile.Attribute(e, "id"), index: begin(s), span: s})
				}
			case "ec":
				id := cmp.Or(xmlfile.Attribute(e, "startRef"), xmlfile.Attribute(e, "id"))
				if i := slices.IndexFunc(free, func(o openSpan) bool { return o.id == id }); i >= 0 {
					spans[free[i].index].End = text.Len()
					free = slices.Delete(free, i, i+1)
				}
			}
		case xml.EndElement:
			if len(nested) == 0 {
				for _, o := range free {
					spans[o.index].End = text.Len()
				}
				*cut = free
				return finish(text.String(), spans), nil
			}
			if i := nested[len(nested)-1]; i >= 0 {
				spans[i].End = text.Len()
			}
			nested = nested[:len(nested)-1]
		}
	}
}

// finish drops spans that a document can't have, empty ones and links in links,
// and cuts those that cross another's end.
func finish(text string, spans []domain.Span) domain.Text {
	out := domain.PlainText(text)
	domain.SortSpans(spans)
	linked := 0
	var open []int // where the spans around end
	for _, s := range spans {
		for len(open) > 0 && open[len(open)-1] <= s.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			s.End = min(s.End, open[len(open)-1])
		}
		if s.Start >= s.End || s.Kind == domain.Link && s.Start < linked {
			continue
		}
		if s.Kind == domain.Link {
			linked = s.End
		}
		open = append(open, s.End)
		out.Spans = append(out.Spans, s)
	}
	domain.SortSpans(out.Spans)
	return out
}

// span returns what an inline element means, if it is one of Write's.
func span(e xml.StartElement, data map[string]string) (domain.Span, bool) {
	kind := [2]string{xmlfile.Attribute(e, "type"), xmlfile.Attribute(e, "subType")}
	for k, names := range kinds {
		if names != kind {
			continue
		}
		s := domain.Span{Kind: k}
		if k == domain.Link {
			s.Href = data[cmp.Or(xmlfile.Attribute(e, "dataRefStart"), xmlfile.Attribute(e, "dataRef"))] // of pc, of sc
			return s, s.Href != ""
		}
		return s, true
	}
	return domain.Span{}, false
}

// plain reads the text of an element to its end.
func (r *reader) plain() (string, error) {
	t, err := r.content(nil, new([]openSpan))
	return t.Text, err
}
