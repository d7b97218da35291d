package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/pipeline"
	"github.com/dragoman-news/dragoman/internal/source"
)

// Verdict says how a check of Examine went.
type Verdict string

// The verdicts.
const (
	OK   Verdict = "ok"
	Warn Verdict = "warn" // it works, but a person should look
	Fail Verdict = "fail" // something will not work
)

// Diagnosis is what one check found.
type Diagnosis struct {
	Check   string  `json:"check"`
	Verdict Verdict `json:"verdict"`
	Message string  `json:"message"`
	Advice  string  `json:"advice,omitempty"` // what to do
}

// Examine looks at all that the wire needs and says what is wrong and what to
// do about it. It reaches the hosts of sources and the site, nothing else.
func (a *App) Examine(ctx context.Context) ([]Diagnosis, error) {
	editions, err := a.Store.Editions(ctx)
	if err != nil {
		return nil, err
	}
	sources, err := a.Store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	active := slices.DeleteFunc(slices.Clone(sources), func(s domain.Source) bool { return s.Paused })
	var all []Diagnosis
	all = append(all, a.examineDisk()...)
	database, err := a.examineDatabase(ctx)
	if err != nil {
		return nil, err
	}
	all = append(all, database...)
	all = append(all, examineEditions(editions)...)
	all = append(all, examineSources(active)...)
	all = append(all, a.examineEngines(ctx, active)...)
	all = append(all, a.examineHosts(ctx, active)...)
	all = append(all, a.examineSite(ctx)...)
	return all, ctx.Err()
}

// The free space below which the wire stops soon, and below which it will.
const (
	lowDisk   = 2 << 30
	leastDisk = 256 << 20
)

func (a *App) examineDisk() []Diagnosis {
	dir, err := a.Config.DataDir(os.Getenv)
	if err != nil {
		return []Diagnosis{{"disk", Fail, err.Error(), "Set data.dir."}}
	}
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); errors.Is(err, os.ErrNotExist) {
		return nil // on Postgres, with the models elsewhere, there is none
	} else if err != nil {
		return []Diagnosis{{"disk", Warn, fmt.Sprintf("%s: %v", dir, err), ""}}
	}
	free := int64(fs.Bavail) * int64(fs.Bsize) //nolint:unconvert // the fields' types differ between systems
	d := Diagnosis{Check: "disk", Verdict: OK, Message: fmt.Sprintf("%.1f GB free in %s", float64(free)/1e9, dir)}
	switch {
	case free < leastDisk:
		d.Verdict, d.Advice = Fail, "Make room: pages and pictures can't be kept."
	case free < lowDisk:
		d.Verdict, d.Advice = Warn, "Make room, or keep pages for a shorter time (retention.pages)."
	}
	return []Diagnosis{d}
}

func (a *App) examineDatabase(ctx context.Context) ([]Diagnosis, error) {
	counts, err := a.Store.Counts(ctx)
	if err != nil {
		return nil, err
	}
	kind := "Postgres"
	if _, path := a.Store.SQLite(); path != "" {
		kind = "SQLite, " + path
		if info, err := os.Stat(path); err == nil {
			kind += fmt.Sprintf(", %.1f MB", float64(info.Size())/1e6)
		}
	}
	all := []Diagnosis{{"database", OK, fmt.Sprintf("%s: %d sources, %d articles", kind, counts.Sources, counts.Articles), ""}}
	held, waiting := 0, 0
	for _, statuses := range counts.Translations {
		held += statuses[domain.StatusHeld]
		waiting += statuses[domain.StatusWaiting]
	}
	if waiting > 0 {
		all = append(all, Diagnosis{"translations", Warn, fmt.Sprintf("%d wait for an engine", waiting), "See which: dragoman article list --status waiting"})
	}
	if held > 0 {
		all = append(all, Diagnosis{"translations", Warn, fmt.Sprintf("%d are held for a person", held), "See which: dragoman article list --status held"})
	}
	w, err := a.Wire(ctx, WorkNothing)
	if err != nil {
		return nil, err
	}
	failures, err := w.Queue.Failures(ctx, 100)
	if err != nil {
		return nil, err
	}
	if len(failures) == 0 {
		return append(all, Diagnosis{"jobs", OK, "none has failed in the last week", ""}), nil
	}
	return append(all, Diagnosis{
		"jobs", Warn, fmt.Sprintf("%d have failed in the last week, the latest: %s: %.200s", len(failures), a.Describe(ctx, failures[0].Kind, failures[0].Args), failures[0].Reason),
		"See all: dragoman jobs list",
	}), nil
}

func examineEditions(editions []domain.Edition) []Diagnosis {
	if len(editions) == 0 {
		return []Diagnosis{{"editions", Fail, "there is none", "Make one: dragoman edition add ru"}}
	}
	var ids []string
	for _, e := range editions {
		ids = append(ids, e.ID)
	}
	return []Diagnosis{{"editions", OK, strings.Join(ids, ", "), ""}}
}

func examineSources(sources []domain.Source) []Diagnosis {
	if len(sources) == 0 {
		return []Diagnosis{{"sources", Fail, "none is followed", "Add one: dragoman source add ADDRESS"}}
	}
	var all []Diagnosis
	good := 0
	for _, s := range sources {
		name := fmt.Sprintf("%s (%d)", s.Name, s.ID)
		switch health := source.Health(cmp.Or(s.Poll.Health, string(source.HealthNew))); {
		case health == source.HealthFailing, health == source.HealthDead:
			all = append(all, Diagnosis{"sources", Warn, fmt.Sprintf("%s is %s: %.200s", name, health, s.Poll.Problem), "Look at it: dragoman source check " + s.Address})
		case health == source.HealthSilent:
			all = append(all, Diagnosis{"sources", Warn, name + " has had nothing new for 90 days", "See whether it has moved: dragoman source check " + s.Address})
		case len(s.Editions) == 0:
			all = append(all, Diagnosis{"sources", Warn, name + " goes into no edition", fmt.Sprintf("Say which: dragoman source set %d --edition ru", s.ID)})
		default:
			good++
		}
	}
	return append(all, Diagnosis{"sources", OK, fmt.Sprintf("%d of %d are in order", good, len(sources)), ""})
}

// examineEngines tells each direction that sources need, once.
func (a *App) examineEngines(ctx context.Context, sources []domain.Source) []Diagnosis {
	var all []Diagnosis
	told := map[string]bool{}
	for _, s := range sources {
		for _, id := range s.Editions {
			e, err := a.Store.Edition(ctx, id)
			if err != nil || s.Lang == "" || lang.Base(s.Lang) == lang.Base(e.Lang) {
				continue
			}
			pair := s.Lang + " to " + e.Lang
			if s.Engine != "" {
				pair += " by " + s.Engine
			}
			if told[pair] {
				continue
			}
			told[pair] = true
			d := Diagnosis{Check: "engines", Verdict: OK, Message: pair}
			steps, err := a.way(ctx, s, e)
			if err != nil {
				d.Verdict, d.Message, d.Advice = Fail, pair+": nothing translates it", strings.ReplaceAll(err.Error(), ": "+domain.ErrNotFound.Error(), "")
			} else {
				for _, step := range steps {
					d.Message += fmt.Sprintf(", %s (%s)", step.Engine, step.Model)
				}
			}
			all = append(all, d)
		}
	}
	return all
}

// way returns the engines that translate a source for an edition.
func (a *App) way(ctx context.Context, s domain.Source, e domain.Edition) ([]domain.Step, error) {
	router, err := a.Router(cmp.Or(s.Engine, e.Settings[pipeline.SettingEngine]))
	if err != nil {
		return nil, err
	}
	route, err := router.Route(ctx, s.Lang, e.Lang)
	if err != nil {
		return nil, err
	}
	return route.Steps(), nil
}

func (a *App) examineSite(ctx context.Context) []Diagnosis {
	var all []Diagnosis
	if a.Config.Fetch.Contact == "" {
		all = append(all, Diagnosis{"contact", Warn, "publishers don't learn who reads their sites", "Set fetch.contact to a mailbox or a page."})
	}
	if a.Config.Site.Address == "" {
		return append(all, Diagnosis{"site", Warn, "no public address is set: feeds and links name " + a.Addresses.Base, "Set site.address when the site goes public."})
	}
	u, err := url.Parse(a.Addresses.Base)
	if err != nil {
		return append(all, Diagnosis{"site", Fail, err.Error(), "Correct site.address."})
	}
	v := a.visit(ctx, u.ResolveReference(&url.URL{Path: "/healthz"}).String())
	switch {
	case errors.Is(v.err, domain.ErrForbidden):
		return append(all, Diagnosis{"site", Warn, fmt.Sprintf("%s can't be checked from here: %v", a.Addresses.Base, v.err), "Open it in a browser."})
	case v.err != nil:
		return append(all, Diagnosis{"site", Warn, fmt.Sprintf("%s doesn't answer: %v", a.Addresses.Base, v.err), "Start dragoman serve; look at the proxy in front of it."})
	case v.status != 200:
		return append(all, Diagnosis{"site", Warn, fmt.Sprintf("%s answers %d", a.Addresses.Base, v.status), "See whether the proxy in front passes requests on to " + a.Config.Site.Listen + "."})
	}
	return append(all, Diagnosis{"site", OK, a.Addresses.Base + " answers", ""})
}
