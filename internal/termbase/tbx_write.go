package termbase

import (
	"bufio"
	"fmt"
	"io"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// WriteTBX writes approved terms as TBX-Basic (ISO 30042:2019, style DCA). What
// that has no category for is left out: editions, letters' case, inflection.
func WriteTBX(w io.Writer, terms []domain.Term) error {
	out := bufio.NewWriter(w)
	put := func(format string, args ...any) {
		for i, a := range args {
			if s, ok := a.(string); ok {
				args[i] = xmlfile.Escape(s)
			}
		}
		fmt.Fprintf(out, format, args...)
	}
	put(`<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader>
    <fileDesc><sourceDesc><p>Exported from Dragoman.</p></sourceDesc></fileDesc>
    <encodingDesc><p type="XCSURI">TBXXCS.xcs</p></encodingDesc>
  </tbxHeader>
  <text>
    <body>
`)
	for i, t := range terms {
		if t.Status != domain.TermApproved {
			continue
		}
		put("      <conceptEntry id=\"c%d\">\n        <descrip type=\"subjectField\">%s</descrip>\n", i+1, string(t.Kind))
		if t.Keep {
			put("        <note>%s</note>\n", keepNote)
		}
		if t.Note != "" {
			put("        <note>%s</note>\n", t.Note)
		}
		for _, f := range t.Forms {
			put("        <langSec xml:lang=\"%s\">\n", f.Lang)
			section := func(text, status string) {
				put("          <termSec>\n            <term>%s</term>\n            <termNote type=\"administrativeStatus\">%s</termNote>\n", text, status)
				if t.Origin != "" {
					put("            <admin type=\"source\">%s</admin>\n", t.Origin)
				}
				put("          </termSec>\n")
			}
			section(f.Text, "preferredTerm-admn-sts")
			for _, v := range f.Variants {
				section(v, "admittedTerm-admn-sts")
			}
			for _, v := range f.Forbidden {
				section(v, "deprecatedTerm-admn-sts")
			}
			put("        </langSec>\n")
		}
		put("      </conceptEntry>\n")
	}
	put("    </body>\n  </text>\n</tbx>\n")
	return out.Flush()
}
