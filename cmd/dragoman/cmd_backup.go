package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func newBackup(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write all that the database holds into one file",
		Long: "Write all that the database holds, as it is at this moment, into one file; the wire may go on\n" +
			"meanwhile. dragoman restore loads it into a database of either kind, so that it is also the way from\n" +
			"SQLite to Postgres and back. A file that is there already is not overwritten. Models and the\n" +
			"configuration are not part of it.",
		Example: "  dragoman backup wire-2026-11-23.tar.zst",
		Args:    exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err == nil {
				return fmt.Errorf("there is a file %s already: %w", args[0], domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error { return backup(cmd, a, args[0]) })
		},
	}
}

// backup writes a file that has its name only when it is whole.
func backup(cmd *cobra.Command, a *app.App, path string) error {
	draft, err := os.CreateTemp(filepath.Dir(path), ".dragoman-*")
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(draft, 1<<20)
	err = a.Store.Backup(cmd.Context(), w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = draft.Sync()
	}
	if err = errors.Join(err, draft.Close()); err == nil {
		err = os.Rename(draft.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(draft.Name()))
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Wrote %s, %s\n", path, megabytes(info.Size()))
	return nil
}

func newRestore(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Load a backup into an empty database",
		Long: "Load what dragoman backup wrote into the configured database, which must be absent or empty. What\n" +
			"was under way when the backup was made is found and done when the wire runs again.",
		Example: "  dragoman restore wire-2026-11-23.tar.zst\n" +
			"  DRAGOMAN_DATABASE=postgres:///dragoman dragoman restore wire-2026-11-23.tar.zst",
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			file, err := os.Open(args[0])
			if errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("there is no file %s: %w", args[0], domain.ErrNotFound)
			}
			if err != nil {
				return err
			}
			defer file.Close() //nolint:errcheck // read only
			address, err := p.cfg.DatabaseAddress(os.Getenv)
			if err != nil {
				return err
			}
			if err := app.MakeDatabaseDir(address); err != nil {
				return err
			}
			if err := store.Restore(cmd.Context(), address, file); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Restored %s. See whether all is in order: dragoman doctor\n", args[0])
			return nil
		},
	}
}
