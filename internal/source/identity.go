package source

import (
	"net/url"
	"strings"
	"time"
)

// identify gives each item its id and key, and leaves out repetitions.
//
// An item is known by its page. Where that can't be (it has none, or the feed
// sends many items to one page), it is known by its id; where that can't be
// either, by its text.
func (p *parser) identify() {
	items := p.feed.Items
	pages := map[string]int{}
	for i := range items {
		if items[i].URL != "" {
			items[i].Key = keyOf(items[i].URL)
			pages[items[i].Key]++
		}
	}
	lies := ambiguous(items)
	for i := range items {
		it := &items[i]
		// A page of half of the items is no page of an item.
		shared := it.Key != "" && pages[it.Key] > 2 && pages[it.Key]*2 > len(items)
		unique := it.ID != "" && !lies[it.ID]
		switch {
		case shared && unique:
			p.wrong.add("same-link", it.URL)
			it.Key = p.within("id", it.ID)
		case shared:
			p.wrong.add("same-link", it.URL)
			it.Key = p.within("text", digest(it.Title, it.Summary))
		case it.Key == "" && unique:
			it.Key = p.within("id", it.ID)
		case it.Key == "":
			it.Key = p.within("text", digest(it.Title, it.Summary))
		}
		if it.ID == "" {
			if p.feed.Kind != KindPage {
				p.wrong.add("missing-id", "")
			}
		} else if !unique {
			p.wrong.add("duplicate-id", it.ID)
		}
		if !unique {
			it.ID = it.Key
		}
	}
	p.feed.Items = p.withoutRepeats(items)
}

// ambiguous returns the ids that stand for several pages.
func ambiguous(items []Item) map[string]bool {
	first, lies := map[string]string{}, map[string]bool{}
	for _, it := range items {
		if key, seen := first[it.ID]; seen && key != it.Key {
			lies[it.ID] = true
		}
		first[it.ID] = it.Key
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
	out := items[:0]
	for _, it := range items {
		i, seen := at[it.Key]
		if !seen {
			at[it.Key] = len(out)
			out = append(out, it)
			continue
		}
		p.wrong.add("duplicate", strings.TrimSpace(it.Title+" "+it.Link))
		if latest(it).After(latest(out[i])) {
			out[i] = it
		}
	}
	return out
}

func latest(i Item) time.Time {
	if i.Updated.After(i.Published) {
		return i.Updated
	}
	return i.Published
}
