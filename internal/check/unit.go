package check

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// unit is a unit of measure after a number.
type unit struct {
	name      string
	dimension string
	factor    float64 // of the dimension's base unit
	span      float64 // how much more the number can mean: 9 for "temperatures in the 80s"
	at        domain.Range
}

// unitTable names each unit in the languages that we know, as whole words or,
// with *, by their beginning. Words that mean much else stand in none.
var unitTable = []struct {
	name, dimension string
	factor          float64
	words           string
}{
	{"%", "share", 1, "% ٪ percent* per-cent процент* відсот* por-ciento por-cento pour-cent prozent* بالمئة بالمائة في-المئة في-المائة per-cent"},
	{"mile", "length", 1609.344, "mile miles mi mph миля мили миль милях милям миль/ч миля/ч milla millas milha milhas meile meilen ميل أميال ميلا ميلًا milla milles"},
	{"km", "length", 1000, "km kph kmh kilomet* kilòmet* kilómet* quilóm* quilôm* километр* км кілометр* كيلومتر* كم كيلو"},
	{"foot", "length", .3048, "foot feet ft фут* pies pie pés pieds pied fuß peus قدم قدما قدمًا أقدام"},
	{"inch", "length", .0254, "inch inches in дюйм* pulgad* polegad* pouces pouce zoll polzades بوصة بوصات"},
	{"yard", "length", .9144, "yard yards yd yds ярд* yarda yardas jarda jardas ياردة يارد*"},
	{"m", "length", 1, "m metre metres meter metern meters метр* м metro metros mètre mètres metres متر مترا مترًا أمتار"},
	{"cm", "length", .01, "cm centim* centím* сантиметр* см zentimeter* سنتيمتر* سم"},
	{"mm", "length", .001, "mm millim* milím* миллиметр* мм міліметр* مليمتر*"},
	{"lb", "mass", .45359237, "lb lbs pound pounds фунт* libra libras livre livres pfund lliures lliura رطل* أرطال"},
	{"kg", "mass", 1, "kg kilo kilos kilogr* kilogramm* quilos quilogr* quilo килограмм* кг кілограм* كيلوغرام* كجم كيلوجرام*"},
	{"stone", "mass", 6.35029, "stone st стоун*"},
	{"ounce", "mass", .0283495, "ounce ounces oz унци* onza onzas onça onças once onces unze unzen"},
	{"acre", "area", 4046.86, "acre acres акр* فدان* أفدنة"},
	{"hectare", "area", 1e4, "hectare hectares ha гектар* га hectárea* hektar هكتار*"},
	{"gallon", "volume", 3.78541, "gallon gallons галлон* galón galones galão galões gallonen جالون* غالون*"},
	{"litre", "volume", 1, "litre litres liter liters litro litros литр* л літр* لتر*"},
	{"°F", "temperature", 1, "f fahrenheit фаренгейт*"},
	{"°", "temperature", 1, "degree degrees градус* grado grados grau graus degré degrés grad درجة درجات graus"},
	{"°C", "temperature", 1, "c celsius цельси*"},
}

type unitWord struct {
	word   string
	prefix bool
	unit   unit
}

var unitWords = func() []unitWord {
	var out []unitWord
	for _, row := range unitTable {
		for w := range strings.FieldsSeq(row.words) {
			stem, prefix := strings.CutSuffix(w, "*")
			out = append(out, unitWord{strings.ReplaceAll(stem, "-", " "), prefix, unit{name: row.name, dimension: row.dimension, factor: row.factor}})
		}
	}
	return out
}()

// unitAt is the unit that follows the number at r; it has no name where none
// does.
func unitAt(text string, r domain.Range) unit {
	start := r.End
	for start < len(text) {
		c, n := utf8.DecodeRuneInString(text[start:])
		if !unicode.IsSpace(c) && c != '-' && c != '°' && c != '‑' && c != 'º' || start-r.End > 4 {
			break
		}
		start += n
	}
	square := prefixOf(text[start:], squaresBefore)
	start += square
	end := start
	for spaces := 0; end < len(text) && spaces < 2; {
		c, n := utf8.DecodeRuneInString(text[end:])
		if c == ' ' || c == '\u00a0' {
			spaces++
		} else if !unicode.IsLetter(c) && c != '%' && c != '٪' && c != '/' {
			break
		}
		end += n
		if c == '%' || c == '٪' {
			break
		}
	}
	after := strings.ToLower(text[start:end])
	if len(after) != end-start { // a letter whose lower case has another length: no unit has one
		return unit{}
	}
	best := unit{}
	for _, w := range unitWords {
		rest, ok := strings.CutPrefix(after, w.word)
		if !ok {
			continue
		}
		next, _ := utf8.DecodeRuneInString(rest)
		if letter := unicode.IsLetter(next); !letter || w.prefix {
			length := len(w.word)
			if letter {
				length += strings.IndexFunc(rest+" ", func(c rune) bool { return !unicode.IsLetter(c) })
			}
			if start+min(length, end-start) > best.at.End {
				best = w.unit
				best.at = domain.Range{Start: start, End: start + min(length, end-start)}
			}
		}
	}
	if best.name == "°" {
		best.nameScale(text)
	}
	if after := prefixOf(text[best.at.End:], squaresAfter); best.dimension == "length" && square+after > 0 {
		best.name, best.dimension, best.factor = best.name+"²", "area", best.factor*best.factor
		best.at.End += after
	}
	return best
}

// squaresBefore and squaresAfter are what makes a length an area, by their beginning.
var (
	squaresBefore = []string{
		"square ", "square-", "sq. ", "sq ", "квадратных ", "квадратные ", "квадратный ", "квадратного ", "квадратными ", "квадратні ", "квадратних ",
		"кв. ", "кв.\u00a0", "кв.", "кв ", "quadrat",
	}
	squaresAfter = []string{"2", "²", " cuadrad", " quadrad", " carré", " quadrat", " مربع"}
)

// prefixOf is the length of the first of prefixes that text begins with in any case, or 0.
func prefixOf(text string, prefixes []string) int {
	for _, p := range prefixes {
		if len(text) >= len(p) && strings.EqualFold(text[:len(p)], p) {
			return len(p)
		}
	}
	return 0
}

// scales are the names of the scales of temperature, by their beginning, as
// they follow a word for degrees.
var scales = map[string][]string{
	"°F": {"fahrenheit", "f", "по фаренгейт", "фаренгейт", "за фаренгейт", "فهرنهايت"},
	"°C": {"celsius", "centigrade", "celsi", "c", "по цельси", "цельси", "за цельсі", "مئوية", "سلسيوس", "centígrad"},
}

// nameScale makes degrees those of the scale that follows.
func (u *unit) nameScale(text string) {
	rest := strings.ToLower(strings.TrimLeft(text[u.at.End:], " \u00a0"))
	for name, words := range scales {
		for _, w := range words {
			after, ok := strings.CutPrefix(rest, w)
			if ok && (len(w) > 1 || !hasLetter(firstRune(after))) {
				u.name = name
				return
			}
		}
	}
}

// impliedUnit is the unit in a number's own word ("двухметровый") and the
// degrees in "temperatures in the 80s".
func impliedUnit(text string, n lang.Number) unit {
	word := strings.ToLower(in(text, n.Range))
	name := ""
	switch {
	case n.Kind == lang.NumberDigits && strings.HasPrefix(text[n.Range.End:], "s") && len(word) == 2:
		return unit{name: "°", dimension: "temperature", span: 9}
	case strings.HasSuffix(word, "m") && len(n.Values) > 1 && n.Values[len(n.Values)-1] < 10: // "1,98m"
		name = "m"
	case strings.Contains(word, "километр"), strings.Contains(word, "кілометр"):
		name = "km"
	case strings.Contains(word, "метр"):
		name = "m"
	}
	for _, row := range unitTable {
		if row.name == name {
			return unit{name: row.name, dimension: row.dimension, factor: row.factor}
		}
	}
	return unit{}
}

// converts reports whether a and b are the same measure in different units,
// but for a share of tolerance or rounding to the smaller unit.
func converts(a, b figure, tolerance float64) bool {
	if a.unit.dimension != b.unit.dimension || a.unit.dimension == "" || a.unit.name == b.unit.name && a.unit.name != "°" {
		return false
	}
	for _, v := range a.measures() {
		for _, w := range b.measures() {
			x, y := v*a.unit.factor, w*b.unit.factor
			if a.unit.dimension == "temperature" {
				toFahrenheit := a.unit.name == "°C" || b.unit.name == "°F"
				if !toFahrenheit && sameTemperature(v, w, a.unit.span) || toFahrenheit && sameTemperature(w, v, b.unit.span) {
					return true
				}
				continue
			}
			if x > 0 && math.Abs(x-y) <= max(tolerance*max(x, y), .65*min(a.unit.factor, b.unit.factor)) {
				return true
			}
		}
	}
	return false
}

// withUnit is the range of a number and its unit.
func (f figure) withUnit() domain.Range {
	return domain.Range{Start: f.Range.Start, End: max(f.Range.End, f.unit.at.End)}
}

// sameTemperature reports whether f to f+span degrees Fahrenheit are c degrees Celsius,
// as a temperature or as a difference. Who writes 30 or 35 has perhaps rounded.
func sameTemperature(f, c, span float64) bool {
	tolerance := 1.5
	if math.Mod(c, 5) == 0 {
		tolerance = 2.5
	}
	low, high := (f-32)/1.8-tolerance, (f+span-32)/1.8+tolerance
	return low <= c && c <= high || math.Abs(f/1.8-c) <= 1
}

// shareUnits gives the first number of "2 to 4 inches" or "6-8 pm" what follows the
// second, and joins feet with the inches after them.
func shareUnits(text string, figures []figure) {
	for i := len(figures) - 2; i >= 0; i-- {
		a, b := &figures[i], figures[i+1]
		gap := text[a.Range.End:b.Range.Start]
		near := len(strings.Fields(gap)) <= 1 && len(gap) <= 8 && !strings.ContainsAny(gap, ",;.(")
		a.hourly = a.hourly || near && b.hourly
		switch {
		case a.unit.name == "" && near:
			a.unit = b.unit
		case a.unit.name == "foot" && len(gap) <= 7 && (b.unit.name == "inch" || b.unit.name == ""):
			figures[i+1].unit.name = "inch"
			if len(a.Values) > 0 && len(b.Values) > 0 && b.Values[0] < 12 {
				a.joined = a.Values[0] + b.Values[0]/12
			}
		}
	}
}

// oneOf finds measures of one that have no numeral: "a mile", "half an inch".
func oneOf(text string, list words) []figure {
	var out []figure
	for i, w := range list {
		if w.lower != "a" && w.lower != "an" {
			continue
		}
		if u := unitAt(text, w.at); u.name != "" {
			v := 1.0
			if i > 0 && list[i-1].lower == "half" {
				v = .5
			}
			out = append(out, figure{Number: lang.Number{Range: w.at, Kind: lang.NumberHint, Values: []float64{v}}, unit: u, matched: true})
		}
	}
	return out
}

// units reports a number that stayed while its unit changed: "5 miles" is not
// "5 km". Degrees whose scale isn't named are of any.
func (s *segment) units(source, target []figure) {
	for _, a := range source {
		if a.unit.dimension == "" || a.unit.dimension == "share" || len(a.Values) == 0 {
			continue
		}
		var same, other *figure
		for j := range target {
			if b := &target[j]; len(b.Values) > 0 && b.Reads(a.Values[0]) && b.unit.dimension == a.unit.dimension {
				if b.unit.name == a.unit.name || a.unit.name == "°" || b.unit.name == "°" {
					same = b
				} else {
					other = b
				}
			}
		}
		if same == nil && other != nil {
			s.report("unit-changed", a.withUnit(), other.withUnit(), in(s.Source, a.withUnit()), in(s.Target, other.withUnit()))
		}
	}
}
