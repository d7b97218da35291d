package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/rights"
	"github.com/dragoman-news/dragoman/internal/translate/human"
)

func newTranslation(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "translation",
		Short: "Translations that a person makes",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(newTranslationTemplate(p), newTranslationExport(p), newTranslationImport(p))
	return cmd
}

func newTranslationTemplate(p *program) *cobra.Command {
	var f human.File
	var output string
	cmd := &cobra.Command{
		Use:   "template ARTICLE",
		Short: "Write a file for translating an article by hand",
		Long: "Write a Markdown file with an article's blocks as comments, each before the place where its\n" +
			"translation is to be written. dragoman translation import reads it back.",
		Example: "  dragoman translation template 12 --edition ar --translator 'Leila Haddad' -o story.ar.md",
		Args:    exactly("ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				v, err := findArticle(cmd.Context(), a.Store.Reader, args[0])
				if err != nil {
					return err
				}
				if err := checkEdition(cmd.Context(), a.Store.Reader, f.Edition); err != nil {
					return err
				}
				f.Article = strconv.FormatInt(v.Article, 10)
				write := func(w io.Writer) error { return human.WriteTemplate(w, v.Content, f) }
				if output == "" {
					return write(cmd.OutOrStdout())
				}
				if _, err := os.Stat(output); err == nil {
					return fmt.Errorf("there is a file %s already: it may hold somebody's work: %w", output, domain.ErrInvalid)
				}
				return writeFile(output, write)
			})
		},
	}
	cmd.Flags().StringVar(&f.Edition, "edition", "", "`edition` that the translation is for")
	cmd.Flags().StringVar(&f.Translator, "translator", "", "`name` of the translator")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to a `file` that isn't there yet")
	return cmd
}

func newTranslationImport(p *program) *cobra.Command {
	var x xliffImport
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Publish a translation that a person made",
		Long: "Publish a translation that a person made, in place of an engine's. The file is Markdown behind a\n" +
			"front matter with article (its number or address), edition, translator, headline and, where the\n" +
			"original has them, standfirst, dateline and caption; see dragoman translation template. Its blocks\n" +
			"must pair with the original's one to one. Readers see that a person translated it, and who.\n\n" +
			"An XLIFF 2 file (.xlf, .xliff) is one of dragoman translation export that came back: say with\n" +
			"--translator who made it.\n\n" +
			"What the checks find is told and changes nothing: the translator answers for the text.",
		Example: "  dragoman translation import story.ar.md\n" +
			"  dragoman translation import story.xlf --translator 'Leila Haddad'",
		Args: exactly("FILE|-"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if isXLIFF(args[0]) {
				return p.with(cmd, func(a *app.App) error { return x.run(cmd, a, args[0]) })
			}
			file, err := p.readHuman(cmd, args[0])
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return p.with(cmd, func(a *app.App) error {
				if err := importHuman(cmd, a, file); err != nil {
					return fmt.Errorf("%s: %w", args[0], err)
				}
				return nil
			})
		},
	}
	x.declare(cmd)
	return cmd
}

func (p *program) readHuman(cmd *cobra.Command, name string) (human.File, error) {
	in := cmd.InOrStdin()
	if name != "-" {
		file, err := os.Open(name)
		if errors.Is(err, os.ErrNotExist) {
			return human.File{}, fmt.Errorf("there is no such file: %w", domain.ErrNotFound)
		}
		if err != nil {
			return human.File{}, err
		}
		defer file.Close() //nolint:errcheck // read only
		in = file
	}
	data, err := p.readAll(in)
	if err != nil {
		return human.File{}, err
	}
	text, _ := fetch.DecodeText(data, "text/markdown; charset=utf-8")
	return human.Parse(text)
}

func importHuman(cmd *cobra.Command, a *app.App, file human.File) error {
	ctx := cmd.Context()
	v, err := findArticle(ctx, a.Store.Reader, file.Article)
	if err != nil {
		return err
	}
	edition, err := findEdition(ctx, a.Store.Reader, file.Edition)
	if err != nil {
		return err
	}
	translation, err := file.Translate(v.Content, edition.Lang)
	if err != nil {
		return err
	}
	return publishHuman(cmd, a, v, edition.ID, translation, file.Translator)
}

// publishHuman publishes a person's translation of an article.
func publishHuman(cmd *cobra.Command, a *app.App, v domain.ArticleVersion, edition string, t domain.Translation, by string) error {
	if err := sayFindings(cmd.ErrOrStderr(), v.Content, t); err != nil {
		return err
	}
	s, err := a.Store.Source(cmd.Context(), v.Source)
	if err != nil {
		return err
	}
	now := time.Now()
	e := domain.Edited{
		Article: v.Article, Version: v.ID, Edition: edition, Status: domain.StatusReady, Content: t,
		Rights: rights.Decide(s.Mode, v.Content.Licence), Made: now, ReviewedBy: by, ReviewedAt: now,
	}
	return publishReviewed(cmd.Context(), cmd.OutOrStdout(), a, e)
}

// sayFindings tells what the checks see in a person's translation.
func sayFindings(w io.Writer, original domain.Article, t domain.Translation) error {
	checker, err := check.New(check.Config{From: t.From, To: t.To})
	if err != nil {
		return err
	}
	t.Segments = append([]domain.Segment{}, t.Segments...)
	checker.Translation(original, &t)
	for _, s := range t.Segments {
		for _, f := range s.Findings {
			if f.Severity != domain.SeverityNote {
				fmt.Fprintf(w, "%s: %s (%s)\n  %s\n", f.Severity, f.Message, f.Rule, segmentText(t.Article, s))
			}
		}
	}
	return nil
}
