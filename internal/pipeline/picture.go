package pipeline

import (
	"context"
	"errors"
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/store"
)

// Pictures fetches the pictures of an article's version, so that readers load
// them from us. What can't be had for good is left out, and tried again only for
// a further version.
type Pictures struct {
	Version int64 `json:"version"`
}

// Kind implements queue.Args.
func (Pictures) Kind() string { return "pictures" }

const (
	mostPictures   = 40 // of one article
	acceptPictures = "image/jpeg,image/png,image/webp,image/gif;q=0.8"
)

func (p *Pipeline) pictures(ctx context.Context, job Pictures) error {
	v, err := p.store.Version(ctx, job.Version)
	if err != nil {
		return err
	}
	missing, err := p.missingPictures(ctx, v.Content)
	if err != nil || len(missing) == 0 {
		return err
	}
	var passing []error // failures that may pass
	kept := 0
	for _, address := range missing {
		err := p.picture(ctx, address)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			kept++
		case final(err):
			p.log.InfoContext(ctx, "picture can't be had", "article", v.Article, "url", address, "reason", err)
		default:
			passing = append(passing, err)
		}
	}
	if kept > 0 {
		p.log.InfoContext(ctx, "pictures kept", "article", v.Article, "pictures", kept)
		editions, err := p.store.PublishedEditions(ctx, v.Article)
		if err != nil {
			return err
		}
		p.Purge(editions...)
	}
	return errors.Join(passing...)
}

// missingPictures returns the addresses of an article's pictures that aren't kept.
func (p *Pipeline) missingPictures(ctx context.Context, a domain.Article) ([]string, error) {
	var addresses, keys []string
	add := func(address string) {
		if address != "" && !slices.Contains(addresses, address) && len(addresses) < mostPictures {
			addresses = append(addresses, address)
			keys = append(keys, domain.MediaKey(address))
		}
	}
	if a.Lead != nil {
		add(a.Lead.URL)
	}
	for block := range a.Document.Texts() {
		if block.Image != nil {
			add(block.Image.URL)
		}
	}
	kept, err := p.store.MediaSizes(ctx, keys)
	return slices.DeleteFunc(addresses, func(address string) bool { return len(kept[domain.MediaKey(address)]) > 0 }), err
}

// picture fetches and keeps one picture.
func (p *Pipeline) picture(ctx context.Context, address string) error {
	r, err := p.Fetch.Get(ctx, fetch.Request{URL: address, Accept: acceptPictures})
	if err != nil {
		return err
	}
	sizes, err := scalePicture(r.Body)
	if err != nil {
		return err
	}
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, m := range sizes {
			m.Key, m.URL = domain.MediaKey(address), address
			if err := tx.PutMedia(ctx, m, p.now()); err != nil {
				return err
			}
		}
		return nil
	})
}
