// Package xmlfile reads XML files that other programs made (TMX, TBX, XLIFF), in
// UTF-8, UTF-16 or the charset that they declare, within bounded memory. No
// entities are read but XML's own, so that a file can't grow or read others.
package xmlfile

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	// maxToken bounds the bytes of a tag or a stretch of text.
	maxToken = 1 << 20
	// maxDepth bounds how deep elements are nested.
	maxDepth = 100
)

// Reader reads the elements and texts of a file.
type Reader struct {
	decoder *xml.Decoder
	in      *bounded
	depth   int // of open elements
}

// New returns a reader of a file. UTF-8 and UTF-16 are known by a byte order
// mark, UTF-16 also by the "<" that XML begins with, whatever the file declares.
func New(r io.Reader) *Reader {
	buffered := bufio.NewReader(r)
	head, _ := buffered.Peek(3) // what fails shows again when it is read
	var charsetByContent transform.Transformer = transform.Nop
	known := true
	switch {
	case bytes.HasPrefix(head, []byte("<\x00")):
		charsetByContent = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case bytes.HasPrefix(head, []byte("\x00<")):
		charsetByContent = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	default:
		known = bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || bytes.HasPrefix(head, []byte("\xff\xfe"))
	}
	in := &bounded{r: transform.NewReader(buffered, unicode.BOMOverride(charsetByContent))}
	d := xml.NewDecoder(in)
	d.Entity = map[string]string{} // none but XML's own
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if known || strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return in, nil // it is UTF-8 by now
		}
		out, err := charset.NewReaderLabel(label, in)
		if err != nil {
			return nil, fmt.Errorf("the charset %q is unknown: %w", label, domain.ErrInvalid)
		}
		return out, nil
	}
	return &Reader{decoder: d, in: in}
}

// Token returns the next tag, text, comment or instruction, good until the next
// call. At the end of the file the error is io.EOF, unless elements are open.
// What is no XML, or beyond the limits, is domain.ErrInvalid and says where;
// errors of the file itself are returned as they are.
func (x *Reader) Token() (xml.Token, error) {
	x.in.sinceToken = 0
	token, err := x.decoder.Token()
	if err != nil {
		return nil, x.classed(err)
	}
	switch token.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxDepth {
			return nil, x.Invalid("elements are nested more than %d deep", maxDepth)
		}
	case xml.EndElement:
		x.depth--
	}
	return token, nil
}

func (x *Reader) classed(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF) && x.in.failed == nil:
		return io.EOF
	case errors.As(err, &syntax) && strings.HasSuffix(syntax.Msg, "unexpected EOF"):
		return fmt.Errorf("line %d: the file ends too early: %w", syntax.Line, domain.ErrInvalid)
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: %s: %w", syntax.Line, syntax.Msg, domain.ErrInvalid)
	case x.in.failed != nil:
		return x.in.failed
	}
	return x.Invalid("%w", err) // the decoder has errors of no type
}

// Skip reads to the end of the element whose start was read last.
func (x *Reader) Skip() error {
	for outside := x.depth - 1; x.depth > outside; {
		if _, err := x.Token(); err != nil {
			return err
		}
	}
	return nil
}

// Line returns the line that is being read, from 1.
func (x *Reader) Line() int {
	line, _ := x.decoder.InputPos()
	return line
}

// Offset returns how many bytes were read, as UTF-8.
func (x *Reader) Offset() int64 { return x.decoder.InputOffset() }

// Invalid returns an error of the line that is being read: domain.ErrInvalid.
func (x *Reader) Invalid(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	if errors.Is(err, domain.ErrInvalid) {
		return fmt.Errorf("line %d: %w", x.Line(), err)
	}
	return fmt.Errorf("line %d: %w: %w", x.Line(), err, domain.ErrInvalid)
}

// Attribute returns the value of an attribute in any namespace without spaces
// around it, empty where there is none.
func Attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// bounded refuses to read more than maxToken bytes for one token, which the
// decoder would keep in memory.
type bounded struct {
	r          io.Reader
	sinceToken int
	failed     error // of reading
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.sinceToken > maxToken {
		b.failed = fmt.Errorf("a tag or text of more than %d bytes: %w", maxToken, domain.ErrInvalid)
		return 0, b.failed
	}
	n, err := b.r.Read(p)
	b.sinceToken += n
	if err != nil && !errors.Is(err, io.EOF) {
		b.failed = err
	}
	return n, err
}

// Escape writes a text for XML: what that can't hold becomes U+FFFD.
func Escape(text string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(text)) // a Builder takes everything
	return out.String()
}
