package remote

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// catalogueAge is how long a service's list of languages is believed.
const catalogueAge = 24 * time.Hour

// Catalogue keeps what languages a service says that it has. Its zero value is
// ready, and safe for concurrent use.
type Catalogue[T any] struct {
	mu    sync.Mutex
	value T
	read  time.Time
}

// Get returns the list, read anew when it is old. While one caller reads it,
// the others wait.
func (c *Catalogue[T]) Get(ctx context.Context, now time.Time, read func(context.Context) (T, error)) (T, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.read.IsZero() && now.Sub(c.read) < catalogueAge {
		return c.value, nil
	}
	value, err := read(ctx)
	if err != nil {
		return value, fmt.Errorf("list the languages: %w", err)
	}
	c.value, c.read = value, now
	return value, nil
}

// Code returns the code under which a service that has codes knows a BCP 47
// language, the most exact first: with its region, its script, the variant that
// other gives for its base with or without script, and its base, if that is
// written in the same script. Codes are compared without case.
func Code(tag string, codes []string, other map[string]string) (string, bool) {
	normal := lang.Normalize(tag)
	if normal == "" {
		return "", false
	}
	base, script := lang.Base(normal), lang.Script(normal)
	names := []string{normal, base + "-" + script, other[base+"-"+script]}
	if lang.Script(base) == script {
		names = append(names, other[base], base)
	}
	for _, name := range names {
		for _, code := range codes {
			if name != "" && strings.EqualFold(strings.ReplaceAll(code, "_", "-"), name) {
				return code, true
			}
		}
	}
	return "", false
}

// NoPair returns the error of a direction that an engine doesn't translate.
func (c *Client) NoPair(from, to string) error {
	return fmt.Errorf("%s doesn't translate %s to %s: %w", c.base.Host, from, to, domain.ErrNotFound)
}
