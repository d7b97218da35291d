package source

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func newRand() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// every returns n times, gap apart, the last ago before received.
func every(gap time.Duration, n int, ago time.Duration) []time.Time {
	var out []time.Time
	for i := range n {
		out = append(out, received.Add(-ago-time.Duration(i)*gap))
	}
	return out
}

// within fails unless next is from least to ten percent more after received.
func within(t *testing.T, next time.Time, least time.Duration) {
	t.Helper()
	got := next.Sub(received)
	if got < least || got > least+least/10 {
		t.Errorf("next poll in %s, want %s and at most a tenth more", got, least)
	}
}

func TestNextPollAfterSuccess(t *testing.T) {
	t.Parallel()
	bounds := Bounds{Min: 5 * time.Minute, Max: 12 * time.Hour}
	tests := []struct {
		name    string
		state   State
		outcome Outcome
		want    time.Duration
	}{
		{"first poll without a sign", State{}, Outcome{Result: PollChanged}, 30 * time.Minute},
		{"first poll, syndication hint", State{}, Outcome{Result: PollChanged, Hints: Hints{Every: 4 * time.Hour}}, 2 * time.Hour},
		{"an agency: bound", State{}, Outcome{Result: PollChanged, Published: every(2*time.Minute, 50, time.Minute)}, 5 * time.Minute},
		{"every hour", State{}, Outcome{Result: PollChanged, Published: every(time.Hour, 20, time.Minute)}, 30 * time.Minute},
		{"every hour, silent since yesterday", State{}, Outcome{Result: PollChanged, Published: every(time.Hour, 20, 24*time.Hour)}, 3 * time.Hour},
		{"every week: bound", State{}, Outcome{Result: PollChanged, Published: every(7*24*time.Hour, 20, 24*time.Hour)}, 12 * time.Hour},
		{"dates all the same say nothing", State{}, Outcome{Result: PollChanged, Published: every(0, 20, time.Hour)}, 30 * time.Minute},
		{"dates in the future say nothing", State{}, Outcome{Result: PollChanged, Published: every(-time.Hour, 20, -time.Hour)}, 30 * time.Minute},
		{"zero dates say nothing", State{}, Outcome{Result: PollChanged, Published: make([]time.Time, 20)}, 30 * time.Minute},
		{"changes make it shorter", State{Interval: time.Hour}, Outcome{Result: PollChanged}, 40 * time.Minute},
		{"one poll without change changes nothing", State{Interval: time.Hour}, Outcome{Result: PollUnchanged}, time.Hour},
		{"the second makes it longer", State{Interval: time.Hour, Unchanged: 1}, Outcome{Result: PollUnchanged}, 75 * time.Minute},
		{"a faster rhythm comes at once", State{Interval: 4 * time.Hour}, Outcome{Result: PollChanged, Published: every(time.Hour, 20, time.Minute)}, 30 * time.Minute},
		{"a slower rhythm comes gradually", State{Interval: time.Hour}, Outcome{Result: PollUnchanged, Published: every(8*time.Hour, 20, time.Minute)}, 2 * time.Hour},
		{"TTL", State{}, Outcome{Result: PollChanged, Published: every(20*time.Minute, 20, time.Minute), Hints: Hints{TTL: 40 * time.Minute}}, 40 * time.Minute},
		{"TTL of a day is believed for an hour", State{}, Outcome{Result: PollChanged, Published: every(20*time.Minute, 20, time.Minute), Hints: Hints{TTL: 24 * time.Hour}}, time.Hour},
		{"cache header", State{}, Outcome{Result: PollChanged, Published: every(20*time.Minute, 20, time.Minute), FreshFor: 15 * time.Minute}, 15 * time.Minute},
		{"Retry-After with an answer", State{}, Outcome{Result: PollUnchanged, RetryAfter: 20 * time.Hour}, 20 * time.Hour},
		{"hub", State{}, Outcome{Result: PollChanged, Published: every(time.Hour, 20, time.Minute), Pushed: true}, 4 * time.Hour},
		{"a shorter interval than any bound", State{Interval: time.Second}, Outcome{Result: PollChanged}, 5 * time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			next, state := NextPoll(tt.state, tt.outcome, bounds, received, newRand())
			within(t, next, tt.want)
			if state.Failures != 0 || !state.LastSuccess.Equal(received) {
				t.Errorf("state %+v", state)
			}
		})
	}
}

func TestNextPollSkipsHoursAndDays(t *testing.T) {
	t.Parallel()
	poll := func(h Hints) time.Time { // received is a Monday at 12:00 UTC
		next, _ := NextPoll(State{}, Outcome{Result: PollChanged, Hints: h}, Bounds{}, received, newRand())
		return next
	}
	if got, want := poll(Hints{SkipHours: []int{12, 13}}), received.Add(2*time.Hour); !got.Equal(want) {
		t.Errorf("hours: %s, want %s", got, want)
	}
	if got, want := poll(Hints{SkipDays: []time.Weekday{time.Monday, time.Tuesday}}), time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("days: %s, want %s", got, want)
	}
	all := Hints{}
	for h := range 24 {
		all.SkipHours = append(all.SkipHours, h)
	}
	within(t, poll(all), 30*time.Minute)
	both := Hints{SkipHours: all.SkipHours[:23], SkipDays: []time.Weekday{0, 1, 2, 3, 4, 5}}
	if got := poll(both); got.UTC().Weekday() != time.Saturday || got.UTC().Hour() != 23 {
		t.Errorf("the one hour that is left was not found: %s", got)
	}
}

func TestNextPollNeverGivesUp(t *testing.T) {
	t.Parallel()
	for _, result := range []Result{PollFailed, PollGone, PollLimited} {
		state, now, rnd := State{Interval: time.Hour}, received, newRand()
		previous := time.Duration(0)
		for i := range 1000 {
			next, after := NextPoll(state, Outcome{Result: result}, Bounds{}, now, rnd)
			wait := next.Sub(now)
			if wait <= 0 || wait > 4*24*time.Hour {
				t.Fatalf("result %d, failure %d: wait %s", result, i, wait)
			}
			if i < 4 && wait <= previous {
				t.Errorf("result %d, failure %d: wait %s after %s is no back-off", result, i, wait, previous)
			}
			if after.Failures != i+1 || !after.FailingFrom.Equal(received) || after.Interval != time.Hour {
				t.Fatalf("state %+v after %d failures", after, i+1)
			}
			previous, state, now = wait, after, next
		}
		if got := state.Health(now); got != HealthDead {
			t.Errorf("health %q after 1000 failures", got)
		}
		_, state = NextPoll(state, Outcome{Result: PollChanged}, Bounds{}, now, rnd)
		if diff := cmp.Diff(State{Interval: 40 * time.Minute, LastSuccess: now, LastChange: now}, state); diff != "" {
			t.Errorf("a success does not heal: %s", diff)
		}
	}
}

func TestNextPollWaitsAsAsked(t *testing.T) {
	t.Parallel()
	next, _ := NextPoll(State{}, Outcome{Result: PollLimited, RetryAfter: 50 * time.Hour}, Bounds{Max: time.Hour}, received, newRand())
	within(t, next, 50*time.Hour)
	next, _ = NextPoll(State{}, Outcome{Result: PollLimited, RetryAfter: 1e6 * time.Hour}, Bounds{}, received, newRand())
	within(t, next, 7*24*time.Hour)
	next, _ = NextPoll(State{}, Outcome{Result: PollFailed}, Bounds{Min: 2 * time.Hour, Max: 3 * time.Hour}, received, newRand())
	within(t, next, 2*time.Hour)
}

// TestNextPollKeepsUp plays a day of a source that publishes every 20 minutes
// by day and nothing by night, and measures how late we are and how often we ask.
func TestNextPollKeepsUp(t *testing.T) {
	t.Parallel()
	start := received.Truncate(24 * time.Hour)
	var published []time.Time
	for day := range 5 {
		for minute := 8 * 60; minute < 20*60; minute += 20 {
			published = append(published, start.Add(time.Duration(day)*24*time.Hour+time.Duration(minute)*time.Minute))
		}
	}
	now, state, rnd := start.Add(8*time.Hour), State{}, newRand()
	seen, polls, late := 0, 0, time.Duration(0)
	for now.Before(start.Add(5 * 24 * time.Hour)) {
		polls++
		outcome, before := Outcome{Result: PollUnchanged}, seen
		for seen < len(published) && !published[seen].After(now) {
			late += now.Sub(published[seen])
			seen++
		}
		if seen > before {
			outcome.Result = PollChanged
		}
		outcome.Published = published[max(0, seen-30):seen]
		now, state = NextPoll(state, outcome, Bounds{}, now, rnd)
	}
	mean := late / time.Duration(seen)
	t.Logf("%d polls for %d items, on average %s late", polls, seen, mean.Round(time.Second))
	if mean > 15*time.Minute {
		t.Errorf("items are seen %s late on average", mean)
	}
	if polls > 3*len(published) {
		t.Errorf("%d polls for %d items are too many", polls, len(published))
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	for want, s := range map[Health]State{
		HealthNew:     {},
		HealthGood:    {LastSuccess: received, LastChange: received.Add(-day)},
		HealthFailing: {Failures: 3, FailingFrom: received.Add(-day), LastSuccess: received.Add(-day)},
		HealthDead:    {Failures: 20, FailingFrom: received.Add(-20 * day)},
		HealthSilent:  {LastSuccess: received, LastChange: received.Add(-100 * day)},
	} {
		if got := s.Health(received); got != want {
			t.Errorf("Health(%+v) = %q, want %q", s, got, want)
		}
	}
}
