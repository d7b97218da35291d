package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/extract"
	"github.com/dragoman-news/dragoman/internal/fetch"
)

// readArticle turns what a user named (an address, a file, or - for standard
// input) into an article; address is where a file was read from, if known.
func (p *program) readArticle(cmd *cobra.Command, name, address string) (domain.Article, error) {
	switch {
	case name == "-":
		data, err := p.readAll(cmd.InOrStdin())
		if err != nil {
			return domain.Article{}, fmt.Errorf("read standard input: %w", err)
		}
		text, _ := fetch.DecodeText(data, "")
		return articleFrom(cmd.Context(), text, sniff(text), address)
	case isAddress(name):
		return p.fetchArticle(cmd, name)
	default:
		return p.openArticle(cmd.Context(), name, address)
	}
}

func isAddress(name string) bool {
	u, err := url.Parse(name)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https")
}

func (p *program) fetchArticle(cmd *cobra.Command, address string) (domain.Article, error) {
	client, err := p.client(cmd.ErrOrStderr())
	if err != nil {
		return domain.Article{}, err
	}
	response, err := client.Get(cmd.Context(), fetch.Request{URL: address})
	if err != nil {
		return domain.Article{}, err
	}
	text, _ := response.Text()
	switch media := response.MediaType(); media {
	case "text/html", "application/xhtml+xml":
		return extract.Article(cmd.Context(), extract.Page{URL: response.URL, HTML: text, Header: response.Header})
	case "text/plain", "text/markdown":
		return articleFrom(cmd.Context(), text, strings.TrimPrefix(media, "text/"), response.URL)
	default:
		return domain.Article{}, fmt.Errorf("%s is %s: only pages and texts can be translated: %w", address, media, domain.ErrInvalid)
	}
}

func (p *program) openArticle(ctx context.Context, path, address string) (domain.Article, error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return domain.Article{}, fmt.Errorf("there is no file %s (an address begins with https://): %w", path, domain.ErrNotFound)
	}
	if err != nil {
		return domain.Article{}, err
	}
	defer file.Close() //nolint:errcheck // read only
	data, err := p.readAll(file)
	if err != nil {
		return domain.Article{}, fmt.Errorf("read %s: %w", path, err)
	}
	text, _ := fetch.DecodeText(data, "")
	kind := sniff(text)
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm", ".xhtml":
		kind = "html"
	case ".md", ".markdown":
		kind = "markdown"
	case ".json":
		kind = "json"
	case ".txt":
		kind = "plain"
	}
	return articleFrom(ctx, text, kind, address)
}

// readAll reads at most the configured size of a page.
func (p *program) readAll(r io.Reader) ([]byte, error) {
	limit := p.cfg.Fetch.MaxSize
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("longer than fetch.max_size (%d bytes): %w", limit, domain.ErrInvalid)
	}
	return data, nil
}

// sniff tells what a text without a name is.
func sniff(text string) string {
	switch start := strings.TrimSpace(text[:min(len(text), 4096)]); {
	case strings.HasPrefix(start, "<"):
		return "html"
	case strings.HasPrefix(start, "{"):
		return "json"
	default:
		return "plain"
	}
}

// looksLikeText tells texts from binary files, in whose decoded beginning
// control and replacement characters are frequent.
func looksLikeText(text string) bool {
	start := text[:min(len(text), 4096)]
	strange, all := 0, 0
	for _, r := range start {
		all++
		if r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r) {
			strange++
		}
	}
	return strange*20 <= all
}

// articleFrom reads text of a kind: "html", "markdown", "json" or "plain".
func articleFrom(ctx context.Context, text, kind, address string) (domain.Article, error) {
	if !looksLikeText(text) {
		return domain.Article{}, fmt.Errorf("this is no text: pages, Markdown, plain text and JSON can be translated: %w", domain.ErrInvalid)
	}
	base, err := url.Parse(address)
	if err != nil {
		return domain.Article{}, fmt.Errorf("address of the source: %w: %w", err, domain.ErrInvalid)
	}
	switch kind {
	case "html":
		article, err := extract.Article(ctx, extract.Page{URL: address, HTML: text})
		if !errors.Is(err, domain.ErrNotFound) {
			return article, err
		}
		// A fragment is no page: all of it is meant.
		d, err := document.ParseHTML(text, base)
		return domain.Article{URL: address, Lang: d.Lang, Document: d}, err
	case "markdown":
		d, err := document.FromMarkdown(text, base)
		return domain.Article{URL: address, Document: d}, err
	case "json":
		d, err := document.Unmarshal([]byte(text))
		return domain.Article{Lang: d.Lang, Document: d}, err
	default:
		return domain.Article{URL: address, Document: document.FromText(text)}, nil
	}
}
