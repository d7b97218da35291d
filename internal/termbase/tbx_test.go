package termbase_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

func readTBX(t testing.TB, file string) []domain.Term {
	t.Helper()
	var terms []domain.Term
	if _, err := termbase.ReadTBX(strings.NewReader(file), func(x domain.Term) error { terms = append(terms, x); return nil }); err != nil {
		t.Fatal(err)
	}
	return terms
}

func TestTBXRoundTrip(t *testing.T) {
	t.Parallel()
	terms := read(t, table)
	terms[0].Note, terms[0].Origin = "the <adviser> & co.", "editor"
	var out bytes.Buffer
	if err := termbase.WriteTBX(&out, terms); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(terms, readTBX(t, out.String())); diff != "" {
		t.Error(diff)
	}
}

const old = `<?xml version='1.0'?><!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en-US"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader><text><body>
<termEntry id="1"><descripGrp><descrip type="definition">A city.</descrip><admin type="source">a book</admin></descripGrp>
<langSet xml:lang="en"><tig><term>Kyiv</term><termNote type="partOfSpeech">properNoun</termNote></tig>
 <tig><term>Kiev</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="ru_RU"><ntig><termGrp><term>Ки<hi type="x">ев</hi></term></termGrp></ntig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="en"><tig><term> </term></tig></langSet></termEntry>
</body></text></martif>`

const minimal = `<?xml version="1.0" encoding="iso-8859-1"?><TBX dialect="TBX-Min"><header><languages source="en" target="fr"/></header><body>
<conceptEntry id="c1"><langGroup xml:lang="en"><termGroup><term>the hill</term></termGroup></langGroup>
<langGroup xml:lang="fr"><termGroup><term>mont</term><termStatus>notRecommended</termStatus></termGroup>
<termGroup><term>la c` + "\xf4" + `te</term><termStatus>preferred</termStatus></termGroup></langGroup></conceptEntry></body></TBX>`

const tags = `<tbx type="TBX-Basic" style="dct" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xml:lang="en"><text><body>
<conceptEntry id="c1"><min:subjectField>person</min:subjectField><langSec xml:lang="en">
<termSec><term>M. Waltz</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>Mike Waltz</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="ru"><termSec><term>Майк Уолтц</term></termSec></langSec></conceptEntry></body></text></tbx>`

func TestTBXOfOthers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		file string
		want []domain.Term
	}{
		"version 2": {old, []domain.Term{{Kind: domain.TermOrganisation, Status: domain.TermApproved, Forms: []domain.TermForm{
			{Lang: "en", Text: "Kyiv", Forbidden: []string{"Kiev"}}, {Lang: "ru-RU", Text: "Киев"},
		}}}},
		"style of tags": {tags, []domain.Term{{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{
			{Lang: "en", Text: "Mike Waltz", Variants: []string{"M. Waltz"}}, {Lang: "ru", Text: "Майк Уолтц"},
		}}}},
		"the smallest": {minimal, []domain.Term{{Kind: domain.TermExpression, Status: domain.TermApproved, Forms: []domain.TermForm{
			{Lang: "en", Text: "the hill"}, {Lang: "fr", Text: "la côte", Forbidden: []string{"mont"}},
		}}}},
	} {
		if diff := cmp.Diff(tt.want, readTBX(t, tt.file)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A definition may be of any length, a term not.
func TestTBXLong(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 10_000)
	file := `<tbx><conceptEntry><descrip type="definition">` + long + `</descrip><langSec xml:lang="en"><termSec><term>a</term></termSec></langSec>
<langSec xml:lang="ru"><termSec><term>б</term></termSec></langSec></conceptEntry>
<conceptEntry><langSec xml:lang="en"><termSec><term>` + long + `</term></termSec></langSec></conceptEntry></tbx>`
	n := 0
	if skipped, err := termbase.ReadTBX(strings.NewReader(file), func(domain.Term) error { n++; return nil }); n != 1 || skipped != 1 || err != nil {
		t.Errorf("%d terms, %d skipped: %v", n, skipped, err)
	}
}

func TestTBXRefused(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"empty": "", "HTML": "<html></html>", "cut": old[:500], "not XML": "en,ru\na,b\n", "encoding": `<?xml version="1.0" encoding="x-none"?><tbx/>`,
		"deep":         `<tbx><conceptEntry>` + strings.Repeat("<a>", 1000),
		"entities":     `<!DOCTYPE tbx [<!ENTITY a "b">]><tbx><conceptEntry><langSec xml:lang="en"><termSec><term>&a;</term></termSec></langSec></conceptEntry></tbx>`,
		"deep outside": `<tbx>` + strings.Repeat("<a>", 1000),
		"long":         `<tbx><conceptEntry>` + strings.Repeat(`<langSec xml:lang="en"><termSec><term>a</term></termSec></langSec>`, 20_000) + `</conceptEntry></tbx>`,
	} {
		_, err := termbase.ReadTBX(strings.NewReader(file), func(domain.Term) error { return nil })
		if !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadTBX(f *testing.F) {
	f.Add(old)
	f.Add(tags)
	f.Fuzz(func(t *testing.T, file string) {
		_, _ = termbase.ReadTBX(strings.NewReader(file), func(x domain.Term) error { return check(t, x) })
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add(table)
	f.Add("en;ru:variants\n\"a\";b|c\n")
	f.Add("sep=\t\nen\tru\nNile\tНил\n")
	f.Fuzz(func(t *testing.T, file string) {
		var terms []domain.Term
		_ = termbase.ReadCSV(strings.NewReader(file), nil, func(x domain.Term) error {
			terms = append(terms, x)
			return check(t, x)
		})
		g := termbase.New(terms).Pair("en", "ru")
		for _, m := range g.Find(file) {
			if m.Start >= m.End || m.End > len(file) {
				t.Fatalf("a match at %v of %d bytes", m.Range, len(file))
			}
			m.Entry.In(file)
			m.Entry.ForbiddenIn(file)
		}
	})
}

func check(t *testing.T, x domain.Term) error {
	t.Helper()
	err := x.Validate()
	if err != nil {
		t.Errorf("%+v: %v", x, err)
	}
	return err
}
