package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/extract"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/story"
)

// Read reads the page of a source's item. It names the change of the item that
// it belongs to: after a further one another job does the reading.
type Read struct {
	Item    int64 `json:"item"`
	Changed int64 `json:"changed"` // microseconds since 1970
	// Round counts the later looks for changes that the source doesn't tell, with
	// the validators of the reading before.
	Round        int    `json:"round,omitempty"`
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Kind implements queue.Args.
func (Read) Kind() string { return "read" }

// lookAgain is how long after its last reading a young article's page is read
// again, round by round.
var lookAgain = [...]time.Duration{time.Hour, 5 * time.Hour}

const (
	// young is the greatest age of an article whose page is read again.
	young = 24 * time.Hour
	// A page that can't be had for reasons that may pass is asked for this long,
	// less if the feed has the whole text anyway.
	patience         = 6 * time.Hour
	patienceWithText = 30 * time.Minute
	// readTimeout bounds extraction's search for more.
	readTimeout = 30 * time.Second
)

// page is what was read of an item.
type page struct {
	content  domain.Article
	html     []byte
	claims   []claim
	moved    string          // the item's address for good, if it isn't what it was
	response *fetch.Response // nil when the text is the feed's own
}

func (p *Pipeline) read(ctx context.Context, job Read) error {
	item, err := p.store.Item(ctx, job.Item)
	if errors.Is(err, domain.ErrNotFound) {
		return nil // its source was removed
	}
	if err != nil {
		return err
	}
	if item.Changed.UnixMicro() != job.Changed {
		return nil // it has changed since, and a job of that change reads it
	}
	s, err := p.store.Source(ctx, item.Source)
	if err != nil {
		return err
	}
	got, err := p.readPage(ctx, s, item, job)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errUnchanged):
		return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return p.readAgain(ctx, tx, item, job, got.response) })
	case err != nil && job.Round > 0:
		p.log.InfoContext(ctx, "page can't be read again", "item", item.ID, "article", item.Article, "url", item.URL, "error", err)
		return nil // what was read stays
	case err != nil:
		if got, err = p.insteadOfPage(s, item, err); err != nil {
			return p.unread(ctx, item, err)
		}
	}
	return p.keepReading(ctx, s, item, job, got)
}

// unread ends a reading that gave nothing: it is tried again where that may
// help, and else the item's problem is kept.
func (p *Pipeline) unread(ctx context.Context, item domain.Item, err error) error {
	if !final(err) && p.now().Sub(item.Changed) < patience {
		return err
	}
	p.log.InfoContext(ctx, "item not read", "item", item.ID, "source", item.Source, "url", item.URL, "reason", err)
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.PutItemProblem(ctx, item.ID, err.Error())
	})
}

// final reports whether an error would be the same the next time.
func final(err error) bool {
	for _, class := range []error{domain.ErrNotFound, domain.ErrForbidden, domain.ErrInvalid, domain.ErrPermanent} {
		if errors.Is(err, class) && !errors.Is(err, domain.ErrRateLimited) {
			return true
		}
	}
	return false
}

var errUnchanged = errors.New("the page is as it was")

// readPage reads the page that an item leads to.
func (p *Pipeline) readPage(ctx context.Context, s domain.Source, item domain.Item, job Read) (page, error) {
	if item.URL == "" {
		return page{}, fmt.Errorf("the item has no page of its own: %w", domain.ErrNotFound)
	}
	at, err := p.store.Moved(ctx, item.URL)
	if err != nil {
		return page{}, err
	}
	r, err := p.Fetch.Get(ctx, fetch.Request{URL: at, ETag: job.ETag, LastModified: job.LastModified})
	if err != nil {
		return page{}, err
	}
	got := page{response: r}
	if r.NotModified {
		return got, errUnchanged
	}
	if frontPage(r.URL) && !frontPage(item.URL) {
		return got, fmt.Errorf("%s leads to the front page: %w", item.URL, domain.ErrNotFound)
	}
	if t := r.MediaType(); !strings.Contains(t, "html") && !strings.HasPrefix(t, "text/plain") {
		return got, fmt.Errorf("%s is no web page but %s: %w", r.URL, t, domain.ErrInvalid)
	}
	text, _ := r.Text()
	bounded, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	if got.content, err = extract.Article(bounded, extract.Page{URL: r.URL, HTML: text, Header: r.Header}); err != nil {
		return got, err
	}
	got.html = []byte(text)
	got.moved = r.PermanentURL
	got.claims = claimsOf(r.URL, got.content.Canonical)
	signals, err := p.siteSignals(ctx, r.URL)
	if err != nil {
		return got, err
	}
	got.content.Licence = append(got.content.Licence, signals...)
	complete(&got.content, item, s)
	return got, nil
}

// complete adds to an article what its page doesn't say and its source does.
func complete(a *domain.Article, item domain.Item, s domain.Source) {
	a.Headline = cmp.Or(a.Headline, item.Title)
	a.Section = cmp.Or(a.Section, s.Section)
	if len(a.Authors) == 0 {
		a.Authors = item.Authors
	}
	if a.Published.IsZero() {
		a.Published = item.Published
	}
	a.Licence = append(a.Licence, item.Licence...)
	a.Lang = lang.IdentifyDeclared(plain(a.Document), a.Lang, item.Lang, s.Lang).Lang
	a.Document.Lang = a.Lang
}

// plain returns a document's text, a paragraph a line, as far as it is needed
// to tell its language.
func plain(d domain.Document) string {
	const enough = 20_000
	var b strings.Builder
	for _, t := range d.Texts() {
		if b.Len() > enough {
			break
		}
		b.WriteString(t.Text + "\n")
	}
	return b.String()
}

// keepReading keeps what was read, with the jobs that follow from it.
func (p *Pipeline) keepReading(ctx context.Context, s domain.Source, item domain.Item, job Read, got page) error {
	sketch := story.Read(got.content)
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		now := p.now()
		addresses, err := sameAddresses(ctx, tx, item, got)
		if err != nil {
			return err
		}
		kept, err := tx.PutArticleVersion(ctx, store.Reading{
			Source: s.ID, Item: item.ID, At: now, Content: got.content, Addresses: addresses, HTML: got.html,
		})
		if err != nil {
			return err
		}
		if got.moved != "" && got.moved != item.URL {
			if err := tx.PutRedirect(ctx, item.URL, got.moved, now); err != nil {
				return err
			}
		}
		if kept.NewVersion {
			p.log.InfoContext(ctx, "article read", "source", s.ID, "item", item.ID, "article", kept.Article, "version", kept.Number, "lang", got.content.Lang, "url", item.URL)
			if err := p.place(ctx, tx, kept.Version, sketch); err != nil {
				return err
			}
			if err := p.translateInto(ctx, tx, kept.Version); err != nil {
				return err
			}
		}
		if got.response == nil {
			return nil
		}
		return p.readAgain(ctx, tx, item, job, got.response)
	})
}

// translateInto enqueues the translation of a version into the editions of the
// source that its article belongs to.
func (p *Pipeline) translateInto(ctx context.Context, tx *store.Tx, version int64) error {
	v, err := tx.Version(ctx, version)
	if err != nil {
		return err
	}
	s, err := tx.Source(ctx, v.Source)
	if err != nil {
		return err
	}
	for _, edition := range s.Editions {
		if err := p.enqueue(ctx, tx, Translate{Version: version, Edition: edition}); err != nil {
			return err
		}
	}
	return nil
}

// readAgain enqueues the next look at a young article's page.
func (p *Pipeline) readAgain(ctx context.Context, tx *store.Tx, item domain.Item, job Read, r *fetch.Response) error {
	born := item.FirstSeen
	if item.Published.Before(born) && !item.Published.IsZero() {
		born = item.Published
	}
	now := p.now()
	if job.Round >= len(lookAgain) || now.Sub(born) > young {
		return nil
	}
	next := Read{Item: item.ID, Changed: job.Changed, Round: job.Round + 1, ETag: r.ETag, LastModified: r.LastModified}
	_, err := p.queue.EnqueueAt(ctx, tx, next, now.Add(lookAgain[job.Round]))
	return err
}
