package page

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// writeMarkdown writes the provenance as a quotation, then the article. In a
// bilingual one the original follows each block as a quotation.
func writeMarkdown(w io.Writer, k *work, o Options) error {
	out := bufio.NewWriter(w)
	k.markdownProvenance(out)
	bilingual := o.Bilingual && k.translation != nil
	heading := func(a domain.Article, mark string) {
		if a.Headline != "" {
			_, _ = fmt.Fprintf(out, "%s%s\n\n", mark, markdownText(a.Headline))
		}
	}
	heading(k.text, "# ")
	if bilingual {
		heading(k.source, "> ")
	}
	standfirst(out, k.text.Standfirst, "")
	if bilingual {
		standfirst(out, k.source.Standfirst, "> ")
	}
	if byline := k.byline(); byline != "" {
		_, _ = fmt.Fprintf(out, "%s\n\n", markdownText(byline))
	}
	for i, p := range k.pairs(o.Bilingual) {
		if i > 0 {
			_, _ = out.WriteString("\n")
		}
		if err := document.WriteMarkdown(out, domain.Document{Blocks: p.Target}); err != nil {
			return fmt.Errorf("write Markdown: %w", err)
		}
		if len(p.Source) > 0 {
			_, _ = out.WriteString("\n")
			quoted := domain.Document{Blocks: []domain.Block{{Kind: domain.Quote, Blocks: p.Source}}}
			if err := document.WriteMarkdown(out, quoted); err != nil {
				return fmt.Errorf("write Markdown: %w", err)
			}
		}
	}
	if doubts := k.doubtBlocks(); doubts != nil {
		_, _ = out.WriteString("\n")
		if err := document.WriteMarkdown(out, domain.Document{Blocks: doubts}); err != nil {
			return fmt.Errorf("write Markdown: %w", err)
		}
	}
	return out.Flush()
}

func (k *work) markdownProvenance(out *bufio.Writer) {
	var lines []string
	if notice := k.notice(); notice != "" {
		lines = append(lines, "**"+markdownText(notice)+"**")
	}
	for _, f := range k.facts() {
		value := domain.PlainText(f.Value)
		if f.Href != "" {
			value.Spans = []domain.Span{{End: len(f.Value), Kind: domain.Link, Href: f.Href}}
		}
		lines = append(lines, markdownText(f.Label)+": "+document.MarkdownLine(value))
	}
	if len(lines) > 0 {
		_, _ = out.WriteString("> " + strings.Join(lines, "\\\n> ") + "\n\n")
	}
}

func standfirst(out *bufio.Writer, s, prefix string) {
	t := domain.PlainText(oneLine(s))
	if t.Text == "" {
		return
	}
	if prefix == "" {
		t.Spans = []domain.Span{{End: len(t.Text), Kind: domain.Emphasis}}
	}
	_, _ = fmt.Fprintf(out, "%s%s\n\n", prefix, document.MarkdownLine(t))
}

func markdownText(s string) string { return document.MarkdownLine(domain.PlainText(oneLine(s))) }
