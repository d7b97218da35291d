package site

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/search"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/static"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// maxQuery is the length in characters of the longest query that is read.
const maxQuery = 200

// query is what a search form asks for.
type query struct {
	words       string
	source      int64
	section     string
	from, until time.Time // days; until is included
	page        int
}

// readQuery reads the form. What makes no sense in it is as if it were empty.
func readQuery(form url.Values) query {
	q := query{words: line(strings.ToValidUTF8(form.Get("q"), "")), section: form.Get("section"), page: 1}
	if runes := []rune(q.words); len(runes) > maxQuery {
		q.words = string(runes[:maxQuery])
	}
	if id, err := strconv.ParseInt(form.Get("source"), 10, 64); err == nil && id > 0 {
		q.source = id
	}
	if day, err := time.Parse(time.DateOnly, form.Get("from")); err == nil {
		q.from = day
	}
	if day, err := time.Parse(time.DateOnly, form.Get("until")); err == nil {
		q.until = day
	}
	if n, err := strconv.Atoi(form.Get("page")); err == nil && n > 1 && n <= maxPages {
		q.page = n
	}
	return q
}

// values returns the form that asks for q.
func (q query) values() url.Values {
	out := url.Values{}
	set := func(key, value string) {
		if value != "" {
			out.Set(key, value)
		}
	}
	set("q", q.words)
	if q.source != 0 {
		set("source", strconv.FormatInt(q.source, 10))
	}
	set("section", q.section)
	set("from", day(q.from))
	set("until", day(q.until))
	if q.page > 1 {
		set("page", strconv.Itoa(q.page))
	}
	return out
}

// search returns what q asks the store for, at most limit articles.
func (q query) search(edition string, languages []string, limit int) store.Search {
	out := store.Search{
		Edition: edition, Words: search.Query(q.words, languages...), Prefix: endsInWord(q.words), Source: q.source, Section: q.section, From: q.from,
		Offset: (q.page - 1) * pageSize, Limit: limit,
	}
	if !q.until.IsZero() {
		out.Until = q.until.AddDate(0, 0, 1)
	}
	return out
}

// day returns a date as forms have it, "" for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// serveSearch is the search form and what it finds.
func (s *Site) serveSearch(w http.ResponseWriter, r *http.Request, v visit) error {
	if s.Copy {
		return s.serveNoSearch(w, r, v)
	}
	q := readQuery(r.URL.Query())
	p := templates.Search{
		HTMX: static.Named("search.js").Path, Action: s.Addresses.Page(v.edition.ID, searchPage),
		Query: q.words, From: day(q.from), Until: day(q.until), Found: v.text(message.SearchHint),
	}
	languages, err := s.searchChoices(r.Context(), v, q, &p)
	if err != nil {
		return err
	}
	if q.words != "" {
		if err := s.find(r.Context(), v, q, languages, &p); err != nil {
			return err
		}
	}
	if p.Base, err = s.base(r.Context(), v, page{path: p.Action, title: v.text(message.Search), noIndex: q.words != ""}); err != nil {
		return err
	}
	return write(w, p, q.words != "")
}

// searchChoices fills in the filters and returns the languages to search in.
func (s *Site) searchChoices(ctx context.Context, v visit, q query, p *templates.Search) ([]string, error) {
	languages := []string{v.edition.Lang}
	counts, err := s.Store.EditionSources(ctx, v.edition.ID)
	if err != nil {
		return nil, err
	}
	sources, err := s.Store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	shown, langs := map[int64]bool{}, map[int64]string{}
	for _, x := range sources {
		shown[x.ID], langs[x.ID] = x.Mode != domain.ModeMonitor, x.Lang
		if x.Lang != "" {
			languages = append(languages, x.Lang)
		}
	}
	for _, c := range counts {
		if shown[c.ID] {
			p.SourceChoices = append(p.SourceChoices, templates.Choice{Value: strconv.FormatInt(c.ID, 10), Text: line(c.Name), Lang: langs[c.ID], Chosen: c.ID == q.source})
		}
	}
	sections, err := s.Store.EditionSections(ctx, v.edition.ID)
	if err != nil {
		return nil, err
	}
	for _, c := range sections {
		if c.Name != "" {
			p.SectionChoices = append(p.SectionChoices, templates.Choice{Value: c.Name, Text: s.sectionName(v, c.Name), Lang: v.sectionLang(c.Name), Chosen: c.Name == q.section})
		}
	}
	return languages, nil
}

func (s *Site) find(ctx context.Context, v visit, q query, languages []string, p *templates.Search) error {
	hits, total, err := s.Store.SearchEdition(ctx, q.search(v.edition.ID, languages, pageSize))
	if err != nil {
		return err
	}
	if total == 0 {
		p.Found = v.text(message.SearchNothing, "query", name(q.words))
		if len(search.Query(q.words)) == 0 {
			p.Found = v.text(message.SearchWordless, "query", name(q.words))
		}
		p.Help, err = s.searchHelp(ctx, v, q, languages)
		return err
	}
	teasers, err := s.teasers(ctx, v, hits, fullTime)
	if err != nil {
		return err
	}
	h := newHighlighter(q.words, v.edition.Lang)
	for _, t := range teasers {
		p.Hits = append(p.Hits, templates.Hit{Teaser: t, Marked: h.mark(t.Title), MarkedStandfirst: h.mark(t.Standfirst)})
	}
	p.Found = v.text(message.SearchFound, "n", v.number(total))
	p.Pager = s.pager(v, q.page, total > q.page*pageSize && q.page < maxPages, func(n int) string {
		to := q
		to.page = n
		return p.Action + "?" + to.values().Encode()
	})
	return nil
}

// endsInWord reports whether the last word may be still being typed.
func endsInWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// highlighter marks the words of texts that a query has found: those that the
// search's analyser reads as one of the query's.
type highlighter struct {
	lang   string
	tokens map[string]bool
	typed  string // the last word, as far as it is typed
}

func newHighlighter(words, lang string) highlighter {
	h := highlighter{lang: lang, tokens: map[string]bool{}}
	for _, group := range search.Query(words, lang) {
		for _, token := range group {
			h.tokens[token] = true
		}
	}
	if fields := strings.FieldsFunc(words, notWord); len(fields) > 0 && endsInWord(words) {
		h.typed = strings.ToLower(fields[len(fields)-1])
	}
	return h
}

// mark returns a text as HTML with its found words in mark elements.
func (h highlighter) mark(text string) template.HTML {
	var out strings.Builder
	for len(text) > 0 {
		end := strings.IndexFunc(text, notWord)
		if end == 0 {
			end = strings.IndexFunc(text, isWord)
			if end < 0 {
				end = len(text)
			}
			out.WriteString(template.HTMLEscapeString(text[:end]))
			text = text[end:]
			continue
		}
		if end < 0 {
			end = len(text)
		}
		word := template.HTMLEscapeString(text[:end])
		if h.found(text[:end]) {
			word = "<mark>" + word + "</mark>"
		}
		out.WriteString(word)
		text = text[end:]
	}
	return template.HTML(out.String()) //nolint:gosec // every word is escaped
}

func (h highlighter) found(word string) bool {
	for token := range strings.FieldsSeq(search.Document(word, h.lang)) {
		if h.tokens[token] {
			return true
		}
	}
	return h.typed != "" && strings.HasPrefix(strings.ToLower(word), h.typed)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func notWord(r rune) bool { return !isWord(r) }
