package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// journalName is the file of a copy that names the files which exports wrote,
// one a line, so that a later one may remove them. A file is named before it is
// written: whenever an export is stopped, the next one knows what is its own.
const journalName = ".dragoman-export"

const journalHead = "# The files below were written by dragoman export, which removes those that it no longer writes.\n"

// copyDir is the directory of a copy. Its methods may be called at once.
type copyDir struct {
	root *os.Root

	mu      sync.Mutex
	journal *os.File
	earlier map[string]bool // files that exports before this one wrote
	written map[string]bool
}

// openCopy opens a directory, made if it is absent. One that holds files but no
// journal isn't ours.
func openCopy(dir string) (*copyDir, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	c := &copyDir{root: root, earlier: map[string]bool{}, written: map[string]bool{}}
	if err := c.open(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return c, nil
}

func (c *copyDir) open() error {
	journal, err := c.root.ReadFile(journalName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		entries, err := fs.ReadDir(c.root.FS(), ".")
		if err != nil {
			return err
		}
		if len(entries) > 0 {
			return fmt.Errorf("it holds files that no export wrote, such as %s; name an empty directory: %w", entries[0].Name(), domain.ErrForbidden)
		}
	case err != nil:
		return err
	}
	lines := bufio.NewScanner(bytes.NewReader(journal))
	for lines.Scan() {
		if name := lines.Text(); name != "" && !strings.HasPrefix(name, "#") && fs.ValidPath(name) {
			c.earlier[name] = true
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read %s: %w", journalName, err)
	}
	if c.journal, err = c.root.OpenFile(journalName, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644); err != nil {
		return err
	}
	if len(journal) == 0 {
		_, err = c.journal.WriteString(journalHead)
	}
	return err
}

// write puts a file in place, whole, and reports whether it wasn't there like
// this before.
func (c *copyDir) write(name string, data []byte) (changed bool, err error) {
	if err := c.claim(name); err != nil {
		return false, err
	}
	if c.same(name, data) {
		return false, nil
	}
	if err := c.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return false, err
	}
	temporary := path.Join(path.Dir(name), "."+fmt.Sprintf("%x", sha256.Sum256([]byte(name)))[:16]+".part")
	if err := c.claim(temporary); err != nil {
		return false, err
	}
	if err := c.root.WriteFile(temporary, data, 0o644); err != nil {
		return false, err
	}
	return true, c.root.Rename(temporary, name)
}

// claim notes in the journal that a file is ours, if it doesn't say so already.
func (c *copyDir) claim(name string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	again := c.written[name] || c.earlier[name]
	c.written[name] = true
	if again {
		return nil
	}
	_, err := c.journal.WriteString(name + "\n")
	return err
}

func (c *copyDir) same(name string, data []byte) bool {
	f, err := c.root.Open(name)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil || info.Size() != int64(len(data)) || !info.Mode().IsRegular() {
		return false
	}
	old, err := io.ReadAll(f)
	return err == nil && bytes.Equal(old, data)
}

// removeStale removes what earlier exports wrote and this one didn't, with the
// directories that are empty then, and writes the journal anew.
func (c *copyDir) removeStale() (removed int, err error) {
	for name := range c.earlier {
		if c.written[name] {
			continue
		}
		switch err := c.root.Remove(name); {
		case err == nil && !strings.HasSuffix(name, ".part"):
			removed++
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return removed, err
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if c.root.Remove(dir) != nil { // it holds something else
				break
			}
		}
	}
	var b bytes.Buffer
	b.WriteString(journalHead)
	for name := range c.written {
		if !strings.HasSuffix(name, ".part") {
			b.WriteString(name + "\n")
		}
	}
	if err := c.root.WriteFile(journalName+".new", b.Bytes(), 0o644); err != nil {
		return removed, err
	}
	return removed, c.root.Rename(journalName+".new", journalName)
}

func (c *copyDir) close() error {
	return errors.Join(c.journal.Close(), c.root.Close())
}
