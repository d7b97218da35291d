package source

import (
	"net/url"
	"slices"
	"testing"
)

func mustURL(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestClean(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"HTTP://News.Example:80", "http://news.example/"},
		{"https://news.example:443/a", "https://news.example/a"},
		{"https://news.example:8443/a", "https://news.example:8443/a"},
		{"https://user:secret@news.example/a", "https://news.example/a"},
		{"https://news.example./a", "https://news.example/a"},
		{"https://новости.example/", "https://xn--b1amnebsh.example/"},
		{"http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"},
		{"https://news.example/a?utm_source=x&utm_campaign=y", "https://news.example/a"},
		{"https://news.example/a?UTM_Source=x&id=1&fbclid=2", "https://news.example/a?id=1"},
		{"https://news.example/a?id=%D1%8F&b", "https://news.example/a?id=%D1%8F&b"},
		{"https://news.example/a#comments", "https://news.example/a"},
		{"https://news.example/#!/a", "https://news.example/#!/a"},
		{"https://news.example/%7Ea/%e2%82%ac", "https://news.example/~a/%E2%82%AC"},
		{"https://news.example/a%2Fb", "https://news.example/a%2Fb"},
		{"https://news.example/a/./b/../c/", "https://news.example/a/c/"},
		{"https://news.example/../../a", "https://news.example/a"},
		{"https://www.bing.com/news/apiclick.aspx?url=https%3a%2f%2fnews.example%2fa%3futm_medium%3dx", "https://news.example/a"},
		{"https://www.google.com/url?url=javascript:alert(1)", "https://www.google.com/url?url=javascript:alert(1)"},
	} {
		if got := Clean(mustURL(t, tt.in)).String(); got != tt.want {
			t.Errorf("Clean(%s) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	same := [][]string{
		{"https://news.example/a", "http://www.news.example/a/", "https://NEWS.example:443/a?utm_medium=x&ref=front#top"},
		{"https://news.example/?p=1&q=2", "https://news.example/?q=2&p=1"},
		{"https://news.example/", "http://www.news.example"},
	}
	for _, group := range same {
		for _, other := range group[1:] {
			if a, b := Key(mustURL(t, group[0])), Key(mustURL(t, other)); a != b {
				t.Errorf("%s and %s have the keys %q and %q", group[0], other, a, b)
			}
		}
	}
	different := []string{
		"https://news.example/a", "https://news.example/A", "https://news.example/a?id=1", "https://news.example/a?id=2", "https://m.news.example/a",
		"https://news.example:8443/a", "https://news.example/a%2Fb", "https://news.example/a/b", "https://news.example/#!a",
	}
	seen := map[string]string{}
	for _, s := range different {
		key := Key(mustURL(t, s))
		if other, ok := seen[key]; ok {
			t.Errorf("%s and %s have the same key %q", s, other, key)
		}
		seen[key] = s
	}
}

func TestVariants(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"https://news.example/a", nil},
		{"https://m.news.example/a", []string{"https://news.example/a", "https://www.news.example/a"}},
		{"https://news.example/a/amp/", []string{"https://news.example/a"}},
		{"https://news.example/amp/a", []string{"https://news.example/a"}},
		{"https://news.example/a.amp.html", []string{"https://news.example/a.html"}},
		{"https://news.example/a?amp=1&id=2", []string{"https://news.example/a?id=2"}},
		{"https://m.example/", nil},
		{"https://news.example/camp/site", nil},
	} {
		if got := Variants(mustURL(t, tt.in)); !slices.Equal(got, tt.want) {
			t.Errorf("Variants(%s) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, s := range []string{"https://news.example/a?b=1#c", "http://m.x.example/%zz", "https://l.facebook.com/l.php?u=https://a.example/", "//x", "http://[::1]/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u := resolve(nil, s)
		if u == nil {
			return
		}
		clean := Clean(u)
		again, err := url.Parse(clean.String())
		if err != nil {
			t.Fatalf("Clean(%q) = %q can't be read: %v", s, clean, err)
		}
		if resolve(nil, clean.String()) != nil && Key(again) != Key(clean) {
			t.Errorf("the key of %q is %q, of its clean form %q %q", s, Key(clean), clean, Key(again))
		}
		Variants(u)
	})
}
