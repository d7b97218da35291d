package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/store"
)

// Pictures fetches the pictures of an article's version, so that readers load
// them from us. What can't be had is left out, with a note of when to try again.
type Pictures struct {
	Version int64 `json:"version"`
}

// Kind implements queue.Args.
func (Pictures) Kind() string { return "pictures" }

const (
	mostPictures   = 40 // of one article
	acceptPictures = "image/jpeg,image/png,image/webp,image/gif;q=0.8"
	// A picture that can't be had is left alone for a time: a short one where what
	// keeps us from it may pass.
	pictureRest      = 7 * 24 * time.Hour
	pictureShortRest = time.Hour
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
	kept := 0
	for _, address := range missing {
		err := p.picture(ctx, address)
		switch {
		case err == nil:
			kept++
		case ctx.Err() != nil || errors.Is(err, domain.ErrRateLimited):
			return err
		default:
			p.log.InfoContext(ctx, "picture can't be had", "article", v.Article, "url", address, "reason", err)
			if err := p.restPicture(ctx, address, err); err != nil {
				return err
			}
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
	return nil
}

// restPicture notes until when a picture is left alone, and why.
func (p *Pipeline) restPicture(ctx context.Context, address string, reason error) error {
	until := p.now().Add(pictureShortRest)
	if final(reason) {
		until = p.now().Add(pictureRest)
	}
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.PutSetting(ctx, restOf(address), until.Format(time.RFC3339)+" "+reason.Error(), p.now())
	})
}

func restOf(address string) string { return "no picture " + domain.MediaKey(address) }

// resting reports whether a picture is to be left alone.
func (p *Pipeline) resting(ctx context.Context, address string) (bool, error) {
	note, err := p.store.Setting(ctx, restOf(address))
	if errors.Is(err, domain.ErrNotFound) {
		return false, nil
	}
	day, _, _ := strings.Cut(note, " ")
	until, malformed := time.Parse(time.RFC3339, day)
	return malformed == nil && until.After(p.now()), err
}

// missingPictures returns the addresses of an article's pictures that aren't
// kept, less those that rest.
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
	if err != nil {
		return nil, err
	}
	var missing []string
	for i, address := range addresses {
		if len(kept[keys[i]]) > 0 {
			continue
		}
		rests, err := p.resting(ctx, address)
		if err != nil {
			return nil, err
		}
		if !rests {
			missing = append(missing, address)
		}
	}
	return missing, nil
}

// picture fetches and keeps one picture.
func (p *Pipeline) picture(ctx context.Context, address string) error {
	r, err := p.Fetch.Get(ctx, fetch.Request{URL: address, Accept: acceptPictures})
	if err != nil {
		return err
	}
	p.scaling.Lock() // one takes a few hundred megabytes at worst
	sizes, err := scalePicture(r.Body)
	p.scaling.Unlock()
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
