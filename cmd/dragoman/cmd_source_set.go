package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newSourceSet(p *program) *cobra.Command {
	var fields sourceFields
	var address string
	cmd := &cobra.Command{
		Use:   "set SOURCE",
		Short: "Change what is said of a source",
		Long: "Change what is said of a source; what no flag names stays. An empty value takes one away, as in\n" +
			"--engine ''. A changed mode counts at once, for what is published already, too.",
		Example: "  dragoman source set 3 --mode full --licence 'CC BY 4.0'\n" +
			"  dragoman source set 'The Harbour Post' --edition ru --edition ar --exclude 'title: weather'",
		Args: exactly("SOURCE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := changesSomething(cmd); err != nil {
				return err
			}
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				s, err := findSource(ctx, a.Store.Reader, args[0])
				if err != nil {
					return err
				}
				if err := fields.apply(cmd, &s); err != nil {
					return err
				}
				if address != "" {
					u, err := url.Parse(address)
					if err != nil || !isAddress(address) || u.Host == "" {
						return fmt.Errorf("--address %s is no address that begins with https:// or http://: %w", address, domain.ErrInvalid)
					}
					s.Address, s.Host = address, strings.ToLower(u.Hostname())
				}
				if err := validSource(ctx, a, s); err != nil {
					return err
				}
				if err := a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.SetSource(ctx, s) }); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "Changed source %d: %s\n", s.ID, s.Name)
				return nil
			})
		},
	}
	fields.declare(cmd)
	cmd.Flags().StringVar(&address, "address", "", "`address` of the feed, sitemap or page")
	return cmd
}
