package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/ui"
)

type sourceCheckOptions struct {
	address  string
	selector string
	guess    bool
	json     bool
}

func newSourceCheck(p *program) *cobra.Command {
	var o sourceCheckOptions
	cmd := &cobra.Command{
		Use:   "check [flags] ADDRESS|FILE",
		Short: "Say what a feed, sitemap or page offers, and what is wrong with it",
		Long: "Read a feed (RSS, RDF, Atom, JSON Feed), a sitemap or a page, from the web or a file, and say\n" +
			"what was found: its kind, title, language and items, whether it tells us of news itself\n" +
			"(WebSub), how often it should be asked, and what is broken about it.\n\n" +
			"For a page, the feeds that it declares are listed; where there are none, the sitemaps of its\n" +
			"site, and how many links look like articles. With --selector, the links that a CSS selector\n" +
			"finds are the items. With --guess, places where sites usually keep feeds are tried, too.",
		Example: "  dragoman source check https://example.org/feed.xml\n" +
			"  dragoman source check --guess https://example.org/\n" +
			"  dragoman source check --selector 'h2 a' https://example.org/world/\n" +
			"  dragoman source check --address https://example.org/feed.xml saved.xml",
		Args: exactly("ADDRESS|FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			report, err := p.checkSource(cmd, args[0], o)
			if err != nil {
				return err
			}
			if o.json {
				return printJSON(cmd.OutOrStdout(), report)
			}
			return report.write(cmd.OutOrStdout(), time.Now())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.address, "address", "", "`address` that a saved file was read from, for its links")
	flags.StringVar(&o.selector, "selector", "", "CSS `selector` of the links to articles on a page")
	flags.BoolVar(&o.guess, "guess", false, "try the usual places of feeds where a page declares none")
	flags.BoolVar(&o.json, "json", false, "print JSON, all items included")
	return cmd
}

// sourceReport is what a check found.
type sourceReport struct {
	Address   string             `json:"address,omitempty"`    // where it was found, after redirects
	MovedTo   string             `json:"moved_to,omitempty"`   // the address that it moved to for good
	Charset   string             `json:"charset,omitempty"`    // what its text was read as
	Robots    string             `json:"robots,omitempty"`     // "allowed"; a refusal ends the check
	PollEvery string             `json:"poll_every,omitempty"` // the suggested time between two polls
	Newest    time.Time          `json:"newest,omitzero"`
	Feed      *source.Feed       `json:"feed,omitempty"`  // the feed itself, or a page's links
	Found     []source.Candidate `json:"found,omitempty"` // feeds and sitemaps of a page's site

	interval time.Duration // PollEvery
}

func (p *program) checkSource(cmd *cobra.Command, name string, o sourceCheckOptions) (*sourceReport, error) {
	if o.address != "" && !isAddress(o.address) {
		return nil, fmt.Errorf("--address %s is no address that begins with http:// or https://: %w", o.address, domain.ErrInvalid)
	}
	if !isAddress(name) {
		body, err := p.openSource(name, o.address)
		if err != nil {
			return nil, err
		}
		return reportOn(body, o.selector)
	}
	client, err := p.client(cmd.ErrOrStderr())
	if err != nil {
		return nil, err
	}
	report, err := p.fetchSource(cmd.Context(), client, name, o.selector)
	if err != nil {
		return nil, adviseSource(err, name)
	}
	if report.Feed.Kind == source.KindPage && o.selector == "" && len(report.Found) == 0 {
		if report.Found, err = p.searchSite(cmd, client, report.Address, o.guess); err != nil {
			return nil, err
		}
	}
	return report, nil
}

func (p *program) openSource(path, address string) (source.Body, error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return source.Body{}, fmt.Errorf("there is no file %s (an address begins with https://): %w", path, domain.ErrNotFound)
	}
	if err != nil {
		return source.Body{}, err
	}
	defer file.Close() //nolint:errcheck // read only
	data, err := p.readAll(file)
	if err != nil {
		return source.Body{}, fmt.Errorf("read %s: %w", path, err)
	}
	if data, err = source.Unpack(data, p.cfg.Fetch.MaxSize); err != nil {
		return source.Body{}, fmt.Errorf("read %s: %w", path, err)
	}
	body := source.Body{Received: time.Now()}
	body.Text, body.Charset = fetch.DecodeText(data, "")
	if address != "" {
		if body.URL, err = url.Parse(address); err != nil {
			return source.Body{}, fmt.Errorf("--address: %w: %w", err, domain.ErrInvalid)
		}
	}
	return body, nil
}

// acceptFeeds asks for feeds before pages.
const acceptFeeds = "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml;q=0.9,application/xml;q=0.8,text/xml;q=0.8,text/html;q=0.7,*/*;q=0.5"

func (p *program) fetchSource(ctx context.Context, client *fetch.Client, address, selector string) (*sourceReport, error) {
	response, err := client.Get(ctx, fetch.Request{URL: address, Accept: acceptFeeds})
	if err != nil {
		return nil, err
	}
	body := source.Body{ContentType: response.ContentType, Received: response.FetchedAt}
	data, err := source.Unpack(response.Body, p.cfg.Fetch.MaxSize)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", response.URL, err)
	}
	body.Text, body.Charset = fetch.DecodeText(data, response.ContentType)
	if body.URL, err = url.Parse(response.URL); err != nil {
		return nil, err
	}
	report, err := reportOn(body, selector)
	if err != nil {
		return nil, err
	}
	report.Address, report.MovedTo, report.Robots = response.URL, response.PermanentURL, "allowed"
	header := response.Header
	hubs, self := source.HeaderLinks(header.Values("Link"), body.URL)
	report.Feed.Hubs = append(hubs, report.Feed.Hubs...)
	report.Feed.Self = cmp.Or(self, report.Feed.Self)
	report.suggest(source.FreshFor(header.Get("Cache-Control"), header.Get("Expires"), header.Get("Date"), body.Received), body.Received)
	return report, nil
}

// reportOn reads what was received as a feed, else as a page.
func reportOn(body source.Body, selector string) (*sourceReport, error) {
	report := &sourceReport{Charset: body.Charset}
	feed, err := source.Parse(body)
	if errors.Is(err, source.ErrPage) {
		site := source.Discover(body)
		report.Found = site.Feeds
		if body.URL == nil { // its links lead nowhere
			feed, err = &source.Feed{Kind: source.KindPage, Title: site.Title, Lang: site.Lang, Items: []source.Item{}}, nil
			if selector != "" {
				return nil, fmt.Errorf("where was the page read from? Say it as in --address https://example.org/: %w", domain.ErrInvalid)
			}
		} else {
			feed, err = source.Section(body, selector)
		}
	}
	if err != nil {
		return nil, err
	}
	report.Feed, report.Newest = feed, feed.Newest()
	report.suggest(0, body.Received)
	return report, nil
}

// suggest says how often the source should be polled.
func (r *sourceReport) suggest(freshFor time.Duration, now time.Time) {
	if len(r.Feed.Items) == 0 && len(r.Feed.Maps) == 0 {
		return
	}
	outcome := source.Outcome{Result: source.PollChanged, Hints: r.Feed.Hints, FreshFor: freshFor}
	for _, item := range r.Feed.Items {
		outcome.Published = append(outcome.Published, item.Time())
	}
	//nolint:gosec // no secret: chance only spreads polls
	_, state := source.NextPoll(source.State{}, outcome, source.Bounds{}, now, rand.New(rand.NewPCG(0, 0)))
	r.interval = state.Interval.Round(time.Minute)
	r.PollEvery = r.interval.String()
}

// searchSite looks for feeds and sitemaps of a page that declares none.
func (p *program) searchSite(cmd *cobra.Command, client *fetch.Client, address string, guess bool) ([]source.Candidate, error) {
	ctx := cmd.Context()
	page, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	var found []source.Candidate
	robots, err := client.Get(ctx, fetch.Request{URL: page.ResolveReference(&url.URL{Path: "/robots.txt"}).String(), Accept: "text/plain,*/*;q=0.5"})
	if err == nil {
		text, _ := robots.Text()
		if base, err := url.Parse(robots.URL); err == nil {
			found = source.RobotsSitemaps(text, base)
		}
	}
	if guess {
		guessed := p.guessFeed(cmd, client, page)
		found = append(guessed, slices.DeleteFunc(found, func(c source.Candidate) bool {
			return slices.ContainsFunc(guessed, func(g source.Candidate) bool { return g.URL == c.URL })
		})...)
	}
	return found, ctx.Err()
}

// guessFeed tries the usual places one after another, a second apart, until
// one of them is a feed.
func (p *program) guessFeed(cmd *cobra.Command, client *fetch.Client, page *url.URL) []source.Candidate {
	places := source.CommonPlaces(page)
	progress := ui.NewProgress(cmd.ErrOrStderr())
	task := progress.Start("trying the usual places", int64(len(places)), ui.Items)
	defer progress.Wait()
	defer task.End()
	for i, place := range places {
		task.Set(int64(i), int64(len(places)))
		if cmd.Context().Err() != nil {
			break
		}
		report, err := p.fetchSource(cmd.Context(), client, place.URL, "")
		if err == nil && report.Feed.Kind != source.KindPage {
			place.URL, place.Title = report.Address, report.Feed.Title
			return []source.Candidate{place}
		}
	}
	return nil
}

// adviseSource adds to an error what a person can do about it.
func adviseSource(err error, address string) error {
	front := address
	if u, parseErr := url.Parse(address); parseErr == nil {
		front = u.Scheme + "://" + u.Host + "/"
	}
	refused, _ := errors.AsType[*fetch.RobotsError](err)
	switch {
	case refused != nil:
		return fmt.Errorf("%w\nThe site does not want it read by programs. Ask the publisher, or look for another feed: dragoman source check %s", err, front)
	case errors.Is(err, domain.ErrNotFound) && address != front:
		return fmt.Errorf("%w\nFind where its feeds are now: dragoman source check --guess %s", err, front)
	case errors.Is(err, domain.ErrRateLimited):
		return fmt.Errorf("%w\nAsk again when the time is over", err)
	default:
		return err
	}
}

// shownItems is how many of a source's items are printed.
const shownItems = 5

func (r *sourceReport) write(out io.Writer, now time.Time) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s\t%s\n", name, value)
		}
	}
	f := r.Feed
	row("kind", kindName(f))
	row("title", f.Title)
	row("address", r.Address)
	if r.MovedTo != "" && r.MovedTo != r.Address {
		row("moved to", r.MovedTo)
	}
	if f.Site != r.Address {
		row("site", f.Site)
	}
	row("language", orUnknown(f.Lang))
	switch {
	case len(f.Maps) > 0:
		row("sitemaps", fmt.Sprint(len(f.Maps)))
	case f.Kind == source.KindPage:
		row("articles", fmt.Sprintf("%d links look like articles", len(f.Items)))
	default:
		row("items", fmt.Sprint(len(f.Items)))
	}
	if !r.Newest.IsZero() {
		row("newest", r.Newest.UTC().Format("2006-01-02 15:04 UTC")+" ("+ago(now.Sub(r.Newest))+")")
	}
	if f.Kind != source.KindPage && len(f.Maps) == 0 {
		row("hub", cmp.Or(strings.Join(f.Hubs, ", "), "none"))
	}
	row("poll every", spell(r.interval))
	row("robots.txt", r.Robots)
	for _, s := range f.Licence {
		row("rights", s.Value)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	r.writeLists(out)
	return nil
}

func (r *sourceReport) writeLists(out io.Writer) {
	f := r.Feed
	if len(f.Items) > 0 {
		fmt.Fprintln(out, "\nFirst items")
	}
	for _, item := range f.Items[:min(len(f.Items), shownItems)] {
		fmt.Fprintf(out, "  %s\n    %s\n", cmp.Or(item.Title, item.Summary, "(no title)"), cmp.Or(item.URL, "(no address)"))
	}
	if len(f.Maps) > 0 {
		fmt.Fprintln(out, "\nSitemaps")
	}
	for _, m := range f.Maps[:min(len(f.Maps), 2*shownItems)] {
		fmt.Fprintf(out, "  %s\n", m.URL)
	}
	if len(r.Found) > 0 {
		fmt.Fprintln(out, "\nFeeds of this site")
	}
	for _, c := range r.Found {
		fmt.Fprintf(out, "  %s  (%s)\n", c.URL, strings.Join(slices.DeleteFunc([]string{c.Title, string(c.Found)}, func(s string) bool { return s == "" }), ", "))
	}
	if len(f.Problems) > 0 {
		fmt.Fprintln(out, "\nProblems")
	}
	for _, problem := range f.Problems {
		fmt.Fprintf(out, "  - %s\n", problem.Message)
	}
	if next := r.advice(); next != "" {
		fmt.Fprintf(out, "\n%s\n", next)
	}
}

// advice says what to do next, when that is not obvious.
func (r *sourceReport) advice() string {
	switch {
	case r.Feed.Kind != source.KindPage && len(r.Feed.Maps) > 0:
		return "Look at one of them: dragoman source check " + r.Feed.Maps[0].URL
	case r.Feed.Kind != source.KindPage:
		return ""
	case len(r.Found) > 0:
		return "Look at the first: dragoman source check " + r.Found[0].URL
	case r.Address != "" && len(r.Feed.Items) == 0:
		return "This page declares no feed. Try the usual places: dragoman source check --guess " + r.Address
	case r.Address != "":
		return "This page declares no feed; it can be followed by its links. If they are not the right ones,\nsay which are as in --selector 'h2 a'; or try the usual places of feeds with --guess."
	default:
		return "This page declares no feed. To see its links, say where it was read from as in --address https://example.org/"
	}
}

func kindName(f *source.Feed) string {
	names := map[source.Kind]string{
		source.KindRSS: "RSS", source.KindRDF: "RSS (RDF)", source.KindAtom: "Atom", source.KindJSON: "JSON Feed",
		source.KindNewsSitemap: "news sitemap", source.KindSitemap: "sitemap", source.KindSitemapIndex: "sitemap index", source.KindPage: "web page",
	}
	return strings.TrimSpace(names[f.Kind] + " " + f.Version)
}

// ago rounds a time that has passed to what people say.
func ago(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes ago", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours ago", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days ago", int(d.Hours()/24))
	}
}

// spell writes a time in whole minutes.
func spell(d time.Duration) string {
	hours, minutes := int(d.Hours()), int(d.Minutes())%60
	switch {
	case d == 0:
		return ""
	case hours == 0:
		return fmt.Sprintf("%d min", minutes)
	case minutes == 0:
		return fmt.Sprintf("%d h", hours)
	default:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	}
}
