// Package apertium translates with the Apertium command of the machine that it
// runs on: rule-based translation, above all between related languages.
package apertium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// Engine runs the apertium command. It is safe for concurrent use.
type Engine struct {
	command string
	timeout time.Duration // of one run

	mu    sync.Mutex
	modes []string
	pairs map[string]*translator // by mode
}

// Option changes an Engine.
type Option func(*Engine)

// WithCommand sets the path of the apertium command, "apertium" by default.
func WithCommand(path string) Option { return func(e *Engine) { e.command = path } }

// New returns an engine. Whether Apertium is installed shows when a pair is opened.
func New(options ...Option) *Engine {
	e := &Engine{command: "apertium", timeout: 2 * time.Minute}
	for _, o := range options {
		o(e)
	}
	return e
}

// Name returns "apertium".
func (e *Engine) Name() string { return "apertium" }

// Pair opens the installed direction between two BCP 47 languages. A region, as
// in es-MX, selects its own variety where there is one.
func (e *Engine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	path, err := exec.LookPath(e.command)
	if err != nil {
		return nil, fmt.Errorf("Apertium is not installed (on Debian: apt install %s): %w", packageFor(from, to), domain.ErrNotFound) //nolint:staticcheck // a name
	}
	modes, err := e.installed(ctx, path)
	if err != nil {
		return nil, err
	}
	for _, mode := range Directions(from, to) {
		if slices.Contains(modes, mode) {
			return e.open(ctx, path, mode), nil
		}
	}
	return nil, fmt.Errorf("Apertium has no data for %s to %s here (on Debian: apt install %s, if there is such a package): %w", from, to, packageFor(from, to), domain.ErrNotFound) //nolint:staticcheck // a name
}

// installed returns the directions that the machine has data for.
func (e *Engine) installed(ctx context.Context, path string) ([]string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.modes != nil {
		return e.modes, nil
	}
	ctx, cancel := context.WithTimeout(ctx, e.timeout)
	defer cancel()
	out, err := e.run(ctx, path, nil, "-l")
	if err != nil {
		return nil, fmt.Errorf("list Apertium's directions: %w", err)
	}
	e.modes = strings.Fields(string(out))
	return e.modes, nil
}

// open returns the translator of an installed direction, always the same one.
func (e *Engine) open(ctx context.Context, path, mode string) *translator {
	e.mu.Lock()
	defer e.mu.Unlock()
	if t, ok := e.pairs[mode]; ok {
		return t
	}
	t := &translator{engine: e, path: path, mode: mode}
	if p := readPipeline(mode); p.taggerCrashes(ctx, filepath.Dir(path)) {
		t.untagged = p.untagged()
	}
	t.model = e.model(ctx, path, mode, t.untagged != "")
	if ctx.Err() == nil {
		if e.pairs == nil {
			e.pairs = map[string]*translator{}
		}
		e.pairs[mode] = t
	}
	return t
}

// model names what the output depends on: the command's version and the data's.
func (e *Engine) model(ctx context.Context, path, mode string, untagged bool) string {
	out, err := e.run(ctx, path, nil, "-V")
	if err != nil {
		return mode
	}
	for line := range strings.Lines(string(out)) {
		if fields := strings.Fields(line); len(fields) > 0 && strings.EqualFold(fields[0], "apertium") {
			version := fields[len(fields)-1]
			if untagged {
				version += ", without its tagger"
			}
			return mode + " (apertium " + version + ")"
		}
	}
	return mode
}

// run runs the command with input on its standard input.
func (e *Engine) run(ctx context.Context, path string, input []byte, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stdin = bytes.NewReader(input)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	cmd.WaitDelay = 2 * time.Second
	inOwnGroup(cmd)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return stdout.Bytes(), fmt.Errorf("%w: %s", err, firstLine(stderr.String()))
	}
	return stdout.Bytes(), nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// translator is one direction.
type translator struct {
	engine *Engine
	path   string
	mode   string
	model  string
	// untagged is the direction's pipeline without its tagger, if that is broken.
	untagged string
}

// Model names the direction and Apertium's version.
func (t *translator) Model() string { return t.model }

// Translate translates all inputs in two runs of the command: as plain text, and
// with every word marked. The marks say which words belong together and which ones
// Apertium doesn't know; but they keep it from seeing names of several words, so the
// marked translation is only good for that.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	outputs := make([]translate.Output, len(inputs))
	var plain, marked []string
	var index []int
	sources := make([][]domain.Range, len(inputs))
	for i, in := range inputs {
		if strings.TrimSpace(in.Text) == "" {
			outputs[i].Text = in.Text
			continue
		}
		text := strings.ToValidUTF8(in.Text, "")
		index = append(index, i)
		plain = append(plain, escape(text))
		var m string
		m, sources[i] = markWords(text)
		marked = append(marked, m)
	}
	if len(index) == 0 {
		return outputs, nil
	}
	texts, err := t.stream(ctx, plain, "-u")
	if err != nil {
		return nil, err
	}
	aligned, err := t.stream(ctx, marked)
	if err != nil {
		return nil, err
	}
	for n, i := range index {
		if utf8.ValidString(inputs[i].Text) {
			outputs[i] = output(sources[i], unescape(texts[n]), aligned[n])
		} else {
			outputs[i].Text = unescape(texts[n])
		}
	}
	return outputs, nil
}

// sentinel is a segment that every direction gives back as it is.
const sentinel = "4817"

// stream sends segments in Apertium's stream format through the direction and
// returns what comes back for each.
func (t *translator) stream(ctx context.Context, segments []string, args ...string) ([]string, error) {
	if t.untagged != "" {
		dir, err := modeDir(t.mode, t.untagged)
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
		args = append(args, "-d", dir)
	}
	// A period just before the flush would be lost; the last segment tells whether
	// every stage lived to the end.
	input := []byte(strings.Join(segments, " \x00") + " \x00" + sentinel + " \x00")
	return t.pipe(ctx, input, len(segments), args...)
}

// pipe runs the direction once and splits its output.
func (t *translator) pipe(ctx context.Context, input []byte, want int, args ...string) ([]string, error) {
	limited, cancel := context.WithTimeout(ctx, t.engine.timeout)
	defer cancel()
	out, err := t.engine.run(limited, t.path, input, append(args, "-z", "-f", "none", t.mode)...)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("apertium %s did not finish within %v: %w", t.mode, t.engine.timeout, domain.ErrPermanent)
	}
	if err != nil {
		return nil, fmt.Errorf("apertium %s: %w", t.mode, err)
	}
	parts := strings.Split(string(out), "\x00")
	if len(parts) <= want || strings.TrimSpace(parts[want]) != sentinel {
		return nil, fmt.Errorf("apertium %s broke off within %d segments: %w", t.mode, want, domain.ErrPermanent)
	}
	return parts[:want], nil
}
