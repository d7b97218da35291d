package nmt_test

import (
	"context"
	"fmt"
	"log"

	"github.com/dragoman-news/dragoman/nmt"
)

// The sentences of a document are translated in one call.
func Example() {
	m, err := nmt.OpenDir("build/models/en-ru")
	if err != nil {
		log.Fatal(err)
	}
	results, err := m.Translate(context.Background(), []string{
		"The central bank left its main interest rate unchanged at 7.25 percent.",
		"Nobody has answered that question yet.",
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range results {
		fmt.Println(r.Text)
	}
	// Центральный банк оставил свою основную процентную ставку без изменений на уровне 7,25 процента.
	// Никто еще не ответил на этот вопрос.
}

// Alignments tell which word of the source a translated word comes from.
func ExampleResult() {
	m, err := nmt.OpenDir("build/models/en-ru")
	if err != nil {
		log.Fatal(err)
	}
	const source = "Rescue workers pulled a boy alive from the rubble."
	results, err := m.Translate(context.Background(), []string{source})
	if err != nil {
		log.Fatal(err)
	}
	r := results[0]
	for i, target := range r.Target {
		best := 0
		for j, weight := range r.Alignment[i] {
			if weight > r.Alignment[i][best] {
				best = j
			}
		}
		from := r.Source[best]
		fmt.Printf("%q comes from %q\n", r.Text[target.Start:target.End], source[from.Start:from.End])
	}
}

// A name is given in its approved form, and a wrong word is kept out.
func ExampleBanned() {
	m, err := nmt.OpenDir("build/models/en-ru")
	if err != nil {
		log.Fatal(err)
	}
	results, err := m.Translate(context.Background(),
		[]string{
			"A spokesman for the Arab League said that the proposal deserved to be studied.",
			"Walz arrived late in the evening.",
		},
		nmt.Banned(0, "Арабская лига", "Арабской лиги"),
		nmt.ForcedPrefix(1, "Уолц"),
	)
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range results {
		fmt.Println(r.Text)
	}
}
