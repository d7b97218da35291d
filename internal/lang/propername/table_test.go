package propername

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var train = flag.Bool("train", false, "train the tables of names anew, from the evaluation data; takes minutes")

// nameTables are the tables and what they are trained from: lines NAME, NAME,
// COUNT below names/ of the evaluation data.
var nameTables = map[string]string{"cyrillic.tsv": "en-ru.dev.tsv.gz", "arabic.tsv": "en-ar.dev.tsv.gz"}

// TestNameTables trains the tables with -train, and else reads them.
//
// The model is a joint distribution of pairs of chunks, trained by expectation
// maximisation over all ways to cut a pair of names into chunks, with the
// unlikeliest tenth of the pairs left out after the first rounds: the data
// holds pairs that are no transliterations.
func TestNameTables(t *testing.T) {
	if *train {
		dir := os.Getenv("DRAGOMAN_EVAL")
		if dir == "" {
			dir = filepath.Join("..", "..", "..", "..", "shared", "eval")
		}
		for table, data := range nameTables {
			pairs, err := readPairs(filepath.Join(dir, "names", data))
			if err != nil {
				t.Fatal(err)
			}
			if err := writeTable(table, trainModel(pairs)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for table := range nameTables {
		data, err := os.ReadFile(table)
		if err != nil {
			t.Fatal(err)
		}
		total := 0.0
		for _, p := range readChunks(string(data), 0).chunks {
			total += math.Exp(p)
		}
		if n := strings.Count(string(data), "\n"); n < 2000 || n > parameters || math.Abs(total-1) > .01 {
			t.Errorf("%s: %d chunks, whose probabilities add up to %f", table, n, total)
		}
	}
}

const (
	rounds     = 12
	trimAfter  = 4 // rounds, after which the worst pairs are left out
	trimShare  = .10
	parameters = 2600 // chunks kept in a table
)

type pair struct {
	latin, other []rune
}

func readPairs(path string) ([]pair, error) {
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
		p := pair{Latin(fields[0]), Native(fields[1])}
		if len(p.latin) >= 3 && len(p.other) >= 2 && len(p.latin) <= 15 && len(p.other) <= 15 {
			out = append(out, p)
		}
	}
	return out, lines.Err()
}

// trainModel returns the probabilities of the likeliest chunks.
func trainModel(pairs []pair) map[chunk]float64 {
	model := uniformModel(pairs)
	for round := range rounds {
		counts := map[chunk]float64{}
		likelihood := make([]float64, len(pairs))
		for i, p := range pairs {
			likelihood[i] = expectChunks(p, model, counts)
		}
		if round == trimAfter {
			pairs = trimPairs(pairs, likelihood)
		}
		if round == rounds-2 {
			counts = topChunks(counts, parameters)
		}
		model = normaliseCounts(counts)
	}
	return model
}

// uniformModel gives every chunk that occurs a chance that falls with its length,
// so that short ones explain what they can.
func uniformModel(pairs []pair) map[chunk]float64 {
	counts := map[chunk]float64{}
	for _, p := range pairs {
		for i := range len(p.latin) + 1 {
			for j := range len(p.other) + 1 {
				eachChunk(p, i, j, func(c chunk, a, b int) { counts[c] = math.Pow(.02, float64(a+b)) })
			}
		}
	}
	return normaliseCounts(counts)
}

// eachChunk calls f with the chunks that begin at the letters i and j.
func eachChunk(p pair, i, j int, f func(c chunk, a, b int)) {
	for a := 0; a <= maxLatinChunk && i+a <= len(p.latin); a++ {
		for b := 0; b <= maxOtherChunk && j+b <= len(p.other); b++ {
			if a+b > 0 && (a > 0 || b == 1) && (b > 0 || a == 1) {
				var c chunk
				copy(c.latin[:], p.latin[i:i+a])
				copy(c.other[:], p.other[j:j+b])
				f(c, a, b)
			}
		}
	}
}

// expectChunks adds the expected counts of a pair's chunks (forward-backward) and
// returns its log-likelihood per letter.
func expectChunks(p pair, model, counts map[chunk]float64) float64 {
	n, m := len(p.latin), len(p.other)
	forward, backward := grid(n, m), grid(n, m)
	forward[0][0], backward[n][m] = 1, 1
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			if forward[i][j] > 0 {
				eachChunk(p, i, j, func(c chunk, a, b int) { forward[i+a][j+b] += forward[i][j] * model[c] })
			}
		}
	}
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			eachChunk(p, i, j, func(c chunk, a, b int) { backward[i][j] += model[c] * backward[i+a][j+b] })
		}
	}
	total := forward[n][m]
	if total == 0 {
		return math.Inf(-1)
	}
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			eachChunk(p, i, j, func(c chunk, a, b int) {
				if e := forward[i][j] * model[c] * backward[i+a][j+b] / total; e > 0 {
					counts[c] += e
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

func trimPairs(pairs []pair, likelihood []float64) []pair {
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

func topChunks(counts map[chunk]float64, n int) map[chunk]float64 {
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
		return cmp.Or(cmp.Compare(counts[b], counts[a]), slices.Compare(a.latin[:], b.latin[:]), slices.Compare(a.other[:], b.other[:]))
	})
	return keys
}

func normaliseCounts(counts map[chunk]float64) map[chunk]float64 {
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

// letters are those of a chunk without its zeros.
func letters(runes []rune) string { return strings.TrimRight(string(runes), "\x00") }

func writeTable(path string, model map[chunk]float64) error {
	var b strings.Builder
	for _, c := range sortedChunks(model) {
		if hundredths := int(math.Round(100 * math.Log(model[c]))); hundredths > -1600 {
			fmt.Fprintf(&b, "%s\t%s\t%d\n", letters(c.latin[:]), letters(c.other[:]), hundredths)
		}
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
