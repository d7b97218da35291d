package pipeline

import (
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Whoever counts what is published is told once, and since when it was known.
func TestPublishedIsTold(t *testing.T) {
	t.Parallel()
	var told []domain.Edited
	var heard []time.Time
	w := newWire(t, func(c *Config) {
		c.Published = func(e domain.Edited, at time.Time) {
			told, heard = append(told, e), append(heard, at)
		}
	})
	before := time.Now().Truncate(time.Microsecond)
	w.oneArticle("")
	w.round()
	if len(told) != 1 || told[0].Edition != "ru" || told[0].Status != domain.StatusPublished || len(told[0].Content.Segments) == 0 {
		t.Fatalf("%+v", told)
	}
	if heard[0].Before(before) || heard[0].After(time.Now()) || heard[0].After(told[0].Made) {
		t.Errorf("heard of at %s, made at %s", heard[0], told[0].Made)
	}
}
