package fetch

import (
	"bytes"
	"cmp"
	"mime"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// DecodeText returns a page's, feed's or text file's body as valid UTF-8
// without a byte order mark, and the name of the charset that it was read as
// (a name of the WHATWG Encoding standard). NULs and bytes that mean nothing
// become U+FFFD.
//
// Evidence in order: a byte order mark; being UTF-8 (which no other charset's
// text is by accident, so that a header that says otherwise is wrong); what
// contentType, the XML declaration and the meta element declare, of which the
// one wins that the bytes fit; the statistics of the bytes.
func DecodeText(body []byte, contentType string) (text, charsetName string) {
	if name, size := byteOrderMark(body); name != "" {
		return decodeAs(body[size:], name), name
	}
	if name := bareUTF16(body); name != "" {
		return decodeAs(body, name), name
	}
	header := headerCharset(contentType)
	inside := cmp.Or(xmlCharset(body), metaCharset(body))
	if is7Bit(body) {
		// Only charsets that switch by escape sequences say more than ASCII here.
		if name := cmp.Or(header, inside); name == "iso-2022-jp" {
			return decodeAs(body, name), name
		}
		return decodeAs(body, "utf-8"), "utf-8"
	}
	if looksUTF8(body) {
		return decodeAs(body, "utf-8"), "utf-8"
	}
	name := chooseCharset(body, header, inside)
	return decodeAs(body, name), name
}

func byteOrderMark(body []byte) (name string, size int) {
	switch {
	case bytes.HasPrefix(body, []byte{0xef, 0xbb, 0xbf}):
		return "utf-8", 3
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}):
		return "utf-16le", 2
	case bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return "utf-16be", 2
	default:
		return "", 0
	}
}

// bareUTF16 recognises UTF-16 without a byte order mark by how it writes
// ASCII, of which markup and spaces are: NULs, all at odd or all at even
// places.
func bareUTF16(body []byte) string {
	sample := body[:min(len(body), 1024)&^1]
	if len(sample) < 4 {
		return ""
	}
	var even, odd int
	for i := 0; i < len(sample); i += 2 {
		if sample[i] == 0 && sample[i+1] != 0 {
			even++
		}
		if sample[i+1] == 0 && sample[i] != 0 {
			odd++
		}
	}
	switch few := len(sample) / 32; {
	case odd > few && even < odd/16:
		return "utf-16le"
	case even > few && odd < even/16:
		return "utf-16be"
	default:
		return ""
	}
}

func is7Bit(body []byte) bool {
	for _, b := range body {
		if b >= 0x80 {
			return false
		}
	}
	return true
}

// looksUTF8 reports whether a body is UTF-8, perhaps with a few broken bytes,
// as pages that were cut or put together carelessly have: sequences of two to
// four bytes that are valid by accident are far rarer than invalid bytes.
func looksUTF8(body []byte) bool {
	if utf8.Valid(body) {
		return true
	}
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > 20*bad
}

// headerCharset returns the charset that a Content-Type declares, if it is
// one that we know.
func headerCharset(contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		return knownCharset(params["charset"])
	}
	// Not a valid header, but often meant: `text/html; charset=x; charset=x`.
	if _, after, ok := strings.Cut(strings.ToLower(contentType), "charset="); ok {
		end := strings.IndexAny(after, ";, ")
		if end < 0 {
			end = len(after)
		}
		return knownCharset(strings.Trim(after[:end], `"'`))
	}
	return ""
}

var xmlDeclaration = regexp.MustCompile(`^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

func xmlCharset(body []byte) string {
	if m := xmlDeclaration.FindSubmatch(body[:min(len(body), 512)]); m != nil {
		return knownCharset(string(m[1]))
	}
	return ""
}

// metaBytes is how far into a page a meta element may declare its charset: the
// HTML standard says 1,024 bytes, but pages with long heads exist.
const metaBytes = 8 << 10

// metaDeclaration finds both <meta charset=x> and <meta http-equiv=content-type
// content="text/html; charset=x">.
var metaDeclaration = regexp.MustCompile(`(?i)<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})`)

func metaCharset(body []byte) string {
	if m := metaDeclaration.FindSubmatch(body[:min(len(body), metaBytes)]); m != nil {
		return knownCharset(string(m[1]))
	}
	return ""
}

// knownCharset returns the standard's name for a label, or "" for labels that
// it doesn't know or that it forbids to decode.
func knownCharset(label string) string {
	e, name := charset.Lookup(label)
	if e == nil || e == encoding.Replacement {
		return ""
	}
	return name
}

// weakCharset is what servers declare without knowing: it stands for Latin-1
// too (the standard reads both as windows-1252).
const weakCharset = "windows-1252"

// chooseCharset decides for a body that is not UTF-8.
func chooseCharset(body []byte, header, inside string) string {
	detected, confidence := detectCharset(body)
	var candidates []string
	for _, name := range []string{header, inside} {
		if name != "" && name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
			candidates = append(candidates, name)
		}
	}
	switch {
	case len(candidates) == 2 && candidates[0] != candidates[1]:
		return likelier(body, candidates[0], candidates[1], detected)
	case len(candidates) > 0 && candidates[0] != weakCharset:
		return candidates[0]
	case len(candidates) == 0, confidence >= 40 && nonLatin(decodeAs(sample(body), detected)):
		return cmp.Or(detected, weakCharset)
	default:
		return weakCharset
	}
}

// likelier chooses between two declarations: the one that the bytes fit with
// fewer errors, else the one that their statistics confirm, else the first
// that is not declared out of habit.
func likelier(body []byte, a, b, detected string) string {
	errorsA, errorsB := oddities(decodeAs(sample(body), a)), oddities(decodeAs(sample(body), b))
	switch {
	case errorsA < errorsB:
		return a
	case errorsB < errorsA:
		return b
	case detected == b || a == weakCharset:
		return b
	default:
		return a
	}
}

// oddities counts what text that was decoded with the right charset has not:
// undecodable bytes and control characters.
func oddities(text string) int {
	n := 0
	for _, r := range text {
		if r == utf8.RuneError || unicode.IsControl(r) && !strings.ContainsRune("\t\n\r\f", r) || unicode.Is(unicode.Co, r) {
			n++
		}
	}
	return n
}

// nonLatin reports whether most letters of a text outside ASCII are not Latin.
func nonLatin(text string) bool {
	latin, other := 0, 0
	for _, r := range text {
		if r < utf8.RuneSelf || !unicode.IsLetter(r) {
			continue
		}
		if unicode.Is(unicode.Latin, r) {
			latin++
		} else {
			other++
		}
	}
	return other > latin
}

// sampleBytes is how much of a body is looked at to judge its charset.
const sampleBytes = 64 << 10

// sample returns the part of a body that says most about its charset: from
// shortly before the first byte outside ASCII.
func sample(body []byte) []byte {
	first := bytes.IndexFunc(body, func(r rune) bool { return r >= utf8.RuneSelf })
	start := max(first-1024, 0)
	return body[start:min(len(body), start+sampleBytes)]
}

// detectCharset asks the statistics of bytes and letters; confidence is from 0
// to 100.
func detectCharset(body []byte) (name string, confidence int) {
	results, err := chardet.NewHtmlDetector().DetectAll(sample(body))
	if err != nil {
		return "", 0
	}
	for _, r := range results {
		label := r.Charset
		if label == "GB-18030" {
			label = "gb18030"
		}
		if name := knownCharset(label); name != "" && name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
			return name, r.Confidence
		}
	}
	return "", 0
}

// decodeAs decodes a body with a charset that is known.
func decodeAs(body []byte, name string) string {
	text := body
	if e, _ := charset.Lookup(name); e != nil && name != "utf-8" {
		if decoded, err := e.NewDecoder().Bytes(body); err == nil {
			text = decoded
		}
	}
	text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	return strings.ReplaceAll(string(text), "\x00", "\uFFFD")
}
