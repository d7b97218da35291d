package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newTerm(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "term",
		Short: "What persons, places, organisations and expressions are called in translations",
		Long: "A term has a form per language, variants that are right as well, and forms that are forbidden.\n" +
			"Translations are mended until they say the terms that their originals name, inflected as the\n" +
			"sentence asks for, and what can't be mended is held. The names of countries and capitals come with\n" +
			"the program. A term counts for one edition, or for all.\n\n" +
			"TERM is a term's number: see dragoman term list.",
		Args: cobra.ArbitraryArgs,
		RunE: unknownCommand,
	}
	cmd.AddCommand(
		newTermList(p),
		newTermAdd(p),
		newTermImport(p),
		newTermExport(p),
		newTermCandidates(p),
		newTermAccept(p),
		newTermReject(p),
		newTermRemove(p),
	)
	return cmd
}

// termFilter is what flags say of which terms are meant.
type termFilter struct{ edition, status, kind string }

func (f *termFilter) declare(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.edition, "edition", "", "`edition` whose terms are meant, with those of all editions")
	flags.StringVar(&f.status, "status", "", "`status`: approved, candidate or rejected")
	flags.StringVar(&f.kind, "kind", "", "`kind`: person, place, organisation or expression")
	_ = cmd.RegisterFlagCompletionFunc("status", cobra.FixedCompletions([]string{"approved", "candidate", "rejected"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions([]string{"person", "place", "organisation", "expression"}, cobra.ShellCompDirectiveNoFileComp))
}

// all returns the terms that are meant.
func (f termFilter) all(ctx context.Context, r store.Reader) ([]domain.Term, error) {
	if err := checkEdition(ctx, r, f.edition); err != nil {
		return nil, err
	}
	q := store.TermFilter{Edition: f.edition, Shared: f.edition != "", Status: domain.TermStatus(f.status), Kind: domain.TermKind(f.kind)}
	if f.status != "" && !slices.Contains(domain.TermStatuses(), q.Status) {
		return nil, fmt.Errorf("--status %s: not approved, candidate or rejected: %w", f.status, domain.ErrInvalid)
	}
	if f.kind != "" && !slices.Contains(domain.TermKinds(), q.Kind) {
		return nil, fmt.Errorf("--kind %s: not person, place, organisation or expression: %w", f.kind, domain.ErrInvalid)
	}
	var all []domain.Term
	for {
		page, err := r.Terms(ctx, q)
		if err != nil || len(page) == 0 {
			return all, err
		}
		all = append(all, page...)
		q.After = page[len(page)-1].ID
	}
}

// checkEdition refuses an edition that doesn't exist; "" stands for all.
func checkEdition(ctx context.Context, r store.Reader, id string) error {
	if id == "" {
		return nil
	}
	_, err := findEdition(ctx, r, id)
	return err
}

func newTermList(p *program) *cobra.Command {
	var filter termFilter
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list [TEXT]",
		Short:   "List the terms, or those with a form that holds a text",
		Example: "  dragoman term list --edition ru\n  dragoman term list waltz",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				all, err := filter.all(cmd.Context(), a.Store.Reader)
				if err != nil {
					return err
				}
				if len(args) > 0 {
					all = slices.DeleteFunc(all, func(t domain.Term) bool { return !holdsText(t, args[0]) })
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), append([]domain.Term{}, all...))
				}
				if len(all) == 0 {
					fmt.Fprintln(cmd.ErrOrStderr(), "There are no such terms. Add one: dragoman term add en='Mike Waltz' ru='Майк Уолтц' --kind person")
					return nil
				}
				return listTerms(cmd.OutOrStdout(), all)
			})
		},
	}
	filter.declare(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// holdsText reports whether a form of t, of whatever case, holds text.
func holdsText(t domain.Term, text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(t.Forms, func(f domain.TermForm) bool {
		return slices.ContainsFunc(slices.Concat([]string{f.Text}, f.Variants, f.Forbidden), func(s string) bool {
			return strings.Contains(strings.ToLower(s), text)
		})
	})
}

func listTerms(out io.Writer, all []domain.Term) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NO\tKIND\tSTATUS\tEDITION\tFORMS\tSEEN\tNOTE")
	for _, t := range all {
		edition := t.Edition
		if edition == "" {
			edition = "all"
		}
		seen := ""
		if t.Seen > 0 {
			seen = strconv.Itoa(t.Seen)
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", t.ID, t.Kind, t.Status, edition, formsLine(t), seen, noteLine(t.Note))
	}
	return w.Flush()
}

// noteLine is the beginning of a note.
func noteLine(note string) string {
	line := []rune(firstLine(note))
	if len(line) > maxNoteLine {
		return string(line[:maxNoteLine]) + "…"
	}
	return string(line)
}

const maxNoteLine = 60 // characters

// formsLine is a term's forms on a line.
func formsLine(t domain.Term) string {
	var parts []string
	for _, f := range t.Forms {
		s := f.Lang + " " + f.Text
		if len(f.Variants) > 0 {
			s += " (or " + strings.Join(f.Variants, ", ") + ")"
		}
		if len(f.Forbidden) > 0 {
			s += " (never " + strings.Join(f.Forbidden, ", ") + ")"
		}
		parts = append(parts, s)
	}
	line := strings.Join(parts, "; ")
	if t.Keep {
		line += ", kept as it is"
	}
	return line
}

func newTermAdd(p *program) *cobra.Command {
	var edition, kind, note string
	var variants, forbidden, inflections []string
	var keep, exact bool
	cmd := &cobra.Command{
		Use:   "add LANGUAGE=FORM…",
		Short: "Add a term, or replace the one with the same first form",
		Long: "Add a term with a form per language, the nominative as a dictionary has it. The first one is what\n" +
			"the term is known by: another term of the edition with the same one is replaced.",
		Example: "  dragoman term add en='Mike Waltz' ru='Майк Уолтц' --kind person --forbid ru=Вальс\n" +
			"  dragoman term add en=Threads --keep\n" +
			"  dragoman term add en=ceasefire ru=перемирие --variant 'ru=прекращение огня' --kind expression",
		Args: atLeastOne("LANGUAGE=FORM"),
		RunE: func(cmd *cobra.Command, args []string) error {
			t := domain.Term{Edition: edition, Kind: domain.TermKind(kind), Status: domain.TermApproved, Keep: keep, Exact: exact, Note: note, Origin: "added"}
			for _, arg := range args {
				lang, form, err := langValue(arg)
				if err != nil {
					return err
				}
				t.Forms = append(t.Forms, domain.TermForm{Lang: lang, Text: form})
			}
			if len(t.Forms) == 1 && !keep {
				return fmt.Errorf("a term needs forms in two languages, or --keep: %w", domain.ErrInvalid)
			}
			for _, aspect := range []struct {
				flag   string
				values []string
				put    func(f *domain.TermForm, value string)
			}{
				{"variant", variants, func(f *domain.TermForm, v string) { f.Variants = append(f.Variants, v) }},
				{"forbid", forbidden, func(f *domain.TermForm, v string) { f.Forbidden = append(f.Forbidden, v) }},
				{"inflection", inflections, func(f *domain.TermForm, v string) { f.Inflection = domain.Inflection(v) }},
			} {
				for _, arg := range aspect.values {
					lang, value, err := langValue(arg)
					if err != nil {
						return fmt.Errorf("--%s: %w", aspect.flag, err)
					}
					i := slices.IndexFunc(t.Forms, func(f domain.TermForm) bool { return f.Lang == lang })
					if i < 0 {
						return fmt.Errorf("--%s %s: the term has no form in %s: %w", aspect.flag, arg, lang, domain.ErrInvalid)
					}
					aspect.put(&t.Forms[i], value)
				}
			}
			return p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
				if err := checkEdition(ctx, tx.Reader, edition); err != nil {
					return err
				}
				id, added, err := tx.PutTerm(ctx, t, time.Now())
				if err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s term %d: %s\n", map[bool]string{true: "Added", false: "Changed"}[added], id, formsLine(t))
				return nil
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&edition, "edition", "", "`edition` that the term is for (default: all)")
	flags.StringVar(&kind, "kind", string(domain.TermOrganisation), "`kind`: person, place, organisation or expression")
	flags.StringArrayVar(&variants, "variant", nil, "another right form, as `LANGUAGE=FORM`")
	flags.StringArrayVar(&forbidden, "forbid", nil, "a wrong translation, as `LANGUAGE=FORM`")
	flags.StringArrayVar(&inflections, "inflection", nil, "how a form is inflected, as `LANGUAGE=fixed`, feminine or masculine (default: by its ending)")
	flags.BoolVar(&keep, "keep", false, "the term stays as it is in every language")
	flags.BoolVar(&exact, "exact", false, "the term counts only with the same capitals")
	flags.StringVar(&note, "note", "", "a `note` for editors")
	return cmd
}

// langValue reads an argument such as ru=Рим.
func langValue(arg string) (lang, value string, err error) {
	tag, value, ok := strings.Cut(arg, "=")
	if !ok || strings.TrimSpace(value) == "" {
		return "", "", fmt.Errorf("%q is not LANGUAGE=FORM, as in ru=Рим: %w", arg, domain.ErrInvalid)
	}
	lang, err = language(tag)
	return lang, strings.TrimSpace(value), err
}

// termIDs reads the numbers of terms.
func termIDs(args []string) ([]int64, error) {
	var ids []int64
	for _, arg := range args {
		id, err := strconv.ParseInt(arg, 10, 64)
		if err != nil || id < 1 {
			return nil, fmt.Errorf("%q is no term's number (see dragoman term list): %w", arg, domain.ErrInvalid)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func newTermAccept(p *program) *cobra.Command {
	var kind string
	cmd := &cobra.Command{
		Use:     "accept TERM…",
		Short:   "Use terms that were proposed or rejected",
		Example: "  dragoman term accept 12 14\n  dragoman term accept 15 --kind place",
		Args:    atLeastOne("TERM"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeTerms(cmd, args, "Accepted", func(ctx context.Context, tx *store.Tx, t domain.Term) error {
				t.Status = domain.TermApproved
				if kind != "" {
					t.Kind = domain.TermKind(kind)
				}
				_, _, err := tx.PutTerm(ctx, t, time.Now())
				return err
			})
		},
	}
	cmd.Flags().StringVar(&kind, "kind", "", "`kind` that the terms are: person, place, organisation or expression (default: as proposed)")
	return cmd
}

func newTermReject(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "reject TERM…",
		Short: "Stop using terms, and don't propose them again",
		Args:  atLeastOne("TERM"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeTerms(cmd, args, "Rejected", func(ctx context.Context, tx *store.Tx, t domain.Term) error {
				return tx.SetTermStatus(ctx, t.ID, domain.TermRejected, time.Now())
			})
		},
	}
}

func newTermRemove(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "rm TERM…",
		Aliases: []string{"remove"},
		Short:   "Forget terms",
		Long:    "Forget terms. One that is met often may be proposed again; dragoman term reject prevents that.",
		Args:    atLeastOne("TERM"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeTerms(cmd, args, "Removed", func(ctx context.Context, tx *store.Tx, t domain.Term) error {
				return tx.RemoveTerm(ctx, t.ID)
			})
		},
	}
}

// changeTerms does something to terms, all or none.
func (p *program) changeTerms(cmd *cobra.Command, args []string, done string, change func(context.Context, *store.Tx, domain.Term) error) error {
	ids, err := termIDs(args)
	if err != nil {
		return err
	}
	var changed []domain.Term
	err = p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
		changed = nil
		for _, id := range ids {
			t, err := tx.Term(ctx, id)
			if errors.Is(err, domain.ErrNotFound) {
				return fmt.Errorf("there is no term %d (see dragoman term list): %w", id, domain.ErrNotFound)
			}
			if err != nil {
				return err
			}
			if err := change(ctx, tx, t); err != nil {
				return err
			}
			changed = append(changed, t)
		}
		return nil
	})
	for _, t := range changed {
		if err == nil {
			fmt.Fprintf(cmd.OutOrStdout(), "%s term %d: %s\n", done, t.ID, formsLine(t))
		}
	}
	return err
}
