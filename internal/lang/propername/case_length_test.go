package propername

import "testing"

// TestLettersOfOtherLength has names in letters that take more or fewer bytes in lower case.
func TestLettersOfOtherLength(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The talks in İstanbul failed.":         "İstanbul",
		"The talks in Ⱥldmoor failed.":          "Ⱥldmoor",
		"The talks in Ⱥldmoor's port failed.":   "Ⱥldmoor",
		"The talks, said Mr İnönü, had failed.": "İnönü",
		"The talks, said Mr Ⱥdams, had failed.": "Ⱥdams",
	} {
		words := Split(text)
		known := map[string]bool{}
		for _, w := range append(Places(text, words), Surnames(text, words, nil)...) {
			known[w.Lower] = true
		}
		found := Mentions(text, words, known)
		if len(found) != 1 || found[0].Text != want || text[found[0].At.Start:found[0].At.End] != want {
			t.Errorf("%s: %v", text, found)
		}
	}
}
