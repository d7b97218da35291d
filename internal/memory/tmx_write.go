package memory

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// TMXWriter writes pairs as a TMX 1.4b file, one by one.
type TMXWriter struct {
	w   *bufio.Writer
	err error
}

// NewTMXWriter begins a file. version is Dragoman's own; source is the language
// of all pairs, or empty where they differ.
func NewTMXWriter(w io.Writer, version, source string) *TMXWriter {
	t := &TMXWriter{w: bufio.NewWriter(w)}
	if source == "" {
		source = "*all*"
	}
	t.printf("%s<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n", xml.Header)
	t.printf("  <header creationtool=\"Dragoman\" creationtoolversion=\"%s\" segtype=\"sentence\" o-tmf=\"Dragoman\" adminlang=\"en\" srclang=\"%s\" datatype=\"plaintext\"/>\n  <body>\n",
		xmlfile.Escape(version), xmlfile.Escape(source))
	return t
}

// Write adds a pair.
func (t *TMXWriter) Write(p domain.MemoryPair) error {
	t.printf("    <tu srclang=\"%s\"%s%s>\n", xmlfile.Escape(p.From), optional("creationid", p.Author), optional("creationdate", stamp(p.At)))
	if p.Origin != "" {
		t.printf("      <prop type=\"x-origin\">%s</prop>\n", xmlfile.Escape(p.Origin))
	}
	t.printf("      <tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n", xmlfile.Escape(p.From), xmlfile.Escape(p.Source))
	t.printf("      <tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n    </tu>\n", xmlfile.Escape(p.To), xmlfile.Escape(p.Target))
	return t.err
}

// Close ends the file.
func (t *TMXWriter) Close() error {
	t.printf("  </body>\n</tmx>\n")
	if t.err == nil {
		t.err = t.w.Flush()
	}
	return t.err
}

func (t *TMXWriter) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}

func optional(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + xmlfile.Escape(value) + `"`
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(tmxDate)
}
