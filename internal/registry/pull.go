package registry

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// mozillaLicence is the licence of Mozilla's models, which the registry
// doesn't repeat.
const mozillaLicence = "MPL-2.0"

// PullOptions say how to pull; the zero value takes the best model.
type PullOptions struct {
	Architecture string         // "tiny", "base" or "base-memory"; empty for the best there is
	Progress     func(Progress) // called often, from Pull's own goroutine
}

// Pull downloads the model of a direction, whose languages are BCP 47 tags,
// and installs it in the place of another one of that direction. If it is
// installed already and whole, nothing happens.
//
// An interrupted pull leaves the installed models as they were; the next one
// continues it. Errors say what to do; they wrap domain.ErrNotFound where the
// registry has no such model, domain.ErrInvalid where what it sent is not as
// it promised.
func (s *Store) Pull(ctx context.Context, from, to string, options PullOptions) (Model, error) {
	from, to, err := languagePair(from, to)
	if err != nil {
		return Model{}, err
	}
	index, err := s.index(ctx)
	if err != nil {
		return Model{}, err
	}
	offer, err := index.choose(from, to, options.Architecture)
	if err != nil {
		return Model{}, err
	}
	unlock, err := s.lock(ctx, from, to)
	if err != nil {
		return Model{}, err
	}
	defer unlock()
	if m, ok := s.installed(ctx, offer); ok {
		return m, nil
	}
	m, err := s.pull(ctx, offer, options.Progress)
	if err != nil {
		return Model{}, fmt.Errorf("pull model %s-%s: %w", from, to, explain(err, s.config.Dir))
	}
	return m, nil
}

// installed reports whether the offered model is in the store and whole.
func (s *Store) installed(ctx context.Context, offer Offer) (Model, bool) {
	m, err := s.Find(offer.From, offer.To)
	sum := offer.model().sum
	if err != nil || m.Source != offer.model().address || sum != "" && m.sum() != sum {
		return Model{}, false
	}
	return m, s.Verify(ctx, m) == nil
}

func (o Offer) model() remoteFile {
	for _, f := range o.files {
		if f.role == RoleModel {
			return f
		}
	}
	return remoteFile{}
}

// incoming is where a model of a direction is put together. What is
// downloaded stays there until the model is whole.
func (s *Store) incoming(from, to string) string {
	return filepath.Join(s.config.Dir, ".incoming-"+from+"-"+to)
}

func (s *Store) pull(ctx context.Context, offer Offer, progress func(Progress)) (Model, error) {
	work := s.incoming(offer.From, offer.To)
	stage, err := newStage(work)
	if err != nil {
		return Model{}, err
	}
	m := Model{
		From: offer.From, To: offer.To, Version: versionOf(offer.model().address), Architecture: offer.Architecture,
		Status: offer.Status, Licence: mozillaLicence, Source: offer.model().address,
	}
	for _, remote := range offer.files {
		file, err := s.fetchFile(ctx, remote, work, stage, progress)
		if err != nil {
			return Model{}, fmt.Errorf("%s: %w", remote.name, err)
		}
		m.Files = append(m.Files, file)
	}
	if m, err = s.install(stage, m); err != nil {
		return Model{}, err
	}
	return m, os.RemoveAll(work)
}

// newStage returns an empty directory in work for the unpacked files.
func newStage(work string) (string, error) {
	stage := filepath.Join(work, "stage")
	if err := os.RemoveAll(stage); err != nil {
		return "", err
	}
	return stage, os.MkdirAll(stage, 0o755)
}

// fetchFile downloads a file and unpacks it into stage. A file that was put
// together from an older part and turns out wrong is downloaded once more.
func (s *Store) fetchFile(ctx context.Context, remote remoteFile, work, stage string, progress func(Progress)) (File, error) {
	d := &download{
		store: s, address: remote.address, path: filepath.Join(work, remote.name+".partial"),
		limit: remote.packedLimit(), exact: remote.packedSize,
		progress: func(done, total int64) {
			if progress != nil {
				progress(Progress{File: remote.name, Done: done, Total: total})
			}
		},
	}
	file, err := s.fetchOnce(ctx, d, remote, stage)
	if errors.Is(err, domain.ErrInvalid) && d.resumed {
		file, err = s.fetchOnce(ctx, d, remote, stage)
	}
	return file, err
}

// packedLimit is how many bytes the packed file may have. Packing may make a
// file a little longer.
func (f remoteFile) packedLimit() int64 {
	switch {
	case f.packedSize > 0:
		return f.packedSize
	case f.size > 0:
		return f.size + f.size/100 + 1<<16
	}
	return f.role.limit()
}

func (f remoteFile) unpackedLimit() int64 {
	if f.size > 0 {
		return f.size
	}
	return f.role.limit()
}

// fetchOnce downloads, checks and unpacks a file. What turned out wrong is
// deleted.
func (s *Store) fetchOnce(ctx context.Context, d *download, remote remoteFile, stage string) (File, error) {
	if err := d.run(ctx); err != nil {
		return File{}, err
	}
	target := filepath.Join(stage, remote.name)
	file, err := checkedUnpack(ctx, d.path, target, remote)
	if errors.Is(err, domain.ErrInvalid) {
		return File{}, errors.Join(err, d.forget(), removeIfThere(target))
	}
	if err != nil {
		return File{}, err
	}
	return file, d.forget()
}

func checkedUnpack(ctx context.Context, packed, target string, remote remoteFile) (File, error) {
	if remote.packedSum != "" {
		sum, err := sumOf(ctx, packed)
		if err != nil {
			return File{}, err
		}
		if sum != remote.packedSum {
			return File{}, wrongSum(sum, remote.packedSum)
		}
	}
	file, err := unpack(ctx, packed, target, remote.role, remote.unpackedLimit())
	switch {
	case err != nil:
		return File{}, err
	case remote.size > 0 && file.Size != remote.size:
		return File{}, fmt.Errorf("it has %d bytes where the registry promises %d: %w", file.Size, remote.size, domain.ErrInvalid)
	case remote.sum != "" && file.Sum != remote.sum:
		return File{}, wrongSum(file.Sum, remote.sum)
	}
	file.Name = remote.name
	return file, nil
}

func wrongSum(got, want string) error {
	return fmt.Errorf("its SHA-256 sum is %s where the registry promises %s: %w", got, want, domain.ErrInvalid)
}

func sumOf(ctx context.Context, path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // only read
	hash := sha256.New()
	_, err = io.Copy(hash, contextReader{ctx, file})
	return hex.EncodeToString(hash.Sum(nil)), err
}

// install completes the model in stage with its manifest, moves it into the
// store and deletes the ones that it replaces.
func (s *Store) install(stage string, m Model) (Model, error) {
	m.Installed = time.Now().UTC().Truncate(time.Microsecond)
	m.Version = cmp.Or(m.Version, shortSum(m.sum()))
	if s.config.Check != nil {
		architecture, err := s.config.Check(stage)
		if err != nil {
			return Model{}, errors.Join(fmt.Errorf("this model can't be run here: %w: %w", err, domain.ErrInvalid), os.RemoveAll(stage))
		}
		m.Architecture = cmp.Or(m.Architecture, architecture)
	}
	if err := writeManifest(stage, m); err != nil {
		return Model{}, err
	}
	if err := syncDir(stage); err != nil {
		return Model{}, err
	}
	m.Dir = filepath.Join(s.config.Dir, m.dirName())
	names, err := s.modelDirs(m.Pair())
	if err != nil {
		return Model{}, err
	}
	if err := errors.Join(os.Rename(stage, m.Dir), syncDir(s.config.Dir)); err != nil {
		return Model{}, err
	}
	return m, s.discard(filepath.Dir(stage), names, m.dirName())
}

func syncDir(dir string) error {
	file, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// explain adds what to do about a full disk.
func explain(err error, dir string) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("%w: free some space in %s and try again: what was downloaded is kept", err, dir)
	}
	return err
}
