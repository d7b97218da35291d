package registry

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// baseAddress returns the address that the registry's paths are relative to,
// with a slash at its end. A registry that came over TLS can't send to where
// there is none.
func baseAddress(registry, base string) (string, error) {
	at, err := url.Parse(registry)
	if err != nil || at.Host == "" {
		return "", fmt.Errorf("%q is no address of a registry: %w", registry, domain.ErrInvalid)
	}
	if base == "" {
		return at.ResolveReference(&url.URL{Path: "."}).String(), nil
	}
	parsed, err := url.Parse(base)
	if err != nil || parsed.Host == "" || parsed.User != nil || parsed.RawQuery != "" || parsed.Fragment != "" ||
		parsed.Scheme != "https" && parsed.Scheme != at.Scheme {
		return "", fmt.Errorf("the registry's base address %.200q can't be used: %w", base, domain.ErrInvalid)
	}
	return strings.TrimSuffix(base, "/") + "/", nil
}

// pathSegment is what a part of a registry's path may be.
var pathSegment = regexp.MustCompile(`^[A-Za-z0-9_+-][A-Za-z0-9._+-]*$`)

// joinAddress appends a registry's path to a base address. The path can't
// lead out of it.
func joinAddress(base, path string) (string, error) {
	if len(path) > 1024 {
		return "", fmt.Errorf("a path of %d bytes: %w", len(path), domain.ErrInvalid)
	}
	for segment := range strings.SplitSeq(path, "/") {
		if !pathSegment.MatchString(segment) {
			return "", fmt.Errorf("the path %q is not allowed: %w", path, domain.ErrInvalid)
		}
	}
	return base + path, nil
}

// fileName is what the file of a role may be called on disk, as Mozilla names
// them: role, languages and format.
var fileName = map[Role]*regexp.Regexp{
	RoleModel:            regexp.MustCompile(`^model\.[A-Za-z0-9._-]{1,100}\.bin$`),
	RoleShortlist:        regexp.MustCompile(`^lex\.[A-Za-z0-9._-]{1,100}\.bin$`),
	RoleVocabulary:       regexp.MustCompile(`^vocab\.[A-Za-z0-9._-]{1,100}\.spm$`),
	RoleSourceVocabulary: regexp.MustCompile(`^srcvocab\.[A-Za-z0-9._-]{1,100}\.spm$`),
	RoleTargetVocabulary: regexp.MustCompile(`^trgvocab\.[A-Za-z0-9._-]{1,100}\.spm$`),
}

func checkName(role Role, name string) error {
	if pattern := fileName[role]; pattern == nil || !pattern.MatchString(name) {
		return fmt.Errorf("%.200q is no name for a file of the kind %q: %w", name, role, domain.ErrInvalid)
	}
	return nil
}

// unpackedName drops the suffix that tells how a file is packed.
func unpackedName(name string) string {
	for _, suffix := range []string{".gz", ".zst"} {
		if unpacked, ok := strings.CutSuffix(name, suffix); ok {
			return unpacked
		}
	}
	return name
}

var sumPattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

func isSum(s string) bool { return sumPattern.MatchString(s) }
