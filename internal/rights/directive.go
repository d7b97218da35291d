package rights

import (
	"strconv"
	"strings"
)

// directives returns what the comma-separated directives of a robots meta
// element or, where named, of an X-Robots-Tag header say to us, in lower case. A
// header may name the robot that the following ones are for ("otherbot: noindex,
// nofollow"); meta elements name it elsewhere.
func directives(value string, named bool) []sign {
	var out []sign
	forUs := true
	for part := range strings.SplitSeq(value, ",") {
		part = strings.TrimSpace(part)
		name, argument, hasArgument := strings.Cut(part, ":")
		name, argument = strings.TrimSpace(name), strings.TrimSpace(argument)
		if named && hasArgument && !takesArgument(name) {
			forUs = name == agent || name == "*" || name == "robots"
			name, argument, _ = strings.Cut(argument, ":")
			name, argument = strings.TrimSpace(name), strings.TrimSpace(argument)
		}
		if forUs {
			if s := directive(name, argument); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

func takesArgument(name string) bool {
	switch name {
	case "unavailable_after", "max-snippet", "max-image-preview", "max-video-preview":
		return true
	default:
		return false
	}
}

// directive reads one directive. Some publishers part directives by spaces
// only; then each word counts.
func directive(name, argument string) sign {
	switch name {
	case "noindex", "none":
		return signNoIndex
	case "nosnippet":
		return signNoSnippet
	case "noarchive", "nocache":
		return signNoArchive
	case "noimageindex":
		return signNoImageIndex
	case "notranslate":
		return signNoTranslate
	case "noai":
		return signNoAI
	case "unavailable_after":
		return signUnavailable
	case "max-snippet":
		switch n, err := strconv.Atoi(argument); {
		case err != nil || n < -1:
			return signUnreadableTerms
		case n == 0:
			return signNoSnippet
		case n > 0:
			return signShortSnippet
		}
		return ""
	}
	first, rest, several := strings.Cut(name, " ")
	if !several {
		return ""
	}
	if s := directive(first, ""); s != "" && !takesArgument(first) {
		return s
	}
	return directive(strings.TrimSpace(rest), argument)
}

// aiDirectives reads meta elements that name AI as their reader.
func aiDirectives(value string) []sign {
	for word := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		switch word {
		case "none", "noai", "noindex", "disallow", "no", "false", "opt-out":
			return []sign{signNoAI}
		}
	}
	return nil
}

// preferences reads a list such as "train-ai=n, search=y" (AIPREF's
// Content-Usage) or "search=yes, ai-train=no" (Content-Signal), in lower case.
// Refusing training alone refuses nothing that we do.
func preferences(value string) []sign {
	var out []sign
	for part := range strings.SplitSeq(value, ",") {
		part, _, _ = strings.Cut(part, ";") // parameters
		name, wish, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			continue
		}
		wish = strings.Trim(strings.TrimSpace(wish), `"`)
		refused := wish == "n" || wish == "no" || wish == "?0" || wish == "disallow"
		allowed := wish == "y" || wish == "yes" || wish == "?1" || wish == "allow"
		s := sign("")
		switch strings.TrimSpace(name) {
		case "bots":
			s = signNoBots
		case "ai", "ai-input", "ai-use", "ai-output":
			s = signNoAIUse
		case "search":
			s = signNoSearch
		}
		switch {
		case s == "" || allowed:
		case refused:
			out = append(out, s)
		default:
			out = append(out, signUnreadableTerms)
		}
	}
	return out
}
