package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newSource(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Follow the feeds and pages that news comes from",
		Long: "A source is a feed, a sitemap or a page with links to articles. It is polled at its own rhythm;\n" +
			"its articles are translated for the editions that it goes into.\n\n" +
			"SOURCE is a source's number, its address or its name.",
		Args: cobra.ArbitraryArgs,
		RunE: unknownCommand,
	}
	cmd.AddCommand(
		newSourceAdd(p),
		newSourceList(p),
		newSourceShow(p),
		newSourceSet(p),
		newSourcePause(p, true),
		newSourcePause(p, false),
		newSourceRemove(p),
		newSourceImport(p),
		newSourceExport(p),
		newSourceCheck(p),
	)
	return cmd
}

// findSource returns the source that a person calls by its number, address or name.
func findSource(ctx context.Context, r store.Reader, called string) (domain.Source, error) {
	if id, err := strconv.ParseInt(called, 10, 64); err == nil {
		s, err := r.Source(ctx, id)
		if errors.Is(err, domain.ErrNotFound) {
			err = fmt.Errorf("there is no source %d (see dragoman source list): %w", id, domain.ErrNotFound)
		}
		return s, err
	}
	all, err := r.Sources(ctx)
	if err != nil {
		return domain.Source{}, err
	}
	var found []domain.Source
	for _, s := range all {
		if s.Address == called {
			return s, nil
		}
		if strings.EqualFold(s.Name, called) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 0:
		return domain.Source{}, fmt.Errorf("there is no source %q (see dragoman source list): %w", called, domain.ErrNotFound)
	case 1:
		return found[0], nil
	default:
		return domain.Source{}, fmt.Errorf("%d sources are called %q: say which by its number (see dragoman source list): %w", len(found), called, domain.ErrInvalid)
	}
}

func newSourcePause(p *program, pause bool) *cobra.Command {
	use, short, done := "pause", "Stop polling sources", "Paused"
	if !pause {
		use, short, done = "resume", "Poll sources again that were paused", "Resumed"
	}
	return &cobra.Command{
		Use:   use + " SOURCE…",
		Short: short,
		Long:  short + ". What was published of them stays where it is.",
		Args:  atLeastOne("SOURCE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
				for _, called := range args {
					s, err := findSource(ctx, tx.Reader, called)
					if err != nil {
						return err
					}
					s.Paused = pause
					if err := tx.SetSource(ctx, s); err != nil {
						return err
					}
					fmt.Fprintf(cmd.OutOrStdout(), "%s source %d: %s\n", done, s.ID, s.Name)
				}
				return nil
			})
		},
	}
}

func newSourceRemove(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "rm SOURCE",
		Aliases: []string{"remove"},
		Short:   "Forget a source that has brought no article",
		Long: "Forget a source and what it offered. A source with articles can't be removed: their pages name\n" +
			"it as their origin. Pause it instead, and retract what should not be read any more.",
		Args: exactly("SOURCE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
				s, err := findSource(ctx, tx.Reader, args[0])
				if err != nil {
					return err
				}
				if err := tx.RemoveSource(ctx, s.ID); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "Removed source %d: %s\n", s.ID, s.Name)
				return nil
			})
		},
	}
}
