package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/pipeline"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newArticleApprove(p *program) *cobra.Command {
	var edition, by, text string
	cmd := &cobra.Command{
		Use:   "approve ARTICLE --by NAME",
		Short: "Publish a translation as reviewed by a person",
		Long: "Publish the translation of an article as reviewed by the named person, who has read it beside the\n" +
			"original and answers for it. Readers see the name. It stays as it is, whatever an engine would make\n" +
			"of it later, until the article itself changes. With --text nothing else is approved than what was\n" +
			"read: dragoman article show tells the mark of the text that it shows.",
		Example: "  dragoman article show 12 --edition ru --bilingual\n  dragoman article approve 12 --edition ru --text 5f0c21aa --by 'Anna Belova'",
		Args:    exactly("ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if strings.TrimSpace(by) == "" {
				return fmt.Errorf("--by says who has read it and answers for it: %w", domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error {
				e, err := translationFor(cmd.Context(), a, args[0], edition)
				if err != nil {
					return err
				}
				if text != "" && text != textMark(e) {
					return fmt.Errorf("the translation for %s has changed since it was read: look at it again with dragoman article show: %w", e.Edition, domain.ErrInvalid)
				}
				if len(e.Content.Article.Document.Blocks) == 0 && e.Content.Article.Headline == "" {
					return fmt.Errorf("the translation for %s is %s and has no text to approve: %s: %w", e.Edition, e.Status, e.Reason, domain.ErrInvalid)
				}
				e.Status, e.Reason, e.ReviewedBy, e.ReviewedAt = domain.StatusReady, "", strings.TrimSpace(by), time.Now()
				return publishReviewed(cmd.Context(), cmd.OutOrStdout(), a, e)
			})
		},
	}
	cmd.Flags().StringVar(&edition, "edition", "", "the `edition` whose translation is approved, where there are several")
	cmd.Flags().StringVar(&by, "by", "", "`name` of the person")
	cmd.Flags().StringVar(&text, "text", "", "`mark` of the text that was read")
	return cmd
}

// textMark tells the texts of an article's translation apart.
func textMark(e domain.Edited) string {
	data, _ := json.Marshal(e.Content.Article) // plain data: it can't fail
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}

func newArticleReject(p *program) *cobra.Command {
	var edition, by, reason string
	cmd := &cobra.Command{
		Use:   "reject ARTICLE --by NAME --reason TEXT",
		Short: "Decide that a translation isn't published",
		Long: "Decide that a translation that waits isn't published. It is kept, with the reason, and stays\n" +
			"rejected until the article itself changes or somebody approves it. What readers see already is\n" +
			"taken away with dragoman article retract.",
		Example: "  dragoman article reject 12 --edition ru --by 'Anna Belova' --reason 'The quotation is wrong.'",
		Args:    exactly("ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			by, reason = strings.TrimSpace(by), strings.TrimSpace(reason)
			if by == "" || reason == "" {
				return fmt.Errorf("--by says who decides it, --reason why: %w", domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error {
				e, err := translationFor(cmd.Context(), a, args[0], edition)
				if err != nil {
					return err
				}
				if e.Status == domain.StatusPublished {
					return fmt.Errorf("readers see the translation for %s: use dragoman article retract: %w", e.Edition, domain.ErrInvalid)
				}
				e.Status, e.Reason, e.ReviewedBy, e.ReviewedAt = domain.StatusRejected, reason, by, time.Now()
				if err := a.Store.Write(cmd.Context(), func(ctx context.Context, tx *store.Tx) error { return tx.ReviewTranslation(ctx, e) }); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "Article %d is not published for %s: %s\n", e.Article, e.Edition, reason)
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&edition, "edition", "", "the `edition` whose translation is rejected, where there are several")
	cmd.Flags().StringVar(&by, "by", "", "`name` of the person")
	cmd.Flags().StringVar(&reason, "reason", "", "`text` for other editors")
	return cmd
}

// translationFor returns an article's translation for an edition, or its only
// one.
func translationFor(ctx context.Context, a *app.App, called, edition string) (domain.Edited, error) {
	v, err := findArticle(ctx, a.Store.Reader, called)
	if err != nil {
		return domain.Edited{}, err
	}
	all, err := a.Store.TranslationsOf(ctx, v.Article)
	if err != nil {
		return domain.Edited{}, err
	}
	var ids []string
	for _, e := range all {
		if e.Edition == edition {
			return e, nil
		}
		ids = append(ids, e.Edition)
	}
	switch {
	case len(all) == 0:
		return domain.Edited{}, fmt.Errorf("article %d has no translation yet: %w", v.Article, domain.ErrNotFound)
	case edition != "":
		return domain.Edited{}, fmt.Errorf("article %d has no translation for %s; it has: %s: %w", v.Article, edition, strings.Join(ids, ", "), domain.ErrNotFound)
	case len(all) > 1:
		return domain.Edited{}, fmt.Errorf("article %d has translations for %s: say which as in --edition %s: %w", v.Article, strings.Join(ids, ", "), ids[0], domain.ErrInvalid)
	}
	return all[0], nil
}

// publishReviewed keeps what a person decided of a translation, which may be
// the person's own and new, and enqueues its publication.
func publishReviewed(ctx context.Context, w io.Writer, a *app.App, e domain.Edited) error {
	wire, err := a.Wire(ctx, app.WorkNothing)
	if err != nil {
		return err
	}
	v, err := a.Store.Version(ctx, e.Version)
	if err != nil {
		return err
	}
	err = a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		for _, pair := range memory.Of(v.Content, e) {
			if err := tx.PutMemory(ctx, pair, memory.KeysOf(pair.Source, pair.From, pair.To)); err != nil {
				return err
			}
		}
		if e.ID == 0 {
			if e.ID, _, err = tx.PutTranslation(ctx, e); err != nil {
				return err
			}
		}
		if err := tx.ReviewTranslation(ctx, e); err != nil {
			return err
		}
		_, err = wire.Queue.Enqueue(ctx, tx, pipeline.Publish{Translation: e.ID, Made: e.ReviewedAt.UnixMicro()})
		return err
	})
	if err == nil {
		done := "reviewed"
		if e.Content.Human() && e.Content.Chain[0].Model == e.ReviewedBy {
			done = "translated"
		}
		fmt.Fprintf(w, "Article %d for %s is to be published, as %s by %s: %s\n", e.Article, e.Edition, done, e.ReviewedBy, e.Content.Article.Headline)
		sayWhoWorks(w)
	}
	return err
}

// sayWhoWorks tells what becomes of a job that was enqueued.
func sayWhoWorks(w io.Writer) {
	fmt.Fprintln(w, "The process that runs dragoman serve does it; if none does, dragoman poll --once.")
}

func newArticleRetranslate(p *program) *cobra.Command {
	var edition string
	cmd := &cobra.Command{
		Use:   "retranslate ARTICLE",
		Short: "Translate an article again",
		Long: "Translate an article again, for all its editions or one: after a model, a term or a rule has\n" +
			"changed. What a person has reviewed stays as it is, and so does what was retracted.",
		Example: "  dragoman article retranslate 12 --edition ru",
		Args:    exactly("ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error { return retranslate(cmd, a, args[0], edition) })
		},
	}
	cmd.Flags().StringVar(&edition, "edition", "", "only for this `edition`")
	return cmd
}

func retranslate(cmd *cobra.Command, a *app.App, called, edition string) error {
	ctx, out := cmd.Context(), cmd.OutOrStdout()
	v, err := findArticle(ctx, a.Store.Reader, called)
	if err != nil {
		return err
	}
	s, err := a.Store.Source(ctx, v.Source)
	if err != nil {
		return err
	}
	editions := s.Editions
	if edition != "" {
		if _, err := findEdition(ctx, a.Store.Reader, edition); err != nil {
			return err
		}
		editions = []string{edition}
	}
	made, err := a.Store.TranslationsOf(ctx, v.Article)
	if err != nil {
		return err
	}
	settled := map[string]string{} // why an edition's translation stays, by edition
	for _, e := range made {
		switch {
		case e.Status == domain.StatusRetracted:
			settled[e.Edition] = "it was retracted"
		case e.Version == v.ID && !e.ReviewedAt.IsZero():
			settled[e.Edition] = e.ReviewedBy + " has reviewed it"
		}
	}
	wire, err := a.Wire(ctx, app.WorkNothing)
	if err != nil {
		return err
	}
	asked := 0
	err = a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, id := range editions {
			if why := settled[id]; why != "" {
				fmt.Fprintf(out, "Left alone for %s: %s\n", id, why)
				continue
			}
			if _, err := wire.Queue.Enqueue(ctx, tx, pipeline.Translate{Version: v.ID, Edition: id, Again: time.Now().UnixMicro()}); err != nil {
				return err
			}
			asked++
		}
		return nil
	})
	if err != nil {
		return err
	}
	if asked > 0 {
		fmt.Fprintf(out, "Article %d is to be translated again for %s: %s\n", v.Article, number(asked, "edition"), v.Content.Headline)
		sayWhoWorks(out)
	}
	return nil
}
