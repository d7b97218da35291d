package app

import (
	"context"
	"strings"

	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/web/site"
)

// Export writes the site as files into a directory.
func (a *App) Export(ctx context.Context, dir string, progress func(done, known int)) (publish.Exported, error) {
	o := publish.ExportOptions{
		Addresses: publish.Addresses{Base: strings.TrimRight(a.Config.Site.Address, "/")}, // without one, links become relative
		Progress:  progress,
	}
	editions, err := a.Store.Editions(ctx)
	if err != nil {
		return publish.Exported{}, err
	}
	o.Entries = site.Entries(o.Addresses, editions)
	if key := a.Config.Site.IndexNowKey; key != "" {
		o.Entries = append(o.Entries, "/"+key+".txt")
	}
	return publish.Export(ctx, a.site(o.Addresses, true), dir, o)
}
