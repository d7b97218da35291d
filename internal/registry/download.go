package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Progress tells how far the download of a file is. Total is -1 while it
// isn't known; both count bytes as they are packed.
type Progress struct {
	File        string
	Done, Total int64
}

// download gets one file into path, continuing what is there already if the
// server still has the same. Next to the file, path.state tells which that is.
type download struct {
	store    *Store
	address  string
	path     string
	limit    int64 // bytes that are allowed at most
	exact    int64 // bytes that the file has; 0 if not known
	progress func(done, total int64)
	resumed  bool // the file is put together from what several answers brought
}

// downloadState identifies the version of a file that a part of is here.
type downloadState struct {
	Address   string `json:"address"`
	Validator string `json:"validator"` // a strong ETag or a Last-Modified time
	Size      int64  `json:"size"`      // of the whole file, -1 if the server didn't say
}

// permanent wraps an error that another attempt would meet again.
type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// retryAfter wraps an error with the pause that the server asked for.
type retryAfter struct {
	error
	pause time.Duration
}

func (r retryAfter) Unwrap() error { return r.error }

// maxPause bounds the pause between attempts, whoever asks for more.
const maxPause = time.Minute

// run downloads the file. It tries again, each time from where it was, until
// Config.Attempts attempts in a row brought less than a thousandth of its limit
// each: a server that cuts every answer short can't go on for ever.
func (d *download) run(ctx context.Context) error {
	failures := 0
	for {
		before := d.here()
		err := d.attempt(ctx)
		var final permanent
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.As(err, &final):
			return final.error
		case d.here()-before > d.limit/1000:
			failures = 0
		}
		if failures++; failures >= d.store.config.Attempts {
			return fmt.Errorf("%w; pull again later to continue", err)
		}
		if err := sleep(ctx, d.store.pause(failures, err)); err != nil {
			return err
		}
	}
}

// pause returns how long to wait after a number of failures in a row.
func (s *Store) pause(failures int, err error) time.Duration {
	pause := s.config.Backoff << min(failures-1, 10)
	if asked, ok := errors.AsType[retryAfter](err); ok {
		pause = max(pause, asked.pause)
	}
	return min(pause, maxPause)
}

func (d *download) statePath() string { return d.path + ".state" }

// here returns how many bytes of the file are on disk.
func (d *download) here() int64 {
	info, err := os.Stat(d.path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// state reads what the part on disk belongs to; an empty validator means that
// it can't be continued.
func (d *download) state() downloadState {
	var state downloadState
	data, err := os.ReadFile(d.statePath())
	if err != nil || json.Unmarshal(data, &state) != nil || state.Address != d.address {
		return downloadState{}
	}
	return state
}

func (d *download) attempt(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.address, nil)
	if err != nil {
		return permanent{err}
	}
	// Offsets count the bytes that are stored, not those of an encoding.
	req.Header.Set("Accept-Encoding", "identity")
	offset, state := d.here(), d.state()
	if offset > 0 && offset == state.Size { // only what follows a download was interrupted
		d.resumed = true
		d.progress(offset, offset)
		return nil
	}
	if offset > 0 && offset < d.limit && state.Validator != "" {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", offset))
		req.Header.Set("If-Range", state.Validator)
	} else {
		offset = 0
	}
	return d.store.stream(req, func(resp *http.Response) error {
		switch resp.StatusCode {
		case http.StatusPartialContent:
			return d.continueAt(resp, offset)
		case http.StatusOK:
			return d.startOver(resp)
		case http.StatusRequestedRangeNotSatisfiable:
			return errors.Join(errors.New("the server has no such part of the file"), d.forget())
		}
		return statusError(resp)
	})
}

// forget deletes what is there, so that the next attempt starts over.
func (d *download) forget() error {
	return errors.Join(removeIfThere(d.path), removeIfThere(d.statePath()))
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func (d *download) startOver(resp *http.Response) error {
	d.resumed = false
	if err := d.forget(); err != nil {
		return permanent{err}
	}
	state := downloadState{Address: d.address, Validator: validator(resp.Header), Size: resp.ContentLength}
	if err := d.checkSize(state.Size); err != nil {
		return err
	}
	data, err := json.Marshal(state)
	if err != nil {
		return permanent{err}
	}
	if err := os.WriteFile(d.statePath(), data, 0o644); err != nil {
		return permanent{err}
	}
	return d.receive(resp.Body, 0, state.Size)
}

func (d *download) continueAt(resp *http.Response, offset int64) error {
	start, total, ok := contentRange(resp.Header.Get("Content-Range"))
	if !ok || start != offset || offset == 0 {
		return errors.Join(fmt.Errorf("the server answered with the range %.80q instead of from %d", resp.Header.Get("Content-Range"), offset), d.forget())
	}
	if err := d.checkSize(total); err != nil {
		return err
	}
	d.resumed = true
	return d.receive(resp.Body, offset, total)
}

// checkSize compares the size that the server announces with the registry's.
func (d *download) checkSize(size int64) error {
	switch {
	case size < 0:
		return nil
	case d.exact > 0 && size != d.exact:
		return permanent{fmt.Errorf("the server has %d bytes where the registry promises %d: %w", size, d.exact, domain.ErrInvalid)}
	case size > d.limit:
		return permanent{fmt.Errorf("the server has %d bytes where at most %d are allowed: %w", size, d.limit, domain.ErrInvalid)}
	}
	return nil
}

// receive appends body to the file from offset on. total is -1 if not known.
func (d *download) receive(body io.Reader, offset, total int64) error {
	file, err := os.OpenFile(d.path, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return permanent{err}
	}
	err = file.Truncate(offset)
	if err == nil {
		_, err = file.Seek(offset, io.SeekStart)
	}
	if err != nil {
		return permanent{errors.Join(err, file.Close())}
	}
	writer := &progressWriter{file: file, done: offset, total: total, report: d.progress}
	writer.tell()
	_, err = io.Copy(writer, io.LimitReader(body, d.limit-offset))
	if writer.failed != nil {
		return permanent{errors.Join(fmt.Errorf("write %s: %w", d.path, writer.failed), file.Close())}
	}
	err = errors.Join(err, file.Close())
	switch {
	case err != nil:
		return err
	case total >= 0 && writer.done < total:
		return fmt.Errorf("the connection ended after %d of %d bytes", writer.done, total)
	}
	if n, _ := io.ReadFull(body, make([]byte, 1)); n > 0 {
		return permanent{errors.Join(fmt.Errorf("the server sends more than the %d bytes that are allowed: %w", d.limit, domain.ErrInvalid), d.forget())}
	}
	if d.exact > 0 && writer.done != d.exact {
		return permanent{errors.Join(fmt.Errorf("the server sent %d bytes where the registry promises %d: %w", writer.done, d.exact, domain.ErrInvalid), d.forget())}
	}
	return nil
}

// progressWriter tells errors of the disk from those of the network.
type progressWriter struct {
	file        *os.File
	done, total int64
	report      func(done, total int64)
	failed      error
}

func (w *progressWriter) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	w.done += int64(n)
	w.failed = err
	w.tell()
	return n, err
}

func (w *progressWriter) tell() { w.report(w.done, w.total) }

// validator returns what If-Range can take from an answer, "" if nothing.
func validator(header http.Header) string {
	if tag := header.Get("ETag"); strings.HasPrefix(tag, `"`) {
		return tag
	}
	return header.Get("Last-Modified")
}

// contentRange reads a header such as "bytes 100-199/200"; total is -1 where
// it has an asterisk.
func contentRange(header string) (start, total int64, ok bool) {
	span, all, ok := strings.Cut(strings.TrimPrefix(header, "bytes "), "/")
	if !ok {
		return 0, 0, false
	}
	first, _, ok := strings.Cut(span, "-")
	if !ok {
		return 0, 0, false
	}
	start, err := strconv.ParseInt(first, 10, 64)
	if err != nil || start < 0 {
		return 0, 0, false
	}
	if all == "*" {
		return start, -1, true
	}
	total, err = strconv.ParseInt(all, 10, 64)
	return start, total, err == nil && total > start
}
