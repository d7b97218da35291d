package source

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html/charset"
	"golang.org/x/tools/txtar"

	"github.com/dragoman-news/dragoman/internal/fetch"
)

// received is when the cases' feeds are read.
var received = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// TestConformance reads the cases of testdata/conformance. Each archive holds
// pairs of files: NAME, a feed, and NAME.want, what must be found in it. In a
// feed, \xHH and \u{HHHH} stand for a byte and a character, and \repeat{N}{S}
// for repetition. The lines of a .want are
//
//	@url ADDRESS, @type CONTENT-TYPE, @encode CHARSET   how it is served
//	path = text     the value at path of the Feed's JSON
//	path ~ text     the value contains text
//	path -          there is no value
//	error ~ text    Parse fails
func TestConformance(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/conformance/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	passed, cases := 0, 0
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			feed, want := archive.Files[i], archive.Files[i+1]
			if want.Name != feed.Name+".want" {
				t.Fatalf("%s: %s is followed by %s", path, feed.Name, want.Name)
			}
			cases++
			name := strings.TrimSuffix(filepath.Base(path), ".txtar") + "/" + feed.Name
			if t.Run(name, func(t *testing.T) { checkCase(t, string(feed.Data), string(want.Data)) }) {
				passed++
			}
		}
	}
	t.Logf("%d of %d cases pass (%.1f %%)", passed, cases, 100*float64(passed)/float64(cases))
	if cases < 120 {
		t.Errorf("only %d cases were found, there should be 120 and more", cases)
	}
}

func checkCase(t *testing.T, data, want string) {
	t.Helper()
	address, contentType, encode := "https://news.example/feed.xml", "", ""
	type assertion struct{ path, operator, value string }
	var assertions []assertion
	for l := range strings.Lines(want) {
		l = strings.TrimSpace(l)
		path, rest, _ := strings.Cut(l, " ")
		operator, value, _ := strings.Cut(rest, " ")
		switch path {
		case "", "#":
		case "@url":
			address = rest
		case "@type":
			contentType = rest
		case "@encode":
			encode = rest
		default:
			assertions = append(assertions, assertion{path, operator, value})
		}
	}
	if len(assertions) == 0 {
		t.Fatal("the case asserts nothing")
	}
	body := expand(t, strings.TrimSuffix(data, "\n"))
	if encode != "" {
		e, _ := charset.Lookup(encode)
		encoded, err := e.NewEncoder().String(body)
		if err != nil {
			t.Fatal(err)
		}
		body = encoded
	}
	text, name := fetch.DecodeText([]byte(body), contentType)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	feed, err := Parse(Body{Text: text, Charset: name, ContentType: contentType, URL: u, Received: received})
	values := map[string]string{}
	if err != nil {
		values["error"] = err.Error()
	} else {
		flatten(t, feed, values)
	}
	for _, a := range assertions {
		got, found := values[a.path]
		ok := false
		switch a.operator {
		case "=":
			ok = found && got == a.value
		case "~":
			ok = found && strings.Contains(got, a.value)
		case "-":
			ok = !found
		default:
			t.Fatalf("unknown operator %q", a.operator)
		}
		if !ok {
			t.Errorf("%s %s %s\ngot %q (error: %v)", a.path, a.operator, a.value, got, err)
		}
	}
	if t.Failed() {
		formatted, _ := json.MarshalIndent(feed, "", " ")
		t.Logf("%.3000s", formatted)
	}
}

// flatten gives every value of a feed's JSON a path such as items.0.title;
// items.# is a list's length, and problem.CODE a problem's message.
func flatten(t *testing.T, feed *Feed, values map[string]string) {
	t.Helper()
	data, err := json.Marshal(feed)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				walk(strings.TrimPrefix(path+"."+name, "."), member)
			}
		case []any:
			values[path+".#"] = strconv.Itoa(len(v))
			for i, e := range v {
				walk(path+"."+strconv.Itoa(i), e)
			}
		default:
			values[path] = fmt.Sprint(v)
		}
	}
	walk("", tree)
	for _, p := range feed.Problems {
		values["problem."+p.Code] = p.Message
	}
	if feed.Hints.TTL > 0 {
		values["ttl"] = feed.Hints.TTL.String()
	}
	if feed.Hints.Every > 0 {
		values["every"] = feed.Hints.Every.String()
	}
	for i, it := range feed.Items {
		if !it.Published.IsZero() {
			values[fmt.Sprintf("utc.%d", i)] = it.Published.UTC().Format(time.DateTime)
		}
	}
}

// expand replaces the escapes of a case's feed.
func expand(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '\\')
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at:]
		switch {
		case strings.HasPrefix(s, `\x`):
			n, err := strconv.ParseUint(s[2:4], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteByte(byte(n))
			s = s[4:]
		case strings.HasPrefix(s, `\u{`):
			hex, rest, _ := strings.Cut(s[3:], "}")
			n, err := strconv.ParseUint(hex, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteRune(rune(n))
			s = rest
		case strings.HasPrefix(s, `\repeat{`):
			count, rest, _ := strings.Cut(s[len(`\repeat{`):], "}{")
			what, rest, _ := strings.Cut(rest, "}")
			n, err := strconv.Atoi(count)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(strings.Repeat(what, n))
			s = rest
		default:
			b.WriteByte('\\')
			s = s[1:]
		}
	}
}
