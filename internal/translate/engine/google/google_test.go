package google_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
	"github.com/dragoman-news/dragoman/internal/translate/engine/google"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const email = "wire@news.iam.gserviceaccount.com"

var signer = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// keyFile is a service account's key file whose tokens come from base.
func keyFile(base string) string {
	der, err := x509.MarshalPKCS8PrivateKey(signer())
	if err != nil {
		panic(err)
	}
	data, err := json.Marshal(map[string]string{
		"type": "service_account", "project_id": "news", "private_key_id": "k1", "client_email": email, "token_uri": base + "/token",
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
	})
	if err != nil {
		panic(err)
	}
	return string(data)
}

// service is version 3 of the API and the token endpoint.
type service struct {
	mu     sync.Mutex
	token  string // the valid one
	issued int
}

// issue checks the claim of a request for a token (RFC 7523).
func (s *service) issue(w http.ResponseWriter, r *http.Request, body []byte) error {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
		return fmt.Errorf("form %q: %w", body, err)
	}
	parts := strings.Split(form.Get("assertion"), ".")
	if len(parts) != 3 {
		return errors.New("the assertion is no JWT")
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err := rsa.VerifyPKCS1v15(&signer().PublicKey, crypto.SHA256, sum[:], signature); err != nil {
		return err
	}
	var header struct{ Alg, Typ, Kid string }
	var claims struct {
		Iss, Scope, Aud string
		Iat, Exp        int64
	}
	for i, v := range []any{&header, &claims} {
		data, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			return err
		}
		if err := json.Unmarshal(data, v); err != nil {
			return err
		}
	}
	if header.Alg != "RS256" || header.Typ != "JWT" || header.Kid != "k1" || claims.Iss != email || claims.Scope != "https://www.googleapis.com/auth/cloud-translation" ||
		claims.Aud != "http://"+r.Host+"/token" || claims.Exp <= claims.Iat || claims.Exp-claims.Iat > 3600 {
		return fmt.Errorf("%+v %+v", header, claims)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.issued++
	s.token = fmt.Sprint("ya29.", s.issued)
	_, err = fmt.Fprintf(w, `{"access_token":%q,"expires_in":3599,"token_type":"Bearer"}`, s.token)
	return err
}

func (s *service) authorized(r *http.Request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer "+s.token || r.Header.Get("X-Goog-User-Project") != "news" {
		return fmt.Errorf("Authorization %q, project %q", r.Header.Get("Authorization"), r.Header.Get("X-Goog-User-Project"))
	}
	return nil
}

func (s *service) protocol(location, glossary string) enginetest.Protocol {
	parent := "/v3/projects/news/locations/" + location
	return enginetest.Protocol{
		Translates: func(r *http.Request) bool { return r.URL.Path == parent+":translateText" },
		Read: func(r *http.Request, body []byte) ([]enginetest.Text, error) {
			if err := s.authorized(r); err != nil {
				return nil, err
			}
			var in struct {
				Contents                               []string
				MimeType                               string
				SourceLanguageCode, TargetLanguageCode string
				Model                                  string
				GlossaryConfig                         struct{ Glossary string }
			}
			d := json.NewDecoder(strings.NewReader(string(body)))
			d.DisallowUnknownFields()
			if err := d.Decode(&in); err != nil || r.Method != http.MethodPost {
				return nil, fmt.Errorf("%s: %w", r.Method, err)
			}
			runes := 0
			for _, c := range in.Contents {
				runes += utf8.RuneCountInString(c)
			}
			tag, known := map[string]string{"text/plain": "", "text/html": "span"}[in.MimeType]
			if !known || len(in.Contents) == 0 || len(in.Contents) > 1024 || runes > 30_000 || in.SourceLanguageCode != "en" || in.TargetLanguageCode != "ru" {
				return nil, fmt.Errorf("400: %d texts, %d characters, %q, %s to %s", len(in.Contents), runes, in.MimeType, in.SourceLanguageCode, in.TargetLanguageCode)
			}
			if want := glossary; want != "" && in.GlossaryConfig.Glossary != parent[len("/v3/"):]+"/glossaries/"+want || want == "" && in.GlossaryConfig.Glossary != "" {
				return nil, fmt.Errorf("400: glossary %q", in.GlossaryConfig.Glossary)
			}
			return enginetest.Texts(in.Contents, tag), nil
		},
		Write: func(translated []enginetest.Text) any {
			list := []map[string]string{}
			for _, t := range enginetest.Strings(translated) {
				list = append(list, map[string]string{"translatedText": t})
			}
			if glossary != "" {
				return map[string]any{"translations": []any{}, "glossaryTranslations": list}
			}
			return map[string]any{"translations": list}
		},
		Refuse: func(f enginetest.Fault) (int, any) {
			refuse := func(code int, status, message string) (int, any) {
				return code, map[string]any{"error": map[string]any{"code": code, "message": message, "status": status}}
			}
			switch f {
			case enginetest.Unauthorized:
				return refuse(http.StatusForbidden, "PERMISSION_DENIED", "Cloud IAM permission 'cloudtranslate.generalModels.predict' denied.")
			case enginetest.Quota:
				return refuse(http.StatusForbidden, "PERMISSION_DENIED", "Daily Limit Exceeded")
			default:
				return refuse(http.StatusForbidden, "PERMISSION_DENIED", "User Rate Limit Exceeded")
			}
		},
		Rest: func(w http.ResponseWriter, r *http.Request, body []byte) error {
			if r.Method == http.MethodPost && r.URL.Path == "/token" {
				return s.issue(w, r, body)
			}
			if err := s.authorized(r); err != nil {
				return err
			}
			if r.Method != http.MethodGet || r.URL.Path != parent+"/supportedLanguages" {
				return errors.New("no such request")
			}
			_, err := io.WriteString(w, `{"languages":[{"languageCode":"en","supportSource":true,"supportTarget":true},{"languageCode":"ru","supportSource":true,"supportTarget":true},
				{"languageCode":"zh-CN","supportSource":true,"supportTarget":true},{"languageCode":"zh-TW","supportSource":false,"supportTarget":true},{"languageCode":"iw","supportSource":true,"supportTarget":true}]}`)
			return err
		},
		Nonsense: func() []any {
			return []any{map[string]any{}, []any{}, map[string]any{"translations": []string{"A"}}, map[string]any{"glossaryTranslations": []any{map[string]string{"translatedText": "A"}}}}
		},
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	enginetest.RunRemote(t, enginetest.RemoteSubject{
		Protocol: func() enginetest.Protocol { return (&service{}).protocol("global", "") },
		New: func(config remote.Config) (translate.Engine, error) {
			config.Key = keyFile(config.URL)
			if !strings.HasPrefix(config.URL, "http://127") {
				config.Key = keyFile("http://127.0.0.1")
			}
			return google.New(config, google.Options{})
		},
		From: "en", To: "ru", Name: "google", Spans: true,
	})
}

func TestGlossaryAndTokens(t *testing.T) {
	t.Parallel()
	s := &service{}
	f := enginetest.NewFake(t, s.protocol("us-central1", "names"))
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	e, err := google.New(remote.Config{URL: f.URL, Key: keyFile(f.URL), Client: http.DefaultClient, Now: func() time.Time { return now }},
		google.Options{Location: "us-central1", Glossary: "names"})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := e.Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	run := func() {
		t.Helper()
		if got, err := pair.Translate(t.Context(), []translate.Input{{Text: "Yes."}}); err != nil || got[0].Text != "YES." {
			t.Errorf("%v %v", got, err)
		}
	}
	run()
	run()
	if s.issued != 1 {
		t.Errorf("%d tokens within a minute", s.issued)
	}
	now = now.Add(58 * time.Minute)
	run()
	if s.issued != 2 {
		t.Errorf("%d tokens after 58 minutes, want 2", s.issued)
	}
	if want := "general/nmt with names en-ru"; pair.Model() != want {
		t.Errorf("model %q, want %q", pair.Model(), want)
	}
}

// TestTokenRevoked holds that a token which the service doesn't accept any more is
// replaced once.
func TestTokenRevoked(t *testing.T) {
	t.Parallel()
	s := &service{}
	p := s.protocol("global", "")
	revoked := 1
	translates := p.Translates
	p.Translates = func(r *http.Request) bool {
		return translates(r) && (revoked == 0 || r.Header.Get("Authorization") == "")
	}
	rest := p.Rest
	p.Rest = func(w http.ResponseWriter, r *http.Request, body []byte) error {
		if !translates(r) {
			return rest(w, r, body)
		}
		revoked--
		w.WriteHeader(http.StatusUnauthorized)
		_, err := io.WriteString(w, `{"error":{"code":401,"message":"Request had invalid authentication credentials."}}`)
		return err
	}
	f := enginetest.NewFake(t, p)
	e, err := google.New(remote.Config{URL: f.URL, Key: keyFile(f.URL), Client: http.DefaultClient, Now: time.Now}, google.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := e.Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := pair.Translate(t.Context(), []translate.Input{{Text: "Yes."}}); err != nil || s.issued != 2 {
		t.Errorf("%v %v after %d tokens", got, err, s.issued)
	}
	revoked = 2
	if _, err := pair.Translate(t.Context(), []translate.Input{{Text: "Yes."}}); !errors.Is(err, domain.ErrPermanent) || !strings.Contains(err.Error(), "engine.google.key") {
		t.Errorf("refused twice: %v", err)
	}
}

// TestTokenRefused holds that an account which gets no token is told of with
// the setting to check, and isn't taken for a text that can't be translated:
// the next engine is asked.
func TestTokenRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status       int
		answer, says string
	}{
		"revoked": {http.StatusBadRequest, `{"error":"invalid_grant","error_description":"Invalid JWT Signature."}`, "(Invalid JWT Signature.)"},
		"none":    {http.StatusOK, `{}`, "holds none"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &service{}
			p := s.protocol("global", "")
			p.Rest = func(w http.ResponseWriter, _ *http.Request, _ []byte) error {
				w.WriteHeader(c.status)
				_, err := io.WriteString(w, c.answer)
				return err
			}
			f := enginetest.NewFake(t, p)
			tokens := strings.Replace(f.URL, "127.0.0.1", "localhost", 1)
			e, err := google.New(remote.Config{URL: f.URL, Key: keyFile(tokens), Client: http.DefaultClient, Now: time.Now}, google.Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = e.Pair(t.Context(), "en", "ru")
			if !errors.Is(err, translate.ErrUnavailable) || !strings.Contains(err.Error(), "engine.google.key") || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v", err)
			}
			if c.status != http.StatusOK && !strings.Contains(err.Error(), strings.TrimPrefix(tokens, "http://")+" answered 400") {
				t.Errorf("%v doesn't name who refused", err)
			}
		})
	}
}

func TestBadKeys(t *testing.T) {
	t.Parallel()
	good := keyFile("https://host")
	for name, key := range map[string]string{
		"empty": "", "a plain key": "AIzaSyA-secret", "another type": strings.Replace(good, "service_account", "authorized_user", 1),
		"no PEM": strings.Replace(good, "BEGIN PRIVATE KEY", "BEGIN", 1), "damaged": strings.Replace(good, `KEY-----\n`, `KEY-----\nAAAA`, 1),
		"no token address": strings.Replace(good, "https://host/token", "file:///x", 1),
	} {
		_, err := google.New(remote.Config{Key: key, Client: http.DefaultClient, Now: time.Now}, google.Options{})
		if !errors.Is(err, domain.ErrInvalid) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	s := &service{}
	f := enginetest.NewFake(t, s.protocol("global", ""))
	e, err := google.New(remote.Config{URL: f.URL, Key: keyFile(f.URL), Client: http.DefaultClient, Now: time.Now}, google.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ from, to, want string }{
		{"zh", "ru", "general/nmt zh-CN-ru"}, {"en", "zh-Hant", "general/nmt en-zh-TW"}, {"zh-TW", "en", ""}, {"he", "en", "general/nmt iw-en"},
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
