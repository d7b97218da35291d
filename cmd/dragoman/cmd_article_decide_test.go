package main

import (
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestTextMark(t *testing.T) {
	t.Parallel()
	read := domain.Edited{ID: 1, Content: domain.Translation{Article: domain.Article{Headline: "Talks end"}}}
	same, other := read, read
	same.ID, same.Status = 2, domain.StatusHeld
	other.Content.Article.Headline = "Talks begin"
	if textMark(read) != textMark(same) || textMark(read) == textMark(other) || len(textMark(read)) != 8 {
		t.Errorf("%q, %q with the same text, %q with another", textMark(read), textMark(same), textMark(other))
	}
}
