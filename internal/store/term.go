package store

import (
	"context"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const termColumns = `id, edition, kind, status, forms, keep, exact, note, origin, seen, changed`

func scanTerm(row scanner) (t domain.Term, err error) {
	return t, row.Scan(&t.ID, &t.Edition, &t.Kind, &t.Status, encoded{&t.Forms}, &t.Keep, &t.Exact, &t.Note, &t.Origin, &t.Seen, instant{&t.Changed})
}

// TermFilter says which terms Terms returns; what is zero narrows nothing.
type TermFilter struct {
	Edition string // that edition's own, and the shared ones with Shared
	Shared  bool   // those of all editions
	Status  domain.TermStatus
	Kind    domain.TermKind
	After   int64 // the identifier of the last one of the page before
	Limit   int   // 0 and more than 5000 are 5000
}

// Terms returns terms in the order in which they were made.
func (r Reader) Terms(ctx context.Context, f TermFilter) ([]domain.Term, error) {
	q := &condition{}
	q.and("id > ?", f.After)
	switch {
	case f.Edition != "" && f.Shared:
		q.and("edition IN (?, '')", f.Edition)
	case f.Edition != "" || f.Shared:
		q.and("edition = ?", f.Edition)
	}
	if f.Status != "" {
		q.and("status = ?", string(f.Status))
	}
	if f.Kind != "" {
		q.and("kind = ?", string(f.Kind))
	}
	query := `SELECT ` + termColumns + ` FROM term WHERE ` + q.text() + ` ORDER BY id LIMIT ` + q.argument(bounded(f.Limit, 5000))
	all, err := list(ctx, r, scanTerm, query, q.args...)
	return all, failed(err, "list terms")
}

// ApprovedTerms returns all terms that an edition uses: its own and the shared ones.
func (r Reader) ApprovedTerms(ctx context.Context, edition string) ([]domain.Term, error) {
	var all []domain.Term
	f := TermFilter{Edition: edition, Shared: true, Status: domain.TermApproved}
	for {
		page, err := r.Terms(ctx, f)
		if err != nil {
			return nil, err
		}
		if len(page) == 0 {
			return all, nil
		}
		all = append(all, page...)
		f.After = page[len(page)-1].ID
	}
}

// Term returns a term, or domain.ErrNotFound.
func (r Reader) Term(ctx context.Context, id int64) (domain.Term, error) {
	t, err := scanTerm(r.row(ctx, `SELECT `+termColumns+` FROM term WHERE id = $1`, id))
	return t, failed(err, "term %d", id)
}

// PutTerm keeps a term in the place of the one with its identifier, which must be there, or
// else in that of the edition's term whose first form is the same; where there is none, as a
// new one.
func (t *Tx) PutTerm(ctx context.Context, term domain.Term, at time.Time) (id int64, added bool, err error) {
	if err := term.Validate(); err != nil {
		return 0, false, err
	}
	first := term.Forms[0]
	if term.ID == 0 {
		ids, err := list(ctx, t.Reader, scanID, `SELECT id FROM term WHERE edition = $1 AND lang = $2 AND name = $3`, term.Edition, first.Lang, first.Text)
		if err != nil {
			return 0, false, failed(err, "keep the term %s", first.Text)
		}
		if len(ids) == 0 {
			id, err := t.addTerm(ctx, term, at)
			return id, true, failed(err, "keep the term %s", first.Text)
		}
		term.ID = ids[0]
	}
	others, err := list(ctx, t.Reader, scanID, `SELECT id FROM term WHERE edition = $1 AND lang = $2 AND name = $3 AND id <> $4`, term.Edition, first.Lang, first.Text, term.ID)
	if err != nil {
		return 0, false, failed(err, "keep the term %s", first.Text)
	}
	if len(others) > 0 {
		return 0, false, fmt.Errorf("%s is term %d already: %w", first.Text, others[0], domain.ErrInvalid)
	}
	err = t.change(ctx, `
		UPDATE term SET edition = $2, kind = $3, status = $4, lang = $5, name = $6, forms = $7, keep = $8, exact = $9, note = $10,
			origin = $11, seen = $12, changed = $13 WHERE id = $1`,
		term.ID, term.Edition, string(term.Kind), string(term.Status), first.Lang, first.Text, encoded{term.Forms}, term.Keep, term.Exact,
		term.Note, term.Origin, term.Seen, micros(at))
	return term.ID, false, failed(err, "keep the term %s", first.Text)
}

// addTerm adds a term unless there is one with its first form.
func (t *Tx) addTerm(ctx context.Context, term domain.Term, at time.Time) (int64, error) {
	first := term.Forms[0]
	ids, err := list(ctx, t.Reader, scanID, `
		INSERT INTO term (edition, kind, status, lang, name, forms, keep, exact, note, origin, seen, changed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (edition, lang, name) DO NOTHING RETURNING id`,
		term.Edition, string(term.Kind), string(term.Status), first.Lang, first.Text, encoded{term.Forms}, term.Keep, term.Exact,
		term.Note, term.Origin, term.Seen, micros(at))
	switch {
	case err != nil:
		return 0, err
	case len(ids) == 0:
		return 0, fmt.Errorf("another added it at the same moment: %w", domain.ErrInvalid)
	}
	return ids[0], nil
}

// ProposeTerm keeps a candidate. Where its edition, or all, have a term with its first
// form, it changes nothing but how often a candidate was seen and what it is; what people
// accepted or rejected stays.
func (t *Tx) ProposeTerm(ctx context.Context, term domain.Term, at time.Time) (added bool, err error) {
	term.Status = domain.TermCandidate
	if err := term.Validate(); err != nil {
		return false, err
	}
	first := term.Forms[0]
	known, err := list(ctx, t.Reader, scanTerm, `SELECT `+termColumns+` FROM term WHERE edition IN ($1, '') AND lang = $2 AND name = $3`,
		term.Edition, first.Lang, first.Text)
	if err != nil {
		return false, failed(err, "propose the term %s", first.Text)
	}
	for _, k := range known {
		if k.Status != domain.TermCandidate || k.Edition != term.Edition {
			continue
		}
		term.ID = k.ID
		_, _, err := t.PutTerm(ctx, term, at)
		return false, err
	}
	if len(known) > 0 {
		return false, nil
	}
	_, err = t.addTerm(ctx, term, at)
	return true, failed(err, "propose the term %s", first.Text)
}

// SetTermStatus accepts or rejects a term.
func (t *Tx) SetTermStatus(ctx context.Context, id int64, status domain.TermStatus, at time.Time) error {
	err := t.change(ctx, `UPDATE term SET status = $2, changed = $3 WHERE id = $1`, id, string(status), micros(at))
	return failed(err, "term %d", id)
}

// RemoveTerm forgets a term.
func (t *Tx) RemoveTerm(ctx context.Context, id int64) error {
	return failed(t.change(ctx, `DELETE FROM term WHERE id = $1`, id), "term %d", id)
}
