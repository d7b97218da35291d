package source

import (
	"slices"
	"testing"
	"time"
)

func TestHeaderLinks(t *testing.T) {
	t.Parallel()
	base := mustURL(t, "https://news.example/feed")
	for _, tt := range []struct {
		values []string
		hubs   []string
		self   string
	}{
		{nil, nil, ""},
		{[]string{`<https://hub.example/>; rel="hub", </feed.xml>; rel=self`}, []string{"https://hub.example/"}, "https://news.example/feed.xml"},
		{[]string{`<https://a.example/>;rel=hub`, `<https://b.example/>; title="a, b"; REL="x HUB"`}, []string{"https://a.example/", "https://b.example/"}, ""},
		{[]string{`<javascript:x>; rel=hub, <https://a.example/>; rel=next, <https://b.example/`, `rel=hub`, `<>; rel`}, nil, ""},
	} {
		hubs, self := HeaderLinks(tt.values, base)
		if !slices.Equal(hubs, tt.hubs) || self != tt.self {
			t.Errorf("%q: hubs %q, self %q", tt.values, hubs, self)
		}
	}
}

func TestFreshFor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		cacheControl, expires, date string
		want                        time.Duration
	}{
		{"", "", "", 0},
		{"public, Max-Age=600", "", "", 10 * time.Minute},
		{"no-cache, max-age=600", "", "", 0},
		{"max-age=-1", "", "", 0},
		{`max-age="60"`, "Mon, 23 Nov 2026 18:00:00 GMT", "", time.Minute},
		{"max-age=99999999999999", "", "", 0},
		{"private", "Mon, 23 Nov 2026 12:30:00 GMT", "", 30 * time.Minute},
		{"", "Mon, 23 Nov 2026 12:30:00 GMT", "Mon, 23 Nov 2026 12:20:00 GMT", 10 * time.Minute},
		{"", "0", "", 0},
		{"", "Mon, 23 Nov 2020 12:30:00 GMT", "", 0},
	} {
		if got := FreshFor(tt.cacheControl, tt.expires, tt.date, received); got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
}

func FuzzHeaderLinks(f *testing.F) {
	f.Add(`<https://hub.example/>; rel="hub", </feed.xml>; rel=self`)
	f.Fuzz(func(t *testing.T, s string) {
		hubs, _ := HeaderLinks([]string{s}, mustURL(t, "https://news.example/"))
		if len(hubs) > maxList {
			t.Errorf("%d hubs", len(hubs))
		}
	})
}
