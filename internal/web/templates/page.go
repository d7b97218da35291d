package templates

import "html/template"

// Front is an edition's front page.
type Front struct {
	Base
	Lead    *Teaser // nil while nothing is published
	Seconds []Teaser
	Blocks  []Block
	Most    []Ranked
	Newest  []Teaser
}

func (Front) file() string { return "front" }

// Block is a section on the front page.
type Block struct {
	ID      string // within the page
	Name    string
	Lang    string // of Name, where it isn't the page's
	Href    string
	Teasers []Teaser
}

// Ranked is a story among those that most sources cover.
type Ranked struct {
	Rank    string
	Href    string
	Title   string
	Doubt   *Link // see Teaser
	Lang    string
	Dir     string
	Sources string // how many there are, in words
}

// Teaser is an article in a list. Lang and Dir are those of its words. What
// says that the title or the standfirst is doubtful leads to why.
type Teaser struct {
	Href            string
	Title           string
	TitleDoubt      *Link // nil where nothing is doubtful
	Standfirst      string
	StandfirstDoubt *Link
	Lang            string
	Dir             string
	Source          string
	SourceLang      string
	SourceHref      string
	From            string // what it was translated from
	FromLang        string // of From, where it isn't the page's
	Time            Moment
	Picture         *Picture
}

// Picture is a picture of ours, in its sizes.
type Picture struct {
	Src    string
	SrcSet string
	Sizes  string
	Width  int
	Height int
	Alt    string
	Lazy   bool
}

// Moment is a point in time as readers see it and as machines read it.
type Moment struct {
	Text string
	ISO  string // RFC 3339, or a date; "" where Text is no time but the interface's words
}

// Link leads to a page of the site.
type Link struct {
	Href    string
	Text    string
	Lang    string // of Text, where it isn't the page's
	Current bool
}

// Said is a part of a sentence: words, a name, or a link.
type Said struct {
	Text string
	Href string
	Away bool   // Href leads to another site
	Lang string // of Text, where it isn't the sentence's
}

// List is a page that lists articles: the latest ones, a section, a source, a
// day, or a story's coverage.
type List struct {
	Base
	Kicker       string
	Heading      string
	HeadingLang  string // where it isn't the page's
	HeadingDoubt *Link  // see Teaser
	Intro        [][]Said
	Groups       []Group
	Pager        *Pager // nil where there is one page
}

func (List) file() string { return "list" }

// Group is articles under a heading: a day.
type Group struct {
	Time    Moment
	Teasers []Teaser
}

// Pager leads through the pages of a list. Newer and Older are paths, "" where
// there is none.
type Pager struct {
	Lang      string // of its words, where it isn't the page's
	Label     string
	Where     string
	Newer     string
	NewerText string
	Older     string
	OlderText string
}

// Archive is the list of days on which articles were published.
type Archive struct {
	Base
	Months []Month
}

func (Archive) file() string { return "archive" }

// Month is a month of the archive.
type Month struct {
	Name string
	Days []Day
}

// Day is a day of the archive.
type Day struct {
	Href    string
	ISO     string
	Full    string
	Day     string
	Weekday string
	Number  string // of articles, in words
	Short   string // the same, the number alone
}

// Search is the search form and what it found.
type Search struct {
	Base
	HTMX           string // path of the script
	Action         string
	Query          string
	SourceChoices  []Choice
	SectionChoices []Choice
	From           string // dates as the form gives them, such as "2026-11-23"
	Until          string
	Found          string // how many, in words
	Hits           []Hit
	Help           *SearchHelp // nil where something was found
	Pager          *Pager
}

// SearchHelp says what else to do where nothing was found.
type SearchHelp struct {
	Links  []Noted // searches that find something
	Latest []Teaser
}

func (Search) file() string { return "search" }

// Choice is an option of a filter.
type Choice struct {
	Value  string
	Text   string
	Lang   string // of Text, where it isn't the form's
	Chosen bool
}

// Hit is an article that was found, with the words that were looked for marked.
type Hit struct {
	Teaser
	Marked           template.HTML
	MarkedStandfirst template.HTML
}

// Prose is a page of the edition's own words.
type Prose struct {
	Base
	Heading string
	Parts   []Part
}

func (Prose) file() string { return "prose" }

// Part is a part of a page of prose.
type Part struct {
	Heading    string
	Paragraphs [][]Said
	Links      []Noted
}

// Noted is a link with a note on it.
type Noted struct {
	Link
	Note string
}

// Editions is the choice of an edition.
type Editions struct {
	Base
	Choices []Edition
}

func (Editions) file() string { return "editions" }

// Edition is an edition to choose.
type Edition struct {
	Href  string
	Title string
	Name  string // of its language, in itself
	Lang  string
	Dir   string
}

// Problem is shown where a page can't be.
type Problem struct {
	Base
	Number     string // the status, "" where there was no answer
	Heading    string
	Paragraphs []string
	Reason     string // why an article was taken back, in the operator's words
}

func (Problem) file() string { return "problem" }
