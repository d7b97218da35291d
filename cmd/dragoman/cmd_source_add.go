package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newSourceAdd(p *program) *cobra.Command {
	var fields sourceFields
	var unread, asJSON bool
	cmd := &cobra.Command{
		Use:   "add ADDRESS",
		Short: "Follow a feed, a sitemap or a site",
		Long: "Follow what is at an address. Where it is a page, the feed that it declares is followed, else one\n" +
			"in the usual places, else the page's own links to articles. Name and language are read off the\n" +
			"feed unless they are given. Where there is one edition only, the source goes into that one.\n\n" +
			"Mode says how much readers see. Without --licence it is headline: the translated headline with a\n" +
			"link to the original. With one it is full, unless --mode says otherwise. What publishers tell\n" +
			"machines (robots.txt, TDMRep, noindex, …) only ever makes it less.",
		Example: "  dragoman source add https://example.org/\n" +
			"  dragoman source add https://example.org/feed.xml --edition ru --licence 'CC BY 4.0' --section World\n" +
			"  dragoman source add https://example.org/news/ --selector 'h2 a' --exclude 'title: weather'",
		Args: exactly("ADDRESS"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				s, report, err := p.newSource(cmd, a, args[0], fields, unread)
				if err != nil {
					return err
				}
				err = a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
					s.ID, err = tx.AddSource(ctx, s)
					return err
				})
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), s)
				}
				describeAdded(ctx, cmd.OutOrStdout(), a, s, report)
				return nil
			})
		},
	}
	fields.declare(cmd)
	cmd.Flags().BoolVar(&unread, "unread", false, "follow the address as it is, without looking at it now")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// newSource makes a source of an address and flags, and looks at what is there.
func (p *program) newSource(cmd *cobra.Command, a *app.App, address string, fields sourceFields, unread bool) (domain.Source, *sourceReport, error) {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	now := time.Now()
	s := domain.Source{Address: address, Created: now, Poll: domain.Poll{Next: now, Health: string(source.HealthNew)}}
	if err := fields.check(cmd, a, s); err != nil {
		return s, nil, err
	}
	var report *sourceReport
	if !unread {
		var err error
		if report, err = p.findFeed(cmd, a.Client, address, fields.selector); err != nil {
			return s, nil, err
		}
		s.Address, s.Name, s.Lang, s.Kind = cmp.Or(report.MovedTo, report.Address), report.Feed.Title, report.Feed.Lang, string(report.Feed.Kind)
	}
	u, err := url.Parse(s.Address)
	if err != nil || !isAddress(s.Address) || u.Host == "" {
		return s, nil, fmt.Errorf("%s is no address that begins with https:// or http://: %w", address, domain.ErrInvalid)
	}
	s.Host = strings.ToLower(u.Hostname())
	s.Name = cmp.Or(s.Name, s.Host)
	return s, report, fields.complete(cmd, a, &s)
}

// check reports flags that can't be used, before the network is asked: s is
// what is known of the source so far.
func (f *sourceFields) check(cmd *cobra.Command, a *app.App, s domain.Source) error {
	s.Name = cmp.Or(f.name, s.Address)
	s.Host = "unknown"
	return f.complete(cmd, a, &s)
}

// complete puts the flags, and what stands in for those that weren't given,
// into s.
func (f *sourceFields) complete(cmd *cobra.Command, a *app.App, s *domain.Source) (err error) {
	s.Mode = domain.ModeHeadline
	if f.licence != "" {
		s.Mode = domain.ModeFull
	}
	if err := f.apply(cmd, s); err != nil {
		return err
	}
	if !cmd.Flags().Changed("edition") {
		if s.Editions, err = onlyEdition(cmd.Context(), a.Store.Reader); err != nil {
			return err
		}
	}
	return validSource(cmd.Context(), a, *s)
}

// onlyEdition returns the one edition that there is.
func onlyEdition(ctx context.Context, r store.Reader) ([]string, error) {
	all, err := r.Editions(ctx)
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, fmt.Errorf("there is no edition yet that it could go into: make one first, as in dragoman edition add ru: %w", domain.ErrInvalid)
	case len(all) > 1:
		var ids []string
		for _, e := range all {
			ids = append(ids, e.ID)
		}
		return nil, fmt.Errorf("which edition does it go into: %s? Say it as in --edition %s: %w", strings.Join(ids, ", "), ids[0], domain.ErrInvalid)
	}
	return []string{all[0].ID}, nil
}

// triedFeeds is how many of a page's feeds are tried until one can be read.
const triedFeeds = 4

// findFeed returns the feed at an address: itself, the one that its page leads
// to, or the page's links.
func (p *program) findFeed(cmd *cobra.Command, client *fetch.Client, address, selector string) (*sourceReport, error) {
	page, err := p.fetchSource(cmd.Context(), client, address, selector)
	if err != nil {
		return nil, adviseSource(err, address)
	}
	if page.Feed.Kind != source.KindPage || selector != "" {
		return page, nil
	}
	if len(page.Found) == 0 {
		if page.Found, err = p.searchSite(cmd, client, page.Address, true); err != nil {
			return nil, err
		}
	}
	var problems []error
	for _, c := range page.Found[:min(len(page.Found), triedFeeds)] {
		feed, err := p.fetchSource(cmd.Context(), client, c.URL, "")
		switch {
		case err != nil:
			problems = append(problems, err)
		case feed.Feed.Kind != source.KindPage:
			return feed, cmd.Context().Err()
		}
	}
	if len(page.Feed.Items) > 0 {
		return page, nil
	}
	return nil, fmt.Errorf("%s leads to no feed that can be read, and has no links that look like articles.\n"+
		"See what is there: dragoman source check --guess %s: %w", address, address, errors.Join(append(problems, domain.ErrNotFound)...))
}

func describeAdded(ctx context.Context, w io.Writer, a *app.App, s domain.Source, report *sourceReport) {
	fmt.Fprintf(w, "Added source %d: %s\n", s.ID, s.Name)
	fmt.Fprintf(w, "  %s\n", s.Address)
	if report != nil {
		fmt.Fprintf(w, "  %s, language %s, %d items\n", kindName(report.Feed), orUnknown(s.Lang), len(report.Feed.Items))
	}
	fmt.Fprintf(w, "  mode %s, for %s\n", s.Mode, cmp.Or(strings.Join(s.Editions, ", "), "no edition"))
	writeLacking(w, a.LackingEngines(ctx, s))
}

// writeLacking says why a source can't be translated.
func writeLacking(w io.Writer, lacking []error) {
	for _, lack := range lacking {
		fmt.Fprintf(w, "It can't be translated yet: %s\n", strings.ReplaceAll(plain(lack), "\n", "\n  "))
	}
}
