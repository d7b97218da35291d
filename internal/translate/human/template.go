package human

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// WriteTemplate writes a file to be filled in: the texts of an article as
// comments, each before the place of its translation. f says what is known
// already.
func WriteTemplate(w io.Writer, original domain.Article, f File) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\narticle: %q\nedition: %q\ntranslator: %q\n", f.Article, f.Edition, f.Translator)
	for _, field := range f.fields(original) {
		if field.original != "" {
			fmt.Fprintf(&b, "# %s\n%s: %q\n", strings.Join(strings.Fields(field.original), " "), field.key, field.target)
		}
	}
	b.WriteString("# Write the translation of each block below its original, one block for one block.\n---\n")
	for i, p := range pieces(&original.Document) {
		text := strings.ReplaceAll(document.MarkdownLine(*p.text), "-->", "-- >") // which would end the comment
		fmt.Fprintf(&b, "\n<!-- %d\n%s -->\n", i+1, text)
		if p.heading {
			b.WriteString("## \n")
		} else {
			b.WriteString("\n")
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
