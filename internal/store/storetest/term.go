package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func term(edition, name, target string) domain.Term {
	return domain.Term{
		Edition: edition, Kind: domain.TermPerson, Status: domain.TermApproved, Note: "a note", Origin: "editor",
		Forms: []domain.TermForm{{Lang: "en", Text: name}, {Lang: "ru", Text: target, Variants: []string{"Вар"}, Forbidden: []string{"Нет"}, Inflection: domain.InflectFixed}},
	}
}

func testTerm(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	put := func(one domain.Term) (id int64, added bool) {
		t.Helper()
		x.must(func(tx *store.Tx) (err error) {
			id, added, err = tx.PutTerm(t.Context(), one, now)
			return err
		})
		return id, added
	}
	shared, added := put(term("", "Waltz", "Уолтц"))
	if !added {
		t.Error("a new term isn't added")
	}
	own, _ := put(term("ru", "Waltz", "Волц"))
	changed := term("", "Waltz", "Уолтс")
	changed.Keep, changed.Exact = true, true
	if id, added := put(changed); id != shared || added {
		t.Errorf("the same name became term %d, added %v", id, added)
	}
	got, err := s.Term(t.Context(), shared)
	changed.ID, changed.Changed = shared, now
	if diff := cmp.Diff(changed, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	x.must(func(tx *store.Tx) error {
		return tx.SetTermStatus(t.Context(), own, domain.TermRejected, now.Add(time.Second))
	})
	ids := func(f store.TermFilter) (out []int64) {
		t.Helper()
		all, err := s.Terms(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			out = append(out, one.ID)
		}
		return out
	}
	other, _ := put(term("uk", "Waltz", "Волтц"))
	for name, tt := range map[string]struct {
		f    store.TermFilter
		want []int64
	}{
		"all":      {store.TermFilter{}, []int64{shared, own, other}},
		"shared":   {store.TermFilter{Shared: true}, []int64{shared}},
		"own":      {store.TermFilter{Edition: "ru"}, []int64{own}},
		"both":     {store.TermFilter{Edition: "ru", Shared: true}, []int64{shared, own}},
		"status":   {store.TermFilter{Status: domain.TermRejected}, []int64{own}},
		"kind":     {store.TermFilter{Kind: domain.TermPlace}, nil},
		"page":     {store.TermFilter{After: shared, Limit: 1}, []int64{own}},
		"next one": {store.TermFilter{After: other}, nil},
	} {
		if diff := cmp.Diff(tt.want, ids(tt.f)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if approved, err := s.ApprovedTerms(t.Context(), "ru"); err != nil || len(approved) != 1 || approved[0].ID != shared {
		t.Errorf("approved for ru: %+v, %v", approved, err)
	}
	x.must(func(tx *store.Tx) error {
		err := tx.PutEdition(t.Context(), domain.Edition{ID: "uk", Lang: "uk"})
		return errors.Join(err, tx.RemoveEdition(t.Context(), "uk"))
	})
	if _, err := s.Term(t.Context(), other); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a term of an edition that is gone: %v", err)
	}
	x.must(func(tx *store.Tx) error { return tx.RemoveTerm(t.Context(), own) })
	for name, f := range map[string]func(tx *store.Tx) error{
		"remove": func(tx *store.Tx) error { return tx.RemoveTerm(t.Context(), own) },
		"status": func(tx *store.Tx) error { return tx.SetTermStatus(t.Context(), own, domain.TermApproved, now) },
		"change": func(tx *store.Tx) error {
			gone := term("", "Nobody", "Никто")
			gone.ID = own
			_, _, err := tx.PutTerm(t.Context(), gone, now)
			return err
		},
	} {
		if err := x.write(f); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("%s of a term that is gone: %v", name, err)
		}
	}
	if _, err := s.Term(t.Context(), own); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a term that is gone: %v", err)
	}
	err = x.write(func(tx *store.Tx) error {
		twin := term("", "Waltz", "Вальц")
		twin.ID, _, err = tx.PutTerm(t.Context(), term("", "Norris", "Норрис"), now)
		if err == nil {
			_, _, err = tx.PutTerm(t.Context(), twin, now)
		}
		return err
	})
	if !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("two terms of one name: %v", err)
	}
	if err := x.write(func(tx *store.Tx) error { _, _, err := tx.PutTerm(t.Context(), domain.Term{}, now); return err }); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("an empty term: %v", err)
	}
}

func testTermProposed(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	propose := func(one domain.Term) (added bool) {
		t.Helper()
		x.must(func(tx *store.Tx) (err error) {
			added, err = tx.ProposeTerm(t.Context(), one, now)
			return err
		})
		return added
	}
	candidate := term("ru", "Norris", "Норрис")
	candidate.Seen = 3
	if !propose(candidate) {
		t.Error("a new candidate isn't added")
	}
	candidate.Seen = 5
	if propose(candidate) {
		t.Error("a candidate is added twice")
	}
	all, err := s.Terms(t.Context(), store.TermFilter{Status: domain.TermCandidate})
	if err != nil || len(all) != 1 || all[0].Seen != 5 {
		t.Fatalf("%+v, %v", all, err)
	}
	x.must(func(tx *store.Tx) error { return tx.SetTermStatus(t.Context(), all[0].ID, domain.TermRejected, now) })
	if propose(candidate) {
		t.Error("what was rejected is proposed again")
	}
	x.must(func(tx *store.Tx) error {
		_, _, err := tx.PutTerm(t.Context(), term("", "Walton", "Уолтон"), now)
		return err
	})
	if propose(term("ru", "Walton", "Валтон")) {
		t.Error("what all editions have is proposed to one")
	}
	if got, err := s.Term(t.Context(), all[0].ID); err != nil || got.Status != domain.TermRejected {
		t.Errorf("%+v, %v", got, err)
	}
}
