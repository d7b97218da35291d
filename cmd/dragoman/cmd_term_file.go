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
	var names map[string]string
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Add the terms of a CSV or TBX file",
		Long: "Add the terms of a file, all or none: TBX of version 2 or 3, or CSV. The first line of CSV names its\n" +
			"columns: languages (en, ru), for each its variants, forbidden forms and inflection (ru:variants,\n" +
			"ru:forbidden, ru:inflection; lists separated by bars), and kind, status, edition, keep, exact, note,\n" +
			"origin. Two languages are enough. Where the columns have other names, --column says what some are, and\n" +
			"the rest is passed over. A term whose first form is there already is replaced, so that the same file\n" +
			"can be imported again.",
		Example: "  dragoman term import glossary.tbx --edition ru\n  dragoman term import --column 'Source term=en' --column Translation=ru theirs.csv\n  printf 'en,ru\\nWaltz,Уолтц\\n' | dragoman term import -",
		Args:    exactly("FILE|-"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var terms []domain.Term
			lonely := 0 // terms that say nothing: one language, and not to be kept
			skipped, err := readTermFile(args[0], cmd.InOrStdin(), names, func(t domain.Term) error {
				if cmd.Flags().Changed("edition") {
					t.Edition = edition
				}
				if t.Origin == "" {
					t.Origin = filepath.Base(args[0])
				}
				if len(t.Forms) < 2 && !t.Keep {
					lonely++
					return nil
				}
				terms = append(terms, t)
				return nil
			})
			if errors.Is(err, termbase.ErrColumn) {
				return fmt.Errorf("%w; say what the columns are with --column NAME=en, or put a first line such as en,ru before the file", err)
			}
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
				fmt.Fprintf(cmd.OutOrStdout(), "Proposed %s; %d were there\n", number(added, "term"), changed)
			} else {
				fmt.Fprintf(cmd.OutOrStdout(), "Added %s, changed %d\n", number(added, "term"), changed)
			}
			if lonely > 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "dragoman: %s with a form in one language alone passed over; what stays as it is everywhere says so in the column keep\n", number(lonely, "term"))
			}
			if skipped > 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "dragoman: %d concepts of the file are no terms as these can be and were passed over\n", skipped)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&edition, "edition", "", "`edition` that the terms are for (default: what the file says, else all)")
	cmd.Flags().StringToStringVar(&names, "column", nil, "what a `COLUMN=en` of CSV is: a language, or another of the names above")
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
