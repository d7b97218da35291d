package lang

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func cutTexts(text string, ranges []domain.Range) []string {
	var out []string
	for _, r := range ranges {
		out = append(out, text[r.Start:r.End])
	}
	return out
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ language, text string }{ // a bar stands where a sentence ends
		{"en", "One.| Two!| Three?| Four"},
		{"en", "Gen. Mark A. Milley met Sen. Smith (R., Ky.) and Lt. Col. J. K. Jones on Jan. 5."},
		{"en", "They revised the Canada-U.S. Treaty and the anti-U.K. Party rule.| It went on."},
		{"en", "He left the U.S. Army in the U.S.| The war was over by 5 p.m.| She came at 6 a.m. Monday."},
		{"en", "It rose 3.5 percent to $2.50 in No. 10.| No.| Yes."},
		{"en", "“We won.” |He left.| “Are you ready?” President Biden asked.| “Really?” he said."},
		{"en", "“I came.| I saw.” |He said so."},
		{"en", "Wait...| The end.| And so on ... he said."},
		{"en", "He works for Acme Inc. in St. Louis.| Acme Corp. fell.| Acme Inc.| The firm"},
		{"en", "Puff Daddy, P. Diddy or Diddy.| By then it was over."},
		{"en", "A line\n| another line.\n\n| Third\r\n| fourth"},
		{"en", "(He left.) |She stayed [for good.] |It ended."},
		{"en", "Yahoo! said so, e.g. in Mt. Vernon vs. Ohio."},
		{"en", "1. First item"},
		{"en", "   "},
		{"en", ""},
		{"ru", "Он жил на ул. Ленина, д. 5, т.е. в центре г. Москвы.| В 1990 г. он уехал.| Это было в XIX в. до н. э."},
		{"ru", "Пост А. С. Пушкина.| «Да», — сказал он.| «Нет!» |Он ушел."},
		{"de", "Am 30. September 2018 kam Dr. Müller z.B. nach Berlin.| Das war 2018.| Er blieb."},
		{"fr", "M. Macron a vu Mme. Merkel.| « Vous venez ? » |Il est parti."},
		{"es", "El Sr. Pérez vive en EE. UU. desde 1990.| ¿Y tú?| La I. A. es nueva."},
		{"uk", "Він жив на вул. Шевченка у 1990 р. в Києві.| Потім поїхав."},
		{"el", "Ο κ. Παπαδόπουλος ήρθε.| Η κα. Σμιθ έφυγε.| Ναι."},
		{"ar", "ذهب الرئيس.| هل عاد؟ |نعم."},
		{"zh", "他来了。|她走了！|是吗？"},
		{"xx", "No lists. |But rules."},
	} {
		var text strings.Builder
		var want []string
		for part := range strings.SplitSeq(test.text, "|") {
			text.WriteString(part)
			if trimmed := strings.TrimSpace(part); trimmed != "" {
				want = append(want, trimmed)
			}
		}
		if got := cutTexts(text.String(), Sentences(text.String(), test.language)); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", test.language, got, want)
		}
	}
}

func TestPieces(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		limit int
		want  []string
	}{
		{"short enough", 20, []string{"short enough"}},
		{"first part here; second part here", 25, []string{"first part here;", "second part here"}},
		{"first part here, second part here", 25, []string{"first part here,", "second part here"}},
		{"first (part, here) second, part here", 30, []string{"first (part, here) second,", "part here"}},
		{`he said "one, two, three" then, left`, 33, []string{`he said "one, two, three" then,`, "left"}},
		{"no marks in these many words", 12, []string{"no marks in", "these many", "words"}},
		{"unbreakableunbreakable", 5, []string{"unbreakableunbreakable"}},
		{"他来了，她走了，我们都在这里等", 9, []string{"他来了，她走了，", "我们都在这里等"}},
	} {
		got := cutTexts(test.text, Pieces(test.text, domain.Range{End: len(test.text)}, test.limit))
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

// checkCover checks that ranges are in order and leave out only white space.
func checkCover(t *testing.T, text string, ranges []domain.Range) {
	t.Helper()
	at := 0
	for _, r := range append(ranges, domain.Range{Start: len(text), End: len(text)}) {
		if r.Start < at || r.End < r.Start || r.End > len(text) {
			t.Fatalf("range %v behind %d in %q", r, at, text)
		}
		if left := text[at:r.Start]; strings.TrimSpace(left) != "" {
			t.Fatalf("%q of %q is left out", left, text)
		}
		if part := text[r.Start:r.End]; part != strings.TrimFunc(part, unicode.IsSpace) || part == "" && r.Start < len(text) {
			t.Fatalf("sentence %q of %q", part, text)
		}
		at = r.End
	}
}

// TestOneLongLine cuts lines that make careless readers quadratic.
func TestOneLongLine(t *testing.T) {
	t.Parallel()
	for name, unit := range map[string]string{"quotations": "“Go!” Anna ran. ", "words": "go "} {
		text := strings.Repeat(unit, 2<<20/len(unit))
		start := time.Now()
		for _, s := range Sentences(text, "en") {
			Pieces(text, s, 20)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("He left the U.S. “Why?” he asked.\nGen. X", "en", uint8(9))
	f.Add("« Oui ? » Non… 19. Mai", "fr", uint8(1))
	f.Add("..!?”)\u2028\xff", "", uint8(30))
	f.Fuzz(func(t *testing.T, text, language string, limit uint8) {
		if len(text) > 5000 {
			t.Skip("long")
		}
		ranges := Sentences(text, language)
		checkCover(t, text, slices.Clone(ranges))
		for _, r := range ranges {
			if strings.ContainsAny(text[r.Start:r.End], "\n\r\u2028") {
				t.Fatalf("a line break within %q", text[r.Start:r.End])
			}
			pieces := Pieces(text, r, int(limit)+1)
			if pieces[0].Start != r.Start || pieces[len(pieces)-1].End != r.End {
				t.Fatalf("pieces %v of %v", pieces, r)
			}
			for i := range pieces {
				pieces[i].Start, pieces[i].End = pieces[i].Start-r.Start, pieces[i].End-r.Start
			}
			checkCover(t, text[r.Start:r.End], pieces)
		}
	})
}

// TestSentencesOfDocuments joins the lines of news documents, each a sentence or
// two, and counts the boundaries that come back wrong.
func TestSentencesOfDocuments(t *testing.T) {
	t.Parallel()
	for language, most := range map[string]struct{ extra, missed int }{"en": {3, 3}, "ru": {42, 20}, "de": {83, 5}} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			lines, ids := evalLines(t, "ntrex."+language+".txt"), evalLines(t, "ntrex.docids.txt")
			extra, missed := 0, 0
			for start := 0; start < len(lines); {
				end, text, ends := start, "", map[int]bool{}
				for ; end < len(lines) && ids[end] == ids[start]; end++ {
					text = strings.TrimSpace(text + " " + strings.TrimSpace(lines[end]))
					ends[len(text)] = true
				}
				found := map[int]bool{}
				for _, r := range Sentences(text, language) {
					found[r.End] = true
					if !ends[r.End] {
						extra++
					}
				}
				for at := range ends {
					if last, _ := utf8.DecodeLastRuneInString(text[:at]); !found[at] && strings.ContainsRune(`.?!"»“`, last) {
						missed++
					}
				}
				start = end
			}
			t.Logf("%s: %d boundaries within lines, %d of %d between lines missed", language, extra, missed, len(lines))
			if extra > most.extra || missed > most.missed {
				t.Errorf("%d and %d, want at most %d and %d", extra, missed, most.extra, most.missed)
			}
		})
	}
}

func evalLines(t *testing.T, name string) []string {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_EVAL")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "eval")
	}
	data, err := os.ReadFile(filepath.Join(dir, "mt", name))
	if err != nil {
		t.Skipf("the evaluation data are absent (set DRAGOMAN_EVAL): %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat("Gen. Mark A. Milley met Sen. Smith in the U.S. on Monday. “Are you ready?” he asked. It rose by 3.5 percent. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Sentences(text, "en")
	}
}
