package site

import (
	"fmt"
	"net/http"
	"time"

	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// serveArchive lists the days on which something was published, the latest
// month first.
func (s *Site) serveArchive(w http.ResponseWriter, r *http.Request, v visit) error {
	days, err := s.Store.EditionDays(r.Context(), v.edition.ID)
	if err != nil {
		return err
	}
	p := templates.Archive{}
	for _, c := range days {
		day, err := time.Parse(time.DateOnly, c.Name)
		if err != nil {
			return fmt.Errorf("day %q of the archive: %w", c.Name, err)
		}
		month := v.locale.Month(day)
		if n := len(p.Months); n == 0 || p.Months[n-1].Name != month {
			p.Months = append(p.Months, templates.Month{Name: month})
		}
		last := &p.Months[len(p.Months)-1]
		last.Days = append(last.Days, templates.Day{
			Href: s.Addresses.Day(v.edition.ID, c.Name), ISO: c.Name, Full: v.locale.Weekday(day), Day: v.number(day.Day()),
			Weekday: v.locale.ShortWeekday(day), Number: v.text(message.ArticlesNumber, "n", v.number(c.Number)), Short: v.number(c.Number),
		})
	}
	elsewhere, err := s.everywhere(r.Context(), func(id string) string { return s.Addresses.Page(id, archivePage) })
	if err != nil {
		return err
	}
	if p.Base, err = s.base(r.Context(), v, page{path: s.Addresses.Page(v.edition.ID, archivePage), title: v.text(message.Archive), elsewhere: elsewhere}); err != nil {
		return err
	}
	return write(w, p, false)
}
