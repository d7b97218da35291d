package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/queue"
)

func newJobs(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "jobs",
		Short: "See what waits, what failed and why",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(newJobsList(p), newJobsRetry(p))
	return cmd
}

// jobLists is what jobs list prints.
type jobLists struct {
	Counts []queue.Count   `json:"counts"`
	Jobs   []queue.Job     `json:"jobs"`
	Failed []queue.Failure `json:"failed"`
}

func newJobsList(p *program) *cobra.Command {
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the jobs that wait or run, and those that failed in the last week",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				w, err := a.Wire(ctx, app.WorkNothing)
				if err != nil {
					return err
				}
				var all jobLists
				if all.Counts, err = w.Queue.Status(ctx); err != nil {
					return err
				}
				if all.Jobs, err = w.Queue.Jobs(ctx, limit); err != nil {
					return err
				}
				if all.Failed, err = w.Queue.Failures(ctx, limit); err != nil {
					return err
				}
				if asJSON {
					all.Counts, all.Jobs, all.Failed = append([]queue.Count{}, all.Counts...), append([]queue.Job{}, all.Jobs...), append([]queue.Failure{}, all.Failed...)
					return printJSON(cmd.OutOrStdout(), all)
				}
				return listJobs(cmd, a, all)
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 30, "how many of each")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func listJobs(cmd *cobra.Command, a *app.App, all jobLists) error {
	out := cmd.OutOrStdout()
	if len(all.Jobs)+len(all.Failed) == 0 {
		fmt.Fprintln(out, "No job waits, and none has failed in the last week.")
		return nil
	}
	for _, c := range all.Counts {
		fmt.Fprintf(out, "%s: %d %s\n", c.Queue, c.Jobs, c.State)
	}
	if len(all.Jobs) > 0 {
		fmt.Fprintln(out, "\nWaiting or running")
		if err := writeJobs(cmd, a, out, all.Jobs); err != nil {
			return err
		}
	}
	if len(all.Failed) > 0 {
		fmt.Fprintln(out, "\nFailed; start one again with dragoman jobs retry NO")
		w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
		for _, f := range all.Failed {
			fmt.Fprintf(w, "  %d\t%s\t%s\t%s\n", f.ID, f.At.Local().Format("2006-01-02 15:04"), a.Describe(cmd.Context(), f.Kind, f.Args), withoutClass(firstLine(f.Reason)))
		}
		return w.Flush()
	}
	return nil
}

func writeJobs(cmd *cobra.Command, a *app.App, out io.Writer, jobs []queue.Job) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, j := range jobs {
		when := j.State
		if wait := time.Until(j.At).Round(time.Second); wait > 0 {
			when = "in " + wait.String()
		}
		fmt.Fprintf(w, "  %d\t%s\t%s\t%s\n", j.ID, when, a.Describe(cmd.Context(), j.Kind, j.Args), withoutClass(firstLine(j.Reason)))
	}
	return w.Flush()
}

func newJobsRetry(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "retry NO…",
		Short: "Start jobs again that failed, or that wait for another attempt",
		Args:  atLeastOne("NO"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				w, err := a.Wire(cmd.Context(), app.WorkNothing)
				if err != nil {
					return err
				}
				for _, arg := range args {
					id, err := strconv.ParseInt(arg, 10, 64)
					if err != nil {
						return fmt.Errorf("%q is no job's number (see dragoman jobs list): %w", arg, domain.ErrInvalid)
					}
					if err := w.Queue.Retry(cmd.Context(), id); errors.Is(err, domain.ErrNotFound) {
						return fmt.Errorf("there is no job %d (see dragoman jobs list): %w", id, domain.ErrNotFound)
					} else if err != nil {
						return err
					}
					fmt.Fprintf(cmd.OutOrStdout(), "Job %d starts again\n", id)
				}
				return nil
			})
		},
	}
}
