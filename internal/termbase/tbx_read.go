package termbase

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// keepNote is the note that marks a term which stays as it is in every language: TBX-Basic
// has no category for it.
const keepNote = "do not translate"

// ReadTBX reads terms from TBX, version 2 (martif) or 3 (ISO 30042:2019, in either style) or TBX-Min, and
// calls each with them, in order: a concept is a term, its first preferred or only form in a
// language is the form, admitted ones are variants, deprecated ones forbidden. It reads
// entry by entry and passes over what it doesn't know. A concept that isn't a valid term, as
// one with empty or over-long forms, is counted in skipped. Errors are those of XML, which wrap
// domain.ErrInvalid, of r and of each.
func ReadTBX(r io.Reader, each func(domain.Term) error) (skipped int, err error) {
	d := xmlfile.New(&limited{r: r, left: maxFile})
	concepts, root := 0, false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			if !root {
				return skipped, fmt.Errorf("the file is empty: %w", domain.ErrInvalid)
			}
			return skipped, nil
		}
		if err != nil {
			return skipped, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := start.Name.Local; {
		case strings.EqualFold(name, "tbx") || name == "martif":
			root = true
		case !root:
			return skipped, fmt.Errorf("the file begins with %q, TBX with tbx or martif: %w", name, domain.ErrInvalid)
		case name == "conceptEntry" || name == "termEntry":
			if concepts++; concepts > maxTerms {
				return skipped, fmt.Errorf("more than %d concepts: %w", maxTerms, domain.ErrInvalid)
			}
			t, err := readConcept(d)
			if err != nil {
				return skipped, err
			}
			if t.Validate() != nil {
				skipped++
				continue
			}
			if err := each(t); err != nil {
				return skipped, err
			}
		}
	}
}

// conceptReader collects a concept.
type conceptReader struct {
	term  domain.Term
	lang  string
	forms []*domain.TermForm

	text   string // of the term that is being read
	status string
	short  bool // it is an abbreviation
	inside int  // how many descripGrp are open: their sources are those of definitions
}

// maxConcept bounds the bytes of a concept.
const maxConcept = 1 << 20

// readConcept reads up to the end of the entry that d stands in.
func readConcept(d *xmlfile.Reader) (domain.Term, error) {
	c := &conceptReader{term: domain.Term{Status: domain.TermApproved}}
	begin := d.Offset()
	depth := 0
	for {
		if d.Offset()-begin > maxConcept {
			return domain.Term{}, d.Invalid("a concept of more than %d bytes", maxConcept)
		}
		token, err := d.Token()
		if err != nil {
			return domain.Term{}, err
		}
		switch x := token.(type) {
		case xml.StartElement:
			if text, leaf := c.start(x.Name.Local, x.Attr); leaf {
				content, err := innerText(d)
				if err != nil {
					return domain.Term{}, err
				}
				text(content)
				continue
			}
			depth++
		case xml.EndElement:
			if depth == 0 {
				return c.finish(), nil
			}
			depth--
			c.end(x.Name.Local)
		}
	}
}

// start begins an element, and returns what to do with its text if that is all that
// counts in it.
func (c *conceptReader) start(name string, attrs []xml.Attr) (text func(string), leaf bool) {
	kind := ""
	for _, a := range attrs {
		switch {
		case a.Name.Local == "lang" && (name == "langSec" || name == "langSet" || name == "langGroup"):
			c.lang = lang.Normalize(a.Value)
		case a.Name.Local == "type":
			kind = a.Value
		}
	}
	if name == "descripGrp" {
		c.inside++
	}
	switch name { // in the style of tags, an element's name is the category
	case "term":
		return func(s string) { c.text = s }, true
	case "note":
		return func(s string) {
			if strings.EqualFold(s, keepNote) {
				c.term.Keep = true
			} else if c.term.Note == "" {
				c.term.Note = s
			}
		}, true
	case "descrip", "termNote", "admin":
	case "subjectField", "administrativeStatus", "termStatus", "partOfSpeech", "termType", "source":
		kind = name
	default:
		return nil, false
	}
	switch kind {
	case "administrativeStatus", "normativeAuthorization", "termStatus":
		return func(s string) { c.status = s }, true
	case "termType":
		return func(s string) { c.short = strings.Contains(s, "acronym") || strings.Contains(s, "abbrev") }, true
	case "subjectField":
		return func(s string) {
			if k := domain.TermKind(strings.ToLower(s)); slices.Contains(domain.TermKinds(), k) {
				c.term.Kind = k
			}
		}, true
	case "source":
		return func(s string) {
			if c.inside == 0 {
				c.term.Origin = s
			}
		}, true
	}
	return func(string) {}, true
}

// avoided are words of the statuses, in small letters, of terms that are not to be used.
var avoided = []string{"deprecated", "superseded", "obsolete", "notrecommended", "forbidden"}

// end ends an element that has others in it.
func (c *conceptReader) end(name string) {
	switch name {
	case "descripGrp":
		c.inside--
		return
	case "termSec", "tig", "ntig", "termGroup":
	default:
		return
	}
	text, status := strings.Join(strings.Fields(c.text), " "), strings.ToLower(c.status)
	short := c.short
	c.text, c.status, c.short = "", "", false
	if text == "" || c.lang == "" {
		return
	}
	i := slices.IndexFunc(c.forms, func(f *domain.TermForm) bool { return f.Lang == c.lang })
	if i < 0 {
		c.forms = append(c.forms, &domain.TermForm{Lang: c.lang})
		i = len(c.forms) - 1
	}
	f := c.forms[i]
	switch {
	case slices.ContainsFunc(avoided, func(word string) bool { return strings.Contains(status, word) }):
		f.Forbidden = append(f.Forbidden, text)
	case f.Text == "":
		f.Text = text
	case strings.Contains(status, "preferred") && !short:
		f.Text, f.Variants = text, append([]string{f.Text}, f.Variants...)
	default:
		f.Variants = append(f.Variants, text)
	}
}

// finish returns the term, without languages that have forbidden forms alone.
func (c *conceptReader) finish() domain.Term {
	for _, f := range c.forms {
		if f.Text != "" {
			c.term.Forms = append(c.term.Forms, *f)
		}
	}
	if c.term.Kind == "" {
		c.term.Kind = guessKind(c.term)
	}
	return c.term
}

// innerText reads up to the end of an element, and returns the text in it and in
// the elements in it, or nothing where that is too long for a field.
func innerText(d *xmlfile.Reader) (string, error) {
	var b strings.Builder
	tooLong := false
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch x := token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			if depth--; depth < 0 && tooLong {
				return "", nil
			} else if depth < 0 {
				return strings.Join(strings.Fields(b.String()), " "), nil
			}
		case xml.CharData:
			if tooLong = tooLong || b.Len()+len(x) > maxField; !tooLong {
				b.Write(x)
			}
		}
	}
}
