package site

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// A list has up to maxPages pages of pageSize articles. What is older is found in the archive.
const (
	pageSize = 24
	maxPages = 20
)

// listing is a list of articles, to be served page by page.
type listing struct {
	front store.Front
	first string // path of its first page
	list  templates.List
	page  page
}

// serveList serves the page of a list that a request names.
func (s *Site) serveList(w http.ResponseWriter, r *http.Request, v visit, l listing) error {
	number, err := pageNumber(r)
	if err != nil {
		return err
	}
	l.front.Edition, l.front.Limit = v.edition.ID, number*pageSize+1
	all, err := s.Store.EditionFront(r.Context(), l.front)
	if err != nil {
		return err
	}
	start := (number - 1) * pageSize
	if start > 0 && start >= len(all) {
		return fmt.Errorf("page %d: %w", number, domain.ErrNotFound)
	}
	shown := all[start:min(len(all), start+pageSize)]
	more := len(all) > number*pageSize && number < maxPages
	p := l.list
	if p.Groups, err = s.days(r.Context(), v, shown); err != nil {
		return err
	}
	l.page.path = pagePath(l.first, number)
	if number > 1 {
		l.page.title += " – " + v.text(message.PageNumber, "n", v.number(number))
	}
	if p.Base, err = s.base(r.Context(), v, l.page); err != nil {
		return err
	}
	p.Pager = s.pager(v, number, more, func(n int) string { return pagePath(l.first, n) })
	return write(w, p, l.page.noIndex)
}

// pageNumber returns the page that a path names, 1 where it names none.
func pageNumber(r *http.Request) (int, error) {
	text := r.PathValue("page")
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 2 || n > maxPages || strconv.Itoa(n) != text {
		return 0, fmt.Errorf("page %q: %w", text, domain.ErrNotFound)
	}
	return n, nil
}

// pagePath returns the path of a numbered page of a list.
func pagePath(first string, number int) string {
	if number == 1 {
		return first
	}
	return first + strconv.Itoa(number) + "/"
}

// pager leads from a page to its neighbours; nil where there are none.
func (s *Site) pager(v visit, number int, more bool, path func(int) string) *templates.Pager {
	if number == 1 && !more {
		return nil
	}
	p := &templates.Pager{
		Lang: v.foreign(), Label: v.text(message.Pages), Where: v.text(message.PageNumber, "n", v.number(number)),
		NewerText: v.text(message.Newer), OlderText: v.text(message.Older),
	}
	if number > 1 {
		p.Newer = path(number - 1)
	}
	if more {
		p.Older = path(number + 1)
	}
	return p
}

func (s *Site) serveLatest(w http.ResponseWriter, r *http.Request, v visit) error {
	title := v.text(message.Latest)
	return s.serveList(w, r, v, listing{
		first: s.Addresses.Page(v.edition.ID, latestPage),
		list:  templates.List{Heading: title, HeadingLang: v.foreign()},
		page:  page{title: title, latest: true},
	})
}

func (s *Site) serveSection(w http.ResponseWriter, r *http.Request, v visit) error {
	section := r.PathValue("section")
	known, err := s.Store.EditionSections(r.Context(), v.edition.ID)
	if err != nil {
		return err
	}
	for _, c := range known {
		if c.Name != section || section == "" {
			continue
		}
		title, path := s.sectionName(v, section), s.Addresses.Section(v.edition.ID, section)
		return s.serveList(w, r, v, listing{
			front: store.Front{Section: section},
			first: path,
			list:  templates.List{Heading: title, HeadingLang: v.sectionLang(section)},
			page:  page{title: title, section: section, feeds: path},
		})
	}
	return fmt.Errorf("section %q: %w", section, domain.ErrNotFound)
}

func (s *Site) serveSource(w http.ResponseWriter, r *http.Request, v visit) error {
	id, ok := publish.ParseNumbered(r.PathValue("source"))
	if !ok {
		return fmt.Errorf("source %q: %w", r.PathValue("source"), domain.ErrNotFound)
	}
	source, number, err := s.publishedSource(r.Context(), v, id)
	if err != nil {
		return err
	}
	path := s.Addresses.Source(v.edition.ID, id, source.Name)
	if r.PathValue("page") == "" && r.URL.EscapedPath() != path {
		moved(w, r, path)
		return nil
	}
	title := line(source.Name)
	intro := [][]templates.Said{v.say(message.SourceIntro, said{"source": {Text: source.Host, Href: siteOf(source), Away: true}, "n": {Text: v.number(number)}})}
	if key, limited := modeNotes[source.Mode]; limited {
		intro = append(intro, v.say(key, nil))
	}
	return s.serveList(w, r, v, listing{
		front: store.Front{Source: id},
		first: path,
		list:  templates.List{Kicker: v.text(message.Source), Heading: title, HeadingLang: source.Lang, Intro: intro},
		page:  page{title: title, feeds: path},
	})
}

// modeNotes say what readers don't see of a source's articles.
var modeNotes = map[domain.SourceMode]message.Key{domain.ModeExcerpt: message.ModeExcerpt, domain.ModeHeadline: message.ModeHeadline}

// publishedSource returns a source of which the edition shows something, and
// how many articles it shows.
func (s *Site) publishedSource(ctx context.Context, v visit, id int64) (domain.Source, int, error) {
	counts, err := s.Store.EditionSources(ctx, v.edition.ID)
	if err != nil {
		return domain.Source{}, 0, err
	}
	for _, c := range counts {
		if c.ID != id {
			continue
		}
		source, err := s.Store.Source(ctx, id)
		if err == nil && source.Mode == domain.ModeMonitor {
			break
		}
		return source, c.Number, err
	}
	return domain.Source{}, 0, fmt.Errorf("source %d in the edition %s: %w", id, v.edition.ID, domain.ErrNotFound)
}

// siteOf returns the address of a source's own site, as far as it is known.
func siteOf(source domain.Source) string {
	return document.SafeAddress("https://" + source.Host + "/")
}

// serveStory is the page of a story's coverage.
func (s *Site) serveStory(w http.ResponseWriter, r *http.Request, v visit) error {
	id, err := strconv.ParseInt(r.PathValue("story"), 10, 64)
	if err != nil {
		return fmt.Errorf("story %q: %w", r.PathValue("story"), domain.ErrNotFound)
	}
	all, err := s.Store.Story(r.Context(), v.edition.ID, id)
	if err != nil {
		return err
	}
	groups, err := s.days(r.Context(), v, all)
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		return fmt.Errorf("story %d in the edition %s: %w", id, v.edition.ID, domain.ErrNotFound)
	}
	sources := map[int64]bool{}
	for _, h := range all {
		sources[h.Source] = true
	}
	first := groups[0].Teasers[0]
	title := v.text(message.Coverage) + ": " + first.Title
	if first.TitleDoubt != nil {
		title += publish.DoubtMark
	}
	p := templates.List{
		Kicker: v.text(message.Coverage), Heading: first.Title, HeadingDoubt: first.TitleDoubt, Groups: groups,
		Intro: [][]templates.Said{v.say(message.CoverageIntro, said{"n": {Text: v.number(len(all))}, "sources": {Text: v.number(len(sources))}})},
	}
	if p.Base, err = s.base(r.Context(), v, page{path: s.Addresses.Story(v.edition.ID, id), title: title, noIndex: true}); err != nil {
		return err
	}
	return write(w, p, true)
}

// serveDay is what was published on a day of the archive. Its days are those
// of UTC, as the store counts them.
func (s *Site) serveDay(w http.ResponseWriter, r *http.Request, v visit) error {
	text := r.PathValue("year") + "-" + r.PathValue("month") + "-" + r.PathValue("day")
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return fmt.Errorf("day %q: %w", text, domain.ErrNotFound)
	}
	all, err := s.Store.EditionFront(r.Context(), store.Front{Edition: v.edition.ID, From: day, Until: day.AddDate(0, 0, 1)})
	if err != nil {
		return err
	}
	teasers, err := s.teasers(r.Context(), v, all, timeOfDay)
	if err != nil {
		return err
	}
	if len(teasers) == 0 {
		return fmt.Errorf("day %s in the edition %s: %w", text, v.edition.ID, domain.ErrNotFound)
	}
	title := v.locale.Weekday(day)
	p := templates.List{
		Kicker: v.text(message.Archive), Heading: title,
		Groups: []templates.Group{{Time: templates.Moment{Text: v.text(message.ArticlesNumber, "n", v.number(len(teasers)))}, Teasers: teasers}},
	}
	if p.Base, err = s.base(r.Context(), v, page{path: s.Addresses.Day(v.edition.ID, text), title: title}); err != nil {
		return err
	}
	return write(w, p, false)
}
