package libretranslate_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
	"github.com/dragoman-news/dragoman/internal/translate/engine/libretranslate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	key       = "3f0c-secret"
	charLimit = 3000
)

// protocol is LibreTranslate's as its server has it: one list of texts, a
// format, the key in the body, and entities resolved in the answer.
func protocol() enginetest.Protocol {
	return enginetest.Protocol{
		Translates: func(r *http.Request) bool { return r.URL.Path == "/translate" },
		Read: func(r *http.Request, body []byte) ([]enginetest.Text, error) {
			var in struct {
				Q              []string
				Source, Target string
				Format         string
				APIKey         string `json:"api_key"`
			}
			if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
				return nil, errors.New("not a POST of JSON")
			}
			if err := json.Unmarshal(body, &in); err != nil {
				return nil, err
			}
			runes := 0
			for _, q := range in.Q {
				runes += utf8.RuneCountInString(q)
			}
			tag, known := map[string]string{"text": "", "html": "span"}[in.Format]
			if in.Source != "en" || in.Target != "ru" || in.APIKey != key || !known || len(in.Q) == 0 || runes > charLimit {
				return nil, fmt.Errorf("%d texts, %d characters, %s to %s as %q with key %q", len(in.Q), runes, in.Source, in.Target, in.Format, in.APIKey)
			}
			return enginetest.Texts(in.Q, tag), nil
		},
		Write: func(translated []enginetest.Text) any {
			translations := enginetest.Strings(translated)
			for i, t := range translations {
				if strings.Contains(t, "<span") {
					translations[i] = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(t)
				}
			}
			return map[string]any{"translatedText": translations}
		},
		Refuse: func(f enginetest.Fault) (int, any) {
			switch f {
			case enginetest.Unauthorized:
				return http.StatusForbidden, map[string]string{"error": "Invalid API key " + key}
			case enginetest.RateLimited:
				return http.StatusTooManyRequests, map[string]string{"error": "Slowdown: 5 per 1 minute"}
			default:
				return 0, nil
			}
		},
		Rest: func(w http.ResponseWriter, r *http.Request, _ []byte) error {
			switch {
			case r.Method != http.MethodGet:
				return errors.New("not a GET")
			case r.URL.Path == "/languages":
				_, err := io.WriteString(w, `[{"code":"en","name":"English","targets":["de","en","ru","zt"]},{"code":"ru","name":"Russian","targets":["en"]}]`)
				return err
			case r.URL.Path == "/frontend/settings":
				_, err := fmt.Fprintf(w, `{"charLimit":%d,"keyRequired":true}`, charLimit)
				return err
			}
			return errors.New("no such address")
		},
		Nonsense: func() []any {
			return []any{map[string]any{}, map[string]any{"translatedText": []string{"A", "B"}}, []string{"A"}, map[string]any{"translatedText": "A"}}
		},
	}
}

func newEngine(config remote.Config) (translate.Engine, error) { return libretranslate.New(config) }

func TestConformance(t *testing.T) {
	t.Parallel()
	enginetest.RunRemote(t, enginetest.RemoteSubject{
		Protocol: protocol, New: newEngine, Key: key, From: "en", To: "ru", Name: "libretranslate", Spans: true,
	})
}

// TestEntities holds that what looks like markup in a text survives the server's
// own resolving of entities.
func TestEntities(t *testing.T) {
	t.Parallel()
	f := enginetest.NewFake(t, protocol())
	e, err := newEngine(remote.Config{URL: f.URL, Key: key, Client: http.DefaultClient, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := e.Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	got, err := pair.Translate(t.Context(), []translate.Input{{Text: "Write 5&#60;6 & 2<3 here.", Spans: []domain.Range{{Start: 20, End: 24}}}})
	if err != nil || got[0].Text != "WRITE 5&#60;6 & 2<3 . HERE" {
		t.Errorf("%v %v", got, err)
	}
}
