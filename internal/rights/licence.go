package rights

import (
	"regexp"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// CreativeCommons is a Creative Commons licence that a page names.
type CreativeCommons struct {
	Name          string // such as "CC BY-SA 4.0"
	URL           string // of the licence's deed; empty where the version is unknown
	NonCommercial bool
	ShareAlike    bool
	NoDerivatives bool // then it forbids translations
}

// Licence returns the Creative Commons licence that an article's signals name,
// for naming it with the translation. Where they name several, it is the one that
// allows least.
func Licence(signals []domain.LicenceSignal) (CreativeCommons, bool) {
	var best CreativeCommons
	found := false
	for _, s := range signals {
		if !namesLicence(s.Kind) {
			continue
		}
		for _, c := range namedLicences(strings.ToLower(s.Value)) {
			if !found || c.strictness() > best.strictness() {
				best, found = c, true
			}
		}
	}
	return best, found
}

// namesLicence reports whether signals of a kind may name a licence. A statement
// of copyright is no veto; a licence that it names may be.
func namesLicence(kind string) bool {
	switch kind {
	case "rel-license", "link-license", "feed-license", "copyright", "json-ld-license", "json-ld-usageInfo", "json-ld-copyrightNotice", "meta-license",
		"meta-licence", "meta-rights", "meta-copyright", "meta-dc.rights", "meta-dc.rights.license", "meta-dcterms.rights", "meta-dcterms.license":
		return true
	default:
		return false
	}
}

func (c CreativeCommons) strictness() int {
	n := 0
	for i, yes := range []bool{c.ShareAlike, c.NonCommercial, c.NoDerivatives} {
		if yes {
			n += 1 << i
		}
	}
	return n
}

var (
	deedAddress = regexp.MustCompile(`creativecommons\.org/(licenses/(by(?:-nc)?(?:-nd|-sa)?|nd|nc|sa|nc-sa|nd-nc)|publicdomain/(zero|mark))(?:/(\d\.\d))?`)
	shortName   = regexp.MustCompile(`\bcc[ -]?(by(?:[ -]nc)?(?:[ -](?:nd|sa))?|0)(?:[ -]?v?(\d\.\d))?\b`)
	longName    = regexp.MustCompile(`creative commons[^.;]{0,20}?\battribution([- –]*non-?commercial)?([- –]*(?:no ?deriv\w*|share ?-?alike))?[^.;\d]{0,30}(\d\.\d)?`)
)

// namedLicences returns the licences whose addresses or names stand in a value,
// in lower case.
func namedLicences(value string) []CreativeCommons {
	var out []CreativeCommons
	for _, m := range deedAddress.FindAllStringSubmatch(value, -1) {
		switch m[3] {
		case "mark":
			out = append(out, CreativeCommons{Name: "Public Domain Mark", URL: "https://creativecommons.org/publicdomain/mark/1.0/"})
		case "zero":
			out = append(out, newLicence("0", ""))
		default:
			out = append(out, newLicence(m[2], m[4]))
		}
	}
	for _, m := range shortName.FindAllStringSubmatch(value, -1) {
		out = append(out, newLicence(strings.ReplaceAll(m[1], " ", "-"), m[2]))
	}
	for _, m := range longName.FindAllStringSubmatch(value, -1) {
		parts := "by"
		if m[1] != "" {
			parts += "-nc"
		}
		switch {
		case strings.Contains(m[2], "deriv"):
			parts += "-nd"
		case m[2] != "":
			parts += "-sa"
		}
		out = append(out, newLicence(parts, m[3]))
	}
	return out
}

// newLicence returns the licence of parts such as "by-nc", or of "0", in a
// version, which may be unknown.
func newLicence(parts, version string) CreativeCommons {
	if parts == "0" {
		return CreativeCommons{Name: "CC0 1.0", URL: "https://creativecommons.org/publicdomain/zero/1.0/"}
	}
	c := CreativeCommons{
		Name:          "CC " + strings.ToUpper(parts),
		NonCommercial: strings.Contains(parts, "nc"),
		ShareAlike:    strings.Contains(parts, "sa"),
		NoDerivatives: strings.Contains(parts, "nd"),
	}
	if version != "" {
		c.Name += " " + version
		c.URL = "https://creativecommons.org/licenses/" + parts + "/" + version + "/"
	}
	return c
}

// licenceSigns returns what a statement about licences, in lower case, says.
func licenceSigns(value string) []sign {
	var out []sign
	for _, c := range namedLicences(value) {
		for s, yes := range map[sign]bool{signNoDerivatives: c.NoDerivatives, signNonCommercial: c.NonCommercial, signShareAlike: c.ShareAlike} {
			if yes {
				out = append(out, s)
			}
		}
	}
	return out
}
