// Package propername knows about proper names in running text: which words are
// persons' surnames, whether a word in another script writes a name down, and how
// languages inflect names.
package propername

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language/display"
)

// personTitles are words before a person's name, in lower case.
var personTitles = wordSet(`mr mrs ms miss dr prof professor sir dame lord lady president chancellor senator sen secretary minister rep representative congressman congresswoman
	governor gov mayor judge justice attorney gen general colonel col captain capt lt lieutenant sgt sergeant commander admiral major officer detective inspector ambassador
	king queen prince princess pope bishop archbishop cardinal rev reverend father sheikh ayatollah imam rabbi coach manager striker midfielder defender goalkeeper quarterback
	actor actress singer author director producer chairman chairwoman chief leader lawmaker spokesman spokeswoman spokesperson candidate nominee lawyer analyst economist
	monsieur madame herr frau señor señora senhor senhora don doña`)

// givenNames are common given names, without diacritics and in lower case.
//
//nolint:misspell // names
var givenNames = wordSet(`aaron abdul abdullah abraham adam adrian ahmad ahmed aisha alan albert alejandro aleksandr alex alexander alexandra alexei alfred ali alice alicia alison amanda amina amy
	ana anastasia andre andrea andreas andrei andres andrew andriy andy angel angela angelina anita ann anna anne annie anthony antonio arthur ashley barack barbara beatrice ben benjamin bernard bernie
	bill bob bobby boris brad bradley brandon brenda brett brian bruce bryan camila carl carla carlos carmen carol caroline catherine cathy charles charlie charlotte chris christian christina christine
	christopher claire claudia clara colin connor craig cristina cynthia daniel daniela david dean deborah denis dennis diana diane diego dmitry dmytro dominic donald donna dorothy douglas drew dustin
	dylan eddie edgar eduardo edward edwin elena eleanor eli elijah elizabeth ella ellen emily emma emmanuel enrique eric erik ernest ethan eugene eva evan evelyn fatima felipe felix fernando florence
	frances francesca francesco francis francisco franck frank fred frederick gabriel gareth garry gary gavin geoff george gerald gerard gerhard giorgio giovanni giuseppe gloria gordon grace graham greg
	gregory guillermo gustavo hamid hannah hans harold harry harvey hassan heather hector heidi helen helena henrik henry herbert hillary howard hugh hugo hussein ian ibrahim igor irina isaac isabel
	isabella ivan jack jackie jacob jacques jake james jamie jan jane janet jason javier jay jean jeff jeffrey jennifer jenny jeremy jerome jerry jesse jessica jill jim jimmy joan joanna joe joel johan
	johannes john johnny jon jonathan jordan jorge jose josef joseph josh joshua juan juanita judith judy julia julian julie juliet jurgen justin kamala karen karl kate katherine kathleen kathy katie keith
	kelly ken kenneth kevin khalid kim kimberly kirill kristin kurt kyle larry laura lauren laurence lawrence lee leo leon leonard leonardo leslie lewis liam liliana linda lindsey lionel lisa louis louise
	lucas lucia lucy luis luke lydia madeleine mahmoud manuel marc marcel marco marcus margaret maria marie mario marina marion mark markus martha martin mary mathew matt matteo matthew maurice max
	maxim megan melania melissa michael michel michelle miguel mikhail mike mitch mohamed mohammad mohammed molly monica muhammad mustafa mykola nadia nancy naomi natalia natalie nathan neil nicholas nick nicola
	nicolas nicole nikki nikolai nina noah norman oksana oleg oleksandr olga oliver olivia omar oscar osama otto owen pablo pamela patricia patrick paul paula paulo pavel pedro penelope pete peter petro
	phil philip philippe pierre priti rachel rafael ralph ramon randy raul ray raymond rebecca ricardo richard rick rishi rita rob robert roberto robin rodrigo roger roland roman ronald ronnie rosa rose ross
	roy russell ruth ryan salman sally sam samantha samuel sandra sara sarah scott sean sebastian serena serge sergei sergey sergio serhiy seth sharon shaun shawn sheila sheryl silvia simon sofia sophia
	sophie stanley stefan stephanie stephen steve steven stuart sue susan suzanne svetlana sylvia tamara tatiana taylor ted teresa terry thabo theodore theresa thomas tiffany tim timothy tina todd tom
	tommy tony tracy tyler ursula valentina valentin vanessa veronica vicente victor victoria viktor vincent viola vitali vladimir volodymyr walter wayne wendy wilhelm will william winston wolfgang xavier
	yasser yevgeny yitzhak yulia yuri yusuf yves zachary zoe zoran
	abdel amir andrii anwar anton antony ariel arkady asma avigdor bashar bassam bezalel bjorn boaz bruno caspar cecilia denys dieter dilma dmitri ehud ekaterina elon emine emmanuelle erdal ernesto
	evo faisal farid fouad fumio gennady giorgia greta haider hamza hosni hossein ihor ilya ingrid iryna isaias ismail itamar javad jens joachim justine kaja karim keir khaled klaus kyrylo lars leila
	leonid lloyd ludmila luiz magdalena majid marcelo margrethe marine marwan masoud mateusz mauricio mette miroslav mohsen muammar nabih naftali najib narendra nasser nayib nicolae nikita nikola nikol
	nils noam nouri oleksii olaf otmar petteri pietro piotr qassem radoslaw rahul rami ranil recep reza riyad rustem saad saddam sadiq salam samir sanna servando shinzo silvio sven svenja tamim tariq
	tayyip thierry tigran tsai tzipi ulf vaclav valerii valery vasily vitaliy vladislav walid wladimir yahya yair yoav yoon yousef`)

// speechVerbs stand beside a speaker's name.
var speechVerbs = wordSet("said says told added tells tweeted explained insisted argued admitted recalled replied wrote warned noted testified joked")

// noNames are capitalised words that are no part of a person's name.
var noNames = wordSet(`the a an and of in on at by for from to with as but if it he she they we i you his her their its this that these those there when while after before who what
	monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
	north south east west northern southern eastern western new united national international federal royal supreme high city county state states
	republican republicans democrat democrats democratic labour conservative conservatives liberal american british english
	french german russian ukrainian chinese japanese korean israeli palestinian iranian iraqi syrian turkish saudi arab indian pakistani african european asian australian canadian mexican spanish
	italian catholic christian muslim jewish islamic sir lord president minister prime vice deputy former first second third then also however both one two three officials authorities
	reuters google facebook twitter microsoft amazon apple brexit god jesus santa saint st mount lake prevention cross research source sources phoenix true evil protector report study poll survey critics supporters organizers organisers opponents experts researchers
	scientists residents witnesses investigators prosecutors korea korean citizen africa america europe asia australia zealand ireland wales scotland england britain
	never several locals neighbours neighbors many most some others none nobody everyone someone anyone people men women doctors teachers parents students workers activists campaigners
	lawyers analysts economists leaders ministers sources executives protesters survivors relatives friends fans voters yes but so now today yesterday tomorrow here
	beijing moscow kyiv athens rome vienna cairo damascus jerusalem lisbon prague warsaw belgrade geneva copenhagen brussels paris london washington tokyo seoul havana tehran`)

// things are words that make a name before them that of a place, a building or
// an organisation.
var things = wordSet(`road avenue park church house court police department ministry committee council commission party union club league cup open championship university institute company inc
	ltd corp group bank times post news press television tv radio magazine government parliament congress senate street school college river island islands bay hill beach
	airport hotel hospital center centre stadium society arena association federation agency service office foundation museum library theatre theater studio studios records
	holdings partners capital embankment gardens garden palace square tower bridge castle abbey cathedral chapel gate porch hall falls lake lane drive station prison cross
	award awards prize trophy speech bodyguard act bill law order coach picture photo inquiry trust fund academy airlines airways hospice harbour harbor peninsula county
	valley forest cemetery memorial consulting day days week festival show boulevard blvd ave terrace crescent highway freeway unit fire fires hurricane storm`)

// generations follow a surname.
var generations = wordSet("senior junior sr jr")

// beforePlace are words before a capitalised word that is rather a place or
// an organisation than a speaker.
var beforePlace = wordSet("the in at for of from to near")

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// Surnames are the words of a text in Latin script that are surnames of
// persons for all that the text shows: the last of a run of capitalised Words
// that begins with a given name, follows a title or stands before a verb of
// speech. Names with hyphens, of one or two letters and in capitals only are
// left out.
//
// Where any word may have a capital, as at the beginning of a sentence or in a
// headline in title case, a word counts only if known has it: the surnames that
// the document shows elsewhere. known may be nil.
func Surnames(text string, list Words, known map[string]bool) []Word {
	var out []Word
	titleCase := InTitleCase(list)
	for i := 0; i < len(list); {
		end := i
		for end < len(list) && nameLike(list[end]) && (end == i || adjoins(text, list[end-1], list[end]) && Bare(list[end-1].Lower) == list[end-1].Lower) {
			end++
		}
		if end == i {
			i++
			continue
		}
		if last, sure, ok := surnameOf(text, nameRun{list, i, end}); ok && (sure && !titleCase || known[last.Lower]) {
			out = append(out, last)
		}
		i = end
	}
	return out
}

// Mentions are the surnames of a text, as Surnames finds them, and all other words with a
// capital that known has: what a document calls somebody once, it calls them again. They are in order.
func Mentions(text string, list Words, known map[string]bool) []Word {
	out := Surnames(text, list, known)
	for i, w := range list {
		name := Bare(w.Lower)
		beforeThing := nameRun{list, i, i + 1}.beforeThing(text)
		if !known[name] || !nameCapital(w) || hyphenated(text, w) || beforeThing || slices.ContainsFunc(out, func(o Word) bool { return o.At.Start == w.At.Start }) {
			continue
		}
		out = append(out, w.bare())
	}
	slices.SortStableFunc(out, func(a, b Word) int { return a.At.Start - b.At.Start })
	return out
}

// nameRun is a run of capitalised words among a text's words.
type nameRun struct {
	list       Words
	start, end int
}

// surnameOf is the surname in a run of capitalised words, if it is a person's;
// sure is false if it may as well be a word that has a capital for its place.
func surnameOf(text string, r nameRun) (surname Word, sure, ok bool) {
	run := r.list[r.start:r.end]
	titled := r.start > 0 && personTitles[r.list[r.start-1].Lower] && adjoins(text, r.list[r.start-1], run[0])
	before := ""
	if r.start > 0 {
		before = r.list[r.start-1].Lower
	}
	for len(run) > 0 && personTitles[run[0].Lower] {
		before, titled = run[0].Lower, true
		run = run[1:]
	}
	titled = titled && before != "general" && before != "major" // "General Motors"
	for len(run) > 0 && generations[run[len(run)-1].Lower] {
		run = run[:len(run)-1]
	}
	if len(run) == 0 || len(run) > 4 || r.beforeThing(text) {
		return Word{}, false, false
	}
	last := run[len(run)-1]
	name := Bare(last.Lower)
	if utf8.RuneCountInString(name) < 4 || strings.ToUpper(name) == last.Text || hyphenated(text, last) {
		return Word{}, false, false
	}
	last = last.bare()
	given := len(run) > 1 && givenNames[string(Latin(run[0].Lower))]
	switch {
	case given:
		return last, true, true
	case givenNames[name] && len(run) == 1, personTitles[name], isTerritory(name):
		return Word{}, false, false
	case titled:
		return last, true, true
	case r.speaks(text) && !beforePlace[before]:
		return last, len(run) == 1 && !opensSentence(text[:run[0].At.Start]), true
	}
	return Word{}, false, false
}

// beforeThing reports whether a word follows that makes the run the name of a
// street, a house or an office: "Victoria Embankment".
func (r nameRun) beforeThing(text string) bool {
	return r.end < len(r.list) && things[Bare(r.list[r.end].Lower)] && nameCapital(r.list[r.end]) && adjoins(text, r.list[r.end-1], r.list[r.end])
}

// speaks reports whether a verb of speech follows at once.
func (r nameRun) speaks(text string) bool {
	return r.end < len(r.list) && speechVerbs[r.list[r.end].Lower] && adjoins(text, r.list[r.end-1], r.list[r.end])
}

// opensSentence reports whether what follows before begins a sentence or a
// quotation, so that its capital says nothing.
func opensSentence(before string) bool {
	trimmed := strings.TrimRight(before, " \u00a0\u202f")
	last, size := utf8.DecodeLastRuneInString(trimmed)
	if strings.ContainsRune("\"”»’'", last) && len(trimmed) < len(before) { // a quotation ends here, and "," before it goes on
		last, _ = utf8.DecodeLastRuneInString(trimmed[:len(trimmed)-size])
		return last != ','
	}
	return last != ',' && !unicode.IsLetter(last) && !unicode.IsDigit(last)
}

// InTitleCase reports whether nearly all longer words of a text have a capital, so that
// it tells nothing.
func InTitleCase(list Words) bool {
	const (
		leastWords   = 3
		longerLetter = 4
	)
	longer, capitals := 0, 0
	for _, w := range list {
		if utf8.RuneCountInString(w.Text) < longerLetter || !unicode.IsLetter([]rune(w.Text)[0]) {
			continue
		}
		longer++
		if nameCapital(w) {
			capitals++
		}
	}
	return len(list) >= leastWords && longer >= leastWords && capitals*5 >= longer*4
}

// isTerritory reports whether a word in lower case is the name of a country or
// another territory in English.
func isTerritory(name string) bool { return territories()[name] }

var territories = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	names := display.English.Regions()
	for _, region := range display.Supported.Regions() {
		out[strings.ToLower(names.Name(region))] = true
	}
	return out
})

func nameCapital(w Word) bool {
	r, _ := utf8.DecodeRuneInString(w.Text)
	return unicode.IsUpper(r) && unicode.Is(unicode.Latin, r)
}

func nameLike(w Word) bool {
	return nameCapital(w) && !noNames[Bare(w.Lower)] && !things[Bare(w.Lower)]
}

// shortTitles are titles that a point may follow.
var shortTitles = wordSet("mr mrs ms dr prof sen rep gov gen col capt lt sgt rev")

// adjoins reports whether only a space, or the point of an initial or short
// title, stands between two words.
func adjoins(text string, a, b Word) bool {
	gap := text[a.At.End:b.At.Start]
	return gap == " " || gap == "\u00a0" || gap == ". " && (utf8.RuneCountInString(a.Text) == 1 || shortTitles[a.Lower])
}

// Bare is a word without the English possessive.
func Bare(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}

func hyphenated(text string, w Word) bool {
	return strings.HasPrefix(text[w.At.End:], "-") || strings.HasSuffix(text[:w.At.Start], "-") || strings.ContainsAny(w.Text[:len(Bare(w.Text))], "'’")
}
