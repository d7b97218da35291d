package source

import "strings"

// spaces maps the names of XML namespaces, in lower case and without scheme
// and last slash, to the short names that the readers use. The vocabularies of
// RSS itself are "".
var spaces = map[string]string{
	"purl.org/rss/1.0":                                        "",
	"my.netscape.com/rdf/simple/0.9":                          "",
	"channel.netscape.com/rdf/simple/0.9":                     "",
	"backend.userland.com/rss2":                               "",
	"blogs.law.harvard.edu/tech/rss":                          "",
	"cyber.law.harvard.edu/rss/rss.html":                      "",
	"www.w3.org/1999/02/22-rdf-syntax-ns#":                    "rdf",
	"www.w3.org/2005/atom":                                    "atom",
	"purl.org/atom/ns#":                                       "atom",
	"www.w3.org/1999/xhtml":                                   "xhtml",
	"www.w3.org/xml/1998/namespace":                           "xml",
	"purl.org/dc/elements/1.1":                                "dc",
	"purl.org/dc/elements/1.0":                                "dc",
	"purl.org/dc/terms":                                       "dcterms",
	"purl.org/rss/1.0/modules/content":                        "content",
	"purl.org/rss/1.0/modules/syndication":                    "sy",
	"search.yahoo.com/mrss":                                   "media",
	"rssnamespace.org/feedburner/ext/1.0":                     "feedburner",
	"www.itunes.com/dtds/podcast-1.0.dtd":                     "itunes",
	"web.resource.org/cc":                                     "cc",
	"creativecommons.org/ns#":                                 "cc",
	"backend.userland.com/creativecommonsrssmodule":           "cc",
	"cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "cc",
	"www.sitemaps.org/schemas/sitemap/0.9":                    "sitemap",
	"www.google.com/schemas/sitemap/0.84":                     "sitemap",
	"www.google.com/schemas/sitemap-news/0.9":                 "news",
	"www.google.com/schemas/sitemap-image/1.1":                "image",
	"purl.org/syndication/history/1.0":                        "fh",
	"rslstandard.org/rsl":                                     "rsl",
}

// prefixes maps prefixes to what they mean where a feed forgot to declare
// them, or declared them as something that nobody knows.
var prefixes = map[string]string{
	"rss": "", "rdf": "rdf", "atom": "atom", "atom10": "atom", "a10": "atom", "xhtml": "xhtml", "xml": "xml",
	"dc": "dc", "dcterms": "dcterms", "dcterm": "dcterms", "content": "content", "sy": "sy", "media": "media",
	"feedburner": "feedburner", "itunes": "itunes", "cc": "cc", "creativecommons": "cc",
	"news": "news", "image": "image", "fh": "fh", "rsl": "rsl",
}

// scope is the chain of namespace declarations at an element.
type scope struct {
	outer       *scope
	prefix, uri string
	depth       int // of the chain
}

// maxScope bounds how many declarations are in force at once: each name is
// looked up in all of them.
const maxScope = 200

// declare returns the scope inside an element with these attributes.
func (s *scope) declare(attrs []attribute) *scope {
	for _, a := range attrs {
		depth := 1
		if s != nil {
			depth += s.depth
		}
		if depth > maxScope {
			break
		}
		if a.name == "xmlns" {
			s = &scope{outer: s, uri: a.value, depth: depth}
		} else if prefix, ok := strings.CutPrefix(a.name, "xmlns:"); ok {
			s = &scope{outer: s, prefix: prefix, uri: a.value, depth: depth}
		}
	}
	return s
}

// resolve splits a qualified name into a short name of its namespace and its
// local part. Unknown namespaces are "?".
func (s *scope) resolve(qualified string) (space, local string) {
	prefix, local, ok := strings.Cut(qualified, ":")
	if !ok {
		prefix, local = "", qualified
	}
	for at := s; at != nil; at = at.outer {
		if at.prefix != prefix {
			continue
		}
		if space, ok := spaces[spaceKey(at.uri)]; ok {
			return space, local
		}
		break
	}
	if prefix == "" {
		return "", local // no default namespace, or one that somebody made up
	}
	if space, ok := prefixes[prefix]; ok {
		return space, local
	}
	return "?", local
}

// maxSpaceBytes is longer than any namespace that means something to us. Names
// are compared for every element.
const maxSpaceBytes = 200

func spaceKey(uri string) string {
	if len(uri) > maxSpaceBytes {
		return ""
	}
	key := strings.ToLower(strings.TrimSpace(uri))
	key = strings.TrimPrefix(strings.TrimPrefix(key, "https://"), "http://")
	return strings.TrimSuffix(key, "/")
}
