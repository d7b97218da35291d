// Package human reads translations that persons made, as Markdown files, and
// pairs them with their originals block by block.
package human

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// File is a person's translation of an article.
type File struct {
	Article    string `yaml:"article"` // its number or address
	Edition    string `yaml:"edition"`
	Translator string `yaml:"translator"` // the person's name, which readers see
	Headline   string `yaml:"headline"`
	Standfirst string `yaml:"standfirst,omitempty"`
	Dateline   string `yaml:"dateline,omitempty"`
	Caption    string `yaml:"caption,omitempty"` // of the picture that leads the article
	Alt        string `yaml:"alt,omitempty"`     // what that picture shows, for those who don't see it

	Text domain.Document `yaml:"-"`
}

// frontMatter is the block of settings at the beginning of a file.
var frontMatter = regexp.MustCompile(`\A\x{feff}?---[ \t]*\r?\n((?:[^\n]*\n){0,200}?)---[ \t]*(?:\r?\n|\z)`)

// Parse reads a file: a front matter between lines of three hyphens, then the
// text as Markdown. Comments in it are left out. What can't be read is
// domain.ErrInvalid.
func Parse(text string) (File, error) {
	var f File
	m := frontMatter.FindStringSubmatch(text)
	if m == nil {
		return f, fmt.Errorf("the file doesn't begin with a front matter: lines such as \"article: 12\" between two lines of ---: %w", domain.ErrInvalid)
	}
	if strings.TrimSpace(m[1]) != "" {
		if err := yaml.Load([]byte(m[1]), &f, yaml.WithKnownFields()); err != nil {
			return f, fmt.Errorf("front matter: %w: %w", err, domain.ErrInvalid)
		}
	}
	for _, s := range []*string{&f.Article, &f.Edition, &f.Translator, &f.Headline, &f.Standfirst, &f.Dateline, &f.Caption, &f.Alt} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	for _, s := range []struct{ name, value, what string }{
		{"article", f.Article, "the number or address of the article"},
		{"edition", f.Edition, "the edition that it is for"},
		{"translator", f.Translator, "the name of the person who translated it"},
		{"headline", f.Headline, "the translated headline"},
	} {
		if s.value == "" {
			return f, fmt.Errorf("the front matter lacks %s: %s: %w", s.name, s.what, domain.ErrInvalid)
		}
	}
	var err error
	f.Text, err = document.FromMarkdown(text[len(m[0]):], &url.URL{})
	return f, err
}
