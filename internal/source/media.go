package source

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
)

// mediaOf returns the files that an item's elements name: Media RSS with its
// groups, enclosures, Atom's enclosure links, images.
func mediaOf(n *node) []file {
	var out []file
	for _, k := range n.kids {
		switch {
		case k.is("media", "group"):
			out = append(out, mediaOf(k)...)
		case k.is("media", "content"):
			f := mediaFile(k, k.attr("url"))
			f.Type = cmp.Or(k.attr("type"), f.Type)
			f.Image = k.attr("medium") == "image" || strings.HasPrefix(f.Type, "image/") || k.attr("medium") == "" && f.Type == "" && imagePath(f.URL)
			f.Title = headline(cmp.Or(k.value("media", "description"), k.value("media", "text"), k.value("media", "title")))
			f.Credit = headline(k.value("media", "credit"))
			out = append(out, f)
			out = append(out, mediaOf(k)...)
		case k.is("media", "thumbnail"):
			f := mediaFile(k, cmp.Or(k.attr("url"), strings.TrimSpace(k.text.String())))
			f.Image = true
			out = append(out, f)
		case k.is("", "enclosure"):
			f := mediaFile(k, cmp.Or(k.attr("url"), k.attr("href")))
			f.Image = strings.HasPrefix(f.Type, "image/") || f.Type == "" && imagePath(f.URL)
			out = append(out, f)
		case k.name == "link" && strings.EqualFold(k.attr("rel"), "enclosure"):
			f := mediaFile(k, k.attr("href"))
			f.Image = strings.HasPrefix(f.Type, "image/")
			out = append(out, f)
		case k.is("itunes", "image") || k.is("", "image") || k.is("image", "image"):
			f := mediaFile(k, cmp.Or(k.attr("href"), k.attr("url"), k.value("", "url"), k.value("image", "loc"), strings.TrimSpace(k.text.String())))
			f.Image = true
			f.Title = headline(cmp.Or(k.value("image", "caption"), k.value("image", "title")))
			out = append(out, f)
		}
	}
	return out
}

func mediaFile(n *node, address string) file {
	f := file{base: n.base}
	f.URL = address
	f.Type = strings.ToLower(n.attr("type"))
	f.Width, f.Height = pixels(n.attr("width")), pixels(n.attr("height"))
	if size, err := strconv.ParseInt(cmp.Or(n.attr("length"), n.attr("filesize")), 10, 64); err == nil && size > 0 {
		f.Bytes = size
	}
	return f
}

func pixels(s string) int {
	if n, err := strconv.Atoi(strings.TrimSuffix(s, "px")); err == nil && n > 0 && n < 100_000 {
		return n
	}
	return 0
}

func imagePath(address string) bool {
	address, _, _ = strings.Cut(address, "?")
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"}, strings.ToLower(path.Ext(address)))
}

// media puts an item's files in order: images before others, larger before
// smaller, each address once.
func (p *parser) media(d *draft) []Media {
	var out []Media
	for _, f := range d.media {
		u := resolve(cmp.Or(f.base, p.body.URL), f.URL)
		if u == nil {
			continue
		}
		m := f.Media
		m.URL = u.String()
		if i := slices.IndexFunc(out, func(o Media) bool { return o.URL == m.URL }); i >= 0 {
			out[i].Image = out[i].Image || m.Image
			continue
		}
		if len(out) < maxList {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Media) int {
		if a.Image != b.Image {
			if a.Image {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Width, a.Width)
	})
	return out
}
