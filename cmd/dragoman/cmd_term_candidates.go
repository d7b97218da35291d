package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/termbase/learn"
	"github.com/dragoman-news/dragoman/internal/ui"
)

// maxProposed is how many new terms one look proposes for an edition: what a person reads.
const maxProposed = 200

func newTermCandidates(p *program) *cobra.Command {
	var learning, asJSON bool
	var least, articles int
	var edition, kind string
	cmd := &cobra.Command{
		Use:   "candidates",
		Short: "List the terms that are proposed, or propose what translated articles name often",
		Long: "List the terms that wait for a person, each with how often it was met and a sentence with its\n" +
			"translation: dragoman term accept or reject. What is translated in several ways is listed first.\n\n" +
			"With --learn, read the latest translated articles first and propose persons, organisations, places\n" +
			"and expressions that recur in them, with what most of their translations have, at most 200 at a time.\n" +
			"Look at each before you accept it: most may be wrong together, or the right word in a wrong case,\n" +
			"which dragoman term add mends. What was rejected isn't proposed again.",
		Example: "  dragoman term candidates --learn --least 5\n  dragoman term accept 12 14 --kind organisation\n  dragoman term reject 13",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if least < 2 || articles < 1 {
				return fmt.Errorf("--least must be 2 or more, --articles 1 or more: %w", domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error {
				ctx := cmd.Context()
				if learning {
					look := termLook{store: a.Store, articles: articles, least: least, progress: ui.NewProgress(cmd.ErrOrStderr())}
					n, err := look.editions(ctx, edition)
					look.progress.Wait()
					if err != nil {
						return err
					}
					fmt.Fprintf(cmd.ErrOrStderr(), "Translated articles read: %d, new terms: %d\n", look.read, n)
					if look.more {
						fmt.Fprintln(cmd.ErrOrStderr(), "There are more: decide on these, then look again")
					}
				}
				all, err := termFilter{edition: edition, kind: kind, status: string(domain.TermCandidate)}.all(ctx, a.Store.Reader)
				switch {
				case err != nil:
					return err
				case asJSON:
					return printJSON(cmd.OutOrStdout(), append([]domain.Term{}, all...))
				case len(all) == 0 && learning:
					fmt.Fprintln(cmd.ErrOrStderr(), "No terms wait. More articles, or a smaller --least, may show some")
					return nil
				case len(all) == 0:
					fmt.Fprintln(cmd.ErrOrStderr(), "No terms wait. Look for some: dragoman term candidates --learn")
					return nil
				}
				showCandidates(cmd.OutOrStdout(), learn.Sorted(all))
				fmt.Fprintln(cmd.ErrOrStderr(), "Decide on these by number: dragoman term accept or reject")
				return nil
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&learning, "learn", false, "look through the latest articles first")
	flags.IntVar(&least, "least", 3, "with --learn: `sentences` that a term must be met in")
	flags.IntVar(&articles, "articles", 1000, "with --learn: how `many` of the latest articles are read")
	flags.StringVar(&edition, "edition", "", "`edition` that is meant (default: all)")
	flags.StringVar(&kind, "kind", "", "list only this `kind`: person, place, organisation or expression")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// showCandidates writes each term on a line, and below it what its note says.
func showCandidates(out io.Writer, all []domain.Term) {
	for _, t := range all {
		edition := ""
		if t.Edition != "" {
			edition = ", edition " + t.Edition
		}
		seen := ""
		if t.Seen > 0 {
			seen = fmt.Sprintf(", met %d times", t.Seen)
		}
		fmt.Fprintf(out, "%d  %s (%s%s%s)\n", t.ID, formsLine(t), t.Kind, seen, edition)
		for line := range strings.SplitSeq(t.Note, "\n") {
			if line != "" {
				fmt.Fprintf(out, "      %s\n", line)
			}
		}
	}
}

// termLook looks for terms in the latest translations.
type termLook struct {
	store           *store.Store
	articles, least int
	progress        *ui.Progress
	read            int  // translations
	more            bool // there were more than maxProposed
}

// editions proposes terms for an edition, or for each, and returns how many are new.
func (l *termLook) editions(ctx context.Context, edition string) (int, error) {
	editions, err := l.store.Editions(ctx)
	if err != nil {
		return 0, err
	}
	if err := checkEdition(ctx, l.store.Reader, edition); err != nil {
		return 0, err
	}
	total := 0
	for _, e := range editions {
		if edition != "" && e.ID != edition {
			continue
		}
		n, err := l.edition(ctx, e)
		if err != nil {
			return total, fmt.Errorf("edition %s: %w", e.ID, err)
		}
		total += n
	}
	return total, nil
}

// edition proposes terms for one edition, whatever languages its articles are in.
func (l *termLook) edition(ctx context.Context, e domain.Edition) (added int, err error) {
	learners, err := l.learners(ctx, e)
	if err != nil {
		return 0, err
	}
	approved, err := l.store.ApprovedTerms(ctx, e.ID)
	if err != nil {
		return 0, err
	}
	known := termbase.New(approved)
	var found []domain.Term
	for _, learner := range learners {
		found = append(found, learner.Terms(l.least, known)...)
	}
	more := false
	err = l.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		added, more = 0, false
		for _, t := range learn.Sorted(found) {
			if added == maxProposed {
				more = true
				break
			}
			t.Edition = e.ID
			isNew, err := tx.ProposeTerm(ctx, t, time.Now())
			if err != nil {
				return err
			}
			if isNew {
				added++
			}
		}
		return nil
	})
	l.more = l.more || more
	return added, err
}

// learners read the latest translations of an edition, one per language of originals.
func (l *termLook) learners(ctx context.Context, e domain.Edition) (map[string]*learn.Learner, error) {
	lines, err := latestArticles(ctx, l.store, e.ID, l.articles)
	if err != nil {
		return nil, err
	}
	task := l.progress.Start("articles in "+e.ID, int64(len(lines)), ui.Items)
	defer task.End()
	learners := map[string]*learn.Learner{}
	for i, line := range lines {
		task.Set(int64(i), int64(len(lines)))
		version, err := l.store.Article(ctx, line.ID)
		if err != nil {
			return nil, err
		}
		t, err := l.store.TranslationOf(ctx, version.ID, e.ID)
		if errors.Is(err, domain.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		learner := learners[t.Content.From]
		if learner == nil {
			learner = learn.New(t.Content.From, e.Lang)
			learners[t.Content.From] = learner
		}
		learner.Add(sentencePairs(version.Content, t.Content))
		l.read++
	}
	return learners, nil
}

// latestArticles lists so many articles that are translated for an edition.
func latestArticles(ctx context.Context, s *store.Store, edition string, articles int) (lines []domain.ArticleLine, err error) {
	f := store.ArticleFilter{Edition: edition}
	for len(lines) < articles {
		f.Limit = min(500, articles-len(lines))
		page, err := s.Articles(ctx, f)
		if err != nil || len(page) == 0 {
			return lines, err
		}
		lines = append(lines, page...)
		f.After = page[len(page)-1].ID
	}
	return lines, nil
}

// sentencePairs returns an article's segments and their translations, its headline first.
func sentencePairs(original domain.Article, t domain.Translation) (sources, targets []string) {
	from, to := original.Texts(), t.Article.Texts()
	for _, s := range t.Segments {
		source, ok := from[s.Place()].Cut(s.Source)
		target, has := to[s.Place()].Cut(s.Target)
		if ok && has {
			sources, targets = append(sources, source.Text), append(targets, target.Text)
		}
	}
	return sources, targets
}
