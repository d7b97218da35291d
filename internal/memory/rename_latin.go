package memory

import (
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// english puts the name with the other's possessive. Names of persons, and of cities and
// countries without an article, are alike but for pronouns and titles.
func (r renaming) english() (form string, doubt Doubt, ok bool) {
	bare := propername.Bare(r.word())
	lemma, suffix := r.lemma(bare), r.word()[len(bare):]
	if lemma == "" {
		return "", "", false
	}
	if suffix != "" && endsInS(r.name) || r.possessiveWithoutS() || r.to.Builtin && (strings.Contains(r.name, "&") || strings.Contains(r.name, " - ") || strings.Contains(r.name, " SAR ")) {
		doubt = DoubtForm // "Congo - Kinshasa" stands in lists
	}
	before := r.before()
	switch r.from.Kind {
	case domain.TermPerson:
		if !r.sameGender() && r.has(englishGendered) {
			doubt = graver(doubt, DoubtAgreement)
		}
	case domain.TermPlace:
		switch {
		case !r.to.Builtin || takesArticle(lemma) != takesArticle(r.name):
			doubt = graver(doubt, DoubtNeighbour)
		case inPlural(lemma) != inPlural(r.name):
			doubt = graver(doubt, DoubtAgreement)
		}
	default:
		doubt = graver(doubt, DoubtNeighbour) // "the UN", but "NATO"
	}
	if (before == "a" || before == "an") && !sameSound(lemma, r.name) {
		doubt = graver(doubt, DoubtNeighbour)
	}
	return r.name + suffix, doubt, true
}

var englishGendered = wordSet(`he she his her hers him himself herself mr mrs ms miss sir madam dame lord lady king queen prince princess duke duchess father mother son daughter
	brother sister husband wife widow widower man woman actor actress spokesman spokeswoman chairman chairwoman congressman congresswoman boy girl uncle aunt`)

// takesArticle reports whether an English name of a place has the article before it.
func takesArticle(name string) bool {
	if withArticle[strings.ToLower(name)] {
		return true
	}
	for _, w := range propername.Split(name) {
		switch w.Lower {
		case "republic", "states", "kingdom", "islands", "emirates", "union", "federation", "territories", "territory", "sea", "gulf", "strait", "straits", "nations", "eurozone", "isle", "archipelago", "netherlands":
			return true
		}
	}
	return false
}

var withArticle = wordSet("netherlands philippines bahamas maldives seychelles comoros gambia congo sudan vatican hague us uk uae eu un usa azores canaries faroes drc")

func inPlural(name string) bool { return takesArticle(name) && endsInS(name) }

func endsInS(name string) bool { return strings.HasSuffix(strings.ToLower(name), "s") }

// possessiveWithoutS reports whether an apostrophe follows the name that may be its
// possessive, as in "Paris'".
func (r renaming) possessiveWithoutS() bool {
	next, _ := utf8.DecodeRuneInString(r.target[r.at.End:])
	return endsInS(r.word()) && (next == '\'' || next == '’')
}

// german puts the name with the other's genitive. Names of cities and countries
// without an article are alike; words beside persons have their gender.
func (r renaming) german() (form string, doubt Doubt, ok bool) {
	lemma, suffix := r.lemma(r.word()), ""
	if bare, genitive := strings.CutSuffix(r.word(), "s"); lemma == "" && genitive {
		lemma, suffix = r.lemma(bare), "s"
	}
	if lemma == "" {
		return "", "", false
	}
	if suffix != "" && strings.ContainsRune("sßxz", lastRune(strings.ToLower(r.name))) || r.possessiveWithoutS() {
		doubt = DoubtForm
	}
	switch {
	case r.from.Kind == domain.TermPerson && r.sameGender():
	case r.from.Kind == domain.TermPerson:
		doubt = graver(doubt, DoubtAgreement)
	case !plainInGerman(r.from) || !plainInGerman(r.to), r.before() == "auf", r.before() == "in" && onGermanIsland[strings.ToLower(r.name)]:
		doubt = graver(doubt, DoubtNeighbour)
	}
	return r.name + suffix, doubt, true
}

// plainInGerman reports whether a place is surely one without an article: a city, or a
// country whose name is one word and none of those that have it.
func plainInGerman(e *termbase.Entry) bool {
	lower := strings.ToLower(e.Target)
	return e.Kind == domain.TermPlace && e.Builtin && !strings.ContainsAny(e.Target, " ,[") && !germanArticle[lower] &&
		!strings.HasSuffix(lower, "inseln") && !strings.HasSuffix(lower, "insel") && !strings.HasSuffix(lower, "stadt")
}

var germanArticle = wordSet(`schweiz türkei ukraine slowakei mongolei niederlande philippinen malediven seychellen komoren bahamas salomonen irak iran libanon sudan südsudan jemen tschad
	niger kongo kosovo vatikan azoren kanaren färöer antarktis westsahara eurozone elfenbeinküste osterinsel bermudas usa vae eu uno un oman senegal`)

// onGermanIsland are places that usage has "auf" before.
var onGermanIsland = wordSet(`malta zypern kuba jamaika barbados mauritius madagaskar martinique guadeloupe réunion grönland island guam aruba curaçao bermuda sark mayotte
	montserrat anguilla ascension mahé taiwan fidschi niue nauru palau samoa tonga tuvalu grenada galápagos pohnpei chuuk canton gibraltar`)

// romance puts a name where elision, article and agreement are the same: persons of
// one gender, and cities behind a preposition without an article.
func (r renaming) romance() (form string, doubt Doubt, ok bool) {
	lemma := r.lemma(r.word())
	if lemma == "" {
		return "", "", false
	}
	before := r.before()
	switch {
	case r.from.Kind == domain.TermPerson && !r.sameGender():
		doubt = DoubtAgreement
	case r.from.Kind == domain.TermPerson:
	case !plainCity(r.from, lemma) || !plainCity(r.to, r.name):
		doubt = DoubtNeighbour
	case !plainPrepositions[before] && !r.elided() || r.followedByComma():
		doubt = DoubtAgreement
	}
	sound := sameSound(lemma, r.name)
	if vowel, _ := vowelFirst(lemma); vowel && !strings.EqualFold(firstRune(lemma), firstRune(r.name)) {
		sound = false // ad Atene, a Oslo; e Irene, y Elena
	}
	if !sound {
		doubt = graver(doubt, DoubtNeighbour)
	}
	return r.name, doubt, true
}

// plainPrepositions stand before cities in French, Italian, Spanish, Portuguese and
// Catalan without an article.
var plainPrepositions = wordSet("à de d vers pour depuis sans contre avec a ad da di per tra fra con senza en desde hacia hasta para por sin em até sem amb des per sense")

// plainCity reports whether a name is that of a city, without an article.
func plainCity(e *termbase.Entry, name string) bool {
	first, _, several := strings.Cut(strings.ToLower(name), " ")
	article := several && romanceArticles[first] || strings.HasPrefix(first, "l'") || strings.HasPrefix(first, "l’")
	return e.City && !article && !cityWithArticle[strings.ToLower(name)] && !strings.ContainsAny(name, "[,(")
}

var (
	romanceArticles = wordSet("le la les el los las il lo i gli o a os as es sa cidade ciudad")
	cityWithArticle = wordSet("cairo porto recife havana haia meca avana aia vaticano vatican")
)
