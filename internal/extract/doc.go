// Package extract turns a fetched page into an article: headline, standfirst,
// authors, dates, pictures, licence signals, and the story's text as a document.
//
// The page is parsed once. Its text is cut into units, what a reader sees as
// one paragraph each. Three extraction libraries work on copies in which every
// text node carries a marker, so that what each of them keeps is known as
// nodes of the page itself; a unit that two of them keep is part of the story. Rules then
// find the story's place, put back what was overlooked, and drop furniture: promotion,
// related stories, bylines, repeated headlines. The document is rendered from
// the page's own nodes, never from a library's text.
//
// What a page doesn't say stays empty: no author and no date is guessed.
package extract
