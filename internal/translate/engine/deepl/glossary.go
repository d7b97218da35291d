package deepl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

const (
	// glossaryPrefix begins the names of glossaries that this engine made. What
	// follows says what is in them: glossaries never change.
	glossaryPrefix = "dragoman-"
	// maxGlossaries is how many of them are kept; an account may have 1,000.
	maxGlossaries = 100
	// maxTerm is the API's limit for one side of an entry, in bytes.
	maxTerm = 1024
)

// glossaries are the ones on the account that this engine made, the last used
// at the end.
type glossaries struct {
	mu    sync.Mutex
	known []glossaryInfo
	read  bool
}

type glossaryInfo struct {
	ID   string `json:"glossary_id"`
	Name string `json:"name"`
}

// glossary returns the id of the glossary with the terms of inputs, which it
// makes where there is none, or "" where they have none or DeepL has no
// glossaries for the direction.
func (e *Engine) glossary(ctx context.Context, source, target string, inputs []translate.Input) (string, error) {
	entries := entriesOf(inputs)
	if entries == "" {
		return "", nil
	}
	source, target = strings.ToLower(plain(source)), strings.ToLower(plain(target))
	sum := sha256.Sum256([]byte(source + "\x00" + target + "\x00" + entries))
	name := glossaryPrefix + hex.EncodeToString(sum[:12])
	g := &e.glossaries
	g.mu.Lock()
	defer g.mu.Unlock()
	if err := e.listGlossaries(ctx); err != nil {
		return "", err
	}
	if i := slices.IndexFunc(g.known, func(i glossaryInfo) bool { return i.Name == name }); i >= 0 {
		found := g.known[i]
		g.known = append(slices.Delete(g.known, i, i+1), found)
		return found.ID, nil
	}
	made := glossaryInfo{}
	in := map[string]string{"name": name, "source_lang": source, "target_lang": target, "entries": entries, "entries_format": "tsv"}
	err := e.client.Do(ctx, e.call(http.MethodPost, "/v2/glossaries", in), &made)
	if errors.Is(err, domain.ErrPermanent) && made.ID == "" {
		return "", nil // not for this direction: what the terms demand is looked after elsewhere
	}
	if err != nil {
		return "", err
	}
	g.known = append(g.known, glossaryInfo{made.ID, name})
	return made.ID, e.dropGlossaries(ctx)
}

// listGlossaries reads what earlier runs left on the account.
func (e *Engine) listGlossaries(ctx context.Context) error {
	if e.glossaries.read {
		return nil
	}
	var answer struct {
		Glossaries []glossaryInfo `json:"glossaries"`
	}
	if err := e.client.Do(ctx, e.call(http.MethodGet, "/v2/glossaries", nil), &answer); err != nil {
		return err
	}
	for _, g := range answer.Glossaries {
		if strings.HasPrefix(g.Name, glossaryPrefix) {
			e.glossaries.known = append(e.glossaries.known, g)
		}
	}
	e.glossaries.read = true
	return nil
}

// forget leaves out a glossary that the account doesn't have any more.
func (g *glossaries) forget(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.known = slices.DeleteFunc(g.known, func(i glossaryInfo) bool { return i.ID == id })
}

// dropGlossaries deletes the glossaries beyond the limit that were not used for
// longest.
func (e *Engine) dropGlossaries(ctx context.Context) error {
	g := &e.glossaries
	for len(g.known) > maxGlossaries {
		err := e.client.Do(ctx, e.call(http.MethodDelete, "/v2/glossaries/"+g.known[0].ID, nil), nil)
		if err != nil && !errors.Is(err, domain.ErrPermanent) { // one that is gone already is fine
			return err
		}
		g.known = g.known[1:]
	}
	return nil
}

// entriesOf returns the terms of inputs as tab-separated lines, sorted, each
// source once.
func entriesOf(inputs []translate.Input) string {
	var lines []string
	seen := map[string]bool{}
	clean := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for _, in := range inputs {
		for _, t := range in.Terms {
			source, target := clean(t.Source), clean(t.Target)
			if source == "" || target == "" || len(source) > maxTerm || len(target) > maxTerm || seen[source] {
				continue
			}
			seen[source] = true
			lines = append(lines, source+"\t"+target)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
