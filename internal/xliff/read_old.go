package xliff

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// oldFile begins a file element of XLIFF 1 (OASIS Standard 1.2, 2008), where the
// languages stand.
func (r *reader) oldFile(e xml.StartElement, f *File) error {
	from, to := xmlfile.Attribute(e, "source-language"), xmlfile.Attribute(e, "target-language")
	switch {
	case from == "":
		return r.xml.Invalid("the file doesn't name its source language (source-language)")
	case f.From != "" && (!strings.EqualFold(f.From, from) || !strings.EqualFold(f.To, to)):
		return r.xml.Invalid("%s to %s follows %s to %s: one file must be in two languages", from, to, f.From, f.To)
	}
	f.From, f.To = from, to
	if f.Original == "" {
		f.Original = xmlfile.Attribute(e, "original")
	}
	return nil
}

// oldUnit reads a trans-unit of XLIFF 1, of one part. Translations that tools
// propose (alt-trans) are passed over.
func (r *reader) oldUnit(start xml.StartElement) (Unit, error) {
	u := Unit{ID: xmlfile.Attribute(start, "id"), Name: xmlfile.Attribute(start, "resname")}
	p := Part{Line: r.xml.Line()}
	for {
		token, err := r.xml.Token()
		if err != nil {
			return u, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			u.Parts = []Part{p}
			return u, nil
		case xml.StartElement:
			switch e.Name.Local {
			case "source":
				p.Source.Text, err = r.oldText()
			case "target":
				p.Target.Text, err = r.oldText()
				p.Translated = strings.TrimSpace(p.Target.Text) != "" // tools write empty targets into what is to be done
			default:
				err = r.xml.Skip()
			}
			if err != nil {
				return u, err
			}
		}
	}
}

// oldText reads the text of an element to its end, without native codes.
func (r *reader) oldText() (string, error) {
	var text strings.Builder
	for depth := 0; ; {
		token, err := r.xml.Token()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.CharData:
			text.Write(e)
		case xml.StartElement:
			switch e.Name.Local {
			case "bpt", "ept", "it", "ph":
				if err := r.xml.Skip(); err != nil {
					return "", err
				}
			default:
				if depth++; depth > domain.MaxDepth {
					return "", r.xml.Invalid("inline elements nested more than %d deep", domain.MaxDepth)
				}
			}
		case xml.EndElement:
			if depth == 0 {
				return text.String(), nil
			}
			depth--
		}
	}
}

// checkRoot says whether a file is XLIFF that is read, and of version 1.
func checkRoot(e xml.StartElement) (old bool, err error) {
	version := xmlfile.Attribute(e, "version")
	switch {
	case e.Name.Local != "xliff":
		return false, fmt.Errorf("this is no XLIFF file: it begins with <%s>: %w", e.Name.Local, domain.ErrInvalid)
	case strings.HasPrefix(version, "1."):
		return true, nil
	case strings.HasPrefix(version, "2."):
		return false, nil
	}
	return false, fmt.Errorf("this is XLIFF of version %q, and 1.0 to 2.1 are read: %w", version, domain.ErrInvalid)
}
