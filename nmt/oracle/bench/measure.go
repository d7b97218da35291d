package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
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
	Kernel       string // of nmt
}

func (m measurement) wordsPerSecond() float64    { return float64(m.Words) / m.Wall.Seconds() }
func (m measurement) wordsPerCPUSecond() float64 { return float64(m.Words) / m.CPU.Seconds() }

// translator is either engine.
type translator func(ctx context.Context, texts []string, opts ...nmt.CallOption) error

func measure(ctx context.Context, j job) (measurement, error) {
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
	translate, kernel, err := open(ctx, j, paths.Model)
	if err != nil {
		return measurement{}, err
	}
	m.Load, m.Kernel = time.Since(start), kernel
	if err := translate(ctx, documents[0].Lines[:1]); err != nil {
		return measurement{}, err
	}
	m.First = time.Since(start)
	switch {
	case j.Beside:
		err = m.beside(ctx, translate, documents, j)
	default:
		if err = m.documents(ctx, translate, documents, j.Words, j.Threads); err == nil {
			err = m.lines(ctx, translate, documents, j.Lines)
		}
	}
	if err != nil {
		return measurement{}, err
	}
	m.PeakMemoryKB, err = peakMemory()
	return m, err
}

func open(ctx context.Context, j job, dir string) (translate translator, kernel string, err error) {
	switch j.Engine {
	case "nmt":
		m, err := nmt.OpenDir(dir, nmt.WithThreads(j.Threads), nmt.WithKernel(j.Tier))
		if err != nil {
			return nil, "", err
		}
		return func(ctx context.Context, texts []string, opts ...nmt.CallOption) error {
			_, err := m.Translate(ctx, texts, opts...)
			return err
		}, m.Info().Kernel, nil
	case "oracle":
		o, err := oracle.Open(ctx, dir)
		if err != nil {
			return nil, "", err
		}
		return func(ctx context.Context, texts []string, _ ...nmt.CallOption) error {
			_, err := o.Translate(ctx, texts)
			return err
		}, "", nil
	}
	return nil, "", fmt.Errorf("no engine %q", j.Engine)
}

// documents translates documents until there are so many words, as many at a
// time as there are threads.
func (m *measurement) documents(ctx context.Context, translate translator, documents []oracle.Document, words, threads int) error {
	cpu, err := processorTime()
	if err != nil {
		return err
	}
	start := time.Now()
	next := make(chan []string, len(documents))
	for _, d := range documents {
		if m.Words >= words {
			break
		}
		next <- d.Lines
		for _, line := range d.Lines {
			m.Words += len(strings.Fields(line))
		}
	}
	close(next)
	failures := make([]error, threads)
	var wait sync.WaitGroup
	for i := range failures {
		wait.Go(func() {
			for lines := range next {
				failures[i] = errors.Join(failures[i], translate(ctx, lines))
			}
		})
	}
	wait.Wait()
	if err := errors.Join(failures...); err != nil {
		return err
	}
	m.Wall = time.Since(start)
	after, err := processorTime()
	m.CPU = after - cpu
	return err
}

// beside measures lines while documents keep every thread busy.
func (m *measurement) beside(ctx context.Context, translate translator, documents []oracle.Document, j job) error {
	background, stop := context.WithCancel(ctx)
	var wait sync.WaitGroup
	failures := make([]error, j.Threads)
	for i := range failures {
		wait.Go(func() {
			for at := i; background.Err() == nil; at++ {
				if err := translate(background, documents[at%len(documents)].Lines); err != nil && background.Err() == nil {
					failures[i] = err
					return
				}
			}
		})
	}
	var opts []nmt.CallOption
	if j.Interactive {
		opts = append(opts, nmt.Interactive())
	}
	err := m.lines(ctx, translate, documents, j.Lines, opts...)
	stop()
	wait.Wait()
	return errors.Join(append(failures, err)...)
}

func (m *measurement) lines(ctx context.Context, translate translator, documents []oracle.Document, lines int, opts ...nmt.CallOption) error {
	var times []time.Duration
	for _, d := range documents {
		for _, line := range d.Lines {
			if len(times) == lines {
				break
			}
			start := time.Now()
			if err := translate(ctx, []string{line}, opts...); err != nil {
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
