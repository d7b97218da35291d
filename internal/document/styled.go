package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// mark is what is said of a character: the link that it belongs to and a set
// of styles. Spans are made from marks, so that whatever markup a page used,
// the same look gives the same spans.
type mark struct {
	href  string
	style style
}

type style uint8

const (
	strong style = 1 << iota
	emphasis
	code
	sub
	sup
	doubt
)

// styles lists the styles from the outermost to the innermost of those that
// mark the same characters.
var styles = [...]struct {
	style style
	kind  domain.SpanKind
}{{doubt, domain.Doubt}, {strong, domain.Strong}, {emphasis, domain.Emphasis}, {code, domain.Code}, {sub, domain.Sub}, {sup, domain.Sup}}

// run is a stretch of text under one mark; it starts where the one before it ends.
type run struct {
	end   int
	mark  mark
	space bool // white space alone, with which no span begins or ends
}

// styled is text as it was read, before white space is collapsed: a newline
// is a line break, every other white space counts as the source's.
type styled struct {
	text    []byte
	runs    []run
	visible bool // something that a reader can see was added
}

func (s *styled) add(text string, m mark) { s.addRun(text, m, false) }

func (s *styled) addRun(text string, m mark, space bool) {
	if text == "" {
		return
	}
	s.text = append(s.text, text...)
	s.visible = s.visible || shows(text)
	s.extend(m, space)
}

func (s *styled) addRune(r rune, m mark) {
	s.text = utf8.AppendRune(s.text, r)
	s.visible = s.visible || visible(r)
	s.extend(m, false)
}

// extend makes the last run, or a new one, reach to the end of the text.
func (s *styled) extend(m mark, space bool) {
	if n := len(s.runs); n > 0 && s.runs[n-1].mark == m && s.runs[n-1].space == space {
		s.runs[n-1].end = len(s.text)
		return
	}
	s.runs = append(s.runs, run{len(s.text), m, space})
}

// addSource adds text of an HTML source, whose line ends are white space.
func (s *styled) addSource(text string, m mark) {
	s.add(strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\r':
			return segmentBreak
		case segmentBreak:
			return -1
		}
		return r
	}, text), m)
}

// blank reports whether nothing but white space was added.
func (s *styled) blank() bool { return !s.visible }

// atBreak reports whether the last thing added, white space aside, is a line break.
func (s *styled) atBreak() bool {
	t := strings.TrimRight(string(s.text[max(0, len(s.text)-64):]), " \t\f\x1f\u00a0")
	return strings.HasSuffix(t, "\n")
}

// fromText is t as styled text. Marks of links whose address is not allowed
// are left out.
func fromText(t domain.Text) styled {
	if len(t.Spans) == 0 {
		s := styled{}
		s.add(t.Text, mark{})
		return s
	}
	type edge struct {
		at, span int
		open     bool
	}
	var edges []edge
	var spans []domain.Span
	for _, sp := range t.Spans {
		sp.Start, sp.End = max(sp.Start, 0), min(sp.End, len(t.Text))
		if sp.Start >= sp.End {
			continue
		}
		edges = append(edges, edge{sp.Start, len(spans), true}, edge{sp.End, len(spans), false})
		spans = append(spans, sp)
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return a.at - b.at })
	m := marker{hrefs: map[string]string{}}
	s, last := styled{}, 0
	for _, e := range edges {
		if e.at > last {
			s.add(t.Text[last:e.at], m.mark())
			last = e.at
		}
		m.pass(&spans[e.span], e.open)
	}
	s.add(t.Text[last:], mark{})
	return s
}

// marker knows which spans are open at a place in a text.
type marker struct {
	open  [len(styles)]int
	links []string
	hrefs map[string]string // by address as given: what may be linked to, "" for nothing
}

func (m *marker) pass(s *domain.Span, opens bool) {
	for i := range styles {
		switch {
		case styles[i].kind != s.Kind:
		case opens:
			m.open[i]++
		default:
			m.open[i]--
		}
	}
	if s.Kind != domain.Link {
		return
	}
	href, seen := m.hrefs[s.Href]
	if !seen {
		href = linkAddress(s.Href, nil)
		m.hrefs[s.Href] = href
	}
	switch i := slices.Index(m.links, href); {
	case opens:
		m.links = append(m.links, href)
	case i >= 0:
		m.links = slices.Delete(m.links, i, i+1)
	}
}

func (m *marker) mark() mark {
	var out mark
	for i, n := range m.open {
		if n > 0 {
			out.style |= styles[i].style
		}
	}
	if n := len(m.links); n > 0 {
		out.href = m.links[n-1]
	}
	return out
}

// paragraphs collapses white space and splits at blank lines.
func (s *styled) paragraphs() []domain.Text { return s.canonical(true) }

// line collapses white space to a single text; blank lines become line breaks.
func (s *styled) line() domain.Text {
	if texts := s.canonical(false); len(texts) > 0 {
		return texts[0]
	}
	return domain.Text{}
}

func (s *styled) canonical(split bool) []domain.Text {
	texts := s.collapse(split, true)
	for _, t := range texts {
		if strings.ContainsFunc(t.Text, directional) && (len(texts) > 1 || !balanced(t.Text)) {
			return s.collapse(split, false)
		}
	}
	return texts
}

// gap is white space whose fate depends on what follows it.
type gap struct {
	breaks   int  // line breaks
	segments int  // line ends of the source
	runes    int  // characters in all
	ascii    bool // only spaces and line ends
	only     rune
	mark     mark // what all of it has in common
}

func (g *gap) add(r rune, m mark) {
	if g.runes == 0 {
		g.mark, g.ascii = m, true
	}
	g.runes++
	g.only = r
	switch r {
	case '\n':
		g.breaks++
	case segmentBreak:
		g.segments++
	}
	g.ascii = g.ascii && r <= ' '
	g.mark = common(g.mark, m)
}

// text is what remains of the gap between two characters.
func (g *gap) text(before, after rune) string {
	switch {
	case g.breaks > 0:
		return "\n"
	case g.runes == 1 && g.only > ' ': // a non-breaking, thin or ideographic space that stands alone
		return string(g.only)
	case g.segments > 0 && g.ascii && cjk(before) && cjk(after):
		return ""
	}
	return " "
}

func common(a, b mark) mark {
	m := mark{style: a.style & b.style}
	if a.href == b.href {
		m.href = a.href
	}
	return m
}

// collapse does what CSS does to white space, over the boundaries of inline
// elements. A mark on white space stays only where both neighbours bear it;
// strength, emphasis and doubt also bridge a gap between them.
func (s *styled) collapse(split, keepDirectional bool) []domain.Text {
	var texts []domain.Text
	var out styled
	var before mark
	var last rune
	var g gap
	finish := func() {
		if out.visible {
			texts = append(texts, domain.Text{Text: string(out.text), Spans: out.spans()})
		}
		out, last = styled{}, 0
	}
	at := 0
	for _, r := range s.runs {
		for at < r.end {
			c, size := utf8.DecodeRune(s.text[at:])
			at += size
			previous := last
			if g.runes > 0 {
				previous = ' '
			}
			c = clean(c, previous)
			switch {
			case c < 0 || !keepDirectional && directional(c):
				continue
			case unicode.IsSpace(c) || c == segmentBreak:
				g.add(c, r.mark)
				continue
			}
			if g.runes > 0 && len(out.text) > 0 {
				if g.breaks > 1 && split {
					finish()
				} else {
					m := common(before, r.mark)
					m.style &= g.mark.style | doubt | strong | emphasis
					if g.mark.href != m.href {
						m.href = ""
					}
					out.addRun(g.text(last, c), m, true)
				}
			}
			g = gap{}
			out.addRune(c, r.mark)
			before, last = r.mark, c
		}
	}
	finish()
	return texts
}

// spans makes spans of the marks: as few as nest properly, links unbroken
// where that is possible.
func (s *styled) spans() []domain.Span {
	var out []domain.Span
	b := spanBuilder{runs: s.runs, out: &out}
	b.build(0, len(s.runs), mark{})
	return out
}

type spanBuilder struct {
	runs []run
	out  *[]domain.Span
}

func (b spanBuilder) start(i int) int {
	if i == 0 {
		return 0
	}
	return b.runs[i-1].end
}

// build makes the spans of runs [i, end), of whose marks those in open are
// already around them.
func (b spanBuilder) build(i, end int, open mark) {
	for i < end {
		if b.runs[i].space {
			i++
			continue
		}
		span, next := domain.Span{}, i
		inner := open
		if href := b.runs[i].mark.href; href != "" && open.href == "" {
			next = b.extent(i, end, func(m mark) bool { return m.href == href })
			span = domain.Span{Kind: domain.Link, Href: href}
			inner.href = href
		}
		for _, st := range styles {
			if b.runs[i].mark.style&st.style == 0 || open.style&st.style != 0 {
				continue
			}
			n := b.extent(i, end, func(m mark) bool { return m.style&st.style != 0 })
			if open.href == "" {
				n = b.beforeCutLink(i, n, end)
			}
			for n > i && b.runs[n-1].space {
				n--
			}
			if n > next {
				next, span, inner = n, domain.Span{Kind: st.kind}, mark{open.href, open.style | st.style}
			}
		}
		if next == i {
			i++
			continue
		}
		span.Start, span.End = b.start(i), b.runs[next-1].end
		*b.out = append(*b.out, span)
		b.build(i, next, inner)
		i = next
	}
}

func (b spanBuilder) extent(i, end int, has func(mark) bool) int {
	for i < end && has(b.runs[i].mark) {
		i++
	}
	return i
}

// beforeCutLink moves the end of a span that starts at run i back to the
// start of a link that it would cut in two.
func (b spanBuilder) beforeCutLink(i, n, end int) int {
	if n >= end || n == i || b.runs[n].mark.href == "" || b.runs[n].mark.href != b.runs[n-1].mark.href {
		return n
	}
	at := n
	for at > i && b.runs[at-1].mark.href == b.runs[n].mark.href {
		at--
	}
	if at == i {
		return n
	}
	return at
}
