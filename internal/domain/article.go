package domain

import "time"

// Article is one publication on one address. What a page doesn't say stays
// zero: an unknown author or date is never guessed.
type Article struct {
	URL        string          `json:"url,omitempty"`       // the address that was read, after redirects
	Canonical  string          `json:"canonical,omitempty"` // the address that the page gives as its own
	SiteName   string          `json:"site_name,omitempty"`
	Section    string          `json:"section,omitempty"`
	Lang       string          `json:"lang,omitempty"` // BCP 47
	Headline   string          `json:"headline,omitempty"`
	Standfirst string          `json:"standfirst,omitempty"`
	Authors    []string        `json:"authors,omitempty"`
	Dateline   string          `json:"dateline,omitempty"` // such as "RIYADH, March 11"
	Published  time.Time       `json:"published,omitzero"`
	Modified   time.Time       `json:"modified,omitzero"`
	Lead       *LeadImage      `json:"lead_image,omitempty"`
	Licence    []LicenceSignal `json:"licence_signals,omitempty"`
	Document   Document        `json:"document"`
}

// LeadImage is the picture that stands for an article.
type LeadImage struct {
	Image
	Caption Text `json:"caption,omitzero"`
	Credit  Text `json:"credit,omitzero"`
}

// LicenceSignal is something that a page or its headers say about reuse,
// word for word; what follows from it is a policy's business.
type LicenceSignal struct {
	Kind  string `json:"kind"`  // such as "rel-license", "meta-robots", "json-ld-license", "tdm-reservation", "copyright"
	Value string `json:"value"` // as found
}
