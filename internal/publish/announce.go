package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Doer sends requests: *fetch.Client, or a fake.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// IndexNowEndpoint passes what it is told on to all search engines that take
// part (indexnow.org).
const IndexNowEndpoint = "https://api.indexnow.org/indexnow"

// maxIndexNow is how many addresses one request may name (IndexNow,
// "Submitting set of URLs").
const maxIndexNow = 10_000

// Announcer tells others what is new: a WebSub hub that an edition's feeds have
// changed, and search engines which pages have. Telling twice does no harm.
type Announcer struct {
	Addresses Addresses // with a base
	Hub       string    // address of the hub; empty for none
	IndexNow  string    // endpoint; empty for none
	Key       string    // of IndexNow, which the site serves as /KEY.txt
	HTTP      Doer
}

// Announce tells of an edition's changed pages, given by their absolute
// addresses; there may be none that search engines should see. It tries both
// and returns what went wrong: domain.ErrRateLimited and domain.ErrPermanent
// mean what they say, anything else may go better later.
func (a Announcer) Announce(ctx context.Context, edition string, pages []string) error {
	var errs []error
	if a.Hub != "" {
		errs = append(errs, a.tellHub(ctx, edition))
	}
	if a.IndexNow != "" && a.Key != "" {
		for chunk := range slices.Chunk(pages, maxIndexNow) {
			errs = append(errs, a.tellEngines(ctx, chunk))
		}
	}
	return errors.Join(errs...)
}

// tellHub asks the hub to fetch an edition's feeds (PubSubHubbub 0.3, section
// 7.1; WebSub leaves this to hubs, and they kept it).
func (a Announcer) tellHub(ctx context.Context, edition string) error {
	form := url.Values{"hub.mode": {"publish"}}
	for _, name := range []string{FeedRSS, FeedSummary, FeedAtom, FeedJSON} {
		form.Add("hub.url", a.Addresses.Absolute(a.Addresses.Page(edition, name)))
	}
	if err := a.post(ctx, a.Hub, "application/x-www-form-urlencoded", []byte(form.Encode())); err != nil {
		return fmt.Errorf("tell the hub %s: %w", a.Hub, err)
	}
	return nil
}

func (a Announcer) tellEngines(ctx context.Context, pages []string) error {
	base, err := url.Parse(a.Addresses.Base)
	if err != nil || base.Host == "" {
		return fmt.Errorf("tell search engines: the site's address %q has no host: %w", a.Addresses.Base, domain.ErrInvalid)
	}
	body, err := json.Marshal(struct {
		Host     string   `json:"host"`
		Key      string   `json:"key"`
		Location string   `json:"keyLocation"`
		Pages    []string `json:"urlList"`
	}{base.Host, a.Key, a.Addresses.Absolute("/" + a.Key + ".txt"), pages})
	if err != nil {
		return fmt.Errorf("tell search engines: %w", err)
	}
	if err := a.post(ctx, a.IndexNow, "application/json; charset=utf-8", body); err != nil {
		return fmt.Errorf("tell search engines of %d pages: %w", len(pages), err)
	}
	return nil
}

func (a Announcer) post(ctx context.Context, to, media string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%w: %w", err, domain.ErrInvalid)
	}
	r.Header.Set("Content-Type", media)
	answer, err := a.HTTP.Do(r)
	if err != nil {
		return err
	}
	said, _ := io.ReadAll(io.LimitReader(answer.Body, 2<<10)) // for people, so that a part will do
	if err := answer.Body.Close(); err != nil {
		return err
	}
	words := strings.Join(strings.Fields(strings.ToValidUTF8(string(said), "")), " ")
	switch {
	case answer.StatusCode/100 == 2:
		return nil
	case answer.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("%s: %.200s: %w", answer.Status, words, domain.ErrRateLimited)
	case answer.StatusCode/100 == 4 && answer.StatusCode != http.StatusRequestTimeout:
		return fmt.Errorf("%s: %.200s: %w", answer.Status, words, domain.ErrPermanent)
	default:
		return fmt.Errorf("%s: %.200s", answer.Status, words)
	}
}
