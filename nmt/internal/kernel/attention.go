package kernel

// Vectors are Count vectors of Size floats, Stride apart.
type Vectors struct {
	Data                []float32
	Count, Size, Stride int
}

func (v Vectors) at(i int) []float32 { return v.Data[i*v.Stride:][:v.Size] }

// Scores is Score for several queries: row i of dst is that of query i.
func (t Tier) Scores(dst, queries Vectors, keys []float32, stride int, scale float32) {
	done := t.combineMany(dst.Data, dst.Stride, queries.Count, dst.Size, queries.Data, queries.Stride, queries.Size, keys, stride, scale)
	for i := done; i < queries.Count; i++ {
		t.Score(dst.at(i), queries.at(i), keys, stride, scale)
	}
}

// Mixes is Mix for several vectors of weights: row i of dst is that of weights i.
func (t Tier) Mixes(dst, weights Vectors, values []float32, stride int) {
	done := t.combineMany(dst.Data, dst.Stride, weights.Count, dst.Size, weights.Data, weights.Stride, weights.Size, values, stride, 1)
	for i := done; i < weights.Count; i++ {
		t.Mix(dst.at(i), weights.at(i), values, stride)
	}
}
