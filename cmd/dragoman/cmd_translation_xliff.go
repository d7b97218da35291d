package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/xliff"
)

func newTranslationExport(p *program) *cobra.Command {
	var edition, output string
	cmd := &cobra.Command{
		Use:   "export ARTICLE --edition EDITION",
		Short: "Write an article as XLIFF, for a translator's own tools",
		Long: "Write an article as an XLIFF 2.1 file with the edition's translation of it, if there is one, its\n" +
			"findings as notes, and what the memory knows of its sentences as translation candidates: type tm as\n" +
			"a person approved it, am with other numbers or names in it. dragoman translation import reads the\n" +
			"file back.",
		Example: "  dragoman translation export 12 --edition ar -o story.xlf",
		Args:    exactly("ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				f, err := exportXLIFF(cmd.Context(), a, args[0], edition)
				if err != nil {
					return err
				}
				write := func(w io.Writer) error { return xliff.Write(w, f) }
				if output == "" {
					return write(cmd.OutOrStdout())
				}
				return writeFile(output, write)
			})
		},
	}
	cmd.Flags().StringVar(&edition, "edition", "", "the `edition` to translate for")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to a `file`, whole or not at all")
	return cmd
}

func exportXLIFF(ctx context.Context, a *app.App, article, edition string) (xliff.File, error) {
	v, err := findArticle(ctx, a.Store.Reader, article)
	if err != nil {
		return xliff.File{}, err
	}
	to, err := findEdition(ctx, a.Store.Reader, edition)
	if err != nil {
		return xliff.File{}, err
	}
	e, err := a.Store.TranslationOf(ctx, v.ID, to.ID)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return xliff.File{}, err
	}
	f := xliff.FromArticle(v.Content, to.Lang, nil, false)
	if len(e.Content.Segments) > 0 { // else none was found, or it has no text yet
		f = xliff.FromArticle(v.Content, to.Lang, &e.Content, e.ReviewedBy != "")
	}
	return f, addMatches(ctx, a.Store.Reader, f, to.ID)
}

// maxCandidates is how many matches a translator is shown of a sentence.
const maxCandidates = 3

// addMatches adds to a file's units what the memory knows of their segments, but for what
// these have as it was approved.
func addMatches(ctx context.Context, r store.Reader, f xliff.File, edition string) error {
	m, err := newMatcher(ctx, r, direction{f.From, f.To, edition})
	if err != nil {
		return err
	}
	for i := range f.Units {
		u := &f.Units[i]
		for _, p := range u.Parts {
			if p.Ignorable || p.ID == "" {
				continue
			}
			found, err := m.match(ctx, p.Source.Text, leastAlike)
			if err != nil {
				return err
			}
			for _, x := range found[:min(len(found), maxCandidates)] {
				if x.Target == p.Target.Text && !x.Adapted() {
					continue
				}
				u.Matches = append(u.Matches, xliff.Match{
					Part: p.ID, Source: x.Pair.Source, Target: x.Target, Similarity: x.Score, Origin: strings.TrimPrefix(from(x.Pair), ", "), Assembled: x.Adapted(),
				})
			}
		}
	}
	return nil
}

// xliffImport is how an XLIFF file comes back.
type xliffImport struct{ article, edition, translator string }

func (x *xliffImport) declare(cmd *cobra.Command) {
	cmd.Flags().StringVar(&x.article, "article", "", "of XLIFF: the `article`, by number or address (default: the file's original)")
	cmd.Flags().StringVar(&x.edition, "edition", "", "of XLIFF: the `edition` (default: the one in the file's language)")
	cmd.Flags().StringVar(&x.translator, "translator", "", "of XLIFF: `name` of the person")
}

func (x xliffImport) run(cmd *cobra.Command, a *app.App, name string) error {
	if x.translator = strings.TrimSpace(x.translator); x.translator == "" {
		return fmt.Errorf("--translator says who made it and answers for it: %w", domain.ErrInvalid)
	}
	f, err := readXLIFF(name)
	if err != nil {
		return err
	}
	v, err := findArticle(cmd.Context(), a.Store.Reader, cmp.Or(x.article, f.Original))
	if err != nil {
		return err
	}
	edition, err := x.editionOf(cmd.Context(), a.Store.Reader, f.To)
	if err != nil {
		return err
	}
	t, err := f.Translation(v.Content, x.translator)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return publishHuman(cmd, a, v, edition.ID, t, x.translator)
}

// editionOf returns the edition that was asked for, else the only one in a
// language.
func (x xliffImport) editionOf(ctx context.Context, r store.Reader, to string) (domain.Edition, error) {
	if x.edition != "" {
		return findEdition(ctx, r, x.edition)
	}
	all, err := r.Editions(ctx)
	if err != nil {
		return domain.Edition{}, err
	}
	var found []domain.Edition
	for _, e := range all {
		if lang.Base(e.Lang) == lang.Base(to) {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		return domain.Edition{}, fmt.Errorf("%d editions are in the file's language %q: say which with --edition: %w", len(found), to, domain.ErrInvalid)
	}
	return found[0], nil
}
