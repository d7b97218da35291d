package main

import (
	"fmt"
	"slices"
)

func median(all []measurement, value func(measurement) float64) float64 {
	values := make([]float64, len(all))
	for i, m := range all {
		values[i] = value(m)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func megabytes(m measurement) float64 { return float64(m.PeakMemoryKB) / 1e3 }

func lineP50(m measurement) float64 { return 1e3 * m.P50.Seconds() }
func lineP95(m measurement) float64 { return 1e3 * m.P95.Seconds() }

func report(engines, threads, tiers, beside [][]measurement) {
	ours, theirs := engines[0], engines[1]
	fmt.Printf("medians of %d runs by turns, %d words of documents, one processor\n\n", len(ours), ours[0].Words)
	fmt.Printf("%-34s %10s %10s %10s\n", "", "nmt", "oracle", "quotient")
	for _, row := range []struct {
		name  string
		value func(measurement) float64
	}{
		{"load, ms", func(m measurement) float64 { return 1e3 * m.Load.Seconds() }},
		{"start to first translation, ms", func(m measurement) float64 { return 1e3 * m.First.Seconds() }},
		{"documents, words/s", measurement.wordsPerSecond},
		{"documents, words/processor second", measurement.wordsPerCPUSecond},
		{"one line, p50, ms", lineP50},
		{"one line, p95, ms", lineP95},
		{"peak memory, MB", megabytes},
	} {
		a, b := median(ours, row.value), median(theirs, row.value)
		fmt.Printf("%-34s %10.1f %10.1f %10.3g\n", row.name, a, b, a/b)
	}

	one, two := threads[0], threads[1]
	fmt.Printf("\n%-34s %10s %10s %10s\n", "", "1 thread", "2 threads", "quotient")
	for _, row := range []struct {
		name  string
		value func(measurement) float64
	}{
		{"documents, words/s", measurement.wordsPerSecond},
		{"documents, words/processor second", measurement.wordsPerCPUSecond},
		{"peak memory, MB", megabytes},
	} {
		a, b := median(one, row.value), median(two, row.value)
		fmt.Printf("%-34s %10.1f %10.1f %10.3g\n", row.name, a, b, b/a)
	}

	fmt.Printf("\n%-34s %10s\n", "kernels", "words/processor second")
	best := ""
	for _, t := range tiers {
		if name := t[0].Kernel; name != best { // a tier that is missing falls back to the one before it
			fmt.Printf("%-34s %10.1f\n", name, median(t, measurement.wordsPerCPUSecond))
			best = name
		}
	}

	fmt.Printf("\n%-34s %10s %11s\n", "one thread, documents beside", "default", "interactive")
	fmt.Printf("%-34s %10.1f %11.1f\n", "one line, p50, ms", median(beside[0], lineP50), median(beside[1], lineP50))
	fmt.Printf("%-34s %10.1f %11.1f\n", "one line, p95, ms", median(beside[0], lineP95), median(beside[1], lineP95))

	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = ours[i].wordsPerCPUSecond() / theirs[i].wordsPerCPUSecond()
	}
	slices.Sort(ratios)
	fmt.Printf("\nratio %.1f\n", ratios[len(ratios)/2])
}
