package nmt

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/nmt/internal/decode"
	"github.com/dragoman-news/dragoman/nmt/internal/vocab"
)

// Bounds of a batch: more sentences make better use of weights that were
// brought into the cache, more tokens take more memory.
const (
	maxBatchTokens    = 1024
	maxBatchSentences = 64
	// minShareTokens is the least that a call gives to a further thread.
	minShareTokens = 128
)

// maxCutWeights bounds the alignments of a call's texts that were cut: they
// grow with the square of a text's length. It is 64 MB.
const maxCutWeights = 16 << 20

// sentence is a text, or a part of a long one, on its way through the model.
type sentence struct {
	text       int     // its index in the call
	tokens     []Token // with the end
	afterSpace bool    // a cut before it was at a space
	input      decode.Input
	output     decode.Output
}

// Translate translates texts, each a sentence, and returns a Result for each, in
// their order. A longer one (above 127 tokens) is cut, at spaces where possible,
// and its parts are translated on their own.
//
// What the source vocabulary can't encode (see CanEncode) the model doesn't get
// to see: it is left out, and no Source token covers it. A text of which
// nothing is left has an empty result.
//
// The texts of one call share one shortlist: the words that are likely for any
// of them. So the same call gives the same bytes whatever else runs, but a text
// may be translated otherwise in other company. A call should be a document;
// with thousands of different words its shortlist approaches the vocabulary,
// which is slower and no better.
//
// An error is ctx's, or one about opts; then there are no results.
func (m *Model) Translate(ctx context.Context, texts []string, opts ...CallOption) ([]Result, error) {
	c, err := newCall(len(texts), opts)
	if err != nil {
		return nil, fmt.Errorf("translate: %w", err)
	}
	var sentences []sentence
	for i, text := range texts {
		if sentences, err = m.prepare(sentences, c, i, text); err != nil {
			return nil, fmt.Errorf("translate: %w", err)
		}
	}
	if c.interactive {
		m.interactive.Add(1)
		defer m.interactive.Add(-1)
	}
	if err := m.run(ctx, sentences, c.interactive); err != nil {
		return nil, fmt.Errorf("translate: %w", err)
	}
	results := make([]Result, len(texts))
	weights := maxCutWeights
	for at := 0; at < len(sentences); {
		end := at + 1
		for end < len(sentences) && sentences[end].text == sentences[at].text {
			end++
		}
		r := &results[sentences[at].text]
		*r = m.assemble(sentences[at:end])
		if n := len(r.Target) * len(r.Source); end-at == 1 {
			r.Alignment = rows(sentences[at].output.Attention, len(r.Source))
		} else if n <= weights {
			r.Alignment = align(sentences[at:end], len(r.Source))
			weights -= n
		}
		at = end
	}
	return results, nil
}

// prepare appends text i as sentences.
func (m *Model) prepare(to []sentence, c *call, i int, text string) ([]sentence, error) {
	prefix, err := c.prefix(m.target, i)
	if err != nil {
		return nil, err
	}
	tokens := make([]Token, 0, len(text)/3+1)
	for _, t := range m.source.Encode(text) {
		if t.ID != m.source.Unknown() {
			tokens = append(tokens, Token(t))
		}
	}
	for first := true; len(tokens) > 0; first = false {
		n := cut(m.source, tokens)
		s := m.sentence(i, tokens[:n])
		if b := c.ban(m.target, i); b != nil {
			s.input.Allow = b.allow
		}
		if first {
			s.input.Prefix = prefix
		}
		to = append(to, s)
		tokens = tokens[n:]
	}
	return to, nil
}

func (m *Model) sentence(text int, tokens []Token) sentence {
	ids := make([]int32, 0, len(tokens)+1)
	for _, t := range tokens {
		ids = append(ids, int32(t.ID))
	}
	end := tokens[len(tokens)-1].End
	return sentence{
		text:       text,
		tokens:     append(slices.Clip(tokens), Token{ID: m.source.EOS(), Start: end, End: end}),
		afterSpace: startsWord(m.source, tokens[0]),
		input: decode.Input{
			IDs: append(ids, int32(m.source.EOS())),
			End: int32(m.target.EOS()),
		},
	}
}

// wordStart is SentencePiece's sign for a space.
const wordStart = "▁"

func startsWord(v *vocab.Vocabulary, t Token) bool {
	return strings.HasPrefix(v.Piece(t.ID), wordStart)
}

// cut gives how many tokens make up the next sentence: all if they fit, else
// about as many as make even parts, so that the next starts a word if possible
// and no character is torn.
func cut(v *vocab.Vocabulary, tokens []Token) int {
	if len(tokens) <= maxSourceTokens {
		return len(tokens)
	}
	parts := (len(tokens) + maxSourceTokens - 1) / maxSourceTokens
	even := (len(tokens) + parts - 1) / parts
	for distance := 0; distance < even/2; distance++ {
		for _, n := range []int{even + distance, even - distance} {
			if n <= maxSourceTokens && startsWord(v, tokens[n]) {
				return n
			}
		}
	}
	for n := maxSourceTokens; n > 1; n-- {
		if tokens[n-1].End > tokens[n-1].Start {
			return n
		}
	}
	return maxSourceTokens
}

// run translates sentences, in batches and on as many threads as there are.
func (m *Model) run(ctx context.Context, sentences []sentence, interactive bool) error {
	if len(sentences) == 0 {
		return ctx.Err()
	}
	layer := m.outputLayer(sentences)
	// What is idle now may be busy soon; that costs time, not sameness.
	batches := plan(sentences, max(1, len(m.workers)))
	var wait sync.WaitGroup
	next := make(chan []int, len(batches))
	for _, b := range batches {
		next <- b
	}
	close(next)
	for range min(len(batches), cap(m.workers)) {
		wait.Go(func() {
			for b := range next {
				if m.runBatch(ctx, layer, sentences, b, interactive) != nil {
					return // its error is ctx's
				}
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}

func (m *Model) runBatch(ctx context.Context, layer *decode.OutputLayer, sentences []sentence, batch []int, interactive bool) error {
	w, from := m.workspace(ctx, interactive)
	if w == nil {
		return ctx.Err()
	}
	defer func() { from <- w }()
	inputs := make([]decode.Input, len(batch))
	for i, s := range batch {
		inputs[i] = sentences[s].input
	}
	outputs, err := m.engine.Run(ctx, w, layer, inputs)
	if err != nil {
		return err
	}
	for i, s := range batch {
		sentences[s].output = outputs[i]
	}
	return nil
}

// workspace waits for a workspace and says where it belongs: for interactive
// calls the reserved one if it is free, else whichever becomes free first. It
// is nil when ctx ends before.
func (m *Model) workspace(ctx context.Context, interactive bool) (w *decode.Workspace, from chan *decode.Workspace) {
	var reserved chan *decode.Workspace // nil is never ready
	if interactive {
		reserved = m.reserved
	}
	select {
	case w = <-reserved:
		return w, reserved
	default:
	}
	select {
	case w = <-reserved:
		return w, reserved
	case w = <-m.workers:
		return w, m.workers
	case <-ctx.Done():
		return nil, nil
	}
}

// giveWay lets an interactive call have the processor.
func (m *Model) giveWay() {
	if m.interactive.Load() > 0 {
		runtime.Gosched()
	}
}

// outputLayer gathers the words that the translations of sentences may have.
func (m *Model) outputLayer(sentences []sentence) *decode.OutputLayer {
	if m.shortlist == nil {
		return m.engine.Whole()
	}
	always := []int32{sentences[0].input.End}
	var source []int32
	for i := range sentences {
		source = append(source, sentences[i].input.IDs...)
		always = append(always, sentences[i].input.Prefix...)
	}
	return m.engine.Select(m.shortlist.Select(source, always))
}

// plan divides sentences into batches of similar length.
func plan(sentences []sentence, threads int) [][]int {
	order := make([]int, len(sentences))
	total := 0
	for i := range sentences {
		order[i] = i
		total += len(sentences[i].tokens)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(len(sentences[b].tokens), len(sentences[a].tokens))
	})
	share := min(maxBatchTokens, max(minShareTokens, (total+threads-1)/threads))
	var out [][]int
	first, tokens := 0, 0
	for i, s := range order {
		n := len(sentences[s].tokens)
		if i > first && (tokens+n > share || i-first == maxBatchSentences) {
			out = append(out, order[first:i])
			first, tokens = i, 0
		}
		tokens += n
	}
	return append(out, order[first:])
}

// assemble joins the translated parts of a text, without their alignments.
func (m *Model) assemble(parts []sentence) Result {
	var r Result
	var text strings.Builder
	for i := range parts {
		p := &parts[i]
		ids := make([]int, len(p.output.IDs))
		for j, id := range p.output.IDs {
			ids[j] = int(id)
		}
		decoded, tokens := m.target.Decode(ids)
		if i > 0 && p.afterSpace && spaceBetween(text.String(), decoded) {
			text.WriteByte(' ')
		}
		at := text.Len()
		text.WriteString(decoded)
		for _, t := range tokens {
			r.Target = append(r.Target, Token{ID: t.ID, Start: at + t.Start, End: at + t.End})
		}
		r.Source = append(r.Source, p.tokens...)
		r.LogProb = append(r.LogProb, p.output.LogProb...)
		r.Truncated = r.Truncated || p.output.Truncated
	}
	r.Text = text.String()
	return r
}

// align joins the parts' alignments into rows of width: those of a part have
// its source tokens' weights and zeros.
func align(parts []sentence, width int) [][]float32 {
	var out [][]float32
	column := 0
	for i := range parts {
		n := len(parts[i].tokens)
		for _, weights := range rows(parts[i].output.Attention, n) {
			row := make([]float32, width)
			copy(row[column:], weights)
			out = append(out, row)
		}
		column += n
	}
	return out
}

// rows gives the rows of a matrix.
func rows(matrix []float32, width int) [][]float32 {
	return slices.Collect(slices.Chunk(matrix, width))
}

// unspaced are the scripts whose words no spaces separate.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// spaceBetween reports whether a space belongs between two parts of a text.
func spaceBetween(left, right string) bool {
	last, _ := utf8.DecodeLastRuneInString(left)
	first, _ := utf8.DecodeRuneInString(right)
	return left != "" && right != "" && !unicode.In(last, unspaced...) && !unicode.In(first, unspaced...)
}
