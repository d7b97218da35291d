package propername

import "strings"

// Gender is whether a name is a woman's or a man's.
type Gender uint8

// The genders; most names tell none.
const (
	UnknownGender Gender = iota
	Feminine
	Masculine
)

// GenderOf returns the gender that a person's full name shows: a surname in -ский or
// -ская, a patronymic, or in Latin script a given name, the first of two words or more, that
// is common and only women's, or only men's.
func GenderOf(full string) Gender {
	words := Split(full)
	for _, w := range words {
		for suffix, gender := range genderOfSuffix {
			if strings.HasSuffix(w.Lower, suffix) && len(w.Lower) > len(suffix)+2 {
				return gender
			}
		}
	}
	if len(words) < 2 {
		return UnknownGender
	}
	given := string(Latin(words[0].Lower))
	switch {
	case eitherNames[given]:
		return UnknownGender
	case feminineNames[given]:
		return Feminine
	case givenNames[given], masculineNames[given]:
		return Masculine
	}
	return UnknownGender
}

// genderOfSuffix are endings of Russian and Ukrainian surnames and patronymics.
var genderOfSuffix = map[string]Gender{
	"ский": Masculine, "цкий": Masculine, "ський": Masculine, "цький": Masculine, "ович": Masculine, "евич": Masculine,
	"ская": Feminine, "цкая": Feminine, "ська": Feminine, "цька": Feminine, "овна": Feminine, "евна": Feminine,
}

// Of givenNames, feminineNames are women's, and eitherNames women's in one country and
// men's in another, or surnames; the others are men's. feminineNames and masculineNames have
// others that are too rare to tell that a surname follows.
var (
	masculineNames = wordSet(`abbas abdelmadjid abiy alassane aleksandar anders andrej andrzej anura bassirou bernardo bohdan borut clarence cyril ebrahim edgars egils emomali ferdinand frans friedrich
		gitanas gustav haitham hakainde hakan hashim ilham imran janez jaroslaw jonas josep joko karol kais kassym konstantinos kyriakos lazarus macky matthias merrick mevlut milorad nechirvan nikos olivier petr
		prabowo sebastien serdar shavkat shehbaz shigeru sooronbay suleyman szymon tedros tomasz uwe valdis wojciech yoshihide yoweri`)
	feminineNames = wordSet(`annalena chrystia dina gina halla ilse jacinda katrin ketanji kersti kristalina kristi maia melanie mia natasa paetongtarn penny roberta salome samia sonia tulsi ulrike vjosa xiomara zuzana alison frances kamala marine tzipi wendy aisha alexandra alice alicia amanda amina amy ana anastasia angela angelina anita ann anna anne annie asma barbara beatrice brenda camila carla carmen
	caroline catherine cathy cecilia charlotte christina christine claire clara claudia cristina cynthia daniela deborah diana diane dilma donna
	dorothy ekaterina eleanor elena elizabeth ella ellen emily emine emma emmanuelle eva fatima florence francesca giorgia gloria grace greta hannah
	heather heidi helen helena hillary ingrid irina iryna isabel isabella jane janet jennifer jenny jessica jill joanna juanita judith judy julia julie
	juliet justine kaja karen kate katherine kathleen kathy katie kimberly kristin laura lauren leila liliana linda lisa louise lucia lucy ludmila
	lydia madeleine magdalena margaret margrethe maria marie marina martha mary megan melania melissa mette michelle molly monica nadia nancy naomi
	natalia natalie nicole nina oksana olga olivia pamela patricia paula penelope priti rachel rebecca rita rosa rose ruth sally samantha sandra sanna
	sara sarah serena sharon sheila sheryl silvia sofia sophia sophie stephanie sue susan suzanne svenja svetlana sylvia tamara tatiana teresa theresa
	tiffany tina ursula valentina vanessa veronica victoria viola yulia zoe`)
	eitherNames = wordSet(`lindsey ali andy bobby carol charlie dylan eugene evelyn max randy ray shawn valery alex andrea angel ariel ashley chris drew jackie jamie jan jay jean jesse joan jordan kelly kim laurence lee leslie marion michel nicola
	nikita nikki nikol noam robin ronnie salam sam taylor terry tracy tsai yoon`)
)
