package memory

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Unit is a unit of a TMX file: one text in several languages.
type Unit struct {
	Texts  []UnitText
	Source string // the language that was translated from, as the file says; empty for any
	Author string
	At     time.Time
}

// UnitText is a unit's text in a language.
type UnitText struct {
	Lang string // as the file spells it
	Text string // plain
}

// Pair returns the unit's texts in two languages, of which only the language
// counts: "en" finds "EN-US". The first in each is taken.
func (u Unit) Pair(from, to string) (domain.MemoryPair, bool) {
	p := domain.MemoryPair{From: from, To: to, Author: u.Author, At: u.At}
	for _, t := range u.Texts {
		switch language := base(t.Lang); {
		case language == base(from) && p.Source == "":
			p.Source = t.Text
		case language == base(to) && p.Target == "":
			p.Target = t.Text
		}
	}
	return p, p.Validate() == nil
}

// tmxDate is the form of TMX's dates (ISO 8601, basic).
const tmxDate = "20060102T150405Z"

// ReadTMX reads a TMX file (versions 1.1 to 1.4b) in UTF-8, UTF-16 or the
// charset that it declares, and calls yield with each unit until yield returns
// an error, which ReadTMX returns. Inline markup is left out, its text kept,
// but for native codes (bpt, ept, it, ph, ut). The file may be of any size; one
// unit may take 1 MB. What can't be read is domain.ErrInvalid and says where.
func ReadTMX(r io.Reader, yield func(Unit) error) error {
	// A byte order mark, of UTF-16 above all, counts more than a declaration.
	bounded := &boundedReader{r: transform.NewReader(bufio.NewReader(r), unicode.BOMOverride(transform.Nop))}
	d := xml.NewDecoder(bounded)
	d.Strict = true
	d.Entity = map[string]string{} // none but XML's own
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return in, nil // read by its mark already
		}
		out, err := charset.NewReaderLabel(label, in)
		if err != nil {
			return nil, fmt.Errorf("the charset %q is unknown: %w", label, domain.ErrInvalid)
		}
		return out, nil
	}
	t := tmxReader{decoder: d, bounded: bounded, yield: yield}
	err := t.read()
	var syntax *xml.SyntaxError
	var callers *yieldError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &callers):
		return callers.err
	case errors.As(err, &syntax):
		return fmt.Errorf("read TMX: line %d: %s: %w", syntax.Line, syntax.Msg, domain.ErrInvalid)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("read TMX: the file ends too early: %w", domain.ErrInvalid)
	case bounded.failed || errors.Is(err, domain.ErrInvalid):
		return fmt.Errorf("read TMX: %w", err)
	default: // the decoder has errors of no type
		return fmt.Errorf("read TMX: %w: %w", err, domain.ErrInvalid)
	}
}

// yieldError carries an error of the caller's through.
type yieldError struct{ err error }

func (e *yieldError) Error() string { return e.err.Error() }

// maxUnit bounds the bytes of one unit.
const maxUnit = 1 << 20

// boundedReader refuses to read more than maxUnit bytes between two tokens,
// which the decoder would keep in memory.
type boundedReader struct {
	r      io.Reader
	read   int
	failed bool // reading did
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.read > maxUnit {
		return 0, fmt.Errorf("a stretch of text of more than %d bytes: %w", maxUnit, domain.ErrInvalid)
	}
	n, err := b.r.Read(p)
	b.read += n
	b.failed = err != nil && !errors.Is(err, io.EOF)
	return n, err
}

type tmxReader struct {
	decoder *xml.Decoder
	bounded *boundedReader
	yield   func(Unit) error
	source  string // the header's srclang
}

func (t *tmxReader) read() error {
	found := false
	for {
		token, err := t.token()
		if errors.Is(err, io.EOF) {
			if !found {
				return fmt.Errorf("this is no TMX file: %w", domain.ErrInvalid)
			}
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "tmx":
			found = true
		case "header":
			t.source = attribute(start, "srclang")
		case "tu":
			if !found {
				return fmt.Errorf("this is no TMX file: %w", domain.ErrInvalid)
			}
			u, err := t.unit(start)
			if err != nil {
				return err
			}
			if err := t.yield(u); err != nil {
				return &yieldError{err}
			}
		default:
			if !found {
				return fmt.Errorf("this is no TMX file: it begins with <%s>: %w", start.Name.Local, domain.ErrInvalid)
			}
		}
	}
}

func (t *tmxReader) unit(start xml.StartElement) (Unit, error) {
	begin := t.decoder.InputOffset()
	u := Unit{Source: attribute(start, "srclang"), Author: author(start), At: date(start)}
	if u.Source == "" {
		u.Source = t.source
	}
	if strings.EqualFold(u.Source, "*all*") {
		u.Source = ""
	}
	for {
		if t.decoder.InputOffset()-begin > maxUnit {
			line, _ := t.decoder.InputPos()
			return u, fmt.Errorf("line %d: a unit of more than %d bytes: %w", line, maxUnit, domain.ErrInvalid)
		}
		token, err := t.token()
		if err != nil {
			return u, ended(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local != "tuv" {
				if err := t.skip(begin); err != nil {
					return u, err
				}
				continue
			}
			text, err := t.variant(e, begin)
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
func (t *tmxReader) variant(start xml.StartElement, begin int64) (UnitText, error) {
	out := UnitText{Lang: attribute(start, "lang")}
	var text strings.Builder
	depth, inSegment, native := 1, 0, 0
	for depth > 0 {
		if t.decoder.InputOffset()-begin > maxUnit {
			line, _ := t.decoder.InputPos()
			return out, fmt.Errorf("line %d: a unit of more than %d bytes: %w", line, maxUnit, domain.ErrInvalid)
		}
		token, err := t.token()
		if err != nil {
			return out, ended(err)
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
				text.Write(e)
			}
		}
	}
	out.Text = strings.Join(strings.Fields(text.String()), " ")
	return out, nil
}

func (t *tmxReader) token() (xml.Token, error) {
	t.bounded.read = 0
	return t.decoder.Token()
}

// skip reads to the end of an element.
func (t *tmxReader) skip(begin int64) error {
	for depth := 1; depth > 0; {
		if t.decoder.InputOffset()-begin > maxUnit {
			line, _ := t.decoder.InputPos()
			return fmt.Errorf("line %d: a unit of more than %d bytes: %w", line, maxUnit, domain.ErrInvalid)
		}
		token, err := t.token()
		if err != nil {
			return ended(err)
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

// ended makes the end of the file an error.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

func author(e xml.StartElement) string {
	if by := attribute(e, "changeid"); by != "" {
		return by
	}
	return attribute(e, "creationid")
}

func date(e xml.StartElement) time.Time {
	for _, name := range []string{"changedate", "creationdate"} {
		if at, err := time.Parse(tmxDate, attribute(e, name)); err == nil {
			return at
		}
	}
	return time.Time{}
}
