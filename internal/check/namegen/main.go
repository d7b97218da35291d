// Command namegen trains the tables of chunks that the check of names reads:
// how letters of persons' names in Latin script correspond to Cyrillic and
// Arabic ones. It reads en-ru.dev.tsv.gz and en-ar.dev.tsv.gz (NAME, NAME,
// COUNT) below $DRAGOMAN_EVAL/names and writes the tables into the current
// directory.
//
// The model is a joint distribution of chunk pairs, trained by expectation
// maximisation over all ways to cut a pair of names into chunks, with the
// unlikeliest tenth of the pairs left out after the first rounds: the data
// holds pairs that are no transliterations.
package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/check"
)

const (
	rounds     = 12
	trimAfter  = 4 // rounds, after which the worst pairs are left out
	trimShare  = .10
	parameters = 2600 // chunks kept in a table
)

type pair struct {
	latin, other []rune
	weight       float64
}

type chunk [2]string

func main() {
	log.SetFlags(0)
	dir := os.Getenv("DRAGOMAN_EVAL")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "eval")
	}
	for data, table := range map[string]string{"en-ru.dev.tsv.gz": "name_cyrillic.tsv", "en-ar.dev.tsv.gz": "name_arabic.tsv"} {
		if err := run(filepath.Join(dir, "names", data), table); err != nil {
			log.Fatal(err)
		}
	}
}

func run(data, table string) error {
	pairs, err := read(data)
	if err != nil {
		return fmt.Errorf("read %s: %w", data, err)
	}
	model := train(pairs)
	if err := write(table, model); err != nil {
		return fmt.Errorf("write %s: %w", table, err)
	}
	return nil
}

func read(path string) ([]pair, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // read only
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	var out []pair
	lines := bufio.NewScanner(unzipped)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 || strings.ContainsAny(fields[0], "-'\"0123456789") {
			continue
		}
		p := pair{check.LatinName(fields[0]), check.OtherName(fields[1]), 1}
		if len(p.latin) >= 3 && len(p.other) >= 2 && len(p.latin) <= 15 && len(p.other) <= 15 {
			out = append(out, p)
		}
	}
	return out, lines.Err()
}

// train returns the probabilities of the likeliest chunks.
func train(pairs []pair) map[chunk]float64 {
	model := uniform(pairs)
	for round := range rounds {
		counts := map[chunk]float64{}
		likelihood := make([]float64, len(pairs))
		for i, p := range pairs {
			likelihood[i] = expect(p, model, counts)
		}
		if round == trimAfter {
			pairs = trim(pairs, likelihood)
		}
		if round == rounds-2 {
			counts = top(counts, parameters)
		}
		model = normalise(counts)
	}
	return model
}

// uniform gives every chunk that occurs a chance that falls with its length,
// so that short ones explain what they can.
func uniform(pairs []pair) map[chunk]float64 {
	counts := map[chunk]float64{}
	for _, p := range pairs {
		for i := range len(p.latin) + 1 {
			for j := range len(p.other) + 1 {
				each(p, i, j, func(c chunk, a, b int) { counts[c] = math.Pow(.02, float64(a+b)) })
			}
		}
	}
	return normalise(counts)
}

// each calls f with the chunks that begin at the letters i and j.
func each(p pair, i, j int, f func(c chunk, a, b int)) {
	for a := 0; a <= check.MaxLatinChunk && i+a <= len(p.latin); a++ {
		for b := 0; b <= check.MaxOtherChunk && j+b <= len(p.other); b++ {
			if a+b > 0 && (a > 0 || b == 1) && (b > 0 || a == 1) {
				f(chunk{string(p.latin[i : i+a]), string(p.other[j : j+b])}, a, b)
			}
		}
	}
}

// expect adds the expected counts of a pair's chunks (forward-backward) and
// returns its log-likelihood per letter.
func expect(p pair, model, counts map[chunk]float64) float64 {
	n, m := len(p.latin), len(p.other)
	forward, backward := grid(n, m), grid(n, m)
	forward[0][0], backward[n][m] = 1, 1
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			if forward[i][j] > 0 {
				each(p, i, j, func(c chunk, a, b int) { forward[i+a][j+b] += forward[i][j] * model[c] })
			}
		}
	}
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			each(p, i, j, func(c chunk, a, b int) { backward[i][j] += model[c] * backward[i+a][j+b] })
		}
	}
	total := forward[n][m]
	if total == 0 {
		return math.Inf(-1)
	}
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			each(p, i, j, func(c chunk, a, b int) {
				if e := forward[i][j] * model[c] * backward[i+a][j+b] / total; e > 0 {
					counts[c] += e * p.weight
				}
			})
		}
	}
	return math.Log(total) / float64(n+m)
}

func grid(n, m int) [][]float64 {
	out := make([][]float64, n+1)
	for i := range out {
		out[i] = make([]float64, m+1)
	}
	return out
}

func trim(pairs []pair, likelihood []float64) []pair {
	sorted := slices.Sorted(slices.Values(likelihood))
	limit := sorted[int(trimShare*float64(len(sorted)))]
	var out []pair
	for i, p := range pairs {
		if likelihood[i] >= limit {
			out = append(out, p)
		}
	}
	return out
}

func top(counts map[chunk]float64, n int) map[chunk]float64 {
	keys := sortedChunks(counts)
	out := map[chunk]float64{}
	for _, c := range keys[:min(n, len(keys))] {
		out[c] = counts[c]
	}
	return out
}

// sortedChunks are the chunks, the most frequent first.
func sortedChunks(counts map[chunk]float64) []chunk {
	keys := make([]chunk, 0, len(counts))
	for c := range counts {
		keys = append(keys, c)
	}
	slices.SortFunc(keys, func(a, b chunk) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	return keys
}

func normalise(counts map[chunk]float64) map[chunk]float64 {
	total := 0.0
	for _, c := range sortedChunks(counts) { // in order: sums of floats depend on it
		total += counts[c]
	}
	out := make(map[chunk]float64, len(counts))
	for c, n := range counts {
		out[c] = n / total
	}
	return out
}

func write(path string, model map[chunk]float64) error {
	var b strings.Builder
	for _, c := range sortedChunks(model) {
		if hundredths := int(math.Round(100 * math.Log(model[c]))); hundredths > -1600 {
			fmt.Fprintf(&b, "%s\t%s\t%d\n", c[0], c[1], hundredths)
		}
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
