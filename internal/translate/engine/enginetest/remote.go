package enginetest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

// RemoteSubject is an engine that asks a service, with what its suite has to know.
type RemoteSubject struct {
	// Protocol returns a new fake of the service, which Key is good for.
	Protocol func() Protocol
	// New makes an engine as the program does.
	New func(config remote.Config) (translate.Engine, error)
	Key string
	// From and To are a direction that the fake has.
	From, To string
	// Name is the setting's name of the engine, as in engine.NAME.key.
	Name string
	// ByID says that translations carry ids, so that their order doesn't matter and
	// what is missing is asked for again.
	ByID bool
	// Spans says that the engine keeps them.
	Spans bool
	// Aligned says that the fake gives alignments.
	Aligned bool
}

// remoteSentences are what the suite translates.
var remoteSentences = []string{
	"The talks ended on Friday.", "The minister said “no” to 5% & <more>.", "She didn't go to Riyadh.", "Was it 12.5 million?",
}

// RunRemote runs the suite for engines that ask a service, Run included.
func RunRemote(t *testing.T, s RemoteSubject) {
	t.Helper()
	t.Run("engine", func(t *testing.T) {
		engine := s.engine(t, NewFake(t, s.Protocol()), remote.Config{})
		Run(t, Subject{Engine: engine, From: s.From, To: s.To, Sentences: remoteSentences, Aligned: s.Aligned})
	})
	for name, test := range map[string]func(*testing.T){
		"failures":           s.failures,
		"partial":            s.partial,
		"reordered":          s.reordered,
		"empty":              s.empty,
		"damaged markup":     s.damaged,
		"nonsense":           s.nonsense,
		"spans":              s.spans,
		"batches":            s.batches,
		"cancelled":          s.cancelled,
		"meter":              s.meter,
		"languages broken":   s.languagesBroken,
		"bad configurations": s.badConfigurations,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

// engine makes an engine that talks to a fake. The clock stands still.
func (s RemoteSubject) engine(t *testing.T, f *Fake, config remote.Config) translate.Engine {
	t.Helper()
	config.URL, config.Key = f.URL, s.Key
	if config.Client == nil {
		config.Client = http.DefaultClient
	}
	config.Now = func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }
	engine, err := s.New(config)
	if err != nil {
		t.Fatalf("make the engine: %v", err)
	}
	return engine
}

func (s RemoteSubject) pair(t *testing.T, f *Fake, config remote.Config) translate.Translator {
	t.Helper()
	pair, err := s.engine(t, f, config).Pair(t.Context(), s.From, s.To)
	if err != nil {
		t.Fatalf("Pair(%s, %s): %v", s.From, s.To, err)
	}
	return pair
}

func plainInputs(texts ...string) []translate.Input {
	inputs := make([]translate.Input, len(texts))
	for i, text := range texts {
		inputs[i].Text = text
	}
	return inputs
}

// class names the class of an error as callers see it.
func class(err error) string {
	switch {
	case err == nil:
		return "none"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "context"
	case errors.Is(err, translate.ErrQuota):
		return "quota"
	case errors.Is(err, domain.ErrRateLimited):
		return "rate limited"
	case errors.Is(err, domain.ErrPermanent):
		return "permanent"
	case errors.Is(err, domain.ErrNotFound), errors.Is(err, domain.ErrInvalid), errors.Is(err, domain.ErrForbidden):
		return "another"
	}
	return "retry"
}

// failures checks the class of every failure, that its message helps and
// betrays nothing, and that the next call succeeds.
func (s RemoteSubject) failures(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault Fault
		class string
		says  string
		wait  time.Duration
	}{
		{"unauthorized", Unauthorized, "permanent", "engine." + s.Name + ".key", 0},
		{"rate limited", RateLimited, "rate limited", "wait 7s", 7 * time.Second},
		{"quota", Quota, "quota", "quota", time.Hour},
		{"broken", Broken, "retry", "500", 0},
		{"busy", Busy, "rate limited", "503", 7 * time.Second},
		{"hanging", Hang, "retry", "did not answer", 0},
		{"cut", Cut, "retry", "can't be read", 0},
		{"not JSON", NotJSON, "retry", "can't be read", 0},
		{"giant", Giant, "permanent", "larger", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := NewFake(t, s.Protocol())
			if status, _ := f.protocol.Refuse(test.fault); status == 0 && (test.fault == Quota || test.fault == Unauthorized) {
				t.Skip("the service knows no such thing")
			}
			config := remote.Config{}
			if test.fault == Hang {
				config.Timeout = 100 * time.Millisecond
			}
			pair := s.pair(t, f, config)
			f.Fail(test.fault)
			began := time.Now()
			out, err := pair.Translate(t.Context(), plainInputs(remoteSentences[0]))
			if got := class(err); got != test.class {
				t.Fatalf("class %s, want %s: %v %v", got, test.class, err, out)
			}
			if unavailable := errors.Is(err, translate.ErrUnavailable); unavailable == (test.fault == Giant) {
				t.Errorf("%v: is translate.ErrUnavailable: %t", err, unavailable)
			}
			if !strings.Contains(err.Error(), test.says) {
				t.Errorf("%q doesn't say %q", err, test.says)
			}
			if s.Key != "" && strings.Contains(err.Error(), s.Key) || strings.Contains(err.Error(), "<p>") {
				t.Errorf("%q shows too much", err)
			}
			if got := translate.RetryAfter(err); got != test.wait {
				t.Errorf("RetryAfter %s, want %s", got, test.wait)
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
			if test.fault == Hang {
				return // the next may be slow here, too
			}
			if out, err := pair.Translate(t.Context(), plainInputs(remoteSentences[0])); err != nil || out[0].Text == "" {
				t.Errorf("afterwards: %v %v", out, err)
			}
		})
	}
}

// partial checks that a missing translation is never made up from another one.
func (s RemoteSubject) partial(t *testing.T) {
	f := NewFake(t, s.Protocol())
	pair := s.pair(t, f, remote.Config{})
	f.Fail(Partial)
	got, err := pair.Translate(t.Context(), plainInputs(remoteSentences...))
	if !s.ByID {
		if class(err) != "retry" {
			t.Errorf("%v %v, want an error to try again after", got, err)
		}
		return
	}
	want, wantErr := pair.Translate(t.Context(), plainInputs(remoteSentences...))
	if err != nil || wantErr != nil || !slices.Equal(texts(got), texts(want)) {
		t.Errorf("%v %v, want %v %v", texts(got), err, texts(want), wantErr)
	}
	f.Fail(Partial, Partial)
	if got, err := pair.Translate(t.Context(), plainInputs(remoteSentences[0])); class(err) != "retry" {
		t.Errorf("left out twice: %v %v", got, err)
	}
}

func (s RemoteSubject) reordered(t *testing.T) {
	if !s.ByID {
		t.Skip("the service's translations are in order by contract")
	}
	f := NewFake(t, s.Protocol())
	pair := s.pair(t, f, remote.Config{})
	want, err := pair.Translate(t.Context(), plainInputs(remoteSentences...))
	if err != nil {
		t.Fatal(err)
	}
	f.Fail(Reordered)
	got, err := pair.Translate(t.Context(), plainInputs(remoteSentences...))
	if err != nil || !slices.Equal(texts(got), texts(want)) {
		t.Errorf("%q %v, want %q", texts(got), err, texts(want))
	}
}

// empty checks that an empty translation stays one: the route says what it means.
func (s RemoteSubject) empty(t *testing.T) {
	f := NewFake(t, s.Protocol())
	pair := s.pair(t, f, remote.Config{})
	f.Fail(slices.Repeat([]Fault{Empty}, len(remoteSentences))...)
	got, err := pair.Translate(t.Context(), plainInputs(remoteSentences...))
	if err != nil || len(got) != len(remoteSentences) {
		t.Fatalf("%v %v", got, err)
	}
	for i, o := range got {
		if o.Text != "" {
			t.Errorf("nothing became %q", o.Text)
		}
		checkShape(t, remoteSentences[i], o)
	}
}

// marked is a text with a link and, within another, an emphasis.
const marked = "The red house & the big car are here."

var markedSpans = []domain.Range{{Start: 4, End: 13}, {Start: 16, End: 27}, {Start: 20, End: 23}}

func (s RemoteSubject) spans(t *testing.T) {
	pair := s.pair(t, NewFake(t, s.Protocol()), remote.Config{})
	keeper, ok := pair.(translate.SpanKeeper)
	if keeps := ok && keeper.KeepsSpans(); keeps != s.Spans {
		t.Fatalf("keeps spans: %t, want %t", keeps, s.Spans)
	}
	if !s.Spans {
		t.Skip("the engine keeps no spans")
	}
	got, err := pair.Translate(t.Context(), []translate.Input{{Text: marked, Spans: markedSpans}, {Text: "No & <mark>."}, {Text: " ", Spans: []domain.Range{{End: 1}}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got[0].Spans) != 3 || len(got[2].Spans) != 1 {
		t.Fatalf("%d and %d places for 3 and 1 spans", len(got[0].Spans), len(got[2].Spans))
	}
	for i, want := range []string{"RED HOUSE", "THE BIG CAR", "BIG"} {
		if r := got[0].Spans[i]; got[0].Text[r.Start:r.End] != want {
			t.Errorf("span %d is %q of %q, want %q", i, got[0].Text[r.Start:r.End], got[0].Text, want)
		}
	}
	if want := "THE & THE BIG CAR ARE HERE. RED HOUSE"; strings.Join(strings.Fields(got[0].Text), " ") != want {
		t.Errorf("got %q, want %q", got[0].Text, want)
	}
	if want := "NO & <MARK>."; got[1].Text != want {
		t.Errorf("got %q, want %q", got[1].Text, want)
	}
}

// damaged checks that marks which come back broken are lost, not shown.
func (s RemoteSubject) damaged(t *testing.T) {
	if !s.Spans {
		t.Skip("the engine sends no markup")
	}
	f := NewFake(t, s.Protocol())
	pair := s.pair(t, f, remote.Config{})
	f.Fail(Damaged)
	got, err := pair.Translate(t.Context(), []translate.Input{{Text: marked, Spans: markedSpans[:1]}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got[0].Spans) != 1 || got[0].Spans[0].Start != got[0].Spans[0].End {
		t.Errorf("a damaged mark became %v of %q", got[0].Spans, got[0].Text)
	}
	if strings.ContainsAny(got[0].Text, "<>/\"") || !strings.Contains(got[0].Text, "RED HOUSE") {
		t.Errorf("a damaged mark left %q", got[0].Text)
	}
}

// nonsense checks that answers of the right status and the wrong content are
// refused.
func (s RemoteSubject) nonsense(t *testing.T) {
	p := s.Protocol()
	if p.Nonsense == nil {
		t.Skip("the protocol leaves no room for it")
	}
	for i, answer := range p.Nonsense() {
		f := NewFake(t, s.Protocol())
		pair := s.pair(t, f, remote.Config{})
		f.nonsense = answer
		f.Fail(Nonsense, Nonsense)
		if got, err := pair.Translate(t.Context(), plainInputs(remoteSentences[0])); err == nil || class(err) == "context" {
			t.Errorf("answer %d was taken for %v", i, got)
		}
	}
}

// batches checks that many texts arrive in order and all sizes keep to the
// limits, which the protocol's Read enforces.
func (s RemoteSubject) batches(t *testing.T) {
	f := NewFake(t, s.Protocol())
	pair := s.pair(t, f, remote.Config{})
	var many []string
	for i := range 400 {
		many = append(many, fmt.Sprintf("Sentence %d says “this” %s.", i, strings.Repeat("and that ", i%60)))
	}
	many = append(many, strings.Repeat("A very long text without an end, ", 4000))
	got, err := pair.Translate(t.Context(), plainInputs(many...))
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range got[:400] {
		if want := Translated(many[i], ""); o.Text != want {
			t.Fatalf("text %d became %.60q, want %.60q", i, o.Text, want)
		}
	}
	if n := utf8.RuneCountInString(got[400].Text); n < 120_000 {
		t.Errorf("a long text lost characters: %d are left", n)
	}
	if n, sent := f.Requests(); n > len(sent) {
		t.Errorf("%d requests for %d texts", n, len(sent))
	}
}

func (s RemoteSubject) cancelled(t *testing.T) {
	f := NewFake(t, s.Protocol())
	pair := s.pair(t, f, remote.Config{})
	f.Fail(slices.Repeat([]Fault{Hang}, 8)...)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	began := time.Now()
	if _, err := pair.Translate(ctx, plainInputs(remoteSentences...)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}

// countingMeter keeps what was reserved and charged.
type countingMeter struct {
	mu                sync.Mutex
	limit             int
	reserved, charged int
	open              int
}

var errMeter = errors.New("the budget is used up")

func (m *countingMeter) Reserve(_ context.Context, characters int) (func(int), error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.reserved+characters > m.limit {
		return nil, errMeter
	}
	m.reserved += characters
	m.open++
	return func(charged int) {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.charged += charged
		m.open--
	}, nil
}

// meter checks that all that is sent is reserved before, that what is refused
// is not sent, and that failures which cost nothing are not charged.
func (s RemoteSubject) meter(t *testing.T) {
	f := NewFake(t, s.Protocol())
	m := &countingMeter{limit: 400}
	pair := s.pair(t, f, remote.Config{Meter: m})
	characters := 0
	for _, text := range remoteSentences {
		characters += utf8.RuneCountInString(text)
	}
	if _, err := pair.Translate(t.Context(), plainInputs(append([]string{"", " "}, remoteSentences...)...)); err != nil {
		t.Fatal(err)
	}
	if m.reserved != characters || m.charged != characters || m.open != 0 {
		t.Errorf("reserved %d, charged %d, open %d; want %d, %d, 0", m.reserved, m.charged, m.open, characters, characters)
	}
	f.Fail(RateLimited)
	if _, err := pair.Translate(t.Context(), plainInputs(remoteSentences[0])); err == nil || m.charged != characters || m.open != 0 {
		t.Errorf("after a refusal: %v, charged %d, open %d", err, m.charged, m.open)
	}
	f.Fail(Cut)
	if _, err := pair.Translate(t.Context(), plainInputs(remoteSentences[0])); err == nil || m.charged <= characters {
		t.Errorf("an answer that can't be read may have cost money: %v, charged %d", err, m.charged)
	}
	if s.ByID { // asking again for what is missing is counted, too
		m.reserved, m.charged = 0, 0
		f.Fail(Partial)
		first, last := utf8.RuneCountInString(remoteSentences[0]), utf8.RuneCountInString(remoteSentences[1])
		if _, err := pair.Translate(t.Context(), plainInputs(remoteSentences[:2]...)); err != nil || m.reserved != first+2*last || m.charged != m.reserved {
			t.Errorf("asked again: %v, reserved %d, charged %d, want %d", err, m.reserved, m.charged, first+2*last)
		}
	}
	before, _ := f.Requests()
	if _, err := pair.Translate(t.Context(), plainInputs(strings.Repeat("more ", 100))); !errors.Is(err, errMeter) {
		t.Errorf("beyond the limit: %v", err)
	}
	if after, _ := f.Requests(); after != before {
		t.Errorf("%d requests were sent beyond the limit", after-before)
	}
}

type failingDoer struct{}

func (failingDoer) Do(*http.Request) (*http.Response, error) {
	return nil, errors.New("no route to host")
}

// languagesBroken checks that a service which can't be reached isn't taken for
// one that lacks the languages.
func (s RemoteSubject) languagesBroken(t *testing.T) {
	engine := s.engine(t, NewFake(t, s.Protocol()), remote.Config{Client: failingDoer{}})
	pair, err := engine.Pair(t.Context(), s.From, s.To)
	if err == nil {
		_, err = pair.Translate(t.Context(), plainInputs(remoteSentences[0]))
	}
	if class(err) != "retry" || !strings.Contains(err.Error(), "no route to host") {
		t.Errorf("%v, want what the network says", err)
	}
}

func (s RemoteSubject) badConfigurations(t *testing.T) {
	for _, address := range []string{"ftp://host/", "host:80", "http://", "://"} {
		if _, err := s.New(remote.Config{URL: address, Key: s.Key, Client: http.DefaultClient, Now: time.Now}); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("address %q: %v, want domain.ErrInvalid", address, err)
		}
	}
}
