package share

import (
	"bytes"
	"embed"
	"fmt"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"

	"github.com/dragoman-news/dragoman/internal/lang"
)

// The fonts are subsets of @fontsource, whose WOFF files go-text reads; their
// licences stand beside them.
//
//go:embed font/*.woff
var files embed.FS

// family is what one kind of text is set in: faces by the order in which they
// are tried for a character.
type family []string

// Headlines are set like those of the site, Source Serif and Plex Arabic;
// everything else in Plex.
var (
	serif   = family{"source-serif-4-latin-600", "source-serif-4-latin-ext-600", "source-serif-4-vietnamese-600", "source-serif-4-cyrillic-600", "source-serif-4-cyrillic-ext-600", "source-serif-4-greek-600"}
	sans    = family{"ibm-plex-sans-latin-400", "ibm-plex-sans-latin-ext-400", "ibm-plex-sans-cyrillic-400", "ibm-plex-sans-cyrillic-ext-400", "ibm-plex-sans-greek-400"}
	bold    = family{"ibm-plex-sans-latin-600"}
	arabic  = family{"ibm-plex-sans-arabic-arabic-400"}
	arabic6 = family{"ibm-plex-sans-arabic-arabic-600"}
)

// headlineFamily and textFamily return the faces for an edition's language, all
// scripts included, those of the language first.
func headlineFamily(tag string) family {
	if lang.Script(tag) == "Arab" {
		return join(arabic6, bold, serif)
	}
	return join(serif, arabic6)
}

func textFamily(tag string) family {
	if lang.Script(tag) == "Arab" {
		return join(arabic, sans)
	}
	return join(sans, arabic)
}

func join(families ...family) (out family) {
	for _, f := range families {
		out = append(out, f...)
	}
	return out
}

// fonts reads all fonts once. They are part of the program, so that a failure
// is a programming error, which the tests see.
var fonts = sync.OnceValues(func() (map[string]*font.Font, error) {
	out := map[string]*font.Font{}
	for _, name := range join(serif, sans, bold, arabic, arabic6) {
		data, err := files.ReadFile("font/" + name + "-normal.woff")
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", name, err)
		}
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", name, err)
		}
		out[name] = face.Font
	}
	return out, nil
})

// faces resolves characters to faces. Faces keep caches, so that each drawing
// has its own.
type faces []*font.Face

func open(f family) (faces, error) {
	all, err := fonts()
	if err != nil {
		return nil, err
	}
	var out faces
	for _, name := range f {
		out = append(out, font.NewFace(all[name]))
	}
	return out, nil
}

// ResolveFace implements shaping.Fontmap.
func (f faces) ResolveFace(r rune) *font.Face {
	for _, face := range f {
		if _, ok := face.NominalGlyph(r); ok {
			return face
		}
	}
	return f[0]
}

// draws reports whether there are glyphs for all of a text.
func (f faces) draws(text string) bool {
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			continue
		}
		if _, ok := f.ResolveFace(r).NominalGlyph(r); !ok {
			return false
		}
	}
	return text != ""
}
