package site

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/publish/share"
	"github.com/dragoman-news/dragoman/internal/rights"
	"github.com/dragoman-news/dragoman/internal/web/static"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// piece is a published article with all that its page is made from.
type piece struct {
	edited   domain.Edited
	version  domain.ArticleVersion // of the original that was translated
	versions []domain.ArticleVersion
	source   domain.Source
	mode     domain.SourceMode // how much of it may be shown
	view     publish.View
}

// original returns the article that was translated.
func (p piece) original() domain.Article { return p.version.Content }

// serveArticle is an article in one of its views.
func (s *Site) serveArticle(w http.ResponseWriter, r *http.Request, v visit) error {
	view := publish.View(r.PathValue("view"))
	switch view {
	case publish.ViewTranslation, publish.ViewBilingual, publish.ViewOriginal:
	default:
		return fmt.Errorf("view %q: %w", view, domain.ErrNotFound)
	}
	id, ok := publish.ParseNumbered(r.PathValue("article"))
	if !ok {
		return fmt.Errorf("article %q: %w", r.PathValue("article"), domain.ErrNotFound)
	}
	p, err := s.piece(r.Context(), v, id)
	if err != nil {
		return err
	}
	if p.mode == domain.ModeHeadline {
		view = publish.ViewTranslation // there is no text to see both ways
	}
	p.view = view
	path := s.articlePath(v, p, view)
	if r.URL.EscapedPath() != path && !samePath(r.URL, path) {
		moved(w, r, path)
		return nil
	}
	out, err := s.articlePage(r.Context(), v, p)
	if err != nil {
		return err
	}
	return write(w, out, out.NoIndex)
}

// samePath reports whether an address has a path, however that is escaped.
func samePath(u *url.URL, path string) bool {
	plain, err := url.PathUnescape(path)
	return err == nil && u.Path == plain
}

func (s *Site) articlePath(v visit, p piece, view publish.View) string {
	return s.Addresses.Article(v.edition.ID, p.edited.Article, p.edited.Content.Article.Headline, view)
}

// piece reads a published article. One that was retracted is a goneError; one
// that only editors may see doesn't exist for readers.
func (s *Site) piece(ctx context.Context, v visit, id int64) (p piece, err error) {
	p.edited, err = s.Store.PublishedTranslation(ctx, v.edition.ID, id)
	if missing(err) {
		retraction, absent := s.Store.RetractedIn(ctx, v.edition.ID, id)
		switch {
		case absent == nil:
			return p, &goneError{retraction.Reason}
		case !missing(absent):
			return p, absent
		}
	}
	if err != nil {
		return p, err
	}
	if p.versions, err = s.Store.Versions(ctx, p.edited.Article); err != nil {
		return p, err
	}
	for i, version := range p.versions {
		if version.ID == p.edited.Version {
			p.version, p.versions = version, p.versions[:i+1]
			break
		}
	}
	if p.version.ID == 0 { // of an article that was merged into this one
		if p.version, err = s.Store.Version(ctx, p.edited.Version); err != nil {
			return p, err
		}
	}
	if p.source, err = s.Store.Source(ctx, p.version.Source); err != nil {
		return p, err
	}
	if p.mode = publish.Shown(p.edited, p.source); p.mode == domain.ModeMonitor {
		return p, fmt.Errorf("article %d is for editors only: %w", id, domain.ErrNotFound)
	}
	if p.version.Content.Lang == "" {
		p.version.Content.Lang = p.edited.Content.From
	}
	return p, nil
}

// articlePage makes the page of an article in one view.
func (s *Site) articlePage(ctx context.Context, v visit, p piece) (templates.Article, error) {
	words, err := s.wording(ctx, v, p)
	if err != nil {
		return templates.Article{}, err
	}
	out := templates.Article{
		Reader: static.Named("reader.js").Path, View: string(p.view), Text: words.text, Original: words.original, Rows: words.rows, Doubts: words.doubts,
		OriginalLang: p.original().Lang, OriginalDir: document.Direction(p.original().Lang),
		Label: label(v, p), Reviewed: reviewed(p) || p.view == publish.ViewOriginal, Facts: s.facts(v, p), Continue: rest(v, p), Origin: s.origin(v, p), Corrections: s.corrections(v, p),
	}
	if p.mode != domain.ModeHeadline {
		out.Views = s.views(v, p)
	}
	if out.Base, err = s.articleBase(ctx, v, p, words); err != nil {
		return out, err
	}
	return out, s.around(ctx, v, p, &out)
}

// views are the links to the three views.
func (s *Site) views(v visit, p piece) []templates.ViewLink {
	var out []templates.ViewLink
	for _, view := range []struct {
		view publish.View
		key  message.Key
	}{
		{publish.ViewTranslation, message.ViewTranslation}, {publish.ViewBilingual, message.ViewBilingual}, {publish.ViewOriginal, message.ViewOriginal},
	} {
		out = append(out, templates.ViewLink{
			Link: templates.Link{Href: s.articlePath(v, p, view.view), Text: v.text(view.key), Current: view.view == p.view}, Name: string(view.view),
		})
	}
	return out
}

// articleBase returns the base of an article's page and what it says to
// machines. The canonical page of all views is the translation alone.
func (s *Site) articleBase(ctx context.Context, v visit, p piece, words wording) (templates.Base, error) {
	elsewhere, err := s.translations(ctx, v, p)
	if err != nil {
		return templates.Base{}, err
	}
	about := page{
		path: s.articlePath(v, p, publish.ViewTranslation), title: line(publish.Title(p.edited.Content)), section: p.edited.Section,
		noIndex: !publish.MayIndex(p.edited, p.source) || p.view != publish.ViewTranslation, elsewhere: elsewhere,
	}
	if p.mode != domain.ModeHeadline {
		about.description = line(publish.Excerpt(words.marked, p.edited.Content.To))
	}
	b, err := s.base(ctx, v, about)
	if err != nil {
		return b, err
	}
	image := s.Addresses.Share(v.edition.ID, p.edited.Article)
	b.Share = &templates.Share{
		Type: "article", Locale: publish.Locale(v.edition.Lang), Image: s.Addresses.Absolute(image), Width: share.Width, Height: share.Height, Alt: about.title,
	}
	var corrections []string
	for _, c := range s.corrections(v, p) {
		corrections = append(corrections, c.Time.Text+" "+c.Text)
	}
	licence, _ := rights.Licence(p.original().Licence)
	b.Data = publish.NewNewsArticle(publish.ArticleData{
		Addresses: s.Addresses, Edition: v.edition, Brand: b.Brand, Edited: p.edited, Source: p.source, Original: p.original(),
		Images: append([]string{image}, words.pictures...), Usage: b.Method, Licence: licence.URL, Correction: corrections,
	})
	return b, nil
}

// translations returns the paths of an article's pages, by edition.
func (s *Site) translations(ctx context.Context, v visit, p piece) (map[string]string, error) {
	editions, err := s.Store.PublishedEditions(ctx, p.edited.Article)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, id := range editions {
		title := p.edited.Content.Article.Headline
		if id != v.edition.ID {
			e, err := s.Store.PublishedTranslation(ctx, id, p.edited.Article)
			if missing(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			title = e.Content.Article.Headline
		}
		out[id] = s.Addresses.Article(id, p.edited.Article, title, publish.ViewTranslation)
	}
	return out, nil
}

// around adds what stands around the article: its section, its story and what
// is related.
func (s *Site) around(ctx context.Context, v visit, p piece, out *templates.Article) error {
	id := v.edition.ID
	if section := p.edited.Section; section != "" {
		out.Kicker = append(out.Kicker, s.sectionLink(v, section, false))
	}
	related, err := s.Store.Related(ctx, id, p.edited.Article, maxRelated)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return err
	}
	if out.Related, err = s.teasers(ctx, v, related, dayOrTime); err != nil {
		return err
	}
	story, err := s.storyOf(ctx, v, p, related)
	if err != nil || story == 0 {
		return err
	}
	out.Story = &templates.Link{Href: s.Addresses.Story(id, story), Text: v.text(message.CoverageAll)}
	return nil
}

// maxRelated is how many related articles a page shows.
const maxRelated = 4

// storyOf returns the story of an article if other published articles belong
// to it too, else 0. Those come first among the related ones.
func (s *Site) storyOf(ctx context.Context, v visit, p piece, related []domain.Headline) (int64, error) {
	if len(related) == 0 || related[0].Story == 0 {
		return 0, nil
	}
	all, err := s.Store.Story(ctx, v.edition.ID, related[0].Story)
	if err != nil {
		return 0, err
	}
	for _, h := range all {
		if h.Article == p.edited.Article {
			return h.Story, nil
		}
	}
	return 0, nil
}

// originalAddress returns where the original stands.
func originalAddress(a domain.Article) string {
	if address := document.SafeAddress(a.Canonical); strings.HasPrefix(address, "http") {
		return address
	}
	if address := document.SafeAddress(a.URL); strings.HasPrefix(address, "http") {
		return address
	}
	return ""
}
