// Command bench measures package nmt beside the oracle: load time, words per
// second of whole documents, latency of single lines and peak memory, on one
// processor; then nmt on two threads and with each tier of kernels. Every
// measurement is a process of its own, those to be compared run by turns, and
// medians are printed. The last line is the ratio of words per processor second.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// job is what one process measures.
type job struct {
	Engine  string // nmt or oracle
	Tier    string // of nmt's kernels; empty for the best
	Threads int
	Words   int // of documents, about
	Lines   int // one at a time
	// Beside measures lines only, while documents are translated on every thread.
	Beside, Interactive bool
}

func (j job) arguments() []string {
	return []string{
		"-engine", j.Engine, "-tier", j.Tier, "-threads", fmt.Sprint(j.Threads),
		"-words", fmt.Sprint(j.Words), "-lines", fmt.Sprint(j.Lines),
		fmt.Sprintf("-beside=%t", j.Beside), fmt.Sprintf("-interactive=%t", j.Interactive),
	}
}

func main() {
	runs := flag.Int("runs", 3, "how often everything runs")
	tiers := flag.String("tiers", "generic,neon,dotproduct,i8mm,avx2,avxvnni,avx512vnni,amx", "tiers of kernels to compare; those that the processor lacks are left out")
	var j job
	flag.StringVar(&j.Engine, "engine", "", "run one engine, nmt or oracle, and print its measurement as JSON")
	flag.StringVar(&j.Tier, "tier", "", "with -engine nmt: the kernels")
	flag.IntVar(&j.Threads, "threads", 1, "with -engine nmt: threads")
	flag.IntVar(&j.Words, "words", 4000, "about how many words of documents each run translates")
	flag.IntVar(&j.Lines, "lines", 100, "how many lines each run translates one at a time")
	flag.BoolVar(&j.Beside, "beside", false, "with -engine nmt: measure lines only, while documents are translated")
	flag.BoolVar(&j.Interactive, "interactive", false, "with -beside: lines go first")
	flag.Parse()
	if err := run(context.Background(), j, *runs, strings.Split(*tiers, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, j job, runs int, tiers []string) error {
	if j.Engine != "" {
		m, err := measure(ctx, j)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(m)
	}
	if runs < 1 {
		return errors.New("-runs must be positive")
	}
	engines, err := byTurns(ctx, runs, []job{
		{Engine: "nmt", Threads: 1, Words: j.Words, Lines: j.Lines},
		{Engine: "oracle", Threads: 1, Words: j.Words, Lines: j.Lines},
	})
	if err != nil {
		return err
	}
	threads, err := byTurns(ctx, runs, []job{
		{Engine: "nmt", Threads: 1, Words: 3 * j.Words},
		{Engine: "nmt", Threads: 2, Words: 3 * j.Words},
	})
	if err != nil {
		return err
	}
	var jobs []job
	for _, tier := range tiers {
		jobs = append(jobs, job{Engine: "nmt", Threads: 1, Tier: tier, Words: j.Words / 4})
	}
	byTier, err := byTurns(ctx, runs, jobs)
	if err != nil {
		return err
	}
	beside, err := byTurns(ctx, runs, []job{
		{Engine: "nmt", Threads: 1, Lines: j.Lines, Beside: true},
		{Engine: "nmt", Threads: 1, Lines: j.Lines, Beside: true, Interactive: true},
	})
	if err != nil {
		return err
	}
	report(engines, threads, byTier, beside)
	return nil
}

// byTurns gives each job's measurements.
func byTurns(ctx context.Context, runs int, jobs []job) ([][]measurement, error) {
	out := make([][]measurement, len(jobs))
	for range runs {
		for i, j := range jobs {
			m, err := child(ctx, j)
			if err != nil {
				return nil, err
			}
			out[i] = append(out[i], m)
		}
	}
	return out, nil
}

// child measures a job in a process of its own, on as many processors as it
// has threads.
func child(ctx context.Context, j job) (measurement, error) {
	self, err := os.Executable()
	if err != nil {
		return measurement{}, err
	}
	cmd := exec.CommandContext(ctx, self, j.arguments()...)
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", j.Threads))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return measurement{}, fmt.Errorf("run %s: %w", j.Engine, err)
	}
	var m measurement
	err = json.Unmarshal(out, &m)
	return m, err
}
