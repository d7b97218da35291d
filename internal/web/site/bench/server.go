package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func startCached(ctx context.Context, dir string) (*server, error) {
	return startSite(ctx, dir, "dragoman, cached", "cached")
}

func startAnew(ctx context.Context, dir string) (*server, error) {
	return startSite(ctx, dir, "dragoman, made anew", "anew")
}

func startSite(ctx context.Context, dir, name, how string) (*server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	x := &server{name: name, process: exec.CommandContext(ctx, self, "-serve", dir, how), results: map[string][]result{}}
	x.process.Stderr = os.Stderr
	out, err := x.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := x.process.Start(); err != nil {
		return nil, err
	}
	x.address, err = bufio.NewReader(out).ReadString('\n')
	x.address = strings.TrimSpace(x.address)
	return x, err
}

// nginxConfig serves one file to every path, precompressed where asked for.
const nginxConfig = `daemon off;
master_process off;
worker_processes 1;
pid %[1]s/nginx.pid;
error_log %[1]s/nginx.log;
events { worker_connections 256; }
http {
	access_log off;
	sendfile on;
	tcp_nopush on;
	keepalive_requests 100000000;
	open_file_cache max=100;
	client_body_temp_path %[1]s/body;
	proxy_temp_path %[1]s/proxy;
	fastcgi_temp_path %[1]s/fastcgi;
	uwsgi_temp_path %[1]s/uwsgi;
	scgi_temp_path %[1]s/scgi;
	default_type text/html;
	server {
		listen %[2]s;
		root %[1]s;
		gzip_static on;
		add_header Vary Accept-Encoding;
		add_header Content-Security-Policy "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'";
		location / { rewrite ^ /page.html break; }
	}
}
`

func startNginx(ctx context.Context, dir string) (*server, error) {
	program, err := exec.LookPath("nginx")
	if err != nil {
		return nil, fmt.Errorf("%w: scripts/install-packages nginx-light", err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		return nil, err
	}
	config := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, nginxConfig, dir, address), 0o644); err != nil {
		return nil, err
	}
	x := &server{name: "nginx, a file", address: address, process: exec.CommandContext(ctx, program, "-c", config, "-p", dir, "-e", filepath.Join(dir, "nginx.log")), results: map[string][]result{}}
	x.process.Stderr = os.Stderr
	if err := x.process.Start(); err != nil {
		return nil, err
	}
	for range 100 {
		if c, err := net.Dial("tcp", address); err == nil {
			return x, c.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	said, _ := os.ReadFile(filepath.Join(dir, "nginx.log")) // nothing, if it never came so far
	return x, fmt.Errorf("nginx doesn't answer: %s", said)
}

// memory is a response in memory.
type memory struct {
	header http.Header
	body   *bytes.Buffer
}

func get(h http.Handler, path, encoding string) memory {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if encoding != "" {
		r.Header.Set("Accept-Encoding", encoding)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return memory{w.Header(), w.Body}
}
