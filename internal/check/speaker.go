package check

import (
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// speakers reports a quotation whose words the translation gives to another of two
// persons: in the source a verb of speech stands beside one name, in the translation
// beside the other.
func (s *segment) speakers() {
	verbs, known := saidBy[s.c.to]
	if !known || quoteMarks(s.Source).double == 0 && quoteMarks(s.Target).double == 0 {
		return
	}
	var speaker *word
	names := s.surnames(s.known)
	for i, name := range names {
		if s.besideVerb(s.source, name.at, saidBy[s.c.from]) {
			if speaker != nil {
				return // two speakers: who said what isn't compared
			}
			speaker = &names[i]
		}
	}
	if speaker == nil || s.c.from != "en" {
		return
	}
	own, ok := s.rendering(*speaker)
	if !ok || own < 0 || s.besideVerb(s.target, s.target[own].at, verbs) {
		return
	}
	for _, other := range names {
		if other.lower == speaker.lower {
			continue
		}
		if i, _ := s.rendering(other); i >= 0 && i != own && s.besideVerb(s.target, s.target[i].at, verbs) {
			s.report("speaker-changed", speaker.at, s.target[i].at, speaker.text, s.target[i].text)
			return
		}
	}
}

// besideVerb reports whether one of the two words before or behind a place begins as a
// verb of speech does.
func (s *segment) besideVerb(list words, at domain.Range, verbs []string) bool {
	for i, w := range list {
		if w.at.Start < at.Start || w.at.End > at.End {
			continue
		}
		for j := max(0, i-2); j < min(len(list), i+3); j++ {
			for _, stem := range verbs {
				if j != i && strings.HasPrefix(list[j].lower, stem) {
					return true
				}
			}
		}
	}
	return false
}

// saidBy are beginnings of verbs of speech, by language.
var saidBy = map[string][]string{
	"en": strings.Fields("said says told added explained insisted argued replied warned wrote"),
	"ru": strings.Fields("сказа говори заяв сообщ отме добав подчерк объясн расска указ утвержд писа написа призна поясн ответ предупред прокоммент настаива"),
	"uk": strings.Fields("сказа говори заяв повідом зазнач дода підкресл поясн розпов вказ стверджу писа написа визна відпові поперед"),
	"ar": strings.Fields("قال وقال قالت وقالت أضاف وأضاف أضافت وأضافت صرح وصرح صرحت ذكر وذكر أوضح وأوضح أكد وأكد يقول وتقول تقول ويقول أخبر وأخبر"),
	"es": strings.Fields("dijo dice afirm declar añadi explic señal asegur coment cont respond advirt"),
	"fr": strings.Fields("dit déclar affirm ajout expliqu préci assur soulign racont répond averti"),
	"de": strings.Fields("sagt erklär fügt beton bericht mein schrieb antwort warnt erzähl"),
	"pt": strings.Fields("disse diz afirm declar acrescent explic coment cont respond alert"),
	"ca": strings.Fields("dir diu afirm declar afegi explic coment dit respon"),
}
