package document

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// embedded reads n if it stands for foreign content, and reports whether it did.
func (f *flow) embedded(n *html.Node) bool {
	address, ok := "", true
	switch n.DataAtom {
	case atom.Iframe, atom.Embed:
		address = firstAttr(n, "data-src", "data-lazy-src", "data-url", "src")
		if linkAddress(attr(n, "src"), f.r.base) != "" {
			address = attr(n, "src")
		}
		if w, h := number(attr(n, "width"), 999), number(attr(n, "height"), 999); w <= 3 || h <= 3 {
			return true
		}
	case atom.Object:
		address = attr(n, "data")
	case atom.Video, atom.Audio:
		address = mediaSource(n)
	case atom.Blockquote:
		address = postAddress(n)
		ok = address != ""
	default:
		address = customEmbed(n)
		ok = address != "" || strings.HasPrefix(n.Data, "amp-ad")
	}
	if ok {
		f.embed(address, attr(n, "title"))
	}
	return ok
}

// embed adds an embed of address, if that can be linked to.
func (f *flow) embed(address, title string) {
	address = linkAddress(address, f.r.base)
	u, err := url.Parse(address)
	if address == "" || err != nil || u.Scheme == "mailto" || placeholder(address) || advertising(u.Hostname()) {
		return
	}
	address, provider := publicAddress(u)
	f.aside(domain.Block{Kind: domain.Embed, Embed: &domain.EmbedLink{URL: address, Provider: provider, Title: collapsed(title)}})
}

func firstAttr(n *html.Node, keys ...string) string {
	for _, key := range keys {
		if v := attr(n, key); v != "" {
			return v
		}
	}
	return ""
}

func mediaSource(n *html.Node) string {
	if src := firstAttr(n, "src", "data-src"); src != "" && !strings.HasPrefix(src, "blob:") {
		return src
	}
	address := ""
	scan(n, scanLimit, func(c *html.Node) bool {
		if c.DataAtom == atom.Source {
			address = firstAttr(c, "src", "data-src")
		}
		return address == ""
	})
	return address
}

// postAddress returns the address of the post that a social network's script
// would put in the place of a blockquote, or "" for a real quotation.
func postAddress(n *html.Node) string {
	if !hasWord(attr(n, "class"), "twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed",
		"reddit-embed-bq", "reddit-card", "imgur-embed-pub", "fb-xfbml-parse-ignore", "text-post-media") {
		return ""
	}
	if address := firstAttr(n, "data-instgrm-permalink", "data-text-post-permalink", "data-embed-url", "cite"); address != "" {
		return address
	}
	address := ""
	scan(n, 4*scanLimit, func(c *html.Node) bool {
		if c.DataAtom == atom.A && c.Type == html.ElementNode && attr(c, "href") != "" {
			address = attr(c, "href") // the last one is the post's own
		}
		return true
	})
	return address
}

// customEmbed returns the address that an element of AMP or of a player's
// script stands for.
func customEmbed(n *html.Node) string {
	before, key := "", ""
	switch n.Data {
	case "amp-youtube":
		before, key = "https://www.youtube.com/watch?v=", "data-videoid"
	case "lite-youtube":
		before, key = "https://www.youtube.com/watch?v=", "videoid"
	case "amp-twitter":
		before, key = "https://twitter.com/i/status/", "data-tweetid"
	case "amp-instagram":
		before, key = "https://www.instagram.com/p/", "data-shortcode"
	case "amp-iframe", "amp-video", "amp-audio":
		return attr(n, "src")
	case "amp-facebook":
		return attr(n, "data-href")
	case "div":
		if hasWord(attr(n, "class"), "fb-post", "fb-video") {
			return attr(n, "data-href")
		}
	}
	if id := attr(n, key); id != "" {
		return before + url.PathEscape(id)
	}
	return ""
}

var adHosts = []string{
	"doubleclick.net", "googlesyndication.com", "googletagmanager.com", "googleadservices.com", "amazon-adsystem.com", "taboola.com",
	"outbrain.com", "adnxs.com", "criteo.com", "recaptcha.net", "consensu.org", "adfox.ru", "an.yandex.ru",
}

func advertising(host string) bool { return ofHost(host, adHosts...) }

func ofHost(host string, domains ...string) bool {
	for _, d := range domains {
		if host == d || strings.HasSuffix(host, "."+d) {
			return true
		}
	}
	return false
}

// providers names the services that embeds come from, by host.
var providers = []struct {
	host string
	name string
}{
	{"youtube.com", "YouTube"},
	{"youtu.be", "YouTube"},
	{"youtube-nocookie.com", "YouTube"},
	{"vimeo.com", "Vimeo"},
	{"dailymotion.com", "Dailymotion"},
	{"twitter.com", "X"},
	{"x.com", "X"},
	{"instagram.com", "Instagram"},
	{"facebook.com", "Facebook"},
	{"tiktok.com", "TikTok"},
	{"t.me", "Telegram"},
	{"telegram.org", "Telegram"},
	{"vk.com", "VK"},
	{"vkvideo.ru", "VK"},
	{"ok.ru", "OK"},
	{"rutube.ru", "Rutube"},
	{"bsky.app", "Bluesky"},
	{"threads.net", "Threads"},
	{"threads.com", "Threads"},
	{"reddit.com", "Reddit"},
	{"soundcloud.com", "SoundCloud"},
	{"spotify.com", "Spotify"},
	{"podcasts.apple.com", "Apple Podcasts"},
	{"datawrapper.de", "Datawrapper"},
	{"dwcdn.net", "Datawrapper"},
	{"flourish.studio", "Flourish"},
	{"infogram.com", "Infogram"},
	{"documentcloud.org", "DocumentCloud"},
	{"scribd.com", "Scribd"},
	{"imgur.com", "Imgur"},
	{"google.com", "Google"},
	{"jwplayer.com", "JW Player"},
	{"jwplatform.com", "JW Player"},
	{"brightcove.net", "Brightcove"},
}

// publicAddress returns the address under which a person sees what u embeds,
// and the provider's name: its host's when it is none that we know.
func publicAddress(u *url.URL) (address, provider string) {
	host := strings.TrimPrefix(u.Hostname(), "www.")
	provider = host
	for _, p := range providers {
		if ofHost(host, p.host) {
			provider = p.name
			break
		}
	}
	last := u.Path[strings.LastIndexByte(u.Path, '/')+1:]
	switch {
	case provider == "YouTube" && strings.HasPrefix(u.Path, "/embed/") && last != "" && last != "videoseries":
		return "https://www.youtube.com/watch?v=" + url.QueryEscape(last), provider
	case provider == "Vimeo" && strings.HasPrefix(u.Path, "/video/") && last != "":
		return "https://vimeo.com/" + url.PathEscape(last), provider
	case provider == "X":
		clean := *u
		clean.RawQuery = ""
		return clean.String(), provider
	}
	return u.String(), provider
}

// ownEmbed reports whether n is an embed as WriteHTML writes it.
func ownEmbed(n *html.Node) bool {
	return hasWord(attr(n, "class"), "embed") && hasAttr(n, "data-provider") && n.FirstChild != nil && n.FirstChild.DataAtom == atom.A
}

func (f *flow) ownEmbed(n *html.Node) {
	a := n.FirstChild
	b := domain.Block{Kind: domain.Embed, Embed: &domain.EmbedLink{
		URL: linkAddress(attr(a, "href"), f.r.base), Provider: attr(n, "data-provider"), Title: attr(a, "title"),
	}}
	if caption := captionOf(n); caption != nil {
		b.Text, _ = f.lineOf(caption)
	}
	f.block(b)
}
