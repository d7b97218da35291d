package source

import (
	"net"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// resolve returns an address as absolute http or https URL, or nil when it is
// none. The base may be nil.
func resolve(base *url.URL, address string) *url.URL {
	address = strings.Map(func(r rune) rune { // as browsers do: line breaks inside are nothing
		if r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, strings.TrimSpace(address))
	if address == "" || len(address) > maxURLBytes {
		return nil
	}
	if rest, ok := strings.CutPrefix(address, "feed:"); ok {
		if address = rest; strings.HasPrefix(rest, "//") {
			address = "http:" + rest
		}
	}
	u, err := url.Parse(strings.ReplaceAll(address, " ", "%20"))
	if err != nil {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || strings.ContainsAny(u.Host, "<>\"' ") {
		return nil
	}
	if len(u.String()) > maxURLBytes {
		return nil
	}
	return u
}

func text(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.String()
}

// trackers are parameters that say where a reader came from and not what is
// shown; a name that ends in * stands for all that begin so.
var trackers = []string{
	"utm_*", "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "igshid", "igsh", "li_fat_id",
	"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hsfp", "__hssc", "__hstc", "hsctatracking", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id",
	"ga_source", "ga_medium", "ga_campaign", "ga_content", "ga_term", "_ga", "_gl", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "mtm_*", "matomo_*", "piwik_*",
	"at_medium", "at_campaign", "at_custom*", "at_link_*", "at_ptr_name", "at_format", "at_bbc_team", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee",
	"cmpid", "cmp", "icid", "ncid", "ocid", "smid", "smtyp", "xtor", "ftag", "feedtype", "feedname", "ref_src", "ref_url", "spm", "scm", "cxrecs_s",
	"wt_mc", "wt_zmc", "wtmc", "trk", "trkcampaign", "s_cid", "s_kwcid", "ef_id", "echobox", "guccounter", "guce_referrer", "guce_referrer_sig", "sr_share", "soc_src", "soc_trk",
	"mbid", "rb_clickid", "wickedid", "srsltid", "_openstat", "openstat", "erid", "frommail", "from_rss", "cn-reloaded", "taid", "traffic_source", "__twitter_impression",
}

func isTracker(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(trackers, func(t string) bool {
		prefix, wild := strings.CutSuffix(t, "*")
		return name == t || wild && strings.HasPrefix(name, prefix)
	})
}

// Clean returns an address that leads to the same page as u, in one form: host
// in lower case and ASCII, no default port, no user, no fragment, no tracking
// parameters, a normalised path. Addresses that only forward, such as those of
// search engines, become the ones that they forward to. It doesn't change u.
func Clean(u *url.URL) *url.URL {
	if target := forwarded(u); target != nil {
		u = target
	}
	c := &url.URL{Scheme: strings.ToLower(u.Scheme), Host: cleanHost(u), Path: u.Path, RawPath: u.RawPath}
	if escaped := normalEscapes(u.EscapedPath()); escaped != "" {
		if p, err := url.PathUnescape(escaped); err == nil {
			c.Path, c.RawPath = p, escaped
		}
	}
	if c.Path == "" {
		c.Path, c.RawPath = "/", ""
	}
	var kept []string
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if decoded, err := url.QueryUnescape(name); err == nil {
			name = decoded
		}
		if pair != "" && !isTracker(name) {
			kept = append(kept, pair)
		}
	}
	c.RawQuery = strings.Join(kept, "&")
	if strings.HasPrefix(u.Fragment, "!") { // once the way to address pages that scripts draw
		c.Fragment, c.RawFragment = u.Fragment, u.RawFragment
	}
	return c
}

func cleanHost(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	port := u.Port()
	if port == "" || port == "80" && strings.EqualFold(u.Scheme, "http") || port == "443" && strings.EqualFold(u.Scheme, "https") {
		if strings.Contains(host, ":") {
			return "[" + host + "]"
		}
		return host
	}
	return net.JoinHostPort(host, port)
}

// forwarders are addresses that only lead to the one in a parameter of theirs.
var forwarders = []struct{ host, path, parameter string }{
	{"www.google.com", "/url", "url"},
	{"www.google.com", "/url", "q"},
	{"www.bing.com", "/news/apiclick.aspx", "url"},
	{"l.facebook.com", "/l.php", "u"},
	{"out.reddit.com", "", "url"},
	{"vk.com", "/away.php", "to"},
}

func forwarded(u *url.URL) *url.URL {
	host := strings.ToLower(u.Hostname())
	for _, f := range forwarders {
		if host == f.host && (f.path == "" || u.Path == f.path) {
			if target := resolve(nil, u.Query().Get(f.parameter)); target != nil {
				return target
			}
		}
	}
	// The AMP cache: https://HOST.cdn.ampproject.org/c/s/example.org/page
	if strings.HasSuffix(host, ".cdn.ampproject.org") {
		rest := u.EscapedPath()
		for _, prefix := range []string{"/c/", "/v/"} {
			if after, ok := strings.CutPrefix(rest, prefix); ok {
				scheme := "http://"
				if secure, ok := strings.CutPrefix(after, "s/"); ok {
					scheme, after = "https://", secure
				}
				return resolve(nil, scheme+after)
			}
		}
	}
	return nil
}

// normalEscapes writes a path in the form of RFC 3986 section 6.2.2: escapes in
// upper case, unreserved characters without, and no dot segments.
func normalEscapes(escaped string) string {
	var b strings.Builder
	for i := 0; i < len(escaped); i++ {
		if escaped[i] != '%' || i+2 >= len(escaped) {
			b.WriteByte(escaped[i])
			continue
		}
		hex := escaped[i+1 : i+3]
		if c, err := url.PathUnescape("%" + hex); err == nil && isUnreserved(c[0]) {
			b.WriteString(c)
		} else {
			b.WriteString("%" + strings.ToUpper(hex))
		}
		i += 2
	}
	s := b.String()
	if !strings.HasPrefix(s, "/") || !strings.Contains(s, "/.") {
		return s
	}
	cleaned := path.Clean(s)
	if strings.HasSuffix(s, "/") && cleaned != "/" {
		cleaned += "/"
	}
	return cleaned
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// Key returns what identifies the page behind an address: the Clean address
// without what sites use loosely (scheme, "www.", a last slash, the order of
// parameters, where on the site the link stood). It is no address itself.
func Key(u *url.URL) string {
	c := Clean(u)
	parameters := slices.DeleteFunc(strings.Split(c.RawQuery, "&"), func(pair string) bool {
		// Where "ref" means something, the page is no news.
		return pair == "" || strings.HasPrefix(pair, "ref=") || strings.HasPrefix(pair, "referrer=")
	})
	slices.Sort(parameters)
	key := strings.TrimPrefix(c.Host, "www.") + strings.TrimRight(c.EscapedPath(), "/")
	if len(parameters) > 0 {
		key += "?" + strings.Join(parameters, "&")
	}
	if c.Fragment != "" {
		key += "#" + c.Fragment
	}
	return key
}

// Variants returns addresses that may show the same page as u: the desktop
// page of a mobile or AMP address. They are guesses, for a caller that knows
// or can find out whether such a page exists; the page's own canonical link
// decides.
func Variants(u *url.URL) []string {
	c := Clean(u)
	var out []string
	add := func(change func(*url.URL)) {
		v := *c
		change(&v)
		if s := v.String(); s != c.String() && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	setPath := func(v *url.URL, p string) { v.Path, v.RawPath = "/"+strings.TrimLeft(p, "/"), "" }
	for _, prefix := range []string{"m.", "mobile.", "amp.", "touch.", "wap."} {
		if rest, ok := strings.CutPrefix(c.Host, prefix); ok && strings.Contains(rest, ".") {
			add(func(v *url.URL) { v.Host = rest })
			add(func(v *url.URL) { v.Host = "www." + rest })
		}
	}
	for _, suffix := range []string{"/amp", "/amp/", ".amp", "/amp.html"} {
		if rest, ok := strings.CutSuffix(c.Path, suffix); ok {
			add(func(v *url.URL) { setPath(v, rest) })
		}
	}
	if rest, ok := strings.CutSuffix(c.Path, ".amp.html"); ok {
		add(func(v *url.URL) { setPath(v, rest+".html") })
	}
	if rest, ok := strings.CutPrefix(c.Path, "/amp/"); ok {
		add(func(v *url.URL) { setPath(v, rest) })
	}
	query := c.Query()
	if query.Has("amp") || query.Get("outputType") == "amp" || query.Get("output") == "amp" {
		query.Del("amp")
		query.Del("outputType")
		query.Del("output")
		add(func(v *url.URL) { v.RawQuery = query.Encode() })
	}
	return out
}
