package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/ui"
)

func newPoll(p *program) *cobra.Command {
	var once bool
	cmd := &cobra.Command{
		Use:   "poll [SOURCE…]",
		Short: "Poll sources now",
		Long: "Ask for the named sources, or all, to be polled now; the process that runs dragoman serve or\n" +
			"dragoman work does it. With --once it is done here: the sources are polled, and what is new is read,\n" +
			"translated and published until nothing is left. Then the exit code is 1 if anything failed or waits.\n\n" +
			"SOURCE is a source's number, its address or its name.",
		Example: "  dragoman poll --once\n  dragoman poll 'The Harbour Post'",
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				sources, err := namedSources(cmd, a, args)
				if err != nil {
					return err
				}
				if once {
					return pollOnce(cmd, a, sources)
				}
				w, err := a.Wire(cmd.Context(), app.WorkNothing)
				if err != nil {
					return err
				}
				if err := w.Enqueue(cmd.Context(), a.Store, sources); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "Asked for polls of %s. The process that works on this database does them;\n"+
					"if none does, start dragoman serve, or do it here with dragoman poll --once\n", number(len(sources), "source"))
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&once, "once", false, "poll, read, translate and publish here until nothing is left")
	return cmd
}

// namedSources returns the named sources, or all that are not paused.
func namedSources(cmd *cobra.Command, a *app.App, names []string) ([]domain.Source, error) {
	var out []domain.Source
	for _, name := range names {
		s, err := findSource(cmd.Context(), a.Store.Reader, name)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	if len(names) > 0 {
		return out, nil
	}
	all, err := a.Store.Sources(cmd.Context())
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if !s.Paused {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there is no source to poll. Add one: dragoman source add ADDRESS: %w", domain.ErrNotFound)
	}
	return out, nil
}

func pollOnce(cmd *cobra.Command, a *app.App, sources []domain.Source) error {
	bars := ui.NewProgress(cmd.ErrOrStderr())
	task := bars.Start("jobs", 0, ui.Items)
	most := 0
	polled, err := a.PollOnce(cmd.Context(), sources, func(left int) {
		most = max(most, left)
		task.Set(int64(most-left), int64(most))
	})
	task.End()
	bars.Wait()
	if err != nil {
		return err
	}
	return describePolled(cmd, a, polled)
}

func describePolled(cmd *cobra.Command, a *app.App, polled app.Polled) error {
	w := cmd.OutOrStdout()
	before, after := polled.Before, polled.After
	fmt.Fprintf(w, "%s polled, %s, %s\n", number(len(polled.Sources), "source"), number(after.Items-before.Items, "new item"),
		number(after.Articles-before.Articles, "new article"))
	for _, status := range []domain.TranslationStatus{domain.StatusPublished, domain.StatusHeld, domain.StatusWaiting, domain.StatusSkipped} {
		for _, edition := range editionsOf(after) {
			if n := after.Translations[edition][status] - before.Translations[edition][status]; n > 0 {
				fmt.Fprintf(w, "%s: %d %s\n", edition, n, strings.ReplaceAll(statusWords[status], "EDITION", edition))
			}
		}
	}
	if n := after.Problems - before.Problems; n > 0 {
		fmt.Fprintf(w, "%s could not become articles: see dragoman source show\n", number(n, "page"))
	}
	return polledFailures(cmd, a, w, polled)
}

// polledFailures tells what failed, and returns an error if anything did.
func polledFailures(cmd *cobra.Command, a *app.App, w io.Writer, polled app.Polled) error {
	failed := 0
	for _, s := range polled.Sources {
		if s.Poll.Problem != "" {
			failed++
			fmt.Fprintf(w, "failed: poll %s: %s\n", s.Name, withoutClass(firstLine(s.Poll.Problem)))
		}
	}
	for _, s := range polled.PutOff {
		failed++
		fmt.Fprintf(w, "put off: poll %s: %s asked to be left alone; it is due in %s\n", s.Name, s.Host, time.Until(s.Poll.Next).Round(time.Second))
	}
	for _, f := range polled.Failures {
		failed++
		fmt.Fprintf(w, "failed: %s: %s\n", a.Describe(cmd.Context(), f.Kind, f.Args), withoutClass(firstLine(f.Reason)))
	}
	for _, j := range polled.Later {
		failed++
		fmt.Fprintf(w, "again in %s: %s: %s\n", time.Until(j.At).Round(time.Second), a.Describe(cmd.Context(), j.Kind, j.Args), cmp.Or(withoutClass(firstLine(j.Reason)), "the other side asked to wait"))
	}
	if failed > 0 {
		return fmt.Errorf("%s failed or waited", number(failed, "job"))
	}
	return nil
}

// number says how many things of a kind there are.
func number(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

var statusWords = map[domain.TranslationStatus]string{
	domain.StatusPublished: "published",
	domain.StatusHeld:      "held for a person: see dragoman article held EDITION",
	domain.StatusWaiting:   "waiting for an engine: see dragoman doctor",
	domain.StatusSkipped:   "not to be translated",
}

func editionsOf(c store.Counts) []string { return slices.Sorted(maps.Keys(c.Translations)) }
