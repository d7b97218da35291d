package memory

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// sameBeside reports whether what stands directly before and behind a number of a target is
// surely the same for another whole number: "an 80-year-old", "May 5th", "во 2-м".
func sameBeside(tag, target string, at domain.Range, was, is string) bool {
	was, is = digits(was), digits(is)
	return sameBeforeNumber(lang.Base(tag), target[:at.Start], was, is) && sameEnding(tag, figureEnding.FindString(target[at.End:]), was, is)
}

func sameBeforeNumber(target, head, was, is string) bool {
	before := wordBefore(head)
	switch target {
	case "ru":
		return !vowelMayFollow[before] || opensInRussian(was) == opensInRussian(is)
	case "uk":
		return !ukrainianEuphony[before] || was[0] == is[0]
	case "hu":
		return before != "a" && before != "az"
	}
	return !beforeVowels[before] && !endsInApostrophe(head) || opensWithVowel(target, was) == opensWithVowel(target, is)
}

// opensInRussian tells numbers apart before which prepositions have another form: "во 2-м", "со
// 100", "об 11".
func opensInRussian(number string) string {
	switch {
	case number == "2", number == "1", number == "11":
		return number
	case len(number) == 3 && number[0] == '1':
		return "100"
	}
	return ""
}

// beforeVowels are words of Latin letters that are others before numbers that begin with a vowel.
var beforeVowels = wordSet("a an o u y e il el lo al dal del nel sul allo dallo dello nello sullo")

// opensWithVowel reports whether a number is read with a vowel at its head: "an 8", "an 11",
// the Italian "l'1".
func opensWithVowel(target, number string) bool {
	head := number[:(len(number)-1)%3+1]
	return number[0] == '8' || head == "11" || head == "18" && target == "en" || number == "1" && target != "en"
}

// figureEnding is what belongs to a number behind it.
var figureEnding = regexp.MustCompile(`^['’:‑-]?\pL+`)

// sameEnding reports whether the ending of a number is right for another one.
func sameEnding(tag, ending, was, is string) bool {
	letters := strings.TrimLeft(ending, "'’:‑-")
	compound := utf8.RuneCountInString(letters) > 3
	switch target := lang.Base(tag); {
	case letters == ending: // "5th", "1er"
		return ordinal(tag, was) == ordinal(tag, is)
	case target == "ru", target == "uk": // "19-летний", "2-го", but "5-ти" and "7-ми"
		return compound || ordinalEndings[letters]
	case slices.Contains([]string{"ar", "en", "de", "fr", "es", "it", "pt", "ca"}, target):
		return compound || ordinal(tag, was) == ordinal(tag, is)
	}
	return false // "2019'da", "2020'de"
}

var ordinalEndings = wordSet("й я е го му м х та те ту ї")

func ordinal(tag, number string) plural.Form {
	n, _ := strconv.Atoi(number) // samePlural has read it
	return plural.Ordinal.MatchPlural(language.Make(tag), n, 0, 0, 0, 0)
}
