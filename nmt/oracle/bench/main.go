// Command bench compares package nmt with the oracle on one processor: load
// time, words per second of whole documents, latency of single lines and peak
// memory. Each engine runs in processes of its own, by turns, and the medians
// are printed; the last line is the ratio of words per processor second.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/dragoman-news/dragoman/nmt"
	"github.com/dragoman-news/dragoman/nmt/oracle"
)

// measurement is what one run of one engine gives.
type measurement struct {
	Load         time.Duration
	First        time.Duration // from the start to the first translation
	Words        int
	Wall, CPU    time.Duration // of the documents
	P50, P95     time.Duration // of a line on its own
	PeakMemoryKB int
}

func (m measurement) wordsPerSecond() float64    { return float64(m.Words) / m.Wall.Seconds() }
func (m measurement) wordsPerCPUSecond() float64 { return float64(m.Words) / m.CPU.Seconds() }

// translator is either engine.
type translator func(ctx context.Context, texts []string) error

func main() {
	runs := flag.Int("runs", 3, "how often each engine runs")
	words := flag.Int("words", 4000, "about how many words of documents each run translates")
	lines := flag.Int("lines", 60, "how many lines each run translates one at a time")
	engine := flag.String("engine", "", "run one engine, nmt or oracle, and print its measurement as JSON")
	flag.Parse()
	if err := run(context.Background(), *engine, *runs, *words, *lines); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, engine string, runs, words, lines int) error {
	if engine != "" {
		m, err := measure(ctx, engine, words, lines)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(m)
	}
	if runs < 1 {
		return errors.New("-runs must be positive")
	}
	var ours, theirs []measurement
	for range runs {
		for _, e := range []struct {
			name string
			to   *[]measurement
		}{{"nmt", &ours}, {"oracle", &theirs}} {
			m, err := child(ctx, e.name, words, lines)
			if err != nil {
				return err
			}
			*e.to = append(*e.to, m)
		}
	}
	report(ours, theirs)
	return nil
}

// child measures an engine in a process of its own, on one processor.
func child(ctx context.Context, engine string, words, lines int) (measurement, error) {
	self, err := os.Executable()
	if err != nil {
		return measurement{}, err
	}
	cmd := exec.CommandContext(ctx, self, "-engine", engine, "-words", fmt.Sprint(words), "-lines", fmt.Sprint(lines))
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return measurement{}, fmt.Errorf("run %s: %w", engine, err)
	}
	var m measurement
	err = json.Unmarshal(out, &m)
	return m, err
}

func measure(ctx context.Context, engine string, words, lines int) (measurement, error) {
	paths, err := oracle.FindPaths()
	if err != nil {
		return measurement{}, err
	}
	documents, err := paths.Documents()
	if err != nil {
		return measurement{}, err
	}
	var m measurement
	start := time.Now()
	translate, err := open(ctx, engine, paths.Model)
	if err != nil {
		return measurement{}, err
	}
	m.Load = time.Since(start)
	if err := translate(ctx, documents[0].Lines[:1]); err != nil {
		return measurement{}, err
	}
	m.First = time.Since(start)
	if err := m.documents(ctx, translate, documents, words); err != nil {
		return measurement{}, err
	}
	if err := m.lines(ctx, translate, documents, lines); err != nil {
		return measurement{}, err
	}
	m.PeakMemoryKB, err = peakMemory()
	return m, err
}

func open(ctx context.Context, engine, dir string) (translator, error) {
	switch engine {
	case "nmt":
		m, err := nmt.OpenDir(dir, nmt.WithThreads(1))
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, texts []string) error {
			_, err := m.Translate(ctx, texts)
			return err
		}, nil
	case "oracle":
		o, err := oracle.Open(ctx, dir)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, texts []string) error {
			_, err := o.Translate(ctx, texts)
			return err
		}, nil
	}
	return nil, fmt.Errorf("no engine %q", engine)
}

func (m *measurement) documents(ctx context.Context, translate translator, documents []oracle.Document, words int) error {
	cpu, err := processorTime()
	if err != nil {
		return err
	}
	start := time.Now()
	for _, d := range documents {
		if m.Words >= words {
			break
		}
		if err := translate(ctx, d.Lines); err != nil {
			return err
		}
		for _, line := range d.Lines {
			m.Words += len(strings.Fields(line))
		}
	}
	m.Wall = time.Since(start)
	after, err := processorTime()
	m.CPU = after - cpu
	return err
}

func (m *measurement) lines(ctx context.Context, translate translator, documents []oracle.Document, lines int) error {
	var times []time.Duration
	for _, d := range documents {
		for _, line := range d.Lines {
			if len(times) == lines {
				break
			}
			start := time.Now()
			if err := translate(ctx, []string{line}); err != nil {
				return err
			}
			times = append(times, time.Since(start))
		}
	}
	if len(times) > 0 {
		slices.Sort(times)
		m.P50, m.P95 = times[len(times)/2], times[len(times)*95/100]
	}
	return nil
}

func processorTime() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, err
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}

// peakMemory reads the most resident memory that the process had. Where there
// is no Linux to tell it is 0.
func peakMemory() (int, error) {
	data, err := os.ReadFile("/proc/self/status")
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			var kb int
			_, err := fmt.Sscan(rest, &kb)
			return kb, err
		}
	}
	return 0, errors.New("no VmHWM in /proc/self/status")
}

func median[T any](all []measurement, value func(measurement) T, compare func(a, b T) int) T {
	values := make([]T, len(all))
	for i, m := range all {
		values[i] = value(m)
	}
	slices.SortFunc(values, compare)
	return values[len(values)/2]
}

func report(ours, theirs []measurement) {
	number := func(all []measurement, value func(measurement) float64) float64 {
		return median(all, value, func(a, b float64) int {
			if a < b {
				return -1
			}
			return 1
		})
	}
	fmt.Printf("medians of %d runs of each engine by turns, %d words of documents, one processor\n\n", len(ours), ours[0].Words)
	fmt.Printf("%-32s %10s %10s\n", "", "nmt", "oracle")
	for _, row := range []struct {
		name  string
		value func(measurement) float64
	}{
		{"load, ms", func(m measurement) float64 { return 1e3 * m.Load.Seconds() }},
		{"start to first translation, ms", func(m measurement) float64 { return 1e3 * m.First.Seconds() }},
		{"documents, words/s", measurement.wordsPerSecond},
		{"documents, words/processor second", measurement.wordsPerCPUSecond},
		{"one line, p50, ms", func(m measurement) float64 { return 1e3 * m.P50.Seconds() }},
		{"one line, p95, ms", func(m measurement) float64 { return 1e3 * m.P95.Seconds() }},
		{"peak memory, MB", func(m measurement) float64 { return float64(m.PeakMemoryKB) / 1e3 }},
	} {
		fmt.Printf("%-32s %10.1f %10.1f\n", row.name, number(ours, row.value), number(theirs, row.value))
	}
	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = ours[i].wordsPerCPUSecond() / theirs[i].wordsPerCPUSecond()
	}
	slices.Sort(ratios)
	fmt.Printf("\nratio %.1f\n", ratios[len(ratios)/2])
}
