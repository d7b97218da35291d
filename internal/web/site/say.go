package site

import (
	"strings"

	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// said are the names and links that stand in a message's braces.
type said map[string]templates.Said

// say returns a message as parts of a sentence, so that names keep their
// language and links lead somewhere. A part without words leaves nothing.
func (v visit) say(key message.Key, parts said) []templates.Said {
	rest := v.text(key)
	var out []templates.Said
	for {
		start := strings.IndexByte(rest, '{')
		end := strings.IndexByte(rest, '}')
		if start < 0 || end < start {
			break
		}
		if start > 0 {
			out = append(out, templates.Said{Text: rest[:start]})
		}
		if part := parts[rest[start+1:end]]; part.Text != "" {
			out = append(out, part)
		}
		rest = rest[end+1:]
	}
	if rest != "" {
		out = append(out, templates.Said{Text: rest})
	}
	return out
}
