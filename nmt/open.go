package nmt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"runtime"
	"strings"

	"github.com/dragoman-news/dragoman/nmt/internal/decode"
	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
	"github.com/dragoman-news/dragoman/nmt/internal/model"
	"github.com/dragoman-news/dragoman/nmt/internal/vocab"
)

// Limits of a model directory's files, in bytes: many times what Mozilla's
// models have (a tiny one 17 MB, base-memory 32 MB).
const (
	maxModelBytes     = 1 << 30
	maxVocabBytes     = 16 << 20
	maxShortlistBytes = 256 << 20
)

// Tokens of a sentence without its end, as Bergamot runs these models, and of
// a forced prefix.
const (
	maxSourceTokens = 127
	maxPrefixTokens = 127
)

const maxThreads = 1024

// Option changes how a model is opened.
type Option func(*options)

type options struct {
	threads int
	tier    string
}

// WithThreads bounds how many goroutines translate at a time, in all calls
// together but for one that is Interactive; each needs about 15 MB with a tiny
// model. Fewer than one means the default: as many as runtime.GOMAXPROCS gives.
// More than 1024 are 1024.
func WithThreads(n int) Option {
	return func(o *options) { o.threads = n }
}

// WithKernel runs the model with the kernels of a lower processor tier than
// the best: "generic" for plain Go; "neon", "dotproduct" or "i8mm" on arm64; "avx2",
// "avxvnni", "avx512vnni" or "amx" on amd64. It replaces the environment variable
// NMT_CPU, which does the same. Results don't change, only speed. What the
// processor lacks gives the next lower tier; Open refuses other names.
func WithKernel(tier string) Option {
	return func(o *options) { o.tier = tier }
}

// OpenDir loads the model whose files are in a directory; see Open.
func OpenDir(dir string, opts ...Option) (*Model, error) {
	m, err := Open(os.DirFS(dir), opts...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return m, nil
}

// Open loads the model whose files are in the root of fsys: one each of those
// that the package's documentation names, at most 1 GB, 16 MB and 256 MB large.
// Other files don't matter. Nothing of fsys is used once it returns.
//
// Its errors wrap ErrFormat, ErrUnsupported, fs.ErrNotExist for a file that is
// missing, or what else fsys returns; of no class are an unknown kernel and two
// files of one kind.
func Open(fsys fs.FS, opts ...Option) (*Model, error) {
	o := options{tier: os.Getenv("NMT_CPU")}
	for _, opt := range opts {
		opt(&o)
	}
	if o.threads < 1 {
		o.threads = runtime.GOMAXPROCS(0)
	}
	tier, err := kernel.Detect(o.tier)
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	m, err := load(fsys, tier)
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	m.workers = make(chan *decode.Workspace, min(o.threads, maxThreads))
	for range cap(m.workers) {
		m.workers <- &decode.Workspace{Pause: m.giveWay}
	}
	m.reserved = make(chan *decode.Workspace, 1)
	m.reserved <- new(decode.Workspace)
	return m, nil
}

func load(fsys fs.FS, tier kernel.Tier) (*Model, error) {
	name, data, err := readOne(fsys, "model*.bin", maxModelBytes)
	if err != nil {
		return nil, err
	}
	p, err := model.Load(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	m := &Model{info: describe(name, p.Config)}
	if err := m.loadVocabularies(fsys, p.Config); err != nil {
		return nil, err
	}
	if err := m.loadShortlist(fsys, p.Config); err != nil {
		return nil, err
	}
	m.engine = decode.New(tier, p,
		decode.Limits{MaxSource: maxSourceTokens + 1, MaxPrefix: maxPrefixTokens},
		decode.Words{Count: m.target.Len(), Unknown: int32(m.target.Unknown())})
	m.info.SourceWords, m.info.TargetWords = m.source.Len(), m.target.Len()
	m.info.Bytes = m.engine.Bytes()
	m.info.Kernel = tier.String()
	return m, nil
}

func (m *Model) loadVocabularies(fsys fs.FS, c model.Config) error {
	var err error
	if m.source, err = readVocabulary(fsys, "vocab*.spm", c.SourceWords); err == nil {
		m.target = m.source
		if c.TargetWords < m.target.Len() {
			return fmt.Errorf("%w: the vocabulary has %d pieces, the model %d target words", ErrFormat, m.target.Len(), c.TargetWords)
		}
		return nil
	}
	if c.Shared || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if m.source, err = readVocabulary(fsys, "srcvocab*.spm", c.SourceWords); err != nil {
		return err
	}
	m.target, err = readVocabulary(fsys, "trgvocab*.spm", c.TargetWords)
	return err
}

func readVocabulary(fsys fs.FS, pattern string, words int) (*vocab.Vocabulary, error) {
	name, data, err := readOne(fsys, pattern, maxVocabBytes)
	if err != nil {
		return nil, err
	}
	v, err := vocab.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, ErrFormat, err)
	}
	if v.Len() > words {
		return nil, fmt.Errorf("%s: %w: %d pieces, but the model knows %d words", name, ErrFormat, v.Len(), words)
	}
	if eos := v.EOS(); eos < 0 || eos >= v.Len() {
		return nil, fmt.Errorf("%s: %w: no end-of-sentence piece", name, ErrFormat)
	}
	return v, nil
}

func (m *Model) loadShortlist(fsys fs.FS, c model.Config) error {
	name, data, err := readOne(fsys, "lex*.bin", maxShortlistBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if m.shortlist, err = model.ParseShortlist(data, c); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	m.info.Shortlist = true
	return nil
}

// readOne reads the one file whose name matches pattern.
func readOne(fsys fs.FS, pattern string, limit int64) (string, []byte, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return "", nil, fmt.Errorf("look for %s: %w", pattern, err)
	}
	switch len(names) {
	case 0:
		return "", nil, fmt.Errorf("%s: %w", pattern, fs.ErrNotExist)
	case 1:
	default:
		return "", nil, fmt.Errorf("%d files match %s: %s", len(names), pattern, strings.Join(names, ", "))
	}
	stat, err := fs.Stat(fsys, names[0])
	if err != nil {
		return "", nil, err
	}
	if !stat.Mode().IsRegular() { // a device or a pipe may have no end
		return "", nil, fmt.Errorf("%s: %w: not a regular file", names[0], ErrFormat)
	}
	if stat.Size() > limit {
		return "", nil, fmt.Errorf("%s: %w: %d bytes, more than %d", names[0], ErrFormat, stat.Size(), limit)
	}
	data, err := fs.ReadFile(fsys, names[0])
	return names[0], data, err
}

var languagePair = regexp.MustCompile(`^model\.([a-z]{2})([a-z]{2})\.`)

func describe(name string, c model.Config) Info {
	info := Info{SharedVocabulary: c.Shared, Marian: c.Version}
	if pair := languagePair.FindStringSubmatch(name); pair != nil {
		info.From, info.To = pair[1], pair[2]
	}
	switch [4]int{c.Dim, c.EncoderFFN, c.EncoderLayers, c.DecoderLayers} {
	case [4]int{256, 1536, 6, 2}:
		info.Architecture = "tiny"
	case [4]int{512, 2048, 6, 2}:
		info.Architecture = "base"
	case [4]int{384, 1536, 6, 4}:
		info.Architecture = "base-memory"
	default:
		info.Architecture = fmt.Sprintf("%d/%d, %d+%d layers", c.Dim, c.EncoderFFN, c.EncoderLayers, c.DecoderLayers)
	}
	return info
}
