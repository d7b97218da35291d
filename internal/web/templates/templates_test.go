package templates

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"github.com/dragoman-news/dragoman/internal/message"
)

func TestTemplatesHaveTheTypesOfTheirPages(t *testing.T) {
	t.Parallel()
	for _, p := range pages {
		t.Run(p.file(), func(t *testing.T) {
			t.Parallel()
			if err := templatecheck.CheckHTML(parsed()[p.file()], p); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEveryTemplateBelongsToAPage(t *testing.T) {
	t.Parallel()
	all, err := fs.Glob(files, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		if !slices.Contains(shared, name) && !slices.ContainsFunc(pages, func(p Page) bool { return p.file()+".html" == name }) {
			t.Errorf("%s belongs to no page", name)
		}
	}
}

// What stands between tags in a template is the interface's words, which
// belong into the catalogue.
func TestTemplatesSayNothingThemselves(t *testing.T) {
	t.Parallel()
	action, tag := regexp.MustCompile(`(?s)\{\{.*?\}\}`), regexp.MustCompile(`(?s)<[^>]*>`)
	said := regexp.MustCompile(`(?s)\.Words\.Text "(\w+)"`)
	attribute := regexp.MustCompile(`(?:title|alt|aria-label|placeholder)="[^"{]*[a-z]`)
	all, err := fs.Glob(files, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	english := message.For("en")
	keys := 0
	for _, name := range all {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		rest := tag.ReplaceAllString(action.ReplaceAllString(string(data), ""), " ")
		for word := range strings.FieldsSeq(rest) {
			if regexp.MustCompile(`^[\pL]+$`).MatchString(word) && word != "Dragoman" && word != "V" {
				t.Errorf("%s says %q itself", name, word)
			}
		}
		for _, found := range attribute.FindAllString(string(data), -1) {
			t.Errorf("%s: %s", name, found)
		}
		for _, m := range said.FindAllStringSubmatch(string(data), -1) {
			keys++
			if english.Text(message.Key(m[1])) == "" {
				t.Errorf("%s asks for the unknown message %q", name, m[1])
			}
		}
	}
	if keys < 40 {
		t.Errorf("only %d messages found in templates", keys)
	}
}
