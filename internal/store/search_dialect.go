package store

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// searchDialect is full-text search as a database has it. Its table search
// has a translation's identifier as rowid.
type searchDialect struct {
	insert string                                     // a row, of $1 and what entry returns
	entry  func(title, body []string) []any           // tokens as they are kept
	query  func(words [][]string, prefix bool) string // the value of match
	match  string                                     // condition, where ? stands for the query
	score  string                                     // the more the better
}

// fts5 is SQLite's. The tokenizer only ever sees what searchToken leaves, of
// which it changes nothing.
var fts5 = searchDialect{
	insert: `INSERT INTO search (rowid, title, body) VALUES ($1, $2, $3)`,
	entry: func(title, body []string) []any {
		return []any{strings.Join(title, " "), strings.Join(body, " ")}
	},
	query: func(words [][]string, prefix bool) string {
		return searchQuery(words, prefix, `"`, ` OR `, ` AND `, ` *`)
	},
	match: `search MATCH ?`,
	score: `-bm25(search, 5.0, 1.0)`,
}

// tsvector is Postgres'. Neither its parser nor a configuration is used.
var tsvector = searchDialect{
	insert: `INSERT INTO search (rowid, vector) VALUES ($1, CAST(CAST($2 AS TEXT) AS TSVECTOR))`,
	entry:  func(title, body []string) []any { return []any{vector(title, body)} },
	query: func(words [][]string, prefix bool) string {
		return searchQuery(words, prefix, `'`, ` | `, ` & `, `:*`)
	},
	match: `search.vector @@ CAST(CAST(? AS TEXT) AS TSQUERY)`,
	score: `ts_rank('{0.2, 0.4, 0.6, 1.0}', search.vector, CAST(CAST(? AS TEXT) AS TSQUERY), 1)`,
}

func searchQuery(words [][]string, prefix bool, quote, or, and, beginning string) string {
	all := make([]string, len(words))
	for i, alternatives := range words {
		quoted := make([]string, len(alternatives))
		for j, token := range alternatives {
			quoted[j] = quote + token + quote
			if prefix && i == len(words)-1 {
				quoted[j] += beginning
			}
		}
		all[i] = "(" + strings.Join(quoted, or) + ")"
	}
	return strings.Join(all, and)
}

// lastPosition is the greatest that a tsvector keeps, and mostPositions how
// many of one token.
const (
	lastPosition  = 16383
	mostPositions = 255
)

// vector writes tokens as a tsvector, those of the title with weight A.
func vector(title, body []string) string {
	places := map[string][]string{}
	for i, token := range slices.Concat(title, body) {
		if len(places[token]) == mostPositions {
			continue
		}
		place := strconv.Itoa(min(i+1, lastPosition))
		if i < len(title) {
			place += "A"
		}
		places[token] = append(places[token], place)
	}
	var out strings.Builder
	for token, at := range places {
		out.WriteString("'" + token + "':" + strings.Join(at, ",") + " ")
	}
	return out.String()
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

// searchWords makes the words of a query comparable to what searchTokens
// returns. Empty alternatives go, and words without any.
func searchWords(words [][]string) [][]string {
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
	return all
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
