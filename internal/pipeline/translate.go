package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/rights"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/budget"
)

// Translate makes the translation of an article's version for an edition.
type Translate struct {
	Version int64  `json:"version"`
	Edition string `json:"edition"`
	// Again asks for a new translation where there is one; any number that was not
	// used before, such as the time.
	Again int64 `json:"again,omitempty"`
}

// Kind implements queue.Args.
func (Translate) Kind() string { return "translate" }

// The keys and values of an edition's settings that the pipeline reads.
const (
	SettingEngine = "engine" // the engine to use, where the source names none
	SettingCheck  = "check"  // severities of checks, as RULE=block, warn, note or off, separated by commas
	SettingGate   = "gate"   // what becomes of a translation with a blocking finding
	GateHold      = "hold"   // it waits for a person: the default
	GateMark      = "mark"   // it is published with its doubtful sentences marked
)

// translation is one run of Translate.
type translation struct {
	version domain.ArticleVersion
	source  domain.Source
	edition domain.Edition
	rights  domain.Rights
	again   bool // a new one is asked for
	made    bool // there is one with a text
}

func (p *Pipeline) translate(ctx context.Context, job Translate) error {
	t, stale, err := p.toTranslate(ctx, job)
	if err != nil || stale {
		return err
	}
	if edited, done := t.withoutTranslating(); done {
		return p.keepTranslation(ctx, t, edited)
	}
	start := time.Now()
	edited, err := p.makeTranslation(ctx, t)
	if err != nil {
		return err
	}
	if t.made && len(edited.Content.Segments) == 0 && edited.Status != domain.StatusReady {
		return fmt.Errorf("not translated again, and the translation that is there stays: %s: %w", edited.Reason, domain.ErrPermanent)
	}
	p.log.InfoContext(ctx, "translated", "article", t.version.Article, "version", t.version.Number, "edition", t.edition.ID,
		"status", edited.Status, "segments", len(edited.Content.Segments), "took", time.Since(start), "reason", edited.Reason)
	return p.keepTranslation(ctx, t, edited)
}

// toTranslate reads what a job is about. It is stale when there is a later
// version, or when its translation is made.
func (p *Pipeline) toTranslate(ctx context.Context, job Translate) (t translation, stale bool, err error) {
	t.again = job.Again != 0
	if t.version, err = p.store.Version(ctx, job.Version); err != nil {
		return t, false, err
	}
	latest, err := p.store.Article(ctx, t.version.Article)
	if err != nil {
		return t, false, err
	}
	if latest.ID != t.version.ID {
		return t, true, nil
	}
	_, err = p.store.RetractedIn(ctx, job.Edition, t.version.Article)
	if err == nil || !errors.Is(err, domain.ErrNotFound) {
		return t, err == nil, err
	}
	made, err := p.store.TranslationOf(ctx, job.Version, job.Edition)
	switch {
	case err == nil && made.Status != domain.StatusWaiting && !t.again:
		return t, true, nil
	case err != nil && !errors.Is(err, domain.ErrNotFound):
		return t, false, err
	}
	t.made = len(made.Content.Segments) > 0
	if t.source, err = p.store.Source(ctx, t.version.Source); err != nil {
		return t, false, err
	}
	if t.edition, err = p.store.Edition(ctx, job.Edition); err != nil {
		return t, false, err
	}
	t.rights = rights.Decide(t.source.Mode, t.version.Content.Licence)
	return t, false, nil
}

// as returns an edited translation without a text.
func (t translation) as(status domain.TranslationStatus, reason string) domain.Edited {
	return domain.Edited{
		Version: t.version.ID, Edition: t.edition.ID, Status: status, Reason: reason, Rights: t.rights,
		Content: domain.Translation{From: t.version.Content.Lang, To: t.edition.Lang},
	}
}

// withoutTranslating returns what is kept of an article that isn't to be
// translated for the edition.
func (t translation) withoutTranslating() (e domain.Edited, done bool) {
	from := t.version.Content.Lang
	switch {
	case t.rights.Limit == domain.ModeMonitor: // the operator's own mode leaves a translation for editors
		return t.as(domain.StatusSkipped, strings.Join(t.rights.Reasons, " ")), true
	case from == "":
		return t.as(domain.StatusSkipped, "Its language can't be told: give the source a language."), true
	case lang.Base(from) == lang.Base(t.edition.Lang):
		return t.as(domain.StatusSkipped, fmt.Sprintf("It is in %s already, the edition's language.", lang.Name(t.edition.Lang, "en"))), true
	default:
		return e, false
	}
}

// makeTranslation translates and checks.
func (p *Pipeline) makeTranslation(ctx context.Context, t translation) (domain.Edited, error) {
	content := t.version.Content
	router, err := p.Router(t.engine())
	if errors.Is(err, domain.ErrNotFound) {
		return t.as(domain.StatusWaiting, err.Error()), nil
	}
	if err != nil {
		return domain.Edited{}, err
	}
	before, err := p.recall(ctx, t)
	if err != nil {
		return domain.Edited{}, err
	}
	approved, err := p.store.ApprovedTerms(ctx, t.edition.ID)
	if err != nil {
		return domain.Edited{}, err
	}
	terms := termbase.New(approved)
	checker, err := t.checker(terms)
	if err != nil {
		return domain.Edited{}, err
	}
	recall := p.remembered(ctx, t, before, terms.Pair(content.Lang, t.edition.Lang), checker)
	made, err := translate.Article(budget.WithSource(ctx, t.source.ID), content, translate.Options{
		From: content.Lang, To: t.edition.Lang, Router: router, Recall: recall,
		Identify: lang.Sure, Terms: terms,
	})
	switch {
	case ctx.Err() != nil:
		return domain.Edited{}, ctx.Err()
	case errors.Is(err, translate.ErrQuota), errors.Is(err, translate.ErrUnavailable) && errors.Is(err, domain.ErrPermanent):
		return t.as(domain.StatusWaiting, err.Error()), nil // for money, or for a key that is good: reconcile tries again
	case errors.Is(err, domain.ErrRateLimited):
		return domain.Edited{}, err
	case errors.Is(err, domain.ErrNotFound):
		return t.as(domain.StatusWaiting, err.Error()), nil
	case errors.Is(err, domain.ErrInvalid):
		return t.as(domain.StatusSkipped, err.Error()), nil
	case errors.Is(err, domain.ErrPermanent), errors.Is(err, domain.ErrForbidden):
		e := t.as(domain.StatusHeld, err.Error())
		e.Content.Article = content
		return e, nil
	case err != nil:
		return domain.Edited{}, err
	}
	checker.Translation(content, &made)
	if err := p.dismiss(ctx, t, &made); err != nil {
		return domain.Edited{}, err
	}
	e := t.as(domain.StatusReady, "")
	e.Content = made
	if blocking := blocked(made.Segments); len(blocking) > 0 && t.edition.Settings[SettingGate] != GateMark {
		e.Status, e.Reason = domain.StatusHeld, strings.Join(blocking, " ")
	}
	return e, nil
}

// checker checks as the edition asks, and the source more than that.
func (t translation) checker(terms *termbase.Base) (*check.Checker, error) {
	c := check.Config{From: t.version.Content.Lang, To: t.edition.Lang, Lang: t.edition.Lang, Terms: terms}
	var settings []string
	if checks := t.edition.Settings[SettingCheck]; checks != "" {
		settings = strings.Split(checks, ",")
	}
	if err := c.Adjust(append(settings, t.source.Checks...)...); err != nil {
		return nil, err
	}
	return check.New(c)
}

func (t translation) engine() string {
	return cmp.Or(t.source.Engine, t.edition.Settings[SettingEngine])
}

// maxReasons is how many findings the reason of a held translation tells.
const maxReasons = 3

// blocked returns the messages of the findings that a person must look at.
func blocked(segments []domain.Segment) []string {
	var out []string
	for _, s := range segments {
		for _, f := range s.Findings {
			if f.Severity == domain.SeverityBlock && !slices.Contains(out, f.Message) && len(out) < maxReasons {
				out = append(out, f.Message)
			}
		}
	}
	return out
}

// keepTranslation keeps a translation and enqueues its publication.
func (p *Pipeline) keepTranslation(ctx context.Context, t translation, e domain.Edited) error {
	e.Made = p.now()
	if e.Status != domain.StatusReady {
		p.log.InfoContext(ctx, "translation not ready", "article", t.version.Article, "edition", t.edition.ID, "status", e.Status, "reason", e.Reason)
	}
	err := p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, changed, err := tx.PutTranslation(ctx, e)
		if err != nil || !changed || e.Status != domain.StatusReady || t.source.Mode == domain.ModeMonitor {
			return err
		}
		return p.enqueue(ctx, tx, Publish{Translation: id, Made: e.Made.UnixMicro()})
	})
	if err == nil && t.again {
		p.Purge(t.edition.ID) // what is held now may have been published
	}
	return err
}
