package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed translation
var translations embed.FS

const (
	binary = "build/dragoman"
	model  = "build/models/en-ru"
)

// wire is the wire that the demo runs, by the commands that an operator would give.
type wire struct {
	context context.Context // of the whole demo
	sites   []*press
	to      string
	listen  string
	data    string // everything that the demo makes
	env     []string
}

// newWire prepares a fresh directory.
func newWire(ctx context.Context, sites []*press, o options) (*wire, error) {
	if o.data == "" {
		o.data = "build/demo"
		if err := os.RemoveAll(o.data); err != nil {
			return nil, err
		}
	}
	w := &wire{context: ctx, sites: sites, to: o.to, listen: o.listen, data: o.data}
	var allowed []string
	for _, p := range sites {
		allowed = append(allowed, strings.TrimPrefix(p.base, "http://"))
	}
	w.env = append(os.Environ(),
		"DRAGOMAN_FETCH_ALLOW="+strings.Join(allowed, ","), // the guard refuses loopback otherwise
		"DRAGOMAN_FETCH_DELAY=20ms",                        // the three sites are one host, which minds nothing
	)
	return w, os.Mkdir(o.data, 0o755)
}

// dragoman runs a command and shows it.
func (w *wire) dragoman(args ...string) error { return w.pipe(nil, args...) }

func (w *wire) pipe(input []byte, args ...string) error {
	fmt.Printf("\n$ dragoman %s\n", quoted(args))
	cmd := w.command(args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), os.Stdout, os.Stderr
	return cmd.Run()
}

func (w *wire) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(w.context, binary, append([]string{"--config", filepath.Join(w.data, "config.yaml")}, args...)...)
	cmd.Env = w.env
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it finishes what is under way
	return cmd
}

// quoted returns arguments as a shell would be given them.
func quoted(args []string) string {
	out := make([]string, len(args))
	for i, a := range args {
		if out[i] = a; a == "" || strings.ContainsAny(a, " '\"") {
			out[i] = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
	}
	return strings.Join(out, " ")
}

// begin makes the configuration, the database and the editions.
func (w *wire) begin() error {
	steps := [][]string{
		{"init", "--data", w.data, "--title", "The Sample Wire", "--listen", w.listen, "--contact", "desk@wire.example"},
		{"edition", "add", "ru", "--title", "Пробная лента"},
		{"edition", "add", "ar", "--title", "الشريط التجريبي"},
		{"models", "import", "--licence", "MPL-2.0", model},
	}
	if w.to != "" {
		steps = append(steps, []string{"models", "pull", "en-" + w.to})
		if w.to != "ru" && w.to != "ar" {
			steps = append(steps, []string{"edition", "add", w.to})
		}
	}
	for _, s := range steps {
		if err := w.dragoman(s...); err != nil {
			return fmt.Errorf("%s: %w", s[0], err)
		}
	}
	return nil
}

// follow adds the three sites as sources.
func (w *wire) follow() error {
	agency, local, arabic := w.sites[0], w.sites[1], w.sites[2]
	more := func(args []string) []string {
		if w.to != "" && w.to != "ru" && w.to != "ar" {
			args = append(args, "--edition", w.to)
		}
		return args
	}
	for _, args := range [][]string{
		more([]string{"source", "add", agency.base + agency.feed, "--edition", "ru", "--edition", "ar", "--section", "world", "--licence", "CC BY 4.0"}),
		more([]string{"source", "add", local.base + local.feed, "--name", local.name, "--edition", "ru", "--section", "society", "--licence", "CC BY-SA 4.0"}),
		{"source", "add", arabic.base + "/", "--edition", "ru", "--section", "culture", "--licence", "CC BY 4.0"},
	} {
		if err := w.dragoman(args...); err != nil {
			return fmt.Errorf("source add: %w", err)
		}
	}
	return nil
}

// poll polls twice: at the first time one site's server is down, and before
// the second one the agency updates a story.
func (w *wire) poll() error {
	err := w.dragoman("poll", "--once")
	if exit := (*exec.ExitError)(nil); err == nil || !errors.As(err, &exit) || exit.ExitCode() != 1 {
		return fmt.Errorf("one site was down, but poll ended with %w", err)
	}
	fmt.Printf("\n%s was down and is asked again. Meanwhile %s has updated a story.\n", w.sites[1].name, w.sites[0].name)
	w.sites[0].update()
	return w.dragoman("poll", "--once")
}

// importTranslations imports the translations that people made: the
// agency's stories in Arabic and those of the Arabic paper in Russian. The
// last poll publishes them.
func (w *wire) importTranslations() error {
	files, err := fs.Glob(translations, "translation/*.md")
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := translations.ReadFile(file)
		if err != nil {
			return err
		}
		for _, p := range w.sites {
			text = bytes.ReplaceAll(text, []byte(p.host), []byte(p.base))
		}
		fmt.Printf("\n%s:", file)
		if err := w.pipe(text, "translation", "import", "-"); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return w.dragoman("poll", "--once")
}

// check tells what became of the articles, and reports those that are not
// published where they should be.
func (w *wire) check() error {
	out, err := w.command("article", "list", "--json", "--limit", "100").Output()
	if err != nil {
		return fmt.Errorf("article list: %w", err)
	}
	var articles []struct {
		Headline string            `json:"headline"`
		Source   string            `json:"source_name"`
		Number   int               `json:"number"`
		Statuses map[string]string `json:"statuses"`
	}
	if err := json.Unmarshal(out, &articles); err != nil {
		return fmt.Errorf("article list: %w", err)
	}
	fmt.Printf("\n%-12s %-12s %s\n", "ru", "ar", "article")
	missing, versions := 0, 0
	published := map[string]int{}
	for _, a := range articles {
		fmt.Printf("%-12s %-12s %s: %s\n", a.Statuses["ru"], a.Statuses["ar"], a.Source, a.Headline)
		if a.Statuses["ru"] != "published" || w.to != "" && a.Statuses[w.to] != "published" && a.Source == w.sites[0].name {
			missing++
		}
		if a.Number > 1 {
			versions++
		}
		for edition, status := range a.Statuses {
			if status == "published" {
				published[edition]++
			}
		}
	}
	fmt.Printf("\n%d articles, of which %d were updated: %d published in Russian, %d in Arabic.\n", len(articles), versions, published["ru"], published["ar"])
	if w.to == "" {
		fmt.Println("What waits in the Arabic edition waits for a model: make demo TO=ar pulls Mozilla's.")
	}
	switch {
	case missing > 0:
		return fmt.Errorf("%d of %d articles are not published", missing, len(articles))
	case len(articles) < expected || versions == 0 || published["ar"] < humanArabic:
		return fmt.Errorf("%d articles of %d, %d updates, %d in Arabic of at least %d", len(articles), expected, versions, published["ar"], humanArabic)
	}
	return nil
}

// What the sample sites hold, and how many of it people translated into Arabic.
const expected, humanArabic = 15, 4
