// Package sitetest fills a store with a small edition's worth of articles, to
// test the readers' site with and to look at it.
package sitetest

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/search"
	"github.com/dragoman-news/dragoman/internal/store"
)

//go:embed article/*.txt
var files embed.FS

// Now is the fixture's present: a Monday morning in UTC.
var Now = time.Date(2026, time.November, 23, 11, 30, 0, 0, time.UTC)

// editions are those that the articles are translated for. The Spanish one has none.
var editions = []domain.Edition{
	{ID: "ar", Lang: "ar-EG", Title: "جريدة الترجمان"},
	{ID: "en", Lang: "en-GB", Title: "The Strait Courier"},
	{ID: "es", Lang: "es", Title: "El Intérprete"},
	{ID: "ru", Lang: "ru", Title: "Вестник пролива"},
}

// sources are where the articles come from, by the names in their files.
var sources = map[string]domain.Source{
	"harbour": {Name: "Harbour News Agency", Host: "harbour.example.org", Lang: "en", Section: "world", Mode: domain.ModeFull, Licence: "CC BY 4.0"},
	"courier": {Name: "Северный курьер", Host: "courier.example.org", Lang: "ru", Section: "economy", Mode: domain.ModeFull, Licence: "договор от 1 марта 2026 г."},
	"marfa":   {Name: "صحيفة المرفأ", Host: "marfa.example.org", Lang: "ar", Section: "politics", Mode: domain.ModeFull, Licence: "CC BY-SA 4.0"},
	"valle":   {Name: "Diario del Valle", Host: "valle.example.org", Lang: "es", Section: "economy", Mode: domain.ModeExcerpt},
	"orrin":   {Name: "Orrin Review", Host: "orrin.example.org", Lang: "en", Section: "science", Mode: domain.ModeFull, Licence: "CC BY 4.0"},
	"line":    {Name: "Northern Line Gazette", Host: "line.example.org", Lang: "en", Section: "business", Mode: domain.ModeFull, Licence: "CC BY 4.0"},
	"arena":   {Name: "Спорт-арена", Host: "arena.example.org", Lang: "ru", Section: "sport", Mode: domain.ModeFull, Licence: "CC BY 4.0"},
	"frame":   {Name: "Кадр", Host: "frame.example.org", Lang: "ru", Section: "culture", Mode: domain.ModeFull, Licence: "CC BY 4.0"},
	"sahel":   {Name: "مجلة الساحل", Host: "sahel.example.org", Lang: "ar", Section: "science", Mode: domain.ModeFull, Licence: "CC BY-SA 4.0"},
	"upland":  {Name: "Upland Post", Host: "upland.example.org", Lang: "en", Section: "culture", Mode: domain.ModeHeadline},
}

// Fixture knows what was put into a store.
type Fixture struct {
	Store    *store.Store
	Articles map[string]int64 // by the names of their files
	Sources  map[string]int64
	stories  map[string]domain.Story
}

// Fill fills a store.
func Fill(ctx context.Context, s *store.Store) (*Fixture, error) {
	f := &Fixture{Store: s, Articles: map[string]int64{}, Sources: map[string]int64{}, stories: map[string]domain.Story{}}
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, e := range editions {
			if err := tx.PutEdition(ctx, e); err != nil {
				return err
			}
		}
		for name, source := range sources {
			source.Address, source.Created = "https://"+source.Host+"/feed.xml", Now
			id, err := tx.AddSource(ctx, source)
			if err != nil {
				return err
			}
			f.Sources[name] = id
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	entries, err := files.ReadDir("article")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		data, err := files.ReadFile("article/" + e.Name())
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(e.Name(), ".txt")
		a, err := parse(name, data)
		if err == nil {
			err = f.Put(ctx, a)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
	}
	return f, nil
}

// Article is an article of the fixture: an original and its translations.
type Article struct {
	Name         string
	Source       string
	Section      string // that the source has from now on; empty for no other
	Original     domain.Article
	Translations map[string]domain.Translation // by edition
	Rights       domain.Rights
	Reviewed     map[string]string // by whom, by edition
	Retracted    string            // why
	Story        string
	Picture      int
}

// parse reads an article's file: facts, then its text in each language.
func parse(name string, data []byte) (Article, error) {
	archive := txtar.Parse(data)
	facts := map[string][]string{}
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		facts[key] = append(facts[key], value)
	}
	fact := func(key string) string { return strings.Join(facts[key], "") }
	a := Article{
		Name: name, Source: fact("source"), Retracted: fact("retracted"), Story: fact("story"),
		Translations: map[string]domain.Translation{}, Reviewed: map[string]string{},
	}
	_, _ = fmt.Sscan(fact("picture"), &a.Picture)
	lang := fact("lang")
	for _, file := range archive.Files {
		text, err := article(file.Name, string(file.Data))
		if err != nil {
			return a, err
		}
		if err := text.dates(facts); err != nil {
			return a, err
		}
		text.URL = "https://" + sources[a.Source].Host + "/" + name
		text.Authors = strings.Split(fact("authors"), ", ")
		if a.Picture > 0 {
			text.Lead = &domain.LeadImage{Image: domain.Image{URL: pictureURL(a.Picture), Alt: text.Headline, Width: 1600, Height: 1067}, Credit: domain.PlainText("Harbour / M. Ellison")}
		}
		if file.Name == lang {
			a.Original = text.Article
			continue
		}
		a.Translations[file.Name] = domain.Translation{From: lang, To: file.Name, Article: text.Article, Chain: chain(lang, file.Name, facts)}
	}
	for _, line := range facts["reviewed"] {
		edition, person, _ := strings.Cut(line, " | ")
		a.Reviewed[edition] = person
	}
	for _, line := range facts["doubt"] {
		parts := strings.Split(line, " | ")
		t := a.Translations[parts[0]]
		t.Segments = append(t.Segments, segment(a.Original, t.Article, parts[1:]))
		a.Translations[parts[0]] = t
	}
	return a, nil
}

type dated struct{ domain.Article }

func (d *dated) dates(facts map[string][]string) error {
	zone := time.FixedZone("", 3*3600)
	for key, at := range map[string]*time.Time{"published": &d.Published, "modified": &d.Modified} {
		if len(facts[key]) == 0 {
			continue
		}
		ago, err := time.ParseDuration(facts[key][0])
		if err != nil {
			return err
		}
		*at = Now.Add(ago).In(zone)
	}
	return nil
}

// article reads a headline, a standfirst and a text in Markdown.
func article(lang, text string) (dated, error) {
	head, rest, _ := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
	a := domain.Article{Lang: lang, Headline: head}
	rest = strings.TrimLeft(rest, "\n")
	if standfirst, ok := strings.CutPrefix(rest, "> "); ok {
		a.Standfirst, rest, _ = strings.Cut(standfirst, "\n")
	}
	var err error
	a.Document, err = document.FromMarkdown(rest, nil)
	a.Document.Lang = lang
	return dated{a}, err
}

func chain(from, to string, facts map[string][]string) []domain.Step {
	for _, line := range facts["human"] {
		if edition, person, _ := strings.Cut(line, " | "); edition == to {
			return []domain.Step{{Engine: domain.HumanEngine, Model: person, From: from, To: to}}
		}
	}
	return []domain.Step{{Engine: "bergamot", Model: from + to + " 1.0", From: from, To: to}}
}

// segment makes a segment with a finding: rule, target, source, arguments.
func segment(source, target domain.Article, parts []string) domain.Segment {
	s := domain.Segment{Field: "document", Findings: []domain.Finding{{
		Rule: parts[0], Severity: domain.SeverityWarn, Message: "A check saw something here.", Args: parts[3:],
	}}}
	switch parts[1] {
	case target.Headline:
		s.Field, s.Target, s.Source = "headline", domain.Range{End: len(target.Headline)}, domain.Range{End: len(source.Headline)}
		return s
	case target.Standfirst:
		s.Field, s.Target, s.Source = "standfirst", domain.Range{End: len(target.Standfirst)}, domain.Range{End: len(source.Standfirst)}
		return s
	}
	n := 0
	for _, t := range target.Document.Texts() {
		if at := strings.Index(t.Text, parts[1]); at >= 0 {
			s.Part, s.Target = n, domain.Range{Start: at, End: at + len(parts[1])}
		}
		n++
	}
	for _, t := range source.Document.Texts() {
		if at := strings.Index(t.Text, parts[2]); at >= 0 {
			s.Source = domain.Range{Start: at, End: at + len(parts[2])}
		}
	}
	return s
}

// Put keeps an article, publishes its translations and finds it a story.
func (f *Fixture) Put(ctx context.Context, a Article) error {
	source := f.Sources[a.Source]
	at := a.Original.Published.Add(10 * time.Minute)
	if a.Original.Published.IsZero() {
		at = Now.Add(-time.Hour)
	}
	if a.Picture > 0 {
		if err := f.putPicture(ctx, a.Picture); err != nil {
			return err
		}
	}
	if a.Section != "" {
		if err := f.setSection(ctx, source, a.Section); err != nil {
			return err
		}
	}
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		kept, err := tx.PutArticleVersion(ctx, store.Reading{
			Source: source, At: at, Content: a.Original, Addresses: []domain.Address{{Key: a.Original.URL, URL: a.Original.URL}},
		})
		if err != nil {
			return err
		}
		f.Articles[a.Name] = kept.Article
		if err := f.place(ctx, tx, a, kept, at); err != nil {
			return err
		}
		for edition, t := range a.Translations {
			if err := f.publish(ctx, tx, a, edition, t, kept.Version, at.Add(2*time.Minute)); err != nil {
				return err
			}
		}
		if a.Retracted != "" {
			return tx.RetractArticle(ctx, kept.Article, a.Retracted, Now)
		}
		return nil
	})
}

// setSection gives a source's later articles a section.
func (f *Fixture) setSection(ctx context.Context, source int64, section string) error {
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		x, err := tx.Source(ctx, source)
		if err != nil {
			return err
		}
		x.Section = section
		return tx.SetSource(ctx, x)
	})
}

func (f *Fixture) publish(ctx context.Context, tx *store.Tx, a Article, edition string, t domain.Translation, version int64, at time.Time) error {
	e := domain.Edited{Version: version, Edition: edition, Status: domain.StatusReady, Content: t, Rights: a.Rights, Made: at}
	id, _, err := tx.PutTranslation(ctx, e)
	if err != nil {
		return err
	}
	if person := a.Reviewed[edition]; person != "" {
		e.ID, e.ReviewedBy, e.ReviewedAt = id, person, at.Add(time.Hour)
		if err := tx.ReviewTranslation(ctx, e); err != nil {
			return err
		}
	}
	if _, err := tx.PublishTranslation(ctx, id, at); err != nil {
		return err
	}
	title := search.Document(t.Article.Headline, t.To) + " " + search.Document(a.Original.Headline, t.From)
	return tx.PutSearch(ctx, id, title, search.Document(plain(t.Article), t.To)+" "+search.Document(plain(a.Original), t.From))
}

// plain returns an article's words but for its headline.
func plain(a domain.Article) string {
	var out strings.Builder
	out.WriteString(a.Standfirst)
	for _, t := range a.Document.Texts() {
		out.WriteString("\n" + t.Text)
	}
	return out.String()
}

// place puts an article into its story, by hand.
func (f *Fixture) place(ctx context.Context, tx *store.Tx, a Article, kept store.Kept, at time.Time) error {
	if a.Story == "" {
		return nil
	}
	story := f.stories[a.Story]
	story.Articles++
	story.Centroid = []byte{0}
	if at.After(story.Latest) {
		story.Latest = at
	}
	id, err := tx.PutPlacement(ctx, domain.Placement{
		Member: domain.StoryMember{Article: kept.Article, Version: kept.Version, Time: at, Terms: []int64{}, Sketch: []byte{0}}, Story: story,
	}, Now)
	story.ID = id
	f.stories[a.Story] = story
	return err
}

// Editions returns the identifiers of the fixture's editions.
func Editions() []string {
	var out []string
	for _, e := range editions {
		out = append(out, e.ID)
	}
	slices.Sort(out)
	return out
}
