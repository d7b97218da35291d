package check

import (
	"io"
	"net/url"
	"path/filepath"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// The parts of a SARIF 2.1.0 log that WriteSARIF uses (OASIS Standard, 27
// March 2020; the names are the standard's).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string             `json:"id"`
		ShortDescription     sarifText          `json:"shortDescription"`
		DefaultConfiguration sarifConfiguration `json:"defaultConfiguration"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID           string          `json:"ruleId"`
		RuleIndex        int             `json:"ruleIndex"`
		Level            string          `json:"level"`
		Message          sarifText       `json:"message"`
		Locations        []sarifLocation `json:"locations"`
		RelatedLocations []sarifLocation `json:"relatedLocations,omitempty"`
		Fixes            []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifFix struct {
		ArtifactChanges []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		ArtifactLocation sarifArtifact      `json:"artifactLocation"`
		Replacements     []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		DeletedRegion   sarifRegion `json:"deletedRegion"`
		InsertedContent sarifText   `json:"insertedContent"`
	}
)

// WriteSARIF writes the findings as a SARIF 2.1.0 log, which code hosts and
// editors show beside the lines. version is Dragoman's own.
func (r Report) WriteSARIF(w io.Writer, version string) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "dragoman", Version: version}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := map[string]int{}
	for i, rule := range rules {
		index[rule.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			rule.Name, sarifText{rule.About + "."}, sarifConfiguration{sarifLevel(rule.Severity)},
		})
	}
	for i, findings := range r.Findings {
		for _, f := range findings {
			target := r.location(r.TargetName, i, r.Target[i], f.Target)
			result := sarifResult{
				RuleID: f.Rule, RuleIndex: index[f.Rule], Level: sarifLevel(f.Severity), Message: sarifText{f.Message},
				Locations: []sarifLocation{target},
			}
			if f.Source.End > f.Source.Start {
				result.RelatedLocations = []sarifLocation{r.location(r.SourceName, i, r.Source[i], f.Source)}
			}
			if f.Fix != "" && f.Target.End > f.Target.Start && r.Lines == nil {
				result.Fixes = []sarifFix{{[]sarifChange{{
					target.PhysicalLocation.ArtifactLocation,
					[]sarifReplacement{{target.PhysicalLocation.Region, sarifText{f.Fix}}},
				}}}}
			}
			run.Results = append(run.Results, result)
		}
	}
	return writeJSON(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func sarifLevel(s domain.Severity) string {
	switch s {
	case domain.SeverityBlock:
		return "error"
	case domain.SeverityWarn:
		return "warning"
	case domain.SeverityNote:
	}
	return "note"
}

// location is a range of text i, or its line where the range is empty or the
// line holds more than the text.
func (r Report) location(name string, i int, text string, part domain.Range) sarifLocation {
	region := sarifRegion{StartLine: r.line(i)}
	if part.End > part.Start && r.Lines == nil {
		region.StartColumn, region.EndColumn = columns(text, part)
	}
	return sarifLocation{sarifPhysical{sarifArtifact{fileURI(name)}, region}}
}

// fileURI is a file's name as a URI reference; relative names stay relative.
func fileURI(name string) string {
	if name == "-" {
		return "stdin"
	}
	u := url.URL{Path: filepath.ToSlash(name)}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
	}
	return u.String()
}
