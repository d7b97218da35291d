package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hint is what the names that an author gave to an element (class, id and the
// like) and the element itself say about its part in the page.
type hint uint16

const (
	hintFurniture  hint = 1 << iota // promotion, sharing, related stories, navigation
	hintCredit                      // byline, date line, reading time
	hintCaption                     // caption or credit of a picture
	hintStandfirst                  // standfirst, lede, summary
	hintComment                     // readers' comments
	hintEmbed                       // a post or video of another site: no furniture, whatever else it is called
)

// hintWords maps the words of class names and ids. A word counts alone; a
// pair joined by a space counts where its words follow each other.
var hintWords = map[string]hint{
	"related": hintFurniture, "relatedposts": hintFurniture, "relatedcontent": hintFurniture,
	"relatedarticles": hintFurniture, "relatednews": hintFurniture, "similar": hintFurniture,
	"newsletter": hintFurniture, "newsletters": hintFurniture, "nl": hintFurniture, "subscribe": hintFurniture,
	"subscription": hintFurniture, "signup": hintFurniture, "sign up": hintFurniture,
	"promo": hintFurniture, "promos": hintFurniture, "promotion": hintFurniture, "promobox": hintFurniture, "cta": hintFurniture,
	"share": hintFurniture, "shares": hintFurniture, "sharing": hintFurniture, "sharebar": hintFurniture,
	"sharedaddy": hintFurniture, "sharethis": hintFurniture, "addthis": hintFurniture, "addtoany": hintFurniture,
	"a2a": hintFurniture, "social": hintFurniture, "socials": hintFurniture, "follow": hintFurniture, "followus": hintFurniture,
	"ad": hintFurniture, "ads": hintFurniture, "advert": hintFurniture, "adverts": hintFurniture, "advertisement": hintFurniture,
	"advertising": hintFurniture, "adslot": hintFurniture, "adbox": hintFurniture, "sponsor": hintFurniture, "sponsored": hintFurniture,
	"outbrain": hintFurniture, "taboola": hintFurniture, "recirc": hintFurniture, "recirculation": hintFurniture,
	"recommend": hintFurniture, "recommended": hintFurniture, "recommendation": hintFurniture, "recommendations": hintFurniture,
	"cookie": hintFurniture, "cookies": hintFurniture, "consent": hintFurniture, "gdpr": hintFurniture, "placeholder": 0,
	"tags": hintFurniture, "taglist": hintFurniture, "tag list": hintFurniture, "keywords": hintFurniture, "topics": hintFurniture,
	"breadcrumb": hintFurniture, "breadcrumbs": hintFurniture, "pagination": hintFurniture, "pager": hintFurniture,
	"nav": hintFurniture, "navbar": hintFurniture, "navigation": hintFurniture, "menu": hintFurniture, "footer": hintFurniture,
	"toolbar": hintFurniture, "tools": hintFurniture, "modal": hintFurniture, "popup": hintFurniture, "dropdown": hintFurniture,
	"copyright": hintFurniture, "disclaimer": hintFurniture, "donate": hintFurniture, "donation": hintFurniture, "donations": hintFurniture,
	"read more": hintFurniture, "readmore": hintFurniture, "read also": hintFurniture, "readalso": hintFurniture, "read next": hintFurniture,
	"see also": hintFurniture, "seealso": hintFurniture, "lire aussi": hintFurniture, "more news": hintFurniture, "more stories": hintFurniture,
	"more from": hintFurniture, "more on": hintFurniture, "most read": hintFurniture, "mostread": hintFurniture, "popular": hintFurniture,
	"trending": hintFurniture, "teaser": hintFurniture | hintStandfirst, "teasers": hintFurniture, "teaserlist": hintFurniture,
	"author box": hintFurniture, "authorbox": hintFurniture, "author bio": hintFurniture, "authorbio": hintFurniture,
	"author info": hintFurniture, "author description": hintFurniture, "bio": hintFurniture, "biography": hintFurniture,
	"jp relatedposts": hintFurniture, "crosslink": hintFurniture, "crosslinks": hintFurniture, "inline related": hintFurniture,
	"skip link": hintFurniture, "screen reader": hintFurniture, "visually hidden": hintFurniture, "sr only": hintFurniture,
	"poll": hintFurniture, "polls": hintFurniture, "survey": hintFurniture, "quiz": hintFurniture, "umfrage": hintFurniture,
	"login": hintFurniture, "signin": hintFurniture, "registration": hintFurniture, "regwall": hintFurniture, "identity": hintFurniture,
	"noprint": hintFurniture, "no print": hintFurniture, "rating": hintFurniture, "ratings": hintFurniture, "vote": hintFurniture,

	"byline": hintCredit, "bylines": hintCredit, "author": hintCredit, "authors": hintCredit, "autor": hintCredit, "autores": hintCredit, //nolint:misspell // German
	"auteur": hintCredit, "authorship": hintCredit, "timestamp": hintCredit, "dateline": hintCredit, "date": hintCredit, "datetime": hintCredit,
	"pubdate": hintCredit, "publish": hintCredit, "published": hintCredit, "publication": hintCredit, "updated": hintCredit,
	"time": hintCredit, "readtime": hintCredit, "reading time": hintCredit, "meta": hintCredit, "metadata": hintCredit,
	"postmeta": hintCredit, "postdate": hintCredit, "kicker": hintCredit, "eyebrow": hintCredit, "category": hintCredit, "dachzeile": hintCredit,

	"caption": hintCaption, "captions": hintCaption, "legend": hintCaption, "figcaption": hintCaption, "credit": hintCaption,
	"credits": hintCaption, "bildunterschrift": hintCaption, "imagecaption": hintCaption, "photocaption": hintCaption,
	"image description": hintCaption, "image caption": hintCaption, "media caption": hintCaption, "photo description": hintCaption, "bildtext": hintCaption,
	"image credit": hintCaption, "photo credit": hintCaption, "photographer": hintCaption, "bu": hintCaption, "pie foto": hintCaption,

	"standfirst": hintStandfirst, "lead": hintStandfirst, "lede": hintStandfirst, "dek": hintStandfirst, "deck": hintStandfirst,
	"subtitle": hintStandfirst, "subheadline": hintStandfirst, "subhead": hintStandfirst, "subheading": hintStandfirst,
	"sub title": hintStandfirst, "sub headline": hintStandfirst, "sub heading": hintStandfirst, "intro": hintStandfirst,
	"introduction": hintStandfirst, "introtext": hintStandfirst, "summary": hintStandfirst, "excerpt": hintStandfirst, "chapo": hintStandfirst,
	"chapeau": hintStandfirst, "vorspann": hintStandfirst, "entradilla": hintStandfirst, "bajada": hintStandfirst, "copete": hintStandfirst,
	"sumario": hintStandfirst, "abstract": hintStandfirst, "anons": hintStandfirst, "anonce": hintStandfirst, "preamble": hintStandfirst,
	"ingress": hintStandfirst, "description": hintStandfirst, "leadtext": hintStandfirst, "teasertext": hintStandfirst, "sottotitolo": hintStandfirst,
	"occhiello": hintStandfirst, "zajawka": hintStandfirst, "tagline": hintStandfirst, "teaser text": hintStandfirst, "headline sub": hintStandfirst,

	"embed": hintEmbed, "tweet": hintEmbed, "oembed": hintEmbed, "embedded": hintEmbed,

	"comment": hintComment, "comments": hintComment, "commentlist": hintComment, "disqus": hintComment, "respond": hintComment,
	"disqus thread": hintComment, "usercomments": hintComment, "commentform": hintComment, "feedback": hintComment,
	"komentarz": hintComment, "koment": hintComment, "koments": hintComment, "opinie": hintComment, "opinia": hintComment, "opinii": hintComment,
	"comentario": hintComment, "commentaire": hintComment, "kommentarer": hintComment, "reacties": hintComment, "tie": hintComment, "livefyre": hintComment,
	"spotim": hintComment, "hyvor": hintComment, "coral": hintComment, "scholia": hintComment,
	"kommentar": hintComment, "kommentare": hintComment, "komentarze": hintComment, "comentarios": hintComment, "commentaires": hintComment,
}

// consentWords name the boxes of consent managers and cookie notices.
var consentWords = map[string]bool{
	"onetrust": true, "cookiebot": true, "cybotcookiebot": true, "didomi": true, "usercentrics": true, "truste": true, "cmpbox": true, "cookielaw": true,
	"cookie banner": true, "cookie consent": true, "cookie notice": true, "cookie bar": true, "cookie law": true, "cookie policy": true, "cookies banner": true,
	"cookieconsent": true, "cookiebanner": true, "cookienotice": true, "cookie popup": true, "gdpr": true, "qc cmp": true, "sp message": true, "consent banner": true,
	"consent manager": true, "privacy manager": true, "iubenda": true, "borlabs": true, "cookie modal": true, "cookies policy": true, "cc window": true,
}

// isComments reports an element that holds readers' comments and neither the
// headline nor an article.
func isComments(n, headline *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Ol, atom.Ul, atom.Table:
	default:
		return false
	}
	var found hint
	for i := range n.Attr {
		a := &n.Attr[i]
		if (a.Key == "class" || a.Key == "id") && len(a.Val) <= 400 {
			found |= nameHints(a.Val)
		}
	}
	return found&hintComment != 0 && !contains(n, headline) && find(n, atom.H1) == nil && find(n, atom.Article) == nil
}

// isConsent reports an element that asks for consent to cookies.
func isConsent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Dialog, atom.Form, atom.Footer, atom.P:
	default:
		return false
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		if a.Key != "class" && a.Key != "id" || len(a.Val) > 400 {
			continue
		}
		for name := range strings.FieldsSeq(a.Val) {
			previous := ""
			for _, word := range nameWords(name) {
				if consentWords[word] || consentWords[previous+" "+word] {
					return true
				}
				previous = word
			}
		}
	}
	return false
}

// hints returns what n itself says, without regard to its surroundings.
func hints(n *html.Node) hint {
	var found hint
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Form, atom.Aside, atom.Menu:
		found |= hintFurniture
	case atom.Figcaption:
		found |= hintCaption
	case atom.Time, atom.Address:
		found |= hintCredit
	default:
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "id", "itemprop", "data-testid", "data-component", "data-component-name", "rel", "role":
			if len(a.Val) <= 400 {
				found |= nameHints(a.Val)
			}
		}
	}
	if found&hintEmbed != 0 {
		found &^= hintFurniture
	}
	return found &^ hintEmbed
}

func nameHints(names string) hint {
	var found hint
	for name := range strings.FieldsSeq(names) {
		previous := ""
		for _, word := range nameWords(name) {
			found |= hintWords[word]
			if previous != "" {
				found |= hintWords[previous+" "+word]
			}
			previous = word
		}
	}
	return found
}

// nameWords cuts a class name at everything that isn't a letter and where a
// capital follows a small letter.
func nameWords(name string) []string {
	var words []string
	start := -1
	small := false
	flush := func(end int) {
		if start >= 0 && end > start {
			words = append(words, strings.ToLower(name[start:end]))
		}
		start = -1
	}
	for i, r := range name {
		letter := unicode.IsLetter(r) || r == '2'
		if !letter || small && unicode.IsUpper(r) {
			flush(i)
		}
		if letter && start < 0 {
			start = i
		}
		small = unicode.IsLower(r)
	}
	flush(len(name))
	return words
}
