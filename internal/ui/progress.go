// Package ui shows the progress of long work on a terminal.
package ui

import (
	"io"
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// Progress draws one bar per task, below each other. On anything but a
// terminal it draws nothing, so that pipes and logs stay clean. It is safe for
// concurrent use. The zero value draws nothing.
type Progress struct {
	bars *mpb.Progress
}

// NewProgress draws on w if that is a terminal. Wait must be called at the end.
func NewProgress(w io.Writer) *Progress {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return &Progress{}
	}
	return &Progress{bars: mpb.New(mpb.WithOutput(w), mpb.WithWidth(64), mpb.WithRefreshRate(100*time.Millisecond))}
}

// Unit is what a task counts.
type Unit int

// The units of tasks.
const (
	Items Unit = iota
	Bytes
)

// Task is one piece of work with a known or unknown end.
type Task struct {
	bar *mpb.Bar
}

// Start begins a task. A total of 0 means that it isn't known yet.
func (p *Progress) Start(name string, total int64, unit Unit) *Task {
	if p.bars == nil {
		return &Task{}
	}
	counter := decor.CountersNoUnit("%d / %d", decor.WCSyncSpace)
	if unit == Bytes {
		counter = decor.CountersKibiByte("% .1f / % .1f", decor.WCSyncSpace)
	}
	return &Task{bar: p.bars.AddBar(total,
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(name, decor.WCSyncSpaceR)),
		mpb.AppendDecorators(counter))}
}

// Set says how much of the task is done, of how much.
func (t *Task) Set(done, total int64) {
	if t.bar != nil {
		t.bar.SetTotal(total, false)
		t.bar.SetCurrent(done)
	}
}

// End removes the task's bar, whether the work succeeded or not.
func (t *Task) End() {
	if t.bar != nil {
		t.bar.Abort(true)
	}
}

// Wait returns when the last state has been drawn; every task must have ended.
func (p *Progress) Wait() {
	if p.bars != nil {
		p.bars.Wait()
	}
}
