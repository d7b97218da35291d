// Package translate turns articles and documents into other languages: it cuts
// their texts into segments, hands these to engines in a form that those can
// read, and puts back what engines lose: addresses, quotation marks, accents,
// inline markup. What it can't put right it says in findings.
package translate

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// Options says how to translate.
type Options struct {
	From   string  // BCP 47
	To     string  // BCP 47
	Router *Router // finds the engines
	// Terms are what names and expressions must be called; nil knows the
	// names of countries and capitals alone.
	Terms *termbase.Base
	// Identify names the language of a text as a BCP 47 tag, "" where it isn't
	// sure. With it, a text that is already in To is refused, and a sentence in
	// a third language stays as it is, with a finding.
	Identify func(text string) string
	// Recall, if set, returns what is known of a segment from before, by its text
	// as it stands in the article. Such a segment isn't given to an engine.
	Recall func(segment string) (Recalled, bool)
	// Progress, if set, is told how many of the distinct segments are done.
	Progress func(done, total int)
}

// Article translates all of an article that readers see as text, except names
// of authors, sites and pictures' credits. The same article, options and models give
// the same bytes. A segment that an engine fails on keeps its original text and a blocking
// finding; the error is for what concerns all: no route (domain.ErrNotFound), a text
// that is already in the target language (domain.ErrInvalid), a broken engine, the context's end.
func Article(ctx context.Context, article domain.Article, o Options) (domain.Translation, error) {
	out := article
	out.Document = article.Document.Clone()
	out.Authors = slices.Clone(article.Authors)
	out.Licence = slices.Clone(article.Licence)
	if article.Lead != nil {
		lead := *article.Lead
		lead.Caption, lead.Credit = lead.Caption.Clone(), lead.Credit.Clone()
		out.Lead = &lead
	}
	out.Lang, out.Document.Lang = o.To, o.To
	fields := slices.Concat(articleFields(&out), documentFields(&out.Document))
	t, err := translateFields(ctx, fields, o)
	if err != nil {
		return domain.Translation{}, err
	}
	t.Article = out
	return t, nil
}

// Document translates a document by itself, as Article does the one of an article.
func Document(ctx context.Context, document domain.Document, o Options) (domain.Translation, error) {
	return Article(ctx, domain.Article{Lang: document.Lang, Document: document}, o)
}

// field is one text of an article, translated in place.
type field struct {
	name string
	part int
	text domain.Text
	set  func(domain.Text)
}

func articleFields(a *domain.Article) []field {
	plain := func(name string, s *string) field {
		return field{name: name, text: domain.PlainText(*s), set: func(t domain.Text) { *s = t.Text }}
	}
	fields := []field{plain("headline", &a.Headline), plain("standfirst", &a.Standfirst), plain("dateline", &a.Dateline)}
	if a.Lead != nil {
		lead := a.Lead
		fields = append(fields,
			field{name: "lead.caption", text: lead.Caption, set: func(t domain.Text) { lead.Caption = t }},
			plain("lead.alt", &lead.Alt))
	}
	return fields
}

// documentFields returns the texts of a document, and the alternative texts of
// its pictures, which have the index of their block's first text.
func documentFields(d *domain.Document) []field {
	var fields []field
	part := -1
	for block, text := range d.Texts() {
		part++
		if text == &block.Text && block.Image != nil && block.Image.Alt != "" {
			image := block.Image
			fields = append(fields, field{name: "document.alt", part: part, text: domain.PlainText(image.Alt), set: func(t domain.Text) { image.Alt = t.Text }})
		}
		if block.Kind == domain.Preformatted || text == &block.Credit {
			continue
		}
		fields = append(fields, field{name: "document", part: part, text: *text, set: func(t domain.Text) { *text = t }})
	}
	return fields
}

// translateFields translates fields in place and returns all of the translation
// but the article.
func translateFields(ctx context.Context, fields []field, o Options) (domain.Translation, error) {
	t := domain.Translation{From: o.From, To: o.To}
	if err := refuse(fields, o); err != nil {
		return t, err
	}
	if o.Router == nil {
		return t, fmt.Errorf("translate: no router: %w", domain.ErrInvalid)
	}
	next, stop := iter.Pull2(o.Router.ways(ctx, o.From, o.To))
	defer stop()
	var errs []error
	for {
		route, err, ok := next()
		if !ok {
			return t, o.Router.noWay(ctx, o.From, o.To, errs)
		}
		if err == nil {
			if err = translateBy(ctx, route, next, fields, o, &t); err == nil {
				return t, nil
			}
		}
		errs = append(errs, err)
	}
}

// translateBy translates fields in place along one route, with the next one as a
// second where the router has that, and fills in t. Where it fails, it changes
// neither.
func translateBy(ctx context.Context, route *Route, next func() (*Route, error, bool), fields []field, o Options, t *domain.Translation) error {
	w := worker{route: route, progress: o.Progress, preparer: preparer{
		from: base(o.From), to: base(o.To), canEncode: route.steps[0].canEncode(),
	}}
	cut, units := cutFields(fields, o.From, route.keepsSpans())
	texts := make([]string, len(units))
	for i, u := range units {
		texts[i] = u.text
	}
	w.preparer.casing = newCasing(texts, base(o.From))
	if o.Terms == nil {
		o.Terms = termbase.Places()
	}
	findTerms(units, o.Terms.Pair(o.From, o.To))
	fresh := keepForeign(recall(units, o.Recall), o)
	if err := w.translate(ctx, fresh); err != nil {
		return err
	}
	chain := route.Steps()
	if other := secondRoute(next, o.Router.Second); other != nil {
		kept, err := w.consult(ctx, fresh, other)
		if err != nil {
			return err
		}
		if kept {
			for _, s := range other.Steps() {
				s.Second = true
				chain = append(chain, s)
			}
		}
	}
	if err := w.repairTerms(ctx, fresh); err != nil {
		return err
	}
	w.unifyNames(units, fresh)
	if err := w.decideForms(ctx, fresh); err != nil {
		return err
	}
	for i, f := range fields {
		text, segments := cut[i].assemble(o)
		f.set(text)
		t.Segments = append(t.Segments, segments...)
	}
	t.Chain = chain
	return nil
}

// secondRoute returns the next route there is, if one is wanted.
func secondRoute(next func() (*Route, error, bool), wanted bool) *Route {
	for wanted {
		route, err, ok := next()
		if !ok {
			return nil
		}
		if err == nil {
			return route
		}
	}
	return nil
}

// refuse refuses what can't sensibly be translated.
func refuse(fields []field, o Options) error {
	if base(o.From) == base(o.To) {
		return fmt.Errorf("the text is already in %s: choose another language to translate to: %w", o.To, domain.ErrInvalid)
	}
	for _, f := range fields {
		if err := f.text.Validate(); err != nil {
			return fmt.Errorf("%s %d: %w: %w", f.name, f.part, err, domain.ErrInvalid)
		}
	}
	if o.Identify == nil {
		return nil
	}
	var sample strings.Builder
	for _, f := range fields {
		if f.name == "document" && sample.Len() < 4000 {
			sample.WriteString(f.text.Text + "\n")
		}
	}
	if utf8.RuneCountInString(sample.String()) < 60 {
		return nil // too short to be sure of
	}
	if found := o.Identify(sample.String()); found != "" && base(found) == base(o.To) {
		return fmt.Errorf("the text seems to be in %s already, not in %s: give its language or choose another one to translate to: %w", o.To, o.From, domain.ErrInvalid)
	}
	return nil
}

// Characters returns how many characters of an article engines are given to
// translate, each distinct sentence counted once. Markup, and sentences that are
// tried a second time, come on top.
func Characters(article domain.Article) int {
	fields := slices.Concat(articleFields(&article), documentFields(&article.Document))
	_, units := cutFields(fields, article.Lang, false)
	characters := 0
	for _, u := range units {
		characters += utf8.RuneCountInString(u.text)
	}
	return characters
}
