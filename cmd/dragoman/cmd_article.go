package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newArticle(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "article",
		Short: "Look at articles and decide about their translations",
		Long:  "Look at articles and decide about their translations.\n\nARTICLE is an article's number or its address.",
		Args:  cobra.ArbitraryArgs,
		RunE:  unknownCommand,
	}
	cmd.AddCommand(newArticleList(p), newArticleHeld(p), newArticleShow(p), newArticleApprove(p), newArticleReject(p), newArticleRetranslate(p), newArticleRetract(p))
	return cmd
}

// findArticle returns the latest version of the article that a person calls by
// its number or address.
func findArticle(ctx context.Context, r store.Reader, called string) (v domain.ArticleVersion, err error) {
	id, numberErr := strconv.ParseInt(called, 10, 64)
	if numberErr == nil {
		v, err = r.Article(ctx, id)
	} else {
		u, parseErr := url.Parse(called)
		if parseErr != nil || u.Host == "" {
			return v, fmt.Errorf("%q is neither an article's number nor its address: %w", called, domain.ErrInvalid)
		}
		v, err = r.ArticleByAddress(ctx, source.Key(u))
	}
	if errors.Is(err, domain.ErrNotFound) {
		return v, fmt.Errorf("there is no article %s (see dragoman article list): %w", called, domain.ErrNotFound)
	}
	return v, err
}

func newArticleList(p *program) *cobra.Command {
	var f store.ArticleFilter
	var from, status string
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List articles, the latest first",
		Example: "  dragoman article list --edition ru --status held\n  dragoman article list --source 'The Harbour Post' --limit 100",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(a *app.App) error {
				f.Status = domain.TranslationStatus(status)
				if !slices.Contains(statuses, f.Status) {
					return fmt.Errorf("--status %s is none of %s: %w", status, joinStatuses(), domain.ErrInvalid)
				}
				if f.Edition != "" {
					if _, err := findEdition(cmd.Context(), a.Store.Reader, f.Edition); err != nil {
						return err
					}
				}
				if from != "" {
					s, err := findSource(cmd.Context(), a.Store.Reader, from)
					if err != nil {
						return err
					}
					f.Source = s.ID
				}
				lines, err := a.Store.Articles(cmd.Context(), f)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), append([]domain.ArticleLine{}, lines...))
				}
				return listArticles(cmd, lines, f.Limit)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.Edition, "edition", "", "only those with a translation for an `edition`")
	flags.StringVar(&status, "status", "", "only those with a translation of a `status`: "+joinStatuses())
	flags.StringVar(&from, "source", "", "only those of a `source`")
	flags.Int64Var(&f.After, "after", 0, "go on after the article with this `number`")
	flags.IntVar(&f.Limit, "limit", 30, "how many")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func newArticleHeld(p *program) *cobra.Command {
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "held EDITION",
		Short: "List what waits for a person, the least sure first",
		Long: "List the translations of an edition that wait for a person, and why. Those come first of which the\n" +
			"engine was least sure (the mean log-probability of its words: 0 is certain or unknown). That says\n" +
			"what to read first and no more: sure translations can be wrong.",
		Example: "  dragoman article held ru\n  dragoman article show 12 --edition ru --bilingual",
		Args:    exactly("EDITION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				if _, err := findEdition(cmd.Context(), a.Store.Reader, args[0]); err != nil {
					return err
				}
				held, err := a.Store.Held(cmd.Context(), args[0], limit)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), append([]domain.Edited{}, held...))
				}
				if len(held) == 0 {
					fmt.Fprintln(cmd.OutOrStdout(), "Nothing waits for a person.")
				}
				for _, e := range held {
					fmt.Fprintf(cmd.OutOrStdout(), "%d  %+.2f  %s\n    %s\n", e.Article, e.Content.Confidence(), e.Content.Article.Headline, e.Reason)
				}
				return nil
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 30, "how many")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, the translations included")
	return cmd
}

// statuses are what --status takes.
var statuses = []domain.TranslationStatus{
	"", domain.StatusWaiting, domain.StatusSkipped, domain.StatusHeld, domain.StatusReady, domain.StatusPublished, domain.StatusSuperseded,
	domain.StatusRejected, domain.StatusRetracted,
}

func joinStatuses() string {
	var names []string
	for _, s := range statuses[1:] {
		names = append(names, string(s))
	}
	return strings.Join(names, ", ")
}

func listArticles(cmd *cobra.Command, lines []domain.ArticleLine, limit int) error {
	if len(lines) == 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), "No articles.")
		return nil
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NO\tREAD\tSOURCE\tLANGUAGE\tTRANSLATIONS\tHEADLINE")
	for _, l := range lines {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", l.ID, l.Read.Local().Format("2006-01-02 15:04"), l.SourceName, orUnknown(l.Lang), standing(l), l.Headline)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if len(lines) == limit {
		fmt.Fprintf(cmd.ErrOrStderr(), "There may be more: --after %d\n", lines[len(lines)-1].ID)
	}
	return nil
}

// standing says where an article's translations stand: "ar held, ru published".
func standing(l domain.ArticleLine) string {
	if !l.Retracted.IsZero() {
		return "retracted"
	}
	var parts []string
	for _, edition := range slices.Sorted(maps.Keys(l.Statuses)) {
		parts = append(parts, edition+" "+string(l.Statuses[edition]))
	}
	return cmp.Or(strings.Join(parts, ", "), "none yet")
}

func newArticleRetract(p *program) *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:   "retract ARTICLE --reason TEXT",
		Short: "Take an article away from readers for good",
		Long: "Take all translations of an article away from readers for good. Whoever opens its page is told\n" +
			"that it was retracted and why. This can't be undone.",
		Example: "  dragoman article retract 12 --reason 'The source withdrew the story.'",
		Args:    exactly("ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if strings.TrimSpace(reason) == "" {
				return fmt.Errorf("--reason says what readers are told: %w", domain.ErrInvalid)
			}
			return p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
				v, err := findArticle(ctx, tx.Reader, args[0])
				if err != nil {
					return err
				}
				if err := tx.RetractArticle(ctx, v.Article, strings.TrimSpace(reason), time.Now()); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "Retracted article %d: %s\n", v.Article, v.Content.Headline)
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "`text` that readers are told")
	return cmd
}
