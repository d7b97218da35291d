// Command bench fills a store with made-up articles of a real news site's
// size and measures what readers wait for: the front page, search and related
// articles, beside the database's size and the memory that reading takes.
//
//	go run ./internal/store/storetest/bench [-articles 10000,100000] [-postgres ADDRESS]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

func main() {
	articles := flag.String("articles", "10000,100000", "how many articles, growing, with commas between")
	address := flag.String("database", "", "the database: a file or a postgres:// address; empty is a temporary file")
	step := flag.String("step", "", "fill or measure: what a process of its own does")
	n := flag.Int("n", 0, "for -step")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	switch *step {
	case "fill":
		err = fill(ctx, *address, *n)
	case "measure":
		err = measure(ctx, *address, *n)
	default:
		err = run(ctx, *articles, *address)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1) //nolint:gocritic // the context has done its work
	}
}

// run fills and measures in processes of their own, so that each one's memory
// is its own.
func run(ctx context.Context, articles, address string) error {
	if address == "" {
		dir, err := os.MkdirTemp("", "dragoman-bench-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		address = filepath.Join(dir, "bench.db")
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for number := range strings.SplitSeq(articles, ",") {
		if n, err := strconv.Atoi(number); err != nil || n <= 0 {
			return errors.Join(fmt.Errorf("%q is no number of articles", number), err)
		}
		for _, step := range []string{"fill", "measure"} {
			c := exec.CommandContext(ctx, self, "-step", step, "-n", number, "-database", address)
			c.Stdout, c.Stderr = os.Stdout, os.Stderr
			if err := c.Run(); err != nil {
				return fmt.Errorf("%s %s: %w", step, number, err)
			}
		}
	}
	return nil
}
