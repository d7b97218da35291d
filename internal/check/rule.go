package check

import (
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Rule is something that findings can say.
type Rule struct {
	Name     string
	Severity domain.Severity // unless configured otherwise
	About    string          // what the rule is for, in a few words
}

// rules are all rules, by name; package message words what they find. The names are part of what Dragoman promises:
// configurations, dismissals and catalogues of messages refer to them.
var rules = []Rule{
	{"address-added", domain.SeverityBlock, "An address, handle or hashtag that the source lacks"},
	{"address-missing", domain.SeverityBlock, "Addresses, e-mail addresses, handles and hashtags stay exactly as they are"},
	{"bidi-unbalanced", domain.SeverityWarn, "Bidirectional control characters come in pairs"},
	{"character-unknown", domain.SeverityBlock, "Replacement characters and unknown tokens"},
	{"chatter", domain.SeverityWarn, "A language model speaking about its work"},
	{"currency-changed", domain.SeverityBlock, "A currency never becomes another"},
	{"currency-missing", domain.SeverityBlock, "An amount keeps its currency"},
	{"empty", domain.SeverityBlock, "Nothing was translated"},
	{"expression-missing", domain.SeverityWarn, "Expressions as the edition's terms have them"},
	{"furniture", domain.SeverityWarn, "What surrounds a story on its page"},
	{"length", domain.SeverityWarn, "A length that suggests an omission or an addition"},
	{"link-added", domain.SeverityBlock, "Links that the source lacks"},
	{"link-empty", domain.SeverityBlock, "Links without words"},
	{"link-missing", domain.SeverityBlock, "Links that were lost"},
	{"name-foreign", domain.SeverityWarn, "Persons' names in another script"},
	{"name-inconsistent", domain.SeverityWarn, "One name, one form in a document"},
	{"name-missing", domain.SeverityBlock, "Persons' names"},
	{"negation-added", domain.SeverityNote, "Negation that the source lacks"},
	{"negation-missing", domain.SeverityWarn, "Negation that was lost"},
	{"number-added", domain.SeverityBlock, "Numbers that the source lacks"},
	{"number-changed", domain.SeverityBlock, "Numbers keep their value"},
	{"number-format", domain.SeverityWarn, "Separators as the target language writes them"},
	{"number-missing", domain.SeverityBlock, "Numbers that were lost"},
	{"number-swapped", domain.SeverityBlock, "Numbers that changed places; needs an alignment"},
	{"number-word", domain.SeverityBlock, "Small numbers in words"},
	{"omission", domain.SeverityNote, "Words that nothing was aligned with; needs an alignment"},
	{"question-added", domain.SeverityWarn, "A question mark that the source lacks"},
	{"question-missing", domain.SeverityWarn, "A question mark that was lost"},
	{"quotes", domain.SeverityWarn, "Quotation marks come in pairs"},
	{"repetition", domain.SeverityBlock, "A translation that runs in a loop"},
	{"same-source", domain.SeverityNote, "One sentence, translated in two ways"},
	{"spacing", domain.SeverityNote, "Spaces and punctuation of the target language"},
	{"speaker-changed", domain.SeverityWarn, "Who says a quotation"},
	{"term-forbidden", domain.SeverityBlock, "Translations that the edition's terms forbid"},
	{"term-missing", domain.SeverityBlock, "Names as the edition's terms have them"},
	{"unchecked", domain.SeverityBlock, "Texts far longer than a sentence"},
	{"unit-changed", domain.SeverityBlock, "A unit that changed without its number"},
	{"unit-converted", domain.SeverityNote, "A converted measure, to be verified"},
	{"untranslated", domain.SeverityBlock, "Runs of the source language"},
	{"word-doubled", domain.SeverityWarn, "Doubled words"},
}

// Rules returns all rules, sorted by name.
func Rules() []Rule { return slices.Clone(rules) }
