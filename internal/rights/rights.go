// Package rights reads what publishers tell machines about the use of their
// articles, and says what that leaves of what a source allows.
//
// A signal only ever tightens: none of them is a permission. Permission is what
// the operator states with a source's mode (see domain.SourceMode).
// docs/rights.md holds the table of effects for operators.
package rights

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// agent is the name under which signals may address us, in lower case: the
// product token of the requests that we send.
const agent = "dragoman"

// The kinds of signals that come from files of a whole site, beside those that
// are found in pages and feeds. Each value is a line of the file, or "0" or "1".
const (
	KindTDMFile       = "tdm-file"              // see TDMRep
	KindRobotsUsage   = "robots-content-usage"  // see Robots
	KindRobotsSignal  = "robots-content-signal" // see Robots
	KindRobotsLicence = "robots-license"        // see Robots
	KindAIFile        = "ai-txt"                // see AIFile
)

// signs are the keys of effects.
type sign string

const (
	signNoIndex         sign = "noindex"
	signNoImageIndex    sign = "noimageindex"
	signNoSnippet       sign = "nosnippet"
	signShortSnippet    sign = "max-snippet"
	signNoArchive       sign = "noarchive"
	signUnavailable     sign = "unavailable_after"
	signNoTranslate     sign = "notranslate"
	signNoAI            sign = "noai"
	signTDM             sign = "tdm-reservation"
	signNoBots          sign = "preference-bots"
	signNoAIUse         sign = "preference-ai"
	signNoSearch        sign = "preference-search"
	signRSL             sign = "rsl"
	signAIFile          sign = "ai-txt"
	signNoDerivatives   sign = "cc-nd"
	signNonCommercial   sign = "cc-nc"
	signShareAlike      sign = "cc-sa"
	signNotFree         sign = "not-free"
	signUnreadableTerms sign = "unreadable"
)

// effect is what a sign leads to.
type effect struct {
	sign    sign
	written string            // how publishers write it
	says    string            // what it says, as the beginning of a sentence
	limit   domain.SourceMode // the most that may be shown then; empty for no limit
	noIndex bool              // search engines are told to pass
	defined string            // where it is defined
}

// effects is the policy, in the order in which its reasons are told.
var effects = []effect{
	{signNoTranslate, "`notranslate` in meta robots, meta google or X-Robots-Tag; `translate=\"no\"` on the html element", "The publisher asks not to translate the page", domain.ModeMonitor, false, "Google, robots meta tag specification"},
	{signNoDerivatives, "a Creative Commons licence with ND", "The licence forbids adaptations, which translations are", domain.ModeMonitor, false, "Creative Commons 4.0, section 2(a)(1)(B)"},
	{signNoBots, "`bots=n` in Content-Usage", "The publisher refuses automated processing", domain.ModeMonitor, false, "IETF AIPREF, drafts of vocab and attach"},
	{signNoAIUse, "`ai-input=no` in Content-Signal; `ai-use=n`, `ai-output=n` or `ai=n` in Content-Usage", "The publisher refuses to have the text put into AI models", domain.ModeMonitor, false, "Content Signals; IETF AIPREF, drafts of vocab"},
	{signNoAI, "`noai` in meta robots or X-Robots-Tag", "The publisher refuses the use of the text by AI", domain.ModeMonitor, false, "a convention of publishing platforms"},
	{signTDM, "`tdm-reservation: 1` in the page, the header or /.well-known/tdmrep.json", "The publisher reserves text and data mining", domain.ModeHeadline, false, "W3C TDM Reservation Protocol"},
	{signRSL, "a link to RSL terms in robots.txt, the header, the page or the feed", "The publisher asks for a licence under RSL terms, which are not evaluated", domain.ModeHeadline, false, "RSL 1.0"},
	{signAIFile, "a rule of /ai.txt that covers the page", "The publisher's ai.txt closes the page to AI", domain.ModeHeadline, false, "Spawning ai.txt"},
	{signNoSnippet, "`nosnippet` or `max-snippet:0`", "The publisher allows no snippet of the text", domain.ModeHeadline, false, "Google, robots meta tag specification"},
	{signUnavailable, "`unavailable_after`", "The publisher limits how long the page may be found", domain.ModeHeadline, true, "Google, robots meta tag specification"},
	{signUnreadableTerms, "a robots directive, TDM reservation or preference that can't be read", "The publisher states terms that can't be read", domain.ModeHeadline, false, "an unreadable refusal is a refusal"},
	{signShortSnippet, "`max-snippet` with a number", "The publisher limits snippets of the text", domain.ModeExcerpt, false, "Google, robots meta tag specification"},
	{signNoArchive, "`noarchive` or `nocache`", "The publisher allows no kept copy", domain.ModeExcerpt, false, "Google and Bing, robots meta tag specifications"},
	{signNotFree, "`isAccessibleForFree: false` in JSON-LD; `article:content_tier` locked", "The article is not free to read at its publisher", domain.ModeExcerpt, false, "schema.org; Facebook Open Graph"},
	{signNoIndex, "`noindex` or `none`", "The publisher keeps the page out of search engines", "", true, "Google, robots meta tag specification"},
	{signNoSearch, "`search=n` in Content-Usage, `search=no` in Content-Signal", "The publisher refuses the use of the text for search", "", true, "IETF AIPREF, drafts of vocab; Content Signals"},
	{signNoImageIndex, "`noimageindex`", "The publisher keeps the page's pictures out of search engines", "", true, "Google, robots meta tag specification"},
	{signNonCommercial, "a Creative Commons licence with NC", "The licence allows no commercial use, which the operator answers for", "", false, "Creative Commons"},
	{signShareAlike, "a Creative Commons licence with SA", "The licence asks that the translation be under the same licence", "", false, "Creative Commons"},
}

// Decide returns what the signals of an article and of its site leave of what a
// source with the mode allows. The result's Limit and NoIndex don't depend on
// the mode, so that they stay true when it is changed; the mode only words the
// reasons, which are English sentences for operators and editors.
func Decide(mode domain.SourceMode, signals []domain.LicenceSignal) domain.Rights {
	seen := map[sign]string{} // what it was seen in
	note := func(s sign, in domain.LicenceSignal) {
		if _, ok := seen[s]; !ok && s != "" {
			seen[s] = in.Kind + ": " + shorten(in.Value)
		}
	}
	for _, signal := range signals {
		for _, s := range signsOf(signal) {
			note(s, signal)
		}
	}
	if s, in := reservation(signals); s != "" {
		note(s, in)
	}
	var out domain.Rights
	for _, e := range effects {
		in, ok := seen[e.sign]
		if !ok {
			continue
		}
		out.Limit = out.Limit.Tighter(e.limit)
		out.NoIndex = out.NoIndex || e.noIndex
		out.Reasons = append(out.Reasons, fmt.Sprintf("%s (%s)%s.", e.says, in, e.consequence(mode)))
	}
	return out
}

// consequence ends a reason's sentence.
func (e effect) consequence(mode domain.SourceMode) string {
	var parts []string
	switch {
	case e.limit == "":
	case mode.Tighter(e.limit) == mode && mode != "":
		parts = append(parts, "the source shows no more than that anyway")
	default:
		parts = append(parts, map[domain.SourceMode]string{
			domain.ModeExcerpt:  "no more than an excerpt is shown",
			domain.ModeHeadline: "only the headline is shown",
			domain.ModeMonitor:  "nothing is translated",
		}[e.limit])
	}
	if e.noIndex {
		parts = append(parts, "search engines are told to pass")
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", and ")
}

// signsOf returns what a signal says by itself; TDM reservations, which override
// one another, are read by reservation.
func signsOf(signal domain.LicenceSignal) []sign {
	value := strings.ToLower(strings.TrimSpace(signal.Value))
	switch signal.Kind {
	case "x-robots-tag":
		return directives(value, true)
	case "meta-robots", "meta-" + agent:
		return directives(value, false)
	case "meta-google": // Google's own switches: notranslate, nositelinkssearchbox …
		return slices.DeleteFunc(directives(value, false), func(s sign) bool { return s != signNoTranslate })
	case "html-translate":
		if value == "no" {
			return []sign{signNoTranslate}
		}
	case "meta-ai", "meta-ai-robots":
		return aiDirectives(value)
	case "content-usage", "content-signal", KindRobotsUsage, KindRobotsSignal:
		return preferences(value)
	case "rsl", KindRobotsLicence:
		return []sign{signRSL}
	case KindAIFile:
		return []sign{signAIFile}
	case "json-ld-isAccessibleForFree":
		if value == "false" || strings.HasSuffix(value, "schema.org/false") {
			return []sign{signNotFree}
		}
	case "meta-content_tier":
		if value == "locked" {
			return []sign{signNotFree}
		}
	default:
		if signal.Kind == "link-license" && strings.Contains(value, "rsl+xml") {
			return []sign{signRSL}
		}
		if namesLicence(signal.Kind) {
			return licenceSigns(value)
		}
	}
	return nil // what addresses other robots, and names of holders and origins
}

// shorten returns a value as a reason quotes it.
func shorten(value string) string {
	const most = 120
	value = strings.Join(strings.Fields(value), " ")
	if runes := []rune(value); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return value
}
