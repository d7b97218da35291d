package xmlfile_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xmlfile"
)

// text returns all texts of a file.
func text(r io.Reader) (string, error) {
	x := xmlfile.New(r)
	var b strings.Builder
	for {
		token, err := x.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		if t, ok := token.(xml.CharData); ok {
			b.Write(t)
		}
	}
}

func bigEndian(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u >> 8))
		b.WriteByte(byte(u))
	}
	return b.String()
}

func TestCharsets(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"UTF-8":                          "<a>Слово &amp; 语</a>",
		"with a mark":                    "\ufeff<a>Слово &amp; 语</a>",
		"UTF-16":                         bigEndian("\ufeff<?xml version='1.0' encoding='UTF-16'?><a>Слово &amp; 语</a>"),
		"UTF-16 without a mark":          bigEndian("<?xml version='1.0' encoding='UTF-16'?><a>Слово &amp; 语</a>"),
		"UTF-16 that says UTF-8":         bigEndian("\ufeff<?xml version='1.0' encoding='UTF-8'?><a>Слово &amp; 语</a>"),
		"UTF-16 that says windows-1251":  bigEndian("\ufeff<?xml version='1.0' encoding='windows-1251'?><a>Слово &amp; 语</a>"),
		"a mark that says windows-1251":  "\ufeff<?xml version='1.0' encoding='windows-1251'?><a>Слово &amp; 语</a>",
		"UTF-8 that says UTF-16":         "<?xml version='1.0' encoding='utf-16'?><a>Слово &amp; 语</a>",
		"windows-1251, with a reference": "<?xml version='1.0' encoding='windows-1251'?><a>\xd1\xeb\xee\xe2\xee &amp; &#35821;</a>",
	} {
		if got, err := text(strings.NewReader(file)); got != "Слово & 语" || err != nil {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestRefuses(t *testing.T) {
	t.Parallel()
	for file, says := range map[string]string{
		"<a>\n<b></a>": "line 2: element <b> closed by </a>",
		"<a>\n<b":      "line 2: the file ends too early",
		"<a>\n":        "line 2: the file ends too early",
		"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>": "line 1: invalid character entity &b;",
		"<a>\xd1</a>": "line 1: invalid UTF-8",
		"<a>&#1;</a>": "line 1: illegal character code U+0001",
		"PK\x03\x04":  "line 1: illegal character code",
		"<?xml version='1.0' encoding='x-none'?><a/>":      `the charset "x-none" is unknown`,
		strings.Repeat("<a>", 200):                         "more than 100 deep",
		"<a>" + strings.Repeat("x", 3<<20) + "</a>":        "a tag or text of more than 1048576 bytes",
		"<a b='" + strings.Repeat("x", 3<<20) + "'></a>":   "a tag or text of more than 1048576 bytes",
		"<a><!--" + strings.Repeat("x", 3<<20) + "--></a>": "a tag or text of more than 1048576 bytes",
	} {
		if _, err := text(strings.NewReader(file)); !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: %v, want %q", file, err, says)
		}
	}
}

func TestErrorsOfTheFile(t *testing.T) {
	t.Parallel()
	broken := errors.New("input/output error")
	_, err := text(io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || errors.Is(err, domain.ErrInvalid) {
		t.Error(err)
	}
}

func TestSkip(t *testing.T) {
	t.Parallel()
	x := xmlfile.New(strings.NewReader("<a><b x=' 1 '><c/>\n<b/></b><d/></a>"))
	var names []string
	for {
		token, err := x.Token()
		if err != nil {
			break
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		names = append(names, e.Name.Local+xmlfile.Attribute(e, "x"))
		if e.Name.Local == "b" {
			if err := x.Skip(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := strings.Join(names, " "); got != "a b1 d" || x.Line() != 2 {
		t.Errorf("%s, line %d", got, x.Line())
	}
}

func FuzzToken(f *testing.F) {
	f.Add("<a>x<b/></a>")
	f.Add(bigEndian("\ufeff<a>x</a>"))
	f.Fuzz(func(t *testing.T, file string) {
		if _, err := text(strings.NewReader(file)); err != nil && !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("an error of no class: %v", err)
		}
	})
}
