package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// fakeDeepL is a service for the scripts: it translates to capitals, knows the
// key "good" and is out of order below /down.
func fakeDeepL(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/down/"):
		http.Error(w, "out of order", http.StatusBadGateway)
	case r.Header.Get("Authorization") != "DeepL-Auth-Key good":
		http.Error(w, `{"message":"Invalid auth key"}`, http.StatusForbidden)
	case r.URL.Path == "/v2/languages":
		_, _ = io.WriteString(w, `[{"language":"EN"},{"language":"RU"},{"language":"AR"}]`)
	case r.URL.Path == "/v2/usage":
		_, _ = io.WriteString(w, `{"character_count":180118,"character_limit":1250000}`)
	case r.URL.Path == "/v2/translate":
		var in struct{ Text []string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		type translation struct {
			Text string `json:"text"`
		}
		out := []translation{}
		for _, text := range in.Text {
			out = append(out, translation{strings.ToUpper(text)})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"translations": out})
	default:
		http.Error(w, fmt.Sprintf("no such address %s", r.URL.Path), http.StatusNotFound)
	}
}
