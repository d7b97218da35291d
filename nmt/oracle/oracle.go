// Package oracle runs a model with github.com/KSpaceer/gobergamot: Mozilla's
// own engine compiled to WebAssembly. Package nmt is compared with it, in
// translations and in speed. It is a module of its own, so that nobody who
// imports nmt gets its dependencies.
package oracle

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/KSpaceer/gobergamot"
)

// Oracle is a loaded model. It serves one call at a time.
type Oracle struct {
	translator *gobergamot.Translator
}

// Open loads the model in a directory. It runs with the model's own activation
// scales ("alphas"), which by default gobergamot doesn't use.
func Open(ctx context.Context, dir string) (*Oracle, error) {
	var files [3]*bytes.Buffer
	for i, pattern := range []string{"model*.bin", "lex*.bin", "vocab*.spm"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(names) != 1 {
			return nil, fmt.Errorf("open oracle: %d files match %s in %s", len(names), pattern, dir)
		}
		data, err := os.ReadFile(names[0])
		if err != nil {
			return nil, fmt.Errorf("open oracle: %w", err)
		}
		files[i] = bytes.NewBuffer(data)
	}
	options := gobergamot.DefaultBergamotOptions()
	options["gemm-precision"] = "int8shiftAlphaAll"
	t, err := gobergamot.New(ctx, gobergamot.Config{
		FilesBundle:     gobergamot.FilesBundle{Model: files[0], LexicalShortlist: files[1], Vocabulary: files[2]},
		BergamotOptions: options,
	})
	if err != nil {
		return nil, fmt.Errorf("open oracle: %w", err)
	}
	return &Oracle{translator: t}, nil
}

// Translate translates texts together.
func (o *Oracle) Translate(ctx context.Context, texts []string) ([]string, error) {
	requests := make([]gobergamot.TranslationRequest, len(texts))
	for i, text := range texts {
		requests[i].Text = text
	}
	return o.translator.TranslateMultiple(ctx, requests...)
}

// Close frees the model.
func (o *Oracle) Close(ctx context.Context) error { return o.translator.Close(ctx) }
