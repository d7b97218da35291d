package remote

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

func TestCode(t *testing.T) {
	t.Parallel()
	codes := []string{"en", "pt_BR", "pt-PT", "zh-Hans", "zh-TW", "sr", "NB", "de"}
	other := map[string]string{"pt": "pt-PT", "zh-Hant": "zh-TW", "no": "nb"}
	for tag, want := range map[string]string{
		"en": "en", "en-GB": "en", "pt": "pt-PT", "pt-BR": "pt_BR", "pt-AO": "pt-PT", "zh": "zh-Hans", "zh-HK": "zh-TW", "zh-Hant": "zh-TW",
		"sr-Latn": "", "sr-RS": "sr", "no": "NB", "nb": "NB", "DE_at": "de", "": "", "xx-invalid-tag": "", "fr": "",
	} {
		if got, ok := Code(tag, codes, other); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, " 7 ": 7 * time.Second, "-7": 0, "soon": 0, "99999999": 24 * time.Hour, "99999999999999999999": 0,
		"Mon, 23 Nov 2026 12:01:00 GMT": time.Minute, "Mon, 23 Nov 2026 11:00:00 GMT": 0, "Tue, 23 Nov 2027 11:00:00 GMT": 24 * time.Hour,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	c, err := NewClient("deepl", Config{URL: "https://host/", Key: "s3cret", Client: http.DefaultClient, Now: time.Now}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		status      int
		body        string
		class       error
		unavailable bool
		says        string
	}{
		{400, `{"message":"Bad request"}`, domain.ErrPermanent, false, "(Bad request)"},
		{413, `{"error":{"message":"too large"}}`, domain.ErrPermanent, false, "(too large)"},
		{401, `{"error":"bad key s3cret"}`, domain.ErrPermanent, true, "(bad key …); check the setting engine.deepl.key"},
		{402, ``, translate.ErrQuota, true, "402 Payment Required; the quota of the account is used up and asks to wait 1h0m0s"},
		{404, `{"detail":"no model"}`, domain.ErrPermanent, false, "(no model)"},
		{500, "<html>secret page", nil, true, "500 Internal Server Error"},
		{418, strings.Repeat("я", 500), domain.ErrPermanent, true, "(яя"},
		{529, "\xff\x00 busy \x1b[2J", nil, true, "(busy [2J)"},
	} {
		err := c.refused("host", &http.Response{StatusCode: test.status, Header: http.Header{}}, []byte(test.body))
		e, ok := errors.AsType[*Error](err)
		if !ok || test.class != nil && !errors.Is(err, test.class) || test.class == nil && (errors.Is(err, domain.ErrPermanent) || errors.Is(err, domain.ErrRateLimited)) ||
			errors.Is(err, translate.ErrUnavailable) != test.unavailable || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%d %.30q: %v", test.status, test.body, err)
		}
		if strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "<html") || len(e.Message) > maxMessage {
			t.Errorf("%d says %q", test.status, err)
		}
	}
}
