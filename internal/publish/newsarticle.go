package publish

import (
	"cmp"
	"net/url"

	"golang.org/x/text/language"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// NewsArticle is schema.org's description of a translation, to be written as
// JSON-LD into its page.
type NewsArticle struct {
	Context     string   `json:"@context"`
	Type        string   `json:"@type"`
	URL         string   `json:"url"`
	Main        string   `json:"mainEntityOfPage"`
	Headline    string   `json:"headline"`
	Description string   `json:"description,omitempty"`
	Section     string   `json:"articleSection,omitempty"`
	Image       []string `json:"image,omitempty"`
	Published   string   `json:"datePublished"`
	Modified    string   `json:"dateModified"`
	Language    string   `json:"inLanguage"`
	Free        bool     `json:"isAccessibleForFree"`

	Authors    []Party  `json:"author"`
	Publisher  Party    `json:"publisher"`
	Translator Party    `json:"translator"`
	Original   Original `json:"translationOfWork"`
	BasedOn    string   `json:"isBasedOn,omitempty"`
	Source     Party    `json:"sourceOrganization"`
	Credit     string   `json:"creditText"`
	Holder     Party    `json:"copyrightHolder"`
	Licence    string   `json:"license,omitempty"`
	Usage      string   `json:"usageInfo,omitempty"`
	Correction []string `json:"correction,omitempty"`
	// Made is how the text came to be (schema.org's IPTCDigitalSourceEnumeration).
	Made string `json:"digitalSourceType,omitempty"`
}

// Original is the article that was translated.
type Original struct {
	Type      string  `json:"@type"`
	URL       string  `json:"url,omitempty"`
	Headline  string  `json:"headline,omitempty"`
	Language  string  `json:"inLanguage,omitempty"`
	Published string  `json:"datePublished,omitempty"`
	Authors   []Party `json:"author"`
	Publisher Party   `json:"publisher"`
}

// Party is a person or an organisation.
type Party struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// machineMade says that a trained system made the text (schema.org, after IPTC).
const machineMade = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"

// ArticleData is what NewNewsArticle makes a description from.
type ArticleData struct {
	Addresses  Addresses
	Edition    domain.Edition
	Brand      string // the edition's title
	Edited     domain.Edited
	Source     domain.Source
	Original   domain.Article // as it was published
	Images     []string       // paths of pictures, the share image included
	Usage      string         // path of the page that says how the site uses others' work; empty for none
	Licence    string         // address of the licence that the original names; empty for none
	Correction []string       // what was corrected, each a sentence
}

// NewNewsArticle describes a published translation, with as much of it as may
// be shown.
func NewNewsArticle(d ArticleData) NewsArticle {
	a, original := d.Edited.Content.Article, d.Original
	at := d.Addresses.Absolute
	page := at(d.Addresses.Article(d.Edition.ID, d.Edited.Article, a.Headline, ViewTranslation))
	outlet := Party{"Organization", cmp.Or(original.SiteName, d.Source.Name), siteOf(cmp.Or(original.URL, d.Source.Address))}
	us := Party{"NewsMediaOrganization", d.Brand, at(d.Addresses.Edition(d.Edition.ID))}
	n := NewsArticle{
		Context: "https://schema.org", Type: "NewsArticle", URL: page, Main: page, Headline: a.Headline, Section: cmp.Or(d.Edited.Section, a.Section),
		Published: rfc3339(d.Edited.Published), Modified: rfc3339(changedAt(d.Edited)), Language: d.Edition.Lang, Free: true,
		Authors: people(original.Authors, outlet), Publisher: us, Translator: us, Source: outlet, Credit: outlet.Name, Holder: holder(original, outlet),
		BasedOn: cmp.Or(original.Canonical, original.URL), Licence: d.Licence, Correction: d.Correction,
		Original: Original{
			Type: "NewsArticle", URL: cmp.Or(original.Canonical, original.URL), Headline: original.Headline, Language: cmp.Or(original.Lang, d.Edited.Content.From),
			Published: rfc3339(original.Published), Authors: people(original.Authors, outlet), Publisher: outlet,
		},
	}
	if d.Edited.Content.Human() {
		n.Translator = Party{Type: "Person", Name: d.Edited.Content.Chain[0].Model}
	} else {
		n.Made = machineMade
	}
	if d.Usage != "" {
		n.Usage = at(d.Usage)
	}
	mode := Shown(d.Edited, d.Source)
	if mode == domain.ModeFull || mode == domain.ModeExcerpt {
		n.Description = Excerpt(a, d.Edition.Lang)
	}
	for _, path := range d.Images {
		n.Image = append(n.Image, at(path))
	}
	return n
}

func people(names []string, outlet Party) []Party {
	if len(names) == 0 {
		return []Party{outlet}
	}
	var out []Party
	for _, name := range names {
		out = append(out, Party{Type: "Person", Name: name})
	}
	return out
}

// holder returns whom the original names as the holder of its rights, else its
// outlet.
func holder(a domain.Article, outlet Party) Party {
	for _, s := range a.Licence {
		if s.Kind == "json-ld-copyrightHolder" && s.Value != "" {
			return Party{Type: "Organization", Name: s.Value}
		}
	}
	return outlet
}

func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/"
}

// Locale returns a language as OpenGraph names it, with the region that is most
// likely where the tag has none: "ar_EG", "en_US".
func Locale(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, _ := t.Base()
	region, _ := t.Region()
	return base.String() + "_" + region.String()
}
