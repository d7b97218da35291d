package document

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

var exampleBase = &url.URL{Scheme: "https", Host: "news.example", Path: "/world/story.html"}

// read parses s and returns its canonical HTML, the shortest way to see blocks.
func read(t *testing.T, s string) string {
	t.Helper()
	d, err := ParseHTML(s, exampleBase)
	if err != nil {
		t.Fatal(err)
	}
	checkNormal(t, d)
	var b strings.Builder
	if err := WriteHTML(&b, d, HTMLOptions{}); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	for _, noise := range []string{` rel="nofollow noopener"`, ` loading="lazy" decoding="async" referrerpolicy="no-referrer"`, ` role="table"`} {
		out = strings.ReplaceAll(out, noise, "")
	}
	return strings.TrimSuffix(out, "\n")
}

func TestFromHTML(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("text ", 300)
	tests := []struct{ name, in, want string }{
		{"plain paragraph", "<p>One\n  two</p>", "<p>One two</p>"},
		{"space before link kept", "<p>said <a href=/a>Kyiv</a> today", `<p>said <a href="https://news.example/a">Kyiv</a> today</p>`},
		{"space inside link moved out", "<p>said<a href=/a> Kyiv </a>today", `<p>said <a href="https://news.example/a">Kyiv</a> today</p>`},
		{"space on both sides collapses", "<p>said <a href=/a> Kyiv </a> today", `<p>said <a href="https://news.example/a">Kyiv</a> today</p>`},
		{"newline at boundary", "<p>said\n<em>now</em>\nand", "<p>said <em>now</em> and</p>"},
		{"no space invented", "<p>re<em>do</em>ing <a href=/a>x</a>, y", `<p>re<em>do</em>ing <a href="https://news.example/a">x</a>, y</p>`},
		{"space in an element of its own", "<p>a<span> </span>b<i> </i>c", "<p>a b c</p>"},
		{"space that only a style sheet makes", "<p><a href=/m>Von Mia Berg</a><span>Korrespondentin</span>", `<p><a href="https://news.example/m">Von Mia Berg</a> Korrespondentin</p>`},
		{"no such space within words", "<p><span>i</span><b>Phone</b> <span>Mc</span>Donald <span>T</span><span>he</span>", "<p>i<strong>Phone</strong> McDonald The</p>"},
		{"adjacent equal spans merge", "<p><b>a</b><b>b</b> <strong>c</strong>", "<p><strong>ab c</strong></p>"},
		{"adjacent equal links merge", "<p><a href=/a>a </a><a href=/a>b</a>", `<p><a href="https://news.example/a">a b</a></p>`},
		{"code and subscripts are not joined", "<p><code>a</code> <code>b</code> H<sub>2</sub> <sub>3</sub>", "<p><code>a</code> <code>b</code> H<sub>2</sub> <sub>3</sub></p>"},
		{"different links stay apart", "<p><a href=/a>a</a><a href=/b>b</a>", `<p><a href="https://news.example/a">a</a><a href="https://news.example/b">b</a></p>`},
		{"empty spans vanish", "<p>a<b></b><a href=/x> </a>b", "<p>a b</p>"},
		{"misnested", "<p><b>a<i>b</b>c</i>", "<p><strong>a<em>b</em></strong><em>c</em></p>"},
		{"non-breaking space alone", "<p>10&nbsp;km", "<p>10\u00a0km</p>"},
		{"non-breaking space as padding", "<p>a &nbsp;b&nbsp;&nbsp;c&nbsp;", "<p>a b c</p>"},
		{"soft hyphen and wbr", "<p>Donau&shy;dampf<wbr>schiff\u200b", "<p>Donaudampfschiff</p>"},
		{"line end between Chinese", "<p>谈判\n    开始\nnow", "<p>谈判开始 now</p>"},
		{"joiners kept", "<p>می\u200cخواهم", "<p>می\u200cخواهم</p>"},
		{"override dropped", "<p>abc\u202edef", "<p>abcdef</p>"},
		{"unbalanced isolate dropped", "<p>a\u2067b <p>c\u2067d\u2069", "<p>ab</p>\n<p>c\u2067d\u2069</p>"},

		{"single br", "<p>a<br>b", "<p>a<br>b</p>"},
		{"br br", "<div>a<br> <br/>b<br>&nbsp;<br>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>"},
		{"br at ends", "<p><br>a<br></p>", "<p>a</p>"},
		{"soup", "<div>a <div>b</div> c<p>d</p>e</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>\n<p>e</p>"},
		{"block in inline", "<b>a<div>b</div>c</b>", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>\n<p><strong>c</strong></p>"},
		{"block in link", "<a href=/a><div>b</div></a>", `<p><a href="https://news.example/a">b</a></p>`},
		{"headings", "<h1>a</h1><h2>b<br>c</h2><h6><strong>d</strong></h6>", "<h2>a</h2>\n<h2>b<br>c</h2>\n<h6>d</h6>"},
		{"role heading", "<div role=heading aria-level=3>a</div>", "<h3>a</h3>"},
		{"picture in a heading", "<h2>a<img src=/b.jpg></h2>", "<h2>a</h2>\n<figure><img src=\"https://news.example/b.jpg\" alt=\"\"></figure>"},
		{"separators", "<hr>a<hr><hr>b<hr>", "<p>a</p>\n<hr>\n<p>b</p>"},
		{"pre", "<pre>\n\n a\tb  \n  c\n</pre>", "<pre> a\tb\n  c</pre>"},

		{"lists", "<ul><li>a<li><p>b<p>c</ul><ol><li>d</ol>", "<ul>\n<li>a</li>\n<li>\n<p>b</p>\n<p>c</p>\n</li>\n</ul>\n<ol>\n<li>d</li>\n</ol>"},
		{"nested list", "<ul><li>a<ul><li>b</ul></ul>", "<ul>\n<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"},
		{"list in list without item", "<ul><li>a</li><ul><li>b</ul></ul>", "<ul>\n<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"},
		{"gallery in a list", "<ul><li><img src=/a.jpg></li><li><img src=/b.jpg></li></ul>", "<figure><img src=\"https://news.example/a.jpg\" alt=\"\"></figure>\n<figure><img src=\"https://news.example/b.jpg\" alt=\"\"></figure>"},
		{"empty list", "<ul><li> </li></ul>", ""},
		{"definitions", "<dl><div><dt>a<dd>b</div><dt>c<dt>d<dd>e</dl>", "<ul>\n<li>\n<p><strong>a</strong></p>\n<p>b</p>\n</li>\n<li>\n<p><strong>c</strong></p>\n<p><strong>d</strong></p>\n<p>e</p>\n</li>\n</ul>"},
		{"quote with footer", "<blockquote>a<footer>— <cite>B</cite>, C</footer></blockquote>", "<blockquote>\n<p>a</p>\n<footer><em>B</em>, C</footer>\n</blockquote>"},
		{"quote with cite", "<blockquote><p>a</p><p><cite>B</cite></p></blockquote>", "<blockquote>\n<p>a</p>\n<footer>B</footer>\n</blockquote>"},
		{"quotation marks", "<p lang=en>a <q>b <q>c</q></q>", "<p>a “b ‘c’”</p>"},

		{"table", "<table><caption>x</caption><tr><th>a<th>b<tr><td colspan=2>c<td rowspan=9>d</table>", "<div class=\"table\"><table>\n<caption>x</caption>\n<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n</thead>\n<tbody>\n<tr><td colspan=\"2\">c</td><td>d</td></tr>\n</tbody>\n</table></div>"},
		{"one cell", "<table><tr><td>a<p>b</table>", "<p>a<br>b</p>"},
		{"presentation", "<table role=presentation><tr><td>a<td>b</table>", "<p>a</p>\n<p>b</p>"},
		{"nested tables are layout", "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "<div class=\"table\"><table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n</tbody>\n</table></div>\n<p>c</p>"},
		{"long cells are layout", "<table><tr><td>menu<td>" + long + "</table>", "<p>menu</p>\n<p>" + strings.TrimSpace(long) + "</p>"},

		{"figure", "<figure><img src=a.jpg alt='x \n y' width=600 height=400><figcaption>Cap <span class=credit>C</span></figcaption></figure>", `<figure><img src="https://news.example/world/a.jpg" alt="x y" width="600" height="400"><figcaption>Cap <cite class="credit">C</cite></figcaption></figure>`},
		{"credit outside the caption", "<figure><img src=/a.jpg><span class=photo-credit>C</span><figcaption>Cap</figcaption></figure>", `<figure><img src="https://news.example/a.jpg" alt=""><figcaption>Cap <cite class="credit">C</cite></figcaption></figure>`},
		{"caption without figcaption", "<div class=wp-caption><img src=/a.jpg><p class=wp-caption-text>Cap</p></div>", `<figure><img src="https://news.example/a.jpg" alt=""><figcaption>Cap</figcaption></figure>`},
		{"figure in a button", "<figure><button>Zoom<img src=/a.jpg></button></figure>", `<figure><img src="https://news.example/a.jpg" alt=""></figure>`},
		{"gallery", "<figure><img src=/a.jpg><img src=/b.jpg><img src=/a.jpg><figcaption>C</figcaption></figure>", "<figure><img src=\"https://news.example/a.jpg\" alt=\"\"><figcaption>C</figcaption></figure>\n<figure><img src=\"https://news.example/b.jpg\" alt=\"\"></figure>"},
		{"figure around a table", "<figure><table><tr><td>a<td>b</table><figcaption>C</figcaption></figure>", "<div class=\"table\"><table>\n<caption>C</caption>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n</tbody>\n</table></div>"},
		{"srcset", "<img src=/s.jpg srcset='/a,b.jpg 400w, /c.jpg 1200w, /d.jpg 3000w'>", `<figure><img src="https://news.example/c.jpg" alt=""></figure>`},
		{"picture", "<picture><source srcset='/x.webp 800w'><img src=/s.jpg></picture>", `<figure><img src="https://news.example/x.webp" alt=""></figure>`},
		{"lazy", "<img src='data:image/gif;base64,R0' data-src=/real.jpg>", `<figure><img src="https://news.example/real.jpg" alt=""></figure>`},
		{"noscript", "<div><img src='data:image/gif;base64,R0'><noscript><img src=/real.jpg></noscript></div>", `<figure><img src="https://news.example/real.jpg" alt=""></figure>`},
		{"counters and icons", "<img src=/a.gif width=1 height=1><img src=/b.png width=16 height=16><img src=/spacer.gif><img src=https://mc.yandex.ru/watch/1>", ""},
		{"picture within a sentence", "<p>a <img src=/x.jpg> b", "<p>a b</p>\n<figure><img src=\"https://news.example/x.jpg\" alt=\"\"></figure>"},
		{"emoji", "<p>a <img class=emoji alt=🙂 src=/x.png> b", "<p>a 🙂 b</p>"},

		{"youtube", "<iframe src=https://www.youtube.com/embed/abc?rel=0 title=T></iframe>", `<figure class="embed" data-provider="YouTube"><a href="https://www.youtube.com/watch?v=abc" title="T">YouTube: T</a></figure>`},
		{"tweet", "<blockquote class=twitter-tweet><p>words</p>— A <a href=https://twitter.com/a/status/1?ref=x>May 1</a></blockquote><script src=//platform.twitter.com/widgets.js></script>", `<figure class="embed" data-provider="X"><a href="https://twitter.com/a/status/1">X</a></figure>`},
		{"telegram", "<p></p><script data-telegram-post=channel/12></script>", `<figure class="embed" data-provider="Telegram"><a href="https://t.me/channel/12">Telegram</a></figure>`},
		{"advertising frame", "<iframe src=https://x.doubleclick.net/a></iframe><iframe src=about:blank></iframe>", ""},

		{"dropped", "<p>a<script>x()</script><style>y</style><!-- z --><noscript>n</noscript><template>t</template><svg><text>s</text></svg><button>b</button></p>", "<p>a</p>"},
		{"hidden", "<p>a<span hidden>b</span><span style='display: none !important'>c</span><span class=sr-only>d</span><span aria-hidden=true>•</span><span aria-hidden=true>e</span>", "<p>ae</p>"},
		{"page that a script uncovers", "<body style='visibility:hidden'><p>a<template shadowrootmode=open>b</template>", "<p>ab</p>"},
		{"newsletter form", "<form><p>Subscribe<input name=mail></form>", ""},
		{"page in a form", "<form><input type=text><p>" + long + "</p></form>", "<p>" + strings.TrimSpace(long) + "</p>"},
		{"bad links", "<p><a href=javascript:x()>a</a> <a href='java\nscript:x()'>b</a> <a href=#n>c</a> <a href=data:x>d</a> <a href='javascript://x.example/%0aalert(1)'>j</a> <a href=file:///etc/passwd>k</a> <a href='vbscript:x'>l</a> <a href=blob:https://x.example/1>m</a> <a href=/world/story.html#x>e</a> <a href='https://a b/'>g</a>", "<p>a b c d j k l m e g</p>"},
		{"odd links", "<p><a href=' //x.example/ä b\n'>a</a> <a href=mailto:a@b.example>b</a> <a href=https://u:p@пример.рф/>c</a>", `<p><a href="https://x.example/%C3%A4%20b">a</a> <a href="mailto:a@b.example">b</a> <a href="https://xn--e1afmkfd.xn--p1ai/">c</a></p>`},
		{"struck out", "<p>five <del>six</del>", "<p>five</p>"},
		{"escapes", "<p>&lt;script&gt; &amp;amp; <code>a&lt;b</code>", "<p>&lt;script&gt; &amp;amp; <code>a&lt;b</code></p>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := read(t, tt.in); got != tt.want {
				t.Errorf("read %s\n got %q\nwant %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestFromHTMLDeep(t *testing.T) {
	t.Parallel()
	for _, element := range []string{"div", "blockquote", "span", "em", "figure"} {
		root := &html.Node{Type: html.ElementNode, Data: "body"}
		n := root
		for range 20_000 {
			child := parsedElement(t, element)
			n.AppendChild(child)
			n = child
		}
		n.AppendChild(&html.Node{Type: html.TextNode, Data: "deep"})
		d := domain.Document{Blocks: FromHTML(root, nil)}
		checkNormal(t, d)
		if d.Words() != 1 {
			t.Errorf("%s: %d words, want the one at the bottom", element, d.Words())
		}
	}
	d, err := ParseHTML(strings.Repeat("<ul><li>a", 60)+"<blockquote>b", nil)
	if err != nil {
		t.Fatal(err)
	}
	checkNormal(t, d)
	if d.Words() != 61 {
		t.Errorf("%d words of nested lists, want 61", d.Words())
	}
}

func TestNormalizeDeep(t *testing.T) {
	t.Parallel()
	for _, wrap := range []func([]domain.Block) domain.Block{
		func(b []domain.Block) domain.Block {
			return domain.Block{Kind: domain.Quote, Blocks: b, Text: domain.PlainText("who")}
		},
		func(b []domain.Block) domain.Block {
			return domain.Block{Kind: domain.List, Items: [][]domain.Block{b}}
		},
	} {
		blocks := []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText("deep")}}
		for range 3 * domain.MaxDepth {
			blocks = append([]domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText("layer")}}, wrap(blocks))
		}
		d := domain.Document{Blocks: blocks}
		n := Normalize(d)
		checkNormal(t, n)
		if n.Words() != d.Words() {
			t.Errorf("%d of %d words are left", n.Words(), d.Words())
		}
	}
}

func parsedElement(t *testing.T, name string) *html.Node {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader("<"+name+"></"+name+">"), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil || len(nodes) != 1 {
		t.Fatalf("parse %s: %d nodes, %v", name, len(nodes), err)
	}
	return nodes[0]
}

func BenchmarkFromHTML(b *testing.B) {
	page := "<html lang=en><body>" + strings.Repeat("<div class=x><p>Diplomats <a href=/met>met</a> in <strong>Riyadh</strong> on <em>Tuesday</em>, officials said.</p><figure><img src=/a.jpg><figcaption>x</figcaption></figure></div>", 200)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		FromHTML(root, exampleBase)
	}
}

// TestManyPictures reads pictures without addresses, for each of which one
// without scripts is looked for around it.
func TestManyPictures(t *testing.T) {
	t.Parallel()
	start := time.Now()
	if _, err := ParseHTML("<div>"+strings.Repeat("<img>", 60_000), nil); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
