package translate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// located is where a translation says a name, rightly or wrongly.
type located struct {
	domain.Range
	words propername.Words
	alike bool // at least one of its words sounds like the name
	owner bool // the source says that something is the name's
}

// of adds what the source says of the name's case at r.
func (l located) of(source string, r domain.Range) located {
	rest := source[r.End:]
	l.owner = strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s") || before(source, r.Start) == "of"
	return l
}

const (
	leastMass = .5 // of a word's attention that a name must have to be what it came from
	joinMass  = .3 // of a neighbour that belongs to the same rendering

	leastSound  = .5  // what a word counts that sounds like the name at all
	clearlyMore = .25 // of such counts, apart: Jackman for Джекман, which is a bit like Jackson
)

// locate finds the words of a translation that stand for the source's name at r, outside
// the taken ranges: by how they sound, how they resemble the right forms, and the alignment,
// which strict doesn't believe for words in small letters. ok is false where there are none.
func (w *worker) locate(u *unit, r *rendition, name domain.Range, forms []string, taken []domain.Range, strict bool) (located, bool) {
	words := propername.Split(r.text)
	parts := propername.Split(u.text[name.Start:name.End])
	sounds := make([]float64, len(words))
	mass := make([]float64, len(words))
	best, most := -1, 0.0
	for i, word := range words {
		if overlaps(taken, word.At) {
			continue
		}
		for _, p := range parts {
			sounds[i] = max(sounds[i], w.soundsLike(p.Lower, word))
		}
		if sounds[i] == 0 && resembles(forms, word) {
			sounds[i] = leastSound
		}
		if sounds[i] > 0 && w.anotherName(u, r, parts, word, sounds[i]) {
			sounds[i] = 0
			continue
		}
		mass[i] = r.align.mass(name, word.At)
		score := mass[i] + sounds[i]
		if sounds[i] == 0 && (mass[i] < leastMass || functionWord(word)) {
			score = 0
		}
		if score > most {
			best, most = i, score
		}
	}
	if best < 0 {
		return located{}, false
	}
	belongs := func(i, neighbour int) bool {
		if i < 0 || i >= len(words) || overlaps(taken, words[i].At) {
			return false
		}
		gap := r.text[words[min(i, neighbour)].At.End:words[max(i, neighbour)].At.Start]
		first, _ := utf8.DecodeRuneInString(words[i].Text)
		switch {
		case gap != " " && gap != "-":
			return false
		case sounds[i] > 0:
			return len(parts) > 1
		case functionWord(words[i]) || mass[i] < joinMass:
			return false
		case gap == "-":
			return true
		}
		return len(parts) > 1 && unicode.IsUpper(first) || !strict && mass[i] >= leastMass && (sounds[best] == 0 || len(parts) > 1)
	}
	start, end := best, best
	for belongs(start-1, start) && end-start < len(parts) {
		start--
	}
	for belongs(end+1, end) && end-start < len(parts) {
		end++
	}
	out := located{Range: domain.Range{Start: words[start].At.Start, End: words[end].At.End}, words: words[start : end+1]}
	for i := start; i <= end; i++ {
		out.alike = out.alike || sounds[i] > 0
	}
	return out, true
}

// anotherName reports whether a word that sounds like a name in the source, of such parts, writes
// down another one: one that the alignment says it came from or, without an alignment, that it
// sounds clearly more like.
func (w *worker) anotherName(u *unit, r *rendition, parts propername.Words, word propername.Word, sound float64) bool {
	return slices.ContainsFunc(propername.Split(u.text), func(s propername.Word) bool {
		first, _ := utf8.DecodeRuneInString(s.Text)
		same := slices.ContainsFunc(parts, func(p propername.Word) bool { return propername.Bare(p.Lower) == propername.Bare(s.Lower) })
		switch {
		case same, !unicode.IsUpper(first):
			return false
		case r.align.empty():
			return w.soundsLike(s.Lower, word) > sound+clearlyMore
		}
		return r.align.mass(s.At, word.At) >= leastMass && w.soundsLike(s.Lower, word) > 0
	})
}

// soundsLike says how surely a word of the translation writes down a part of a name, 0
// where it doesn't.
func (w *worker) soundsLike(part string, word propername.Word) float64 {
	latin := propername.Latin(propername.Bare(part))
	if len(latin) < 3 || propername.Script(part) != unicode.Latin {
		return 0
	}
	script := propername.Script(word.Text)
	if script == unicode.Latin {
		if first, _ := utf8.DecodeRuneInString(word.Text); unicode.IsUpper(first) && propername.Alike(latin, propername.Latin(word.Lower)) {
			return 1
		}
		return 0
	}
	model := propername.ModelFor(script)
	if model == nil {
		return 0
	}
	if first, _ := utf8.DecodeRuneInString(word.Text); script == unicode.Cyrillic && !unicode.IsUpper(first) {
		return 0
	}
	if score := model.Spelling(latin, word.Text); score >= model.Threshold {
		return leastSound + (score-model.Threshold)/4
	}
	return 0
}

// resembles reports whether a word is one of a name's right forms but for a letter or so.
func resembles(forms []string, word propername.Word) bool {
	if first, _ := utf8.DecodeRuneInString(word.Text); unicode.IsLower(first) {
		return false
	}
	for _, form := range forms {
		for _, part := range propername.Split(form) {
			if propername.Resembles(part.Text, word.Text) {
				return true
			}
		}
	}
	return false
}

// functionWord reports whether a word is rather grammar than a rendering of a name.
func functionWord(word propername.Word) bool {
	return utf8.RuneCountInString(word.Text) < 3 || propername.Governed(word.Lower) != 0 || notNames[word.Lower]
}

var notNames = wordsOf(`что как это его она они или для при чтобы когда если был была были есть также уже еще ещё который которая которое которые сказал сказала заявил заявила
	сообщил сообщила the and who that said هذا هذه التي الذي على إلى من في عن قال وقال أن إن كان`)

// mass is the share of a target word's attention that goes to a range of the source.
func (a alignment) mass(source, word domain.Range) float64 {
	sum, tokens := 0.0, 0
	for i, t := range a.target {
		if overlap(t, word) == 0 {
			continue
		}
		tokens++
		for j, s := range a.source {
			if overlap(s, source) > 0 {
				sum += float64(a.weights[i][j])
			}
		}
	}
	if tokens == 0 {
		return 0
	}
	return sum / float64(tokens)
}

// before returns the word that stands right before a place, in lower case, "" where
// there is none.
func before(text string, at int) string {
	head := text[:at]
	trimmed := strings.TrimRight(head, " \u00a0\"«„(")
	if len(trimmed) == len(head) && head != "" {
		return ""
	}
	rest := strings.TrimRightFunc(trimmed, func(r rune) bool { return wordRune(r) || r == '-' })
	return strings.ToLower(trimmed[len(rest):])
}
