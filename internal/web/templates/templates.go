// Package templates holds the pages of the readers' site: a typed struct and
// an HTML template for each. Handlers fill in the struct; everything that is said to
// readers besides it comes from package message.
package templates

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"sync"
)

//go:embed *.html
var files embed.FS

// Page is one of this package's structs, such as Front.
type Page interface {
	// file returns the name of the page's template, without its extension.
	file() string
}

// shared are the templates that every page may use.
var shared = []string{"layout.html", "piece.html", "teaser.html"}

// parsed reads the embedded templates once. They are part of the program and
// tested with it, so that a bad one is a programming error.
var parsed = sync.OnceValue(func() map[string]*template.Template {
	out := map[string]*template.Template{}
	for _, p := range pages {
		patterns := append(append([]string{}, shared...), p.file()+".html") // the page's own definitions come last and win
		out[p.file()] = template.Must(template.New("layout.html").Funcs(functions).ParseFS(files, patterns...))
	}
	return out
})

// functions are what templates may call: {{in .Lang}} writes the attributes of a
// text's language, {{whole .Title}} a headline whose words break well.
var functions = template.FuncMap{"in": Attributes, "whole": whole}

// pages lists a zero value of every page.
var pages = []Page{Archive{}, Article{}, Editions{}, Front{}, List{}, Problem{}, Prose{}, Search{}}

// Write writes a page as HTML. Nothing is written when it fails.
func Write(w io.Writer, p Page) error {
	var page bytes.Buffer
	if err := parsed()[p.file()].Execute(&page, p); err != nil {
		return fmt.Errorf("write the page %s: %w", p.file(), err)
	}
	_, err := page.WriteTo(w)
	return err
}
