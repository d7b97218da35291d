package cache

import (
	"net/http"
	"sync"
)

// File is one of the site's own files, at an address that its content names.
type File struct {
	Path string // on the site
	Type string // media type
	Data []byte
}

// Files returns a handler of files that never change: browsers keep them for
// good. Each is compressed as well as can be when it is first asked for. What is
// not among them is left to other.
func Files(files []File, other http.Handler) http.Handler {
	pages := map[string]func() *page{}
	for _, f := range files {
		pages[f.Path] = sync.OnceValue(func() *page {
			p := newFile(f)
			return &p
		})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		if !ok || r.Method != http.MethodGet && r.Method != http.MethodHead {
			other.ServeHTTP(w, r)
			return
		}
		page().serve(w, r)
	})
}

func newFile(f File) page {
	return newPage(http.Header{"Content-Type": {f.Type}, "Cache-Control": {"public, max-age=31536000, immutable"}}, f.Data, brotliFiles)
}
