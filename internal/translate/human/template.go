package human

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// WriteTemplate writes a file to be filled in: the texts of an article as
// comments, each before the place of its translation. f says what is known
// already.
func WriteTemplate(w io.Writer, original domain.Article, f File) error {
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, line := range []struct{ key, value string }{{"article", f.Article}, {"edition", f.Edition}, {"translator", f.Translator}} {
		quoted, err := yaml.Dump(line.value)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s: %s", line.key, quoted)
	}
	for _, field := range f.fields(original) {
		if field.original != "" {
			fmt.Fprintf(&b, "# %s\n%s: %q\n", strings.Join(strings.Fields(field.original), " "), field.key, field.target)
		}
	}
	b.WriteString("# Write the translation of each block below its original, one block for one block.\n---\n")
	number := 0
	for _, p := range pieces(&original.Document) {
		number++
		text := strings.ReplaceAll(document.MarkdownLine(*p.text), "-->", "-- >") // which would end the comment
		fmt.Fprintf(&b, "\n<!-- %d\n%s -->\n", number, text)
		if p.heading {
			b.WriteString("## \n")
		} else {
			b.WriteString("\n")
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
