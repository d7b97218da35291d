package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
)

func newDoctor(p *program) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "See whether all is in order, and what to do where it isn't",
		Long: "Look at the disk, the database, the jobs, editions and sources, the engines for every direction that\n" +
			"sources need, the hosts of sources, this machine's clock and the site's public address. The exit code\n" +
			"is 1 when a check fails; warnings don't count.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(a *app.App) error {
				found, err := a.Examine(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					err = printJSON(cmd.OutOrStdout(), found)
				}
				failed := 0
				for _, d := range found {
					if d.Verdict == app.Fail {
						failed++
					}
					if !asJSON {
						fmt.Fprintf(cmd.OutOrStdout(), "%-5s %-13s %s\n", d.Verdict, d.Check, indented(d.Message))
					}
					if !asJSON && d.Advice != "" {
						fmt.Fprintf(cmd.OutOrStdout(), "                    → %s\n", indented(d.Advice))
					}
				}
				if failed > 0 {
					return errors.Join(err, fmt.Errorf("%s failed", number(failed, "check")))
				}
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// indented puts the lines after the first below it.
func indented(s string) string { return strings.ReplaceAll(s, "\n", "\n                      ") }
