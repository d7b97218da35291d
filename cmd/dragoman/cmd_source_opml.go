package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newSourceImport(p *program) *cobra.Command {
	var fields sourceFields
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Follow the feeds of an OPML file",
		Long: "Follow the feeds of an OPML file, as feed readers export it. A folder becomes the section of its\n" +
			"feeds. Feeds that are followed already are left as they are, so that the same file can be imported\n" +
			"again. Nothing is fetched now; the flags count for all feeds.",
		Example: "  dragoman source import feeds.opml --edition ru",
		Args:    exactly("FILE|-"),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := p.readOPML(cmd, args[0])
			if err != nil {
				return err
			}
			return p.with(cmd, func(a *app.App) error {
				return importSources(cmd, a, list, fields)
			})
		},
	}
	fields.declare(cmd)
	return cmd
}

func (p *program) readOPML(cmd *cobra.Command, name string) (*source.OPML, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = p.readAll(cmd.InOrStdin())
	} else {
		var file *os.File
		if file, err = os.Open(name); errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("there is no file %s: %w", name, domain.ErrNotFound)
		}
		if err == nil {
			defer file.Close() //nolint:errcheck // read only
			data, err = p.readAll(file)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	text, _ := fetch.DecodeText(data, "text/xml")
	return source.ReadOPML(text)
}

func importSources(cmd *cobra.Command, a *app.App, list *source.OPML, fields sourceFields) error {
	ctx, out := cmd.Context(), cmd.OutOrStdout()
	editions := fields.editions
	if !cmd.Flags().Changed("edition") {
		var err error
		if editions, err = onlyEdition(ctx, a.Store.Reader); err != nil {
			return err
		}
	}
	known, err := a.Store.Sources(ctx)
	if err != nil {
		return err
	}
	followed := map[string]bool{}
	for _, s := range known {
		followed[s.Address] = true
	}
	added, skipped := 0, 0
	err = a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, f := range list.Feeds {
			if followed[f.URL] {
				skipped++
				fmt.Fprintf(out, "skipped  %s: followed already\n", f.URL)
				continue
			}
			s, err := subscribed(cmd, f, fields, editions)
			if err == nil {
				err = validSource(ctx, a, s)
			}
			if err == nil {
				_, err = tx.AddSource(ctx, s)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", f.URL, err)
			}
			followed[f.URL] = true
			added++
			fmt.Fprintf(out, "added    %s  %s\n", f.URL, s.Name)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%w\nNothing was imported", err)
	}
	for _, problem := range list.Problems {
		fmt.Fprintf(out, "problem  %s\n", problem.Message)
	}
	fmt.Fprintf(out, "%d added, %d skipped\n", added, skipped)
	return nil
}

// subscribed makes a source of an entry of an OPML list.
func subscribed(cmd *cobra.Command, f source.Subscription, fields sourceFields, editions []string) (domain.Source, error) {
	u, err := url.Parse(f.URL)
	if err != nil {
		return domain.Source{}, fmt.Errorf("%w: %w", err, domain.ErrInvalid)
	}
	now := time.Now()
	s := domain.Source{
		Name: cmp.Or(f.Title, u.Host), Address: f.URL, Host: strings.ToLower(u.Hostname()), Lang: f.Lang, Section: strings.Join(f.Section, " / "),
		Editions: editions, Mode: domain.ModeHeadline, Created: now, Poll: domain.Poll{Next: now, Health: string(source.HealthNew)},
	}
	if fields.licence != "" {
		s.Mode = domain.ModeFull
	}
	return s, fields.apply(cmd, &s)
}

func newSourceExport(p *program) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the sources as an OPML file",
		Example: "  dragoman source export -o sources.opml",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				all, err := a.Store.Sources(ctx)
				if err != nil {
					return err
				}
				list := &source.OPML{Title: p.cfg.Site.Title, Created: time.Now()}
				for _, s := range all {
					f := source.Subscription{Title: s.Name, URL: s.Address, Lang: s.Lang}
					if s.Section != "" {
						f.Section = strings.Split(s.Section, " / ")
					}
					list.Feeds = append(list.Feeds, f)
				}
				write := func(w io.Writer) error { return source.WriteOPML(w, list) }
				if output == "" {
					return write(cmd.OutOrStdout())
				}
				return writeFile(output, write)
			})
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to a `file`, whole or not at all")
	return cmd
}
