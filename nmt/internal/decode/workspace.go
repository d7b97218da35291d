package decode

// Workspace is the memory that a Run works in. It grows with the largest batch
// that it has seen and serves one Run at a time. Its zero value is ready.
type Workspace struct {
	// Pause, if set, is called after each step of a Run.
	Pause func()

	spans  []span
	active []hypothesis

	x, y, wide           []float32
	hidden, forwarded    []float32
	quantised            []uint8
	quantisedHidden      []uint8
	selfKeys, selfValues []float32
	weights              []float32
	keys, values         []float32
	cells, logits        []float32
	attention            []float32
	attentionAt          []int
}

func (w *Workspace) pause() {
	if w.Pause != nil {
		w.Pause()
	}
}

// Bytes is the memory that w holds.
func (w *Workspace) Bytes() int {
	floats := 0
	for _, s := range [][]float32{
		w.x, w.y, w.wide, w.hidden, w.forwarded, w.selfKeys, w.selfValues, w.weights,
		w.keys, w.values, w.cells, w.logits, w.attention,
	} {
		floats += cap(s)
	}
	return 4*floats + cap(w.quantised) + cap(w.quantisedHidden)
}

// grow makes *s n elements long. What they hold is undefined.
func grow[T any](s *[]T, n int) []T {
	if cap(*s) < n {
		*s = make([]T, n)
	}
	*s = (*s)[:n]
	return *s
}
