// Command dragoman runs a translated newswire: it follows sources, translates
// what they publish and serves it as a site. It also translates a page, a file or a
// text, its links, paragraphs and source intact.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // the time zones, where the system has none

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
)

func main() {
	os.Exit(run())
}

// run is main without the exit, for tests that type commands.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot()
	err := root.ExecuteContext(ctx)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err() // whatever an interruption broke, the reason is the interruption
	}
	if errors.Is(err, context.Canceled) {
		err = fmt.Errorf("interrupted: %w", context.Canceled)
	}
	report(os.Stderr, err)
	return exitCode(err)
}

// program is what the subcommands share.
type program struct {
	cfg      config.Config
	settings []config.Setting
	verbose  bool
	flags    map[string]string // settings given as flags, by key
	file     string            // --config
	fetcher  *fetch.Client     // made by client at its first call
}

func newRoot() *cobra.Command {
	p := &program{flags: map[string]string{}}
	root := &cobra.Command{
		Use:   "dragoman",
		Short: "A translated newswire in one binary",
		Long: "Dragoman follows news sources, translates what they publish on your own machine with an\n" +
			"embedded neural engine, checks it, and serves it as a news site, each article with its\n" +
			"source. Begin with dragoman init; or translate one page: dragoman translate --help.",
		Version:           version(),
		SilenceUsage:      true,
		SilenceErrors:     true,
		Args:              cobra.ArbitraryArgs,
		RunE:              unknownCommand,
		PersistentPreRunE: func(*cobra.Command, []string) error { return p.load() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w (see %s --help): %w", err, cmd.CommandPath(), domain.ErrInvalid)
	})
	root.SetVersionTemplate("dragoman {{.Version}}\n")
	flags := root.PersistentFlags()
	flags.StringVar(&p.file, "config", "", "configuration `file` (default "+config.DefaultFile()+", if it exists)")
	flags.Var(settingFlag{p, "log.level"}, "log-level", "least `level` that serve and work log: debug, info, warn or error")
	flags.BoolVarP(&p.verbose, "verbose", "v", false, "log to standard error what is being done")
	flags.Var(settingFlag{p, "data.dir"}, "data", "`directory` that holds the database and the models")
	flags.Var(settingFlag{p, "models.dir"}, "models", "`directory` that holds the translation models")
	for _, g := range []struct {
		title    string
		commands []*cobra.Command
	}{
		{"Set up", []*cobra.Command{newInit(p), newEdition(p), newSource(p), newModels(p), newEngines(p), newConfig(p), newDoctor(p)}},
		{"Run", []*cobra.Command{newServe(p), newWork(p), newPoll(p), newJobs(p), newExport(p), newBackup(p), newRestore(p)}},
		{"Edit", []*cobra.Command{newArticle(p), newTranslation(p), newFinding(p), newTerm(p), newMemory(p)}},
		{"One text at a time", []*cobra.Command{newTranslate(p), newCheck(p)}},
	} {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, c := range g.commands {
			c.GroupID = g.title
			root.AddCommand(c)
		}
	}
	root.AddCommand(newExitCodes())
	return root
}

// settingFlag hands a flag's value to the configuration's strongest layer.
type settingFlag struct {
	p   *program
	key string
}

func (f settingFlag) String() string { return "" }
func (f settingFlag) Type() string   { return "string" }
func (f settingFlag) Set(v string) error {
	f.p.flags[f.key] = v
	return nil
}

func (p *program) load() (err error) {
	p.cfg, p.settings, err = config.Load(config.Source{File: p.file, Environ: os.LookupEnv, Flags: p.flags})
	return err
}

// logger returns the logger of commands that a person waits for: it tells what
// is done with --verbose only.
func (p *program) logger(w io.Writer) *slog.Logger {
	if !p.verbose {
		return slog.New(slog.DiscardHandler)
	}
	return app.NewLogger(w, slog.LevelDebug)
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version
}

func newExitCodes() *cobra.Command {
	return &cobra.Command{Use: "exit-codes", Short: "What the exit codes mean", Long: exitCodesHelp}
}

// noArguments is cobra.NoArgs with the class that the exit code needs.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, but got %q: %w", cmd.CommandPath(), args, domain.ErrInvalid)
	}
	return nil
}

// exactly is cobra.ExactArgs with the class that the exit code needs; names
// are the arguments' as the usage line has them.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != len(names) {
			return fmt.Errorf("%s needs %s, but got %d arguments (see %s --help): %w",
				cmd.CommandPath(), strings.Join(names, " "), len(args), cmd.CommandPath(), domain.ErrInvalid)
		}
		return nil
	}
}

// changesSomething reports a command that was given no flag.
func changesSomething(cmd *cobra.Command) error {
	if cmd.Flags().NFlag() == 0 {
		return fmt.Errorf("%s needs a flag that says what to change (see %s --help): %w", cmd.CommandPath(), cmd.CommandPath(), domain.ErrInvalid)
	}
	return nil
}

// unknownCommand runs when no subcommand was named, or none that exists.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	advice := "see " + cmd.CommandPath() + " --help"
	cmd.SuggestionsMinimumDistance = 2
	if similar := cmd.SuggestionsFor(args[0]); len(similar) > 0 {
		advice = "did you mean " + cmd.CommandPath() + " " + strings.Join(similar, " or ") + "?"
	}
	return fmt.Errorf("unknown command %q (%s): %w", args[0], advice, domain.ErrInvalid)
}

// atLeastOne accepts one of the named argument or more.
func atLeastOne(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s needs at least one %s (see %s --help): %w", cmd.CommandPath(), name, cmd.CommandPath(), domain.ErrInvalid)
		}
		return nil
	}
}

// atMost accepts the named argument or none.
func atMost(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return fmt.Errorf("%s takes one %s or none, but got %q: %w", cmd.CommandPath(), name, args, domain.ErrInvalid)
		}
		return nil
	}
}
