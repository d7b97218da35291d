package memory

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// tmxDate is the form of TMX's dates (ISO 8601, basic).
const tmxDate = "20060102T150405Z"

// ReadTMX reads a TMX file (versions 1.1 to 1.4b) in UTF-8, UTF-16 or the
// charset that it declares, and calls yield with each unit until yield returns
// an error, which ReadTMX returns. Inline markup is left out, its text kept,
// but for native codes (bpt, ept, it, ph, ut). The file may be of any size; one
// unit may take 1 MB. What can't be read is domain.ErrInvalid and says where.
func ReadTMX(r io.Reader, yield func(Unit) error) error {
	t := tmxReader{xml: xmlfile.New(r)}
	for {
		u, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read TMX: %w", err)
		}
		if err := yield(u); err != nil {
			return err
		}
	}
}

// maxUnit bounds the bytes of one unit.
const maxUnit = 1 << 20

type tmxReader struct {
	xml    *xmlfile.Reader
	found  bool   // the root
	source string // the header's srclang
	begin  int64  // offset of the unit that is being read
}

// next returns the next unit. At the end of a TMX file its error is io.EOF.
func (t *tmxReader) next() (Unit, error) {
	for {
		token, err := t.xml.Token()
		if errors.Is(err, io.EOF) && !t.found {
			return Unit{}, fmt.Errorf("this is no TMX file: %w", domain.ErrInvalid)
		}
		if err != nil {
			return Unit{}, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := start.Name.Local; {
		case name == "tmx":
			t.found = true
		case !t.found:
			return Unit{}, fmt.Errorf("this is no TMX file: it begins with <%s>: %w", name, domain.ErrInvalid)
		case name == "header":
			t.source = xmlfile.Attribute(start, "srclang")
		case name == "tu":
			return t.unit(start)
		}
	}
}

func (t *tmxReader) unit(start xml.StartElement) (Unit, error) {
	t.begin = t.xml.Offset()
	u := Unit{Source: xmlfile.Attribute(start, "srclang"), Author: author(start), At: date(start), Line: t.xml.Line()}
	if u.Source == "" {
		u.Source = t.source
	}
	if strings.EqualFold(u.Source, "*all*") {
		u.Source = ""
	}
	for {
		token, err := t.token()
		if err != nil {
			return u, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local != "tuv" {
				if err := t.skip(); err != nil {
					return u, err
				}
				continue
			}
			text, err := t.variant(e)
			if err != nil {
				return u, err
			}
			if text.Lang != "" && text.Text != "" {
				u.Texts = append(u.Texts, text)
			}
			if at := date(e); at.After(u.At) {
				u.At = at
			}
			if by := author(e); by != "" {
				u.Author = by
			}
		case xml.EndElement:
			return u, nil
		}
	}
}

// variant reads a tuv: the text of its seg.
func (t *tmxReader) variant(start xml.StartElement) (UnitText, error) {
	out := UnitText{Lang: xmlfile.Attribute(start, "lang")}
	var text strings.Builder
	depth, inSegment, native := 1, 0, 0
	placeholder := false // since the last text
	for depth > 0 {
		token, err := t.token()
		if err != nil {
			return out, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			switch e.Name.Local {
			case "seg":
				inSegment = depth
			case "bpt", "ept", "it", "ph", "ut":
				if native == 0 {
					native = depth
				}
				placeholder = placeholder || e.Name.Local == "ph"
			}
		case xml.EndElement:
			if native == depth {
				native = 0
			}
			if inSegment == depth {
				inSegment = 0
			}
			depth--
		case xml.CharData:
			if inSegment > 0 && native == 0 {
				if placeholder && glues(text.String(), e) {
					text.WriteByte(' ') // for the line break or picture that stood there
				}
				placeholder = false
				text.Write(e)
			}
		}
	}
	out.Text = strings.Join(strings.Fields(text.String()), " ")
	return out, nil
}

// token returns the next token within a unit.
func (t *tmxReader) token() (xml.Token, error) {
	if t.xml.Offset()-t.begin > maxUnit {
		return nil, t.xml.Invalid("a unit of more than %d bytes", maxUnit)
	}
	return t.xml.Token()
}

// glues reports whether two texts would become one word.
func glues(before string, after []byte) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRune(after)
	return isWord(last) && isWord(first)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// skip reads to the end of an element.
func (t *tmxReader) skip() error {
	for depth := 1; depth > 0; {
		token, err := t.token()
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

func author(e xml.StartElement) string {
	if by := xmlfile.Attribute(e, "changeid"); by != "" {
		return by
	}
	return xmlfile.Attribute(e, "creationid")
}

func date(e xml.StartElement) time.Time {
	for _, name := range []string{"changedate", "creationdate"} {
		if at, err := time.Parse(tmxDate, xmlfile.Attribute(e, name)); err == nil {
			return at
		}
	}
	return time.Time{}
}
