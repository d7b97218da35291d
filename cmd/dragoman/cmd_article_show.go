package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/document/page"
	"github.com/dragoman-news/dragoman/internal/domain"
)

func newArticleShow(p *program) *cobra.Command {
	var edition, format string
	var bilingual, original, asJSON bool
	cmd := &cobra.Command{
		Use:   "show ARTICLE",
		Short: "Show what is known of an article, or its text",
		Long: "Show where an article comes from, its versions, and for each edition where its translation stands\n" +
			"and why, with the findings of its checks. With --edition the translation itself is printed, with\n" +
			"--original the article as it was read.",
		Example: "  dragoman article show 12\n" +
			"  dragoman article show 12 --edition ru --bilingual\n" +
			"  dragoman article show 12 --original --format md\n" +
			"  dragoman article show 12 --json",
		Args: exactly("ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				v, err := findArticle(cmd.Context(), a.Store.Reader, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					format = "json"
				}
				f, err := page.ParseFormat(format)
				if err != nil {
					return err
				}
				out := cmd.OutOrStdout()
				o := page.Options{Bilingual: bilingual, Width: width(out), Links: true}
				switch {
				case original:
					return page.WriteArticle(out, v.Content, f, o)
				case edition != "":
					return showTranslation(cmd, a, v, edition, f, o)
				case f == page.JSON:
					return showRecord(cmd, a, v)
				case bilingual:
					return fmt.Errorf("--bilingual shows a translation: say which as in --edition ru: %w", domain.ErrInvalid)
				case f != page.Text:
					return fmt.Errorf("--format %s shows a text: say which with --edition or --original: %w", format, domain.ErrInvalid)
				}
				return showArticle(cmd.Context(), out, a, v)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&edition, "edition", "", "print the translation for an `edition`")
	flags.BoolVar(&original, "original", false, "print the article as it was read")
	flags.BoolVar(&bilingual, "bilingual", false, "show the original beside the translation")
	flags.StringVar(&format, "format", "text", "`format`: text, md, html or json")
	flags.BoolVar(&asJSON, "json", false, "the same as --format json")
	return cmd
}

func showTranslation(cmd *cobra.Command, a *app.App, latest domain.ArticleVersion, edition string, f page.Format, o page.Options) error {
	e, err := translationFor(cmd.Context(), a, fmt.Sprint(latest.Article), edition)
	if err != nil {
		return err
	}
	if e.Content.Article.Headline == "" && len(e.Content.Article.Document.Blocks) == 0 {
		return fmt.Errorf("the translation for %s is %s: %s: %w", edition, e.Status, e.Reason, domain.ErrNotFound)
	}
	v, err := a.Store.Version(cmd.Context(), e.Version)
	if err != nil {
		return err
	}
	o.ReviewedBy = e.ReviewedBy
	if err := page.WriteTranslation(cmd.OutOrStdout(), v.Content, e.Content, f, o); err != nil {
		return err
	}
	if e.ReviewedBy == "" && (e.Status == domain.StatusHeld || e.Status == domain.StatusPublished) {
		fmt.Fprintf(cmd.ErrOrStderr(), "\nNobody has reviewed it yet. To approve this very text: dragoman article approve %d --edition %s --text %s --by NAME\n", e.Article, e.Edition, textMark(e))
	}
	return nil
}

// articleRecord is all that is known of an article.
type articleRecord struct {
	Article      int64                   `json:"article"`
	Source       domain.Source           `json:"source"`
	Addresses    []domain.Address        `json:"addresses"`
	Versions     []domain.ArticleVersion `json:"versions"`
	Translations []domain.Edited         `json:"translations"`
}

func recordOf(ctx context.Context, a *app.App, v domain.ArticleVersion) (r articleRecord, err error) {
	r.Article = v.Article
	if r.Source, err = a.Store.Source(ctx, v.Source); err != nil {
		return r, err
	}
	if r.Addresses, err = a.Store.Addresses(ctx, v.Article); err != nil {
		return r, err
	}
	if r.Versions, err = a.Store.Versions(ctx, v.Article); err != nil {
		return r, err
	}
	r.Translations, err = a.Store.TranslationsOf(ctx, v.Article)
	return r, err
}

func showRecord(cmd *cobra.Command, a *app.App, v domain.ArticleVersion) error {
	r, err := recordOf(cmd.Context(), a, v)
	if err != nil {
		return err
	}
	return printJSON(cmd.OutOrStdout(), r)
}

func showArticle(ctx context.Context, out io.Writer, a *app.App, v domain.ArticleVersion) error {
	r, err := recordOf(ctx, a, v)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s\t%s\n", name, value)
		}
	}
	c := v.Content
	row("number", fmt.Sprint(v.Article))
	row("headline", c.Headline)
	row("source", fmt.Sprintf("%s (%d, mode %s)", r.Source.Name, r.Source.ID, r.Source.Mode))
	for _, address := range r.Addresses {
		row("address", address.URL)
	}
	row("authors", strings.Join(c.Authors, ", "))
	row("language", orUnknown(c.Lang))
	if !c.Published.IsZero() {
		row("published", c.Published.Format("2006-01-02 15:04 -07:00"))
	}
	for _, version := range r.Versions {
		row(fmt.Sprintf("version %d", version.Number), version.Read.UTC().Format("2006-01-02 15:04 UTC")+", "+number(version.Content.Document.Words(), "word"))
	}
	for _, signal := range c.Licence {
		row("rights", signal.Kind+": "+signal.Value)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, e := range r.Translations {
		showEdited(out, v, e)
	}
	return nil
}

// showEdited says where a translation stands.
func showEdited(w io.Writer, latest domain.ArticleVersion, e domain.Edited) {
	fmt.Fprintf(w, "\n%s: %s", e.Edition, e.Status)
	if e.Version != latest.ID {
		fmt.Fprint(w, ", of an earlier version")
	}
	if e.ReviewedBy != "" {
		fmt.Fprintf(w, ", reviewed by %s on %s", e.ReviewedBy, e.ReviewedAt.Local().Format(time.DateOnly))
	}
	fmt.Fprintln(w)
	for _, line := range []struct{ name, value string }{
		{"headline", e.Content.Article.Headline},
		{"reason", e.Reason},
		{"made with", chainWords(e.Content.Chain)},
		{"from memory", memoryWords(e.Content.Segments)},
		{"readers see", string(e.Mode)},
		{"rights", strings.Join(e.Rights.Reasons, " ")},
	} {
		if line.value != "" {
			fmt.Fprintf(w, "  %-12s %s\n", line.name, strings.ReplaceAll(line.value, "\n", "\n               "))
		}
	}
	for _, s := range e.Content.Segments {
		for _, f := range s.Findings {
			if f.Severity != domain.SeverityNote {
				fmt.Fprintf(w, "  %-12s %s (%s)\n               %s\n", f.Severity, f.Message, f.Rule, segmentText(e.Content.Article, s))
			}
		}
	}
}

func chainWords(chain []domain.Step) string {
	var steps []string
	for _, s := range chain {
		steps = append(steps, s.Engine+" ("+cmp.Or(s.Model, "?")+")")
	}
	return strings.Join(steps, ", then ")
}

// memoryWords says how many segments come from the memory, "" for none.
func memoryWords(segments []domain.Segment) string {
	recalled, adapted := 0, 0
	for _, s := range segments {
		if s.Memory != nil {
			recalled++
			if s.Memory.Adapted {
				adapted++
			}
		}
	}
	switch {
	case recalled == 0:
		return ""
	case adapted == 0:
		return number(recalled, "segment")
	}
	return fmt.Sprintf("%s, %d of them with other numbers or names", number(recalled, "segment"), adapted)
}

// segmentText returns a segment's translation.
func segmentText(a domain.Article, s domain.Segment) string {
	text := ""
	switch s.Field {
	case "headline":
		text = a.Headline
	case "standfirst":
		text = a.Standfirst
	case "dateline":
		text = a.Dateline
	case "lead.caption":
		if a.Lead != nil {
			text = a.Lead.Caption.Text
		}
	case "document":
		part := 0
		for _, t := range a.Document.Texts() {
			if part == s.Part {
				text = t.Text
			}
			part++
		}
	}
	if s.Target.Start < 0 || s.Target.End > len(text) || s.Target.Start > s.Target.End {
		return ""
	}
	return text[s.Target.Start:s.Target.End]
}
