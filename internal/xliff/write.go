package xliff

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// Write writes a file. Links and emphasis become inline elements (pc), which
// tools keep as tags; a link's address is kept as original data, for the
// translator to see.
func Write(w io.Writer, f File) error {
	out := &writer{w: bufio.NewWriter(w)}
	out.printf("%s<xliff xmlns=%q xmlns:mtc=%q version=\"2.1\" srcLang=%s", xml.Header, namespace, matchesNamespace, quoted(f.From))
	if f.To != "" {
		out.printf(" trgLang=%s", quoted(f.To))
	}
	out.printf(">\n  <file id=\"f1\"")
	if f.Original != "" {
		out.printf(" original=%s", quoted(f.Original))
	}
	out.printf(">\n")
	for _, u := range f.Units {
		out.unit(u)
	}
	out.printf("  </file>\n</xliff>\n")
	if out.err == nil {
		out.err = out.w.Flush()
	}
	return out.err
}

type writer struct {
	w   *bufio.Writer
	err error
}

func (w *writer) printf(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.w, format, args...)
	}
}

func (w *writer) unit(u Unit) {
	w.printf("    <unit id=%s", quoted(u.ID))
	if u.Name != "" {
		w.printf(" name=%s", quoted(u.Name))
	}
	w.printf(">\n")
	w.matches(u.Matches)
	if len(u.Notes) > 0 {
		w.printf("      <notes>\n")
		for _, n := range u.Notes {
			w.printf("        <note>%s</note>\n", xmlfile.Escape(n))
		}
		w.printf("      </notes>\n")
	}
	data := addresses(u)
	if len(data) > 0 {
		w.printf("      <originalData>\n")
		for i, address := range data {
			w.printf("        <data id=\"d%d\">%s</data>\n", i+1, xmlfile.Escape(address))
		}
		w.printf("      </originalData>\n")
	}
	next := 0
	for _, p := range u.Parts {
		w.part(p, data, &next)
	}
	w.printf("    </unit>\n")
}

func (w *writer) matches(all []Match) {
	if len(all) == 0 {
		return
	}
	w.printf("      <mtc:matches>\n")
	for i, m := range all {
		kind := "tm"
		if m.Assembled {
			kind = "am"
		}
		w.printf("        <mtc:match id=\"m%d\" ref=%s type=\"%s\" similarity=\"%.1f\"", i+1, quoted("#"+m.Part), kind, 100*m.Similarity)
		if m.Origin != "" {
			w.printf(" origin=%s", quoted(m.Origin))
		}
		w.printf(">\n          <source>%s</source>\n          <target>%s</target>\n        </mtc:match>\n", xmlfile.Escape(m.Source), xmlfile.Escape(m.Target))
	}
	w.printf("      </mtc:matches>\n")
}

func (w *writer) part(p Part, data []string, next *int) {
	element := "segment"
	if p.Ignorable {
		element = "ignorable"
	}
	w.printf("      <%s", element)
	if p.ID != "" {
		w.printf(" id=%s", quoted(p.ID))
	}
	if p.State != "" && !p.Ignorable {
		w.printf(" state=\"%s\"", p.State)
	}
	ids := map[domain.Span]int{} // of a source's spans, for the target's that are the same
	w.printf(">\n        <source xml:space=\"preserve\">%s</source>\n", inline(p.Source, data, func(s domain.Span) int {
		*next++
		if s.Start, s.End = 0, 0; ids[s] == 0 {
			ids[s] = *next
		}
		return *next
	}))
	if p.Translated {
		used := map[int]bool{}
		w.printf("        <target xml:space=\"preserve\">%s</target>\n", inline(p.Target, data, func(s domain.Span) int {
			s.Start, s.End = 0, 0
			if id := ids[s]; id != 0 && !used[id] {
				used[id] = true
				return id
			}
			*next++
			return *next
		}))
	}
	w.printf("      </%s>\n", element)
}

// addresses returns the addresses of a unit's links, each once.
func addresses(u Unit) []string {
	var out []string
	seen := map[string]bool{}
	for _, p := range u.Parts {
		for _, t := range []domain.Text{p.Source, p.Target} {
			for _, s := range t.Spans {
				if s.Kind == domain.Link && !seen[s.Href] {
					seen[s.Href] = true
					out = append(out, s.Href)
				}
			}
		}
	}
	return out
}

// kinds are XLIFF's types of inline elements for ours: type and subType.
var kinds = map[domain.SpanKind][2]string{
	domain.Link:     {"link", ""},
	domain.Emphasis: {"fmt", "xlf:i"},
	domain.Strong:   {"fmt", "xlf:b"},
	domain.Code:     {"other", "dragoman:code"},
	domain.Sub:      {"other", "dragoman:sub"},
	domain.Sup:      {"other", "dragoman:sup"},
}

// inline writes a text with its spans as pc elements.
func inline(t domain.Text, data []string, id func(domain.Span) int) string {
	var out strings.Builder
	var open []domain.Span
	at := 0
	closeUntil := func(end int) {
		for len(open) > 0 && open[len(open)-1].End <= end {
			last := open[len(open)-1]
			out.WriteString(xmlfile.Escape(t.Text[at:last.End]) + "</pc>")
			at = last.End
			open = open[:len(open)-1]
		}
	}
	for _, s := range t.Spans {
		closeUntil(s.Start)
		out.WriteString(xmlfile.Escape(t.Text[at:s.Start]))
		at = s.Start
		kind := kinds[s.Kind]
		fmt.Fprintf(&out, "<pc id=\"%d\" type=\"%s\"", id(s), kind[0])
		if kind[1] != "" {
			fmt.Fprintf(&out, " subType=\"%s\"", kind[1])
		}
		for i, address := range data {
			if s.Kind == domain.Link && address == s.Href {
				out.WriteString(" dataRefStart=\"d" + strconv.Itoa(i+1) + "\"")
			}
		}
		out.WriteString(">")
		open = append(open, s)
	}
	closeUntil(len(t.Text))
	return out.String() + xmlfile.Escape(t.Text[at:])
}

func quoted(s string) string { return `"` + xmlfile.Escape(s) + `"` }
