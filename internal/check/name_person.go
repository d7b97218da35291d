package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
	north south east west northern southern eastern western new united national international federal royal supreme high city county state states university college school street road avenue park
	church house court police department ministry committee council commission party union club league cup open championship university institute company inc ltd corp group bank times post news
	press television tv radio magazine government parliament congress senate republican republicans democrat democrats democratic labour conservative conservatives liberal american british english
	french german russian ukrainian chinese japanese korean israeli palestinian iranian iraqi syrian turkish saudi arab indian pakistani african european asian australian canadian mexican spanish
	italian catholic christian muslim jewish islamic sir lord president minister prime vice deputy former first second third then also however both one two three officials authorities police
	reuters google facebook twitter microsoft amazon apple brexit god jesus santa saint st mount lake river island islands bay hill beach airport hotel hospital center centre stadium society prevention cross research source sources arena phoenix true evil protector report study poll survey critics supporters organizers organisers opponents experts researchers
	scientists residents witnesses investigators prosecutors police association federation agency service office foundation museum library theatre theater studio studios records holdings partners capital korea korean citizen africa america europe asia australia zealand ireland wales scotland england britain`)

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

// surnames are the words of a text in Latin script that are surnames of
// persons for all that the text shows: the last of a run of capitalised words
// that begins with a given name, follows a title or stands beside a verb of
// speech. Names with hyphens, of one or two letters and in capitals only are
// left out.
func surnames(text string, list words) []word {
	var out []word
	for i := 0; i < len(list); {
		end := i
		for end < len(list) && nameLike(list[end]) && (end == i || adjoins(text, list[end-1], list[end])) {
			end++
		}
		if end == i {
			i++
			continue
		}
		run := list[i:end]
		before := ""
		if i > 0 {
			before = list[i-1].lower
		}
		after := ""
		if end < len(list) && strings.Trim(text[list[end-1].at.End:list[end].at.Start], " ,\"”") == "" {
			after = list[end].lower
		}
		for len(run) > 0 && personTitles[bare(run[0].lower)] {
			before = bare(run[0].lower)
			run = run[1:]
		}
		if last, ok := surnameOf(text, run, before, after); ok {
			out = append(out, last)
		}
		i = end
	}
	return out
}

// surnameOf is the surname in a run of capitalised words, if it is a person's.
func surnameOf(text string, run words, before, after string) (word, bool) {
	if len(run) == 0 || len(run) > 4 {
		return word{}, false
	}
	last := run[len(run)-1]
	name := bare(last.lower)
	switch {
	case utf8.RuneCountInString(name) < 4, strings.ToUpper(name) == last.text, hyphenated(text, last):
		return word{}, false
	case personTitles[before] && before != "general" && before != "major", // "General Motors"
		len(run) > 1 && givenNames[string(latinName(run[0].lower))],
		speechVerbs[after] && len(run) <= 3 && !beforePlace[before]:
		last.text = last.text[:len(name)]
		last.at.End = last.at.Start + len(name)
		last.lower = name
		return last, !givenNames[name] || len(run) > 1
	}
	return word{}, false
}

func nameLike(w word) bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r) && unicode.Is(unicode.Latin, r) && !noNames[bare(w.lower)]
}

// adjoins reports whether only a space, or the point of an initial or title,
// stands between two words.
func adjoins(text string, a, b word) bool {
	gap := text[a.at.End:b.at.Start]
	return gap == " " || gap == "\u00a0" || gap == ". " && (utf8.RuneCountInString(a.text) == 1 || personTitles[a.lower])
}

// bare is a word without the English possessive.
func bare(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}

func hyphenated(text string, w word) bool {
	return strings.HasPrefix(text[w.at.End:], "-") || strings.HasSuffix(text[:w.at.Start], "-") || strings.ContainsAny(w.text[:len(bare(w.text))], "'’")
}
