// Command demo runs Dragoman's whole wire as an operator would: it serves
// three invented news sites on loopback, begins a wire in a fresh directory with a
// Russian and an Arabic edition, follows the sites, polls, and serves what
// came of it. `make demo` builds what it needs first.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"time"
)

func main() {
	o := options{}
	flag.BoolVar(&o.once, "once", false, "exit when all is published, with 1 if anything failed")
	flag.StringVar(&o.to, "to", "", "make the Arabic edition, or another, with Mozilla's model as well: its `language`, such as ar")
	flag.StringVar(&o.listen, "listen", "127.0.0.1:8080", "`address` that the site is served at")
	flag.StringVar(&o.data, "data", "", "`directory` that isn't there yet, to make everything in; otherwise build/demo is made anew")
	flag.StringVar(&o.screenshots, "screenshots", "", "take pictures of the site's pages into a `directory`, and exit")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

type options struct {
	once             bool
	to, listen, data string
	screenshots      string // directory
}

func run(ctx context.Context, o options) error {
	sites := newPress(time.Now())
	for _, p := range sites {
		if err := p.serve(ctx); err != nil {
			return err
		}
		fmt.Printf("%s is served at %s/\n", p.name, p.base)
	}
	w, err := newWire(ctx, sites, o)
	if err != nil {
		return err
	}
	for _, step := range []func() error{w.begin, w.follow, w.poll, w.importTranslations, w.check} {
		if err := step(); err != nil {
			return err
		}
	}
	if o.screenshots != "" {
		return w.screenshots(ctx, o.screenshots)
	}
	if o.once {
		return nil
	}
	fmt.Printf("\nRead it at http://%s/ · Ctrl-C ends it.\n", o.listen)
	err = w.dragoman("serve", "--log-level", "warn")
	if exit := (*exec.ExitError)(nil); ctx.Err() != nil && errors.As(err, &exit) {
		return nil // it was asked to end
	}
	return err
}
