package lang

import (
	"slices"
	"strings"
)

// kin are languages whose n-grams are much alike, told apart by frequent words
// that some of them have and others don't. A kin without n-grams of its own,
// which is listed last, costs what the cheapest of the others costs and a
// handicap, which its words must make up.
type kin []struct {
	tag   string
	words map[string]bool
}

const (
	wordBits     = 5 // what one word fewer than the kin with the most costs
	handicapBits = 8 // what it costs to have no n-grams
)

var kins = []kin{
	{
		{"es", list("el la los las y o u del de en un una unos unas que con no por para se al su sus lo le más también pero muy hay hasta según desde fue son está ya cuando donde entre este esta sin sobre ha han")},
		{"pt", list("o a os as e ou do da dos das de em no na nos nas um uma que com não por para se ao à aos às pelo pela pelos pelas seu sua lhe mais também mas muito há até foi são está já quando onde entre este esta sem sobre tem têm")},
		{"gl", list("o a os as e ou do da dos das de en no na nos nas un unha uns unhas que con non por para se ao á aos ás polo pola polos polas seu súa lle máis tamén pero moi hai ata foi son está xa cando onde entre este esta sen sobre ten teñen co coa dun dunha nun nunha")},
	},
	{
		{"nb", list("ikke jeg av etter fra uten mellom sier noe noen hva ble blitt mer nå være bare hvor også det mye")},
		{"nn", list("ikkje eg av etter frå utan mellom seier noko nokon kva vart vorte blei blitt meir no vere berre kor også ein eit dei ho mykje")},
		{"da", list("ikke jeg af efter fra uden mellem siger noget nogen hvad blev blevet mere nu være kun hvor også det meget ud mod")},
	},
	{
		{"id", list("bahwa karena bisa yaitu polisi kepolisian perusahaan uang saja berbagai senin kamis jumat minggu pemerintah juli agustus kemarin agar warga sementara maupun sebesar kata ujar kantor mobil dapat namun sekitar sejumlah serta")},
		{"ms", list("bahawa kerana boleh iaitu polis syarikat wang sahaja pelbagai isnin khamis jumaat ahad kerajaan julai ogos semalam ialah supaya hendaklah mestilah berkata manakala sebanyak pejabat menerusi berikutan susulan semasa datuk encik")},
	},
	{
		{"hi", list("है हैं का के की में और को से ने पर यह था थे वह भी एक इस कि तथा अपने")},
		{"mr", list("आहे आहेत आणि या व च्या मध्ये ते तो ती नाही होते होता केली की हे त्या आपल्या")},
		{"ne", list("छ छन् छैन हुनेछ र मा को का की यो त्यो एक पनि हुने हो ले लाई गर्ने गर्न गरेको भएको आफ्नो वा तथा कुनै सबै यस गरी अनुसार")},
	},
	{
		{"kk", list("және мен пен үшін бір деп бұл осы болып емес немесе өз әр туралы адам керек")},
		{"mn", list("нь ба болон юм энэ байна эрх бүр хүн тухай буюу өөрийн бол")},
		{"ky", list("жана менен үчүн бир деп бул ушул болуп эмес же өз ар тууралуу адам керек")},
		{"tt", list("һәм белән өчен бер дип бу шул булып түгел яки үз һәр турында кеше кирәк")},
	},
	{
		{"nl", list("niet de het zijn wordt zij een door hij voor ook naar hebben")},
		{"af", list("nie die wat vir sy word hulle ons deur ook na het hy")},
	},
}

func list(text string) map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}

// weighWords adds to the costs in bits what the kins' words say, and the
// languages that have no n-grams.
func weighWords(langs []string, bits []float64, w words) ([]string, []float64) {
	langs, bits = slices.Clone(langs), slices.Clone(bits)
	for _, k := range kins {
		if !slices.Contains(langs, k[0].tag) {
			continue
		}
		hits, most := make([]int, len(k)), 0
		cheapest := bits[slices.Index(langs, k[0].tag)]
		for i, member := range k {
			hits[i] = w.count(member.words)
			most = max(most, hits[i])
			if at := slices.Index(langs, member.tag); at >= 0 {
				cheapest = min(cheapest, bits[at])
			}
		}
		for i, member := range k {
			at := slices.Index(langs, member.tag)
			if at < 0 {
				at = len(langs)
				langs, bits = append(langs, member.tag), append(bits, cheapest+handicapBits)
			}
			bits[at] += wordBits * float64(most-hits[i])
		}
	}
	return langs, bits
}
