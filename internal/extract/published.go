package extract

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var publishedNames = []string{
	"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published",
	"parsely-pub-date", "sailthru.date", "dcterms.created", "dc.date.issued", "dcterms.date", "dc.date.created", "dc.date", "pubdate", "publishdate",
	"publish-date", "publish_date", "publication_date", "published_time", "published-date", "article.published", "cxenseparse:recs:publishtime",
	"date.release", "displaydate", "ptime", "article_date_original", "rnews:datepublished", "release_date", "date", "originalpublicationdate", "last.published.at",
}

var modifiedNames = []string{
	"article:modified_time", "og:article:modified_time", "og:modified_time", "og:updated_time", "datemodified", "article:modified", "dcterms.modified",
	"dc.date.modified", "article.updated", "last-modified", "lastmod", "modified_time", "utime", "revised", "updated_time",
}

// published returns when the article was first published and last modified,
// as far as the page says. A time without a zone is taken for UTC.
func (s *story) published() (published, modified time.Time) {
	e := s.evidence
	first, ok := e.stated([]string{"datePublished", "dateCreated", "uploadDate"}, publishedNames, "datepublished")
	if !ok {
		first, ok = s.visibleDate()
	}
	if !ok {
		first, ok = dateInPath(e.address.Path)
	}
	if ok {
		published = first.time
	}
	if last, ok := e.stated([]string{"dateModified"}, modifiedNames, "datemodified"); ok && !last.time.Before(published) {
		modified = last.time
	}
	return published, modified
}

// stated looks a date up in JSON-LD, the meta elements and the microdata. A
// date with a time of day is preferred to an earlier named one without, if
// both are of the same day.
func (e *evidence) stated(linkedKeys, names []string, itemprop string) (stamp, bool) {
	var found []stamp
	add := func(text string) {
		if s, ok := parseDate(text, e.monthBeforeDay()); ok {
			found = append(found, s)
		}
	}
	for _, key := range linkedKeys {
		add(e.article.text(key))
	}
	for _, name := range names {
		for _, value := range e.meta[name] {
			add(value)
		}
	}
	for _, value := range e.microdata[itemprop] {
		add(value)
	}
	if len(found) == 0 {
		return stamp{}, false
	}
	best := found[0]
	for _, other := range found[1:] {
		if !best.hasClock && other.hasClock && best.time.Format(time.DateOnly) == other.time.Format(time.DateOnly) {
			best = other
		}
	}
	return best, true
}

// monthBeforeDay says how the page's readers write dates in numbers: nil when
// its language is English without a country, where both are usual.
func (e *evidence) monthBeforeDay() *bool {
	switch strings.ToLower(e.language()) {
	case "en", "":
		return nil
	case "en-us", "en-ph":
		yes := true
		return &yes
	}
	return new(bool)
}

// visibleDate finds a date between the headline and the story, or right after
// the story.
func (s *story) visibleDate() (stamp, bool) {
	order := s.evidence.monthBeforeDay()
	first, last := s.bounds()
	var fallback *stamp
	consider := func(i int) (stamp, bool) {
		u := s.units[i]
		if u.size > 200 || s.inFurniture(u.block) || u.hidden {
			return stamp{}, false
		}
		if t := s.timeElement(u); t != nil {
			if d, ok := parseDate(attr(t, "datetime"), order); ok {
				return d, true
			}
		}
		d, ok := parseDate(u.text, order)
		if ok && (s.isCreditLine(u) || u.size < 80) {
			return d, true
		}
		return stamp{}, false
	}
	for i := min(first, len(s.units)-1); i >= 0 && i > first-40; i-- {
		d, ok := consider(i)
		if !ok {
			continue
		}
		if i > s.headlineAt-6 {
			if s.headlineAt <= i {
				return d, true
			}
			if fallback == nil {
				fallback = &d
			}
		}
	}
	if fallback != nil {
		return *fallback, true
	}
	for i := max(last, 0); i < len(s.units) && i < last+6; i++ {
		if d, ok := consider(i); ok {
			return d, true
		}
	}
	return stamp{}, false
}

// timeElement returns the time element with a machine-readable date that
// holds u, if any.
func (s *story) timeElement(u *unit) *html.Node {
	for _, n := range u.nodes {
		if t := closest(n.Parent, atom.Time); t != nil && attr(t, "datetime") != "" {
			return t
		}
	}
	return nil
}

// bounds returns the indexes of the first and last kept units.
func (s *story) bounds() (first, last int) {
	first, last = len(s.units), -1
	for i, k := range s.keep {
		if k {
			first = min(first, i)
			last = i
		}
	}
	return first, last
}

// dateInPath reads the date out of addresses such as /2024/05/03/headline.
func dateInPath(path string) (stamp, bool) {
	m := pathDate.FindStringSubmatchIndex(path)
	if m == nil {
		return stamp{}, false
	}
	return moment(number(path, m, 1), number(path, m, 2), number(path, m, 3), 0, 0, 0, time.UTC, false)
}
