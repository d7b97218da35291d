package source

import (
	"errors"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestFilter(t *testing.T) {
	t.Parallel()
	item := &Item{
		Title: "Live: Port strike enters its second week", Summary: "Dockers in the harbour’s east refuse an offer.",
		Categories: []string{"Economy"}, Authors: []string{"Ada Marsh"}, URL: "https://news.example/economy/strike", Link: "https://news.example/economy/strike",
	}
	other := &Item{Title: "وَالسُّعودية والأردن توقعان اتفاقا", Summary: "Ёлка на площади; 東京港でストライキ"}
	for _, tt := range []struct {
		rule string
		item *Item
		want bool
	}{
		{"strike", item, true},
		{"STRIKE port", item, true},
		{"strike airport", item, false},
		{"strik", item, false},
		{"strik*", item, true},
		{"*rike", item, true},
		{"ike", item, false},
		{"*ike*", item, true},
		{`"port strike"`, item, true},
		{`"strike port"`, item, false},
		{`"second week" dockers`, item, true},
		{`"week dockers"`, item, false},
		{"harbour's", item, true},
		{"economy", item, true},
		{"ada", item, true},
		{"title: dockers", item, false},
		{"summary: dockers", item, true},
		{"category: economy", item, true},
		{"author: marsh", item, true},
		{"url: economy", item, true},
		{"url: harbour", item, false},
		{"/^live:/", item, true},
		{"title:/^live:.*week$/", item, true},
		{"/^port/", item, false},
		{"/(?-i)^live/", item, false},
		{"الأردن", other, false}, // with the "and" that is written to it, another word
		{"*الأردن", other, true},
		{"والاردن", other, true},
		{"والسعودية", other, true},
		{"елка", other, true},
		{"ストライキ", other, true},
		{"東京", other, true},
	} {
		f, err := NewFilter([]string{tt.rule}, nil)
		if err != nil {
			t.Errorf("%s: %v", tt.rule, err)
			continue
		}
		if got, _ := f.Wants(tt.item); got != tt.want {
			t.Errorf("%s: wanted %t, want %t", tt.rule, got, tt.want)
		}
		f, _ = NewFilter(nil, []string{tt.rule})
		if got, reason := f.Wants(tt.item); got == tt.want || got == (reason != "") {
			t.Errorf("excluding %s: wanted %t (%s)", tt.rule, got, reason)
		}
	}
}

func TestFilterCombines(t *testing.T) {
	t.Parallel()
	f, err := NewFilter([]string{"port", "ferry"}, []string{"weather", "/quiz$/"})
	if err != nil {
		t.Fatal(err)
	}
	for title, want := range map[string]bool{
		"Port news": true, "Ferry back": true, "Port weather": false, "The ferry quiz": false, "Football": false,
	} {
		if got, reason := f.Wants(&Item{Title: title}); got != want {
			t.Errorf("%s: %t (%s)", title, got, reason)
		}
	}
	if ok, reason := (Filter{}).Wants(&Item{}); !ok || reason != "" {
		t.Error("the zero filter refuses")
	}
}

func TestNewFilterRefuses(t *testing.T) {
	t.Parallel()
	for _, rule := range []string{"", "  ", "*", `""`, "title:", "//", "/(/", "/((a{500}){500})/", "/(?=x)/", strings.Repeat("x", 2000)} {
		if _, err := NewFilter(nil, []string{rule}); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%.50q: %v", rule, err)
		}
	}
	if _, err := NewFilter(make([]string, maxRules+1), nil); !errors.Is(err, domain.ErrInvalid) {
		t.Error("too many rules are accepted")
	}
}

func FuzzFilter(f *testing.F) {
	f.Add(`"port strike" *x`, "Port strike")
	f.Add("title:/^a+$/", "aaaa")
	f.Fuzz(func(t *testing.T, rule, title string) {
		filter, err := NewFilter([]string{rule}, []string{rule})
		if err != nil {
			return
		}
		if ok, _ := filter.Wants(&Item{Title: title}); ok {
			t.Errorf("%q includes and excludes at once", rule)
		}
	})
}
