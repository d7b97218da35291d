package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v4"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
)

type initOptions struct {
	title, address, listen, contact, database string
	editions                                  []string
}

func newInit(p *program) *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Begin a wire: make a configuration file and an empty database",
		Long: "Make a configuration file and an empty database, and say what to do next. Nothing is asked and\n" +
			"nothing is overwritten. The configuration is written to --config, else to\n" + config.DefaultFile() + ";\n" +
			"--data says where the database and the models are to be kept.",
		Example: "  dragoman init --edition ru --title 'The Wire'\n" +
			"  dragoman init --edition ar --edition ru --address https://news.example.org --contact desk@example.org\n" +
			"  dragoman init --config /etc/dragoman.yaml --data /var/lib/dragoman --database postgres:///dragoman",
		Args: noArguments,
		PersistentPreRunE: func(*cobra.Command, []string) (err error) { // the file is yet to be made
			p.cfg, p.settings, err = config.Load(config.Source{File: os.DevNull, Environ: os.LookupEnv, Flags: p.flags})
			return err
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return p.init(cmd, o) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&o.editions, "edition", nil, "`edition` to begin with, such as ru; may be given again")
	flags.StringVar(&o.title, "title", "", "`name` of the site")
	flags.StringVar(&o.address, "address", "", "public `address` of the site, such as https://news.example.org")
	flags.StringVar(&o.listen, "listen", "", "`address` that the site is served at (default 127.0.0.1:8080)")
	flags.StringVar(&o.contact, "contact", "", "`mailbox` or page for readers and publishers")
	flags.StringVar(&o.database, "database", "", "`postgres://` address, or path of an SQLite file")
	return cmd
}

func (p *program) init(cmd *cobra.Command, o initOptions) error {
	file := p.file
	if file == "" {
		file = config.DefaultFile()
	}
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("there is a configuration already: %s\nEdit it, or say where to write another one with --config: %w", file, domain.ErrInvalid)
	}
	content, err := o.configuration(p.flags)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	p.cfg, p.settings, err = tryConfiguration(file, content, p.flags)
	if err != nil {
		return err
	}
	err = p.opened(cmd, app.Options{Logger: p.logger(cmd.ErrOrStderr()), Create: true}, func(a *app.App) error {
		ctx := cmd.Context()
		for _, id := range o.editions {
			if _, err := a.Store.Edition(ctx, id); err == nil {
				continue // the database was there already
			}
			if _, err := addEdition(ctx, a, id, func(*domain.Edition) error { return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := newFile(file, content); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	return p.sayNext(cmd, file, o)
}

// tryConfiguration returns the settings that a file with the content would
// give; what is wrong with them is found before anything is made.
func tryConfiguration(file string, content []byte, flags map[string]string) (config.Config, []config.Setting, error) {
	draft, err := os.CreateTemp(filepath.Dir(file), ".dragoman-*.yaml")
	if err != nil {
		return config.Config{}, nil, fmt.Errorf("write the configuration: %w", err)
	}
	defer os.Remove(draft.Name()) //nolint:errcheck // a leftover harms nobody
	_, err = draft.Write(content)
	if err = errors.Join(err, draft.Close()); err != nil {
		return config.Config{}, nil, fmt.Errorf("write the configuration: %w", err)
	}
	return config.Load(config.Source{File: draft.Name(), Environ: os.LookupEnv, Flags: flags})
}

// newFile writes a file that isn't there. It may hold a password.
func newFile(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}

// configuration writes what the flags say, and the rest as comments.
func (o initOptions) configuration(flags map[string]string) ([]byte, error) {
	if dir := flags["data.dir"]; dir != "" {
		absolute, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		flags["data.dir"] = absolute // the file is read from wherever the program is started
	}
	if o.database != "" && !strings.Contains(o.database, "://") {
		absolute, err := filepath.Abs(o.database)
		if err != nil {
			return nil, err
		}
		o.database = absolute
	}
	var b bytes.Buffer
	b.WriteString("# Settings of Dragoman. All of them, and where their values come from: dragoman config\n")
	section := ""
	for _, s := range []struct{ key, value, example string }{
		{"data.dir", flags["data.dir"], "/var/lib/dragoman"},
		{"models.dir", flags["models.dir"], ""},
		{"database", o.database, "postgres://dragoman@localhost/dragoman"},
		{"site.listen", o.listen, "127.0.0.1:8080"},
		{"site.address", o.address, "https://news.example.org"},
		{"site.title", o.title, "The Wire"},
		{"site.contact", o.contact, "desk@news.example.org"},
		{"admin.listen", "", "127.0.0.1:9090"},
		{"fetch.contact", o.contact, "desk@news.example.org"},
	} {
		mark, value := "", s.value
		if value == "" {
			if mark, value = "# ", s.example; value == "" {
				continue
			}
		}
		name, key, nested := strings.Cut(s.key, ".")
		if name != section {
			b.WriteString("\n")
			if nested {
				b.WriteString(name + ":\n")
			}
		}
		section = name
		line := name
		if nested {
			line = "  " + mark + key
		} else {
			line = mark + line
		}
		quoted, err := yaml.Dump(value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s: %s\n", line, bytes.TrimSpace(quoted))
	}
	return b.Bytes(), nil
}

func (p *program) sayNext(cmd *cobra.Command, file string, o initOptions) error {
	w := cmd.OutOrStdout()
	database, err := p.cfg.DatabaseAddress(os.Getenv)
	if err != nil {
		return err
	}
	for _, s := range p.settings {
		if s.Key == "database" && s.Value != "" {
			database = s.Value // without its password
		}
	}
	command := "dragoman"
	if file != config.DefaultFile() {
		command += " --config " + file
	}
	fmt.Fprintf(w, "Configuration  %s\nDatabase       %s\n", file, database)
	for _, id := range o.editions {
		fmt.Fprintf(w, "Edition        %s\n", id)
	}
	fmt.Fprint(w, "\nWhat to do next:\n")
	edition := "ru"
	if len(o.editions) > 0 {
		edition = o.editions[0]
	} else {
		fmt.Fprintf(w, "  %s edition add ru                      make an edition, one for each language of readers\n", command)
	}
	fmt.Fprintf(w, "  %s models pull en-%-2s                   get a model for translating into it\n", command, edition)
	fmt.Fprintf(w, "  %s source add https://example.org/     follow a source\n", command)
	fmt.Fprintf(w, "  %s doctor                              see whether all is in order\n", command)
	fmt.Fprintf(w, "  %s serve                               poll, translate and serve the site\n", command)
	return nil
}
