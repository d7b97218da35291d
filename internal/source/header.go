package source

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// HeaderLinks reads the WebSub hubs and topic that Link headers name (RFC 8288,
// WebSub section 4). They count before those in the feed itself.
func HeaderLinks(values []string, base *url.URL) (hubs []string, self string) {
	for _, value := range values {
		for target, parameters := range eachLink(value) {
			u := text(resolve(base, target))
			for _, rel := range relations(parameters) {
				switch {
				case u == "":
				case rel == "hub" && !slices.Contains(hubs, u) && len(hubs) < maxList:
					hubs = append(hubs, u)
				case rel == "self" && self == "":
					self = u
				}
			}
		}
	}
	return hubs, self
}

// eachLink yields the targets of a Link header's value with their parameters.
func eachLink(value string) func(func(target, parameters string) bool) {
	return func(yield func(target, parameters string) bool) {
		for {
			_, rest, ok := strings.Cut(value, "<")
			if !ok {
				return
			}
			target, rest, ok := strings.Cut(rest, ">")
			if !ok {
				return
			}
			parameters := rest
			if next := strings.IndexByte(rest, '<'); next >= 0 {
				parameters = rest[:next]
			}
			if !yield(target, parameters) {
				return
			}
			value = rest
		}
	}
}

func relations(parameters string) []string {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, ok := strings.Cut(parameter, "=")
		if ok && strings.EqualFold(strings.TrimSpace(name), "rel") {
			return strings.Fields(strings.ToLower(strings.Trim(value, ` ",`)))
		}
	}
	return nil
}

// FreshFor returns how long an answer stays good by its Cache-Control, Expires
// and Date headers (RFC 9111 section 4.2.1), 0 when they don't say so.
func FreshFor(cacheControl, expires, date string, now time.Time) time.Duration {
	for directive := range strings.SplitSeq(strings.ToLower(cacheControl), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			seconds, err := strconv.ParseInt(strings.Trim(value, `" `), 10, 32)
			if err != nil || seconds < 0 {
				return 0
			}
			return time.Duration(seconds) * time.Second
		}
	}
	until, ok := parseDate(expires)
	if !ok {
		return 0
	}
	if from, ok := parseDate(date); ok {
		now = from.t
	}
	return max(until.t.Sub(now), 0)
}
