package domain_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestTermValidate(t *testing.T) {
	t.Parallel()
	good := func() domain.Term {
		return domain.Term{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{
			{Lang: "en", Text: "Mike Waltz"}, {Lang: "ru", Text: "Майк Уолтц", Forbidden: []string{"Вальс"}},
		}}
	}
	if err := good().Validate(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*domain.Term){
		"kind":       func(x *domain.Term) { x.Kind = "river" },
		"status":     func(x *domain.Term) { x.Status = "" },
		"forms":      func(x *domain.Term) { x.Forms = nil },
		"language":   func(x *domain.Term) { x.Forms[1].Lang = "en" },
		"empty":      func(x *domain.Term) { x.Forms[1].Text = " " },
		"long":       func(x *domain.Term) { x.Forms[1].Text = strings.Repeat("а", 101) },
		"lines":      func(x *domain.Term) { x.Forms[1].Variants = []string{"Майк\nУолтц"} },
		"forbidden":  func(x *domain.Term) { x.Forms[1].Forbidden = []string{"Майк Уолтц"} },
		"inflection": func(x *domain.Term) { x.Forms[1].Inflection = "neuter" },
	} {
		x := good()
		spoil(&x)
		if err := x.Validate(); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTermForm(t *testing.T) {
	t.Parallel()
	x := domain.Term{Forms: []domain.TermForm{{Lang: "pt", Text: "Moscovo"}, {Lang: "pt-BR", Text: "Moscou"}}}
	for lang, want := range map[string]string{"pt": "Moscovo", "pt-BR": "Moscou", "pt-PT": "Moscovo", "ru": ""} {
		if f, _ := x.Form(lang); f.Text != want {
			t.Errorf("%s: %q, want %q", lang, f.Text, want)
		}
	}
}
