package nmt

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"
)

// TestInteractive holds the only thread: a call that isn't interactive waits
// for it, one that is doesn't, and gives what it gives otherwise.
func TestInteractive(t *testing.T) {
	t.Parallel()
	m := openTestModel(t, WithThreads(1))
	texts := []string{"The talks end on Friday."}
	want, err := m.Translate(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	held := <-m.workers
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := m.Translate(ctx, texts); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("without a free thread: %v, want a wait until the deadline", err)
	}
	for range 2 { // the reserved one comes back
		got, err := m.Translate(t.Context(), texts, Interactive())
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("interactive: %+v, want %+v", got, want)
		}
	}
	m.workers <- held
	if n := m.interactive.Load(); n != 0 {
		t.Errorf("%d interactive calls are said to run", n)
	}
}

// TestInteractiveWaits has two interactive calls and one place for them: the
// second takes whichever place becomes free first.
func TestInteractiveWaits(t *testing.T) {
	t.Parallel()
	m := openTestModel(t, WithThreads(1))
	<-m.workers // a document has it and keeps it
	held := <-m.reserved
	ended := make(chan error)
	go func() {
		_, err := m.Translate(t.Context(), []string{"The talks end on Friday."}, Interactive())
		ended <- err
	}()
	time.Sleep(50 * time.Millisecond)
	m.reserved <- held
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it waits for the document")
	}
}

// TestInteractiveGivesWay sees that a call stops after each step, where others
// may have the processor.
func TestInteractiveGivesWay(t *testing.T) {
	t.Parallel()
	m := openTestModel(t, WithThreads(1))
	w := <-m.workers
	pauses := 0
	pause := w.Pause
	w.Pause = func() { pauses++; pause() }
	m.workers <- w
	if _, err := m.Translate(t.Context(), []string{"The talks end on Friday."}); err != nil {
		t.Fatal(err)
	}
	if pauses < 8 { // six layers of the encoder and some words
		t.Errorf("a call paused %d times", pauses)
	}
}
