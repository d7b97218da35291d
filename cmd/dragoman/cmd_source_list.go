package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newSourceList(p *program) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the sources, how they do and when they are polled next",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				all, err := a.Store.Sources(ctx)
				if err != nil {
					return err
				}
				counts, err := a.Store.SourceCounts(ctx)
				switch {
				case err != nil:
					return err
				case asJSON:
					return printJSON(cmd.OutOrStdout(), countedSources(all, counts))
				case len(all) == 0:
					fmt.Fprintln(cmd.ErrOrStderr(), "No sources are followed yet. Add one: dragoman source add ADDRESS")
					return nil
				}
				return listSources(cmd.OutOrStdout(), countedSources(all, counts), time.Now())
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// countedSource is a source with what it has brought.
type countedSource struct {
	domain.Source
	store.SourceCount
}

func countedSources(all []domain.Source, counts map[int64]store.SourceCount) []countedSource {
	out := make([]countedSource, len(all))
	for i, s := range all {
		out[i] = countedSource{s, counts[s.ID]}
	}
	return out
}

func listSources(out io.Writer, all []countedSource, now time.Time) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NO\tNAME\tLANGUAGE\tMODE\tEDITIONS\tITEMS\tARTICLES\tHEALTH\tNEXT POLL\tPROBLEM")
	for _, s := range all {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\n", s.ID, s.Name, orUnknown(s.Lang), s.Mode, strings.Join(s.Editions, ","),
			s.Items, s.Articles, sourceHealth(s.Source), nextPoll(s.Source, now), firstLine(s.Poll.Problem))
	}
	return w.Flush()
}

func sourceHealth(s domain.Source) string {
	if s.Paused {
		return "paused"
	}
	return cmp.Or(s.Poll.Health, "new")
}

func nextPoll(s domain.Source, now time.Time) string {
	switch wait := s.Poll.Next.Sub(now).Round(time.Minute); {
	case s.Paused:
		return "never"
	case wait <= 0:
		return "now"
	case wait < 2*time.Hour:
		return fmt.Sprintf("in %d min", int(wait.Minutes()))
	default:
		return fmt.Sprintf("in %d h", int(wait.Hours()))
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func newSourceShow(p *program) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show SOURCE",
		Short: "Show all that is known of a source",
		Args:  exactly("SOURCE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				s, err := findSource(ctx, a.Store.Reader, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), s)
				}
				if err := showSource(cmd.OutOrStdout(), s, time.Now()); err != nil {
					return err
				}
				writeLacking(cmd.OutOrStdout(), a.LackingEngines(ctx, s))
				return writeUnreadable(cmd, a, s)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// shownProblems is how many of a source's pages that can't be read are shown.
const shownProblems = 5

// writeUnreadable tells the latest pages that could not become articles.
func writeUnreadable(cmd *cobra.Command, a *app.App, s domain.Source) error {
	items, err := a.Store.ItemProblems(cmd.Context(), s.ID, shownProblems)
	if err != nil || len(items) == 0 {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), "\nPages that could not become articles, the latest first")
	for _, item := range items {
		fmt.Fprintf(cmd.OutOrStdout(), "  %s\n    %s\n", cmp.Or(item.URL, item.Title, item.Key), firstLine(item.Problem))
	}
	return nil
}

func showSource(out io.Writer, s domain.Source, now time.Time) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s\t%s\n", name, value)
		}
	}
	moment := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format("2006-01-02 15:04 UTC") + " (" + ago(now.Sub(t)) + ")"
	}
	row("number", fmt.Sprint(s.ID))
	row("name", s.Name)
	row("address", s.Address)
	row("kind", s.Kind)
	row("selector", s.Selector)
	row("language", orUnknown(s.Lang))
	row("section", s.Section)
	row("editions", strings.Join(s.Editions, ", "))
	row("mode", string(s.Mode))
	row("licence", cmp.Or(s.Licence, "none stated"))
	row("engine", s.Engine)
	row("include", strings.Join(s.Include, "; "))
	row("exclude", strings.Join(s.Exclude, "; "))
	row("checks", strings.Join(s.Checks, "; "))
	row("at least every", spell(s.MaxEvery))
	row("at most every", spell(s.MinEvery))
	row("added", moment(s.Created))
	row("health", sourceHealth(s))
	row("problem", strings.ReplaceAll(s.Poll.Problem, "\n", "\n\t"))
	row("failing since", moment(s.Poll.State.FailingFrom))
	row("last answer", moment(s.Poll.State.LastSuccess))
	row("last news", moment(s.Poll.State.LastChange))
	row("next poll", nextPoll(s, now))
	return w.Flush()
}
