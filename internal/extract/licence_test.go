package extract

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestLicenceSignalsOfRefusals(t *testing.T) {
	t.Parallel()
	page := Page{
		URL: "https://paper.example/news/1",
		Header: http.Header{
			"Content-Usage": {"train-ai=n, bots=n"}, "Content-Signal": {"ai-input=no"},
			"Link": {`</l.xml>; rel="license"; type="application/rsl+xml"`},
		},
		HTML: `<html lang="en" translate="no"><head><title>Port closed</title><meta name="google" content="notranslate"><meta name="Dragoman" content="nosnippet">
			<link rel="license" type="application/rsl+xml" href="/license.xml"></head><body><article><h1>Port closed</h1>
			<p>The port was closed on Monday after a storm that had damaged two of its cranes and a warehouse.</p></article></body></html>`,
	}
	article, err := Article(t.Context(), page)
	if err != nil {
		t.Fatal(err)
	}
	want := []domain.LicenceSignal{
		{Kind: "content-usage", Value: "train-ai=n, bots=n"},
		{Kind: "content-signal", Value: "ai-input=no"},
		{Kind: "link-license", Value: `</l.xml>; rel="license"; type="application/rsl+xml"`},
		{Kind: "meta-dragoman", Value: "nosnippet"},
		{Kind: "meta-google", Value: "notranslate"},
		{Kind: "html-translate", Value: "no"},
		{Kind: "rsl", Value: "https://paper.example/license.xml"},
	}
	if diff := cmp.Diff(want, article.Licence); diff != "" {
		t.Error(diff)
	}
}
