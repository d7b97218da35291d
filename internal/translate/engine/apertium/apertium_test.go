package apertium

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
)

// requireMode skips the test where a direction isn't installed, and fails it in CI.
func requireMode(t *testing.T, mode string) {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("CI") != "" {
		missing = t.Fatalf
	}
	if _, err := exec.LookPath("apertium"); err != nil {
		missing("apertium is not installed (on Debian: apt install apertium-eng-spa apertium-rus-ukr)")
	}
	out, err := exec.CommandContext(t.Context(), "apertium", "-l").Output()
	if err != nil || !slices.Contains(strings.Fields(string(out)), mode) {
		missing("apertium has no data for %s (on Debian: apt install apertium-eng-spa apertium-rus-ukr)", mode)
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	for mode, s := range map[string]enginetest.Subject{
		"eng-spa": {From: "en", To: "es", Sentences: []string{
			"The president visited the city on Monday.", "Two ministers are in New York.", "He said that the war was over.",
		}},
		"rus-ukr": {From: "ru", To: "uk", Sentences: []string{
			"Президент встретился с министром в понедельник.", "Он сказал, что война закончится.", "Два министра были в городе.",
		}},
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			requireMode(t, mode)
			s.Engine, s.Aligned = New(), true
			enginetest.Run(t, s)
		})
	}
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	requireMode(t, "eng-spa")
	pair, err := New().Pair(t.Context(), "en-GB", "es-MX")
	if err != nil {
		t.Fatal(err)
	}
	if got := pair.Model(); !strings.HasPrefix(got, "eng-spa (apertium 3.") {
		t.Errorf("Model() = %q", got)
	}
	input := `The American officials [sic] live in New York & Xyzzyville.`
	outputs, err := pair.Translate(t.Context(), []translate.Input{{Text: input}})
	if err != nil {
		t.Fatal(err)
	}
	o := outputs[0]
	if want := "Los oficiales americanos [sic] vive en Nueva York & Xyzzyville."; o.Text != want {
		t.Errorf("got  %q\nwant %q", o.Text, want)
	}
	if len(o.Unknown) != 1 || o.Text[o.Unknown[0].Start:o.Unknown[0].End] != "Xyzzyville" {
		t.Errorf("unknown words: %v", o.Unknown)
	}
	want := map[string]string{"oficiales": "officials", "americanos": "American", "York": "York", "vive": "live", "Xyzzyville": "Xyzzyville"}
	for i, r := range o.Target {
		word := o.Text[r.Start:r.End]
		for j, w := range o.Alignment[i] {
			if from := input[o.Source[j].Start:o.Source[j].End]; want[word] != "" && (w == 1) != (from == want[word]) {
				t.Errorf("%q is aligned to %q with %v", word, from, w)
			}
		}
	}
}

// TestUnglued holds that words stay apart that the Russian-Ukrainian rules join.
func TestUnglued(t *testing.T) {
	t.Parallel()
	requireMode(t, "rus-ukr")
	pair, err := New().Pair(t.Context(), "ru", "uk")
	if err != nil {
		t.Fatal(err)
	}
	outputs, err := pair.Translate(t.Context(), []translate.Input{{Text: "Этой осенью в Нью-Йорке был министр."}})
	if err != nil {
		t.Fatal(err)
	}
	if got := outputs[0].Text; !strings.HasPrefix(got, "Цій осінню ") || !strings.Contains(got, "Нью-Йорк") {
		t.Errorf("got %q", got)
	}
}

func TestNotInstalled(t *testing.T) {
	t.Parallel()
	_, err := New(WithCommand("no-such-apertium")).Pair(t.Context(), "en", "es")
	if !errors.Is(err, domain.ErrNotFound) || !strings.Contains(err.Error(), "apt install apertium-eng-spa") {
		t.Errorf("got %v", err)
	}
}

// script writes a command that behaves like apertium as far as a test needs.
func script(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "apertium")
	text := "#!/bin/sh\ncase $1 in -l) echo '  eng-spa'; exit;; -V) echo 'Apertium 9.9'; exit;; esac\n" + body + "\n"
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBrokenCommand(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ body, want string }{
		"fails":        {"echo 'no such file' >&2; exit 1", "no such file"},
		"gives less":   {"printf 'uno'", "broke off"},
		"loses some":   {"printf 'uno\\0\\0\\0\\0'", "broke off"},
		"never ends":   {"sleep 60", "did not finish"},
		"outlives sub": {"sleep 60 & wait", "did not finish"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			engine := New(WithCommand(script(t, test.body)))
			pair, err := engine.Pair(t.Context(), "en", "es")
			if err != nil {
				t.Fatal(err)
			}
			engine.timeout = 500 * time.Millisecond
			start := time.Now()
			_, err = pair.Translate(t.Context(), []translate.Input{{Text: "one"}, {Text: "two"}})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestCancelledWhileRunning(t *testing.T) {
	t.Parallel()
	pair, err := New(WithCommand(script(t, "sleep 60"))).Pair(t.Context(), "en", "es")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := pair.Translate(ctx, []translate.Input{{Text: "one"}}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestStream(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "plain", `a [b] {c} ^d$ e/f g\h @i <j>`, "два слова", "x\ty"} {
		got := unescape(escape(text))
		if want := strings.ReplaceAll(text, "\t", " "); got != want {
			t.Errorf("%q came back as %q", text, got)
		}
	}
	marked, ranges := markWords("It's 5, Анна!")
	if want := "[[t:w:0]]It[[/]]'[[t:w:1]]s[[/]] [[t:w:2]]5[[/]], [[t:w:3]]Анна[[/]]!"; marked != want || len(ranges) != 4 {
		t.Errorf("got %q %v", marked, ranges)
	}
}

func TestCandidates(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		from, to string
		want     []string
	}{
		{"en", "es", []string{"eng-spa"}},
		{"es", "en-US", []string{"spa-eng_US", "spa-eng"}},
		{"sr", "mk", []string{"hbs_SR-mkd", "hbs-mkd"}},
		{"xx", "ru", []string{"xx-rus"}},
	} {
		if got := Directions(test.from, test.to); !slices.Equal(got, test.want) {
			t.Errorf("Directions(%s, %s) = %q, want %q", test.from, test.to, got, test.want)
		}
	}
	if got := packageFor("uk", "ru"); got != "apertium-rus-ukr" {
		t.Errorf("package %s", got)
	}
}

func FuzzOutput(f *testing.F) {
	f.Add("one two", "uno dos", "[[t:w:0]]uno[[/]] [[t:w:1]]dos[[/]]")
	f.Add("a", "", "[[t:w:9]]")
	f.Add("a b", "c", "[[t:w:0; t:w:1]]c[[/]]")
	f.Fuzz(func(t *testing.T, input, text, marked string) {
		if len(input)+len(text)+len(marked) > 2000 {
			t.Skip("long")
		}
		_, source := markWords(strings.ToValidUTF8(input, ""))
		o := output(source, strings.ToValidUTF8(text, ""), marked)
		for i, r := range o.Target {
			if r.Start >= r.End || r.End > len(o.Text) || len(o.Alignment[i]) != len(o.Source) {
				t.Errorf("token %v of %q, %d weights for %d", r, o.Text, len(o.Alignment[i]), len(o.Source))
			}
		}
	})
}
