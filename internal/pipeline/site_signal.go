package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/rights"
	"github.com/dragoman-news/dragoman/internal/store"
)

// siteFiles are the files in which a site says what machines may do with its
// pages, as they were at their last reading. A file that isn't there is empty.
type siteFiles struct {
	TDMRep string `json:"tdmrep,omitempty"`
	Robots string `json:"robots,omitempty"`
	AI     string `json:"ai,omitempty"`
	Read   int64  `json:"read"` // microseconds since 1970
}

const (
	// siteFilesFor is how long a site's files count before they are read again.
	siteFilesFor = 24 * time.Hour
	maxSiteFile  = 256 << 10
)

// siteSignals returns what the files of a page's site say of the page.
func (p *Pipeline) siteSignals(ctx context.Context, address string) ([]domain.LicenceSignal, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, nil //nolint:nilerr // it was fetched, so this can't be; and it says nothing
	}
	files, err := p.siteFiles(ctx, u.Scheme+"://"+u.Host)
	if err != nil {
		return nil, err
	}
	return files.signals(u.RequestURI()), nil
}

// signals reads the files. One that can't be read says nothing: the standards
// ask for a reservation that is expressed.
func (f siteFiles) signals(path string) []domain.LicenceSignal {
	var out []domain.LicenceSignal
	if t, err := rights.ParseTDMRep([]byte(f.TDMRep)); err == nil && f.TDMRep != "" {
		out = append(out, t.Signals(path)...)
	}
	if r, err := rights.ParseRobots(f.Robots); err == nil {
		out = append(out, r.Signals(path)...)
	}
	if a, err := rights.ParseAIFile(f.AI); err == nil {
		out = append(out, a.Signals(path)...)
	}
	return out
}

// siteFiles returns a site's files, from the store where they were read within
// the last day.
func (p *Pipeline) siteFiles(ctx context.Context, site string) (siteFiles, error) {
	var files siteFiles
	key := "files of " + site
	kept, err := p.store.Setting(ctx, key)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return files, err
	}
	if err == nil {
		if err := json.Unmarshal([]byte(kept), &files); err == nil && p.now().Sub(time.UnixMicro(files.Read)) < siteFilesFor {
			return files, nil
		}
	}
	complete := true
	for _, f := range []struct {
		path string
		into *string
	}{{"/.well-known/tdmrep.json", &files.TDMRep}, {"/robots.txt", &files.Robots}, {"/ai.txt", &files.AI}} {
		text, err := p.siteFile(ctx, site+f.path)
		switch {
		case ctx.Err() != nil:
			return files, ctx.Err()
		case err != nil:
			complete = false // what it said before counts, and the next page asks again
		default:
			*f.into = text
		}
	}
	if !complete {
		return files, nil
	}
	files.Read = p.now().UnixMicro()
	data, err := json.Marshal(files)
	if err != nil {
		return files, err
	}
	return files, p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.PutSetting(ctx, key, string(data), p.now())
	})
}

// siteFile reads one file, empty where there is none for us. An error may pass.
func (p *Pipeline) siteFile(ctx context.Context, address string) (string, error) {
	r, err := p.Fetch.Get(ctx, fetch.Request{URL: address, Accept: "application/json,text/plain;q=0.9,*/*;q=0.1"})
	switch {
	case err != nil && final(err):
		return "", nil
	case err != nil:
		return "", err
	case len(r.Body) > maxSiteFile || r.MediaType() == "text/html":
		return "", nil // the page that some sites show in place of every missing file
	}
	text, _ := r.Text()
	return text, nil
}
