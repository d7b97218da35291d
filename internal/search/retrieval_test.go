package search_test

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/search"
)

// retrieval is a small test of finding: documents of each language, and for
// each document queries in other forms and spellings than it has. Our own sentences.
var retrieval = map[string][]struct{ document, queries string }{
	"en": {
		{"Dock workers ended a nine-day strike after the port agreed to raise wages", "docks striking worker|port strikes|wage raised"},
		{"The parliament passed a budget that cuts spending on roads", "parliaments budgets|budget cut roads|passing the budget"},
		{"Heavy rain flooded hundreds of houses along the river on Sunday", "flooding houses|river floods|heavy rains"},
		{"Scientists found water under the ice of the moon's south pole", "waters moon|polar ice scientist moons|ICE WATER"},
		{"The striker scored twice as the home side won the cup final", "cup finals scoring|striker scores|final won"},
		{"Talks on a ceasefire resumed, but the delegations did not meet", "ceasefire talk|resuming talks|delegation meeting ceasefire"},
		{"A new museum of glass will open in the old railway station", "museums glass|opening museum|station railways"},
		{"The central bank kept its interest rate at 4.5 per cent", "banks interest rates|central bank 4.5|keeping rate"},
	},
	"ru": {
		{"Портовые рабочие прекратили забастовку после повышения зарплаты", "забастовка в порту рабочих|повысить зарплату|портовый рабочий"},
		{"Парламент принял бюджет, в котором сокращены расходы на дороги", "бюджеты парламента|сокращение расходов|дорога бюджет"},
		{"Сильный дождь затопил сотни домов вдоль реки", "дожди затопили дома|реки и дома|сильные дожди"},
		{"Учёные нашли воду подо льдом на южном полюсе Луны", "ученые нашли воду|вода Луна|южный полюс луны"},
		{"Нападающий забил дважды, и хозяева выиграли финал кубка", "финалы кубков|нападающие|хозяин финала"},
		{"Переговоры о перемирии возобновились, но делегации не встретились", "переговоров о перемирии|делегация переговоры|возобновились переговорами"},
		{"Новый музей стекла откроется на старом вокзале", "музеи стекла|старый вокзал|музеев"},
		{"Центральный банк сохранил ставку на уровне 4,5 процента", "ставка центрального банка|банки ставки|4,5 процентов"},
	},
	"ar": {
		{"أنهى عمال الميناء إضرابهم بعد الاتفاق على زيادة الأجور", "اضراب عمال الميناء|إضراب الميناء|زياده الاجور"},
		{"أقر البرلمان الميزانية التي تخفض الإنفاق على الطرق", "ميزانية البرلمان|البرلمان والميزانية|الميزانيه"},
		{"غمرت الأمطار الغزيرة مئات المنازل على ضفة النهر يوم الأحد", "امطار غزيرة|الأمطار والمنازل|نهر أمطار"},
		{"عثر العلماء على المياه تحت الجليد في القطب الجنوبي للقمر", "القمر والمياه|مياه القطب|جليد القطب"},
		{"سجل المهاجم هدفين وفاز الفريق المضيف بنهائي الكأس", "نهائي كأس|المهاجم والكأس|مهاجم الفريق"},
		{"استؤنفت محادثات وقف إطلاق النار لكن الوفود لم تلتق", "المحادثات وقف اطلاق النار|محادثاتهم|الوفود والمحادثات"},
		{"يفتتح متحف جديد للزجاج في محطة القطار القديمة", "المتحف الجديد|محطه القطار|متحف الزجاج"},
		{"أبقى البنك المركزي سعر الفائدة عند ٤٫٥ في المئة", "بنك مركزي|سعر الفائده|الفائدة 4٫5"},
	},
	"zh": {
		{"港口同意加薪后，码头工人结束了九天的罢工", "港口罢工|码头工人|加薪"},
		{"议会通过了削减道路开支的预算", "议会预算|削减开支|道路"},
		{"星期日暴雨淹没了河边数百所房屋", "暴雨|房屋 淹没|河边"},
		{"科学家在月球南极的冰下发现了水", "月球 水|科学家发现|南极"},
		{"前锋两次得分，主队赢得了杯赛决赛", "杯赛 决赛|前锋|主队得分"},
		{"停火谈判恢复，但代表团没有会面", "停火|谈判 代表团|恢复谈判"},
		{"一座新的玻璃博物馆将在旧火车站开放", "博物馆|玻璃 火车站|旧火车站"},
		{"中央银行将利率维持在百分之四点五", "利率|中央银行 利率|银行"},
	},
	"es": {
		{"Los estibadores cerraron una huelga de nueve días tras acordar el puerto un aumento de salarios", "huelgas puertos|estibador|aumentos salario"},
		{"El parlamento aprobó un presupuesto que reduce el gasto en carreteras", "parlamentos presupuestos|gastos carretera|aprobo presupuesto"},
		{"Las fuertes lluvias inundaron cientos de casas a orillas del río el domingo", "lluvia inundó|rio casas|fuerte lluvia"},
		{"Científicos hallaron agua bajo el hielo del polo sur de la Luna", "cientifico luna|aguas hielo|polos hielo lunas"},
		{"El delantero marcó dos veces y el equipo local ganó la final de la copa", "finales copas|delanteros|equipos locales"},
		{"Se reanudaron las negociaciones sobre un alto el fuego, pero las delegaciones no se reunieron", "negociacion fuego|delegación|alto fuego negociaciones"},
		{"Un nuevo museo del vidrio abrirá en la antigua estación de tren", "museos vidrio|estaciones trenes|estacion antigua"},
		{"El banco central mantuvo el tipo de interés en el 4,5 por ciento", "bancos centrales|tipos interés|interes 4,5"},
	},
}

// TestRetrieval measures the mean reciprocal rank over all documents of all
// languages in one index, asked in the language and, as a reader of another
// edition asks, in two languages at once.
func TestRetrieval(t *testing.T) {
	t.Parallel()
	type entry struct {
		language string
		tokens   []string
	}
	var index []entry
	frequency := map[string]int{}
	for language, documents := range retrieval {
		for _, d := range documents {
			e := entry{language, strings.Fields(search.Document(d.document, language))}
			index = append(index, e)
			slices.Sort(e.tokens)
			for _, token := range slices.Compact(slices.Clone(e.tokens)) {
				frequency[token]++
			}
		}
	}
	rank := func(want string, query [][]string) float64 {
		type hit struct {
			document string
			score    float64
		}
		var hits []hit
		for _, e := range index {
			h := hit{document: strings.Join(e.tokens, " ")}
			for _, tokens := range query {
				best := 0.0
				for _, token := range tokens {
					if slices.Contains(e.tokens, token) {
						best = max(best, math.Log(float64(len(index)+1)/float64(frequency[token])))
					}
				}
				h.score += best / float64(len(query))
			}
			if found(h.document, query) {
				h.score += 100
			}
			if h.score > 0 {
				hits = append(hits, h)
			}
		}
		slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
		for i, h := range hits {
			if h.document == want {
				return 1 / float64(i+1)
			}
		}
		return 0
	}
	for language, documents := range retrieval {
		var single, both, all, queries float64
		for _, d := range documents {
			want := strings.Fields(search.Document(d.document, language))
			slices.Sort(want)
			for query := range strings.SplitSeq(d.queries, "|") {
				queries++
				r := rank(strings.Join(want, " "), search.Query(query, language))
				single += r
				both += rank(strings.Join(want, " "), search.Query(query, "fr", language))
				if found(strings.Join(want, " "), search.Query(query, language)) {
					all++
				} else {
					t.Logf("%s: %q isn't all in %q", language, query, d.document)
				}
			}
		}
		t.Logf("%s: MRR %.3f, with a second language %.3f, every word found %.2f of %.0f queries", language, single/queries, both/queries, all/queries, queries)
		if single/queries < 0.95 || both/queries < 0.95 || all/queries < 0.9 {
			t.Errorf("%s: MRR %.3f and %.3f, want 0.95; all words of %.2f, want 0.9", language, single/queries, both/queries, all/queries)
		}
	}
}
