package source

import (
	"net/url"
	"strings"
	"time"
)

// identify gives each item its id and key, and leaves out repetitions.
//
// An item is known by its page. Where that can't be (it has none, or its link
// leads to the front page or where most others lead), it is known by its id;
// where that can't be either, by its text.
func (p *parser) identify() {
	items := p.feed.Items
	pages := map[string]int{}
	for i := range items {
		if items[i].URL != "" {
			items[i].Key = keyOf(items[i].URL)
			pages[items[i].Key]++
		}
	}
	site := keyOf(p.feed.Site)
	for i := range items {
		if it := &items[i]; it.Key != "" && p.shared(it.Key, site, pages[it.Key], len(items)) {
			p.wrong.add("shared-link", it.URL)
			it.Key, it.URL = "", ""
		}
	}
	lies := ambiguous(items)
	for i := range items {
		it := &items[i]
		switch unique := it.ID != "" && !lies[it.ID]; {
		case it.Key != "":
		case unique:
			it.Key = p.within("id", it.ID)
		default:
			it.Key = p.within("text", digest(it.Title, it.Summary))
		}
		switch {
		case it.ID == "" && p.feed.Kind != KindPage:
			p.wrong.add("missing-id", "")
		case lies[it.ID] && it.ID != "":
			p.wrong.add("duplicate-id", it.ID)
		}
		if it.ID == "" || lies[it.ID] {
			it.ID = it.Key
		}
	}
	p.feed.Items = p.withoutRepeats(items)
}

// shared reports whether a page, to which n of all items lead, is no page of
// an item's own; site is the key of the feed's. In a list of pages every page is
// meant.
func (p *parser) shared(key, site string, n, all int) bool {
	switch p.feed.Kind {
	case KindSitemap, KindNewsSitemap, KindPage:
		return false
	default:
		return !strings.ContainsAny(key, "/?#") || key == site || n > 2 && 2*n > all
	}
}

// ambiguous returns the ids that stand for several pages, or several texts
// where there are no pages.
func ambiguous(items []Item) map[string]bool {
	first, lies := map[string]string{}, map[string]bool{}
	for i := range items {
		page := items[i].Key
		if page == "" { // without pages, what differs is the text
			page = "\x00" + items[i].Title + "\x00" + items[i].Summary
		}
		if other, seen := first[items[i].ID]; seen && other != page {
			lies[items[i].ID] = true
		}
		first[items[i].ID] = page
	}
	return lies
}

// within returns a key that is good within this feed only.
func (p *parser) within(kind, s string) string {
	feed := ""
	if p.body.URL != nil {
		feed = Key(p.body.URL)
	}
	return feed + " " + kind + "=" + s
}

func keyOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return Key(u)
}

// withoutRepeats keeps the latest of the items with one key, in the place of
// the first.
func (p *parser) withoutRepeats(items []Item) []Item {
	at := make(map[string]int, len(items))
	ids := make(map[string]bool, len(items))
	out := items[:0]
	for _, it := range items {
		i, seen := at[it.Key]
		if seen {
			p.wrong.add("duplicate", strings.TrimSpace(it.Title+" "+it.Link))
			if latest(it).After(latest(out[i])) {
				it.ID = out[i].ID
				out[i] = it
			}
			continue
		}
		if ids[it.ID] { // an id that looks like another's key
			it.ID = digest(it.ID, it.Key)
		}
		at[it.Key], ids[it.ID] = len(out), true
		out = append(out, it)
	}
	return out
}

func latest(i Item) time.Time {
	if i.Updated.After(i.Published) {
		return i.Updated
	}
	return i.Published
}
