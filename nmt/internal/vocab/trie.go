package vocab

import "bytes"

// trie is a set of byte strings with an id each. Nodes lie in breadth-first
// order: the children of one node are neighbours, sorted by label.
type trie struct {
	nodes  []trieNode
	labels []byte     // of the edge into each node
	root   [256]int32 // the root's child for a first byte, 0 for none
}

type trieNode struct {
	first    int32 // the first child
	id       int32 // -1 where no string ends
	children uint16
}

// newTrie builds the trie of keys, which are sorted, not empty and differ.
func newTrie(keys []string, ids []int32) *trie {
	type span struct{ low, high, depth int32 } // the keys below a node
	size := countNodes(keys)
	t := &trie{nodes: make([]trieNode, 1, size), labels: make([]byte, 1, size)}
	t.nodes[0].id = -1
	spans := append(make([]span, 0, size), span{0, int32(len(keys)), 0})
	for at := 0; at < len(t.nodes); at++ {
		s := spans[at]
		if s.low < s.high && len(keys[s.low]) == int(s.depth) {
			t.nodes[at].id = ids[s.low]
			s.low++
		}
		first := len(t.nodes)
		for s.low < s.high {
			edge, end := keys[s.low][s.depth], s.low+1
			for end < s.high && keys[end][s.depth] == edge {
				end++
			}
			if at == 0 {
				t.root[edge] = int32(len(t.nodes))
			}
			t.nodes = append(t.nodes, trieNode{id: -1})
			t.labels = append(t.labels, edge)
			spans = append(spans, span{s.low, end, s.depth + 1})
			s.low = end
		}
		t.nodes[at].first = int32(first)
		t.nodes[at].children = uint16(len(t.nodes) - first)
	}
	return t
}

// countNodes returns how many beginnings the sorted keys have, the empty one
// included.
func countNodes(keys []string) int {
	size, last := 1, ""
	for _, key := range keys {
		shared := 0
		for shared < len(last) && shared < len(key) && last[shared] == key[shared] {
			shared++
		}
		size, last = size+len(key)-shared, key
	}
	return size
}

// child returns the node that an edge leads to, 0 if there is none.
func (t *trie) child(node int32, edge byte) int32 {
	if node == 0 {
		return t.root[edge]
	}
	n := t.nodes[node]
	i := bytes.IndexByte(t.labels[n.first:n.first+int32(n.children)], edge)
	if i < 0 {
		return 0
	}
	return n.first + int32(i)
}

// longest returns the length of the longest key that text begins with.
func longest[S string | []byte](t *trie, text S) int {
	node, length := int32(0), 0
	for i := range len(text) {
		if node = t.child(node, text[i]); node == 0 {
			break
		}
		if t.nodes[node].id >= 0 {
			length = i + 1
		}
	}
	return length
}

// lookup returns the id of key, -1 if it is not in the trie.
func lookup[S string | []byte](t *trie, key S) int32 {
	node := int32(0)
	for i := range len(key) {
		if node = t.child(node, key[i]); node == 0 {
			return -1
		}
	}
	return t.nodes[node].id
}
