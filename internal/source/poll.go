package source

import (
	"math/rand/v2"
	"slices"
	"time"
)

// Bounds are the least and greatest time between two polls of a source that
// works. Zero fields stand for the defaults, 5 minutes and 24 hours.
type Bounds struct {
	Min, Max time.Duration
}

// Result is how a poll ended.
type Result int

// The results of a poll.
const (
	PollChanged   Result = iota // there were new items
	PollUnchanged               // there was an answer without new items, such as 304
	PollFailed                  // no answer, or none that could be read; trying again may help
	PollGone                    // the answer was that there is nothing here (404, 410) or nothing for us (401, 403)
	PollLimited                 // the other side asked to wait (429, 503 with Retry-After)
)

// Outcome is what one poll found.
type Outcome struct {
	Result     Result
	Published  []time.Time   // when the source's present items were published, in any order; zero times are ignored
	Hints      Hints         // of the feed
	FreshFor   time.Duration // how long the answer stays good by its header (Cache-Control, Expires); 0 when it doesn't say
	RetryAfter time.Duration // how long the other side asked to wait; 0 when it didn't
	Pushed     bool          // a WebSub hub sends us what is new: polling only checks on it
}

// State is what is remembered of a source's polls. The zero State is a source
// that was never polled.
type State struct {
	Interval    time.Duration `json:"interval,omitempty"`    // between polls while it works
	Failures    int           `json:"failures,omitempty"`    // in a row
	FailingFrom time.Time     `json:"failing_from,omitzero"` // the first of them
	LastSuccess time.Time     `json:"last_success,omitzero"` // the last answer, changed or not
	LastChange  time.Time     `json:"last_change,omitzero"`  // the last answer with something new
	Unchanged   int           `json:"unchanged,omitempty"`   // answers in a row without anything new
}

const (
	shortest = 5 * time.Minute
	longest  = 24 * time.Hour
	// firstInterval is for sources that give no sign of their rhythm.
	firstInterval = 30 * time.Minute
	// longestHint bounds how long a TTL or a cache's time keeps us away, since
	// many are set once and forgotten. What is said to us in person,
	// Retry-After, counts in full, up to longestWait.
	longestHint = time.Hour
	longestWait = 7 * 24 * time.Hour
	// failureBase and goneBase are the first waits after a failure; each
	// further one doubles them up to failureMax and goneMax, and there they
	// stay: nothing is ever given up without a person's word.
	failureBase = 5 * time.Minute
	goneBase    = 6 * time.Hour
	failureMax  = 24 * time.Hour
	goneMax     = 3 * 24 * time.Hour
	// pushFactor stretches the interval of a source that a hub speaks for.
	pushFactor = 8
	// jitter is the part of an interval that chance may add, so that sources
	// that were added together don't stay together.
	jitter = 0.1
)

// NextPoll returns when a source is to be polled again, and what to remember,
// after a poll at now ended in an outcome. The time is always in the future
// and never before what the other side asked for. It is pure but for rnd.
//
// The interval follows the source's own rhythm: half of the usual time between
// its items, longer the longer it has been silent; where its dates say
// nothing, the interval shrinks with each change and grows with each poll
// without one.
func NextPoll(state State, outcome Outcome, bounds Bounds, now time.Time, rnd *rand.Rand) (time.Time, State) {
	bounds = bounds.withDefaults()
	switch outcome.Result {
	case PollFailed, PollGone, PollLimited:
		if state.Failures == 0 {
			state.FailingFrom = now
		}
		state.Failures++
		wait := max(state.failureWait(outcome.Result, bounds), min(outcome.RetryAfter, longestWait))
		return now.Add(spread(wait, rnd)), state
	case PollChanged, PollUnchanged:
	}
	state.Failures, state.FailingFrom, state.LastSuccess = 0, time.Time{}, now
	if outcome.Result == PollChanged {
		state.LastChange, state.Unchanged = now, 0
	} else {
		state.Unchanged++
	}
	state.Interval = bounds.clamp(nextInterval(state, outcome, now))

	wait := state.Interval
	if outcome.Pushed {
		wait = bounds.clamp(wait * pushFactor)
	}
	wait = max(wait, min(outcome.FreshFor, longestHint), min(outcome.Hints.TTL, longestHint), min(outcome.RetryAfter, longestWait))
	return afterSkipped(now.Add(spread(wait, rnd)), outcome.Hints), state
}

func (b Bounds) withDefaults() Bounds {
	if b.Min <= 0 {
		b.Min = shortest
	}
	if b.Max <= 0 {
		b.Max = max(longest, b.Min)
	}
	b.Max = max(b.Max, b.Min)
	return b
}

func (b Bounds) clamp(d time.Duration) time.Duration { return min(max(d, b.Min), b.Max) }

// failureWait is the back-off.
func (s State) failureWait(result Result, bounds Bounds) time.Duration {
	base, most := max(failureBase, bounds.Min), max(failureMax, bounds.Max)
	if result == PollGone {
		base, most = max(goneBase, bounds.Min), max(goneMax, bounds.Max)
	}
	for range s.Failures - 1 {
		if base *= 2; base >= most {
			return most
		}
	}
	return min(base, most)
}

// spread adds chance to a wait. It never shortens it.
func spread(wait time.Duration, rnd *rand.Rand) time.Duration {
	if most := int64(float64(wait) * jitter); most > 0 {
		wait += time.Duration(rnd.Int64N(most))
	}
	return wait
}

// nextInterval guesses how long it takes until there is something new.
func nextInterval(state State, outcome Outcome, now time.Time) time.Duration {
	previous := state.Interval
	if previous <= 0 {
		previous = firstInterval
		if outcome.Hints.Every > 0 {
			previous = outcome.Hints.Every / 2
		}
	}
	target := rhythm(outcome.Published, now)
	switch {
	case target == 0 && outcome.Result == PollChanged && state.Interval > 0:
		return previous * 2 / 3
	case target == 0 && outcome.Result == PollUnchanged && state.Unchanged > 1:
		return previous * 5 / 4
	case target == 0:
		return previous
	case state.Interval <= 0, outcome.Result == PollChanged && target < previous:
		return target // news is never waited for
	default:
		return (2*previous + target) / 3 // one quiet hour doesn't make a quiet source
	}
}

// maxRhythm is how many of the latest items tell a source's rhythm: the press
// of today, not of last year.
const maxRhythm = 20

// rhythm returns how long to wait by the times of a source's items: half of
// the median time between the latest, or an eighth of the silence since
// the last if that is more. It is 0 when the times say nothing: there are fewer
// than three different ones.
func rhythm(published []time.Time, now time.Time) time.Duration {
	var times []time.Time
	for _, t := range published {
		if !t.IsZero() && !t.After(now) {
			times = append(times, t.Truncate(time.Minute))
		}
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	times = slices.CompactFunc(times, time.Time.Equal)
	if len(times) < 3 {
		return 0
	}
	times = times[:min(len(times), maxRhythm)]
	var gaps []time.Duration
	for i := range times[1:] {
		gaps = append(gaps, times[i].Sub(times[i+1]))
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2]/2, now.Sub(times[0])/8, time.Minute)
}

// afterSkipped moves a time out of the hours and days in which a feed says
// that it never has news, where any are left.
func afterSkipped(t time.Time, h Hints) time.Time {
	if len(h.SkipHours) == 0 && len(h.SkipDays) == 0 || len(h.SkipHours) >= 24 || len(h.SkipDays) >= 7 {
		return t
	}
	skipped := func(t time.Time) bool {
		u := t.UTC()
		return slices.Contains(h.SkipHours, u.Hour()) || slices.Contains(h.SkipDays, u.Weekday())
	}
	for range 8 * 24 {
		if !skipped(t) {
			break
		}
		t = t.Truncate(time.Hour).Add(time.Hour)
	}
	return t
}

// Health says how a source does, for people.
type Health string

// The healths, best first.
const (
	HealthNew     Health = "new"     // never polled
	HealthGood    Health = "good"    // the last poll worked
	HealthFailing Health = "failing" // the last polls did not work
	HealthDead    Health = "dead"    // nothing worked for two weeks: a person should look
	HealthSilent  Health = "silent"  // it works, but had nothing new for 90 days
)

const (
	deadAfter   = 14 * 24 * time.Hour
	silentAfter = 90 * 24 * time.Hour
)

// Health judges a source by its polls. None of the healths stops the polling.
func (s State) Health(now time.Time) Health {
	switch {
	case s.Failures > 2 && now.Sub(s.FailingFrom) > deadAfter:
		return HealthDead
	case s.Failures > 0:
		return HealthFailing
	case s.LastSuccess.IsZero():
		return HealthNew
	case !s.LastChange.IsZero() && now.Sub(s.LastChange) > silentAfter:
		return HealthSilent
	default:
		return HealthGood
	}
}
