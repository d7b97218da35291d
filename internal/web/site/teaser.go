package site

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// excerptWords is how much of an article's text is shown where only an excerpt
// may be.
const excerptWords = 50

// dated says how a list writes its articles' times.
type dated int

const (
	timeOfDay dated = iota // under a heading that says the day
	dayOrTime              // the time today, the day before
	fullTime               // both
)

// teasers returns headlines as a list shows them, none of sources that are
// only monitored.
func (s *Site) teasers(ctx context.Context, v visit, headlines []domain.Headline, d dated) ([]templates.Teaser, error) {
	pictures, err := s.pictures(ctx, headlines)
	if err != nil {
		return nil, err
	}
	var out []templates.Teaser
	for _, h := range headlines {
		if h.Mode == domain.ModeMonitor {
			continue
		}
		t := s.teaser(v, h, d)
		if h.Mode == domain.ModeFull && h.Image != "" {
			t.Picture = pictures.picture(h.Image)
		}
		out = append(out, t)
	}
	return out, nil
}

func (s *Site) teaser(v visit, h domain.Headline, d dated) templates.Teaser {
	id := v.edition.ID
	t := templates.Teaser{
		Href: s.Addresses.Article(id, h.Article, h.Title, ""), Title: line(h.Title), Lang: v.edition.Lang, Dir: document.Direction(v.edition.Lang),
		Source: line(h.SourceName), SourceLang: h.Lang, SourceHref: s.Addresses.Source(id, h.Source, h.SourceName), FromLang: v.foreign(),
		Time: s.moment(v, h.Time, d), TitleDoubt: s.titleDoubt(v, h),
	}
	if t.Title == "" {
		t.Title = v.text(message.Untitled)
	}
	if h.Mode != domain.ModeHeadline {
		t.Standfirst = cut(line(h.Standfirst), excerptWords)
		if h.DoubtfulStandfirst {
			t.StandfirstDoubt = s.doubt(v, h, message.DoubtfulStandfirst)
		}
	}
	if h.Lang != "" {
		t.From = v.text(message.FromLanguage, "language", v.words.Language(h.Lang))
	}
	return t
}

// titleDoubt says that a title is doubtful, nil for one that isn't.
func (s *Site) titleDoubt(v visit, h domain.Headline) *templates.Link {
	if !h.DoubtfulTitle {
		return nil
	}
	return s.doubt(v, h, message.DoubtfulHeadline)
}

// doubt leads to what is doubtful in an article.
func (s *Site) doubt(v visit, h domain.Headline, key message.Key) *templates.Link {
	return &templates.Link{Href: s.Addresses.Article(v.edition.ID, h.Article, h.Title, "") + "#doubts", Text: v.text(key), Lang: v.foreign()}
}

// cut returns a text's first words, and an ellipsis where there are more.
func cut(text string, words int) string {
	all := strings.Fields(text)
	if len(all) <= words {
		return text
	}
	return strings.Join(all[:words], " ") + " …"
}

// moment writes a time in the site's zone.
func (s *Site) moment(v visit, t time.Time, d dated) templates.Moment {
	t = t.In(s.Zone)
	m := templates.Moment{ISO: t.Format(time.RFC3339)}
	switch today := t.Format(time.DateOnly) == v.now.Format(time.DateOnly); {
	case d == fullTime:
		m.Text = v.locale.Moment(t)
	case d == timeOfDay || today:
		m.Text = v.locale.Clock(t)
	default:
		m.Text = v.locale.DayOfMonth(t)
	}
	return m
}

// days puts articles, the latest first, under their days.
func (s *Site) days(ctx context.Context, v visit, headlines []domain.Headline) ([]templates.Group, error) {
	var out []templates.Group
	for start := 0; start < len(headlines); {
		day := headlines[start].Time.In(s.Zone)
		end := start + 1
		for end < len(headlines) && headlines[end].Time.In(s.Zone).Format(time.DateOnly) == day.Format(time.DateOnly) {
			end++
		}
		teasers, err := s.teasers(ctx, v, headlines[start:end], timeOfDay)
		if err != nil {
			return nil, err
		}
		if len(teasers) > 0 {
			out = append(out, templates.Group{Time: templates.Moment{Text: v.locale.Weekday(day), ISO: day.Format(time.DateOnly)}, Teasers: teasers})
		}
		start = end
	}
	return out, nil
}

// album is what is kept of some pictures, by their keys.
type album struct {
	site  *Site
	sizes map[string][]domain.Media
}

// pictures finds the kept copies of the headlines' pictures.
func (s *Site) pictures(ctx context.Context, headlines []domain.Headline) (album, error) {
	var addresses []string
	for _, h := range headlines {
		if h.Image != "" && h.Mode == domain.ModeFull {
			addresses = append(addresses, h.Image)
		}
	}
	return s.album(ctx, addresses)
}

func (s *Site) album(ctx context.Context, addresses []string) (album, error) {
	a := album{site: s}
	if len(addresses) == 0 {
		return a, nil
	}
	keys := make([]string, len(addresses))
	for i, address := range addresses {
		keys[i] = domain.MediaKey(address)
	}
	var err error
	if a.sizes, err = s.Store.MediaSizes(ctx, keys); err != nil {
		return a, fmt.Errorf("pictures: %w", err)
	}
	return a, nil
}

// picture returns the kept copy of the picture at an address, or nil.
func (a album) picture(address string) *templates.Picture {
	p := a.all(address)
	if p.Src == "" {
		return nil
	}
	return &templates.Picture{Src: p.Src, SrcSet: p.SrcSet, Width: p.Width, Height: p.Height, Lazy: true}
}

// all returns the kept sizes of the picture at an address; zero where there
// are none.
func (a album) all(address string) document.PictureSizes {
	var p document.PictureSizes
	var set []string
	for _, m := range a.sizes[domain.MediaKey(address)] {
		path := a.site.Addresses.Media(m.Key, m.Size)
		set = append(set, path+" "+strconv.Itoa(m.Width)+"w")
		if m.Width >= p.Width {
			p.Src, p.Width, p.Height = path, m.Width, m.Height
		}
	}
	if len(set) > 1 {
		p.SrcSet = strings.Join(set, ", ")
	}
	return p
}
