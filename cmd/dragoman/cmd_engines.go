package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newEngines(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "engines",
		Short: "The translation engines, what they cost and what was spent",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(newEnginesList(p), newEnginesUsage(p), newEnginesForecast(p))
	return cmd
}

func newEnginesList(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "Print all engines, and which are set up and used",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
			fmt.Fprintln(w, "ENGINE\tUSED\tTEXT GOES TO\tPRICE PER MILLION\tCAP A DAY\tCAP A MONTH")
			for _, name := range config.EngineNames() {
				fmt.Fprintln(w, strings.Join(engineLine(p.cfg, name), "\t"))
			}
			return w.Flush()
		},
	}
}

// engineLine describes an engine for a table.
func engineLine(c config.Config, name string) []string {
	used := "no"
	for i, n := range c.EnginesUsed() {
		if n == name {
			used = fmt.Sprint(i + 1)
			if i >= len(c.Engines) {
				used = "routes"
			}
		}
	}
	service, remote := c.Engine.Keyed()[name]
	switch {
	case name == "apy":
		return []string{name, used, cmp.Or(c.Engine.APy.URL, "(not set up)"), "", "", ""}
	case !remote:
		return []string{name, used, "this machine", "", "", ""}
	case !service.Set():
		return []string{name, used, "(not set up)", "", "", ""}
	}
	amount := func(v float64) string {
		if v == 0 {
			return ""
		}
		return app.Cost(int64(math.Round(v * 1e6)))
	}
	return []string{name, used, cmp.Or(service.URL, "the service's own address"), amount(service.Price), amount(service.CapDay), amount(service.CapMonth)}
}

func newEnginesUsage(p *program) *cobra.Command {
	days := 31
	cmd := &cobra.Command{
		Use:   "usage",
		Short: "Print what services were given and cost, by day, engine and source",
		Long: "Print what services were given and cost, by day (UTC), engine and source, and what their\n" +
			"accounts say themselves. Costs are the characters times the price that is set.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if days < 1 || days > 3660 {
				return fmt.Errorf("--days %d is not between 1 and 3660: %w", days, domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error { return writeUsage(cmd, a, days) })
		},
	}
	cmd.Flags().IntVar(&days, "days", days, "how many days back")
	return cmd
}

func writeUsage(cmd *cobra.Command, a *app.App, days int) error {
	ctx := cmd.Context()
	tomorrow := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 1)
	all, err := a.Store.Spending(ctx, tomorrow.AddDate(0, 0, -days), tomorrow)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintf(cmd.OutOrStdout(), "No service was asked in the last %s.\n", number(days, "day"))
		return sayAccounts(cmd, a)
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "DAY\tENGINE\tSOURCE\tREQUESTS\tCHARACTERS\tCOST")
	names := map[int64]string{0: "(none)"}
	for _, s := range all {
		if names[s.Source] == "" {
			names[s.Source] = sourceName(ctx, a.Store, s.Source)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%s\n", s.Day.Format(time.DateOnly), s.Engine, names[s.Source], s.Requests, s.Characters, app.Cost(s.Micros))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return sayAccounts(cmd, a)
}

// sayAccounts tells what the services' own accounts say.
func sayAccounts(cmd *cobra.Command, a *app.App) error {
	for _, account := range a.Accounts(cmd.Context()) {
		fmt.Fprintln(cmd.OutOrStdout(), account)
	}
	return nil
}

// sourceName names a source, which may be gone.
func sourceName(ctx context.Context, s *store.Store, id int64) string {
	source, err := s.Source(ctx, id)
	if err != nil {
		return fmt.Sprintf("source %d (gone)", id)
	}
	return source.Name
}

func newEnginesForecast(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "forecast [EDITION]",
		Short: "Print what translating all that waits would cost",
		Long: "Print how many characters wait to be translated, for an edition or for all, and what they\n" +
			"would cost with each service that has a price. Sentences that need a second try, and markup,\n" +
			"come on top: expect up to a tenth more.",
		Args: atMost("EDITION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			edition := ""
			if len(args) > 0 {
				edition = args[0]
			}
			return p.with(cmd, func(a *app.App) error {
				if err := checkEdition(cmd.Context(), a.Store.Reader, edition); err != nil {
					return err
				}
				f, err := a.Forecast(cmd.Context(), edition)
				if err != nil {
					return err
				}
				return writeForecast(cmd.OutOrStdout(), f)
			})
		},
	}
}

func writeForecast(w io.Writer, f app.Forecast) error {
	if f.Translations == 0 {
		fmt.Fprintln(w, "Nothing waits to be translated.")
	} else {
		fmt.Fprintf(w, "%s to be made, %d characters\n", number(f.Translations, "translation"), f.Characters)
	}
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "ENGINE\tCOST\tLEFT TODAY\tLEFT THIS MONTH")
	for _, e := range f.Engines {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", e.Name, e.Cost, cmp.Or(e.LeftDay, "no limit"), cmp.Or(e.LeftMonth, "no limit"))
	}
	if len(f.Engines) == 0 {
		return nil
	}
	return t.Flush()
}
