package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var authorNames = []string{
	"author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.contributor", "byl", "article:author",
	"og:article:author", "article.author", "cxenseparse:author", "twitter:creator:name", "authors", "rnews:author", "citation_author",
}

// authors returns who wrote the article, as the page says: persons and
// agencies, without roles and addresses. Where the page doesn't say, nobody is named.
func (s *story) authors() []string {
	e := s.evidence
	linked := e.linkedAuthors()
	for _, source := range [][]string{linked, e.metaAuthors(), e.microdata["author"], s.bylineAuthors()} {
		if out := e.names(source, false); len(out) > 0 {
			return out
		}
	}
	return e.names(linked, true) // the publication itself, if that is what it says
}

// names splits and cleans bylines. The site's own name counts only if asked for.
func (e *evidence) names(source []string, own bool) []string {
	var out []string
	for _, raw := range source[:min(len(source), maxStatements)] {
		if company.MatchString(raw) || !own && e.isOwnName(raw) {
			continue
		}
		for _, name := range splitAuthors(raw) {
			if name = cleanAuthor(name); name != "" && (own || !e.isOwnName(name)) && !containsFold(out, name) && len(out) < maxAuthors {
				out = append(out, name)
			}
		}
	}
	return out
}

// company matches the legal forms in a publisher's name.
var company = regexp.MustCompile(`\b(GmbH|AG|KG|Ltd|Inc|LLC|S\.?A\.|S\.?r\.?l|Verlag|Stiftung)\b|\be\. ?V\b|©|(?i)copyright`)

const maxAuthors = 12

func containsFold(list []string, name string) bool {
	return slices.ContainsFunc(list, func(other string) bool { return normal(other) == normal(name) })
}

// isOwnName reports names of the site rather than of an author.
func (e *evidence) isOwnName(name string) bool {
	squeeze := func(s string) string { return strings.ReplaceAll(normal(s), " ", "") }
	n := squeeze(name)
	for _, own := range []string{
		e.address.Hostname(), strings.TrimPrefix(e.address.Hostname(), "www."), site(e.address.Hostname()), e.siteName(),
		e.article.object("publisher").text("name"), strings.SplitN(site(e.address.Hostname()), ".", 2)[0],
	} {
		if n == "" || n == squeeze(own) {
			return true
		}
	}
	return false
}

func (e *evidence) linkedAuthors() []string {
	var out []string
	for _, key := range []string{"author", "creator"} {
		switch v := e.article[key].(type) {
		case map[string]any:
			out = append(out, personName(v)...)
		case []any:
			for _, item := range v {
				if o, ok := item.(map[string]any); ok {
					out = append(out, personName(o)...)
				} else {
					out = append(out, texts(item)...)
				}
			}
		default:
			out = append(out, texts(v)...)
		}
		if len(out) > 0 {
			return out
		}
	}
	// A @graph names its persons elsewhere and refers to them.
	id := e.article.object("author").text("@id")
	for _, l := range e.linked {
		if id != "" && l.text("@id") == id && l.is("person") {
			out = append(out, texts(l["name"])...)
		}
	}
	return out
}

// personName returns the name of a JSON-LD person; an address is no name.
func personName(l linked) []string {
	if names := texts(l["name"]); len(names) > 0 {
		return names
	}
	given, family := l.text("givenName"), l.text("familyName")
	if given != "" && family != "" {
		return []string{given + " " + family}
	}
	return nil
}

func (e *evidence) metaAuthors() []string {
	for _, name := range authorNames {
		var out []string
		for _, value := range e.meta[name] {
			if !isAddress(value) {
				out = append(out, value)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// bylineAuthors reads the lines near the headline that are named as bylines
// or begin as one, and else those after the story.
func (s *story) bylineAuthors() []string {
	first, last := s.bounds()
	for i := max(0, s.headlineAt-3); i < min(first+2, len(s.units)); i++ {
		if name := s.bylineOf(i); name != "" {
			return []string{name}
		}
	}
	for i := max(first, last, 0); i < min(last+6, len(s.units)); i++ {
		if name := s.bylineOf(i); name != "" {
			return []string{name}
		}
	}
	return nil
}

// maxByline is the longest line that is taken for a byline, in runes.
const maxByline = 150

// bylineOf returns the names in unit i if it is a byline.
func (s *story) bylineOf(i int) string {
	u := s.units[i]
	if u.size > maxByline || u.hidden || s.inFurniture(u.block) {
		return ""
	}
	rest, introduced := withoutBy(u.text)
	if introduced && rest == "" && i+1 < len(s.units) { // the name stands in a unit of its own
		rest = s.units[i+1].text
	}
	if introduced {
		rest = bylineEnd.Split(rest, 2)[0]
		if first, _, _ := strings.Cut(rest, ","); looksLikeName(first) && properName(first) {
			return rest
		}
	}
	for _, node := range u.nodes {
		for n, steps := node.Parent, 0; n != nil && steps < 3; n, steps = n.Parent, steps+1 {
			if !isAuthorElement(n) {
				continue
			}
			name, _ := withoutBy(textOf(n))
			if name = bylineEnd.Split(name, 2)[0]; looksLikeName(name) && properName(name) && !s.evidence.siteLike(name) {
				return name
			}
		}
	}
	return ""
}

// bylineEnd matches what follows the names in a byline: a separator, an
// address, a date.
var bylineEnd = regexp.MustCompile(`\s*[•|·/]\s*|\s+[–—-]\s+|\s*\S+@\S+|,?\s*\d`)

func (e *evidence) siteLike(text string) bool {
	return normal(text) == normal(e.siteName())
}

func isAuthorElement(n *html.Node) bool {
	if attr(n, "rel") == "author" {
		return true
	}
	for _, key := range []string{"class", "itemprop", "id"} {
		for _, word := range nameWords(strings.ReplaceAll(attr(n, key), " ", "-")) {
			switch word {
			case "author", "authors", "byline", "autor", "auteur", "writer", "redactor", "authorname": //nolint:misspell // German
				return n.DataAtom != atom.Body && n.DataAtom != atom.Article
			}
		}
	}
	return false
}

// byWords begin a byline.
var byWords = []string{
	"by", "written by", "story by", "words by", "posted by", "reported by", "von", "text von", "ein artikel von", "autor", "autorin", "autoren", "text", //nolint:misspell // German
	"par", "rédigé par", "publié par", "auteur", "por", "escrito por", "autores", "autora", "di", "a cura di", "door", "автор", "авторы", "текст", "автори",
	"opublikowane przez", "napisał", "napisała", "autorzy", "του", "της", "γράφει ο", "γράφει η", "από", "بقلم", "كتب", "كتبت", "كتبه", "作者", "记者", "文", "author",
	"posted on by", "yazan", "veröffentlicht von", "geschrieben von", "verfasst von", "artikel von", "ein beitrag von", "interview", "autorenseite von", "text und fotos",
	"skrevet av", "av", "tekst", "av:", "opublikował", "pubblicato da",
}

// withoutBy removes the words that begin a byline.
func withoutBy(text string) (string, bool) {
	lower := strings.ToLower(text)
	best := 0
	for _, by := range byWords {
		if len(by) <= best || !strings.HasPrefix(lower, by) {
			continue
		}
		rest := lower[len(by):]
		if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !unicode.IsLetter(r) || ideographic(r) {
			best = len(by)
		}
	}
	if best == 0 || best > len(text) {
		return text, false
	}
	return strings.TrimLeft(text[best:], " :：.-–—"), true
}

var (
	roleWord    = regexp.MustCompile(`(?i)\b(reporters?|correspondents?|editors?|writers?|journalists?|bureau|staff|chief|columnists?|contributors?|producers?|analysts?|professor|fellow|director|redakteur\w*|korrespondent\w*|reporterin|journalistin|chefredakteur\w*|journaliste|correspondant\w*|rédact\w+|periodista|redactor\w*|corresponsal|repórter|jornalista|photograph\w+|fotograf\w*|freelance)\b|корреспондент|обозреватель|редактор|журналист`) //nolint:misspell // French
	mail        = regexp.MustCompile(`\S+@\S+\.\S+`)
	handle      = regexp.MustCompile(`(^|\s)@\w+`)
	brackets    = regexp.MustCompile(`\s*[(\[][^)\]]*[)\]]`)
	authorJoint = regexp.MustCompile(`\s*(?:[;,、，|•·]|\s+(?:and|und|et|y|e|og|och|и|та|oraz|i|και|with|mit|avec|con|com|&|\+)\s|&amp;)\s*|\s+و\s*`)
	afterDash   = regexp.MustCompile(`\s+[–—-]\s+.*$`)
	agencyNames = map[string]bool{
		"ap": true, "afp": true, "dpa": true, "reuters": true, "apa": true, "efe": true, "sda": true, "ansa": true, "epd": true, "kna": true, "sid": true, "pap": true, "тасс": true,
	}
	noAuthors = map[string]bool{
		"admin": true, "administrator": true, "webmaster": true, "unknown": true, "none": true, "null": true, "undefined": true, "guest": true, "user": true,
		"author": true, "autor": true, "anonymous": true, "root": true, "default": true, "n a": true, "na": true, "staff": true, "online": true, "web": true, //nolint:misspell // German
		"и": true, "video": true, "publisher": true, "super user": true, "superuser": true, "wordpressadmin": true, "siteadmin": true, "redaktion": true, "editor": true,
	}
)

func splitAuthors(raw string) []string {
	raw = collapse(html.UnescapeString(raw))
	if utf8.RuneCountInString(raw) > 300 {
		return nil
	}
	raw = mail.ReplaceAllString(raw, ",")
	return authorJoint.Split(raw, -1)
}

// cleanAuthor reduces a byline's part to a name, or to nothing if it isn't one.
func cleanAuthor(name string) string {
	name, _ = withoutBy(collapse(name))
	name = brackets.ReplaceAllString(name, "")
	name = handle.ReplaceAllString(name, "")
	name = afterDash.ReplaceAllString(name, "")
	name = strings.Trim(name, " \t.,;:|-–—*•·\"“”„'’>»")
	switch key := normal(name); {
	case key == "", noAuthors[key], isAddress(name), !looksLikeName(name), smallWords(name) > 1:
		return ""
	}
	return name
}

// looksLikeName reports text that can be the name of a person or an agency:
// short, with letters, no sentence, no role.
func looksLikeName(name string) bool {
	size := utf8.RuneCountInString(name)
	if size < 2 || size > 80 || strings.ContainsAny(name, "?!=<>{}") || isDateLine(name) {
		return false
	}
	if agencyNames[normal(name)] {
		return true
	}
	words := strings.Fields(name)
	if len(words) > 8 {
		return false
	}
	letters, digits, capital := 0, 0, false
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
			capital = capital || !unicode.IsLower(r)
		case unicode.IsDigit(r):
			digits++
		}
	}
	if letters < 2 || digits > 4 || digits > letters {
		return false
	}
	if roleWord.MatchString(name) && len(words) <= 6 && !strings.Contains(strings.ToLower(name), "redaktion") && !namesStaff(words) {
		return false
	}
	return true
}

// namesStaff reports the name of a newsroom, such as "Reuters Staff".
func namesStaff(words []string) bool {
	last := strings.ToLower(words[len(words)-1])
	return len(words) >= 2 && (last == "staff" || last == "bureau" || last == "reporters" || last == "editors") && !roleWord.MatchString(words[0])
}

// nameParticles are the words in names that begin with a small letter.
var nameParticles = map[string]bool{
	"von": true, "van": true, "de": true, "der": true, "den": true, "la": true, "le": true, "du": true, "di": true, "da": true, "dos": true, "das": true, "del": true,
	"al": true, "el": true, "bin": true, "ibn": true, "ter": true, "zu": true, "und": true, "and": true, "et": true, "y": true, "e": true, "i": true, "og": true,
	"och": true, "и": true, "та": true, "και": true, "oraz": true, "ja": true, "dpa": true,
}

// properName reports text in which every word begins with a capital, or whose
// script has none. Visible bylines are only believed when they look like it.
func properName(name string) bool {
	return smallWords(name) == 0 && !strings.ContainsAny(name, ":@0123456789")
}

// smallWords counts the words that begin with a small letter and are no
// particles of names.
func smallWords(name string) int {
	n := 0
	for word := range strings.FieldsSeq(name) {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) && !nameParticles[strings.Trim(word, ",.")] {
			n++
		}
	}
	return n
}

func isAddress(s string) bool {
	return strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "mailto:")
}
