package pipeline

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// insteadOfPage returns an article made of the feed's own text, for an item
// whose page can't be read, or the error that kept it from being read.
func (p *Pipeline) insteadOfPage(s domain.Source, item domain.Item, cause error) (page, error) {
	text, ok := ownText(item)
	if !ok || !final(cause) && p.now().Sub(item.Changed) < patienceWithText {
		return page{}, cause
	}
	a := domain.Article{URL: item.URL, Headline: item.Title, Document: text}
	complete(&a, item, s)
	return page{content: a}, nil
}

// fullText is the least length in characters of a text that may be a whole
// article.
const fullText = 500

// cutOff matches the end of a text that goes on elsewhere.
var cutOff = regexp.MustCompile(`(?i)(\.\.\.|…|\[…\]|\[\.\.\.\]|\[&#8230;\]|(read|see|view) (more|on|the (full|rest))[^.\n]{0,60}|continue reading[^\n]{0,80}|(weiterlesen|lire la suite|leer más|читать далее|اقرأ المزيد)[^\n]{0,60})\s*[»›→>]*\s*$`)

// ownText returns the text that a feed gives of an item, if it is the whole.
func ownText(item domain.Item) (domain.Document, bool) {
	if item.ContentHTML == "" {
		return domain.Document{}, false
	}
	base, err := url.Parse(item.ContentBase)
	if err != nil || !base.IsAbs() {
		base = nil
	}
	d, err := document.ParseHTML(item.ContentHTML, base)
	if err != nil {
		return d, false
	}
	text := strings.TrimSpace(plain(d))
	return d, utf8.RuneCountInString(text) >= fullText && !cutOff.MatchString(text[max(0, len(text)-200):])
}
