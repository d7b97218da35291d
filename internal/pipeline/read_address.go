package pipeline

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

// claim is an address where a page may be found.
type claim struct {
	domain.Address
	guess bool // the page doesn't say so itself
}

// claimsOf returns the addresses of a page: where it was read, what it calls its
// own, and what may show the same page.
func claimsOf(addresses ...string) []claim {
	var out []claim
	add := func(u *url.URL, guess bool) {
		if !frontPage(u.String()) {
			out = append(out, claim{domain.Address{Key: source.Key(u), URL: u.String()}, guess})
		}
	}
	for _, address := range addresses {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" {
			continue
		}
		add(u, false)
		for _, variant := range source.Variants(u) {
			if v, err := url.Parse(variant); err == nil {
				add(v, true)
			}
		}
	}
	return out
}

// frontPage reports whether an address is that of a whole site. Sites lead there
// from articles that are gone.
func frontPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && !strings.ContainsAny(source.Key(u), "/?#")
}

// sameAddresses returns the addresses that identify what was read: the item's
// own, and of those that the page claims the ones where nothing else is found.
// Sites give a wrong canonical address, or lead many addresses to one page;
// believed, that would make one article of many.
func sameAddresses(ctx context.Context, tx *store.Tx, item domain.Item, got page) ([]domain.Address, error) {
	out := []domain.Address{{Key: item.Key, URL: cmp.Or(item.URL, item.ContentBase)}}
	for _, c := range got.claims {
		there, err := tx.ArticleByAddress(ctx, c.Key)
		switch {
		case errors.Is(err, domain.ErrNotFound):
			if !c.guess {
				out = append(out, c.Address)
			}
		case err != nil:
			return nil, err
		case there.Article == item.Article || sameStory(there.Content, got.content):
			out = append(out, c.Address)
		}
	}
	return out, nil
}

// sameStory reports whether two articles are one text, perhaps changed in
// between: they have their headline or most of their paragraphs in common.
func sameStory(a, b domain.Article) bool {
	if fold(a.Headline) == fold(b.Headline) && a.Headline != "" {
		return true
	}
	paragraphs := map[string]bool{}
	for _, t := range a.Document.Texts() {
		paragraphs[fold(t.Text)] = true
	}
	common, all := 0, 0
	for _, t := range b.Document.Texts() {
		all += len(t.Text)
		if paragraphs[fold(t.Text)] {
			common += len(t.Text)
		}
	}
	return 2*common > all
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
