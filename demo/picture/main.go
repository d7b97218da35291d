// Command picture draws the pictures of the demo's sample sites, which are
// invented as the news is, and writes them into demo/: go run ./demo/picture
package main

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image/jpeg"
	"os"
	"path/filepath"
)

// most is the size in bytes of the largest picture.
const most = 60 << 10

func main() {
	for name, draw := range scenes {
		if err := write(name, draw); err != nil {
			fmt.Fprintln(os.Stderr, "picture:", err)
			os.Exit(1)
		}
	}
}

func write(name string, draw func(*canvas)) error {
	seed := fnv.New64a()
	_, _ = seed.Write([]byte(name)) // a hash never fails
	c := newCanvas(seed.Sum64())
	draw(c)
	var out bytes.Buffer
	for quality := 84; quality == 84 || out.Len() > most; quality -= 4 {
		out.Reset()
		if err := jpeg.Encode(&out, c, &jpeg.Options{Quality: quality}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	path := filepath.Join("demo", filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}
