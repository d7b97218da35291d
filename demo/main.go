// Command demo shows Dragoman's main job on real input: it serves a small news
// site on loopback and runs the dragoman command on it, as a user would.
// `make demo` builds what it needs first.
package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

//go:embed site
var site embed.FS

const (
	binary = "build/dragoman"
	model  = "build/models/en-ru"
	output = "build/demo"
)

// pages are the articles of the sample site and the names of their translations.
var pages = []struct{ path, name string }{
	{"/world/2026/03/riyadh-talks.html", "riyadh-talks.ru.html"},
	{"/business/2026/03/port-of-aldmoor.html", "aldmoor-port.ru.html"},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	address, err := serveSite(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(output, 0o755); err != nil {
		return err
	}
	env := append(os.Environ(),
		"DRAGOMAN_MODELS_DIR="+filepath.Join(output, "models"),
		"DRAGOMAN_FETCH_ALLOW="+address, // the guard refuses loopback otherwise
	)
	command := func(args ...string) error {
		fmt.Printf("\n$ dragoman %s\n", strings.Join(args, " "))
		cmd := exec.CommandContext(ctx, binary, args...)
		cmd.Env, cmd.Stdout, cmd.Stderr = env, os.Stdout, os.Stderr
		return cmd.Run()
	}

	fmt.Printf("A small news site is served at http://%s/\n", address)
	if err := command("models", "import", "--licence", "MPL-2.0", model); err != nil {
		return err
	}
	if err := command("translate", "--to", "ru", "--bilingual", "http://"+address+pages[0].path); err != nil {
		return err
	}
	for _, p := range pages {
		if err := command("translate", "--to", "ru", "--bilingual", "--images", "-o", filepath.Join(output, p.name), "http://"+address+p.path); err != nil {
			return err
		}
	}
	fmt.Printf("\nOpen %s in a browser: original and translation, paragraph by paragraph.\n", filepath.Join(output, pages[0].name))
	return nil
}

// serveSite serves the sample site on a free loopback port until ctx ends.
func serveSite(ctx context.Context) (address string, err error) {
	root, err := fs.Sub(site, "site")
	if err != nil {
		return "", err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("serve the sample site: %w", err)
	}
	server := &http.Server{Handler: http.FileServerFS(root), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintln(os.Stderr, "demo: serve the sample site:", err)
		}
	}()
	context.AfterFunc(ctx, func() { _ = server.Close() })
	return listener.Addr().String(), nil
}
