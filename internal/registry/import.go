package registry

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// ImportOptions say what a directory of model files doesn't.
type ImportOptions struct {
	From, To string // BCP 47; both empty to read the direction off the files
	Licence  string // an SPDX identifier; empty if not known
}

// Import copies a model's files, packed with gzip or zstd or not, from dir
// into the store, in the place of another model of that direction. dir is
// only read. Files that are no part of a model don't matter; a metadata.json
// as Mozilla writes it next to its models gives direction and architecture.
func (s *Store) Import(ctx context.Context, dir string, options ImportOptions) (Model, error) {
	m, err := s.importFrom(ctx, dir, options)
	if err != nil {
		return Model{}, fmt.Errorf("import model from %s: %w", dir, explain(err, s.config.Dir))
	}
	return m, nil
}

func (s *Store) importFrom(ctx context.Context, dir string, options ImportOptions) (Model, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Model{}, err
	}
	found, err := findFiles(dir)
	if err != nil {
		return Model{}, err
	}
	about, err := readMetadata(dir)
	if err != nil {
		return Model{}, err
	}
	from, to, err := direction(options, about, found)
	if err != nil {
		return Model{}, err
	}
	unlock, err := s.lock(ctx, from, to)
	if err != nil {
		return Model{}, err
	}
	defer unlock()
	work := s.incoming(from, to)
	stage, err := newStage(work)
	if err != nil {
		return Model{}, err
	}
	m := Model{From: from, To: to, Architecture: about.Architecture, Licence: options.Licence, Source: dir}
	for _, f := range found {
		file, err := unpack(ctx, filepath.Join(dir, f.source), filepath.Join(stage, f.name), f.role, f.role.limit())
		if err == nil && f.role == RoleModel && about.Hash != "" && file.Sum != strings.ToLower(about.Hash) {
			err = fmt.Errorf("its SHA-256 sum is %s where metadata.json says %.64q: %w", file.Sum, about.Hash, domain.ErrInvalid)
		}
		if err != nil {
			return Model{}, errors.Join(fmt.Errorf("%s: %w", f.source, err), os.RemoveAll(stage))
		}
		file.Name = f.name
		m.Files = append(m.Files, file)
	}
	if m, err = s.install(stage, m); err != nil {
		return Model{}, err
	}
	return m, os.RemoveAll(work)
}

// foundFile is a file of a model in a directory to import.
type foundFile struct {
	role   Role
	source string
	name   string // unpacked
}

func findFiles(dir string) ([]foundFile, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no such directory: %w", domain.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	var found []foundFile
	for _, entry := range entries {
		name := unpackedName(entry.Name())
		role := Role(name[:max(strings.IndexByte(name, '.'), 0)])
		if checkName(role, name) != nil {
			continue
		}
		if info, err := os.Stat(filepath.Join(dir, entry.Name())); err != nil || !info.Mode().IsRegular() {
			continue
		}
		found = append(found, foundFile{role, entry.Name(), name})
	}
	return found, completeSet(found, func(f foundFile) Role { return f.role })
}

// metadata is Mozilla's metadata.json, as far as it is of use.
type metadata struct {
	Architecture string `json:"architecture"`
	Source       string `json:"sourceLanguage"`
	Target       string `json:"targetLanguage"`
	Hash         string `json:"hash"` // of the unpacked model file
}

// readMetadata reads dir's metadata.json; without one it returns nothing.
func readMetadata(dir string) (metadata, error) {
	var about metadata
	path := filepath.Join(dir, "metadata.json")
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return about, nil
	}
	if err != nil {
		return about, err
	}
	if info.Size() > maxManifestBytes {
		return about, fmt.Errorf("metadata.json has %d bytes: %w", info.Size(), domain.ErrInvalid)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return about, err
	}
	if err := json.Unmarshal(data, &about); err != nil {
		return about, fmt.Errorf("metadata.json: %w: %w", err, domain.ErrInvalid)
	}
	return about, nil
}

// direction finds out what a model translates: from the options, from its
// metadata or from the names of its files.
func direction(options ImportOptions, about metadata, found []foundFile) (from, to string, err error) {
	from, to = cmp.Or(options.From, about.Source), cmp.Or(options.To, about.Target)
	if from == "" && to == "" {
		from, to = guessDirection(found)
	}
	if from == "" || to == "" {
		return "", "", fmt.Errorf("the names of the files don't say what the model translates: give the languages: %w", domain.ErrInvalid)
	}
	if from, to, err = languagePair(from, to); err == nil && from == to {
		err = fmt.Errorf("from %s to %s: %w", from, to, domain.ErrInvalid)
	}
	return from, to, err
}

// joined is how Mozilla writes a direction in names: enru, zh_hanten. Its
// models have English on one side, which tells a direction from other words.
var joined = regexp.MustCompile(`^(?:(en)([a-z]{2,3}(?:_[a-z]{4})?)|([a-z]{2,3}(?:_[a-z]{4})?)(en))$`)

// guessDirection reads the direction off the model file's name.
func guessDirection(found []foundFile) (from, to string) {
	for _, f := range found {
		if f.role != RoleModel {
			continue
		}
		for part := range strings.SplitSeq(f.name, ".") {
			m := joined.FindStringSubmatch(part)
			if m == nil {
				continue
			}
			a, b := m[1]+m[3], m[2]+m[4]
			if _, _, err := languagePair(a, b); err == nil {
				return a, b
			}
		}
	}
	return "", ""
}
