package model

import (
	"errors"
	"reflect"
	"testing"
)

func TestParseSettings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       settings
	}{
		{"scalars", "a: 1\nb: \"two words\"\nc: ''\nd: x: y\n", settings{"a": {"1"}, "b": {"two words"}, "c": {""}, "d": {"x: y"}}},
		{"lists", "a:\n  - 1\n  - 2\nb:\n- x\nc: []\nd: [p, 'q']\n", settings{"a": {"1", "2"}, "b": {"x"}, "c": {}, "d": {"p", "q"}}},
		{"ending, blank and comment", "---\n# made\n\na: 1\r\n\x00", settings{"a": {"1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := parseSettings(c.text)
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("parseSettings(%q) = %v, %v, want %v", c.text, got, err, c.want)
			}
		})
	}
	for _, text := range []string{"a", "a: 1\na: 2", "- x", " a: 1", "a: 1\n  b: 2", "a:1", ": x"} {
		if got, err := parseSettings(text); !errors.Is(err, ErrFormat) {
			t.Errorf("parseSettings(%q) = %v, %v, want a format error", text, got, err)
		}
	}
}

func FuzzParseSettings(f *testing.F) {
	f.Add("a: 1\nb:\n  - x\nc: [p, 'q']\n")
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := parseSettings(text); err == nil {
			if _, err := configure(s); err != nil && !errors.Is(err, ErrFormat) && !errors.Is(err, ErrUnsupported) {
				t.Errorf("error %v has no class", err)
			}
		}
	})
}
