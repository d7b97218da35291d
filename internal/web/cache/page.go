package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// The levels of compression. Brotli 5 takes a fiftieth of the time of 11 for a
// tenth more bytes, so 11 is for files that are compressed once.
const (
	gzipLevel   = 6
	brotliPages = 5
	brotliFiles = brotli.BestCompression
	minCompress = 256 // bytes; less doesn't get smaller
)

// page is a body in its encodings, with its headers.
type page struct {
	header   http.Header // as the handler set it, without what depends on the encoding
	tag      string      // entity tag of the body as it is, without quotation marks
	modified time.Time   // zero for unknown
	plain    variant
	gzip     *variant // nil where it isn't worth it
	brotli   *variant
}

// variant is a body in one encoding. Its header values are those of
// http.Header, made once.
type variant struct {
	body                  []byte
	tag, length, encoding []string
}

func newVariant(body []byte, tag, suffix, encoding string) *variant {
	v := &variant{body: body, tag: []string{`"` + tag + suffix + `"`}, length: []string{strconv.Itoa(len(body))}}
	if encoding != "" {
		v.encoding = []string{encoding}
	}
	return v
}

func newPage(header http.Header, body []byte, level int) page {
	p := page{header: header.Clone(), tag: strings.Trim(Tag(body), `"`)}
	for _, name := range []string{"Content-Length", "Date", "Etag", "Accept-Ranges"} {
		p.header.Del(name)
	}
	p.modified, _ = http.ParseTime(header.Get("Last-Modified"))
	if p.header.Get("Cache-Control") == "" {
		p.header.Set("Cache-Control", "public, max-age=0, must-revalidate")
	}
	p.plain = *newVariant(body, p.tag, "", "")
	if compressible(header.Get("Content-Type")) && len(body) >= minCompress {
		gz, br := compress(body, level)
		if gz != nil {
			p.gzip = newVariant(gz, p.tag, "-gz", "gzip")
		}
		if br != nil {
			p.brotli = newVariant(br, p.tag, "-br", "br")
		}
		p.header.Set("Vary", "Accept-Encoding")
	}
	return p
}

// size returns the bytes of all bodies.
func (p *page) size() int {
	n := len(p.plain.body)
	for _, v := range []*variant{p.gzip, p.brotli} {
		if v != nil {
			n += len(v.body)
		}
	}
	return n
}

// Tag returns a strong entity tag of a body (RFC 9110, section 8.8.3).
func Tag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:15]) + `"`
}

func compressible(media string) bool {
	media, _, _ = strings.Cut(media, ";")
	switch media = strings.TrimSpace(strings.ToLower(media)); media {
	case "application/json", "application/manifest+json", "application/feed+json", "application/xml", "application/rss+xml", "application/atom+xml",
		"application/javascript", "image/svg+xml":
		return true
	}
	return strings.HasPrefix(media, "text/")
}

// compress returns a body in both encodings, nil for one that doesn't make it
// smaller.
func compress(body []byte, level int) (gz, br []byte) {
	var g, b bytes.Buffer
	zip, err := gzip.NewWriterLevel(&g, gzipLevel)
	if err == nil {
		_, err = zip.Write(body)
	}
	if err == nil && zip.Close() == nil && g.Len() < len(body) {
		gz = bytes.Clone(g.Bytes())
	}
	writer := brotli.NewWriterLevel(&b, level)
	if _, err := writer.Write(body); err == nil && writer.Close() == nil && b.Len() < len(body) {
		br = bytes.Clone(b.Bytes())
	}
	return gz, br
}

// serve answers with the encoding that suits the request best, with 304 to who
// has the page already, and without a body to HEAD.
func (p *page) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	maps.Copy(h, p.header)
	v := p.choose(r.Header.Get("Accept-Encoding"))
	h["Etag"] = v.tag
	if p.known(r) {
		delete(h, "Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if v.encoding != nil {
		h["Content-Encoding"] = v.encoding
	}
	h["Content-Length"] = v.length
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(v.body) // the reader went away
	}
}

// choose returns the smallest variant that an Accept-Encoding header allows.
func (p *page) choose(accepted string) *variant {
	switch {
	case p.brotli != nil && accepts(accepted, "br"):
		return p.brotli
	case p.gzip != nil && accepts(accepted, "gzip"):
		return p.gzip
	default:
		return &p.plain
	}
}

// known reports whether the request says that its sender has the page, in any
// encoding (RFC 9110, section 13.2.2).
func (p *page) known(r *http.Request) bool {
	if tags := r.Header.Get("If-None-Match"); tags != "" {
		for tag := range strings.SplitSeq(tags, ",") {
			tag = strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`)
			if rest, ok := strings.CutPrefix(tag, p.tag); tag == "*" || ok && (rest == "" || rest == "-br" || rest == "-gz") {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !p.modified.IsZero() && !p.modified.After(since)
}

// accepts reports whether an Accept-Encoding header allows an encoding (RFC
// 9110, section 12.5.3).
func accepts(header, encoding string) bool {
	other := false
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		name = strings.TrimSpace(name)
		if !strings.EqualFold(name, encoding) && name != "*" {
			continue
		}
		allowed := true
		if q, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameters), " ", ""), "q="); ok {
			weight, err := strconv.ParseFloat(q, 64)
			allowed = err == nil && weight > 0
		}
		if name != "*" {
			return allowed
		}
		other = allowed
	}
	return other
}
