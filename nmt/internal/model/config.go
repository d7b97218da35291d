package model

import (
	"fmt"
	"strconv"
	"strings"
)

// Config is the part of a model's embedded configuration that its arithmetic
// depends on.
type Config struct {
	Dim             int // of embeddings and hidden states
	Heads           int // of attention
	EncoderLayers   int
	DecoderLayers   int
	EncoderFFN      int // inner width of the encoder's feed-forward layers
	DecoderFFN      int
	SourceWords     int // rows of the source embedding
	TargetWords     int
	Shared          bool    // one vocabulary and embedding for both languages
	MaxLengthFactor float64 // bounds an output's tokens by its source's
	Version         string  // of the Marian that wrote the model
}

// settings holds a flat YAML document: for each key its scalar, or the scalars
// of its list.
type settings map[string][]string

// parseSettings reads the subset of YAML that Marian writes into its models:
// "key: scalar", "key: [a, b]" and a key followed by "- scalar" lines.
func parseSettings(text string) (settings, error) {
	out := settings{}
	open := "" // the key whose list may go on
	for i, line := range strings.Split(strings.TrimRight(text, "\x00"), "\n") {
		line = strings.TrimRight(line, " \r")
		bare := strings.TrimLeft(line, " ")
		switch {
		case bare == "" || bare[0] == '#' || bare == "---":
			continue
		case bare == "-" || strings.HasPrefix(bare, "- "):
			if open == "" {
				return nil, fmt.Errorf("%w: configuration line %d: a list entry without a key", ErrFormat, i+1)
			}
			out[open] = append(out[open], scalar(strings.TrimPrefix(bare, "-")))
			continue
		case bare != line:
			return nil, fmt.Errorf("%w: configuration line %d: nested values", ErrFormat, i+1)
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || key == "" || (value != "" && value[0] != ' ') {
			return nil, fmt.Errorf("%w: configuration line %d is not \"key: value\"", ErrFormat, i+1)
		}
		if _, twice := out[key]; twice {
			return nil, fmt.Errorf("%w: configuration line %d: %q for the second time", ErrFormat, i+1, key)
		}
		value = strings.TrimSpace(value)
		open = ""
		switch {
		case value == "":
			open = key
			out[key] = []string{}
		case value[0] == '[' && value[len(value)-1] == ']':
			out[key] = flowList(value[1 : len(value)-1])
		default:
			out[key] = []string{scalar(value)}
		}
	}
	return out, nil
}

func flowList(text string) []string {
	out := []string{}
	for part := range strings.SplitSeq(text, ",") {
		if part = scalar(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func scalar(text string) string {
	text = strings.TrimSpace(text)
	if n := len(text); n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		return text[1 : n-1]
	}
	return text
}

// text gives a key's scalar, or fallback where the key is absent.
func (s settings) text(key, fallback string) string {
	values, ok := s[key]
	if !ok {
		return fallback
	}
	return strings.Join(values, ",")
}

// number gives a key's positive integer, at most limit.
func (s settings) number(key string, limit int) (int, error) {
	text, ok := s[key]
	if !ok || len(text) != 1 {
		return 0, fmt.Errorf("%w: the configuration has no %q", ErrFormat, key)
	}
	n, err := strconv.Atoi(text[0])
	if err != nil || n <= 0 || n > limit {
		return 0, fmt.Errorf("%w: the configuration's %q is %q, want a number from 1 to %d", ErrFormat, key, text[0], limit)
	}
	return n, nil
}
