package document_test

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// A doubt may cross the ends of links and styles; its marks never do.
func TestDoubtsAreMarked(t *testing.T) {
	t.Parallel()
	text := domain.Text{Text: "One is sure. Two has a link. Three is sure.", Spans: []domain.Span{
		{Start: 4, End: 16, Kind: domain.Strong},
		{Start: 13, End: 28, Kind: domain.Doubt},
		{Start: 23, End: 27, Kind: domain.Link, Href: "https://example.org/"},
	}}
	var out strings.Builder
	if err := document.WriteInline(&out, text); err != nil {
		t.Fatal(err)
	}
	const want = `One <strong>is sure. <mark>Two</mark></strong> <mark>has a <a href="https://example.org/" rel="nofollow noopener">link</a>.</mark> Three is sure.`
	if out.String() != want {
		t.Errorf("got  %s\nwant %s", out.String(), want)
	}
	if err := (domain.Text{Text: "x", Spans: []domain.Span{{End: 1, Kind: domain.Doubt}}}).Validate(); err == nil {
		t.Error("a document that is kept may hold doubts")
	}
}

// Pictures are loaded in the sizes that are kept; others become links.
func TestPictureSizes(t *testing.T) {
	t.Parallel()
	figure := func(address string) domain.Block {
		return domain.Block{Kind: domain.Figure, Image: &domain.Image{URL: address, Alt: "A quay", Width: 3000, Height: 2000}}
	}
	sizes := func(address string) document.PictureSizes {
		if address != "https://example.org/kept.jpg" {
			return document.PictureSizes{Src: "javascript:x"}
		}
		return document.PictureSizes{Src: "/media/k-large.jpg", SrcSet: `/media/k-small.jpg 480w, /media/k-large.jpg 1280w"`, Sizes: "100vw", Width: 1280, Height: 853}
	}
	var out strings.Builder
	err := document.WriteBlocks(&out, []domain.Block{figure("https://example.org/kept.jpg"), figure("https://example.org/other.jpg")}, document.HTMLOptions{Sizes: sizes})
	if err != nil {
		t.Fatal(err)
	}
	const want = `<figure><img src="/media/k-large.jpg" alt="A quay" srcset="/media/k-small.jpg 480w, /media/k-large.jpg 1280w&#34;" sizes="100vw" width="1280" height="853" loading="lazy" decoding="async" referrerpolicy="no-referrer"></figure>
<figure><a href="https://example.org/other.jpg" class="picture" rel="nofollow noopener">A quay</a></figure>
`
	if out.String() != want {
		t.Errorf("got  %s\nwant %s", out.String(), want)
	}
}
