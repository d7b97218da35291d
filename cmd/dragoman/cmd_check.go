package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
)

// maxCheckedFile is the size in bytes of the longest file that check reads.
const maxCheckedFile = 64 << 20

type checkOptions struct {
	source, target string // file names or "-"
	file           string // TMX or XLIFF, in place of both
	lines          []int  // of the file, where its texts begin
	from, to       string
	lang           string // of the messages
	format         string
	severity       []string // as check.Config.Adjust takes them
	disabled       []string
	terms          []string // files
}

func newCheck(*program) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check --source FILE --target FILE --from LANGUAGE --to LANGUAGE | FILE.tmx | FILE.xlf",
		Short: "Look for errors in a translation, from whatever translated it",
		Long: "Compare a text with its translation, line by line: line 7 of one file is the translation of\n" +
			"line 7 of the other. One of the files may be - for standard input. A TMX or XLIFF file (.tmx, .xlf,\n" +
			".xliff, .sdlxliff or .mqxliff) has both; its languages are an XLIFF's own, or those of --from and --to.\n\n" +
			"What is compared is what can be without understanding: numbers by value, currencies, units,\n" +
			"names, quotation marks, addresses, negation, questions, repetition, what was left untranslated,\n" +
			"length, spacing. No check sees a wrong word, a lost verb or an invention.\n\n" +
			"The exit code is 0 when nothing blocks publication, 1 when a finding does; warnings and notes\n" +
			"don't count. Other codes are as in dragoman exit-codes.\n\n" + ruleHelp(),
		Example: "  dragoman check --source story.en.txt --target story.ru.txt --from en --to ru\n" +
			"  translate-it < en.txt | dragoman check --source en.txt --target - --from en --to ru --format sarif\n" +
			"  dragoman check --source a.txt --target b.txt --from en --to ar --severity quotes=block --disable spacing\n" +
			"  dragoman check story.xlf\n" +
			"  dragoman check --from en --to ru memory.tmx",
		Args: atMost("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.file = args[0]
			}
			return o.run(cmd)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.source, "source", "", "`file` of the original, or -")
	flags.StringVar(&o.target, "target", "", "`file` of the translation, or -")
	flags.StringVar(&o.from, "from", "", "`language` of the original")
	flags.StringVar(&o.to, "to", "", "`language` of the translation")
	flags.StringVar(&o.lang, "lang", "", "`language` of the findings (default: the terminal's, else English)")
	flags.StringVar(&o.format, "format", "text", "`format`: text, json or sarif")
	flags.StringSliceVar(&o.severity, "severity", nil, "what a rule's findings are, as `RULE=block`, warn, note or off")
	flags.StringSliceVar(&o.disabled, "disable", nil, "`rules` to leave out")
	flags.StringSliceVar(&o.terms, "terms", nil, "`files` of terms that the translation must use: CSV with a column per language, or TBX")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json", "sarif"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// ruleHelp lists the rules.
func ruleHelp() string {
	var b strings.Builder
	b.WriteString("Rules:\n")
	for _, r := range check.Rules() {
		fmt.Fprintf(&b, "  %-18s %-5s  %s\n", r.Name, r.Severity, r.About)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (o checkOptions) run(cmd *cobra.Command) error {
	texts, err := o.read(cmd.InOrStdin())
	if err != nil {
		return err
	}
	checker, err := o.checker()
	if err != nil {
		return err
	}
	report := check.Report{
		SourceName: o.source, TargetName: o.target, From: o.from, To: o.to, Lines: o.lines,
		Source: make([]string, len(texts)), Target: make([]string, len(texts)), Findings: checker.Document(texts),
	}
	for i, t := range texts {
		report.Source[i], report.Target[i] = t.Source, t.Target
	}
	if err := o.write(cmd.OutOrStdout(), report); err != nil {
		return err
	}
	if n := report.Count(domain.SeverityBlock); n == 1 {
		return errors.New("1 finding blocks publication")
	} else if n > 1 {
		return fmt.Errorf("%d findings block publication", n)
	}
	return nil
}

// read returns the texts to compare, from two files or one that has both.
func (o *checkOptions) read(stdin io.Reader) ([]check.Pair, error) {
	switch {
	case o.file != "" && o.source+o.target != "":
		return nil, fmt.Errorf("%s has both texts: leave --source and --target out: %w", o.file, domain.ErrInvalid)
	case o.file != "":
		return o.readBilingual()
	case o.source == "" || o.target == "":
		return nil, fmt.Errorf("--source and --target name the files to compare: %w", domain.ErrInvalid)
	case o.source == "-" && o.target == "-":
		return nil, fmt.Errorf("only one of --source and --target can be standard input: %w", domain.ErrInvalid)
	}
	source, err := readLines(o.source, stdin)
	if err != nil {
		return nil, err
	}
	target, err := readLines(o.target, stdin)
	if err != nil {
		return nil, err
	}
	if len(source) != len(target) {
		return nil, fmt.Errorf("%s has %d lines, %s has %d: they must correspond line by line: %w", o.source, len(source), o.target, len(target), domain.ErrInvalid)
	}
	pairs := make([]check.Pair, len(source))
	for i := range source {
		pairs[i] = check.Pair{Source: source[i], Target: target[i], Paragraph: i}
	}
	return pairs, nil
}

func (o checkOptions) checker() (*check.Checker, error) {
	switch {
	case o.from == "" || o.to == "":
		return nil, fmt.Errorf("--from and --to say the languages, as in --from en --to ru: %w", domain.ErrInvalid)
	case !slices.Contains([]string{"text", "json", "sarif"}, o.format):
		return nil, fmt.Errorf("--format %s: not text, json or sarif: %w", o.format, domain.ErrInvalid)
	}
	cfg := check.Config{Disabled: o.disabled}
	err := cfg.Adjust(o.severity...)
	if err != nil {
		return nil, err
	}
	if cfg.From, err = language(o.from); err != nil {
		return nil, err
	}
	if cfg.To, err = language(o.to); err != nil {
		return nil, err
	}
	if cfg.Terms, err = readTerms(o.terms); err != nil {
		return nil, err
	}
	if cfg.Lang, err = messageLanguage(o.lang, os.LookupEnv); err != nil {
		return nil, err
	}
	return check.New(cfg)
}

// messageLanguage is the one asked for, which must be a catalogue's, else the
// terminal's.
func messageLanguage(asked string, getenv func(string) (string, bool)) (string, error) {
	if asked == "" {
		return strings.ReplaceAll(terminalLanguage(getenv), "_", "-"), nil
	}
	tag, err := language(asked)
	if err != nil {
		return "", err
	}
	if spoken := message.For(tag).Lang(); !strings.HasPrefix(tag, spoken) {
		return "", fmt.Errorf("--lang %s: messages are in %s: %w", asked, strings.Join(message.Languages(), ", "), domain.ErrInvalid)
	}
	return tag, nil
}

func (o checkOptions) write(w io.Writer, r check.Report) error {
	switch o.format {
	case "json":
		return r.WriteJSON(w)
	case "sarif":
		return r.WriteSARIF(w, version())
	default:
		return r.WriteText(w)
	}
}

// readLines reads a file, or standard input for "-".
func readLines(name string, stdin io.Reader) ([]string, error) {
	in := stdin
	if name != "-" {
		file, err := os.Open(name)
		if errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("there is no file %s: %w", name, domain.ErrNotFound)
		}
		if err != nil {
			return nil, err
		}
		defer file.Close() //nolint:errcheck // read only
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, maxCheckedFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", name, err)
	case len(data) > maxCheckedFile:
		return nil, fmt.Errorf("%s is longer than %d bytes: %w", name, maxCheckedFile, domain.ErrInvalid)
	case !utf8.Valid(data):
		return nil, fmt.Errorf("%s is not UTF-8: %w", name, domain.ErrInvalid)
	case len(data) == 0:
		return nil, nil
	}
	text := strings.TrimPrefix(string(data), "\uFEFF")
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines, nil
}
