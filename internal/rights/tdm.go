package rights

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Limits on the files of a site. What is beyond them is refused: terms that are
// read by half would be read wrongly.
const (
	maxFileBytes = 1 << 20
	maxRules     = 10_000
	maxPattern   = 2048
)

// TDMRep is a site's /.well-known/tdmrep.json: which of its pages are reserved
// against text and data mining (W3C TDM Reservation Protocol, section 6).
type TDMRep struct{ rules []tdmRule }

type tdmRule struct{ location, reservation, policy string }

// ParseTDMRep reads a tdmrep.json of at most 1 MiB. What is not an array of
// rules is domain.ErrInvalid.
func ParseTDMRep(data []byte) (TDMRep, error) {
	if len(data) > maxFileBytes {
		return TDMRep{}, fmt.Errorf("read tdmrep.json: %d bytes, more than %d: %w", len(data), maxFileBytes, domain.ErrInvalid)
	}
	var list []struct {
		Location    string          `json:"location"`
		Reservation json.RawMessage `json:"tdm-reservation"`
		Policy      json.RawMessage `json:"tdm-policy"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &list); err != nil {
		return TDMRep{}, fmt.Errorf("read tdmrep.json: %w: %w", err, domain.ErrInvalid)
	}
	if len(list) > maxRules {
		return TDMRep{}, fmt.Errorf("read tdmrep.json: %d rules, more than %d: %w", len(list), maxRules, domain.ErrInvalid)
	}
	var t TDMRep
	for i, r := range list {
		if r.Location == "" || len(r.Location) > maxPattern {
			return TDMRep{}, fmt.Errorf("read tdmrep.json: rule %d has no usable location: %w", i, domain.ErrInvalid)
		}
		t.rules = append(t.rules, tdmRule{r.Location, strings.Trim(string(r.Reservation), `" `), strings.Trim(string(r.Policy), `" `)})
	}
	return t, nil
}

// Signals returns what the file says of a page, by the path of its address with
// the query. The first rule whose location matches decides.
func (t TDMRep) Signals(path string) []domain.LicenceSignal {
	for _, r := range t.rules {
		if matches(r.location, path) {
			return []domain.LicenceSignal{{Kind: KindTDMFile, Value: r.reservation}}
		}
	}
	return nil
}

// reservation returns what an article's TDM signals say together. The header
// overrides the file and the page's meta element the header (section 4 of the
// protocol); of several in one place the one that reserves counts.
func reservation(signals []domain.LicenceSignal) (sign, domain.LicenceSignal) {
	for _, kind := range []string{"meta-tdm-reservation", "tdm-reservation", KindTDMFile} {
		found := sign("none")
		var in domain.LicenceSignal
		for _, s := range signals {
			if s.Kind != kind {
				continue
			}
			switch strings.TrimSpace(s.Value) {
			case "0":
				if found == "none" {
					found = ""
				}
			case "1":
				found, in = signTDM, s
			default:
				if found != signTDM {
					found, in = signUnreadableTerms, s
				}
			}
		}
		if found != "none" {
			return found, in
		}
	}
	return "", domain.LicenceSignal{}
}

// matches reports whether a pattern of robots.txt and tdmrep.json, in which "*"
// stands for any bytes and a last "$" for the end, matches the beginning of a
// path. It takes each piece between stars where it first occurs, so it is
// linear.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	pieces := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, pieces[0])
	if !ok {
		return false
	}
	last := len(pieces) - 1
	if last == 0 {
		return !anchored || rest == ""
	}
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
