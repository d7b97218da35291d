package publish

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/document/page"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/message"
)

// Entry is a published translation as feeds show it, no more of it than its
// source's mode and its publisher's signals allow, doubtful passages marked as
// on its page: see NewEntry.
type Entry struct {
	Path      string // of its page
	ID        string // path that stays the same when the title changes
	Title     string
	Summary   string // plain text; empty where only the headline may be shown
	HTML      string // the whole text, made from the document model; empty unless all of it may be shown
	Note      string // how it came to be, in the readers' language
	Section   string
	Lang      string // BCP 47
	Authors   []string
	Published time.Time
	Changed   time.Time
	Picture   *Picture
	Origin    Origin
	Licence   string // address of the licence that the original names; empty for none
}

// Picture is a kept picture as feeds offer it.
type Picture struct {
	Path          string
	Type          string // media type
	Width, Height int    // pixels
	Alt, Credit   string
}

// Origin is where an entry's original was published.
type Origin struct {
	Name string // of the source
	Feed string // address of the feed or page that is followed
	URL  string // address of the original
}

// Draft is what NewEntry makes an entry from.
type Draft struct {
	Addresses Addresses
	Edited    domain.Edited
	Source    domain.Source
	Note      string                                          // in the readers' language
	Media     func(address, size string) (domain.Media, bool) // the kept copy of a picture, without its data
	Full      bool                                            // the feed is one of full texts
}

// DoubtMark follows a title that findings warn of where nothing can be linked.
const DoubtMark = " [?]"

// Title returns a translation's headline for where it stands alone, with a mark
// if findings warn of it.
func Title(t domain.Translation) string {
	if t.Article.Headline != "" && t.Doubtful("headline") {
		return t.Article.Headline + DoubtMark
	}
	return t.Article.Headline
}

// NewEntry returns the entry of a translation, or false where nothing of it may
// be shown.
func NewEntry(d Draft) (Entry, bool, error) {
	mode, content := Shown(d.Edited, d.Source), d.Edited.Content
	if mode == domain.ModeMonitor {
		return Entry{}, false, nil
	}
	to := content.To
	article := page.MarkDoubts(domain.Article{}, content, message.Messages{}).Article
	e := Entry{
		Path:  d.Addresses.Article(d.Edited.Edition, d.Edited.Article, content.Article.Headline, ViewTranslation),
		ID:    d.Addresses.Article(d.Edited.Edition, d.Edited.Article, "", ViewTranslation),
		Title: Title(content), Note: d.Note, Section: cmp.Or(d.Edited.Section, article.Section), Lang: to, Authors: article.Authors,
		Published: cmp.Or(article.Published, d.Edited.Published), Changed: changedAt(d.Edited),
		Origin: Origin{Name: d.Source.Name, Feed: d.Source.Address, URL: cmp.Or(article.Canonical, article.URL)},
	}
	if mode == domain.ModeHeadline {
		return e, true, nil
	}
	e.Summary = Excerpt(article, to)
	if mode != domain.ModeFull {
		return e, true, nil
	}
	e.Picture = d.picture(article.Lead)
	if d.Full {
		var b bytes.Buffer
		text := article.Document
		text.Lang = to
		if err := document.WriteHTML(&b, text, document.HTMLOptions{Lang: true, Image: d.image}); err != nil {
			return Entry{}, false, fmt.Errorf("write article %d for a feed: %w", d.Edited.Article, err)
		}
		e.HTML = b.String()
	}
	return e, true, nil
}

// Shown returns how much of a translation readers may see: the tighter of its
// source's mode and what the publisher's signals leave.
func Shown(e domain.Edited, s domain.Source) domain.SourceMode {
	return s.Mode.Tighter(e.Rights.Limit)
}

// MayIndex reports whether search engines may show a translation: a person has
// reviewed or made it, and its publisher doesn't object.
func MayIndex(e domain.Edited, s domain.Source) bool {
	return (e.ReviewedBy != "" || e.Content.Human()) && !e.Rights.NoIndex && Shown(e, s) != domain.ModeMonitor
}

// MayIndexHeadline is MayIndex for what a list knows.
func MayIndexHeadline(h domain.Headline) bool {
	return (h.Reviewed || h.Human) && !h.NoIndex && h.Mode != domain.ModeMonitor
}

// image returns the address of the kept copy of a picture, and "" for
// one that isn't kept: readers of the feed are to load nothing from elsewhere.
func (d Draft) image(address string) string {
	if d.Media == nil {
		return ""
	}
	if m, ok := d.Media(address, domain.MediaLarge); ok {
		return d.Addresses.Absolute(d.Addresses.Media(m.Key, m.Size))
	}
	return ""
}

func (d Draft) picture(lead *domain.LeadImage) *Picture {
	if lead == nil || d.Media == nil {
		return nil
	}
	m, ok := d.Media(lead.URL, domain.MediaLarge)
	if !ok {
		return nil
	}
	return &Picture{
		Path: d.Addresses.Media(m.Key, m.Size), Type: m.Type, Width: m.Width, Height: m.Height,
		Alt: cmp.Or(lead.Alt, lead.Caption.Text), Credit: lead.Credit.Text,
	}
}

// Limits of an excerpt, in characters: what is commonly quoted of an article.
const (
	minExcerpt = 120
	maxExcerpt = 400
)

// Excerpt returns what is shown of an article of which only an excerpt may be:
// its standfirst, else whole sentences from its beginning.
func Excerpt(a domain.Article, language string) string {
	if s := oneLine(a.Standfirst); s != "" {
		return cut(s, maxExcerpt)
	}
	var out strings.Builder
	for _, b := range a.Document.Blocks {
		if b.Kind != domain.Paragraph {
			continue
		}
		for _, r := range lang.Sentences(b.Text.Text, language) {
			s := oneLine(b.Text.Text[r.Start:r.End])
			if n := utf8.RuneCountInString(out.String()); n > 0 && (n >= minExcerpt || n+1+utf8.RuneCountInString(s) > maxExcerpt) {
				return out.String()
			}
			if out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(cut(s, maxExcerpt))
		}
	}
	return out.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens s to at most n characters, at a space where there is one.
func cut(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	s = string(runes[:n-1])
	if i := strings.LastIndexByte(s, ' '); i > len(s)/2 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:") + "…"
}

// changedAt returns when what readers see of a translation last changed.
func changedAt(e domain.Edited) time.Time {
	last := cmp.Or(e.ReviewedAt, e.Made)
	if last.Before(e.Published) {
		return e.Published
	}
	return last
}
