package source

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func gzipped(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestUnpack(t *testing.T) {
	t.Parallel()
	sitemap := "<urlset>" + strings.Repeat("<url><loc>https://news.example/a</loc></url>", 1000) + "</urlset>"
	packed := gzipped(t, sitemap)
	if got, err := Unpack(packed, 1<<20); err != nil || string(got) != sitemap {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if got, err := Unpack([]byte("<rss/>"), 1); err != nil || string(got) != "<rss/>" {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := Unpack(packed[:len(packed)-10], 1<<20); err != nil || !strings.HasPrefix(sitemap, string(got)) || len(got) == 0 {
		t.Errorf("cut off: %d bytes, %v", len(got), err)
	}
	for name, data := range map[string][]byte{"a bomb": gzipped(t, strings.Repeat("0", 1<<20)), "no gzip": {0x1f, 0x8b, 1, 2, 3}} {
		if _, err := Unpack(data, 1<<16); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
