package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/ui"
)

func newExport(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "export DIR",
		Short: "Write the whole site as files, for any server or CDN",
		Long: "Write everything that readers can reach into a directory: pages, feeds, sitemaps, pictures. Files that\n" +
			"have not changed are left alone, and what the site no longer has is removed, so that the same\n" +
			"directory can be written again after each change. With site.address set, the copy belongs at that\n" +
			"address; without, its links are relative and it works anywhere. Search needs dragoman serve.",
		Example: "  dragoman export public/",
		Args:    exactly("DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				bars := ui.NewProgress(cmd.ErrOrStderr())
				task := bars.Start("files", 0, ui.Items)
				done, err := a.Export(cmd.Context(), args[0], func(done, known int) { task.Set(int64(done), int64(known)) })
				task.End()
				bars.Wait()
				if err != nil {
					return err
				}
				describeExport(cmd, args[0], done)
				return nil
			})
		},
	}
}

func describeExport(cmd *cobra.Command, dir string, done publish.Exported) {
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %s; %d new or changed, %d removed\n", dir, number(done.Files, "file"), megabytes(done.Bytes), done.Changed, done.Removed)
	for _, path := range done.Broken {
		fmt.Fprintf(cmd.ErrOrStderr(), "left out: %s, which a page links to but the site doesn't have\n", path)
	}
}
