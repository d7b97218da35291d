package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Rule is something that findings can say.
type Rule struct {
	Name     string
	Severity domain.Severity // unless configured otherwise
	Message  string          // English, with {0}, {1} … for the arguments
	About    string          // what the rule is for, in a few words
}

// rules are all rules, by name. The names are part of what Dragoman promises:
// configurations, dismissals and catalogues of messages refer to them.
var rules = []Rule{
	{"address-added", domain.SeverityBlock, "“{0}” is not in the original.", "An address, handle or hashtag that the source lacks"},
	{"address-missing", domain.SeverityBlock, "“{0}” is missing or was changed.", "Addresses, e-mail addresses, handles and hashtags stay exactly as they are"},
	{"bidi-unbalanced", domain.SeverityWarn, "Invisible direction marks are opened {0} times and closed {1} times.", "Bidirectional control characters come in pairs"},
	{"character-unknown", domain.SeverityBlock, "A character was lost: “{0}” stands in its place.", "Replacement characters and unknown tokens"},
	{"chatter", domain.SeverityWarn, "“{0}” looks like words of the translation system, not of the story.", "A language model speaking about its work"},
	{"currency-changed", domain.SeverityBlock, "The original has {0}, the translation {1}.", "A currency never becomes another"},
	{"currency-missing", domain.SeverityBlock, "The currency of {0} is missing.", "An amount keeps its currency"},
	{"empty", domain.SeverityBlock, "There is no translation.", "Nothing was translated"},
	{"furniture", domain.SeverityWarn, "“{0}” looks like a part of the page, not of the story.", "What surrounds a story on its page"},
	{"length", domain.SeverityWarn, "The translation is {0} times as long as the original; about {1} times is usual.", "A length that suggests an omission or an addition"},
	{"link-added", domain.SeverityBlock, "The link to {0} is not in the original.", "Links that the source lacks"},
	{"link-empty", domain.SeverityBlock, "The link to {0} has no words.", "Links without words"},
	{"link-missing", domain.SeverityBlock, "The link to {0} is missing.", "Links that were lost"},
	{"name-foreign", domain.SeverityWarn, "The name {0} was left in Latin letters.", "Persons' names in another script"},
	{"name-inconsistent", domain.SeverityWarn, "{0} is “{1}” here, “{2}” elsewhere.", "One name, one form in a document"},
	{"name-missing", domain.SeverityBlock, "The name {0} is missing, or was translated as a word.", "Persons' names"},
	{"negation-added", domain.SeverityNote, "The translation denies something (“{0}”); the original doesn't seem to.", "Negation that the source lacks"},
	{"negation-missing", domain.SeverityWarn, "The original denies something (“{0}”); the translation doesn't seem to.", "Negation that was lost"},
	{"number-added", domain.SeverityBlock, "The number {0} is not in the original.", "Numbers that the source lacks"},
	{"number-changed", domain.SeverityBlock, "The original has {0}, the translation {1}.", "Numbers keep their value"},
	{"number-format", domain.SeverityWarn, "“{0}” reads as another number in the language of the translation.", "Separators as the target language writes them"},
	{"number-missing", domain.SeverityBlock, "The number {0} is missing.", "Numbers that were lost"},
	{"number-swapped", domain.SeverityBlock, "{0} stands where {1} is said in the original.", "Numbers that changed places; needs an alignment"},
	{"number-word", domain.SeverityBlock, "The original has “{0}”, the translation “{1}”.", "Small numbers in words"},
	{"omission", domain.SeverityWarn, "Nothing in the translation corresponds to “{0}”.", "Words that nothing was aligned with; needs an alignment"},
	{"question-added", domain.SeverityWarn, "The translation asks a question, the original doesn't.", "A question mark that the source lacks"},
	{"question-missing", domain.SeverityWarn, "The original asks a question, the translation doesn't.", "A question mark that was lost"},
	{"quotes", domain.SeverityWarn, "The original has {0} quotation marks, the translation {1}: a quotation is lost or not closed.", "Quotation marks come in pairs"},
	{"repetition", domain.SeverityBlock, "“{0}” is repeated {1} times.", "A translation that runs in a loop"},
	{"same-source", domain.SeverityNote, "The same sentence is translated as “{0}” elsewhere.", "One sentence, translated in two ways"},
	{"spacing", domain.SeverityNote, "“{0}” should be “{1}”.", "Spaces and punctuation of the target language"},
	{"unchecked", domain.SeverityBlock, "The segment is too long to be checked: {0} bytes.", "Texts far longer than a sentence"},
	{"unit-changed", domain.SeverityBlock, "The original has {0}, the translation {1}: the number stayed, the unit did not.", "A unit that changed without its number"},
	{"unit-converted", domain.SeverityNote, "{0} became {1}.", "A converted measure, to be verified"},
	{"untranslated", domain.SeverityBlock, "“{0}” was not translated.", "Runs of the source language"},
	{"word-doubled", domain.SeverityWarn, "“{0}” stands twice.", "Doubled words"},
}

// Rules returns all rules, sorted by name.
func Rules() []Rule { return slices.Clone(rules) }

// English words a rule's message.
func English(rule string, args []string) string {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Name == rule })
	if i < 0 {
		return rule
	}
	pairs := make([]string, 0, 2*len(args))
	for n, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(n)+"}", a)
	}
	return strings.NewReplacer(pairs...).Replace(rules[i].Message)
}
