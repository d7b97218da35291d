package store

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// A backup is a zstd-compressed tar archive of JSON. It begins with
// dragoman.json, a manifest; then come tables/NAME/NNNNNN.jsonl, whose lines are
// rows, as arrays of the values of the manifest's columns (bytes in base64),
// in the manifest's order of tables; and it ends with end.json, the number of
// rows of each table. Nothing in it depends on the database that it came from.
const (
	archiveFormat = 1
	manifestName  = "dragoman.json"
	endName       = "end.json"
	partSize      = 1 << 20   // bytes of rows in one file of the archive, unless one row has more
	mostPart      = 256 << 20 // bytes of a file that is read
	mostWindow    = 64 << 20  // of the compression
)

type manifest struct {
	Format int     `json:"format"`
	Schema int     `json:"schema"` // version of the latest migration
	Tables []table `json:"tables"`
}

// archiveWriter writes rows in bounded memory.
type archiveWriter struct {
	zip   *zstd.Encoder
	tar   *tar.Writer
	part  bytes.Buffer
	parts int // of the table
	rows  map[string]int64
}

func newArchiveWriter(w io.Writer, m manifest) (*archiveWriter, error) {
	zip, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	a := &archiveWriter{zip: zip, tar: tar.NewWriter(zip), rows: map[string]int64{}}
	return a, a.json(manifestName, m)
}

func (a *archiveWriter) file(name string, data []byte) error {
	if err := a.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(data)), Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := a.tar.Write(data)
	return err
}

func (a *archiveWriter) json(name string, value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return a.file(name, append(data, '\n'))
}

func (a *archiveWriter) row(name string, values []any) error {
	line, err := json.Marshal(values)
	if err != nil {
		return err
	}
	a.rows[name]++
	a.part.Write(line)
	a.part.WriteByte('\n')
	if a.part.Len() < partSize {
		return nil
	}
	return a.flush(name)
}

func (a *archiveWriter) flush(name string) error {
	if a.part.Len() == 0 {
		return nil
	}
	a.parts++
	err := a.file(fmt.Sprintf("tables/%s/%06d.jsonl", name, a.parts), a.part.Bytes())
	a.part.Reset()
	return err
}

func (a *archiveWriter) endTable(name string) error {
	err := a.flush(name)
	a.parts = 0
	return err
}

// close completes the archive; without it, it is recognised as damaged.
func (a *archiveWriter) close() error {
	if err := a.json(endName, a.rows); err != nil {
		return err
	}
	return errors.Join(a.tar.Close(), a.zip.Close())
}

// readArchive reads an archive from beginning to end. It hands the manifest to
// begin and then every row, with its table, to row, whose slice it uses again.
// What isn't a whole, undamaged archive is domain.ErrInvalid.
func readArchive(ctx context.Context, r io.Reader, begin func(manifest) error, row func(t table, values []any) error) error {
	zip, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(mostWindow))
	if err != nil {
		return err
	}
	defer zip.Close()
	reader := &archiveReader{tar: tar.NewReader(zip), rows: map[string]int64{}, row: row}
	if err := reader.begin(begin); err != nil {
		return err
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		more, err := reader.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	if _, err := io.Copy(io.Discard, zip); err != nil { // the checksum comes last
		return damaged(err)
	}
	return nil
}

func damaged(err error) error {
	if errors.Is(err, domain.ErrInvalid) {
		return err
	}
	return fmt.Errorf("the backup is damaged, or none: %w: %w", err, domain.ErrInvalid)
}

type archiveReader struct {
	tar      *tar.Reader
	manifest manifest
	rows     map[string]int64
	table    int // the last one's place in the manifest
	row      func(t table, values []any) error
}

func (a *archiveReader) begin(f func(manifest) error) error {
	h, err := a.open()
	if err != nil {
		return err
	}
	if h.Name != manifestName {
		return damaged(fmt.Errorf("it begins with %q", h.Name))
	}
	if err := json.NewDecoder(a.tar).Decode(&a.manifest); err != nil {
		return damaged(err)
	}
	if a.manifest.Format != archiveFormat {
		return fmt.Errorf("the backup has the format %d and this program knows %d: use the program that wrote it: %w", a.manifest.Format, archiveFormat, domain.ErrInvalid)
	}
	return f(a.manifest)
}

func (a *archiveReader) open() (*tar.Header, error) {
	h, err := a.tar.Next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, damaged(errors.New("it ends too early"))
	case err != nil:
		return nil, damaged(err)
	case h.Size > mostPart:
		return nil, damaged(fmt.Errorf("%s has %d bytes", h.Name, h.Size))
	}
	return h, nil
}

// next reads one file of the archive and reports whether more follow.
func (a *archiveReader) next() (more bool, err error) {
	h, err := a.open()
	if err != nil {
		return false, err
	}
	if h.Name == endName {
		return false, a.end()
	}
	parts := strings.Split(h.Name, "/")
	at := slices.IndexFunc(a.manifest.Tables, func(t table) bool { return len(parts) == 3 && t.Name == parts[1] })
	if at < a.table {
		return false, damaged(fmt.Errorf("%q is out of place", h.Name))
	}
	a.table = at
	return true, a.part(a.manifest.Tables[at])
}

func (a *archiveReader) part(t table) error {
	d := json.NewDecoder(a.tar)
	d.UseNumber()
	var values []any
	for {
		err := d.Decode(&values)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = t.convert(values)
		}
		if err != nil {
			return damaged(fmt.Errorf("table %s, row %d: %w", t.Name, a.rows[t.Name]+1, err))
		}
		a.rows[t.Name]++
		if err := a.row(t, values); err != nil {
			return fmt.Errorf("table %s, row %d: %w", t.Name, a.rows[t.Name], err)
		}
	}
}

func (a *archiveReader) end() error {
	var rows map[string]int64
	if err := json.NewDecoder(a.tar).Decode(&rows); err != nil {
		return damaged(err)
	}
	for _, t := range a.manifest.Tables {
		if rows[t.Name] != a.rows[t.Name] {
			return damaged(fmt.Errorf("table %s has %d rows instead of %d", t.Name, a.rows[t.Name], rows[t.Name]))
		}
	}
	if _, err := a.tar.Next(); !errors.Is(err, io.EOF) {
		return damaged(errors.New("something follows its end"))
	}
	return nil
}

// convert turns a row's values from JSON's types into the columns'.
func (t table) convert(values []any) error {
	if len(values) != len(t.Columns) {
		return fmt.Errorf("%d values for %d columns", len(values), len(t.Columns))
	}
	for i, c := range t.Columns {
		v, err := c.Kind.convert(values[i])
		if err != nil {
			return fmt.Errorf("column %s: %w", c.Name, err)
		}
		values[i] = v
	}
	return nil
}

func (k kind) convert(value any) (any, error) {
	if value == nil {
		return nil, nil
	}
	number, isNumber := value.(json.Number)
	text, isText := value.(string)
	switch {
	case k == kindInt && isNumber:
		return number.Int64()
	case k == kindFloat && isNumber:
		return number.Float64()
	case k == kindText && isText:
		return text, nil
	case k == kindBytes && isText:
		return base64.StdEncoding.DecodeString(text)
	}
	if truth, ok := value.(bool); ok && k == kindBool {
		return truth, nil
	}
	return nil, fmt.Errorf("a %T is no %s", value, k)
}
