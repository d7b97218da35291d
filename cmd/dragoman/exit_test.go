package main

import "testing"

func TestWithoutClass(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"there is no rule \"x\": invalid", "there is no rule \"x\""},
		{"there is no rule \"x\": invalid (as in quotes=block)", "there is no rule \"x\" (as in quotes=block)"},
		{"a web page, not a feed: invalid: follow its feed", "a web page, not a feed: follow its feed"},
		{"unknown column: invalid; say --column", "unknown column; say --column"},
		{"invalid: unknown format \"pdf\"", "unknown format \"pdf\""},
		{"first: not found\nsecond: not allowed", "first\nsecond"},
		{"the file is invalid: line 3", "the file is invalid: line 3"},
		{"404 page not found: invalid", "404 page not found"},
	} {
		if got := withoutClass(c.text); got != c.want {
			t.Errorf("withoutClass(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
