package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newMemoryList(p *program) *cobra.Command {
	var d direction
	var limit int
	var after int64
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list [TEXT]",
		Short: "List pairs, or those that have a text",
		Example: "  dragoman memory list --to ru ceasefire\n" +
			"  dragoman memory list --edition ru --after 50",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if limit < 1 {
				return fmt.Errorf("--limit %d is less than 1: %w", limit, domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error {
				if err := d.check(cmd.Context(), a.Store.Reader, false); err != nil {
					return err
				}
				f := store.MemoryFilter{From: d.from, To: d.to, Edition: d.edition, After: after}
				pairs, err := memoryWith(cmd.Context(), a.Store.Reader, f, strings.Join(args, ""), limit+1)
				if err != nil {
					return err
				}
				more := len(pairs) > limit
				pairs = pairs[:min(len(pairs), limit)]
				if asJSON {
					return printJSON(cmd.OutOrStdout(), append([]domain.MemoryPair{}, pairs...))
				}
				listMemory(cmd.OutOrStdout(), pairs)
				switch {
				case more:
					fmt.Fprintf(cmd.ErrOrStderr(), "There are more: --after %d goes on\n", pairs[len(pairs)-1].ID)
				case len(pairs) == 0:
					fmt.Fprintln(cmd.ErrOrStderr(), "The memory has no such pairs. Approving translations fills it, and so does dragoman memory import")
				}
				return nil
			})
		},
	}
	d.declare(cmd)
	cmd.Flags().IntVar(&limit, "limit", 50, "`number` of pairs at most")
	cmd.Flags().Int64Var(&after, "after", 0, "`pair` after which to go on")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// memoryWith returns the first pairs of a filter that have a text on either side, in any case.
func memoryWith(ctx context.Context, r store.Reader, f store.MemoryFilter, text string, limit int) ([]domain.MemoryPair, error) {
	text = strings.ToLower(text)
	var out []domain.MemoryPair
	for {
		pairs, err := r.Memory(ctx, f)
		if err != nil || len(pairs) == 0 {
			return out, err
		}
		for _, pair := range pairs {
			if !strings.Contains(strings.ToLower(pair.Source), text) && !strings.Contains(strings.ToLower(pair.Target), text) {
				continue
			}
			if out = append(out, pair); len(out) == limit {
				return out, nil
			}
		}
		f.After = pairs[len(pairs)-1].ID
	}
}

func listMemory(w io.Writer, pairs []domain.MemoryPair) {
	for _, pair := range pairs {
		edition := ""
		if pair.Edition != "" {
			edition = ", edition " + pair.Edition
		}
		fmt.Fprintf(w, "%6d  %s\n        %s\n        %s → %s%s%s\n", pair.ID, pair.Source, pair.Target, pair.From, pair.To, edition, from(pair))
	}
}
