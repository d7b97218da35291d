package search

import (
	"strings"
	"unicode/utf8"

	snowball "github.com/blevesearch/snowballstem"
	snowballar "github.com/blevesearch/snowballstem/arabic"
	snowballda "github.com/blevesearch/snowballstem/danish"
	snowballnl "github.com/blevesearch/snowballstem/dutch"
	snowballen "github.com/blevesearch/snowballstem/english"
	snowballfi "github.com/blevesearch/snowballstem/finnish"
	snowballfr "github.com/blevesearch/snowballstem/french"
	snowballde "github.com/blevesearch/snowballstem/german"
	snowballhu "github.com/blevesearch/snowballstem/hungarian"
	snowballga "github.com/blevesearch/snowballstem/irish"
	snowballit "github.com/blevesearch/snowballstem/italian"
	snowballno "github.com/blevesearch/snowballstem/norwegian"
	snowballpt "github.com/blevesearch/snowballstem/portuguese"
	snowballro "github.com/blevesearch/snowballstem/romanian"
	snowballru "github.com/blevesearch/snowballstem/russian"
	snowballspanish "github.com/blevesearch/snowballstem/spanish"
	snowballsv "github.com/blevesearch/snowballstem/swedish"
	snowballta "github.com/blevesearch/snowballstem/tamil"
	snowballtr "github.com/blevesearch/snowballstem/turkish"
)

// stemmer takes the endings off the words of a language.
type stemmer struct {
	script script
	apply  func(*snowball.Env) bool
	plain  bool // works as well without accents, which readers often leave out
}

// stemmers are Snowball's algorithms (snowballstem.org) by language.
var stemmers = map[string]stemmer{
	"ar": {script: arabic, apply: stemArabic},
	"da": {script: latin, apply: snowballda.Stem},
	"de": {script: latin, apply: snowballde.Stem},
	"en": {script: latin, apply: snowballen.Stem},
	"es": {script: latin, apply: stemSpanish, plain: true},
	"fi": {script: latin, apply: snowballfi.Stem},
	"fr": {script: latin, apply: snowballfr.Stem, plain: true},
	"ga": {script: latin, apply: snowballga.Stem},
	"hu": {script: latin, apply: snowballhu.Stem},
	"it": {script: latin, apply: snowballit.Stem, plain: true},
	"nb": {script: latin, apply: snowballno.Stem},
	"nl": {script: latin, apply: snowballnl.Stem},
	"nn": {script: latin, apply: snowballno.Stem},
	"no": {script: latin, apply: snowballno.Stem},
	"pt": {script: latin, apply: snowballpt.Stem},
	"ro": {script: latin, apply: snowballro.Stem},
	"ru": {script: cyrillic, apply: stemRussian},
	"sv": {script: latin, apply: snowballsv.Stem},
	"ta": {script: tamil, apply: snowballta.Stem},
	"tr": {script: latin, apply: snowballtr.Stem},
}

// stem returns a word without its endings, and the word itself where nothing
// would be left.
func (s stemmer) stem(w string) string {
	if s.plain {
		w = foldAccents(w, s.script)
	}
	env := snowball.NewEnv(w)
	s.apply(env)
	if stem := env.Current(); stem != "" {
		return stem
	}
	return w
}

// stemArabic is Snowball's stemmer, helped so that a word with and without
// its article has one stem, and one whose last letter is ة or, as many write it, ه.
func stemArabic(env *snowball.Env) bool {
	w := env.Current()
	for {
		rest, found := cutArticle(w)
		if !found {
			break
		}
		w = rest
	}
	if stem, found := strings.CutSuffix(w, "ه"); found && utf8.RuneCountInString(stem) >= 3 && !strings.HasSuffix(stem, "ا") {
		w = stem + "ة"
	}
	env.SetCurrent(w)
	return snowballar.Stem(env)
}

// cutArticle cuts the article, with what is written together with it, from a
// word of which three letters are left.
func cutArticle(w string) (rest string, found bool) {
	for _, article := range []string{"ال", "وال", "فال", "بال", "كال", "لل", "ولل"} {
		if rest, found := strings.CutPrefix(w, article); found && utf8.RuneCountInString(rest) >= 3 {
			return rest, true
		}
	}
	return w, false
}

// stemSpanish is Snowball's stemmer for words without accents: it knows some
// endings with their accent only.
func stemSpanish(env *snowball.Env) bool {
	w := env.Current()
	for plain, accented := range map[string]string{"cion": "ción", "sion": "sión", "logia": "logía", "logias": "logías"} {
		if root, found := strings.CutSuffix(w, plain); found {
			env.SetCurrent(root + accented)
			break
		}
	}
	return snowballspanish.Stem(env)
}

// stemRussian applies Snowball's stemmer three times: it takes one kind of
// ending only, and some nouns for verbs without one, so that "вокзале" and
// "вокзал", "сокращение" and "сокращены" have one stem only then.
func stemRussian(env *snowball.Env) bool {
	for range 3 {
		w := env.Current()
		if utf8.RuneCountInString(w) < 4 {
			break
		}
		env.SetCurrent(w)
		snowballru.Stem(env)
	}
	return true
}
