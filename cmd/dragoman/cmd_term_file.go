package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

func newTermImport(p *program) *cobra.Command {
	var edition string
	var asCandidates bool
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Add the terms of a CSV or TBX file",
		Long: "Add the terms of a file, all or none: TBX of version 2 or 3, or CSV. The first line of CSV names its\n" +
			"columns: languages (en, ru), for each its variants, forbidden forms and inflection (ru:variants,\n" +
			"ru:forbidden, ru:inflection; lists separated by bars), and kind, status, edition, keep, exact, note,\n" +
			"origin. Two languages are enough. A term whose first form is there already is replaced, so that the\n" +
			"same file can be imported again.",
		Example: "  dragoman term import glossary.tbx --edition ru\n  printf 'en,ru\\nWaltz,Уолтц\\n' | dragoman term import -",
		Args:    exactly("FILE|-"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var terms []domain.Term
			skipped, err := readTermFile(args[0], cmd.InOrStdin(), func(t domain.Term) error {
				if cmd.Flags().Changed("edition") {
					t.Edition = edition
				}
				if t.Origin == "" {
					t.Origin = filepath.Base(args[0])
				}
				terms = append(terms, t)
				return nil
			})
			if err != nil {
				return err
			}
			added, changed := 0, 0
			err = p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
				added, changed = 0, 0
				for _, t := range terms {
					if err := checkEdition(ctx, tx.Reader, t.Edition); err != nil {
						return err
					}
					isNew, err := keepTerm(ctx, tx, t, asCandidates)
					if err != nil {
						return err
					}
					if isNew {
						added++
					} else {
						changed++
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			if asCandidates {
				fmt.Fprintf(cmd.OutOrStdout(), "Proposed %d terms; %d were there\n", added, changed)
			} else {
				fmt.Fprintf(cmd.OutOrStdout(), "Added %d terms, changed %d\n", added, changed)
			}
			if skipped > 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "dragoman: %d concepts of the file are no terms as these can be and were passed over\n", skipped)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&edition, "edition", "", "`edition` that the terms are for (default: what the file says, else all)")
	cmd.Flags().BoolVar(&asCandidates, "candidates", false, "propose the terms, for a person to accept")
	return cmd
}

// keepTerm keeps a term, or proposes it, and reports whether it is new.
func keepTerm(ctx context.Context, tx *store.Tx, t domain.Term, candidate bool) (added bool, err error) {
	if candidate {
		return tx.ProposeTerm(ctx, t, time.Now())
	}
	_, added, err = tx.PutTerm(ctx, t, time.Now())
	return added, err
}

func newTermExport(p *program) *cobra.Command {
	var filter termFilter
	var format, output string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the terms as CSV or TBX",
		Long: "Write the terms as CSV, with all that is known of them, or as TBX-Basic (ISO 30042), which other\n" +
			"tools read and which holds approved terms alone.",
		Example: "  dragoman term export -o terms.csv\n  dragoman term export --edition ru -o terms.tbx",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			write := termbase.WriteCSV
			switch {
			case format == "tbx" || format == "" && strings.EqualFold(filepath.Ext(output), ".tbx"):
				write = termbase.WriteTBX
			case format != "" && format != "csv":
				return fmt.Errorf("--format %s: not csv or tbx: %w", format, domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error {
				all, err := filter.all(cmd.Context(), a.Store.Reader)
				if err != nil {
					return err
				}
				if output == "" {
					return write(cmd.OutOrStdout(), all)
				}
				return writeFile(output, func(w io.Writer) error { return write(w, all) })
			})
		},
	}
	filter.declare(cmd)
	cmd.Flags().StringVar(&format, "format", "", "`format`: csv or tbx (default: by the output file's name, else csv)")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to a `file`, whole or not at all")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"csv", "tbx"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func newTermCandidates(p *program) *cobra.Command {
	var learn, asJSON bool
	var least, articles int
	var edition string
	cmd := &cobra.Command{
		Use:   "candidates",
		Short: "List the terms that are proposed, or propose what translated articles name often",
		Long: "List the terms that wait for a person: dragoman term accept or reject. With --learn, read the latest\n" +
			"translated articles first and propose the persons whom they name, in the form that most of their\n" +
			"mentions have. Look at each before you accept it: most may be wrong together.",
		Example: "  dragoman term candidates --learn --least 5\n  dragoman term accept 12 14",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if least < 2 || articles < 1 {
				return fmt.Errorf("--least must be 2 or more, --articles 1 or more: %w", domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				if learn {
					n, err := learnTerms(ctx, a.Store, edition, articles, least)
					if err != nil {
						return err
					}
					fmt.Fprintf(cmd.ErrOrStderr(), "Proposed %d new terms\n", n)
				}
				all, err := termFilter{edition: edition, status: string(domain.TermCandidate)}.all(ctx, a.Store.Reader)
				switch {
				case err != nil:
					return err
				case asJSON:
					return printJSON(cmd.OutOrStdout(), append([]domain.Term{}, all...))
				case len(all) == 0:
					fmt.Fprintln(cmd.ErrOrStderr(), "No terms are proposed. Look for some: dragoman term candidates --learn")
					return nil
				}
				return listTerms(cmd.OutOrStdout(), all)
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&learn, "learn", false, "look through the latest articles first")
	flags.IntVar(&least, "least", 3, "with --learn: `mentions` that a name needs")
	flags.IntVar(&articles, "articles", 1000, "with --learn: how `many` of the latest articles are read")
	flags.StringVar(&edition, "edition", "", "`edition` that is meant (default: all)")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// learnTerms proposes the names that the latest translations of an edition, or of each,
// have, and returns how many are new.
func learnTerms(ctx context.Context, s *store.Store, edition string, articles, least int) (int, error) {
	editions, err := s.Editions(ctx)
	if err != nil {
		return 0, err
	}
	if err := checkEdition(ctx, s.Reader, edition); err != nil {
		return 0, err
	}
	total := 0
	for _, e := range editions {
		if edition != "" && e.ID != edition {
			continue
		}
		n, err := learnEdition(ctx, s, e, articles, least)
		if err != nil {
			return total, fmt.Errorf("edition %s: %w", e.ID, err)
		}
		total += n
	}
	return total, nil
}

// learnEdition is learnTerms for one edition, whatever languages its articles are in.
func learnEdition(ctx context.Context, s *store.Store, e domain.Edition, articles, least int) (added int, err error) {
	learners := map[string]*termbase.Learner{}
	lines, err := latestArticles(ctx, s, e.ID, articles)
	if err != nil {
		return 0, err
	}
	for _, line := range lines {
		version, err := s.Article(ctx, line.ID)
		if err != nil {
			return 0, err
		}
		t, err := s.TranslationOf(ctx, version.ID, e.ID)
		if errors.Is(err, domain.ErrNotFound) {
			continue
		}
		if err != nil {
			return 0, err
		}
		l := learners[t.Content.From]
		if l == nil {
			l = termbase.NewLearner(t.Content.From, e.Lang)
			learners[t.Content.From] = l
		}
		l.Add(articleTexts(version.Content), articleTexts(t.Content.Article))
	}
	approved, err := s.ApprovedTerms(ctx, e.ID)
	if err != nil {
		return 0, err
	}
	known := termbase.New(approved)
	return added, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		added = 0
		for _, l := range learners {
			for _, t := range l.Terms(least, known) {
				t.Edition = e.ID
				isNew, err := tx.ProposeTerm(ctx, t, time.Now())
				if err != nil {
					return err
				}
				if isNew {
					added++
				}
			}
		}
		return nil
	})
}

// latestArticles lists so many articles that are translated for an edition.
func latestArticles(ctx context.Context, s *store.Store, edition string, articles int) (lines []domain.ArticleLine, err error) {
	f := store.ArticleFilter{Edition: edition}
	for len(lines) < articles {
		f.Limit = min(500, articles-len(lines))
		page, err := s.Articles(ctx, f)
		if err != nil || len(page) == 0 {
			return lines, err
		}
		lines = append(lines, page...)
		f.After = page[len(page)-1].ID
	}
	return lines, nil
}

// articleTexts are an article's texts, those of a translation in the order of its original's.
func articleTexts(a domain.Article) []string {
	texts := []string{a.Headline, a.Standfirst}
	for _, t := range a.Document.Texts() {
		texts = append(texts, t.Text)
	}
	return texts
}
