package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// result is what one turn measured.
type result struct {
	rate     float64 // requests per second
	cpu      float64 // of the server, microseconds per request
	p50, p99 time.Duration
}

// load asks a server for a page over some connections for one turn.
func load(ctx context.Context, x *server, path, encoding string) (result, error) {
	request := []byte("GET " + path + " HTTP/1.1\r\nHost: news.example.org\r\nAccept-Encoding: " + encoding + "\r\nUser-Agent: bench\r\n\r\n")
	if _, err := ask(ctx, x.address, request, time.Now().Add(200*time.Millisecond)); err != nil { // warm up
		return result{}, err
	}
	before, err := cpuTime(x.process.Process.Pid)
	if err != nil {
		return result{}, err
	}
	start := time.Now()
	times := make([][]time.Duration, *connections)
	group, ctx := errgroup.WithContext(ctx)
	for i := range times {
		group.Go(func() (err error) {
			times[i], err = ask(ctx, x.address, request, start.Add(*turn))
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return result{}, err
	}
	took := time.Since(start)
	after, err := cpuTime(x.process.Process.Pid)
	if err != nil {
		return result{}, err
	}
	all := slices.Concat(times...)
	slices.Sort(all)
	n := len(all)
	return result{
		rate: float64(n) / took.Seconds(), cpu: float64((after - before).Microseconds()) / float64(n), p50: all[n/2], p99: all[n*99/100],
	}, nil
}

// ask sends the request on one connection again and again, and returns how long
// each answer took.
func ask(ctx context.Context, address string, request []byte, until time.Time) ([]time.Duration, error) {
	c, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	defer c.Close() //nolint:errcheck // everything was read
	in := bufio.NewReaderSize(c, 64<<10)
	var times []time.Duration
	for start := time.Now(); start.Before(until) && ctx.Err() == nil; {
		if _, err := c.Write(request); err != nil {
			return nil, err
		}
		if err := skip(in); err != nil {
			return nil, err
		}
		now := time.Now()
		times = append(times, now.Sub(start))
		start = now
	}
	return times, ctx.Err()
}

// skip reads one response: 200, whole, of a known length or in chunks.
func skip(in *bufio.Reader) error {
	length, chunked := int64(-1), false
	for n := 0; ; n++ {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		switch lower := bytes.ToLower(line); {
		case n == 0 && !bytes.HasPrefix(line, []byte("HTTP/1.1 200")):
			return fmt.Errorf("the server answers %q", line)
		case bytes.HasPrefix(lower, []byte("content-length:")):
			if length, err = strconv.ParseInt(string(bytes.TrimSpace(line[15:])), 10, 64); err != nil {
				return err
			}
		case bytes.HasPrefix(lower, []byte("transfer-encoding: chunked")):
			chunked = true
		}
		if len(line) == 0 {
			break
		}
	}
	for chunked {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseInt(string(bytes.TrimRight(line, "\r\n")), 16, 64)
		if err != nil {
			return err
		}
		if _, err := io.CopyN(io.Discard, in, size+2); err != nil {
			return err
		}
		if size == 0 {
			return nil
		}
	}
	_, err := io.CopyN(io.Discard, in, length)
	return err
}

// cpuTime returns what a process has used of the processors, in user and
// kernel mode, with a resolution of 10 ms (proc(5), fields 14 and 15 of stat).
func cpuTime(pid int) (time.Duration, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("read the CPU time of process %d: %q", pid, data)
	}
	var ticks int64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * (time.Second / 100), nil
}
