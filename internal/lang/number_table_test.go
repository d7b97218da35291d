package lang

import (
	"regexp"
	"strings"
	"testing"
)

// TestNumberTables reads every line as parseNumberTable does, which takes them
// for right: keys that it knows, and words that a text can have.
func TestNumberTables(t *testing.T) {
	t.Parallel()
	key := regexp.MustCompile(`^(~?[0-9]+(\.[0-9]+)?|x1e[0-9]+|hundred|joiner|between|habit|alone|multiple|-)$`)
	for language, table := range numberTables {
		for line := range strings.Lines(table) {
			k, words, ok := strings.Cut(strings.TrimSpace(line), ":")
			if !ok {
				if strings.TrimSpace(line) != "" {
					t.Errorf("%s: no key in %q", language, line)
				}
				continue
			}
			if !key.MatchString(k) {
				t.Errorf("%s: unknown key %q", language, k)
			}
			for w := range strings.FieldsSeq(words) {
				if k == "alone" && !numbersOf(language).knows(w) {
					t.Errorf("%s: %q is in no line above", language, w)
				}
				plain := strings.TrimSuffix(strings.TrimSuffix(w, "*"), ".")
				if k != "between" && (wordLength(plain) != len(plain) || plainWord(strings.ToLower(plain)) != plain) {
					t.Errorf("%s: %s: %q is no word that a text can have", language, k, w)
				}
			}
		}
	}
}

// knows reports whether a word of a table is in it with a value.
func (r *numberRules) knows(word string) bool {
	prefix, ok := strings.CutSuffix(word, "*")
	if ok {
		return r.prefixes[prefix].value > 0
	}
	return r.exact[word].value > 0
}
