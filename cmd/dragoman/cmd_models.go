package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/registry"
	"github.com/dragoman-news/dragoman/internal/ui"
)

func newModels(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "models",
		Short: "List, download, import, verify and remove translation models",
		Long: "Translation models are made by Mozilla for Firefox, one per direction, 16 to 60 MB each.\n" +
			"They are kept in the data directory (setting models.dir).",
		Args: cobra.ArbitraryArgs,
		RunE: unknownCommand,
	}
	cmd.AddCommand(newModelsList(p), newModelsPull(p), newModelsImport(p), newModelsVerify(p), newModelsRemove(p))
	return cmd
}

// models opens the store of models. Its downloads go through the program's
// one client; without a network nothing else of it needs that.
func (p *program) models(w io.Writer) (*registry.Store, error) {
	client, err := p.client(w)
	if err != nil {
		return nil, err
	}
	return app.OpenModels(p.cfg, client)
}

func newModelsList(p *program) *cobra.Command {
	var available, asJSON bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the installed models, or those that can be downloaded",
		Example: "  dragoman models list\n  dragoman models list --available",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := p.models(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if available {
				return listOffers(cmd, store, asJSON)
			}
			return listModels(cmd, store, asJSON)
		},
	}
	cmd.Flags().BoolVar(&available, "available", false, "list what the registry offers")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func listModels(cmd *cobra.Command, store *registry.Store, asJSON bool) error {
	models, err := store.List()
	if asJSON {
		return errors.Join(err, printJSON(cmd.OutOrStdout(), append([]registry.Model{}, models...)))
	}
	if len(models) == 0 && err == nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "No models are installed in %s.\nSee what there is: dragoman models list --available\nGet one:           dragoman models pull en-ar\n", store.Dir())
		return nil
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "PAIR\tARCHITECTURE\tVERSION\tSIZE\tLICENCE\tINSTALLED")
	for _, m := range models {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", m.Pair(), orUnknown(m.Architecture), m.Version, megabytes(m.Size()),
			orUnknown(m.Licence), m.Installed.Local().Format(time.DateOnly))
	}
	return errors.Join(err, w.Flush())
}

func listOffers(cmd *cobra.Command, store *registry.Store, asJSON bool) error {
	offers, err := store.Offers(cmd.Context())
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(cmd.OutOrStdout(), offers)
	}
	w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "PAIR\tARCHITECTURE\tSIZE\tSTATUS")
	for _, o := range offers {
		size := "unknown"
		if o.Size > 0 {
			size = megabytes(o.Size)
		}
		fmt.Fprintf(w, "%s-%s\t%s\t%s\t%s\n", o.From, o.To, orUnknown(o.Architecture), size, orUnknown(o.Status))
	}
	return w.Flush()
}

func newModelsPull(p *program) *cobra.Command {
	var architecture string
	cmd := &cobra.Command{
		Use:     "pull PAIR",
		Short:   "Download a model, such as en-ar",
		Long:    "Download the model of a direction and check its sizes and SHA-256 sums. An interrupted\ndownload leaves nothing behind that could be mistaken for a model; the next pull continues it.",
		Example: "  dragoman models pull en-ar",
		Args:    exactly("PAIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			from, to, err := registry.ParsePair(args[0])
			if err != nil {
				return err
			}
			store, err := p.models(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			bars := newBars(cmd.ErrOrStderr())
			model, err := store.Pull(cmd.Context(), from, to, registry.PullOptions{Architecture: architecture, Progress: bars.show})
			bars.end()
			if err != nil {
				return err
			}
			describeModel(cmd.OutOrStdout(), "Installed", model)
			return nil
		},
	}
	cmd.Flags().StringVar(&architecture, "architecture", "", "`kind` of model: tiny, base or base-memory (default: the best there is)")
	return cmd
}

// bars shows one bar per file of a download.
type bars struct {
	progress *ui.Progress
	tasks    map[string]*ui.Task
}

func newBars(w io.Writer) *bars {
	return &bars{progress: ui.NewProgress(w), tasks: map[string]*ui.Task{}}
}

func (b *bars) show(at registry.Progress) {
	total := max(at.Total, 0)
	task, ok := b.tasks[at.File]
	if !ok {
		task = b.progress.Start(at.File, total, ui.Bytes)
		b.tasks[at.File] = task
	}
	task.Set(at.Done, total)
}

func (b *bars) end() {
	for _, task := range b.tasks {
		task.End()
	}
	b.progress.Wait()
}

func newModelsImport(p *program) *cobra.Command {
	var pair string
	var options registry.ImportOptions
	cmd := &cobra.Command{
		Use:     "import DIR",
		Short:   "Copy a model from a directory of its files",
		Long:    "Copy a model from a directory that holds its files (model.*, vocab.* or srcvocab.* and trgvocab.*,\nlex.*), packed or not. The direction is read off their names unless --pair gives it.",
		Example: "  dragoman models import ~/Downloads/enru\n  dragoman models import --pair en-ru ./model",
		Args:    exactly("DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if pair != "" {
				var err error
				if options.From, options.To, err = registry.ParsePair(pair); err != nil {
					return err
				}
			}
			store, err := p.models(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			model, err := store.Import(cmd.Context(), args[0], options)
			if err != nil {
				return err
			}
			describeModel(cmd.OutOrStdout(), "Imported", model)
			return nil
		},
	}
	cmd.Flags().StringVar(&pair, "pair", "", "the model's `direction`, such as en-ru")
	cmd.Flags().StringVar(&options.Licence, "licence", "", "the model's licence, as an SPDX `identifier`")
	return cmd
}

func newModelsVerify(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "verify [PAIR]",
		Short:   "Check the files of one model, or of all, against their sums",
		Example: "  dragoman models verify\n  dragoman models verify en-ru",
		Args:    atMost("PAIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, err := p.models(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			var models []registry.Model
			if len(args) == 1 {
				var model registry.Model
				model, err = findModel(store, args[0])
				models = []registry.Model{model}
			} else {
				models, err = store.List()
			}
			if err != nil {
				return err
			}
			if len(models) == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), "No models are installed. Get one: dragoman models pull en-ar")
			}
			var broken []error
			for _, m := range models {
				if err := store.Verify(cmd.Context(), m); err != nil {
					broken = append(broken, fmt.Errorf("%s: %w", m.Pair(), err))
					continue
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %d files, %s, all as installed\n", m.Pair(), len(m.Files), megabytes(m.Size()))
			}
			return errors.Join(broken...)
		},
	}
}

func newModelsRemove(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "rm PAIR",
		Aliases: []string{"remove"},
		Short:   "Remove a model",
		Example: "  dragoman models rm en-ru",
		Args:    exactly("PAIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			from, to, err := registry.ParsePair(args[0])
			if err != nil {
				return err
			}
			store, err := p.models(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if err := store.Remove(from, to); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Removed %s-%s\n", from, to)
			return nil
		},
	}
}

func findModel(store *registry.Store, pair string) (registry.Model, error) {
	from, to, err := registry.ParsePair(pair)
	if err != nil {
		return registry.Model{}, err
	}
	return store.Find(from, to)
}

func describeModel(w io.Writer, done string, m registry.Model) {
	fmt.Fprintf(w, "%s %s: %s, version %s, %s, licence %s\n", done, m.Pair(), orUnknown(m.Architecture), m.Version, megabytes(m.Size()), orUnknown(m.Licence))
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
