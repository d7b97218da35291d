package document

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// frontMatter is the block of settings that many tools put above Markdown.
var frontMatter = regexp.MustCompile(`\A\x{feff}?---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\z)`)

// FromMarkdown reads CommonMark with GitHub's tables, bare links and
// strike-through; HTML in it is read as FromHTML reads it, and front matter is left out.
func FromMarkdown(s string, base *url.URL) (domain.Document, error) {
	if len(s) > MaxBytes {
		return domain.Document{}, fmt.Errorf("%w: Markdown of more than %d bytes", domain.ErrInvalid, MaxBytes)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
		goldmark.WithRendererOptions(html.WithUnsafe()))
	var b bytes.Buffer
	if err := md.Convert([]byte(s[len(frontMatter.FindString(s)):]), &b); err != nil {
		return domain.Document{}, fmt.Errorf("%w: parse Markdown: %w", domain.ErrInvalid, err)
	}
	return ParseHTML(b.String(), base)
}
