package extract

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
)

// linked is one object of a page's JSON-LD.
type linked map[string]any

const (
	maxLinkedDepth   = 12
	maxLinkedObjects = 500
)

// parseLinked reads a JSON-LD script. Publishers' templates often leave it
// slightly broken: raw line breaks and tabs in strings, comments around it, a
// trailing semicolon or comma. What stays broken is no evidence.
func parseLinked(script string) []linked {
	script = strings.TrimSpace(script)
	for _, wrap := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		script = strings.TrimSpace(strings.TrimPrefix(script, wrap))
	}
	for _, wrap := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		script = strings.TrimSpace(strings.TrimSuffix(script, wrap))
	}
	var value any
	if err := json.Unmarshal([]byte(script), &value); err != nil {
		if err := json.Unmarshal([]byte(repairJSON(script)), &value); err != nil {
			return nil
		}
	}
	var out []linked
	flattenLinked(value, 0, &out)
	return out
}

// repairJSON escapes control characters inside strings and drops commas that
// stand before a closing bracket.
func repairJSON(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 64)
	inString, escaped := false, false
	comma := false // one is held back until the next token is known
	for i := range len(s) {
		c := s[i]
		if inString {
			switch {
			case escaped:
				escaped = false
			case c == '\\':
				escaped = true
			case c == '"':
				inString = false
			case c < 0x20:
				b.WriteByte(' ')
				continue
			}
			b.WriteByte(c)
			continue
		}
		switch c {
		case ' ', '\t', '\n', '\r':
			b.WriteByte(' ')
			continue
		case ',':
			if comma {
				continue
			}
			comma = true
			continue
		}
		if comma && c != ']' && c != '}' {
			b.WriteByte(',')
		}
		comma = false
		inString = c == '"'
		b.WriteByte(c)
	}
	return b.String()
}

// flattenLinked collects the objects of a script that stand for themselves:
// those of the top, of arrays and of @graph, and a page's main entity.
func flattenLinked(value any, depth int, out *[]linked) {
	if depth > maxLinkedDepth || len(*out) >= maxLinkedObjects {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			flattenLinked(item, depth+1, out)
		}
	case map[string]any:
		*out = append(*out, v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "item"} {
			switch child := v[key].(type) {
			case map[string]any, []any:
				if key != "itemListElement" && key != "item" || linked(v).is("itemlist") {
					flattenLinked(child, depth+1, out)
				}
			}
		}
	}
}

// types returns the object's types in lower case without a namespace.
func (l linked) types() []string {
	var out []string
	for _, t := range texts(l["@type"]) {
		t = strings.ToLower(t)
		out = append(out, t[strings.LastIndexAny(t, "/#:")+1:])
	}
	return out
}

func (l linked) is(kind string) bool {
	return slices.Contains(l.types(), kind)
}

// isArticle reports the types of schema.org that are publications of text.
func (l linked) isArticle() bool {
	for _, t := range l.types() {
		switch {
		case strings.HasSuffix(t, "article"), strings.HasSuffix(t, "posting"), t == "report", t == "review", t == "liveblog":
			return true
		}
	}
	return false
}

// object returns the object under key, or the first one of an array.
func (l linked) object(key string) linked {
	switch v := l[key].(type) {
	case map[string]any:
		return v
	case []any:
		for _, item := range v {
			if o, ok := item.(map[string]any); ok {
				return o
			}
		}
	}
	return nil
}

// body returns the article's text, which may be HTML.
func (l linked) body() string {
	s, _ := l["articleBody"].(string)
	return s
}

// text returns the first string under key.
func (l linked) text(key string) string {
	for _, s := range texts(l[key]) {
		if s != "" {
			return s
		}
	}
	return ""
}

// texts returns the strings of a value: itself, an array's, an object's
// @value, name or address.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		if len(v) > maxStatement {
			return nil
		}
		if s := collapse(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case bool:
		if v {
			return []string{"true"}
		}
		return []string{"false"}
	case []any:
		var out []string
		for _, item := range v {
			if len(out) < maxLinkedObjects {
				out = append(out, texts(item)...)
			}
		}
		return out
	case map[string]any:
		for _, key := range []string{"@value", "name", "url", "@id"} {
			if s, ok := v[key].(string); ok && s != "" {
				return texts(s)
			}
		}
	}
	return nil
}
