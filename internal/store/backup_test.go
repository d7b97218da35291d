package store_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
)

func TestBackupIsRestoredIntoEitherDatabase(t *testing.T) {
	t.Parallel()
	for fromName, from := range storetest.Databases(cluster) {
		for toName, to := range storetest.Databases(cluster) {
			t.Run(fromName+" to "+toName, func(t *testing.T) {
				t.Parallel()
				storetest.RunBackup(t, from, to)
			})
		}
	}
}

// sample returns a backup with something in every table.
func sample(t *testing.T) []byte {
	t.Helper()
	s := storetest.Open(t, filepath.Join(t.TempDir(), "test.db"))
	storetest.Fill(t, s)
	return storetest.Backup(t, s)
}

func TestBackupHasEveryTable(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, filepath.Join(t.TempDir(), "test.db"))
	var manifest string
	edit(t, storetest.Backup(t, s), func(name string, data []byte) []byte {
		if name == "dragoman.json" {
			manifest = string(data)
		}
		return data
	})
	tables := 0
	for _, column := range store.SchemaShape(t, s) {
		name, rest, found := strings.Cut(column, ".")
		if found && name != "schema_version" && name != "tally" && name != "engine_output" && !strings.Contains(manifest, `"name": "`+name+`"`) {
			t.Errorf("%s.%s is not in the backup", name, rest)
		}
		tables++
	}
	if tables < 100 {
		t.Errorf("only %d columns and indexes", tables)
	}
}

// edit returns an archive whose files are changed, or dropped where change
// returns nil.
func edit(t testing.TB, archive []byte, change func(name string, data []byte) []byte) []byte {
	t.Helper()
	unzip, err := zstd.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	defer unzip.Close()
	var out bytes.Buffer
	zip, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	from, to := tar.NewReader(unzip), tar.NewWriter(zip)
	for {
		h, err := from.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if data = change(h.Name, data); data == nil {
			continue
		}
		h.Size = int64(len(data))
		if err := to.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(to.Close(), zip.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRestoreRefusesWhatIsNoWholeBackup(t *testing.T) {
	t.Parallel()
	good := sample(t)
	in := func(file, old, new string) []byte {
		t.Helper()
		done := false
		out := edit(t, good, func(name string, data []byte) []byte {
			if name != file {
				return data
			}
			done = bytes.Contains(data, []byte(old))
			return bytes.Replace(data, []byte(old), []byte(new), 1)
		})
		if !done {
			t.Fatalf("%s has no %q", file, old)
		}
		return out
	}
	without := func(file string) []byte {
		return edit(t, good, func(name string, data []byte) []byte {
			if name == file {
				return nil
			}
			return data
		})
	}
	const settings = "tables/setting/000001.jsonl"
	cases := map[string][]byte{
		"nothing": nil, "text": []byte("no backup at all"), "no end": without("end.json"), "no manifest": without("dragoman.json"), "no table": without(settings),
		"format": in("dragoman.json", `"format": 1`, `"format": 2`), "newer": in("dragoman.json", `"schema": `, `"schema": 9`),
		"another table": in("dragoman.json", `"name": "setting"`, `"name": "settings"`), "another column": in("dragoman.json", `"name": "etag"`, `"name": "tag"`),
		"another kind": in("dragoman.json", `"kind": "bytes"`, `"kind": "text"`), "a row less": in("end.json", `"setting": 1`, `"setting": 2`),
		"a value less": in(settings, `"key",`, ""), "no row": in(settings, "[", "{"), "a number for text": in(settings, `"key"`, "1"),
		"a reference into nothing": in("tables/page/000001.jsonl", "[2,", "[999,"),
	}
	for n := range 40 {
		cases["cut"+string(rune('a'+n))] = good[:len(good)*n/40]
	}
	for name, archive := range cases {
		path := filepath.Join(t.TempDir(), "test.db")
		err := store.Restore(t.Context(), path, bytes.NewReader(archive))
		if !errors.Is(err, domain.ErrInvalid) && name != "a reference into nothing" || err == nil {
			t.Errorf("%s: %v", name, err)
		}
		switch name {
		case "another table", "another column", "another kind", "a reference into nothing": // seen only beside the database
			s := storetest.Open(t, path)
			if c, err := s.Counts(t.Context()); err != nil || c.Sources+c.Articles+c.Items != 0 {
				t.Errorf("%s: left %+v, %v", name, c, err)
			}
		default:
			if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s: the database was touched: %v", name, err)
			}
		}
	}
}

// TestRestoreOfATurnedBit turns bits of a backup. Few of them mean nothing, such
// as those that fill up a byte: what is restored in spite of it is the same.
func TestRestoreOfATurnedBit(t *testing.T) {
	t.Parallel()
	good := sample(t)
	dir := t.TempDir()
	refused := 0
	const turns = 100
	for n := range turns {
		turned := bytes.Clone(good)
		at := len(good) * n / turns
		turned[at] ^= 1 << (n % 8)
		path := filepath.Join(dir, fmt.Sprint(n, ".db"))
		err := store.Restore(t.Context(), path, bytes.NewReader(turned))
		if err == nil {
			if diff := cmp.Diff(unpack(t, good), unpack(t, storetest.Backup(t, storetest.Open(t, path)))); diff != "" {
				t.Errorf("bit %d of byte %d: the content differs: %s", n%8, at, diff)
			}
			continue
		}
		refused++
		if !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("bit %d of byte %d: %v", n%8, at, err)
		}
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("bit %d of byte %d: the database was touched: %v", n%8, at, err)
		}
	}
	if refused < turns*3/4 {
		t.Errorf("only %d of %d were refused", refused, turns)
	}
}

func unpack(t *testing.T, archive []byte) (files string) {
	t.Helper()
	edit(t, archive, func(name string, data []byte) []byte {
		files += name + "\n" + string(data)
		return data
	})
	return files
}

func FuzzRestore(f *testing.F) {
	f.Add([]byte(`{"format":1,"schema":1,"tables":[{"name":"setting","columns":[{"name":"key","kind":"text"}]}]}`), "tables/setting/000001.jsonl", []byte(`["a"]`))
	f.Add([]byte(`{"format":1}`), "end.json", []byte(`{}`))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, manifest []byte, name string, part []byte) {
		var out bytes.Buffer
		zip, err := zstd.NewWriter(&out)
		if err != nil {
			t.Fatal(err)
		}
		w := tar.NewWriter(zip)
		for _, file := range []struct {
			name string
			data []byte
		}{{"dragoman.json", manifest}, {name, part}, {"end.json", []byte(`{}`)}} {
			if w.WriteHeader(&tar.Header{Name: file.name, Size: int64(len(file.data))}) != nil {
				return
			}
			if _, err := w.Write(file.data); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(w.Close(), zip.Close()); err != nil {
			return
		}
		if err := store.Restore(t.Context(), filepath.Join(dir, "no", "such", "dir.db"), &out); err == nil {
			t.Error("restored into nowhere")
		}
	})
}
