package nmt

import (
	"testing"
	"unicode/utf8"
)

// FuzzTranslate gives a made model any text, prefix and ban. Results must keep
// their promises.
func FuzzTranslate(f *testing.F) {
	m, err := Open(made(true), WithThreads(1))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("af bo ar", "", "")
	f.Add("af\xff bo “ar”  ", "ab", "ac ad")
	f.Fuzz(func(t *testing.T, text, prefix, banned string) {
		if len(text) > 2000 {
			return
		}
		results, err := m.Translate(t.Context(), []string{text, "af"}, ForcedPrefix(0, prefix), Banned(0, banned))
		if err != nil {
			return // only what the options ask for can be wrong
		}
		for i, text := range []string{text, "af"} {
			if !utf8.ValidString(results[i].Text) {
				t.Errorf("%q is translated to %q", text, results[i].Text)
			}
			if len(results[i].Source) > 0 {
				checkResult(t, text, results[i])
			}
		}
	})
}
