package termbase_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// manyTerms are as many terms as a large newsroom may have.
func manyTerms(n int) []domain.Term {
	terms := make([]domain.Term, n)
	for i := range terms {
		terms[i] = domain.Term{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{
			{Lang: "en", Text: fmt.Sprintf("Person%c%c Name%d", 'a'+i%26, 'a'+i/26%26, i)}, {Lang: "ru", Text: fmt.Sprintf("Лицо Имя%d", i)},
		}}
	}
	return terms
}

// BenchmarkPair makes the glossary of 10,000 terms.
func BenchmarkPair(b *testing.B) {
	terms := manyTerms(10_000)
	for b.Loop() {
		termbase.New(terms).Pair("en", "ru")
	}
}

// BenchmarkPairOfPlaces makes that of no terms, as for every article of an edition without any.
func BenchmarkPairOfPlaces(b *testing.B) {
	for b.Loop() {
		termbase.New(nil).Pair("en", "ru")
	}
}

// BenchmarkFind finds the terms of 10,000 in a long sentence.
func BenchmarkFind(b *testing.B) {
	g := termbase.New(manyTerms(10_000)).Pair("en", "ru")
	text := strings.Repeat("The president met Personaa Name0 in Riyadh on Monday, officials of the United States said. ", 5)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		g.Find(text)
	}
}
