package termbase

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

const (
	maxFile  = 256 << 20 // bytes of a file of terms
	maxTerms = 500_000   // in a file
	maxField = 4 << 10   // bytes of a field of CSV
)

// properties are the columns of CSV that are no languages.
var properties = []string{"kind", "status", "edition", "keep", "exact", "note", "origin"}

// aspects are what follows a language in a column's name.
var aspects = []string{"variants", "forbidden", "inflection"}

// WriteCSV writes terms as a table: a line per term, a column per property and language
// ("en", "ru"), and where a term has such, columns for the language's variants, forbidden
// forms and inflection ("ru:forbidden"), lists separated by bars.
func WriteCSV(w io.Writer, terms []domain.Term) error {
	used := map[string]bool{}
	cells := make([]map[string]string, len(terms))
	for i, t := range terms {
		cells[i] = cellsOf(t)
		for column, value := range cells[i] {
			used[column] = used[column] || value != ""
		}
	}
	used["kind"] = true
	header := slices.DeleteFunc(slices.Clone(properties), func(c string) bool { return !used[c] })
	for _, column := range slices.Sorted(maps.Keys(used)) {
		if used[column] && !slices.Contains(properties, column) {
			header = append(header, column)
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for _, c := range cells {
		row := make([]string, len(header))
		for k, column := range header {
			row[k] = c[column]
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func cellsOf(t domain.Term) map[string]string {
	flag := func(b bool) string { return map[bool]string{true: "yes"}[b] }
	c := map[string]string{
		"kind": string(t.Kind), "status": string(t.Status), "edition": t.Edition, "keep": flag(t.Keep), "exact": flag(t.Exact), "note": t.Note, "origin": t.Origin,
	}
	for _, f := range t.Forms {
		c[f.Lang] = f.Text
		c[f.Lang+":variants"] = strings.Join(f.Variants, "|")
		c[f.Lang+":forbidden"] = strings.Join(f.Forbidden, "|")
		c[f.Lang+":inflection"] = string(f.Inflection)
	}
	return c
}

// ErrColumn says that a table has a column of an unknown name.
var ErrColumn = errors.New("unknown column")

// ReadCSV reads a table as WriteCSV writes it and calls each with its terms, in order.
// The first line names the columns; two languages are enough ("en,ru"). Where names
// isn't nil, it says what some columns of other names are ("Source term" is "en"), and
// the rest is passed over. The separator may be a comma, a semicolon, a tab or what a
// line before the first says ("sep=;"), the charset UTF-8 or, with a byte order mark,
// UTF-16. A term without a kind is an organisation if it begins with a capital, else an
// expression; without a status it is approved. Errors name the line and wrap
// domain.ErrInvalid, but for those of r and each.
func ReadCSV(r io.Reader, names map[string]string, each func(domain.Term) error) error {
	in := newCSV(&limited{r: r, left: maxFile})
	record, err := in.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("a file of terms begins with a line of column names such as en,ru: %w", domain.ErrInvalid)
	}
	if err != nil {
		return invalidCSV(err)
	}
	columns, err := columnsOf(record, names)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return invalidCSV(err)
		}
		number, _ := in.FieldPos(0)
		if n == maxTerms {
			return fmt.Errorf("line %d: more than %d terms: %w", number, maxTerms, domain.ErrInvalid)
		}
		t, err := termOf(columns, record)
		if err == nil && t.Forms == nil {
			continue // an empty line of a spreadsheet
		}
		if err == nil {
			err = t.Validate()
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		if err := each(t); err != nil {
			return err
		}
	}
}

// newCSV returns a reader of a table, whose separator the first line shows.
func newCSV(r io.Reader) *csv.Reader {
	buffered := bufio.NewReaderSize(transform.NewReader(r, unicode.BOMOverride(transform.Nop)), 64<<10)
	head, _ := buffered.Peek(4 << 10)
	line, _, _ := strings.Cut(string(head), "\n")
	separator := ','
	if said, ok := strings.CutPrefix(strings.TrimSpace(line), "sep="); ok && len(said) == 1 { // as Excel writes it
		separator = rune(said[0])
		_, _ = buffered.Discard(len(line) + 1) // it was peeked
	} else if !strings.Contains(line, ",") {
		if i := strings.IndexAny(line, "\t;"); i >= 0 {
			separator = rune(line[i])
		}
	}
	in := csv.NewReader(buffered)
	in.FieldsPerRecord, in.LazyQuotes, in.ReuseRecord, in.TrimLeadingSpace = -1, true, true, true
	if separator != '"' && separator != '\r' { // which the reader would refuse
		in.Comma = separator
	}
	return in
}

func invalidCSV(err error) error {
	if wrong := new(csv.ParseError); errors.As(err, &wrong) {
		return fmt.Errorf("%w: %w", err, domain.ErrInvalid)
	}
	return err
}

// column is a property, or an aspect of a language's form, or nothing.
type column struct{ property, language, aspect string }

func columnsOf(header []string, names map[string]string) ([]column, error) {
	var out []column
	languages := 0
	missing := maps.Clone(names)
	for _, name := range header {
		name = strings.TrimSpace(name)
		if names != nil {
			delete(missing, name)
			if name = names[name]; name == "" {
				out = append(out, column{})
				continue
			}
		}
		lower := strings.ToLower(name)
		if slices.Contains(properties, lower) {
			out = append(out, column{property: lower})
			continue
		}
		tag, aspect, _ := strings.Cut(name, ":")
		language := lang.Normalize(tag)
		if language == "" || aspect != "" && !slices.Contains(aspects, aspect) {
			return nil, fmt.Errorf("line 1: column %q is no language such as en, none of %s, and no %s behind a language and a colon: %w: %w",
				name, strings.Join(properties, ", "), strings.Join(aspects, ", "), ErrColumn, domain.ErrInvalid)
		}
		if aspect == "" {
			languages++
		}
		out = append(out, column{language: language, aspect: aspect})
	}
	for name := range missing {
		return nil, fmt.Errorf("line 1: there is no column %q, but %q: %w", name, header, domain.ErrInvalid)
	}
	if languages == 0 {
		return nil, fmt.Errorf("line 1: no column is a language such as en: %w", domain.ErrInvalid)
	}
	return out, nil
}

func termOf(columns []column, record []string) (domain.Term, error) {
	t := domain.Term{Status: domain.TermApproved}
	forms := map[string]*domain.TermForm{}
	var order []string
	for k, value := range record {
		if value = strings.TrimSpace(value); value == "" {
			continue
		}
		if k >= len(columns) {
			return t, fmt.Errorf("%d fields for %d columns: %w", len(record), len(columns), domain.ErrInvalid)
		}
		if !utf8.ValidString(value) {
			return t, fmt.Errorf("column %d is no UTF-8: save the file as UTF-8: %w", k+1, domain.ErrInvalid)
		}
		if len(value) > maxField {
			return t, fmt.Errorf("column %d is longer than %d bytes: %w", k+1, maxField, domain.ErrInvalid)
		}
		c := columns[k]
		if c == (column{}) {
			continue
		}
		if c.property != "" {
			if err := setProperty(&t, c.property, value); err != nil {
				return t, err
			}
			continue
		}
		f := forms[c.language]
		if f == nil {
			f = &domain.TermForm{Lang: c.language}
			forms[c.language] = f
			order = append(order, c.language)
		}
		switch c.aspect {
		case "":
			f.Text = value
		case "variants":
			f.Variants = listOf(value)
		case "forbidden":
			f.Forbidden = listOf(value)
		case "inflection":
			f.Inflection = domain.Inflection(value)
		}
	}
	for _, language := range order {
		t.Forms = append(t.Forms, *forms[language])
	}
	if t.Kind == "" {
		t.Kind = guessKind(t)
	}
	return t, nil
}

func guessKind(t domain.Term) domain.TermKind {
	if len(t.Forms) > 0 && upperFirst(t.Forms[0].Text) {
		return domain.TermOrganisation
	}
	return domain.TermExpression
}

func listOf(value string) []string {
	var out []string
	for s := range strings.SplitSeq(value, "|") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func setProperty(t *domain.Term, property, value string) error {
	switch property {
	case "kind":
		t.Kind = domain.TermKind(strings.ToLower(value))
	case "status":
		t.Status = domain.TermStatus(strings.ToLower(value))
	case "edition":
		t.Edition = value
	case "note":
		t.Note = value
	case "origin":
		t.Origin = value
	default:
		var is bool
		switch strings.ToLower(value) {
		case "yes", "true", "1", "x":
			is = true
		case "no", "false", "0":
		default:
			return fmt.Errorf("%s is %q, want yes or no: %w", property, value, domain.ErrInvalid)
		}
		if property == "keep" {
			t.Keep = is
		} else {
			t.Exact = is
		}
	}
	return nil
}

// limited reads up to a limit and then fails, where io.LimitedReader ends as if all were read.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("a file of terms of more than %d MB: %w", maxFile>>20, domain.ErrInvalid)
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}
