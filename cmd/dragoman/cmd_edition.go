package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/pipeline"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newEdition(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "edition",
		Short: "The site's editions, one for each language of its readers",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(newEditionAdd(p), newEditionList(p), newEditionSet(p), newEditionRemove(p))
	return cmd
}

// editionFields is what flags say of an edition.
type editionFields struct {
	lang, title, gate, engine string
	checks                    []string
}

func (f *editionFields) declare(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.lang, "lang", "", "`language` of its readers (default: the edition's identifier)")
	flags.StringVar(&f.title, "title", "", "`name` that its readers see (default: site.title)")
	flags.StringVar(&f.gate, "gate", "", "`what` becomes of a translation that a check would block: hold (a person decides; default) or mark (published, its doubtful passages marked)")
	flags.StringVar(&f.engine, "engine", "", "`engine` that translates for it (default: setting engines)")
	flags.StringSliceVar(&f.checks, "check", nil, "severities of checks, as `RULE=block`, warn, note or off (rules: dragoman check --help)")
	_ = cmd.RegisterFlagCompletionFunc("gate", cobra.FixedCompletions([]string{"hold", "mark"}, cobra.ShellCompDirectiveNoFileComp))
}

// apply puts the flags that were given into e.
func (f *editionFields) apply(cmd *cobra.Command, a *app.App, e *domain.Edition) (err error) {
	given := cmd.Flags().Changed
	if given("lang") {
		if e.Lang, err = language(f.lang); err != nil {
			return err
		}
	}
	if given("title") {
		e.Title = f.title
	}
	if given("gate") && !slices.Contains([]string{"", pipeline.GateHold, pipeline.GateMark}, f.gate) {
		return fmt.Errorf("--gate %s: not hold or mark: %w", f.gate, domain.ErrInvalid)
	}
	if given("engine") && f.engine != "" {
		if _, err := a.Router(f.engine); err != nil {
			return err
		}
	}
	if err := (&check.Config{}).Adjust(slices.DeleteFunc(slices.Clone(f.checks), func(s string) bool { return s == "" })...); err != nil {
		return err
	}
	for flag, value := range map[string]string{pipeline.SettingGate: f.gate, pipeline.SettingEngine: f.engine, pipeline.SettingCheck: strings.Join(f.checks, ",")} {
		switch {
		case !given(flag):
		case value == "":
			delete(e.Settings, flag)
		default:
			if e.Settings == nil {
				e.Settings = map[string]string{}
			}
			e.Settings[flag] = value
		}
	}
	return nil
}

func newEditionAdd(p *program) *cobra.Command {
	var fields editionFields
	cmd := &cobra.Command{
		Use:   "add EDITION",
		Short: "Make an edition",
		Long: "Make an edition. Its identifier stands in the addresses of its pages; mostly it is the language,\n" +
			"such as ru. Sources name the editions that they go into.",
		Example: "  dragoman edition add ru\n  dragoman edition add gulf --lang ar-AE --title 'أخبار الخليج'",
		Args:    exactly("EDITION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				e, err := addEdition(ctx, a, args[0], func(e *domain.Edition) error { return fields.apply(cmd, a, e) })
				if err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "Added the edition %s: %s\n", e.ID, languageName(e.Lang))
				return nil
			})
		},
	}
	fields.declare(cmd)
	return cmd
}

// addEdition makes an edition whose language is its identifier unless change
// says otherwise.
func addEdition(ctx context.Context, a *app.App, id string, change func(*domain.Edition) error) (domain.Edition, error) {
	e := domain.Edition{ID: id}
	if err := change(&e); err != nil {
		return e, err
	}
	if e.Lang == "" {
		lang, err := language(id)
		if err != nil {
			return e, fmt.Errorf("edition %s: which language is it in? Say it as in --lang ar: %w", id, domain.ErrInvalid)
		}
		e.Lang = lang
	}
	return e, a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Edition(ctx, id); !errors.Is(err, domain.ErrNotFound) {
			return cmp.Or(err, fmt.Errorf("there is an edition %s already: change it with dragoman edition set %s: %w", id, id, domain.ErrInvalid))
		}
		return tx.PutEdition(ctx, e)
	})
}

func newEditionSet(p *program) *cobra.Command {
	var fields editionFields
	cmd := &cobra.Command{
		Use:     "set EDITION",
		Short:   "Change an edition",
		Long:    "Change an edition; what no flag names stays. An empty value takes one away, as in --engine ''.",
		Example: "  dragoman edition set ru --title 'Новости мира' --gate mark",
		Args:    exactly("EDITION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := changesSomething(cmd); err != nil {
				return err
			}
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
					e, err := findEdition(ctx, tx.Reader, args[0])
					if err != nil {
						return err
					}
					if err := fields.apply(cmd, a, &e); err != nil {
						return err
					}
					if err := tx.PutEdition(ctx, e); err != nil {
						return err
					}
					fmt.Fprintf(cmd.OutOrStdout(), "Changed the edition %s\n", e.ID)
					return nil
				})
			})
		},
	}
	fields.declare(cmd)
	return cmd
}

func findEdition(ctx context.Context, r store.Reader, id string) (domain.Edition, error) {
	e, err := r.Edition(ctx, id)
	if errors.Is(err, domain.ErrNotFound) {
		return e, fmt.Errorf("there is no edition %s (see dragoman edition list): %w", id, domain.ErrNotFound)
	}
	return e, err
}

func newEditionList(p *program) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the editions",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				all, err := a.Store.Editions(ctx)
				switch {
				case err != nil:
					return err
				case asJSON:
					return printJSON(cmd.OutOrStdout(), append([]domain.Edition{}, all...))
				case len(all) == 0:
					fmt.Fprintln(cmd.ErrOrStderr(), "There are no editions yet. Make one: dragoman edition add ru")
					return nil
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
				fmt.Fprintln(w, "EDITION\tLANGUAGE\tTITLE\tGATE\tENGINE\tADDRESS")
				for _, e := range all {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", e.ID, languageName(e.Lang), cmp.Or(e.Title, p.cfg.Site.Title),
						cmp.Or(e.Settings[pipeline.SettingGate], pipeline.GateHold), cmp.Or(e.Settings[pipeline.SettingEngine], strings.Join(p.cfg.Engines, ",")),
						a.Addresses.Absolute(a.Addresses.Edition(e.ID)))
				}
				return w.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func newEditionRemove(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "rm EDITION",
		Aliases: []string{"remove"},
		Short:   "Remove an edition that nothing was translated for",
		Args:    exactly("EDITION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
				if _, err := findEdition(ctx, tx.Reader, args[0]); err != nil {
					return err
				}
				if err := tx.RemoveEdition(ctx, args[0]); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "Removed the edition %s\n", args[0])
				return nil
			})
		},
	}
}

// languageName says a language as in "Arabic (ar)".
func languageName(tag string) string {
	return message.For("en").Language(tag) + " (" + tag + ")"
}
