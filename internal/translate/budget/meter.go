package budget

import (
	"context"
	"log/slog"
	"time"
)

// Request is a request that is about to be sent.
type Request struct {
	Engine     string
	Source     int64 // the source of the article, 0 for none
	Characters int64
	Cost       Micros
	At         time.Time
}

// Book keeps the account.
type Book interface {
	// Reserve notes a request, if allow agrees, which is given what the engine has
	// used in the request's day and month. Nothing else is reserved for the engine
	// between the two. It returns allow's error as it is.
	Reserve(ctx context.Context, r Request, allow func(day, month Used) error) (id int64, err error)
	// Settle says what a reserved request was charged.
	Settle(ctx context.Context, id int64, charged Used) error
}

// settleTime bounds the settlement of a request, which happens even when its
// context has ended.
const settleTime = 10 * time.Second

// Meter holds one engine to its plan. It is safe for concurrent use.
type Meter struct {
	engine string
	plan   Plan
	book   Book
	now    func() time.Time
	log    *slog.Logger
}

// NewMeter returns a meter for the engine of that name.
func NewMeter(engine string, plan Plan, book Book, now func() time.Time, log *slog.Logger) *Meter {
	return &Meter{engine: engine, plan: plan, book: book, now: now, log: log}
}

// Reserve reserves what a request with so many characters costs, for the source
// that ctx names. Where it would cross a cap, its error is an *Exceeded. A
// reservation that isn't settled, because the process died or the book can't be
// written, counts in full.
func (m *Meter) Reserve(ctx context.Context, characters int) (settle func(charged int), err error) {
	r := Request{
		Engine: m.engine, Source: SourceOf(ctx), Characters: int64(characters), Cost: m.plan.Cost(int64(characters)), At: m.now(),
	}
	id, err := m.book.Reserve(ctx, r, func(day, month Used) error { return m.plan.Allow(m.engine, r.Cost, r.At, day, month) })
	if err != nil {
		return nil, err
	}
	return func(charged int) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
		defer cancel()
		used := Used{Characters: int64(charged), Cost: m.plan.Cost(int64(charged))}
		if err := m.book.Settle(ctx, id, used); err != nil {
			m.log.WarnContext(ctx, "what a request cost could not be noted: it counts in full", "engine", m.engine, "characters", characters, "error", err)
		}
	}, nil
}

type sourceKey struct{}

// WithSource returns a context whose requests are put on a source's account.
func WithSource(ctx context.Context, source int64) context.Context {
	return context.WithValue(ctx, sourceKey{}, source)
}

// SourceOf returns the source of a context, or 0.
func SourceOf(ctx context.Context) int64 {
	source, _ := ctx.Value(sourceKey{}).(int64)
	return source
}
