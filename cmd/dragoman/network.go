package main

import (
	"io"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// client returns the program's one way out to the network. Log lines go to w
// when the user asked for them.
func (p *program) client(w io.Writer) (client *fetch.Client, err error) {
	if p.fetcher == nil {
		p.fetcher, err = app.NewClient(p.cfg.Fetch, version(), p.logger(w))
	}
	return p.fetcher, err
}

// router returns a router over the named engines, the preferred one first.
func (p *program) router(w io.Writer, names []string) (*translate.Router, error) {
	models, err := p.models(w)
	if err != nil {
		return nil, err
	}
	routers, err := app.NewRouters(models, names)
	return routers[""], err
}
