package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// mention is a surname in a line of a document, and what its human translator made of it.
type mention struct {
	line        int
	name        string // in English
	house       string // the nominative of what the translator wrote most often
	translation string // in this line
}

// mentions returns the surnames of a document whose rendering in the reference is beyond doubt.
func (d *document) mentions() []mention {
	model := propername.ModelFor(unicode.Cyrillic)
	known := map[string]bool{}
	for _, line := range d.english {
		for _, w := range propername.Surnames(line, propername.Split(line), nil) {
			known[w.Lower] = true
		}
	}
	var out []mention
	written := map[string][]string{}
	for i, line := range d.english {
		seen := map[string]bool{}
		for _, w := range propername.Mentions(line, propername.Split(line), known) {
			if seen[w.Text] {
				continue
			}
			seen[w.Text] = true
			best, found := propername.Sure, ""
			for _, r := range propername.Split(d.reference[i]) {
				if score := model.Spelling(propername.Latin(w.Text), r.Text); score >= best && upper(r.Text) {
					best, found = score, r.Text
				}
			}
			if found == "" {
				continue
			}
			out = append(out, mention{line: i, name: w.Text, translation: found})
			written[w.Text] = append(written[w.Text], found)
		}
	}
	for i := range out {
		out[i].house = model.Lemma("ru", propername.Latin(out[i].name), written[out[i].name])
	}
	return out
}

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// terms are the document's names in the translator's spelling.
func (d *document) terms() []domain.Term {
	var out []domain.Term
	seen := map[string]bool{}
	for _, m := range d.mentions() {
		if !seen[m.name] {
			seen[m.name] = true
			out = append(out, domain.Term{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: m.name}, {Lang: "ru", Text: m.house}}})
		}
	}
	return out
}

// systems are what is compared, in this order.
var systems = []string{"plain engine", "chain", "chain with terms"}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }

// names compares the names of three translations with the references'.
func (b *bench) names() {
	var all int
	stem, exact, blocked := [3]int{}, [3]int{}, 0
	for _, d := range b.docs {
		for _, m := range d.mentions() {
			all++
			for k, lines := range [][]string{d.raw, d.chain, d.termed} {
				right, same := false, false
				for _, w := range propername.Split(lines[m.line]) {
					right = right || upper(w.Text) && propername.FormOf("ru", m.house, w.Text)
					same = same || strings.EqualFold(w.Text, m.translation)
				}
				if right {
					stem[k]++
				} else if k == 2 {
					for _, s := range d.segments[m.line] {
						if slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Rule == "term-missing" }) {
							blocked++
							break
						}
					}
					if b.show {
						fmt.Fprintf(b.out, "  %s (%s)\n    %s\n    %s\n    %s\n    %s\n", m.name, m.house, d.english[m.line], d.reference[m.line], d.raw[m.line], lines[m.line])
					}
				}
				if same {
					exact[k]++
				}
			}
		}
	}
	fmt.Fprintf(b.out, "names, of %d mentions of surnames: stem / exact form as the translator's\n", all)
	for k, what := range systems {
		fmt.Fprintf(b.out, "  %-18s %5.1f %%  %5.1f %%\n", what, percent(stem[k], all), percent(exact[k], all))
	}
	fmt.Fprintf(b.out, "  wrong and blocked, with terms: %d of %d\n", blocked, all-stem[2])
}

// inconsistent counts the surnames that a document mentions more than once, and those of
// them that lines write in more than one way, or leave in Latin letters once.
func inconsistent(d document, lines []string) (repeated int, differ []string) {
	model := propername.ModelFor(unicode.Cyrillic)
	known := map[string]bool{}
	for _, line := range d.english {
		for _, w := range propername.Surnames(line, propername.Split(line), nil) {
			known[w.Lower] = true
		}
	}
	forms, words := map[string][]map[string]bool{}, map[string]string{}
	for i, line := range d.english {
		for _, name := range propername.Mentions(line, propername.Split(line), known) {
			best, found := model.Threshold, ""
			for _, w := range propername.Split(lines[i]) {
				if score := model.Spelling(propername.Latin(name.Text), w.Text); score >= best && upper(w.Text) {
					best, found = score, w.Text
				} else if found == "" && strings.EqualFold(w.Text, name.Text) {
					found = w.Text
				}
			}
			if found == "" {
				continue
			}
			set := map[string]bool{strings.ToLower(found): true}
			for _, f := range propername.Forms(found) {
				set[string(f)], set[string(f)+"ь"] = true, true
			}
			forms[name.Text] = append(forms[name.Text], set)
			words[name.Text] += " " + found
		}
	}
	for name, list := range forms {
		if len(list) < 2 {
			continue
		}
		repeated++
		common := list[0]
		for _, set := range list[1:] {
			next := map[string]bool{}
			for f := range set {
				if common[f] {
					next[f] = true
				}
			}
			common = next
		}
		if len(common) == 0 {
			differ = append(differ, name+":"+words[name])
		}
	}
	return repeated, differ
}

// consistency compares how often translations write one surname in several ways.
func (b *bench) consistency() {
	fmt.Fprintln(b.out, "repeated surnames that a document writes in more than one way")
	for k, what := range []string{"translators", "plain engine", "chain", "chain with terms"} {
		repeated, differ := 0, 0
		for _, d := range b.docs {
			r, n := inconsistent(d, [][]string{d.reference, d.raw, d.chain, d.termed}[k])
			repeated, differ = repeated+r, differ+len(n)
			if len(n) > 0 && b.show {
				fmt.Fprintf(b.out, "    %s %q\n", d.id, n)
			}
		}
		fmt.Fprintf(b.out, "  %-18s %5.1f %%  (%d of %d)\n", what, percent(differ, repeated), differ, repeated)
	}
}
