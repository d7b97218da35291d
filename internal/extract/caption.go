package extract

import (
	"regexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markCaptions takes what belongs to pictures out of the running text.
func (s *story) markCaptions() {
	for i, u := range s.units {
		if !u.hidden && u.size <= maxCaption && (isPhotoCredit(u) || s.captionAbove(u.block) || s.alone(u)) {
			s.captions[i], s.keep[i] = true, false
		}
	}
}

// photoCredit matches the beginning of a line that names a picture's maker.
var photoCredit = regexp.MustCompile(`(?i)^[(\[]?(image|images|photo|photos|photograph|photo credit|picture|pic|credit|foto|fotos|bild|bildquelle|bildnachweis|imagen|imagem|crédit|crédito|crédit photo|фото|зображення|zdjęcie|fot|φωτογραφία|φωτο|الصورة|صورة|图片来源|图片|摄影)\.?\s?[:：]`)

func isPhotoCredit(u *unit) bool { return u.size <= 160 && photoCredit.MatchString(u.text) }

// maxCaption is the longest text that is taken for a caption, in runes.
const maxCaption = 700

// alone reports text that stands with a picture and nothing else in a box.
func (s *story) alone(u *unit) bool {
	if u.size > 350 || u.linkDensity() > 0.8 || closest(u.block, atom.Blockquote) != nil {
		return false
	}
	for n, steps := u.block.Parent, 0; n != nil && n != s.body && n.DataAtom != atom.Body && n.DataAtom != atom.Header && steps < 4; n, steps = n.Parent, steps+1 {
		if s.weights[n].all > u.size+40 || s.weights[n].prose*3 > s.weights[s.body].prose {
			return false
		}
		if holdsPicture(n) {
			return !holdsPicture(u.block)
		}
	}
	return false
}

func holdsPicture(n *html.Node) bool {
	found := false
	walk(n, func(c *html.Node) bool {
		found = found || c.DataAtom == atom.Img || c.DataAtom == atom.Picture
		return !found
	})
	return found
}

// captionAbove reports text that belongs to a picture.
func (s *story) captionAbove(n *html.Node) bool {
	for ; n != nil && n != s.body && n.DataAtom != atom.Body; n = n.Parent {
		if n.DataAtom == atom.Figure || n.DataAtom == atom.Figcaption {
			return true
		}
		if s.headlineNode != nil && contains(n, s.headlineNode) {
			return false
		}
		if s.hints(n)&hintCaption != 0 && s.weights[n].all <= maxCaption {
			return true
		}
	}
	return false
}
