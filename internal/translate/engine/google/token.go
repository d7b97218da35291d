package google

import (
	"context"
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
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	scope = "https://www.googleapis.com/auth/cloud-translation"
	// grant is the type of RFC 7523 section 2.1.
	grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	// assertionLife is the longest that Google accepts.
	assertionLife = time.Hour
	// leeway is how long before its end a token is renewed.
	leeway = 2 * time.Minute
)

// account is a service account's key file, as Google's console gives it out.
type account struct {
	Type     string `json:"type"`
	Project  string `json:"project_id"`
	KeyID    string `json:"private_key_id"`
	PEM      string `json:"private_key"`
	Email    string `json:"client_email"`
	TokenURI string `json:"token_uri"`

	key *rsa.PrivateKey
}

// readAccount parses a key file. Its errors never hold any of it.
func readAccount(data string) (account, error) {
	refuse := func(why string) (account, error) {
		return account{}, fmt.Errorf("engine google: the key is no service account's key file (%s): %w", why, domain.ErrInvalid)
	}
	var a account
	if err := json.Unmarshal([]byte(data), &a); err != nil {
		return refuse("not JSON")
	}
	if a.Type != "service_account" || a.Email == "" || a.TokenURI == "" {
		return refuse("type service_account, client_email or token_uri is missing")
	}
	if u, err := url.Parse(a.TokenURI); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return refuse("token_uri is no address")
	}
	block, _ := pem.Decode([]byte(a.PEM))
	if block == nil {
		return refuse("private_key is not PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return refuse("private_key is not PKCS #8")
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return refuse("private_key is not RSA")
	}
	a.key = key
	return a, nil
}

// assertion returns the signed claim (RFC 7519, RS256) that a token is given for.
func (a account) assertion(now time.Time) (string, error) {
	part := func(v any) (string, error) {
		data, err := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(data), err
	}
	header, err := part(map[string]string{"alg": "RS256", "typ": "JWT", "kid": a.KeyID})
	if err != nil {
		return "", err
	}
	claims, err := part(map[string]any{
		"iss": a.Email, "scope": scope, "aud": a.TokenURI, "iat": now.Unix(), "exp": now.Add(assertionLife).Unix(),
	})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(header + "." + claims))
	signature, err := rsa.SignPKCS1v15(rand.Reader, a.key, crypto.SHA256, sum[:])
	if err != nil {
		return "", err
	}
	return header + "." + claims + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// tokens keeps the access token until shortly before its end.
type tokens struct {
	mu    sync.Mutex
	token string
	until time.Time
}

// get returns a valid token, asking for a new one where need be.
func (t *tokens) get(ctx context.Context, client *remote.Client, a account) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := client.Now()
	if t.token != "" && now.Before(t.until) {
		return t.token, nil
	}
	assertion, err := a.assertion(now)
	if err != nil {
		return "", fmt.Errorf("sign a claim: %w", err)
	}
	var answer struct {
		Token   string `json:"access_token"`
		Seconds int64  `json:"expires_in"`
	}
	call := remote.Call{Method: http.MethodPost, Path: a.TokenURI, Form: url.Values{"grant_type": {grant}, "assertion": {assertion}}}
	if err := client.Do(ctx, call, &answer); err != nil {
		if _, refused := errors.AsType[*remote.Error](err); refused { // whatever the text
			err = fmt.Errorf("%w: %w", err, translate.ErrUnavailable)
		}
		return "", fmt.Errorf("get a token for the account in engine.google.key: %w", err)
	}
	if answer.Token == "" {
		return "", fmt.Errorf("get a token for the account in engine.google.key: the answer holds none: %w", translate.ErrUnavailable)
	}
	t.token, t.until = answer.Token, now.Add(time.Duration(min(answer.Seconds, 86400))*time.Second-leeway)
	return t.token, nil
}

// forget drops a token that the service refused.
func (t *tokens) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.token = ""
}
