package source

import (
	"net/url"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// draft is an item as its format has it, before addresses, dates, texts and
// ids are put in order.
type draft struct {
	id         string
	idIsLink   bool // the id may be the address of the page
	links      []link
	title      construct
	summary    construct
	content    construct
	base       *url.URL // what addresses in the content are relative to; nil means the feed's
	lang       string
	published  []string // as written, the best first
	updated    []string
	authors    []string
	categories []string
	media      []file
	origin     *Origin
	rights     []domain.LicenceSignal
}

// link is an address as written, and what it is relative to.
type link struct {
	href string
	base *url.URL // nil means the feed's
}

// file is a Media whose address is as written.
type file struct {
	Media
	base *url.URL
}

// construct is a text that may be markup.
type construct struct {
	value string
	plain bool // said to be plain text: markup in it is meant to be read
}
