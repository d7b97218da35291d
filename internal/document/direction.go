package document

import "github.com/dragoman-news/dragoman/internal/lang"

// Direction returns the value of HTML's dir for a language: "rtl", "ltr", or
// "auto" for an empty or malformed tag.
func Direction(tag string) string {
	if lang.Normalize(tag) == "" {
		return "auto"
	}
	return lang.Direction(tag)
}
