package fetch

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// RobotsError says that a site's robots.txt does not let us read an address.
// It belongs to domain.ErrForbidden.
type RobotsError struct {
	URL    string // what was to be read
	Robots string // the address of the robots.txt
	Line   int    // the line of the rule that refused
	Rule   string // the rule itself, such as "Disallow: /private"
}

func (e *RobotsError) Error() string {
	return fmt.Sprintf("%s is closed to us by line %d of %s (%s)", e.URL, e.Line, e.Robots, e.Rule)
}

// Unwrap returns domain.ErrForbidden.
func (e *RobotsError) Unwrap() error { return domain.ErrForbidden }

// robotsRules is what one robots.txt says to one crawler (RFC 9309).
type robotsRules struct {
	address string
	rules   []robotsRule
	delay   time.Duration // crawl-delay, which is no part of the RFC but widely meant; 0 when absent
	bytes   int           // about what the rules take in memory
}

// robotsRuleBytes is about the size of a robotsRule without its pattern.
const robotsRuleBytes = 40

type robotsRule struct {
	pattern string // normalised, see normalisePath
	allow   bool
	line    int
}

// parseRobots reads what a robots.txt says to the crawler with a product
// token. Anything that is no rule is skipped.
func parseRobots(address, text, token string) *robotsRules {
	p := robotsParser{token: token}
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		line, _, _ = strings.Cut(line, "#")
		if key, value, ok := strings.Cut(line, ":"); ok {
			p.line(number, strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value))
		}
	}
	rules := &p.others
	if p.named {
		rules = &p.ours
	}
	rules.address = address
	return rules
}

// check returns a *RobotsError when the rules close u. The longest
// matching pattern decides; where an allow and a disallow are as long, the
// allow does (RFC 9309 section 2.2.2).
func (r *robotsRules) check(u *url.URL) error {
	path := u.EscapedPath()
	if path == "/robots.txt" {
		return nil
	}
	path = cmp.Or(path, "/")
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	path = normalisePath(path)
	var best *robotsRule
	for i := range r.rules {
		rule := &r.rules[i]
		if best != nil && (len(rule.pattern) < len(best.pattern) || len(rule.pattern) == len(best.pattern) && !rule.allow) {
			continue
		}
		if matchPath(path, rule.pattern) {
			best = rule
		}
	}
	if best == nil || best.allow {
		return nil
	}
	return &RobotsError{URL: u.Redacted(), Robots: r.address, Line: best.line, Rule: "Disallow: " + best.pattern}
}

// matchPath reports whether a pattern matches the beginning of a path, where
// "*" stands for any bytes and a last "$" for the path's end. It takes each
// piece between stars where it first occurs, so it is linear.
func matchPath(path, pattern string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	pieces := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, pieces[0])
	if !ok {
		return false
	}
	if len(pieces) == 1 {
		return !anchored || rest == ""
	}
	last := len(pieces) - 1
	for _, piece := range pieces[1:last] {
		if _, rest, ok = strings.Cut(rest, piece); !ok {
			return false
		}
	}
	if anchored {
		return strings.HasSuffix(rest, pieces[last])
	}
	return strings.Contains(rest, pieces[last])
}

const upperHex = "0123456789ABCDEF"

// normalisePath writes a path or pattern in the one form in which they are
// compared (RFC 9309 section 2.2.2): unreserved characters are never
// percent-encoded, bytes outside ASCII always, and hexadecimal digits are upper
// case.
func normalisePath(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		if c == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				if isUnreserved(byte(n)) {
					b.WriteByte(byte(n))
				} else {
					b.WriteByte('%')
					b.WriteString(strings.ToUpper(path[i+1 : i+3]))
				}
				i += 2
				continue
			}
		}
		if c < 0x80 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(upperHex[c>>4])
		b.WriteByte(upperHex[c&15])
	}
	return b.String()
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// robotsParser collects rules line by line: those of all groups that name our
// token, which count as one (RFC 9309 section 2.2.1), and those of the groups
// for everybody else.
type robotsParser struct {
	token        string
	named        bool // a group names our token
	ours, others robotsRules

	forUs, forOthers bool // whom the lines address
	inRules          bool // a rule was seen since the last user-agent line
}

func (p *robotsParser) line(number int, key, value string) {
	switch key {
	case "user-agent", "useragent", "user agent":
		p.userAgent(value)
	case "allow":
		p.rule(number, value, true)
	case "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw": // misspellings that Google's parser reads too
		p.rule(number, value, false)
	case "crawl-delay":
		p.crawlDelay(value)
	}
}

func (p *robotsParser) userAgent(value string) {
	if p.inRules {
		p.forUs, p.forOthers, p.inRules = false, false, false
	}
	if value == "*" || strings.HasPrefix(value, "* ") {
		p.forOthers = true
	} else if strings.EqualFold(productToken(value), p.token) {
		p.forUs, p.named = true, true
	}
}

// addressed yields the sets of rules that a line belongs to.
func (p *robotsParser) addressed(yield func(*robotsRules) bool) {
	if p.forUs && !yield(&p.ours) {
		return
	}
	if p.forOthers {
		yield(&p.others)
	}
}

func (p *robotsParser) rule(line int, pattern string, allow bool) {
	p.inRules = true
	if pattern == "" {
		return // "Disallow:" without a path closes nothing
	}
	rule := robotsRule{pattern: normalisePath(pattern), allow: allow, line: line}
	for r := range p.addressed {
		r.rules = append(r.rules, rule)
		r.bytes += len(rule.pattern) + robotsRuleBytes
	}
}

func (p *robotsParser) crawlDelay(value string) {
	p.inRules = true
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || !(seconds > 0) {
		return
	}
	delay := time.Duration(min(seconds, 86400) * float64(time.Second))
	for r := range p.addressed {
		r.delay = max(r.delay, delay)
	}
}
