package apy_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/apy"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

// protocol is APy's as its handlers have it: one text as a form.
func protocol() enginetest.Protocol {
	return enginetest.Protocol{
		Translates: func(r *http.Request) bool { return r.URL.Path == "/translate" },
		Read: func(r *http.Request, body []byte) ([]enginetest.Text, error) {
			if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
				return nil, errors.New("not a POST of a form")
			}
			form, err := url.ParseQuery(string(body))
			if err != nil {
				return nil, err
			}
			q := form.Get("q")
			if form.Get("langpair") != "eng|spa" || form.Get("format") != "txt" || form.Get("markUnknown") != "yes" {
				return nil, fmt.Errorf("%v", form)
			}
			if utf8.RuneCountInString(q) > 1000 || strings.Contains(q, "*") {
				return nil, errors.New("the server would cut the text, or its stars would be taken for marks")
			}
			return []enginetest.Text{{Text: strings.TrimSpace(q)}}, nil
		},
		Write: func(translated []enginetest.Text) any {
			if len(translated) == 0 {
				return map[string]any{"responseData": map[string]any{}, "responseStatus": 200}
			}
			text := strings.ReplaceAll(translated[0].Text, "RIYADH", "*RIYADH") // one word is unknown
			return map[string]any{"responseData": map[string]string{"translatedText": text}, "responseDetails": nil, "responseStatus": 200}
		},
		Refuse: func(f enginetest.Fault) (int, any) {
			if f == enginetest.RateLimited {
				return http.StatusTooManyRequests, map[string]any{"status": "error", "code": 429, "message": "Too Many Requests"}
			}
			return 0, nil
		},
		Rest: func(w http.ResponseWriter, r *http.Request, _ []byte) error {
			if r.Method != http.MethodGet || r.URL.Path != "/listPairs" {
				return errors.New("no such request")
			}
			_, err := io.WriteString(w, `{"responseStatus":200,"responseData":[{"sourceLanguage":"eng","targetLanguage":"spa"},{"sourceLanguage":"spa","targetLanguage":"cat_valencia"}],"responseDetails":null}`)
			return err
		},
		Nonsense: func() []any { return []any{map[string]any{}, []any{}, map[string]any{"responseData": "A"}} },
	}
}

func newEngine(config remote.Config) (translate.Engine, error) { return apy.New(config) }

func TestConformance(t *testing.T) {
	t.Parallel()
	enginetest.RunRemote(t, enginetest.RemoteSubject{Protocol: protocol, New: newEngine, From: "en", To: "es", Name: "apy"})
}

func TestUnknownWords(t *testing.T) {
	t.Parallel()
	f := enginetest.NewFake(t, protocol())
	e, err := newEngine(remote.Config{URL: f.URL, Client: http.DefaultClient, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := e.Pair(t.Context(), "en-US", "es")
	if err != nil {
		t.Fatal(err)
	}
	got, err := pair.Translate(t.Context(), []translate.Input{{Text: "In Riyadh, riyadh's best."}, {Text: "In Riyadh*, 5 * *3."}})
	if err != nil {
		t.Fatal(err)
	}
	var unknown []string
	for _, r := range got[0].Unknown {
		unknown = append(unknown, got[0].Text[r.Start:r.End])
	}
	if got[0].Text != "IN RIYADH, RIYADH'S BEST." || !slices.Equal(unknown, []string{"RIYADH", "RIYADH'S"}) {
		t.Errorf("%q %q", got[0].Text, unknown)
	}
	if got[1].Text != "IN RIYADH*, 5 * *3." || len(got[1].Unknown) != 1 || got[1].Unknown[0] != (domain.Range{Start: 3, End: 9}) {
		t.Errorf("with stars of its own: %q %v", got[1].Text, got[1].Unknown)
	}
	if _, err := e.Pair(t.Context(), "es", "ca"); err != nil {
		t.Errorf("es-ca by its variant: %v", err)
	}
}

// crash is a server whose pipeline dies of one text, together with all that waits in it.
type crash struct {
	mu       sync.Mutex
	requests int
}

func (c *crash) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/listPairs" {
		_, _ = io.WriteString(w, `{"responseData":[{"sourceLanguage":"eng","targetLanguage":"spa"}]}`)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests++
	if c.requests == 1 || r.FormValue("q") == "Poison." {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, `{"status":"error","code":503,"message":"Service Unavailable","explanation":"internal error"}`)
		return
	}
	_, _ = io.WriteString(w, `{"responseData":{"translatedText":"Hola"}}`)
}

func TestCrashOfThePipeline(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(new(crash))
	defer server.Close()
	e, err := newEngine(remote.Config{URL: server.URL, Client: http.DefaultClient, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := e.Pair(t.Context(), "en", "es")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := pair.Translate(t.Context(), []translate.Input{{Text: "Hello."}}); err != nil || got[0].Text != "Hola" {
		t.Errorf("lost with another: %v %v", got, err)
	}
	if got, err := pair.Translate(t.Context(), []translate.Input{{Text: "Poison."}}); !errors.Is(err, translate.ErrUnavailable) || !strings.Contains(err.Error(), "internal error") {
		t.Errorf("%v %v", got, err)
	}
}
