package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// maxIndexBytes bounds a registry's JSON; Mozilla's has some hundred kilobytes.
const maxIndexBytes = 32 << 20

// Offers asks the registry which models it has, sorted by direction, the best
// of each first.
func (s *Store) Offers(ctx context.Context) ([]Offer, error) {
	i, err := s.index(ctx)
	return i.offers, err
}

func (s *Store) index(ctx context.Context) (index, error) {
	data, err := s.get(ctx, s.config.Address, maxIndexBytes)
	if err != nil {
		return index{}, fmt.Errorf("read the registry of models: %w", err)
	}
	return parseIndex(data, s.config.Address)
}

// choose returns the best offer for a direction, of an architecture unless
// that is empty.
func (i index) choose(from, to, architecture string) (Offer, error) {
	var others []string
	for _, o := range i.offers {
		if o.From != from || o.To != to {
			continue
		}
		if architecture == "" || o.Architecture == architecture {
			return o, nil
		}
		others = append(others, o.Architecture)
	}
	if len(others) > 0 {
		return Offer{}, fmt.Errorf("the registry has no model %s-%s of the architecture %q, but of %s: %w",
			from, to, architecture, strings.Join(others, " and "), domain.ErrNotFound)
	}
	if err := i.broken[from+"-"+to]; err != nil {
		return Offer{}, err
	}
	return Offer{}, i.notOffered(from, to)
}

// notOffered says what can be done instead of a direction that isn't offered.
func (i index) notOffered(from, to string) error {
	var outOf, into []string // the languages next to from and to
	for _, o := range i.offers {
		if o.From == from && !slices.Contains(outOf, o.To) {
			outOf = append(outOf, o.To)
		}
		if o.To == to && !slices.Contains(into, o.From) {
			into = append(into, o.From)
		}
	}
	advice := ""
	pivots := slices.DeleteFunc(slices.Clone(outOf), func(l string) bool { return !slices.Contains(into, l) })
	switch {
	case len(pivots) > 0:
		p := pivots[0]
		if slices.Contains(pivots, "en") {
			p = "en"
		}
		advice = fmt.Sprintf("; it can be translated through %s: dragoman models pull %s-%s and dragoman models pull %s-%s",
			strings.Join(pivots, " or "), from, p, p, to)
	case len(outOf) > 0 && len(into) > 0:
		advice = fmt.Sprintf("; from %s it has models to %s, and to %s from %s", from, strings.Join(outOf, ", "), to, strings.Join(into, ", "))
	case len(outOf) > 0:
		advice = fmt.Sprintf("; from %s it has models to %s, but none to %s", from, strings.Join(outOf, ", "), to)
	case len(into) > 0:
		advice = fmt.Sprintf("; to %s it has models from %s, but none from %s", to, strings.Join(into, ", "), from)
	}
	return fmt.Errorf("the registry has no model from %s to %s%s: %w", from, to, advice, domain.ErrNotFound)
}
