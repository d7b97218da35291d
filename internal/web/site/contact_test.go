package site_test

import (
	"testing"

	"github.com/dragoman-news/dragoman/internal/web/site"
)

func TestContact(t *testing.T) {
	t.Parallel()
	_, f := fixture(t)
	for contact, selector := range map[string]string{
		"desk@news.example":         `main a[href="mailto:desk@news.example"]`,
		"https://news.example/desk": `main a[href="https://news.example/desk"]`,
	} {
		v := visitor{t, site.New(site.Config{Store: f.Store, Contact: contact})}
		v.open("/ru/about/").one(selector)
	}
	for _, contact := range []string{"", "javascript:alert(1)", "Harbour Street 1"} {
		v := visitor{t, site.New(site.Config{Store: f.Store, Contact: contact})}
		v.open("/ru/about/").none(`main a[href^="mailto:"], main a[href^="javascript:"]`)
	}
}
