package site_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
	"github.com/dragoman-news/dragoman/internal/web/site"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

func fetch(t *testing.T, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func readFeed(t *testing.T, h http.Handler, path string) *source.Feed {
	t.Helper()
	w := fetch(t, h, path)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, w.Code)
	}
	at, err := url.Parse("https://news.example.org" + path)
	if err != nil {
		t.Fatal(err)
	}
	feed, err := source.Parse(source.Body{Text: w.Body.String(), URL: at, ContentType: w.Header().Get("Content-Type"), Received: sitetest.Now})
	if err != nil || len(feed.Problems) > 0 {
		t.Fatalf("%s: %v, %v", path, err, feed.Problems)
	}
	return feed
}

// TestFeedsShowWhatModesAllow reads every feed of an edition, its sections and
// sources.
func TestFeedsShowWhatModesAllow(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	lists := []string{"/ru/", "/ar/", "/ru/section/world/"}
	for _, name := range []string{"harbour", "valle"} {
		lists = append(lists, "/ru/source/"+strconv.FormatInt(f.Sources[name], 10)+"/")
	}
	for _, list := range lists {
		for _, name := range []string{publish.FeedRSS, publish.FeedSummary, publish.FeedAtom, publish.FeedJSON} {
			feed := readFeed(t, h, list+name)
			if len(feed.Items) == 0 {
				t.Errorf("%s%s is empty", list, name)
			}
			for _, item := range feed.Items {
				id, _ := publish.ParseNumbered(strings.Split(strings.TrimPrefix(item.URL, "https://news.example.org"), "/")[3])
				if id == f.Articles["withdrawn"] {
					t.Errorf("%s%s has a retracted article", list, name)
				}
				full := len(item.ContentHTML) > len(item.Summary) && strings.Count(string(item.ContentHTML), "<p>") > 2
				if name == publish.FeedSummary && full {
					t.Errorf("%s%s has a whole text", list, name)
				}
				if edited, err := f.Store.PublishedTranslation(t.Context(), strings.Split(list, "/")[1], id); err != nil {
					t.Errorf("%s%s: article %d: %v", list, name, id, err)
				} else if version, err := f.Store.Version(t.Context(), edited.Version); err != nil {
					t.Error(err)
				} else if s := version.Source; full && (s == f.Sources["valle"] || s == f.Sources["upland"]) {
					t.Errorf("%s%s has more of article %d than its source allows", list, name, id)
				}
			}
		}
	}
	for path, want := range map[string]int{
		"/ru/section/nothing/feed.xml": 404, "/ru/source/999/feed.xml": 404, "/ru/source/x/feed.xml": 404, "/xx/feed.xml": 404, "/es/feed.xml": 200,
	} {
		if w := fetch(t, h, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	withdrawn := "/ru/article/" + strconv.FormatInt(f.Articles["withdrawn"], 10) + "/"
	if w := fetch(t, h, strings.Replace(withdrawn, "/ru/", "/en/", 1)); w.Code != http.StatusGone {
		t.Errorf("a retracted article: %d", w.Code)
	}
	if w := fetch(t, h, "/en/share/"+strconv.FormatInt(f.Articles["withdrawn"], 10)+".png"); w.Code != http.StatusGone {
		t.Errorf("a retracted article's image: %d", w.Code)
	}
}

func TestFeedsAnswerConditions(t *testing.T) {
	t.Parallel()
	h, _ := fixture(t)
	first := fetch(t, h, "/ru/feed.xml")
	tag, modified := first.Header().Get("ETag"), first.Header().Get("Last-Modified")
	if tag == "" || modified == "" || first.Header().Get("X-Robots-Tag") != "noindex" {
		t.Fatalf("headers %v", first.Header())
	}
	if w := fetch(t, h, "/ru/feed.xml", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("same tag: %d", w.Code)
	}
	if w := fetch(t, h, "/ru/feed.xml", "If-Modified-Since", modified); w.Code != http.StatusNotModified {
		t.Errorf("same time: %d", w.Code)
	}
}

// TestSitemaps walks from the index to the pages, as a search engine does.
func TestSitemaps(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	index := readFeed(t, h, "/sitemap.xml")
	if len(index.Maps) < 5 {
		t.Errorf("%d sitemaps", len(index.Maps))
	}
	listed := map[string]bool{}
	for _, m := range index.Maps {
		path := strings.TrimPrefix(m.URL, "https://news.example.org")
		w := fetch(t, h, path)
		if w.Code != http.StatusOK || xmlErrors(w.Body.Bytes()) != nil {
			t.Errorf("%s: %d, %v", path, w.Code, xmlErrors(w.Body.Bytes()))
		}
		for _, item := range readFeed(t, h, path).Items {
			page := strings.TrimPrefix(item.Link, "https://news.example.org")
			listed[page] = true
			if w := fetch(t, h, page); w.Code != http.StatusOK || strings.Contains(page, "/article/") && w.Header().Get("X-Robots-Tag") != "" {
				t.Errorf("%s lists %s: %d, %s", path, page, w.Code, w.Header().Get("X-Robots-Tag"))
			}
		}
	}
	front, err := f.Store.EditionFront(t.Context(), store.Front{Edition: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	indexed := 0
	for _, headline := range front {
		page := publish.Addresses{}.Article("ru", headline.Article, headline.Title, publish.ViewTranslation)
		if listed[page] != publish.MayIndexHeadline(headline) {
			t.Errorf("%s: listed %v, may be %v", page, listed[page], publish.MayIndexHeadline(headline))
		}
		if listed[page] {
			indexed++
		}
	}
	if indexed == 0 || indexed == len(front) {
		t.Errorf("%d of %d pages are indexed: the fixture tests nothing", indexed, len(front))
	}
	news := readFeed(t, h, "/ru/sitemap-news.xml")
	if news.Kind != source.KindNewsSitemap || len(news.Items) == 0 || len(news.Items) > indexed {
		t.Errorf("news sitemap: %s with %d", news.Kind, len(news.Items))
	}
	for _, path := range []string{"/en/sitemap/2020-01-01.xml", "/en/sitemap/x.xml", "/en/sitemap/2026-11-23"} {
		if w := fetch(t, h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestFilesWithoutABase(t *testing.T) {
	t.Parallel()
	f, err := sitetest.Fill(t.Context(), storetest.Open(t, filepath.Join(t.TempDir(), "site.db")))
	if err != nil {
		t.Fatal(err)
	}
	h := site.New(site.Config{Store: f.Store, IndexNowKey: "0123456789abcdef"})
	for path, want := range map[string]int{
		"/sitemap.xml": 404, "/ru/sitemap-pages.xml": 404, "/ru/sitemap-news.xml": 404, "/robots.txt": 200, "/ru/feed.xml": 200,
		"/0123456789abcdef.txt": 200, "/other.txt/": 404,
	} {
		if w := fetch(t, h, path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	if w := fetch(t, h, "/0123456789abcdef.txt"); w.Body.String() != "0123456789abcdef" {
		t.Errorf("key file: %q", w.Body)
	}
	if w := fetch(t, h, "/robots.txt"); strings.Contains(w.Body.String(), "Sitemap") {
		t.Errorf("robots.txt: %s", w.Body)
	}
}

func TestManifestAndImages(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	var manifest publish.Manifest
	if err := json.Unmarshal(fetch(t, h, "/ar/manifest.webmanifest").Body.Bytes(), &manifest); err != nil {
		t.Fatal(err)
	}
	if manifest.Dir != "rtl" || manifest.StartURL != "/ar/" || len(manifest.Icons) == 0 {
		t.Errorf("%+v", manifest)
	}
	id := strconv.FormatInt(f.Articles["ferry"], 10)
	for _, path := range []string{manifest.Icons[0].Src, "/ar/share/" + id + ".png", "/ru/share/" + id + ".png"} {
		w := fetch(t, h, path)
		if _, err := png.Decode(bytes.NewReader(w.Body.Bytes())); err != nil || w.Header().Get("Content-Type") != "image/png" {
			t.Errorf("%s: %d, %v", path, w.Code, err)
		}
	}
	for _, path := range []string{"/ar/share/" + id, "/ar/share/x.png", "/ar/share/9999.png"} {
		if w := fetch(t, h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestEncryptionIsKept(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, filepath.Join(t.TempDir(), "site.db"))
	for base, want := range map[string]bool{"": false, "http://localhost:8080": false, "https://news.example.org": true} {
		h := site.New(site.Config{Store: s, Addresses: publish.Addresses{Base: base}})
		if got := fetch(t, h, "/robots.txt").Header().Get("Strict-Transport-Security") != ""; got != want {
			t.Errorf("base %q: HSTS %v", base, got)
		}
	}
}

// TestHeadNamesItsFiles checks that what pages link to as their files exists.
func TestHeadNamesItsFiles(t *testing.T) {
	t.Parallel()
	h, _ := fixture(t)
	body := fetch(t, h, "/ru/section/world/").Body.String()
	hrefs := []string{"/ru/section/world/feed.xml", "/ru/section/world/atom.xml", "/ru/section/world/feed.json", "/ru/manifest.webmanifest"}
	for _, href := range hrefs {
		if !strings.Contains(body, `"`+href+`"`) && !strings.Contains(body, `"https://news.example.org`+href+`"`) {
			t.Errorf("the page doesn't name %s", href)
		}
		if w := fetch(t, h, href); w.Code != http.StatusOK {
			t.Errorf("%s: %d", href, w.Code)
		}
	}
	if !slices.Contains(strings.Fields(fetch(t, h, "/robots.txt").Body.String()), "https://news.example.org/sitemap.xml") {
		t.Error("robots.txt doesn't name the sitemap")
	}
}

func xmlErrors(data []byte) error {
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
