package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/ui"
)

func newMemory(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "memory",
		Short: "What people have translated before",
		Long: "The memory holds pairs of a segment and the translation that a person approved. A segment that\n" +
			"is the same, or the same but for numbers and for names that the termbase knows, is translated from\n" +
			"it without asking an engine, unless a word beside a name might have to change. Approving an\n" +
			"article's translation fills it; TMX files do, too.",
		Args: cobra.ArbitraryArgs,
		RunE: unknownCommand,
	}
	cmd.AddCommand(newMemoryImport(p), newMemoryExport(p), newMemoryList(p), newMemoryMatch(p), newMemoryRemove(p))
	return cmd
}

// direction is what the flags --from, --to and --edition say.
type direction struct{ from, to, edition string }

func (d *direction) declare(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.from, "from", "", "`language` of the originals")
	cmd.Flags().StringVar(&d.to, "to", "", "`language` of the translations")
	cmd.Flags().StringVar(&d.edition, "edition", "", "`edition` that the pairs are for (default: all)")
}

// check normalises the languages, both of which are needed if required.
func (d *direction) check(ctx context.Context, r store.Reader, required bool) (err error) {
	for _, tag := range []*string{&d.from, &d.to} {
		if *tag == "" && !required {
			continue
		}
		if *tag == "" {
			return fmt.Errorf("--from and --to say the languages, as in --from en --to ru: %w", domain.ErrInvalid)
		}
		if *tag, err = language(*tag); err != nil {
			return err
		}
	}
	if d.edition != "" {
		_, err = findEdition(ctx, r, d.edition)
	}
	return err
}

func newMemoryImport(p *program) *cobra.Command {
	var d direction
	var by string
	cmd := &cobra.Command{
		Use:   "import --from LANGUAGE --to LANGUAGE FILE.tmx",
		Short: "Add the pairs of a TMX file",
		Long: "Add the pairs of a TMX file (1.1 to 1.4, in UTF-8, UTF-16 or the charset that it declares) in two\n" +
			"languages. Of pairs with the same original the latest counts, so a file can be imported again.",
		Example: "  dragoman memory import --from en --to ru agency.tmx",
		Args:    exactly("FILE.tmx"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd, func(a *app.App) error {
				if err := d.check(cmd.Context(), a.Store.Reader, true); err != nil {
					return err
				}
				return importMemory(cmd, a.Store, args[0], d, by)
			})
		},
	}
	d.declare(cmd)
	cmd.Flags().StringVar(&by, "by", "", "`name` of who answers for pairs that name nobody")
	return cmd
}

// importBatch is how many pairs are kept in one transaction.
const importBatch = 500

func importMemory(cmd *cobra.Command, s *store.Store, name string, d direction, by string) error {
	file, err := openFile(name, math.MaxInt64)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // read only
	progress := ui.NewProgress(cmd.ErrOrStderr())
	task := progress.Start("importing", 0, ui.Items)
	defer progress.Wait()
	defer task.End()

	var batch []domain.MemoryPair
	kept, passed := 0, 0
	flush := func() error {
		err := s.Write(cmd.Context(), func(ctx context.Context, tx *store.Tx) error {
			for _, pair := range batch {
				if err := tx.PutMemory(ctx, pair, memory.KeysOf(pair.Source, pair.From, pair.To)); err != nil {
					return err
				}
			}
			return nil
		})
		kept += len(batch)
		batch = batch[:0]
		task.Set(int64(kept), 0)
		return err
	}
	now := time.Now()
	has := tmxLanguages{}
	both := false // some unit is in both languages
	err = memory.ReadTMX(file, func(u memory.Unit) error {
		has.add(u)
		pair, ok := u.Pair(d.from, d.to)
		both = both || ok
		if !ok || memory.Normal(pair.Source) == memory.Normal(pair.Target) {
			passed++
			return nil
		}
		pair.Edition, pair.Origin, pair.Author = d.edition, filepath.Base(name), cmp.Or(pair.Author, by)
		if pair.At.IsZero() {
			pair.At = now
		}
		if batch = append(batch, pair); len(batch) == importBatch {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err == nil && passed > 0 && !both {
		return fmt.Errorf("%s: %w", name, has.none(d.from, d.to))
	}
	if err != nil {
		return fmt.Errorf("%s, after %s: %w", name, number(kept, "pair"), err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s of %s kept; %s without both languages, or the same in both, passed over.\n",
		number(kept, "pair"), filepath.Base(name), number(passed, "unit"))
	return nil
}

func newMemoryExport(p *program) *cobra.Command {
	var d direction
	var output string
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the memory as a TMX file",
		Example: "  dragoman memory export --from en --to ru -o memory.tmx",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd, func(a *app.App) error {
				if err := d.check(cmd.Context(), a.Store.Reader, false); err != nil {
					return err
				}
				write := func(w io.Writer) error { return exportMemory(cmd.Context(), w, a.Store.Reader, d) }
				if output == "" {
					return write(cmd.OutOrStdout())
				}
				return writeFile(output, write)
			})
		},
	}
	d.declare(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to a `file`, whole or not at all")
	return cmd
}

func exportMemory(ctx context.Context, w io.Writer, r store.Reader, d direction) error {
	tmx := memory.NewTMXWriter(w, version(), d.from)
	f := store.MemoryFilter{From: d.from, To: d.to, Edition: d.edition}
	for {
		pairs, err := r.Memory(ctx, f)
		if err != nil {
			return err
		}
		if len(pairs) == 0 {
			return tmx.Close()
		}
		for _, pair := range pairs {
			if err := tmx.Write(pair); err != nil {
				return err
			}
		}
		f.After = pairs[len(pairs)-1].ID
	}
}

func newMemoryMatch(p *program) *cobra.Command {
	var d direction
	var least float64
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "match --from LANGUAGE --to LANGUAGE TEXT",
		Short: "Say what the memory knows of a segment",
		Long: "Say which pairs serve a segment, the best first: the same text (100 %), the same but for numbers\n" +
			"(99 %, with the segment's numbers), the same but for names that the termbase knows (98 %, with the\n" +
			"segment's names, or 97 % where something must be looked at, which is said), and alike ones, with\n" +
			"[-what they have-] and [+what it has+] more. From 98 % on they are used without an engine.",
		Example: "  dragoman memory match --from en --to ru 'About 2,700 people signed it.'\n" +
			"  dragoman memory match --from en --to ru 'The talks in Warsaw have ended.'",
		Args: exactly("TEXT"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !(least >= 0 && least <= 1) {
				return fmt.Errorf("--least %v is not between 0 and 1: %w", least, domain.ErrInvalid)
			}
			return p.with(cmd, func(a *app.App) error {
				if err := d.check(cmd.Context(), a.Store.Reader, true); err != nil {
					return err
				}
				m, err := newMatcher(cmd.Context(), a.Store.Reader, d)
				if err != nil {
					return err
				}
				matches, err := m.match(cmd.Context(), args[0], least)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(cmd.OutOrStdout(), matches)
				}
				sayMatches(cmd.OutOrStdout(), matches)
				return nil
			})
		},
	}
	d.declare(cmd)
	cmd.Flags().Float64Var(&least, "least", leastAlike, "least `share` of words in common")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

const (
	// leastAlike is the share of words in common from which a pair helps a translator.
	leastAlike = .7
	// maxMatches is how many alike pairs are compared with a segment.
	maxMatches = 50
)

// matcher finds what the memory knows in a direction.
type matcher struct {
	reader    store.Reader
	direction direction
	names     *termbase.Glossary
}

func newMatcher(ctx context.Context, r store.Reader, d direction) (matcher, error) {
	approved, err := r.ApprovedTerms(ctx, d.edition)
	return matcher{r, d, termbase.New(approved).Pair(d.from, d.to)}, err
}

// match returns the pairs that serve a text with a score of least or more.
func (m matcher) match(ctx context.Context, text string, least float64) ([]memory.Match, error) {
	keys := memory.KeysOf(text, m.direction.from, m.direction.to)
	pairs, err := m.reader.MemoryExact(ctx, m.direction.edition, keys)
	if err != nil {
		return nil, err
	}
	alike, err := m.reader.MemoryAlike(ctx, m.direction.edition, keys, maxMatches)
	if err != nil {
		return nil, err
	}
	known := map[int64]bool{}
	for _, p := range pairs {
		known[p.ID] = true
	}
	for _, p := range alike {
		if !known[p.ID] {
			pairs = append(pairs, p)
		}
	}
	return memory.Best(text, m.direction.edition, m.names, pairs, least), nil
}

func sayMatches(w io.Writer, matches []memory.Match) {
	if len(matches) == 0 {
		fmt.Fprintln(w, "The memory has nothing alike.")
	}
	for _, m := range matches {
		source := m.Pair.Source
		if len(m.Diff) > 0 {
			var marked strings.Builder
			for _, piece := range m.Diff {
				switch piece.Change {
				case memory.Removed:
					marked.WriteString("[-" + piece.Text + "-]")
				case memory.Added:
					marked.WriteString("[+" + piece.Text + "+]")
				case memory.Same:
					marked.WriteString(piece.Text)
				}
			}
			source = marked.String()
		}
		fmt.Fprintf(w, "%3.0f %%  %s\n       %s\n", 100*m.Score, source, m.Target)
		if m.Doubt != "" {
			fmt.Fprintf(w, "       to be looked at: %s\n", doubtWords[m.Doubt])
		}
		fmt.Fprintf(w, "       pair %d%s\n", m.Pair.ID, from(m.Pair))
	}
}

// doubtWords say why a match isn't used without a person.
var doubtWords = map[memory.Doubt]string{
	memory.DoubtLanguage:  "how the language inflects names isn't known",
	memory.DoubtRole:      "the original has the names in different forms",
	memory.DoubtForm:      "the name's form isn't certain",
	memory.DoubtAgreement: "words beside the name may have to agree with it otherwise",
	memory.DoubtNeighbour: "the word before the name may have to be another",
}

// from says where a pair comes from.
func from(p domain.MemoryPair) string {
	var out string
	if p.Author != "" {
		out += ", by " + p.Author
	}
	if p.Origin != "" {
		out += ", " + p.Origin
	}
	return out
}

func newMemoryRemove(p *program) *cobra.Command {
	return &cobra.Command{
		Use:     "rm PAIR…",
		Short:   "Forget pairs, by their numbers",
		Example: "  dragoman memory rm 17",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("which pairs? dragoman memory list tells their numbers: %w", domain.ErrInvalid)
			}
			err := p.write(cmd, func(ctx context.Context, tx *store.Tx) error {
				for _, arg := range args {
					id, err := strconv.ParseInt(arg, 10, 64)
					if err != nil {
						return fmt.Errorf("%q is no number of a pair (dragoman memory match tells them): %w", arg, domain.ErrInvalid)
					}
					if err := tx.DropMemory(ctx, id); errors.Is(err, domain.ErrNotFound) {
						return fmt.Errorf("there is no pair %d (dragoman memory match tells their numbers): %w", id, domain.ErrNotFound)
					} else if err != nil {
						return err
					}
				}
				return nil
			})
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "Forgot %s\n", number(len(args), "pair"))
			}
			return err
		},
	}
}
