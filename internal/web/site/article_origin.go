package site

import (
	"slices"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// reviewed reports whether a person stands for the words of a translation.
func reviewed(p piece) bool { return p.edited.ReviewedBy != "" || p.edited.Content.Human() }

// label says at first sight who translated an article and who has reviewed
// it, as Article 50(4) of the European AI Act asks for.
func label(v visit, p piece) string {
	from := v.words.Language(p.edited.Content.From)
	if p.view == publish.ViewOriginal {
		return v.text(message.LabelOriginal, "language", from, "source", name(p.source.Name))
	}
	if person := p.edited.Content.Translator(); p.edited.Content.Human() {
		if person == "" {
			return v.text(message.LabelPerson, "language", from)
		}
		return v.text(message.LabelHuman, "language", from, "name", name(person))
	}
	if p.edited.ReviewedBy != "" {
		return v.text(message.LabelReviewed, "language", from, "name", name(p.edited.ReviewedBy))
	}
	return v.text(message.LabelMachine, "language", from)
}

// facts say where an article comes from, what is known only.
func (s *Site) facts(v visit, p piece) []templates.Fact {
	a := p.original()
	var out []templates.Fact
	add := func(key message.Key, value ...templates.Said) {
		if len(value) > 0 && value[0].Text != "" {
			out = append(out, templates.Fact{Label: v.text(key), Value: value})
		}
	}
	add(message.Source, templates.Said{Text: line(p.source.Name), Href: s.Addresses.Source(v.edition.ID, p.source.ID, p.source.Name), Lang: a.Lang})
	headline := line(a.Headline)
	if headline == "" {
		headline = v.text(message.Original)
	}
	add(message.Original, templates.Said{Text: headline, Href: originalAddress(a), Away: true, Lang: a.Lang})
	var authors []templates.Said
	for i, author := range a.Authors {
		if i > 0 {
			authors = append(authors, templates.Said{Text: v.text(message.ListSeparator)})
		}
		authors = append(authors, templates.Said{Text: line(author), Lang: a.Lang})
	}
	add(message.Authors, authors...)
	if !a.Published.IsZero() {
		add(message.FirstPublished, s.bothTimes(v, a.Published)...)
	}
	if m := a.Modified; !m.IsZero() && m.After(a.Published) {
		add(message.Updated, s.bothTimes(v, m)...)
	}
	return out
}

// bothTimes writes a time in the source's zone and, where that differs, in the site's.
func (s *Site) bothTimes(v visit, t time.Time) []templates.Said {
	here := t.In(s.Zone)
	out := []templates.Said{{Text: v.locale.Moment(t) + " (" + name(v.locale.Zone(t)) + ")", Lang: v.native()}}
	_, there := t.Zone()
	if _, ours := here.Zone(); ours != there {
		text := v.locale.Moment(here)
		if here.Format(time.DateOnly) == t.Format(time.DateOnly) {
			text = v.locale.Clock(here)
		}
		out = append(out, templates.Said{Text: " · " + text + " (" + name(v.locale.Zone(here)) + ")", Lang: v.native()})
	}
	return out
}

// rest says where the whole of an article is that is not shown whole.
func rest(v visit, p piece) []templates.Said {
	key, limited := map[domain.SourceMode]message.Key{domain.ModeExcerpt: message.ContinueExcerpt, domain.ModeHeadline: message.ContinueHeadline}[p.mode]
	if !limited {
		return nil
	}
	a := p.original()
	return v.say(key, said{
		"source":   {Text: line(p.source.Name), Href: originalAddress(a), Away: true, Lang: a.Lang},
		"language": {Text: v.words.Language(a.Lang)},
	})
}

// origin is the statement at the article's end: what was translated from what,
// how, when and by whose permission.
func (s *Site) origin(v visit, p piece) [][]templates.Said {
	a, t := p.original(), p.edited.Content
	parts := said{
		"source":   {Text: line(p.source.Name), Href: s.Addresses.Source(v.edition.ID, p.source.ID, p.source.Name), Lang: a.Lang},
		"headline": {Text: line(a.Headline), Href: originalAddress(a), Away: true, Lang: a.Lang},
		"from":     {Text: v.words.Language(t.From)},
		"to":       {Text: v.words.Language(t.To)},
		"time":     {Text: v.locale.Moment(p.edited.Made.In(s.Zone)), Lang: v.native()},
		"engine":   {Text: engines(t), Lang: "en"},
		"name":     {Text: line(p.edited.ReviewedBy)},
		"licence":  {Text: line(p.source.Licence)},
	}
	parts["name"] = isolated(parts["name"])
	parts["licence"] = isolated(parts["licence"])
	out := [][]templates.Said{v.say(message.OriginFirst, parts)}
	if t.Human() {
		if parts["name"] = isolated(templates.Said{Text: line(t.Translator())}); parts["name"].Text != "" {
			out = append(out, v.say(message.OriginHuman, parts))
		}
	} else {
		out = append(out, v.say(message.OriginMachine, parts))
		if p.edited.ReviewedBy != "" {
			parts["time"] = templates.Said{Text: v.locale.Moment(p.edited.ReviewedAt.In(s.Zone)), Lang: v.native()}
			out = append(out, v.say(message.OriginReviewed, parts))
		}
	}
	if parts["licence"].Text != "" {
		out = append(out, v.say(message.OriginLicence, parts))
	}
	return out
}

// isolated keeps a name's direction to itself.
func isolated(x templates.Said) templates.Said {
	x.Text = name(x.Text)
	return x
}

// engines names the engines and models of a translation, in their order.
func engines(t domain.Translation) string {
	var out []string
	for _, step := range t.Chain {
		text := line(step.Engine)
		if step.Model != "" {
			text += " (" + line(step.Model) + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// corrections are the times at which the publisher changed the article's
// words, the latest first.
func (s *Site) corrections(v visit, p piece) []templates.Correction {
	var out []templates.Correction
	for i := 1; i < len(p.versions); i++ {
		before, after := p.versions[i-1].Content, p.versions[i].Content
		key := message.ChangeText
		switch headline, text := before.Headline != after.Headline, !slices.Equal(texts(before), texts(after)); {
		case headline && text:
			key = message.ChangeBoth
		case headline:
			key = message.ChangeHeadline
		case !text:
			continue
		}
		at := after.Modified
		if at.IsZero() || at.After(p.versions[i].Read) || at.Before(p.versions[i-1].Read) {
			at = p.versions[i].Read
		}
		out = append(out, templates.Correction{Time: s.moment(v, at, fullTime), Text: v.text(key)})
	}
	slices.Reverse(out)
	return out
}

// texts are an article's own words but for its headline.
func texts(a domain.Article) []string {
	out := []string{a.Standfirst}
	for _, t := range a.Document.Texts() {
		out = append(out, t.Text)
	}
	return out
}
