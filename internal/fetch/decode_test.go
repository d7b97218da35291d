package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// compress applies codings in the order in which Content-Encoding lists them.
func compress(t testing.TB, data []byte, codings ...string) []byte {
	t.Helper()
	for _, coding := range codings {
		var out bytes.Buffer
		var w io.WriteCloser
		var err error
		switch coding {
		case "gzip":
			w = gzip.NewWriter(&out)
		case "br":
			w = brotli.NewWriterLevel(&out, 5)
		case "zstd":
			w, err = zstd.NewWriter(&out)
		case "deflate":
			w = zlib.NewWriter(&out)
		case "raw deflate":
			w, err = flate.NewWriter(&out, 6)
		default:
			t.Fatalf("no coding %q", coding)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		data = out.Bytes()
	}
	return data
}

func TestReadBody(t *testing.T) {
	t.Parallel()
	text := []byte(strings.Repeat("A word from the capital. ", 200))
	limit := int64(len(text))
	bomb := make([]byte, 10<<20)
	tests := []struct {
		name, header string
		body         []byte
		want         []byte
		class        error
	}{
		{"plain", "", text, text, nil},
		{"identity", "identity", text, text, nil},
		{"gzip", "gzip", compress(t, text, "gzip"), text, nil},
		{"x-gzip in capitals", "X-GZIP", compress(t, text, "gzip"), text, nil},
		{"br", "br", compress(t, text, "br"), text, nil},
		{"zstd", "zstd", compress(t, text, "zstd"), text, nil},
		{"deflate", "deflate", compress(t, text, "deflate"), text, nil},
		{"deflate without zlib's header", "deflate", compress(t, text, "raw deflate"), text, nil},
		{"two codings", "gzip, br", compress(t, text, "gzip", "br"), text, nil},
		{"gzip in two members", "gzip", append(compress(t, text[:10], "gzip"), compress(t, text[10:], "gzip")...), text, nil},
		{"nothing under gzip", "gzip", nil, nil, nil},
		{"nothing under br and zstd", "zstd", nil, nil, nil},
		{"a byte too many", "", append(text, 'x'), nil, ErrTooLarge},
		{"gzip bomb", "gzip", compress(t, bomb, "gzip"), nil, ErrTooLarge},
		{"br bomb", "br", compress(t, bomb, "br"), nil, ErrTooLarge},
		{"zstd bomb", "zstd", compress(t, bomb, "zstd"), nil, ErrTooLarge},
		{"deflate bomb", "deflate", compress(t, bomb, "deflate"), nil, ErrTooLarge},
		{"bomb in a bomb", "gzip, gzip", compress(t, bomb, "gzip", "gzip"), nil, ErrTooLarge},
		{"bomb without output", "gzip, gzip", compress(t, bytes.Repeat(compress(t, nil, "gzip"), 10_000), "gzip"), nil, ErrTooLarge},
		{"zstd with a window of 512 MiB", "zstd", []byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x98, 0x01, 0x00, 0x00}, nil, zstd.ErrWindowSizeExceeded},
		{"three codings", "gzip, br, gzip", text, nil, domain.ErrPermanent},
		{"unknown coding", "compress", text, nil, domain.ErrPermanent},
		{"no gzip at all", "gzip", text, nil, gzip.ErrHeader},
		{"gzip cut off", "gzip", compress(t, text, "gzip")[:40], nil, io.ErrUnexpectedEOF},
		{"br cut off", "br", compress(t, text, "br")[:20], nil, io.ErrUnexpectedEOF},
		{"zstd cut off", "zstd", compress(t, text, "zstd")[:20], nil, io.ErrUnexpectedEOF},
		{"deflate cut off", "deflate", compress(t, text, "deflate")[:20], nil, io.ErrUnexpectedEOF},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := readBody(bytes.NewReader(tt.body), tt.header, limit)
			if !errors.Is(err, tt.class) {
				t.Fatalf("error %v, want %v", err, tt.class)
			}
			if err == nil && !bytes.Equal(got, tt.want) {
				t.Errorf("got %d bytes, want %d", len(got), len(tt.want))
			}
			if int64(len(got)) > limit {
				t.Errorf("%d bytes pass the limit of %d", len(got), limit)
			}
		})
	}
}

func TestGetDecodes(t *testing.T) {
	t.Parallel()
	text := page("", prose["ru"])
	send := func(codings ...string) http.HandlerFunc {
		body := compress(t, encodeAs(t, text, "windows-1251"), codings...)
		return func(w http.ResponseWriter, _ *http.Request) {
			for _, c := range codings {
				w.Header().Add("Content-Encoding", c)
			}
			_, _ = w.Write(body)
		}
	}
	o := newOrigin(t, map[string]http.HandlerFunc{
		"/gzip": send("gzip"), "/br": send("br"), "/zstd": send("zstd"), "/deflate": send("deflate"), "/both": send("deflate", "gzip"),
	})
	client := newTestClient(t, []*origin{o})
	for _, path := range []string{"/gzip", "/br", "/zstd", "/deflate", "/both"} {
		resp, err := client.Get(t.Context(), Request{URL: o.URL + path})
		if err != nil {
			t.Error(err)
			continue
		}
		if got, charset := resp.Text(); got != text || charset != "windows-1251" {
			t.Errorf("%s: %s %.100q", path, charset, got)
		}
	}
}

func FuzzReadBody(f *testing.F) {
	text := []byte("some text, some text")
	for _, coding := range []string{"gzip", "br", "zstd", "deflate"} {
		f.Add(compress(f, text, coding), coding)
	}
	f.Add(compress(f, text, "raw deflate"), "deflate")
	f.Add(compress(f, text, "gzip", "br"), "gzip,br")
	f.Fuzz(func(t *testing.T, body []byte, header string) {
		const limit = 1 << 16
		got, err := readBody(bytes.NewReader(body), header, limit)
		if len(got) > limit {
			t.Errorf("%d bytes pass the limit (error %v)", len(got), err)
		}
	})
}
