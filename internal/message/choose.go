package message

import "golang.org/x/text/language"

// Accepted returns the messages that suit a browser best, by its
// Accept-Language header.
func Accepted(header string) Messages {
	known := Languages()
	if i, ok := Choose(header, known); ok {
		return all()[i]
	}
	return all()[0]
}

// Choose returns which of some languages suits a browser best, by its
// Accept-Language header, or false where none does.
func Choose(header string, langs []string) (index int, ok bool) {
	if len(header) > maxHeader {
		return 0, false
	}
	want, quality, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return 0, false
	}
	for i, tag := range want { // best first
		if quality[i] == 0 {
			continue
		}
		found, same := -1, false
		base, _ := tag.Base()
		for j, l := range langs {
			have := language.Make(l)
			if have == tag && !same {
				found, same = j, true
			} else if other, _ := have.Base(); other == base && found < 0 {
				found = j
			}
		}
		if found >= 0 {
			return found, true
		}
	}
	return 0, false
}

// maxHeader is the length of the longest Accept-Language header that is read.
const maxHeader = 1000
