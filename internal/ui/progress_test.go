package ui_test

import (
	"bytes"
	"testing"

	"github.com/dragoman-news/dragoman/internal/ui"
)

func TestNothingIsDrawnOffATerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := ui.NewProgress(&out)
	task := p.Start("reading", 10, ui.Bytes)
	task.Set(5, 10)
	task.End()
	p.Wait()
	if out.Len() > 0 {
		t.Errorf("%q was written to what is no terminal", out.String())
	}
}
