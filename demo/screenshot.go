package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// shot is a picture of a page.
type shot struct {
	name, path    string
	width, height int64
	dark          bool
}

// screenshots serves the wire for as long as a browser takes pictures of its
// pages into a directory.
func (w *wire) screenshots(ctx context.Context, dir string) error {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		return fmt.Errorf("pictures need a browser: %w", err)
	}
	serve := w.command("serve", "--log-level", "warn")
	serve.Stdout, serve.Stderr = os.Stdout, os.Stderr
	if err := serve.Start(); err != nil {
		return err
	}
	defer func() {
		_ = serve.Process.Signal(os.Interrupt)
		_ = serve.Wait()
	}()
	russian, err := w.pathTo(ctx, "/ru/", `/ru/article/[^"]*`)
	if err != nil {
		return err
	}
	arabic, err := w.pathTo(ctx, "/ar/", `/ar/article/[^"]*`)
	if err != nil {
		return err
	}

	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.Flag("hide-scrollbars", true))
	ctx, cancel := chromedp.NewExecAllocator(ctx, options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	for _, s := range []shot{
		{name: "front-ru", path: "/ru/", width: 1280, height: 1500},
		{name: "front-ar-phone", path: "/ar/", width: 390, height: 844},
		{name: "article-ru", path: russian, width: 1280, height: 1500},
		{name: "article-ru-bilingual-dark", path: russian + "bilingual/", width: 1280, height: 1200, dark: true},
		{name: "article-ru-phone-dark", path: russian, width: 390, height: 844, dark: true},
		{name: "article-ar-bilingual", path: arabic + "bilingual/", width: 1280, height: 1200},
		{name: "search-ru", path: "/ru/search/?q=%D0%BF%D0%BE%D1%80%D1%82", width: 1280, height: 900},
	} {
		if err := w.take(ctx, s, dir); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Printf("%s.jpg shows %s\n", filepath.Join(dir, s.name), s.path)
	}
	return nil
}

// pathTo returns the first address on a page that a pattern matches, once the
// page is served.
func (w *wire) pathTo(ctx context.Context, page, pattern string) (string, error) {
	for range 100 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+w.listen+page, nil)
		if err != nil {
			return "", err
		}
		if answer, err := http.DefaultClient.Do(req); err == nil {
			var body bytes.Buffer
			_, err := body.ReadFrom(answer.Body)
			if err := errors.Join(err, answer.Body.Close()); err != nil {
				return "", err
			}
			if found := regexp.MustCompile(pattern).FindString(body.String()); found != "" {
				return found, nil
			}
			return "", fmt.Errorf("%s has no address like %s", page, pattern)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return "", fmt.Errorf("the site isn't served at %s", w.listen)
}

func (w *wire) take(ctx context.Context, s shot, dir string) error {
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		return err
	}
	if err = chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height), chromedp.Navigate("http://"+w.listen+s.path), chromedp.Sleep(700*time.Millisecond)); err != nil {
		return err
	}
	data, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 80}); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, s.name+".jpg"), out.Bytes(), 0o600)
}
