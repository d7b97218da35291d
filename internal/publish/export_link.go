package publish

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"regexp"
	"strings"

	xhtml "golang.org/x/net/html"
)

// linkAttributes are those of HTML that hold addresses. The address of a form
// is not among them: a copy answers none.
var linkAttributes = map[string]bool{"href": true, "src": true, "srcset": true, "poster": true}

// readHTML returns the paths that a page leads to, and the page with relative
// links where the site has no base. All markup but links stays as it is.
func (x *export) readHTML(p string, body []byte) (links []string, out []byte) {
	var b bytes.Buffer
	z := xhtml.NewTokenizer(bytes.NewReader(body))
	for {
		kind := z.Next()
		if kind == xhtml.ErrorToken { // the end: reading from memory doesn't fail
			b.Write(z.Raw())
			return links, b.Bytes()
		}
		raw := bytes.Clone(z.Raw())
		if kind != xhtml.StartTagToken && kind != xhtml.SelfClosingTagToken {
			b.Write(raw)
			continue
		}
		token := z.Token()
		changed := false
		for i, a := range token.Attr {
			switch {
			case linkAttributes[a.Key] || a.Key == "content" && shareAddress(token):
			case a.Key == "content" && strings.Contains(a.Val, "url="):
				before, to, _ := strings.Cut(a.Val, "url=")
				to, found := x.link(p, to)
				links = append(links, found...)
				token.Attr[i].Val, changed = before+"url="+to, true
				continue
			default:
				continue
			}
			read := x.link
			if a.Key == "srcset" {
				read = x.sourceSet
			}
			value, found := read(p, a.Val)
			links = append(links, found...)
			if value != a.Val && a.Key != "content" { // whoever reads a share image's address needs it whole
				token.Attr[i].Val, changed = value, true
			}
		}
		if changed {
			b.WriteString(token.String())
		} else {
			b.Write(raw)
		}
	}
}

// shareAddress reports whether a meta element names a picture of the site.
func shareAddress(t xhtml.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "property" && a.Val == "og:image" {
			return true
		}
	}
	return false
}

func (x *export) sourceSet(p, value string) (out string, links []string) {
	var parts []string
	for part := range strings.SplitSeq(value, ",") {
		address, size, _ := strings.Cut(strings.TrimSpace(part), " ")
		to, found := x.link(p, address)
		links = append(links, found...)
		parts = append(parts, strings.TrimSpace(to+" "+size))
	}
	return strings.Join(parts, ", "), links
}

// link returns how a link on the page at p is written, and the path that it
// leads to on the site, if it does.
func (x *export) link(p, value string) (out string, found []string) {
	to, ok := x.own(p, value)
	if !ok {
		return value, nil
	}
	fragment := ""
	if i := strings.IndexByte(value, '#'); i >= 0 {
		fragment = value[i:]
	}
	if to == p && fragment != "" {
		return fragment, nil
	}
	if x.options.Addresses.Base == "" && strings.HasPrefix(value, "/") {
		value = relative(p, to) + fragment
	}
	return value, []string{to}
}

// own returns the path of the site that a link on the page at p leads to. Links
// with a query are not: there is no file for each question.
func (x *export) own(p, value string) (string, bool) {
	base := x.options.Addresses.Base
	value = strings.TrimSpace(value)
	if rest, ok := strings.CutPrefix(value, base); ok && base != "" && strings.HasPrefix(rest, "/") {
		value = rest
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.ForceQuery || value == "" {
		return "", false
	}
	at := &url.URL{Path: "/"}
	if page, err := url.Parse(p); err == nil {
		at = page
	}
	to := at.ResolveReference(u)
	return to.EscapedPath(), true
}

// relative returns the shortest way from the page at one path to another path.
func relative(from, to string) string {
	dir := path.Dir(from + "x") // of "/a/b/" it is itself
	up := ""
	for dir != "/" && !strings.HasPrefix(to, dir+"/") {
		dir, up = path.Dir(dir), up+"../"
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(to, dir), "/")
	if up+rest == "" {
		return "./"
	}
	if up == "" && strings.Contains(strings.SplitN(rest, "/", 2)[0], ":") {
		return "./" + rest // or it would be read as a scheme
	}
	return up + rest
}

var (
	cssAddress = regexp.MustCompile(`url\(\s*["']?([^"')]+)`)
	sitemapLoc = regexp.MustCompile(`<loc>([^<]+)</loc>`)
)

// readCSS returns the paths that a style sheet leads to. Ours are relative to
// it already.
func (x *export) readCSS(p string, body []byte) (links []string) {
	for _, m := range cssAddress.FindAllSubmatch(body, -1) {
		if to, ok := x.own(p, string(m[1])); ok {
			links = append(links, to)
		}
	}
	return links
}

func (x *export) readSitemap(p string, body []byte) (links []string) {
	for _, m := range sitemapLoc.FindAllSubmatch(body, -1) {
		if to, ok := x.own(p, html.UnescapeString(string(m[1]))); ok {
			links = append(links, to)
		}
	}
	return links
}

// redirectPage is a page that leads to another one, in the place of a redirect,
// which files can't be.
func redirectPage(to string) []byte {
	to = html.EscapeString(to)
	return []byte(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=` + to +
		`"><link rel="canonical" href="` + to + `"><title>` + to + `</title><p><a href="` + to + `">` + to + "</a></p></html>\n")
}
