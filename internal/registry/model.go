package registry

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// manifestName is the file in a model's directory that describes it.
const manifestName = "manifest.json"

// maxManifestBytes bounds a manifest; real ones have about a kilobyte.
const maxManifestBytes = 1 << 20

// Model is an installed model, as its manifest says.
type Model struct {
	From         string    `json:"from"` // as Language names it
	To           string    `json:"to"`
	Version      string    `json:"version"`                // the registry's, or the model file's sum shortened
	Architecture string    `json:"architecture,omitempty"` // "tiny", "base", "base-memory"; empty if not known
	Status       string    `json:"status,omitempty"`       // the registry's, such as "Release"
	Licence      string    `json:"licence,omitempty"`      // an SPDX identifier; empty if not known
	Source       string    `json:"source"`                 // the address or directory of the model file
	Installed    time.Time `json:"installed"`
	Files        []File    `json:"files"`
	Dir          string    `json:"-"` // holds the files
}

// File is a file of an installed model.
type File struct {
	Role Role   `json:"role"`
	Name string `json:"name"`
	Size int64  `json:"size"`   // bytes
	Sum  string `json:"sha256"` // in hexadecimal
}

// Pair returns the model's direction as "en-ar".
func (m Model) Pair() string { return m.From + "-" + m.To }

// String names the model and its version, such as "en-ar base-memory run_1".
func (m Model) String() string {
	return strings.Join(slices.DeleteFunc([]string{m.Pair(), m.Architecture, m.Version}, func(s string) bool { return s == "" }), " ")
}

// Size returns how many bytes the model's files have.
func (m Model) Size() int64 {
	total := int64(0)
	for _, f := range m.Files {
		total += f.Size
	}
	return total
}

// sum returns the SHA-256 sum of the model file itself.
func (m Model) sum() string {
	for _, f := range m.Files {
		if f.Role == RoleModel {
			return f.Sum
		}
	}
	return ""
}

// dirName is where a model lies in its store: a place of its own, so that a
// newer model of a direction is there before the older is gone.
func (m Model) dirName() string {
	return m.Pair() + "@" + shortSum(m.sum()) + "-" + strconv.FormatInt(m.Installed.UnixMicro(), 36)
}

// modelDir matches what dirName returns.
var modelDir = regexp.MustCompile(`^[A-Za-z-]+@[0-9a-f]{12}-[0-9a-z]+$`)

// List returns the installed models, sorted by direction. It doesn't look
// into their files: see Verify. Models whose manifest can't be read are left
// out and named in the error, so there may be both.
func (s *Store) List() ([]Model, error) {
	names, err := s.modelDirs("")
	if err != nil {
		return nil, err
	}
	var models []Model
	var problems []error
	for _, name := range names {
		m, err := readModel(filepath.Join(s.config.Dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist): // removed since
		case err != nil:
			problems = append(problems, err)
		default:
			models = append(models, m)
		}
	}
	// While a model is being replaced there are two: the newer one counts.
	slices.SortFunc(models, func(a, b Model) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), b.Installed.Compare(a.Installed))
	})
	models = slices.CompactFunc(models, func(a, b Model) bool { return a.Pair() == b.Pair() })
	return models, errors.Join(problems...)
}

// modelDirs returns the names of the directories of models, of one pair or,
// if that is empty, of all.
func (s *Store) modelDirs(pair string) ([]string, error) {
	entries, err := os.ReadDir(s.config.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list models: %w", err)
	}
	var names []string
	for _, entry := range entries {
		of, _, _ := strings.Cut(entry.Name(), "@")
		if entry.IsDir() && modelDir.MatchString(entry.Name()) && (pair == "" || of == pair) {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

// Find returns the installed model of a direction, whose languages are BCP 47
// tags. Without one, the error wraps domain.ErrNotFound and says how to get it.
func (s *Store) Find(from, to string) (Model, error) {
	from, to, err := languagePair(from, to)
	if err != nil {
		return Model{}, err
	}
	models, problem := s.List()
	for _, m := range models {
		if m.From == from && m.To == to {
			return m, nil
		}
	}
	return Model{}, errors.Join(notInstalled(from, to), problem)
}

func notInstalled(from, to string) error {
	return fmt.Errorf("no model from %s to %s is installed (dragoman models pull %s-%s gets it): %w", from, to, from, to, domain.ErrNotFound)
}

// Remove deletes the installed model of a direction and what an interrupted
// download of one has left.
func (s *Store) Remove(from, to string) error {
	from, to, err := languagePair(from, to)
	if err != nil {
		return err
	}
	unlock, err := s.tryLock(from, to)
	if err != nil {
		return err
	}
	defer unlock()
	names, err := s.modelDirs(from + "-" + to)
	if err == nil {
		err = s.discard(s.incoming(from, to), names, "")
	}
	if err = errors.Join(err, os.RemoveAll(s.incoming(from, to))); err != nil {
		return fmt.Errorf("remove model %s-%s: %w", from, to, err)
	}
	if len(names) == 0 {
		return notInstalled(from, to)
	}
	return nil
}

// discard deletes models by the names of their directories, all but keep.
// Each disappears in one rename, into the directory work.
func (s *Store) discard(work string, names []string, keep string) error {
	trash := filepath.Join(work, "removed")
	for _, name := range names {
		if name == keep {
			continue
		}
		if err := errors.Join(os.RemoveAll(trash), os.MkdirAll(work, 0o755)); err != nil {
			return err
		}
		if err := os.Rename(filepath.Join(s.config.Dir, name), trash); err != nil {
			return err
		}
	}
	return os.RemoveAll(trash)
}

// readModel reads the manifest in dir and checks what it says, because other
// code opens the files that it names.
func readModel(dir string) (Model, error) {
	path := filepath.Join(dir, manifestName)
	info, err := os.Stat(path)
	if err != nil {
		return Model{}, err
	}
	if info.Size() > maxManifestBytes {
		return Model{}, fmt.Errorf("%s has %d bytes: %w", path, info.Size(), domain.ErrInvalid)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Model{}, err
	}
	m, err := parseManifest(data)
	if err != nil {
		return Model{}, fmt.Errorf("%s is damaged (%w); delete the directory that it is in and pull the model again: %w", path, err, domain.ErrInvalid)
	}
	m.Dir = dir
	return m, nil
}

func parseManifest(data []byte) (Model, error) {
	var m Model
	if err := json.Unmarshal(data, &m); err != nil {
		return Model{}, err
	}
	from, to, err := languagePair(m.From, m.To)
	if err != nil {
		return Model{}, err
	}
	if from != m.From || to != m.To {
		return Model{}, fmt.Errorf("languages %q and %q", m.From, m.To)
	}
	for _, f := range m.Files {
		if err := checkName(f.Role, f.Name); err != nil {
			return Model{}, err
		}
		if f.Size < 0 || !isSum(f.Sum) {
			return Model{}, fmt.Errorf("%s has %d bytes and the sum %.80q", f.Name, f.Size, f.Sum)
		}
	}
	return m, completeSet(m.Files, func(f File) Role { return f.Role })
}

// writeManifest writes m's manifest into dir.
func writeManifest(dir string, m Model) error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(dir, manifestName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(append(data, '\n'))
	return errors.Join(err, file.Sync(), file.Close())
}

// shortSum is the beginning of a sum that tells models apart.
func shortSum(sum string) string { return sum[:min(len(sum), 12)] }

// versionOf finds the training run in a path of Mozilla's registry, as in
// models/en-ar/<run>/exported/model.enar.intgemm.alphas.bin.gz.
func versionOf(address string) string {
	parts := strings.Split(address, "/")
	if n := len(parts); n >= 3 && parts[n-2] == "exported" {
		return parts[n-3]
	}
	return ""
}
