package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// SearchDepth is how many translations a search looks at, of each rank: those
// that were made last. It bounds a search's time, however common its words are.
const SearchDepth = 1000

// Search says what SearchEdition looks for: published translations that hold
// every word, each as one of its alternatives. Words are tokens as PutSearch
// was given them; no character in them has a meaning. Of more than 32 words,
// and of more than 16 alternatives of one, the first count.
type Search struct {
	Edition string
	Words   [][]string
	Prefix  bool      // the last word's alternatives are beginnings of tokens
	Source  int64     // 0 for all
	Section string    // empty for all
	From    time.Time // published at or after; zero for no bound
	Until   time.Time // published before; zero for no bound
	Offset  int
	Limit   int // 0 and more than 100 are 100
}

// SearchEdition returns an edition's published translations that match, and
// how many match in all, counted up to SearchDepth. Those come first that have
// all words in the title, then in the title or the lead, then some in the title;
// among these the latest. A search without words finds nothing.
func (r Reader) SearchEdition(ctx context.Context, s Search) (hits []domain.Headline, total int, err error) {
	query, args := r.searchQuery(s)
	if query == "" {
		return nil, 0, nil
	}
	hits, err = list(ctx, r, func(row scanner) (domain.Headline, error) {
		return scanHeadline(prefixed{row, &total})
	}, query, args...)
	if err == nil && len(hits) == 0 && s.Offset > 0 { // beyond the end: the number is still to be told
		s.Offset, s.Limit = 0, 1
		_, total, err = r.SearchEdition(ctx, s)
	}
	return hits, min(total, SearchDepth), failed(err, "search the edition %s", s.Edition)
}

// searchQuery writes a search as SQL, or nothing where it has no words.
func (r Reader) searchQuery(s Search) (query string, args []any) {
	words := wordsOf(s.Words, s.Prefix)
	if len(words.all) == 0 {
		return "", nil
	}
	places := []place{anywhere, someInTitle, inLead, inTitle}
	if len(words.all) == 1 {
		places = []place{anywhere, inLead, inTitle}
	}
	q := &condition{}
	q.and("t.edition_id = ?", s.Edition)
	q.and(visible)
	q.narrow(s.Section, s.Source, s.From, s.Until)
	depth := q.argument(SearchDepth)
	ranks := make([]string, len(places))
	for rank, in := range places {
		// The index comes first, whatever the planners think: SQLite takes cross
		// joins as they are written, Postgres plans a sorted subquery by itself.
		ranks[rank] = `SELECT id, at, ` + strconv.Itoa(rank) + ` AS rank FROM (
			SELECT hit.id AS id, t.sort_time AS at
			FROM (SELECT search.rowid AS id FROM search WHERE ` + r.dialect.search.match(q, in, words) + ` ORDER BY search.rowid DESC) AS hit
			CROSS JOIN translation t CROSS JOIN source s
			WHERE t.id = hit.id AND s.id = t.source_id AND ` + q.text() + `
			ORDER BY hit.id DESC LIMIT ` + depth + `) AS latest`
	}
	return `
		WITH found AS (SELECT id, at, MAX(rank) AS rank FROM (` + strings.Join(ranks, " UNION ALL ") + `) AS ranked GROUP BY id, at),
		page AS (SELECT id, rank FROM found ORDER BY rank DESC, at DESC, id DESC
			LIMIT ` + q.argument(bounded(s.Limit, 100)) + ` OFFSET ` + q.argument(max(s.Offset, 0)) + `)
		SELECT (SELECT COUNT(*) FROM found), ` + headlineColumns + `
		FROM page CROSS JOIN ` + headlineTables + ` WHERE t.id = page.id
		ORDER BY page.rank DESC, t.sort_time DESC, t.id DESC`, q.args
}

// prefixed scans one column more before the others.
type prefixed struct {
	scanner
	first any
}

func (p prefixed) Scan(dest ...any) error { return p.scanner.Scan(append([]any{p.first}, dest...)...) }

// PutSearch lets a translation be found by tokens, joined by spaces, in the
// place of those that it was found by before. Tokens are kept as they are, but
// cut to 128 bytes; of a title or text that is longer than 256 KiB the
// beginning counts. The entry goes when the translation leaves its readers.
func (t *Tx) PutSearch(ctx context.Context, translation int64, title, text string) error {
	if err := t.DropSearch(ctx, translation); err != nil {
		return err
	}
	if err := t.index(ctx, translation, title, text); err != nil {
		return failed(err, "let the translation %d be found", translation)
	}
	err := t.exec(ctx, `INSERT INTO analysed (translation_id, title, body) VALUES ($1, $2, $3)`,
		translation, t.codec.pack([]byte(title)), t.codec.pack([]byte(text)))
	return failed(err, "let the translation %d be found", translation)
}

// index adds to the index itself.
func (t *Tx) index(ctx context.Context, translation int64, title, text string) error {
	entry := t.dialect.search.entry(searchTokens(title), searchTokens(text))
	return t.exec(ctx, t.dialect.search.insert, append([]any{translation}, entry...)...)
}

// DropSearch lets a translation be found no longer.
func (t *Tx) DropSearch(ctx context.Context, translation int64) error {
	for _, query := range []string{`DELETE FROM search WHERE rowid = $1`, `DELETE FROM analysed WHERE translation_id = $1`} {
		if err := t.exec(ctx, query, translation); err != nil {
			return failed(err, "let the translation %d be found no longer", translation)
		}
	}
	return nil
}
