package registry

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Language returns the name that a model's language goes by here: the BCP 47
// base language, with a script if it isn't the usual one. Regions make no
// difference: "pt-BR" is "pt", "zh_TW" is "zh-Hant". Underscores pass for
// hyphens, as Mozilla writes them.
func Language(tag string) (string, error) {
	parsed, err := language.Parse(tag)
	if err != nil {
		return "", fmt.Errorf("%q is no language tag such as en or zh-Hant: %w", tag, domain.ErrInvalid)
	}
	base, confidence := parsed.Base()
	name := base.String()
	if confidence != language.Exact || name == "mul" || name == "und" {
		return "", fmt.Errorf("%q names no language: %w", tag, domain.ErrInvalid)
	}
	if name == "no" { // the macrolanguage; models are of Bokmål
		name = "nb"
	}
	script, _ := parsed.Script()
	if usual, _ := language.Make(name).Script(); script != usual {
		name += "-" + script.String()
	}
	return name, nil
}

// ParsePair reads a direction such as "en-ar", "zh-Hant-en" or "en:pt-BR" and
// returns its languages as Language names them. A colon, if any, parts them;
// else the hyphen does that leaves a language on both sides.
func ParsePair(pair string) (from, to string, err error) {
	splits := [][2]string{}
	if a, b, ok := strings.Cut(pair, ":"); ok {
		splits = append(splits, [2]string{a, b})
	} else {
		for i := range len(pair) {
			if pair[i] == '-' {
				splits = append(splits, [2]string{pair[:i], pair[i+1:]})
			}
		}
	}
	found := 0
	for _, split := range splits {
		a, errA := Language(split[0])
		b, errB := Language(split[1])
		if errA == nil && errB == nil {
			from, to = a, b
			found++
		}
	}
	switch {
	case found == 0:
		return "", "", fmt.Errorf("%q is no pair of languages such as en-ar: %w", pair, domain.ErrInvalid)
	case found > 1:
		return "", "", fmt.Errorf("%q can be read in two ways: put a colon between the languages: %w", pair, domain.ErrInvalid)
	case from == to:
		return "", "", fmt.Errorf("%q translates from a language to itself: %w", pair, domain.ErrInvalid)
	}
	return from, to, nil
}

func languagePair(from, to string) (string, string, error) {
	a, err := Language(from)
	if err != nil {
		return "", "", err
	}
	b, err := Language(to)
	return a, b, err
}
