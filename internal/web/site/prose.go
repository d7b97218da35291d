package site

import (
	"net/http"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// serveAbout says what the edition is and whose work it shows.
func (s *Site) serveAbout(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, id := r.Context(), v.edition.ID
	counts, err := s.Store.EditionSources(ctx, id)
	if err != nil {
		return err
	}
	sources, err := s.Store.Sources(ctx)
	if err != nil {
		return err
	}
	followed := templates.Part{Heading: v.text(message.Sources), Paragraphs: [][]templates.Said{v.say(message.AboutSources, nil)}}
	for _, c := range counts {
		i := slices.IndexFunc(sources, func(x domain.Source) bool { return x.ID == c.ID })
		if i < 0 || sources[i].Mode == domain.ModeMonitor {
			continue
		}
		notes := []string{v.text(message.ArticlesNumber, "n", v.number(c.Number))}
		if key, limited := modeNotes[sources[i].Mode]; limited {
			notes = append(notes, v.text(key))
		}
		if licence := line(sources[i].Licence); licence != "" {
			notes = append(notes, v.text(message.Permission, "licence", name(licence)))
		}
		followed.Links = append(followed.Links, templates.Noted{
			Link: templates.Link{Href: s.Addresses.Source(id, c.ID, c.Name), Text: line(c.Name), Lang: sources[i].Lang}, Note: strings.Join(notes, " · "),
		})
	}
	brand := templates.Said{Text: s.brand(v.edition), Lang: v.edition.Lang}
	about := templates.Part{Paragraphs: [][]templates.Said{
		v.say(message.AboutWhat, said{"title": brand, "language": {Text: v.words.Language(v.edition.Lang)}}),
		v.say(message.AboutMethod, said{"method": {Text: v.text(message.Method), Href: s.Addresses.Page(id, methodPage)}}),
	}}
	if s.Contact != "" {
		about.Paragraphs = append(about.Paragraphs, v.say(message.AboutContact, said{"contact": contact(s.Contact)}))
	}
	return s.serveProse(w, r, v, templates.Prose{Heading: v.text(message.About), Parts: []templates.Part{about, followed}}, aboutPage)
}

// contact links a mailbox or the address of a page; other words stand as they are.
func contact(c string) templates.Said {
	address := c
	if strings.Contains(c, "@") && !strings.Contains(c, ":") {
		address = "mailto:" + c
	}
	href := document.SafeAddress(address)
	return templates.Said{Text: c, Href: href, Away: href != ""}
}

// methodParts are the headings and paragraphs of how this is made.
var methodParts = []struct {
	heading    message.Key
	paragraphs []message.Key
}{
	{"", []message.Key{message.MethodIntro}},
	{message.MethodTranslation, []message.Key{message.MethodTranslation1, message.MethodTranslation2}},
	{message.MethodChecks, []message.Key{message.MethodChecks1, message.MethodChecks2}},
	{message.MethodReview, []message.Key{message.MethodReview1}},
	{message.MethodChanges, []message.Key{message.MethodChanges1}},
	{message.MethodRights, []message.Key{message.MethodRights1, message.MethodRights2}},
	{message.MethodPrivacy, []message.Key{message.MethodPrivacy1}},
}

// serveMethod explains how the edition is made.
func (s *Site) serveMethod(w http.ResponseWriter, r *http.Request, v visit) error {
	p := templates.Prose{Heading: v.text(message.Method)}
	for _, part := range methodParts {
		out := templates.Part{}
		if part.heading != "" {
			out.Heading = v.text(part.heading)
		}
		for _, key := range part.paragraphs {
			out.Paragraphs = append(out.Paragraphs, v.say(key, nil))
		}
		p.Parts = append(p.Parts, out)
	}
	return s.serveProse(w, r, v, p, methodPage)
}

func (s *Site) serveProse(w http.ResponseWriter, r *http.Request, v visit, p templates.Prose, name string) error {
	path := func(id string) string { return s.Addresses.Page(id, name) }
	elsewhere, err := s.everywhere(r.Context(), path)
	if err != nil {
		return err
	}
	if p.Base, err = s.base(r.Context(), v, page{path: path(v.edition.ID), title: p.Heading, elsewhere: elsewhere}); err != nil {
		return err
	}
	return write(w, p, false)
}
