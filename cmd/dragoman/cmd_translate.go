package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/document/page"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/ui"
)

type translateOptions struct {
	from, to  string
	engines   []string
	format    string
	json      bool
	bilingual bool
	images    bool
	output    string
	address   string
	terms     []string
}

func newTranslate(p *program) *cobra.Command {
	var o translateOptions
	cmd := &cobra.Command{
		Use:   "translate [flags] ADDRESS|FILE|-",
		Short: "Translate a page, a file or standard input",
		Long: "Translate the article of a page (its address begins with http:// or https://), a file (HTML,\n" +
			"Markdown, plain text, or JSON as --format json of a document prints it) or standard input (-).\n\n" +
			"The result is headed by its provenance: the source, the original title and address, when it\n" +
			"was first published, and the engines and models that translated it. Passages that need a\n" +
			"person's eye are marked.\n\n" +
			"Languages are BCP 47 tags such as en, pt-BR or zh-Hant. Where no engine translates a pair\n" +
			"itself, two are chained through a third language. See dragoman exit-codes for what the exit\n" +
			"codes mean.",
		Example: "  dragoman translate --to ru https://example.org/2026/03/story.html\n" +
			"  dragoman translate --to ru --bilingual -o story.html page.html\n" +
			"  dragoman translate --from en --to uk --format md notes.md\n" +
			"  echo 'The talks end on Friday.' | dragoman translate --to ru -",
		Args: exactly("ADDRESS|FILE|-"),
		RunE: func(cmd *cobra.Command, args []string) error { return p.translate(cmd, args[0], o) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.from, "from", "", "`language` of the source (default: found out)")
	flags.StringVar(&o.to, "to", "", "`language` to translate into (default: the terminal's)")
	flags.StringSliceVar(&o.engines, "engine", nil, "engines to ask, in this `order`, as dragoman engines lists them (default: settings engines and routes)")
	flags.StringVar(&o.format, "format", "", "`format`: md, html, text or json (default: by the output file's name, else text)")
	flags.BoolVar(&o.json, "json", false, "the same as --format json")
	flags.BoolVar(&o.bilingual, "bilingual", false, "show the original beside the translation")
	flags.BoolVar(&o.images, "images", false, "put the pictures into HTML output, so that it stands alone")
	flags.StringVar(&o.address, "address", "", "`address` that a saved page was read from, for its links")
	flags.StringSliceVar(&o.terms, "terms", nil, "`files` of terms that the translation must use: CSV with a column per language, or TBX")
	flags.StringVarP(&o.output, "output", "o", "", "write to a `file`, whole or not at all")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"md", "html", "text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("engine", cobra.FixedCompletions(config.EngineNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (p *program) translate(cmd *cobra.Command, name string, o translateOptions) (err error) {
	format, err := o.outputFormat()
	if err != nil {
		return err
	}
	to, err := targetLanguage(o.to, os.LookupEnv)
	if err != nil {
		return err
	}
	router, done, err := p.router(cmd, o.engines)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	article, err := p.readArticle(cmd, name, o.address)
	if err != nil {
		return err
	}
	from, err := sourceLanguage(o.from, article)
	if err != nil {
		return err
	}

	terms, err := readTerms(o.terms)
	if err != nil {
		return err
	}

	progress := ui.NewProgress(cmd.ErrOrStderr())
	task := progress.Start("translating", 0, ui.Items)
	translation, err := translate.Article(cmd.Context(), article, translate.Options{
		From: from, To: to, Router: router,
		Identify: lang.Sure, Terms: terms,
		Progress: func(done, total int) { task.Set(int64(done), int64(total)) },
	})
	task.End()
	progress.Wait()
	if err != nil {
		return err
	}

	checker, err := check.New(check.Config{From: from, To: to, Lang: to, Terms: terms})
	if err != nil {
		return err
	}
	checker.Translation(article, &translation)

	var pictures func(string) string
	if o.images && format == page.HTML {
		if pictures, err = p.embedImages(cmd); err != nil {
			return err
		}
	}
	write := func(w io.Writer) error {
		return page.WriteTranslation(w, article, translation, format, page.Options{Bilingual: o.bilingual, Width: width(w), Links: true, Image: pictures})
	}
	if o.output == "" {
		err = write(cmd.OutOrStdout())
	} else {
		err = writeFile(o.output, write)
	}
	if err != nil {
		return err
	}
	warn(cmd.ErrOrStderr(), translation, format)
	return nil
}

// outputFormat decides between --format, --json and the output file's name.
func (o translateOptions) outputFormat() (page.Format, error) {
	name := o.format
	if o.json {
		if name != "" && name != "json" {
			return "", fmt.Errorf("--json and --format %s contradict each other: %w", name, domain.ErrInvalid)
		}
		name = "json"
	}
	if name == "" {
		switch strings.ToLower(filepath.Ext(o.output)) {
		case ".html", ".htm":
			name = "html"
		case ".md", ".markdown":
			name = "md"
		case ".json":
			name = "json"
		default:
			name = "text"
		}
	}
	return page.ParseFormat(name)
}

// targetLanguage is the one asked for, else the terminal's.
func targetLanguage(asked string, getenv func(string) (string, bool)) (string, error) {
	if asked == "" {
		if asked = terminalLanguage(getenv); asked == "" {
			return "", fmt.Errorf("which language to translate into? Say it as in --to ru: %w", domain.ErrInvalid)
		}
	}
	return language(asked)
}

// terminalLanguage is what the environment says that the terminal speaks, as
// in "ru_RU", or "" where it says none.
func terminalLanguage(getenv func(string) (string, bool)) string {
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value, _ := getenv(variable); value != "" {
			name, _, _ := strings.Cut(value, ".")
			if name == "C" || name == "POSIX" {
				return ""
			}
			return name
		}
	}
	return ""
}

func language(tag string) (string, error) {
	if normal := lang.Normalize(tag); normal != "" {
		return normal, nil
	}
	return "", fmt.Errorf("%q is no language tag such as en, pt-BR or zh-Hant: %w", tag, domain.ErrInvalid)
}

// sourceLanguage is the one asked for, else what the text and the page's own
// declaration say together.
func sourceLanguage(asked string, article domain.Article) (string, error) {
	if asked != "" {
		return language(asked)
	}
	var text strings.Builder
	text.WriteString(article.Headline)
	for _, t := range article.Document.Texts() {
		if text.Len() > 4000 {
			break
		}
		text.WriteString("\n" + t.Text)
	}
	if text.Len() == 0 {
		return "", fmt.Errorf("there is no text to translate: %w", domain.ErrInvalid)
	}
	guess := lang.IdentifyDeclared(text.String(), article.Lang)
	if guess.Lang == "" {
		return "", fmt.Errorf("can't tell the language of the source; say it as in --from en: %w", domain.ErrInvalid)
	}
	return guess.Lang, nil
}

// warn tells how many passages need a person's eye.
func warn(w io.Writer, t domain.Translation, format page.Format) {
	var blocked, doubtful int
	for _, s := range t.Segments {
		switch {
		case slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Severity == domain.SeverityBlock }):
			blocked++
		case slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Severity == domain.SeverityWarn }):
			doubtful++
		}
	}
	where := "they are marked like [?1] and listed at the end"
	if format == page.JSON {
		where = "their findings say why"
	}
	if blocked+doubtful > 0 {
		fmt.Fprintf(w, "dragoman: of %d segments %d are probably wrong and %d doubtful: %s\n", len(t.Segments), blocked, doubtful, where)
	}
}

// width returns the columns of a terminal, or 0.
func width(w io.Writer) int {
	file, ok := w.(*os.File)
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return columns
}

// writeFile writes to a file whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".dragoman-*")
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("write %s: there is no directory %s: %w", path, filepath.Dir(path), domain.ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = temporary.Write(content.Bytes())
	err = errors.Join(err, temporary.Chmod(0o644), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return nil
}
