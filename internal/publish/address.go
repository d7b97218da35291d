// Package publish holds what an edition tells the world besides its pages:
// addresses, feeds, sitemaps, structured data, share images, pings, and what
// the rights of a source leave to be shown.
package publish

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Addresses makes the addresses of a site's pages. All of them are paths that
// end in a slash or a file's name, so that a static copy keeps them.
type Addresses struct {
	Base string // the site's public address without a last slash, such as "https://news.example.org"; may be empty
}

// Absolute returns the absolute address of one of the site's paths.
func (a Addresses) Absolute(path string) string { return a.Base + path }

// Edition returns the path of an edition's front page.
func (a Addresses) Edition(edition string) string { return "/" + edition + "/" }

// Page returns the path of one of an edition's own pages or files, such as
// "about/", "search/", "feed.xml" or "latest/2/".
func (a Addresses) Page(edition, name string) string { return "/" + edition + "/" + name }

// Section returns the path of a section's page.
func (a Addresses) Section(edition, section string) string {
	return "/" + edition + "/section/" + url.PathEscape(section) + "/"
}

// Source returns the path of a source's page.
func (a Addresses) Source(edition string, id int64, name string) string {
	return "/" + edition + "/source/" + numbered(id, name) + "/"
}

// Story returns the path of the page of a story's coverage.
func (a Addresses) Story(edition string, id int64) string {
	return "/" + edition + "/story/" + strconv.FormatInt(id, 10) + "/"
}

// Day returns the path of the archive of a day, given as "2026-11-23".
func (a Addresses) Day(edition, day string) string {
	return "/" + edition + "/archive/" + strings.ReplaceAll(day, "-", "/") + "/"
}

// View is what an article's page shows.
type View string

// The views of an article's page; the first is the page itself.
const (
	ViewTranslation View = ""
	ViewBilingual   View = "bilingual"
	ViewOriginal    View = "original"
)

// Article returns the path of an article's page in one of its views.
func (a Addresses) Article(edition string, article int64, title string, view View) string {
	path := "/" + edition + "/article/" + numbered(article, title) + "/"
	if view != ViewTranslation {
		path += string(view) + "/"
	}
	return path
}

// Share returns the path of an article's share image.
func (a Addresses) Share(edition string, article int64) string {
	return "/" + edition + "/share/" + strconv.FormatInt(article, 10) + ".png"
}

// Media returns the path of a kept picture in one of its sizes.
func (a Addresses) Media(key, size string) string { return "/media/" + key + "-" + size + ".jpg" }

// MediaOf returns the path of the kept copy of the picture at an address.
func (a Addresses) MediaOf(address, size string) string {
	return a.Media(domain.MediaKey(address), size)
}

// Callback returns the path where a WebSub hub reaches the subscription with a
// token.
func (a Addresses) Callback(token string) string { return "/websub/" + url.PathEscape(token) }

// numbered returns "12-words-of-a-title". Only the number counts when an
// address is read: see ParseNumbered.
func numbered(id int64, words string) string {
	name := strconv.FormatInt(id, 10)
	if slug := Slug(words); slug != "" {
		name += "-" + url.PathEscape(slug)
	}
	return name
}

// ParseNumbered returns the number of an address' part such as "12-words", or
// false where it has none.
func ParseNumbered(part string) (int64, bool) {
	number, _, _ := strings.Cut(part, "-")
	id, err := strconv.ParseInt(number, 10, 64)
	return id, err == nil && id > 0
}

// maxSlug is the greatest length of a slug in characters.
const maxSlug = 60

// Slug returns words as they stand in addresses: small letters and digits of
// any script, joined by hyphens, whole words up to 60 characters.
func Slug(words string) string {
	var out strings.Builder
	length := 0
	for word := range strings.FieldsFuncSeq(norm.NFC.String(strings.ToLower(words)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		n := len([]rune(word))
		if length > 0 && length+1+n > maxSlug {
			break
		}
		if length > 0 {
			out.WriteByte('-')
			length++
		}
		if n > maxSlug {
			word, n = string([]rune(word)[:maxSlug]), maxSlug
		}
		out.WriteString(word)
		length += n
	}
	return out.String()
}
