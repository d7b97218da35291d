package rights_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/rights"
)

func TestDecide(t *testing.T) {
	t.Parallel()
	const none domain.SourceMode = ""
	for _, c := range []struct {
		kind, value string
		limit       domain.SourceMode
		noIndex     bool
	}{
		{"meta-robots", "index, follow, max-image-preview:large, max-snippet:-1", none, false},
		{"meta-robots", "NOINDEX,NOFOLLOW", none, true},
		{"meta-robots", "none", none, true},
		{"meta-robots", "noindex nofollow", none, true},
		{"meta-robots", "nosnippet", domain.ModeHeadline, false},
		{"meta-robots", "max-snippet:0", domain.ModeHeadline, false},
		{"meta-robots", "max-snippet: 160", domain.ModeExcerpt, false},
		{"meta-robots", "max-snippet:many", domain.ModeHeadline, false},
		{"meta-robots", "noarchive", domain.ModeExcerpt, false},
		{"meta-robots", "notranslate", domain.ModeMonitor, false},
		{"meta-robots", "noai, noimageai", domain.ModeMonitor, false},
		{"meta-robots", "noimageindex", none, true},
		{"meta-dragoman", "noindex", none, true},
		{"meta-googlebot", "noindex, nosnippet, notranslate", none, false},
		{"meta-bingbot", "noarchive", none, false},
		{"meta-google", "notranslate", domain.ModeMonitor, false},
		{"meta-google", "nositelinkssearchbox, noindex", none, false},
		{"html-translate", "no", domain.ModeMonitor, false},
		{"html-translate", "yes", none, false},
		{"x-robots-tag", "noindex", none, true},
		{"x-robots-tag", "googlebot: noindex, nosnippet", none, false},
		{"x-robots-tag", "googlebot: nosnippet, dragoman: noindex", none, true},
		{"x-robots-tag", "otherbot: noindex, *: nosnippet", domain.ModeHeadline, false},
		{"x-robots-tag", "Dragoman: max-snippet: 50", domain.ModeExcerpt, false},
		{"x-robots-tag", "unavailable_after: Friday, 25-Jun-27 15:00:00 PST", domain.ModeHeadline, true},
		{"x-robots-tag", "otherbot: unavailable_after: 25 Jun 2027 15:00:00 PST", none, false},
		{"tdm-reservation", "1", domain.ModeHeadline, false},
		{"tdm-reservation", "0", none, false},
		{"tdm-reservation", "yes", domain.ModeHeadline, false},
		{"tdm-policy", "https://example.com/policy.json", none, false},
		{"content-usage", "train-ai=n, search=y", none, false},
		{"content-usage", "bots=n;x=1", domain.ModeMonitor, false},
		{"content-usage", "search=n", none, true},
		{"content-usage", "bots=perhaps", domain.ModeHeadline, false},
		{"content-signal", "search=yes, ai-train=no", none, false},
		{"content-signal", "search=yes,ai-input=no", domain.ModeMonitor, false},
		{rights.KindRobotsSignal, "ai-input=no", domain.ModeMonitor, false},
		{rights.KindRobotsUsage, "bots=n", domain.ModeMonitor, false},
		{rights.KindRobotsLicence, "https://example.com/license.xml", domain.ModeHeadline, false},
		{rights.KindAIFile, "Disallow: /", domain.ModeHeadline, false},
		{rights.KindTDMFile, "1", domain.ModeHeadline, false},
		{"rsl", "https://example.com/license.xml", domain.ModeHeadline, false},
		{"link-license", `<https://example.com/l.xml>; rel="license"; type="application/rsl+xml"`, domain.ModeHeadline, false},
		{"link-license", `<https://creativecommons.org/licenses/by-nd/4.0/>; rel="license"`, domain.ModeMonitor, false},
		{"rel-license", "https://creativecommons.org/licenses/by/4.0/", none, false},
		{"rel-license", "https://creativecommons.org/licenses/by-nc-nd/4.0/deed.de", domain.ModeMonitor, false},
		{"json-ld-license", "http://creativecommons.org/licenses/by-nd/3.0/", domain.ModeMonitor, false},
		{"json-ld-license", "https://agency.example/terms", none, false},
		{"json-ld-isAccessibleForFree", "False", domain.ModeExcerpt, false},
		{"json-ld-isAccessibleForFree", "true", none, false},
		{"meta-content_tier", "locked", domain.ModeExcerpt, false},
		{"meta-content_tier", "metered", none, false},
		{"meta-ai", "disallow", domain.ModeMonitor, false},
		{"copyright", "© 2026 Agency. All rights reserved.", none, false},
		{"copyright", "© 2026 Paper, licensed under Creative Commons Attribution-NoDerivatives 4.0 International", domain.ModeMonitor, false},
		{"copyright", "© CC BY-NC-SA 4.0", none, false},
		{"json-ld-copyrightHolder", "Agency", none, false},
		{"never-heard-of", "noindex", none, false},
	} {
		got := rights.Decide(domain.ModeFull, []domain.LicenceSignal{{Kind: c.kind, Value: c.value}})
		if got.Limit != c.limit || got.NoIndex != c.noIndex {
			t.Errorf("%s: %s: limit %q, noindex %v; want %q, %v", c.kind, c.value, got.Limit, got.NoIndex, c.limit, c.noIndex)
		}
		if (got.Limit != "" || got.NoIndex) != (len(got.Reasons) > 0) && !strings.Contains(c.value, "NC") {
			t.Errorf("%s: %s: reasons %q", c.kind, c.value, got.Reasons)
		}
		for _, r := range got.Reasons {
			if !strings.HasSuffix(r, ".") || !strings.Contains(r, c.kind) {
				t.Errorf("%s: %s: %q is no sentence that names its signal", c.kind, c.value, r)
			}
		}
	}
}

func TestDecideWordsReasonsByMode(t *testing.T) {
	t.Parallel()
	signals := []domain.LicenceSignal{{Kind: "meta-robots", Value: "nosnippet, noindex"}, {Kind: "tdm-reservation", Value: "1"}}
	full, headline := rights.Decide(domain.ModeFull, signals), rights.Decide(domain.ModeHeadline, signals)
	want := []string{
		"The publisher reserves text and data mining (tdm-reservation: 1): only the headline is shown.",
		"The publisher allows no snippet of the text (meta-robots: nosnippet, noindex): only the headline is shown.",
		"The publisher keeps the page out of search engines (meta-robots: nosnippet, noindex): search engines are told to pass.",
	}
	if diff := cmp.Diff(want, full.Reasons); diff != "" {
		t.Error(diff)
	}
	if full.Limit != headline.Limit || !strings.Contains(headline.Reasons[0], "no more than that anyway") {
		t.Errorf("%+v, %+v", full, headline)
	}
}

func TestTDMPrecedence(t *testing.T) {
	t.Parallel()
	file, header, meta := rights.KindTDMFile, "tdm-reservation", "meta-tdm-reservation"
	for _, c := range []struct {
		signals  []domain.LicenceSignal
		reserved bool
	}{
		{[]domain.LicenceSignal{{Kind: file, Value: "1"}}, true},
		{[]domain.LicenceSignal{{Kind: file, Value: "1"}, {Kind: header, Value: "0"}}, false},
		{[]domain.LicenceSignal{{Kind: meta, Value: "1"}, {Kind: header, Value: "0"}, {Kind: file, Value: "0"}}, true},
		{[]domain.LicenceSignal{{Kind: header, Value: "1"}, {Kind: meta, Value: "0"}}, false},
		{[]domain.LicenceSignal{{Kind: header, Value: "0"}, {Kind: header, Value: "1"}}, true},
		{[]domain.LicenceSignal{{Kind: header, Value: "1"}, {Kind: header, Value: "0"}}, true},
	} {
		if got := rights.Decide(domain.ModeFull, c.signals).Limit == domain.ModeHeadline; got != c.reserved {
			t.Errorf("%v: reserved %v", c.signals, got)
		}
	}
}

func TestTDMRep(t *testing.T) {
	t.Parallel()
	file, err := rights.ParseTDMRep([]byte("\xef\xbb\xbf" + `[
		{"location": "/open/*.html$", "tdm-reservation": 0},
		{"location": "/open/", "tdm-reservation": "1", "tdm-policy": "https://example.com/p.json"},
		{"location": "*/wire/", "tdm-reservation": 1},
		{"location": "/odd", "tdm-reservation": true}]`))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/open/a.html": "0", "/open/a.html?x": "1", "/open/a": "1", "/x/wire/1": "1", "/news": "none", "/odd": "true"} {
		got := "none"
		if s := file.Signals(path); len(s) == 1 {
			got = s[0].Value
		}
		if got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	for _, bad := range []string{"", "{}", `[{"tdm-reservation":1}]`, `[{"location":7}]`, "[" + strings.Repeat(`{"location":"/"},`, 10_001) + `{"location":"/"}]`, strings.Repeat(" ", 1<<20) + "[]"} {
		if _, err := rights.ParseTDMRep([]byte(bad)); err == nil {
			t.Errorf("%.40q was read", bad)
		}
	}
}

func TestRobots(t *testing.T) {
	t.Parallel()
	robots, err := rights.ParseRobots("License: https://example.com/l.xml\nUser-agent: GPTBot\nContent-Usage: bots=n\nDisallow: /\n\n" +
		"User-Agent: *\nUser-agent: x\nContent-Usage: train-ai=n # comment\nContent-Usage: /paid/ bots=n\nContent-Signal: search=yes,ai-input=no\nAllow: /\n")
	if err != nil {
		t.Fatal(err)
	}
	value := func(path string) string {
		var out []string
		for _, s := range robots.Signals(path) {
			out = append(out, s.Kind+" "+s.Value)
		}
		return strings.Join(out, "; ")
	}
	if got, want := value("/news"), "robots-content-usage train-ai=n; robots-content-signal search=yes,ai-input=no; robots-license https://example.com/l.xml"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := value("/paid/1"), "robots-content-usage bots=n; robots-content-signal search=yes,ai-input=no; robots-license https://example.com/l.xml"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	ours, err := rights.ParseRobots("User-agent: *\nContent-Usage: bots=n\n\nUser-agent: Dragoman/1.0\nUser-agent: y\nContent-Usage: bots=y\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := ours.Signals("/"); len(got) != 1 || got[0].Value != "bots=y" {
		t.Errorf("a group that names us: %v", got)
	}
}

func TestAIFile(t *testing.T) {
	t.Parallel()
	file, err := rights.ParseAIFile("# Spawning\nUser-Agent: *\nDisallow: *.html\nDisallow: *.jpg\nDisallow: /archive/\nAllow: /archive/free/\n\nUser-Agent: other\nDisallow: /\n")
	if err != nil {
		t.Fatal(err)
	}
	for path, closed := range map[string]bool{"/a.html": true, "/a": true, "/": true, "/a.pdf": false, "/archive/b.pdf": true, "/archive/free/c.pdf": false} {
		if got := len(file.Signals(path)) > 0; got != closed {
			t.Errorf("%s: closed %v", path, got)
		}
	}
	long, err := rights.ParseAIFile("User-Agent: *\n" + strings.Repeat("Allow: /a\n", 20_000) + "Disallow: /archive/\n")
	if err != nil || len(long.Signals("/archive/")) == 0 {
		t.Errorf("the last line of a long file doesn't count: %v", err)
	}
}

func TestLicence(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"https://creativecommons.org/licenses/by-nc-sa/4.0/deed.ar": "CC BY-NC-SA 4.0 https://creativecommons.org/licenses/by-nc-sa/4.0/",
		"CC BY 4.0": "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/",
		"cc-by-nd":  "CC BY-ND ",
		"https://creativecommons.org/publicdomain/zero/1.0/":                 "CC0 1.0 https://creativecommons.org/publicdomain/zero/1.0/",
		"https://creativecommons.org/publicdomain/mark/1.0/":                 "Public Domain Mark https://creativecommons.org/publicdomain/mark/1.0/",
		"Creative Commons Attribution-ShareAlike 3.0 Unported":               "CC BY-SA 3.0 https://creativecommons.org/licenses/by-sa/3.0/",
		"Creative Commons Attribution Non-Commercial No Derivatives licence": "CC BY-NC-ND ",
		"Photos: CC BY 4.0. Text: CC BY-ND 3.0":                              "CC BY-ND 3.0 https://creativecommons.org/licenses/by-nd/3.0/",
		"All rights reserved":                                                "",
		"https://example.com/licenses/by/":                                   "",
	} {
		got := ""
		if c, ok := rights.Licence([]domain.LicenceSignal{{Kind: "json-ld-license", Value: value}}); ok {
			got = c.Name + " " + c.URL
		}
		if got != want {
			t.Errorf("%s: %q, want %q", value, got, want)
		}
	}
	strict, ok := rights.Licence([]domain.LicenceSignal{{Kind: "rel-license", Value: "CC BY 4.0"}, {Kind: "copyright", Value: "CC BY-ND 4.0"}, {Kind: "rel-license", Value: "CC BY-NC 4.0"}})
	if !ok || !strict.NoDerivatives {
		t.Errorf("of several licences %+v was chosen", strict)
	}
}

func FuzzDecide(f *testing.F) {
	f.Add("meta-robots", "noindex, max-snippet:0", "x-robots-tag", "otherbot: noindex, unavailable_after: 1, 2")
	f.Add("rel-license", "https://creativecommons.org/licenses/by-nd/4.0/", "content-usage", `bots="n";a, search=?0`)
	f.Add("copyright", "Creative Commons Attribution - No Deriv", "tdm-reservation", "1")
	f.Fuzz(func(t *testing.T, kind, value, otherKind, other string) {
		one := []domain.LicenceSignal{{Kind: kind, Value: value}}
		alone := rights.Decide(domain.ModeFull, one)
		both := rights.Decide(domain.ModeFull, append(one, domain.LicenceSignal{Kind: otherKind, Value: other}))
		if strings.Contains(kind, "tdm") {
			return // these override one another
		}
		if alone.Limit.Tighter(both.Limit) != both.Limit || alone.NoIndex && !both.NoIndex {
			t.Errorf("another signal loosened %+v to %+v", alone, both)
		}
		if !slices.Equal(rights.Decide(domain.ModeFull, one).Reasons, alone.Reasons) {
			t.Error("the same signals give other reasons")
		}
	})
}

func FuzzFiles(f *testing.F) {
	f.Add(`[{"location":"/a*b$","tdm-reservation":1}]`, "/axb")
	f.Add("User-agent: *\nContent-Usage: /a bots=n\nLicense: x\nDisallow: *.html", "/a")
	f.Fuzz(func(t *testing.T, text, path string) {
		if file, err := rights.ParseTDMRep([]byte(text)); err == nil && len(file.Signals(path)) > 1 {
			t.Error("more than one rule decides")
		}
		if robots, err := rights.ParseRobots(text); err == nil {
			rights.Decide(domain.ModeFull, robots.Signals(path))
		}
		if file, err := rights.ParseAIFile(text); err == nil && len(file.Signals(path)) > 1 {
			t.Error("more than one rule decides")
		}
	})
}
