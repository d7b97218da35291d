package openai_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
	"github.com/dragoman-news/dragoman/internal/translate/engine/openai"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const key = "sk-proj-secret"

type task struct {
	Context  []string
	Terms    []map[string]string
	Segments []struct{ ID, Text string }
}

type segment struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// completion is a chat completion with one choice.
func completion(content, finish, refusal string) any {
	return map[string]any{"object": "chat.completion", "model": "small", "choices": []any{map[string]any{
		"index": 0, "finish_reason": finish, "message": map[string]any{"role": "assistant", "content": content, "refusal": refusal},
	}}}
}

// protocol is that of chat completions with structured output. seen, if set, is
// given each task and the instruction.
func protocol(seen func(task, string)) enginetest.Protocol {
	return enginetest.Protocol{
		Translates: func(r *http.Request) bool { return r.URL.Path == "/chat/completions" },
		Read: func(r *http.Request, body []byte) ([]enginetest.Text, error) {
			if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" || r.Header.Get("Authorization") != "Bearer "+key {
				return nil, errors.New("not an authorized POST of JSON")
			}
			var in struct {
				Model          string
				Messages       []struct{ Role, Content string }
				Temperature    *float64
				Seed           int
				Stream         bool
				ResponseFormat struct {
					Type       string
					JSONSchema struct {
						Name   string
						Strict bool
						Schema map[string]any
					} `json:"json_schema"`
				} `json:"response_format"`
			}
			if err := json.Unmarshal(body, &in); err != nil {
				return nil, err
			}
			format := in.ResponseFormat
			if in.Model != "small" || in.Stream || in.Temperature == nil || *in.Temperature != 0 || format.Type != "json_schema" || !format.JSONSchema.Strict ||
				format.JSONSchema.Schema["additionalProperties"] != false {
				return nil, fmt.Errorf("400: %s", body)
			}
			if len(in.Messages) != 2 || in.Messages[0].Role != "system" || in.Messages[1].Role != "user" || !strings.Contains(in.Messages[0].Content, "from English (en) to Russian (ru)") {
				return nil, fmt.Errorf("400: messages %v", in.Messages)
			}
			var work task
			if err := json.Unmarshal([]byte(in.Messages[1].Content), &work); err != nil {
				return nil, err
			}
			if seen != nil {
				seen(work, in.Messages[0].Content)
			}
			var texts []enginetest.Text
			for _, s := range work.Segments {
				t := enginetest.Text{ID: s.ID, Text: s.Text}
				if strings.Contains(s.Text, "<x id=") {
					t.Tag = "x"
				}
				texts = append(texts, t)
			}
			if len(texts) == 0 || len(body) > 40_000 {
				return nil, fmt.Errorf("400: %d texts, %d bytes", len(texts), len(body))
			}
			return texts, nil
		},
		Write: func(translated []enginetest.Text) any {
			list := []segment{}
			for _, t := range translated {
				list = append(list, segment{t.ID, t.Text})
			}
			content, _ := json.Marshal(map[string]any{"segments": list})
			return completion(string(content)+"\n", "stop", "")
		},
		Refuse: func(f enginetest.Fault) (int, any) {
			refuse := func(code, message string) any {
				return map[string]any{"error": map[string]any{"message": message, "type": code, "code": code}}
			}
			switch f {
			case enginetest.Unauthorized:
				return http.StatusUnauthorized, refuse("invalid_api_key", "Incorrect API key provided: "+key)
			case enginetest.Quota:
				return http.StatusTooManyRequests, refuse("insufficient_quota", "You exceeded your current quota, please check your plan and billing details.")
			default:
				return http.StatusTooManyRequests, refuse("rate_limit_exceeded", "Rate limit reached for requests per min.")
			}
		},
		Rest: func(http.ResponseWriter, *http.Request, []byte) error { return errors.New("no such request") },
		Nonsense: func() []any {
			one := `{"segments":[{"id":"s1","text":"A"}]}`
			return []any{
				map[string]any{},
				[]any{},
				map[string]any{"choices": []any{}},
				completion("Here is the translation: "+one, "stop", ""), completion(one+"\nI hope this helps!", "stop", ""),
				completion("```json\n"+one+"\n```", "stop", ""), completion("A", "stop", ""), completion("", "stop", ""),
				completion(`{"segments":[{"id":"s2","text":"A"}]}`, "stop", ""), completion(`{"segments":[{"id":"s1","text":"A"},{"id":"s1","text":"B"}]}`, "stop", ""),
				completion(`{"segments":[{"id":"s1"}]}`, "stop", ""), completion(`{"segments":[{"id":"s1","text":"A","note":"free"}]}`, "stop", ""),
				completion(`{"segments":[{"id":"s1","text":"A"}`, "length", ""), completion("", "stop", "I'm sorry, I can't help with that."),
				completion(one, "content_filter", ""), completion(`{"segments":[{"id":"s1","text":"`+strings.Repeat("very ", 100)+`long"}]}`, "stop", ""),
			}
		},
	}
}

func newEngine(config remote.Config) (translate.Engine, error) {
	return openai.New(config, openai.Options{Model: "small"})
}

func TestConformance(t *testing.T) {
	t.Parallel()
	enginetest.RunRemote(t, enginetest.RemoteSubject{
		Protocol: func() enginetest.Protocol { return protocol(nil) },
		New:      newEngine, Key: key, From: "en", To: "ru", Name: "openai", Spans: true, ByID: true,
	})
}

// TestTask holds that a model sees what stands before its texts, and only the
// terms and instructions that it needs.
func TestTask(t *testing.T) {
	t.Parallel()
	var tasks []task
	var instructions []string
	f := enginetest.NewFake(t, protocol(func(work task, instruction string) {
		tasks, instructions = append(tasks, work), append(instructions, instruction)
	}))
	e, err := newEngine(remote.Config{URL: f.URL, Key: key, Client: http.DefaultClient, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	pair, err := e.Pair(t.Context(), "en", "ru")
	if err != nil {
		t.Fatal(err)
	}
	var inputs []translate.Input
	for i := range 22 {
		inputs = append(inputs, translate.Input{Text: fmt.Sprintf("Sentence %d.", i)})
	}
	inputs[0].Terms = []translate.Term{{Source: "Waltz", Target: "Уолц"}}
	inputs[3].Terms = inputs[0].Terms
	inputs[21].Spans = []domain.Range{{Start: 0, End: 8}}
	if _, err := pair.Translate(t.Context(), inputs); err != nil {
		t.Fatal(err)
	}
	if len(tasks) != 2 {
		t.Fatalf("%d requests, want 2", len(tasks))
	}
	if len(tasks[0].Context) != 0 || len(tasks[0].Terms) != 1 || tasks[0].Terms[0]["target"] != "Уолц" {
		t.Errorf("first: context %q, terms %v", tasks[0].Context, tasks[0].Terms)
	}
	if !slices.Equal(tasks[1].Context, []string{"Sentence 17.", "Sentence 18.", "Sentence 19."}) || len(tasks[1].Terms) != 0 {
		t.Errorf("second: context %q, terms %v", tasks[1].Context, tasks[1].Terms)
	}
	for i, test := range []struct{ context, terms, marks bool }{{false, true, false}, {true, false, true}} {
		says := instructions[i]
		if strings.Contains(says, `"context"`) != test.context || strings.Contains(says, `"terms"`) != test.terms || strings.Contains(says, "<x id") != test.marks {
			t.Errorf("request %d is told:\n%s", i, says)
		}
	}
}

func TestModelIsNeeded(t *testing.T) {
	t.Parallel()
	_, err := openai.New(remote.Config{Client: http.DefaultClient, Now: time.Now}, openai.Options{})
	if !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("without a model: %v", err)
	}
}
