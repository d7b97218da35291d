// Package static holds the site's own files: the style sheet, scripts and
// fonts. Each is named by its content, so that browsers may keep it for good.
package static

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:generate npm ci --silent --ignore-scripts --no-audit --no-fund --prefix _npm
//go:generate node _npm/fonts.mjs
//go:generate go run ./staticgen

//go:embed dist
var files embed.FS

// Prefix is where the files stand on the site.
const Prefix = "/static/"

// File is one of the site's own files.
type File struct {
	Path string // on the site
	Type string // media type
	Data []byte
}

// types are the media types of what staticgen makes.
var types = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2"}

// all reads the embedded files once, by their names as they are served. They
// are part of the program, so that a failure is a programming error.
var all = sync.OnceValue(func() map[string]File {
	entries, err := fs.ReadDir(files, "dist")
	if err != nil {
		panic(err)
	}
	out := map[string]File{}
	for _, e := range entries {
		data, err := files.ReadFile("dist/" + e.Name())
		if err != nil {
			panic(err)
		}
		out[e.Name()] = File{Path: Prefix + e.Name(), Type: types[path.Ext(e.Name())], Data: data}
	}
	return out
})

// Get returns the file that is served under a name such as
// "style-2K4J7QXA.css", or false.
func Get(name string) (File, bool) {
	f, ok := all()[name]
	return f, ok
}

// Named returns the file made of a source such as "style.css". The name is the
// programmer's: there is no such file only by mistake.
func Named(source string) File {
	ext := path.Ext(source)
	for name, f := range all() {
		if stem, ok := strings.CutPrefix(name, strings.TrimSuffix(source, ext)+"-"); ok && path.Ext(stem) == ext && len(stem) == len("XXXXXXXX")+len(ext) {
			return f
		}
	}
	panic("static: no file is made of " + source)
}

// Files returns all files, for a static copy of the site.
func Files() []File {
	var out []File
	for _, f := range all() {
		out = append(out, f)
	}
	return out
}
