package site

import (
	"context"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// What a search that found nothing leads to.
const (
	helpWords  = 6 // of the query, each searched for alone
	helpLatest = 5
)

// searchHelp looks for what else a reader can do whose search found nothing:
// the same without filters and the words one by one, as far as that finds
// something, and the latest articles.
func (s *Site) searchHelp(ctx context.Context, v visit, q query, languages []string) (*templates.SearchHelp, error) {
	help := &templates.SearchHelp{}
	for _, other := range q.others() {
		_, total, err := s.Store.SearchEdition(ctx, other.search(v.edition.ID, languages, 1))
		if err != nil {
			return nil, err
		}
		if total == 0 {
			continue
		}
		link := templates.Link{Href: s.Addresses.Page(v.edition.ID, searchPage) + "?" + other.values().Encode(), Text: other.words, Lang: v.native()}
		if other.words == q.words {
			link.Text, link.Lang = v.text(message.SearchEverywhere, "query", name(q.words)), ""
		}
		help.Links = append(help.Links, templates.Noted{Link: link, Note: v.text(message.SearchFound, "n", v.number(total))})
	}
	latest, err := s.Store.EditionFront(ctx, store.Front{Edition: v.edition.ID, Limit: helpLatest})
	if err != nil {
		return nil, err
	}
	help.Latest, err = s.teasers(ctx, v, latest, dayOrTime)
	return help, err
}

// others returns searches that ask for less than q: without its filters, and
// for its words one by one.
func (q query) others() []query {
	var out []query
	wide := query{words: q.words, page: 1}
	if wide != q {
		out = append(out, wide)
	}
	words := strings.FieldsFunc(q.words, notWord)
	if len(words) < 2 {
		return out
	}
	for _, word := range words[:min(len(words), helpWords)] {
		one := q
		one.words, one.page = word, 1
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}
