package store

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// searchDialect is full-text search as a database has it. Its table search
// has a translation's identifier as rowid.
type searchDialect struct {
	insert string                           // a row, of $1 and what entry returns
	entry  func(title, body []string) []any // tokens as they are kept
	match  func(q *condition, in place, words searchWords) string
}

// place is where words are to be found.
type place int

const (
	anywhere    place = iota
	someInTitle       // one at least, and the others anywhere
	inLead            // or in the title
	inTitle
)

// leadTokens is how many tokens a text begins with that say what it is about,
// as news does.
const leadTokens = 60

// fts5 is SQLite's. The tokenizer only ever sees what searchToken leaves, of
// which it changes nothing. Where in a column a token stands isn't kept: it
// would double the index.
var fts5 = searchDialect{
	insert: `INSERT INTO search (rowid, title, lead, body) VALUES ($1, $2, $3, $4)`,
	entry: func(title, body []string) []any {
		lead := body[:min(len(body), leadTokens)]
		return []any{strings.Join(title, " "), strings.Join(lead, " "), strings.Join(body[len(lead):], " ")}
	},
	match: func(q *condition, in place, words searchWords) string {
		write := func(columns, and string) string { return columns + ` : (` + words.query(`"`, ` OR `, and, ` *`) + `)` }
		query := map[place]string{
			anywhere:    write(`{title lead body}`, ` AND `),
			someInTitle: write(`{title}`, ` OR `) + ` AND ` + write(`{title lead body}`, ` AND `),
			inLead:      write(`{title lead}`, ` AND `),
			inTitle:     write(`{title}`, ` AND `),
		}
		return `search MATCH ` + q.argument(query[in])
	},
}

// tsvector is Postgres'. Neither its parser nor a configuration is used.
var tsvector = searchDialect{
	insert: `INSERT INTO search (rowid, title, lead, body)
		VALUES ($1, CAST(CAST($2 AS TEXT) AS TSVECTOR), CAST(CAST($3 AS TEXT) AS TSVECTOR), CAST(CAST($4 AS TEXT) AS TSVECTOR))`,
	entry: func(title, body []string) []any {
		return []any{vector(title), vector(title, body[:min(len(body), leadTokens)]), vector(title, body)}
	},
	match: func(q *condition, in place, words searchWords) string {
		holds := func(column, and string) string {
			return `search.` + column + ` @@ CAST(CAST(` + q.argument(words.query(`'`, ` | `, and, `:*`)) + ` AS TEXT) AS TSQUERY)`
		}
		switch in {
		case inTitle:
			return holds("title", " & ")
		case inLead:
			return holds("lead", " & ")
		case someInTitle:
			return holds("title", " | ") + " AND " + holds("body", " & ")
		default:
			return holds("body", " & ")
		}
	},
}

// vector writes tokens as a tsvector.
func vector(tokens ...[]string) string {
	var out strings.Builder
	for _, token := range slices.Concat(tokens...) {
		out.WriteString("'" + token + "' ")
	}
	return out.String()
}

// searchWords are the words of a search, each of which has alternatives.
type searchWords struct {
	all    [][]string
	prefix bool // of the last word
}

// query writes words in a query language: how it quotes a token, joins
// alternatives and words, and marks the beginning of a token.
func (w searchWords) query(quote, or, and, beginning string) string {
	all := make([]string, len(w.all))
	for i, alternatives := range w.all {
		quoted := make([]string, len(alternatives))
		for j, token := range alternatives {
			quoted[j] = quote + token + quote
			if w.prefix && i == len(w.all)-1 {
				quoted[j] += beginning
			}
		}
		all[i] = "(" + strings.Join(quoted, or) + ")"
	}
	return strings.Join(all, and)
}

// The bounds of what is searched and of what is searched for.
const (
	maxToken        = 128       // bytes; a tsvector's tokens may have 2 KiB
	maxSearched     = 256 << 10 // bytes; a tsvector may have 1 MiB with its positions
	maxWords        = 32
	maxAlternatives = 16
)

// searchTokens splits analysed text.
func searchTokens(text string) []string {
	var tokens []string
	size := 0
	for field := range strings.FieldsSeq(strings.ToValidUTF8(text, "")) {
		token := searchToken(field)
		if size += len(token) + 1; size > maxSearched {
			break
		}
		tokens = append(tokens, token)
	}
	return tokens
}

// wordsOf makes the words of a query comparable to what searchTokens returns.
// Empty alternatives go, and words without any.
func wordsOf(words [][]string, prefix bool) searchWords {
	var all [][]string
	for _, alternatives := range words {
		var tokens []string
		for _, a := range alternatives {
			if token := searchToken(strings.TrimSpace(strings.ToValidUTF8(a, ""))); token != "" && !slices.Contains(tokens, token) {
				tokens = append(tokens, token)
			}
			if len(tokens) == maxAlternatives {
				break
			}
		}
		if len(tokens) > 0 {
			all = append(all, tokens)
		}
		if len(all) == maxWords {
			break
		}
	}
	return searchWords{all: all, prefix: prefix}
}

// private is where Unicode's private use begins, which no word uses.
const private = 0xE000

// searchToken writes a token so that neither database finds anything in it to
// split, fold or obey: of ASCII small letters and digits stay, the other
// characters move into Unicode's private use. Equal tokens stay equal,
// different ones different, and beginnings beginnings.
func searchToken(token string) string {
	moved := strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return private + r
	}, token)
	if len(moved) <= maxToken {
		return moved
	}
	end := maxToken
	for !utf8.RuneStart(moved[end]) {
		end--
	}
	return moved[:end]
}
