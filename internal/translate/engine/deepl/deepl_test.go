package deepl_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/deepl"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const key = "279a2e9d-secret"

// account is what the fake keeps of glossaries.
type account struct {
	mu         sync.Mutex
	glossaries map[string]map[string]string // id → what it was made from
	made       int
	unfit      bool // glossaries aren't for this direction
	used       []string
}

func authorized(r *http.Request) error {
	if r.Header.Get("Authorization") != "DeepL-Auth-Key "+key {
		return fmt.Errorf("Authorization %q", r.Header.Get("Authorization"))
	}
	return nil
}

type body struct {
	Text               []string `json:"text"`
	SourceLang         string   `json:"source_lang"`
	TargetLang         string   `json:"target_lang"`
	SplitSentences     string   `json:"split_sentences"`
	PreserveFormatting bool     `json:"preserve_formatting"`
	TagHandling        string   `json:"tag_handling"`
	GlossaryID         string   `json:"glossary_id"`
}

// protocol is version 2 of the API as its OpenAPI description has it.
func (a *account) protocol() enginetest.Protocol {
	return enginetest.Protocol{
		Translates: func(r *http.Request) bool { return r.URL.Path == "/v2/translate" },
		Read:       a.read,
		Write: func(translated []enginetest.Text) any {
			list := []map[string]string{}
			for _, t := range enginetest.Strings(translated) {
				list = append(list, map[string]string{"detected_source_language": "EN", "text": t})
			}
			return map[string]any{"translations": list}
		},
		Refuse: func(f enginetest.Fault) (int, any) {
			switch f {
			case enginetest.Unauthorized:
				return http.StatusForbidden, map[string]string{"message": "Invalid auth key " + key}
			case enginetest.Quota:
				return 456, map[string]string{"message": "Quota for this billing period has been exceeded."}
			default:
				return http.StatusTooManyRequests, map[string]string{"message": "Too many requests."}
			}
		},
		Rest: a.rest,
		Nonsense: func() []any {
			return []any{map[string]any{}, map[string]any{"translations": []any{}}, []string{"A"}, map[string]any{"translations": []string{"A"}}}
		},
	}
}

func (a *account) read(r *http.Request, data []byte) ([]enginetest.Text, error) {
	if err := authorized(r); err != nil {
		return nil, err
	}
	if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" || r.URL.RawQuery != "" {
		return nil, errors.New("not a POST of JSON without a query")
	}
	if len(data) > 128<<10 {
		return nil, fmt.Errorf("413: %d bytes", len(data))
	}
	var in body
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return nil, err
	}
	if len(in.Text) == 0 || len(in.Text) > 50 || in.SourceLang != "EN" || in.TargetLang != "RU" || in.SplitSentences != "0" {
		return nil, fmt.Errorf("400: %d texts, %s to %s, split_sentences %q", len(in.Text), in.SourceLang, in.TargetLang, in.SplitSentences)
	}
	tag, known := map[string]string{"": "", "xml": "x"}[in.TagHandling]
	if !known {
		return nil, fmt.Errorf("400: tag_handling %q", in.TagHandling)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if in.GlossaryID != "" && a.glossaries[in.GlossaryID] == nil {
		return nil, fmt.Errorf("404: glossary %q", in.GlossaryID)
	}
	a.used = append(a.used, in.GlossaryID)
	return enginetest.Texts(in.Text, tag), nil
}

func (a *account) rest(w http.ResponseWriter, r *http.Request, data []byte) error {
	if err := authorized(r); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	id := strings.TrimPrefix(r.URL.Path, "/v2/glossaries/")
	switch {
	case r.Method == http.MethodGet && r.URL.Path == "/v2/languages" && r.URL.RawQuery == "type=source":
		_, err := io.WriteString(w, `[{"language":"EN","name":"English"},{"language":"PT","name":"Portuguese"},{"language":"RU","name":"Russian"}]`)
		return err
	case r.Method == http.MethodGet && r.URL.Path == "/v2/languages" && r.URL.RawQuery == "type=target":
		_, err := io.WriteString(w, `[{"language":"EN-GB"},{"language":"EN-US"},{"language":"PT-BR"},{"language":"PT-PT"},{"language":"RU"},{"language":"ZH-HANT"}]`)
		return err
	case r.Method == http.MethodGet && r.URL.Path == "/v2/usage":
		_, err := io.WriteString(w, `{"character_count":180118,"character_limit":1250000}`)
		return err
	case r.Method == http.MethodGet && r.URL.Path == "/v2/glossaries":
		list := []map[string]string{{"glossary_id": "foreign", "name": "somebody's"}}
		for id, g := range a.glossaries {
			list = append(list, map[string]string{"glossary_id": id, "name": g["name"]})
		}
		return json.NewEncoder(w).Encode(map[string]any{"glossaries": list})
	case r.Method == http.MethodPost && r.URL.Path == "/v2/glossaries":
		return a.make(w, data)
	case r.Method == http.MethodDelete && a.glossaries[id] != nil:
		delete(a.glossaries, id)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return errors.New("no such request")
}

func (a *account) make(w http.ResponseWriter, data []byte) error {
	var in map[string]string
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if in["source_lang"] != "en" || in["target_lang"] != "ru" || in["entries_format"] != "tsv" || in["name"] == "" {
		return fmt.Errorf("400: %v", in)
	}
	seen := map[string]bool{}
	for line := range strings.SplitSeq(in["entries"], "\n") {
		source, target, ok := strings.Cut(line, "\t")
		if !ok || source == "" || target == "" || strings.Contains(target, "\t") || seen[source] {
			return fmt.Errorf("400: entry %q", line)
		}
		seen[source] = true
	}
	if a.unfit {
		w.WriteHeader(http.StatusBadRequest)
		_, err := io.WriteString(w, `{"message":"Unsupported glossary language pair"}`)
		return err
	}
	a.made++
	id := fmt.Sprintf("glossary-%d", a.made)
	a.glossaries[id] = in
	w.WriteHeader(http.StatusCreated)
	return json.NewEncoder(w).Encode(map[string]any{"glossary_id": id, "name": in["name"], "ready": true, "entry_count": len(seen)})
}

func newAccount() *account { return &account{glossaries: map[string]map[string]string{}} }

func newEngine(config remote.Config) (translate.Engine, error) { return deepl.New(config) }

func TestConformance(t *testing.T) {
	t.Parallel()
	enginetest.RunRemote(t, enginetest.RemoteSubject{
		Protocol: func() enginetest.Protocol { return newAccount().protocol() },
		New:      newEngine, Key: key, From: "en", To: "ru", Name: "deepl", Spans: true,
	})
}

func engineOf(t *testing.T, a *account) *deepl.Engine {
	t.Helper()
	f := enginetest.NewFake(t, a.protocol())
	e, err := deepl.New(remote.Config{URL: f.URL, Key: key, Client: http.DefaultClient, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestGlossaries(t *testing.T) {
	t.Parallel()
	a := newAccount()
	e := engineOf(t, a)
	pair, err := e.Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	run := func(terms ...translate.Term) string {
		t.Helper()
		if _, err := pair.Translate(t.Context(), []translate.Input{{Text: "Waltz met Rubio.", Terms: terms}, {Text: "Yes."}}); err != nil {
			t.Fatal(err)
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.used[len(a.used)-1]
	}
	if id := run(); id != "" || a.made != 0 {
		t.Errorf("without terms: glossary %q, %d made", id, a.made)
	}
	waltz, rubio := translate.Term{Source: "Waltz", Target: "Уолц"}, translate.Term{Source: "Rubio", Target: "Рубио"}
	first := run(waltz, rubio)
	if got := a.glossaries[first]["entries"]; got != "Rubio\tРубио\nWaltz\tУолц" {
		t.Errorf("entries %q", got)
	}
	if again := run(rubio, waltz, rubio, translate.Term{Source: "a\tb\nc", Target: ""}); again != first || a.made != 1 {
		t.Errorf("the same terms made another glossary: %q, %d made", again, a.made)
	}
	if other := run(waltz); other == first || a.made != 2 {
		t.Errorf("other terms use glossary %q", other)
	}
	for i := range 105 {
		run(waltz, translate.Term{Source: fmt.Sprint("Name", i), Target: "Имя"})
	}
	if n := len(a.glossaries); n > 100 {
		t.Errorf("%d glossaries are left on the account", n)
	}
	if a.glossaries[first] != nil {
		t.Error("the one that was not used for longest is still there")
	}

	// A new process finds what the last one left.
	made := a.made
	pair, err = engineOf(t, a).Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	if run(waltz, translate.Term{Source: "Name104", Target: "Имя"}); a.made != made {
		t.Errorf("%d glossaries were made anew", a.made-made)
	}
}

// refusesGone answers for DeepL where a request names a glossary that is gone.
type refusesGone struct{ account *account }

func (c refusesGone) Do(r *http.Request) (*http.Response, error) {
	if r.URL.Path == "/v2/translate" {
		copied, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		var in body
		if err := json.NewDecoder(copied).Decode(&in); err != nil {
			return nil, err
		}
		c.account.mu.Lock()
		gone := in.GlossaryID != "" && c.account.glossaries[in.GlossaryID] == nil
		c.account.mu.Unlock()
		if gone {
			return &http.Response{StatusCode: http.StatusNotFound, Body: io.NopCloser(strings.NewReader(`{"message":"Glossary not found"}`))}, nil
		}
	}
	return http.DefaultClient.Do(r)
}

// TestGlossaryGone holds that a glossary which another process deleted costs
// nobody a translation, and is made anew by the next one.
func TestGlossaryGone(t *testing.T) {
	t.Parallel()
	a := newAccount()
	f := enginetest.NewFake(t, a.protocol())
	e, err := deepl.New(remote.Config{URL: f.URL, Key: key, Client: refusesGone{a}, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := e.Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		inputs := []translate.Input{{Text: "Waltz.", Terms: []translate.Term{{Source: "Waltz", Target: "Уолц"}}}}
		if got, err := pair.Translate(t.Context(), inputs); err != nil || got[0].Text != "WALTZ." {
			t.Fatalf("%v %v", got, err)
		}
		delete(a.glossaries, "glossary-1")
	}
	if got := strings.Join(a.used, " "); got != "glossary-1  glossary-2" {
		t.Errorf("the glossaries %q were used", got)
	}
}

func TestGlossariesUnfit(t *testing.T) {
	t.Parallel()
	a := newAccount()
	a.unfit = true
	pair, err := engineOf(t, a).Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	got, err := pair.Translate(t.Context(), []translate.Input{{Text: "Waltz.", Terms: []translate.Term{{Source: "Waltz", Target: "Уолц"}}}})
	if err != nil || got[0].Text != "WALTZ." {
		t.Errorf("%v %v", got, err)
	}
}

func TestVariants(t *testing.T) {
	t.Parallel()
	e := engineOf(t, newAccount())
	for _, test := range []struct{ from, to, want string }{
		{"ru", "en", "v2 RU-EN-US"},
		{"ru", "en-GB", "v2 RU-EN-GB"},
		{"en", "pt", "v2 EN-PT-BR"},
		{"en", "pt-PT", "v2 EN-PT-PT"},
		{"en-US", "ru", "v2 EN-RU"},
		{"en", "zh-TW", "v2 EN-ZH-HANT"},
		{"en-GB", "en-US", ""},
		{"en", "zh", ""},
		{"en", "tlh", ""},
	} {
		pair, err := e.Pair(t.Context(), test.from, test.to)
		got := ""
		if err == nil {
			got = pair.Model()
		}
		if got != test.want {
			t.Errorf("%s to %s: %q %v, want %q", test.from, test.to, got, err, test.want)
		}
	}
}

func TestUsage(t *testing.T) {
	t.Parallel()
	used, limit, err := engineOf(t, newAccount()).Usage(t.Context())
	if used != 180118 || limit != 1250000 || err != nil {
		t.Errorf("%d of %d, %v", used, limit, err)
	}
}
