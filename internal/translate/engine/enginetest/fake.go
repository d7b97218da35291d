package enginetest

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
)

// Fault is a way in which a fake service fails one request for translations.
type Fault int

// The faults.
const (
	None         Fault = iota
	Unauthorized       // it doesn't know the key
	RateLimited        // 429 with Retry-After: 7
	Quota              // the account's quota is used up
	Broken             // 500 with a page of HTML
	Busy               // 503 with Retry-After: 7
	Hang               // no answer at all
	Cut                // half of the JSON
	Giant              // 64 MB of white space before the JSON ends
	NotJSON            // 200 with a page of HTML
	Partial            // the last translation is missing
	Reordered          // the translations are in another order
	Empty              // empty translations
	Damaged            // end tags are missing
	Nonsense           // what only the protocol knows: Protocol.Nonsense
)

// Protocol is how a fake service speaks. It refuses what the real one would.
type Protocol struct {
	// Translates reports whether a request asks for translations.
	Translates func(r *http.Request) bool
	// Read checks such a request against the service's contract and returns its
	// texts. Its error is a violation, which fails the test.
	Read func(r *http.Request, body []byte) ([]Text, error)
	// Write returns the answer, to be sent as JSON, for texts that are translated.
	Write func(translated []Text) any
	// Refuse returns the status and the body with which the service tells of
	// Unauthorized, RateLimited or Quota. Status 0 says that it knows no such thing.
	Refuse func(f Fault) (status int, body any)
	// Rest serves all other requests and returns a violation where it can't.
	Rest func(w http.ResponseWriter, r *http.Request, body []byte) error
	// Nonsense returns answers that the engine must not take for translations.
	Nonsense func() []any
}

// Text is one text of a request, or its translation.
type Text struct {
	ID   string // empty where the order says which is which
	Text string
	Tag  string // the name of the elements that it may hold; empty for plain text
}

// Texts returns texts that are all plain, or all hold elements of one name.
func Texts(list []string, tag string) []Text {
	out := make([]Text, len(list))
	for i, text := range list {
		out[i] = Text{Text: text, Tag: tag}
	}
	return out
}

// Strings returns the texts without what is known of them.
func Strings(texts []Text) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.Text
	}
	return out
}

// Fake is a service that fails as it is told. It is safe for concurrent use.
type Fake struct {
	URL string

	t        *testing.T
	protocol Protocol
	stop     chan struct{}

	mu       sync.Mutex
	faults   []Fault
	nonsense any
	requests int
	texts    []string
}

// NewFake starts a fake service that ends with the test.
func NewFake(t *testing.T, p Protocol) *Fake {
	t.Helper()
	f := &Fake{t: t, protocol: p, stop: make(chan struct{})}
	server := httptest.NewServer(f)
	f.URL = server.URL
	t.Cleanup(func() {
		close(f.stop)
		server.Close()
	})
	return f
}

// Fail sets what happens to the next requests for translations, one by one.
func (f *Fake) Fail(faults ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = append(f.faults, faults...)
}

// Requests returns how many requests for translations came, and their texts.
func (f *Fake) Requests() (n int, texts []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.requests, slices.Clone(f.texts)
}

func (f *Fake) next() Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests++
	if len(f.faults) == 0 {
		return None
	}
	fault := f.faults[0]
	f.faults = f.faults[1:]
	return fault
}

// violation fails the test and answers as services answer bad requests.
func (f *Fake) violation(w http.ResponseWriter, r *http.Request, err error) {
	f.t.Errorf("contract violation: %s %s: %v", r.Method, r.URL, err)
	http.Error(w, `{"message":"bad request"}`, http.StatusBadRequest)
}

func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away
	}
	if !f.protocol.Translates(r) {
		if err := f.protocol.Rest(w, r, body); err != nil {
			f.violation(w, r, err)
		}
		return
	}
	texts, err := f.protocol.Read(r, body)
	if err == nil {
		err = wellFormed(texts)
	}
	if err != nil {
		f.violation(w, r, err)
		return
	}
	f.mu.Lock()
	f.texts = append(f.texts, Strings(texts)...)
	f.mu.Unlock()
	f.answer(w, r, f.next(), texts)
}

// wellFormed checks the markup of texts that may hold some.
func wellFormed(texts []Text) error {
	for _, text := range texts {
		if strings.TrimSpace(text.Text) == "" {
			return errors.New("a text is blank")
		}
		if text.Tag == "" {
			continue
		}
		d := xml.NewDecoder(strings.NewReader("<all>" + text.Text + "</all>"))
		d.Entity = xml.HTMLEntity
		for {
			_, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return fmt.Errorf("%q: %w", text.Text, err)
			}
		}
	}
	return nil
}

const page = "<!DOCTYPE html><title>Oops</title><p>Something went wrong."

func (f *Fake) answer(w http.ResponseWriter, r *http.Request, fault Fault, texts []Text) {
	switch fault {
	case Unauthorized, Quota, RateLimited:
		status, body := f.protocol.Refuse(fault)
		if fault == RateLimited {
			w.Header().Set("Retry-After", "7")
		}
		writeJSON(w, status, body)
	case Broken:
		http.Error(w, page, http.StatusInternalServerError)
	case Busy:
		w.Header().Set("Retry-After", "7")
		http.Error(w, page, http.StatusServiceUnavailable)
	case Hang:
		select {
		case <-r.Context().Done():
		case <-f.stop:
		}
	case NotJSON:
		_, _ = io.WriteString(w, page)
	case Giant:
		_, _ = io.WriteString(w, "{")
		blank := strings.Repeat(" ", 1<<20)
		for range 64 {
			if _, err := io.WriteString(w, blank); err != nil {
				return
			}
		}
	default:
		f.translate(w, fault, texts)
	}
}

// translate answers with translations, damaged as the fault says.
func (f *Fake) translate(w http.ResponseWriter, fault Fault, texts []Text) {
	out := slices.Clone(texts)
	for i, text := range texts {
		out[i].Text = Translated(text.Text, text.Tag)
		switch fault {
		case Empty:
			out[i].Text = ""
		case Damaged:
			out[i].Text = strings.ReplaceAll(strings.Replace(out[i].Text, `">`, ``, 1), "</"+text.Tag+">", "</"+text.Tag)
		default:
		}
	}
	switch fault {
	case Partial:
		out = out[:len(out)-1]
	case Reordered:
		slices.Reverse(out)
	case Nonsense:
		f.mu.Lock()
		answer := f.nonsense
		f.mu.Unlock()
		writeJSON(w, http.StatusOK, answer)
		return
	default:
	}
	answer := f.protocol.Write(out)
	if fault != Cut {
		writeJSON(w, http.StatusOK, answer)
		return
	}
	data, err := json.Marshal(answer)
	if err != nil {
		f.t.Errorf("marshal: %v", err)
	}
	_, _ = w.Write(data[:len(data)/2])
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

var markup = regexp.MustCompile(`<[^>]*>|&[#a-z0-9]+;`)

// Translated is how fakes translate: in capitals, and with the first element
// moved to the end, so that its place has to be read from the answer.
func Translated(text, tag string) string {
	if tag == "" {
		return strings.ToUpper(text)
	}
	var out strings.Builder
	at := 0
	for _, m := range markup.FindAllStringIndex(text, -1) {
		out.WriteString(strings.ToUpper(text[at:m[0]]) + text[m[0]:m[1]])
		at = m[1]
	}
	out.WriteString(strings.ToUpper(text[at:]))
	element := regexp.MustCompile(`<` + tag + ` id="\d+">[^<]*</` + tag + `>`)
	first := element.FindString(out.String())
	if first == "" {
		return out.String()
	}
	rest := strings.Replace(out.String(), first, "", 1)
	return strings.TrimLeftFunc(rest, unicode.IsSpace) + " " + first
}
