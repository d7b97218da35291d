package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed stop.txt
var stopText string

// stopList is a language's stop words.
type stopList struct {
	script script
	words  map[string]bool
}

// stopLists returns the stop words by language.
var stopLists = sync.OnceValue(func() map[string]stopList {
	lists := map[string]stopList{}
	for line := range strings.Lines(stopText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		first, _ := utf8.DecodeRuneInString(fields[1])
		list := stopList{script: scriptOf(first), words: map[string]bool{}}
		for _, w := range fields[1:] {
			list.words[strings.Map(foldLetter, w)] = true
		}
		lists[fields[0]] = list
	}
	lists["nn"], lists["no"] = lists["nb"], lists["nb"]
	return lists
})

// stop reports whether w is a stop word of a language.
func (w word) stop(base string) bool { return stopLists()[base].words[w.text] }

// stopIn reports whether w is a stop word wherever its script is read. A word
// that one of the languages uses for something else, as English "war" among
// German stop words, is none.
func (w word) stopIn(bases []string) bool {
	stop := false
	for _, base := range bases {
		switch list, ok := stopLists()[base]; {
		case !ok || list.script != w.script:
		case list.words[w.text]:
			stop = true
		default:
			return false
		}
	}
	return stop
}
