package publish

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// The names of sitemaps: the index of all at the site's root; below an edition
// one of its own pages, one of the articles of each day, and one of news.
const (
	SitemapIndex = "/sitemap.xml"
	SitemapPages = "sitemap-pages.xml"
	SitemapNews  = "sitemap-news.xml"
)

// SitemapDay returns the name of the sitemap of a day's articles below its
// edition; day is such as "2026-11-23".
func SitemapDay(day string) string { return "sitemap/" + day + ".xml" }

// What sitemaps may hold (sitemaps.org; Google's news sitemaps).
const (
	MaxSitemapPages = 50_000
	MaxSitemapBytes = 50 << 20
	MaxNewsPages    = 1_000
	newsAge         = 48 * time.Hour
)

// Location is a page in a sitemap, or a sitemap in the index.
type Location struct {
	Path       string
	Changed    time.Time   // zero for unknown
	Alternates []Alternate // the page in each edition, this one included; none where there is only one
}

// Alternate is a page in one of the editions.
type Alternate struct {
	Lang string // BCP 47
	Path string
}

type sitemapSet struct {
	XMLName xml.Name     `xml:"urlset"`
	Space   string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr,omitempty"`
	News    string       `xml:"xmlns:news,attr,omitempty"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Address    string             `xml:"loc"`
	Changed    string             `xml:"lastmod,omitempty"`
	Alternates []sitemapAlternate `xml:"xhtml:link"`
	News       *sitemapNews       `xml:"news:news"`
}

type sitemapAlternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

type sitemapNews struct {
	Name      string `xml:"news:publication>news:name"`
	Lang      string `xml:"news:publication>news:language"`
	Published string `xml:"news:publication_date"`
	Title     string `xml:"news:title"`
}

type sitemapIndex struct {
	XMLName  xml.Name     `xml:"sitemapindex"`
	Space    string       `xml:"xmlns,attr"`
	Sitemaps []sitemapURL `xml:"sitemap"`
}

const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

// WriteSitemap writes pages, at most 50,000, as a sitemap. More, and addresses
// without a base, which sitemaps can't hold, are domain.ErrInvalid.
func WriteSitemap(w io.Writer, a Addresses, pages []Location) error {
	set := sitemapSet{Space: sitemapSpace, XHTML: "http://www.w3.org/1999/xhtml"}
	for _, p := range pages {
		u := sitemapURL{Address: a.Absolute(p.Path), Changed: rfc3339(p.Changed)}
		for _, alternate := range p.Alternates {
			u.Alternates = append(u.Alternates, sitemapAlternate{"alternate", alternate.Lang, a.Absolute(alternate.Path)})
		}
		set.URLs = append(set.URLs, u)
	}
	return writeSitemap(w, a, len(pages), set)
}

// WriteSitemapIndex writes an index of at most 50,000 sitemaps.
func WriteSitemapIndex(w io.Writer, a Addresses, sitemaps []Location) error {
	index := sitemapIndex{Space: sitemapSpace}
	for _, s := range sitemaps {
		index.Sitemaps = append(index.Sitemaps, sitemapURL{Address: a.Absolute(s.Path), Changed: rfc3339(s.Changed)})
	}
	return writeSitemap(w, a, len(sitemaps), index)
}

// WriteNewsSitemap writes a news sitemap of an edition with a name and
// language: of its headlines those of the last two days that search engines may
// show and that say more than a headline, 1,000 at most.
func WriteNewsSitemap(w io.Writer, a Addresses, e domain.Edition, name string, headlines []domain.Headline, now time.Time) error {
	set := sitemapSet{Space: sitemapSpace, News: "http://www.google.com/schemas/sitemap-news/0.9"}
	for _, h := range headlines {
		age := now.Sub(h.Time)
		if !MayIndexHeadline(h) || h.Mode == domain.ModeHeadline || age > newsAge || age < -time.Hour || len(set.URLs) == MaxNewsPages {
			continue
		}
		set.URLs = append(set.URLs, sitemapURL{
			Address: a.Absolute(a.Article(e.ID, h.Article, h.Title, ViewTranslation)),
			News:    &sitemapNews{Name: clean(name), Lang: newsLanguage(e.Lang), Published: rfc3339(h.Time), Title: clean(h.Title)},
		})
	}
	return writeSitemap(w, a, len(set.URLs), set)
}

// newsLanguage returns a language as news sitemaps name it: ISO 639, but
// zh-cn and zh-tw.
func newsLanguage(tag string) string {
	base, rest, _ := strings.Cut(strings.ToLower(tag), "-")
	if base != "zh" {
		return base
	}
	if strings.Contains(rest, "hant") || strings.Contains(rest, "tw") || strings.Contains(rest, "hk") {
		return "zh-tw"
	}
	return "zh-cn"
}

func writeSitemap(w io.Writer, a Addresses, count int, v any) error {
	if a.Base == "" {
		return fmt.Errorf("write a sitemap: the site's public address isn't set: %w", domain.ErrInvalid)
	}
	if count > MaxSitemapPages {
		return fmt.Errorf("write a sitemap: %d entries, more than %d: %w", count, MaxSitemapPages, domain.ErrInvalid)
	}
	var b bytes.Buffer
	if err := writeXML(&b, v); err != nil {
		return err
	}
	if b.Len() > MaxSitemapBytes {
		return fmt.Errorf("write a sitemap: %d bytes, more than %d: %w", b.Len(), MaxSitemapBytes, domain.ErrInvalid)
	}
	if _, err := b.WriteTo(w); err != nil {
		return fmt.Errorf("write a sitemap: %w", err)
	}
	return nil
}
