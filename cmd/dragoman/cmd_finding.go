package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/pipeline"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newFinding(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "finding",
		Short: "What checks found in translations",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(newFindingList(p), newFindingDismiss(p), newFindingDismissed(p), newFindingRestore(p))
	return cmd
}

// findings returns a translation's findings, numbered by their place.
func findings(ctx context.Context, a *app.App, article, edition, by string) (domain.Edited, []memory.Dismissable, error) {
	e, err := translationFor(ctx, a, article, edition)
	if err != nil {
		return e, nil, err
	}
	v, err := a.Store.Version(ctx, e.Version)
	if err != nil {
		return e, nil, err
	}
	return e, memory.Dismissals(v.Content, e, by, time.Now()), nil
}

func newFindingList(p *program) *cobra.Command {
	var edition string
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list ARTICLE",
		Short:   "List what was found in an article's translation",
		Example: "  dragoman finding list 12 --edition ru",
		Args:    exactly("ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				_, all, err := findings(cmd.Context(), a, args[0], edition, "")
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), foundIn(all))
				}
				sayFindingList(cmd.OutOrStdout(), all)
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&edition, "edition", "", "the `edition`, where there are several")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// found is a finding as finding list --json prints it.
type found struct {
	Number int `json:"number"` // that finding dismiss takes
	domain.Finding
	SourceText string `json:"source_text"`
	TargetText string `json:"target_text"`
}

func foundIn(all []memory.Dismissable) []found {
	out := make([]found, len(all))
	for i, d := range all {
		out[i] = found{i + 1, d.Finding, d.Dismissal.Source, d.Dismissal.Target}
	}
	return out
}

func sayFindingList(w io.Writer, all []memory.Dismissable) {
	if len(all) == 0 {
		fmt.Fprintln(w, "Nothing was found.")
	}
	for i, d := range all {
		fmt.Fprintf(w, "%3d  %s: %s (%s)\n     %s\n     %s\n", i+1, d.Finding.Severity, d.Finding.Message, d.Finding.Rule, d.Dismissal.Source, d.Dismissal.Target)
	}
}

func newFindingDismiss(p *program) *cobra.Command {
	var edition, by string
	cmd := &cobra.Command{
		Use:   "dismiss ARTICLE NUMBER… --by NAME",
		Short: "Say that a finding is wrong",
		Long: "Say that findings, by their numbers in dragoman finding list, are wrong. The same finding in the\n" +
			"same sentence with the same translation is not made again in that edition. The article is then\n" +
			"translated and checked again, and published if nothing else holds it.",
		Example: "  dragoman finding dismiss 12 1 3 --edition ru --by 'Anna Belova'",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 || strings.TrimSpace(by) == "" {
				return fmt.Errorf("%s needs ARTICLE, NUMBER… and --by, the name of who says so (see dragoman finding list): %w", cmd.CommandPath(), domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error { return dismiss(cmd, a, args[0], args[1:], edition, strings.TrimSpace(by)) })
		},
	}
	cmd.Flags().StringVar(&edition, "edition", "", "the `edition`, where there are several")
	cmd.Flags().StringVar(&by, "by", "", "`name` of the person")
	return cmd
}

func dismiss(cmd *cobra.Command, a *app.App, article string, numbers []string, edition, by string) error {
	ctx := cmd.Context()
	e, all, err := findings(ctx, a, article, edition, by)
	if err != nil {
		return err
	}
	var chosen []memory.Dismissable
	for _, n := range numbers {
		i, err := strconv.Atoi(n)
		if err != nil || i < 1 || i > len(all) {
			return fmt.Errorf("there is no finding %s: article %d has %d for %s (see dragoman finding list): %w", n, e.Article, len(all), e.Edition, domain.ErrNotFound)
		}
		chosen = append(chosen, all[i-1])
	}
	wire, err := a.Wire(ctx, app.WorkNothing)
	if err != nil {
		return err
	}
	err = a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, d := range chosen {
			if err := tx.PutDismissal(ctx, d.Dismissal); err != nil {
				return err
			}
		}
		_, err := wire.Queue.Enqueue(ctx, tx, pipeline.Translate{Version: e.Version, Edition: e.Edition, Again: time.Now().UnixMicro()})
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s dismissed; article %d is to be checked again for %s.\n", number(len(chosen), "finding"), e.Article, e.Edition)
	sayWhoWorks(cmd.OutOrStdout())
	return nil
}

func newFindingDismissed(p *program) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "dismissed EDITION",
		Short:   "List what was dismissed in an edition, the latest first",
		Example: "  dragoman finding dismissed ru",
		Args:    exactly("EDITION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				if _, err := findEdition(cmd.Context(), a.Store.Reader, args[0]); err != nil {
					return err
				}
				all, err := a.Store.Dismissals(cmd.Context(), args[0], 1000)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), append([]domain.Dismissal{}, all...))
				}
				if len(all) == 0 {
					fmt.Fprintln(cmd.OutOrStdout(), "Nothing was dismissed.")
				}
				for _, d := range all {
					fmt.Fprintf(cmd.OutOrStdout(), "%s  %s, by %s, %s\n  %s\n  %s\n", d.Key, d.Rule, d.By, d.At.Format("2006-01-02 15:04 MST"), d.Source, d.Target)
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func newFindingRestore(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "restore EDITION KEY…",
		Short:   "Take dismissals back, by the keys that dismissed lists",
		Example: "  dragoman finding restore ru 0123456789abcdef0123456789abcdef",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return fmt.Errorf("%s needs EDITION and KEY… (see dragoman finding dismissed): %w", cmd.CommandPath(), domain.ErrInvalid)
			}
			keys := slices.Compact(args[1:])
			err := p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
				if _, err := findEdition(ctx, tx.Reader, args[0]); err != nil {
					return err
				}
				for _, key := range keys {
					if err := tx.DropDismissal(ctx, args[0], key); errors.Is(err, domain.ErrNotFound) {
						return fmt.Errorf("nothing was dismissed in %s under the key %s: %w", args[0], key, domain.ErrNotFound)
					} else if err != nil {
						return err
					}
				}
				return nil
			})
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "Took %s back. What it hid is found again when the article is translated again: dragoman article retranslate ARTICLE\n", number(len(keys), "dismissal"))
			}
			return err
		},
	}
}
