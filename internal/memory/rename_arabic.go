package memory

import (
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// arabic puts the name with the particles that the other has before it.
func (r renaming) arabic() (form string, doubt Doubt, ok bool) {
	words := propername.Split(r.word())
	for _, lemma := range r.from.Accepted {
		parts := propername.Split(lemma)
		if len(parts) == 0 || len(parts) != len(words) {
			continue
		}
		if form, ok = propername.ArabicMove(r.name, parts[0].Text, words[0].Text); ok {
			break
		}
	}
	if !ok {
		return "", "", false
	}
	if inflectsInside(r.from.Target) || inflectsInside(r.name) || propername.Script(r.name) != propername.ScriptOf("ar") {
		doubt = DoubtForm
	}
	if a, b := genderInArabic(r.from), genderInArabic(r.to); a != b || a == propername.UnknownGender {
		doubt = graver(doubt, DoubtAgreement)
	}
	return form, doubt, true
}

// inflectsInside reports whether a name has a word that changes by case in writing.
func inflectsInside(name string) bool {
	for _, w := range propername.Split(name) {
		if inflectedWords[string(propername.Native(w.Text))] {
			return true
		}
	}
	return false
}

var inflectedWords = map[string]bool{
	string(propername.Native("أبو")): true, string(propername.Native("أبي")): true, string(propername.Native("أبا")): true,
	string(propername.Native("ذو")): true, string(propername.Native("ذي")): true, string(propername.Native("بنو")): true, string(propername.Native("بني")): true,
}

// genderInArabic returns the gender that words beside a name have: a person's; of places
// that come from the CLDR the feminine, but for the countries that usage
// treats as masculine, and nothing of those that it treats as either.
func genderInArabic(e *termbase.Entry) propername.Gender {
	switch {
	case e.Kind == domain.TermPerson:
		return e.Gender
	case e.Inflection == domain.InflectFeminine:
		return propername.Feminine
	case e.Inflection == domain.InflectMasculine, masculineInArabic[e.Target]:
		return propername.Masculine
	case e.Kind != domain.TermPlace || !e.Builtin || eitherInArabic[e.Target] || dualOrPlural(e.Target):
		return propername.UnknownGender
	}
	return propername.Feminine
}

var (
	masculineInArabic = wordSet("العراق لبنان الأردن المغرب اليمن السودان الصومال الفاتيكان")
	eitherInArabic    = map[string]bool{
		"جنوب السودان": true, "جبل طارق": true, "الجبل الأسود": true, "الرأس الأخضر": true, "الكاميرون": true, "النيجر": true, "السنغال": true, "الكونغو - كينشاسا": true,
		"الكونغو - برازافيل": true, "الغابون": true, "تشاد": true, "الاتحاد الأوروبي": true, "الإقليم البريطاني في المحيط الهندي": true, "ساحل العاج": true, "السلفادور": true,
		"الإكوادور": true, "التشيك": true, "الدانمرك": true, "شمال أفريقيا": true,
	}
)

// dualOrPlural reports whether a name of several words begins with one that words beside it
// may treat as a plural: "جزر".
func dualOrPlural(name string) bool {
	words := propername.Split(name)
	return len(words) > 1 && (words[0].Text == "جزر" || words[0].Text == "الأقاليم" || words[0].Text == "الأراضي")
}
