package config

import (
	"errors"
	"path/filepath"
)

// DataDir returns data.dir, or the user's data directory: dragoman in
// $XDG_DATA_HOME or in ~/.local/share. getenv is os.Getenv but for tests.
func (c Config) DataDir(getenv func(string) string) (string, error) {
	if c.Data.Dir != "" {
		return c.Data.Dir, nil
	}
	if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "dragoman"), nil
	}
	if home := getenv("HOME"); home != "" {
		return filepath.Join(home, ".local", "share", "dragoman"), nil
	}
	return "", errors.New("no place for data is known: neither the setting data.dir nor $XDG_DATA_HOME nor $HOME is set")
}

// ModelsDir returns models.dir, or its default: models in DataDir.
func (c Config) ModelsDir(getenv func(string) string) (string, error) {
	if c.Models.Dir != "" {
		return c.Models.Dir, nil
	}
	dir, err := c.DataDir(getenv)
	return filepath.Join(dir, "models"), err
}

// DatabaseAddress returns database, or its default: dragoman.db in DataDir.
func (c Config) DatabaseAddress(getenv func(string) string) (string, error) {
	if c.Database != "" {
		return c.Database, nil
	}
	dir, err := c.DataDir(getenv)
	return filepath.Join(dir, "dragoman.db"), err
}
