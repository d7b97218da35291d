package extract

import (
	"strings"

	"golang.org/x/text/language"
)

// language returns the page's language as it is stated, as a BCP 47 tag in
// canonical form, or "" where nothing usable is stated.
func (e *evidence) language() string {
	for _, raw := range []string{
		e.lang, e.article.text("inLanguage"), e.first("og:locale"), e.first("content-language", "language", "dc.language"),
		e.header.Get("Content-Language"),
	} {
		raw, _, _ = strings.Cut(raw, ",")
		raw, _, _ = strings.Cut(strings.TrimSpace(raw), ".")
		if raw == "" || len(raw) > 35 {
			continue
		}
		tag, err := language.Parse(raw)
		if err != nil || tag == language.Und {
			continue
		}
		return tag.String()
	}
	return ""
}
