package document

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// linkAddress returns raw as an absolute http, https or mailto address, or ""
// when it is none. A nil base leaves relative addresses unresolved, so that
// they are refused. An address that only points into base's own page is
// refused too, because the page's anchors don't survive.
func linkAddress(raw string, base *url.URL) string {
	u := parseAddress(raw, base)
	if u == nil {
		return ""
	}
	if u.Scheme == "mailto" {
		return mailAddress(u)
	}
	if base != nil && u.Fragment != "" {
		page, here := *u, *base
		page.Fragment, page.RawFragment, here.Fragment, here.RawFragment = "", "", "", ""
		if page.String() == here.String() {
			return ""
		}
	}
	return webAddress(u)
}

// imageAddress is linkAddress for what is loaded or shown, without mailto.
func imageAddress(raw string, base *url.URL) string {
	u := parseAddress(raw, base)
	if u == nil || u.Scheme == "mailto" {
		return ""
	}
	return webAddress(u)
}

func parseAddress(raw string, base *url.URL) *url.URL {
	if len(raw) > MaxAddress {
		return nil
	}
	raw = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r': // as browsers do
			return -1
		case r < ' ' || r >= 0x7f && r < 0xa0 || invisible(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.TrimSpace(raw), ""))
	raw = strings.ReplaceAll(strings.TrimSpace(raw), " ", "%20")
	if raw == "" || strings.HasPrefix(raw, "#") {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil
	}
	if base != nil && !u.IsAbs() {
		u = base.ResolveReference(u)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	return u
}

func webAddress(u *url.URL) string {
	if u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return ""
	}
	host, ok := asciiHost(u.Hostname())
	if !ok {
		return ""
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host, u.User = host, nil
	return stable(u)
}

func asciiHost(host string) (string, bool) {
	ascii := true
	for i := range len(host) {
		if host[i] >= 0x80 {
			ascii = false
		} else if strings.IndexByte(" \"'<>\\^`{|}%", host[i]) >= 0 {
			return "", false
		}
	}
	if !ascii {
		var err error
		if host, err = idna.Lookup.ToASCII(host); err != nil {
			return "", false
		}
	}
	return strings.ToLower(host), host != ""
}

func mailAddress(u *url.URL) string {
	if !strings.Contains(u.Opaque, "@") {
		return ""
	}
	return stable(u)
}

// stable returns u's text if it reads back as the same address, so that what
// is checked is what is used.
func stable(u *url.URL) string {
	s := u.String()
	again, err := url.Parse(s)
	if err != nil || again.String() != s || again.Scheme != u.Scheme || len(s) > MaxAddress {
		return ""
	}
	return s
}

// SafeAddress returns an absolute http, https or mailto address in the form
// that WriteHTML writes it, or "" for anything else.
func SafeAddress(s string) string { return linkAddress(s, nil) }

// Host returns the host of an address without a leading "www.", or "".
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
