package app

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	visitTimeout = 10 * time.Second
	visitedAt    = 8   // hosts at once
	mostVisited  = 100 // hosts in all
	// Clocks that differ by less don't matter; by more, dates of articles are
	// taken for wrong, and signatures fail.
	skewWarn = time.Minute
	skewFail = 10 * time.Minute
)

// visit asks whether somebody is at an address.
type visit struct {
	status int
	skew   time.Duration // of our clock from theirs; 0 when they don't say
	err    error
}

func (a *App) visit(ctx context.Context, address string) (v visit) {
	ctx, cancel := context.WithTimeout(ctx, visitTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return visit{err: err}
	}
	response, err := a.Client.Do(request)
	if err != nil {
		return visit{err: err}
	}
	_ = response.Body.Close() // only the header was asked for
	v.status = response.StatusCode
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		v.skew = time.Since(date)
	}
	return v
}

// examineHosts asks each host of sources for its robots.txt, which everybody
// may read, and compares clocks.
func (a *App) examineHosts(ctx context.Context, sources []domain.Source) []Diagnosis {
	var hosts []string
	for _, s := range sources {
		u, err := url.Parse(s.Address)
		if err != nil {
			continue
		}
		host := (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}).String()
		if !slices.Contains(hosts, host) && len(hosts) < mostVisited {
			hosts = append(hosts, host)
		}
	}
	if len(hosts) == 0 {
		return nil
	}
	visits := make([]visit, len(hosts))
	var group errgroup.Group
	group.SetLimit(visitedAt)
	for i, host := range hosts {
		group.Go(func() error {
			visits[i] = a.visit(ctx, host)
			return nil
		})
	}
	_ = group.Wait() // none of them returns an error
	return append(judgeHosts(hosts, visits), judgeClock(visits))
}

func judgeHosts(hosts []string, visits []visit) []Diagnosis {
	var all []Diagnosis
	reached := 0
	for i, v := range visits {
		if v.err == nil {
			reached++
			continue
		}
		all = append(all, Diagnosis{"network", Warn, fmt.Sprintf("%s can't be reached: %v", hosts[i], v.err), "If all are like this, look at this machine's connection."})
	}
	d := Diagnosis{"network", OK, fmt.Sprintf("%d of %d hosts of sources answer", reached, len(hosts)), ""}
	if reached == 0 {
		d.Verdict, d.Advice = Fail, "Look at this machine's connection and its name server."
	}
	return append(all, d)
}

// judgeClock believes the host whose clock is nearest to ours: some are wrong.
func judgeClock(visits []visit) Diagnosis {
	var least time.Duration
	known := false
	for _, v := range visits {
		if v.skew != 0 && (!known || v.skew.Abs() < least.Abs()) {
			least, known = v.skew, true
		}
	}
	d := Diagnosis{"clock", OK, fmt.Sprintf("within %s of other clocks", max(least.Abs().Round(time.Second), time.Second)), ""}
	switch {
	case !known:
		d.Verdict, d.Message = Warn, "no host told its time"
	case least.Abs() > skewFail:
		d.Verdict = Fail
	case least.Abs() > skewWarn:
		d.Verdict = Warn
	}
	if known && d.Verdict != OK {
		d.Message, d.Advice = fmt.Sprintf("%s off", least.Round(time.Second)), "Have the system keep its time (NTP)."
	}
	return d
}
