package source

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// markup reads XML as it comes, in the way in which browsers read HTML: no
// error ends it. Entities are never expanded beyond HTML's own.
type markup struct {
	src    string
	url    *url.URL // where src was found; may be nil
	roots  []string // local names that may be the root; what comes before is skipped
	most   int      // elements in the tree of one child of the root; 0 means maxNodes
	flush  bool     // what is open at the end counts as complete
	begin  func()   // called when the root is known, to set what follows; may be nil
	item   string   // the native name of the repeated element, which doesn't nest
	holder string   // the native name of a child of the root that holds items itself; empty when there is none
	// done is called for each complete child of the root or holder.
	done func(n *node)

	pos    int
	root   *node
	native string  // the space of the root, which counts as ""
	stack  []*node // open elements
	over   int     // elements that are open beyond maxDepth
	nodes  int     // elements in the tree that is being built
	count  [faults]int
	closed bool // the root was closed
}

func (m *markup) read() {
	z := html.NewTokenizer(strings.NewReader(m.src))
	z.AllowCDATA(true)
	for !m.closed {
		kind := z.Next()
		raw := m.src[m.pos : m.pos+len(z.Raw())]
		m.pos += len(raw)
		switch kind {
		case html.ErrorToken:
			if len(m.stack) > 0 {
				m.count[faultEnd]++
				if m.flush {
					m.closeTo(0)
				}
			}
			return
		case html.TextToken:
			m.characters(raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			m.open(z, kind == html.SelfClosingTagToken)
			z.NextIsNotRawText()
		case html.EndTagToken:
			name, _ := z.TagName()
			m.close(string(name))
		case html.DoctypeToken, html.CommentToken:
			if strings.Contains(strings.ToUpper(raw), "<!ENTITY") {
				m.count[faultEntity]++
			}
		}
	}
}

const (
	cdataStart = "<![CDATA["
	cdataEnd   = "]]>"
)

func (m *markup) characters(raw string) {
	if m.root == nil {
		if strings.TrimSpace(raw) != "" && m.count[faultEntity] == 0 {
			m.count[faultJunk]++
		}
		return
	}
	text, isCDATA := strings.CutPrefix(raw, cdataStart)
	if isCDATA {
		text = strings.TrimSuffix(text, cdataEnd)
	} else {
		if strings.Contains(text, "<") {
			m.count[faultLess]++
		}
		var bare int
		text, bare = unescape(text)
		m.count[faultAmpersand] += bare
	}
	if strings.ContainsFunc(text, isForbidden) {
		m.count[faultControl]++
		text = strings.Map(func(r rune) rune {
			if isForbidden(r) {
				return -1
			}
			return r
		}, text)
	}
	if top := m.top(); top != nil && top.kept {
		top.text.WriteString(text)
	}
}

// isForbidden reports whether XML 1.0 has no place for a character (section 2.2).
func isForbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\uFFFE' || r == '\uFFFF'
}

func (m *markup) top() *node {
	if len(m.stack) == 0 {
		return nil
	}
	return m.stack[len(m.stack)-1]
}

func (m *markup) open(z *html.Tokenizer, selfClosing bool) {
	name, more := z.TagName()
	n := &node{qualified: string(name), start: m.pos}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		n.attrs = append(n.attrs, attribute{string(key), string(value)})
	}
	if m.root == nil {
		m.openRoot(n)
	} else {
		m.openInner(n, selfClosing)
	}
	if selfClosing && m.root == n {
		m.closeTop()
	}
}

func (m *markup) openRoot(n *node) {
	n.scope = n.scope.declare(n.attrs)
	n.space, n.name = n.scope.resolve(n.qualified)
	if !slices.Contains(m.roots, n.name) {
		m.count[faultJunk]++
		return
	}
	m.native, n.space, n.kept = n.space, "", true
	if m.native == "rdf" {
		m.native = ""
	}
	m.inherit(n)
	m.root, m.stack = n, append(m.stack, n)
	if m.begin != nil {
		m.begin()
	}
}

// voids are HTML's elements without an end tag. None of them is a word of a feed.
var voids = []string{"area", "br", "col", "embed", "hr", "img", "input", "param", "track", "wbr"}

func (m *markup) openInner(n *node, selfClosing bool) {
	top := m.top()
	if (n.qualified == "p" || n.qualified == "li") && top.qualified == n.qualified {
		m.closeTop()
		top = m.top()
	}
	n.scope = top.scope.declare(n.attrs)
	n.space, n.name = n.scope.resolve(n.qualified)
	if n.space == m.native {
		n.space = ""
	}
	if n.is("", m.item) {
		m.closeItem()
		top = m.top()
	}
	n.parent = top
	n.kept = m.keep(n)
	if n.kept && !m.holds(top) {
		top.kids = append(top.kids, n)
	}
	m.inherit(n)
	switch {
	case selfClosing || slices.Contains(voids, n.qualified):
		n.end = m.pos
		if m.holds(top) && n.kept {
			m.done(n)
		}
	case len(m.stack) >= maxDepth:
		m.count[faultDepth]++
		m.over++
	default:
		m.stack = append(m.stack, n)
	}
}

// keep decides whether n becomes part of a tree.
func (m *markup) keep(n *node) bool {
	if m.holds(n.parent) {
		m.nodes = 0
		return true
	}
	m.nodes++
	most := cmp.Or(m.most, maxNodes)
	if m.nodes > most {
		m.count[faultNodes]++
	}
	return n.parent.kept && m.nodes <= most && len(m.stack) < maxDepth
}

// holds reports whether an element's children are handed out one by one.
func (m *markup) holds(n *node) bool {
	return n == m.stack[0] || m.holder != "" && n.is("", m.holder) && n.parent == m.stack[0]
}

func (m *markup) inherit(n *node) {
	if n.parent != nil {
		n.lang, n.base = n.parent.lang, n.parent.base
	}
	for _, a := range n.attrs {
		switch a.name {
		case "xml:lang":
			n.lang = strings.TrimSpace(a.value)
		case "xml:base":
			if base := resolve(cmp.Or(n.base, m.url), a.value); base != nil {
				n.base = base
			}
		}
	}
}

// closeItem ends an item that is still open where the next one begins.
func (m *markup) closeItem() {
	for i := len(m.stack) - 1; i > 0; i-- {
		if m.stack[i].is("", m.item) && m.holds(m.stack[i].parent) {
			m.count[faultNesting]++
			m.over = 0
			m.closeTo(i)
			return
		}
	}
}

func (m *markup) close(name string) {
	for i, n := range slices.Backward(m.stack) {
		if n.qualified != name {
			continue
		}
		if m.over > 0 && !n.is("", m.item) && i > 1 {
			break
		}
		if i < len(m.stack)-1 {
			m.count[faultNesting]++
		}
		m.over = 0
		m.closeTo(i)
		return
	}
	if m.over > 0 {
		m.over--
	} else if m.root != nil {
		m.count[faultNesting]++
	}
}

// closeTo ends the open elements down to the i-th.
func (m *markup) closeTo(i int) {
	for len(m.stack) > i {
		m.closeTop()
	}
}

func (m *markup) closeTop() {
	n := m.top()
	n.end = max(n.start, strings.LastIndexByte(m.src[:m.pos], '<'))
	if len(m.stack) == 1 {
		m.stack, m.closed = nil, true
		return
	}
	inside := m.holds(n.parent) && !m.holds(n)
	m.stack = m.stack[:len(m.stack)-1]
	if inside && n.kept {
		m.done(n)
	}
}
