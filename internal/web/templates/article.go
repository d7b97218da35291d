package templates

import "html/template"

// Article is an article's page in one of its views.
type Article struct {
	Base
	Reader       string // path of the script
	View         string // "", "bilingual" or "original"
	Views        []ViewLink
	Kicker       []Link
	Text         Passage  // what the view is of: the translation, or the original alone
	Original     *Passage // beside the translation; nil in the other views
	OriginalLang string
	OriginalDir  string
	Label        string // says who translated this and who reviewed it
	Reviewed     bool   // by a person, or made by one
	Facts        []Fact
	Rows         []Row
	Continue     []Said // where the rest is, of an article that is not shown whole
	Doubts       []Doubt
	Origin       [][]Said
	Corrections  []Correction
	Related      []Teaser
	Story        *Link
}

func (Article) file() string { return "article" }

// ViewLink leads to a view of an article.
type ViewLink struct {
	Link
	Name string // as in Article.View
}

// Passage is a headline and a standfirst with their language.
type Passage struct {
	Lang       string
	Dir        string
	Headline   template.HTML
	Standfirst template.HTML
}

// Fact is a line of the provenance.
type Fact struct {
	Label string
	Value []Said
}

// Row is a block of the text and, in the bilingual view, of the original.
type Row struct {
	Kind   string // "figure" for pictures, "heading" for headings, else ""
	Target template.HTML
	Source template.HTML
}

// Doubt is a passage that findings warn of.
type Doubt struct {
	Number   int
	Target   string
	Source   string
	Messages []Warning
}

// Warning is what a finding says.
type Warning struct {
	Text string
	Lang string
	Dir  string
}

// Correction says that the article was changed.
type Correction struct {
	Time Moment
	Text string
}
