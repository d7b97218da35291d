package azure_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/azure"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const key = "8c61-secret"

// protocol is version 3.0 of the API as its reference has it.
func protocol() enginetest.Protocol {
	return enginetest.Protocol{
		Translates: func(r *http.Request) bool { return r.URL.Path == "/translate" },
		Read: func(r *http.Request, body []byte) ([]enginetest.Text, error) {
			q := r.URL.Query()
			if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" || q.Get("api-version") != "3.0" {
				return nil, errors.New("not a POST of JSON to version 3.0")
			}
			if r.Header.Get("Ocp-Apim-Subscription-Key") != key || r.Header.Get("Ocp-Apim-Subscription-Region") != "westeurope" {
				return nil, errors.New("401000: key or region")
			}
			if q.Get("from") != "en" || q.Get("to") != "ru" || q.Get("category") != "" {
				return nil, fmt.Errorf("400: %v", q)
			}
			var in []map[string]string
			if err := json.Unmarshal(body, &in); err != nil {
				return nil, err
			}
			var texts []string
			units := 0
			for _, one := range in {
				texts = append(texts, one["Text"])
				units += len(utf16.Encode([]rune(one["Text"])))
			}
			if len(texts) == 0 || len(texts) > 1000 || units > 50_000 {
				return nil, fmt.Errorf("400077: %d texts, %d characters", len(texts), units)
			}
			tag, known := map[string]string{"plain": "", "html": "span"}[q.Get("textType")]
			if !known || (q.Get("includeAlignment") == "true") != (tag == "") {
				return nil, fmt.Errorf("400: %v", q)
			}
			for i, text := range texts { // what dictionary elements ask for replaces them
				for {
					start := strings.Index(text, "<mstrans:dictionary translation=\"")
					if start < 0 {
						break
					}
					end := start + strings.Index(text[start:], "</mstrans:dictionary>")
					target, _, ok := strings.Cut(text[start+len("<mstrans:dictionary translation=\""):], "\">")
					if end < start || !ok {
						return nil, fmt.Errorf("400: %q", text)
					}
					text = text[:start] + target + text[end+len("</mstrans:dictionary>"):]
				}
				texts[i] = text
			}
			return enginetest.Texts(texts, tag), nil
		},
		Write: func(translated []enginetest.Text) any {
			list := []any{}
			for _, t := range enginetest.Strings(translated) {
				list = append(list, map[string]any{"translations": []any{map[string]any{
					"text": t, "to": "ru", "alignment": map[string]string{"proj": projection(t)},
				}}})
			}
			return list
		},
		Refuse: func(f enginetest.Fault) (int, any) {
			refuse := func(code int, message string) any {
				return map[string]any{"error": map[string]any{"code": code, "message": message}}
			}
			switch f {
			case enginetest.Unauthorized:
				return http.StatusUnauthorized, refuse(401000, "The request is not authorized because credentials are missing or invalid.")
			case enginetest.Quota:
				return http.StatusForbidden, refuse(403001, "The operation isn't allowed because the subscription has exceeded its free quota.")
			default:
				return http.StatusTooManyRequests, refuse(429001, "The server rejected the request because the client has exceeded request limits.")
			}
		},
		Rest: func(w http.ResponseWriter, r *http.Request, _ []byte) error {
			if r.Method != http.MethodGet || r.URL.Path != "/languages" || r.URL.Query().Get("scope") != "translation" {
				return errors.New("no such request")
			}
			_, err := io.WriteString(w, `{"translation":{"en":{"name":"English","dir":"ltr"},"ru":{},"sr-Cyrl":{},"sr-Latn":{},"zh-Hans":{},"zh-Hant":{}}}`)
			return err
		},
		Nonsense: func() []any {
			return []any{map[string]any{}, []any{}, []any{map[string]any{}}, []any{map[string]any{"translations": []any{}}}}
		},
	}
}

// projection aligns a translation of the fake, which is as long as its source,
// word by word; it gives none for markup.
func projection(text string) string {
	if strings.Contains(text, "<span") || strings.Contains(text, "&amp;") {
		return ""
	}
	var out []string
	at, first := 0, 0
	for word := range strings.FieldsSeq(text) {
		i := at + strings.Index(text[at:], word)
		first += len(utf16.Encode([]rune(text[at:i])))
		next := first + len(utf16.Encode([]rune(word)))
		out = append(out, fmt.Sprintf("%d:%d-%d:%d", first, next-1, first, next-1))
		at, first = i+len(word), next
	}
	return strings.Join(out, " ")
}

func newEngine(config remote.Config) (translate.Engine, error) {
	return azure.New(config, azure.Options{Region: "westeurope"})
}

func TestConformance(t *testing.T) {
	t.Parallel()
	enginetest.RunRemote(t, enginetest.RemoteSubject{
		Protocol: protocol, New: newEngine, Key: key, From: "en", To: "ru", Name: "azure", Spans: true, Aligned: true,
	})
}

func pairOf(t *testing.T, from, to string) (translate.Translator, *enginetest.Fake, error) {
	t.Helper()
	f := enginetest.NewFake(t, protocol())
	e, err := newEngine(remote.Config{URL: f.URL, Key: key, Client: http.DefaultClient, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := e.Pair(t.Context(), from, to)
	return pair, f, err
}

func TestTerms(t *testing.T) {
	t.Parallel()
	pair, _, err := pairOf(t, "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	text := "Waltz & Mike Waltz left Waltzing in Riyadh."
	got, err := pair.Translate(t.Context(), []translate.Input{{
		Text: text, Spans: []domain.Range{{Start: 8, End: 18}, {Start: 36, End: 39}},
		Terms: []translate.Term{{Source: "Waltz", Target: `Уолц`}, {Source: "Mike Waltz", Target: `Майк "М" Уолц`}, {Source: "Riyadh", Target: "Эр-Рияд"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	// The second span ends inside of Riyadh, which is therefore no dictionary element.
	want := `УОЛЦ & LEFT WALTZING IN RIYADH. МАЙК "М" УОЛЦ`
	if s := strings.Join(strings.Fields(got[0].Text), " "); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
	if r := got[0].Spans[0]; got[0].Text[r.Start:r.End] != `МАЙК "М" УОЛЦ` {
		t.Errorf("the span is %q", got[0].Text[r.Start:r.End])
	}
}

func TestAlignment(t *testing.T) {
	t.Parallel()
	pair, _, err := pairOf(t, "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	got, err := pair.Translate(t.Context(), []translate.Input{{Text: "Yes 😀 Émile."}})
	if err != nil {
		t.Fatal(err)
	}
	o := got[0]
	var words []string
	for _, r := range o.Target {
		words = append(words, o.Text[r.Start:r.End])
	}
	if strings.Join(words, "|") != "YES|😀|ÉMILE." || len(o.Source) != 3 || o.Alignment[2][2] != 1 {
		t.Errorf("%q %v %v", words, o.Source, o.Alignment)
	}
}

func TestScripts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ from, to, want string }{
		{"en", "sr", "general en-sr-Cyrl"}, {"en", "sr-Latn", "general en-sr-Latn"}, {"zh-TW", "zh", "general zh-Hant-zh-Hans"}, {"en", "en-GB", ""},
	} {
		pair, _, err := pairOf(t, test.from, test.to)
		got := ""
		if err == nil {
			got = pair.Model()
		}
		if got != test.want {
			t.Errorf("%s to %s: %q %v, want %q", test.from, test.to, got, err, test.want)
		}
	}
}
