package translate_test

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// linkGold are sentences with a link in brackets, and the words of the test model's
// translation that belong into the link.
var linkGold = []struct{ source, inside string }{
	{"A spokesman for [the United Nations] said the convoy had arrived on Tuesday.", "Организации Объединенных Наций"},
	{"The [United Nations] sent three experts to the flooded valley.", "Организация Объединенных Наций"},
	{"The ferry will stop at the [North Bank] twice a day.", "Северном берегу"},
	{"The treaty says in [its first article] that the river is open to all.", "первой статье"},
	{"The mayor described the plan in [a letter to residents] last week.", "письме жителям"},
	{"Farmers can [apply for a grant] until the end of March.", "подать заявку на получение гранта"},
	{"The council published [the full report] on Friday evening.", "полный отчет"},
	{"According to [a survey by the harbour office], traffic has fallen by a third.", "опросу, проведенному офисом гавани"},
	{"The bridge was [closed in 2019] after engineers found cracks.", "закрыт в 2019 году"},
	{"She told [the local newspaper] that she would not resign.", "местной газете"},
	{"The new school, [which opened in September], has 400 pupils.", "которая открылась в сентябре"},
	{"Read [our guide to the election] before you vote.", "наше руководство по выборам"},
	{"The museum of [natural history] will reopen in May.", "естествознания"},
	{"Prices rose [faster than expected] in the second quarter.", "быстрее, чем ожидалось"},
	{"The [World Health Organization] warned of a shortage of vaccines.", "Всемирная организация здравоохранения"},
	{"He was elected to the [House of Representatives] two years ago.", "Палату представителей"},
	{"The [European Central Bank] left interest rates unchanged.", "Европейский центральный банк"},
	{"The team won [its third title] in five years.", "свой третий титул"},
	{"The storm [destroyed hundreds of homes] along the coast.", "разрушил сотни домов"},
	{"Scientists at [the University of Oslo] measured the ice for ten years.", "Университета Осло"},
	{"Many residents [have no access to clean water].", "не имеют доступа к чистой воде"},
	{"The minister denied that [the money had been lost].", "деньги были потеряны"},
	{"The fire began [in the old market] shortly after midnight.", "на старом рынке"},
	{"Officials [refused to comment] on the report.", "отказались комментировать"},
	{"The company said it would [cut 300 jobs] next year.", "сократит 300 рабочих мест"},
	{"A [new study] shows that bees remember faces.", "Новое исследование"},
	{"The airport will remain closed [until Monday morning].", "до утра понедельника"},
	{"It is [the largest dam in the country].", "самая большая плотина в стране"},
	{"The [Red Cross] delivered food to the islands.", "Красный Крест"},
	{"The court [rejected the appeal] without giving reasons.", "отклонил апелляцию"},
	{"You can find [more information here].", "Более подробную информацию"},
	{"Volunteers from [neighbouring villages] helped to clear the road.", "соседних деревень"},
	{"The author of [the book] lives in a small town.", "книги"},
	{"The president of [South Africa] met the delegation in the capital.", "ЮАР"},
	{"The government has promised [to build new hospitals] in every region.", "построить новые больницы"},
	{"The [prime minister's office] confirmed the visit.", "Офис премьер-министра"},
	{"The vote will take place [on the first Sunday of June].", "в первое воскресенье июня"},
	{"The [Supreme Court] ruled that the law was legal.", "Верховный суд"},
	{"The film is based on [a true story] about two brothers.", "реальной истории"},
	{"Workers at [the shipyard] have been on strike since January.", "верфи"},
	{"The river [burst its banks] after a week of heavy rain.", "лопнула свои берега"},
	{"Researchers [published their results] in a scientific journal.", "опубликовали свои результаты"},
	{"The railway between the two cities was [built in the 19th century].", "построена в XIX веке"},
	{"The [Ministry of Agriculture] bought twelve new tractors.", "Министерство сельского хозяйства"},
	{"Doctors advise people to [drink more water] during the heat.", "пить больше воды"},
	{"The opposition called for [early elections] in the autumn.", "досрочным выборам"},
	{"The [Black Sea] coast attracts millions of tourists.", "Черноморское"},
	{"He is accused of [stealing public money].", "краже государственных денег"},
	{"On Thursday [the council's finance committee] approved the budget by one vote.", "финансовый комитет Совета"},
	{"Ms Lindqvist, who leads [the Green Alliance], called the decision a mistake.", "Зеленый альянс"},
	{"In [an interview with the evening paper], he said he was tired.", "интервью вечерней газете"},
	{"The data come from [the Institute for Coastal Research], which has measured waves since 1970.", "Института прибрежных исследований"},
	{"As [reported earlier this week], the tunnel will open in spring.", "сообщалось ранее на этой неделе"},
	{"The [Nobel Peace Prize] was awarded to two journalists.", "Нобелевская премия мира"},
	{"Police are looking for [a man in a red jacket].", "мужчину в красном куртке"},
	{"There is [no evidence] that the water is unsafe.", "никаких доказательств"},
	{"The mine was sold to [a Canadian company] for 40 million dollars.", "канадской компании"},
	{"More than half of the voters [did not take part] in the referendum.", "не приняли участия"},
	{"The union said [in a statement] that talks would continue.", "В заявлении"},
	{"The orchestra will play [at the city hall] on Saturday.", "в мэрии"},
	{"The price of [olive oil] has doubled since last year.", "оливковое масло"},
	{"Engineers have [been working on the dam] for six months.", "работают над плотиной"},
	{"The village is known for [its wooden churches].", "своими деревянными церквями"},
	{"She became [the first woman] to lead the bank.", "первой женщиной"},
	{"The International Energy Agency, based in Paris, published [its annual outlook] on Wednesday.", "свой ежегодный прогноз"},
	{"The suspects were arrested [near the border] with Poland.", "возле границы"},
	{"The law [forbids the sale] of old weapons.", "запрещает продажу"},
	{"The player scored twice [for the second time] this season.", "во второй раз"},
	{"Three members of [the rescue team] were injured on Sunday.", "спасательной команды"},
	{"The ministry has [not responded to questions].", "не ответило на вопросы"},
	{"After [a long debate], the committee voted for the plan.", "долгих дебатов"},
	{"The new rules apply [from next January].", "с января следующего года"},
	{"He wrote [a book about the war] in 1998.", "книгу о войне"},
	{"Residents complained about [the noise from the airport].", "шум из аэропорта"},
	{"[Local farmers] say the drought is the worst in decades.", "Местные фермеры"},
	{"The agreement was signed [between the two governments] in Geneva.", "между правительствами двух стран"},
	{"The price of bread rose [by ten percent].", "на 10%"},
	{"The president promised that [taxes would not rise].", "налоги не будут расти"},
	{"The city plans to replace [old street lamps] with new ones.", "старые уличные фонари"},
	{"The Ministry of Health, in [its latest report], counted 200 cases.", "своем последнем докладе"},
	{"Experts from the [World Bank] visited the factory.", "Всемирного банка"},
	{"The exhibition, [whose opening was delayed], attracts many visitors.", "открытие которой было отложено"},
	{"Students at the [Technical University] built a solar boat.", "Технического университета"},
	{"The police [have not found the weapon].", "не нашла оружие"},
	{"The accident happened [on a mountain road] in the north.", "на горной дороге"},
	{"The parliament passed [a law on data protection] in July.", "закон о защите данных"},
	{"She thanked [her colleagues and friends] for their help.", "своих коллег и друзей"},
	{"The airline [cancelled all flights] because of the snow.", "отменила все рейсы"},
	{"[Thousands of people] took to the streets on Saturday.", "Тысячи людей"},
	{"The [Foreign Ministry] summoned the ambassador.", "Министерство иностранных дел"},
	{"The charity helps [children without parents].", "детям без родителей"},
	{"The head of [the city's water company] resigned.", "водной компании города"},
	{"The group has [claimed responsibility for the attack].", "взяла на себя ответственность за нападение"},
}

// TestLinkWords holds how many of a link's words are right and how many of the right
// ones are in it.
func TestLinkWords(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	sources := make([]domain.Text, len(linkGold))
	for i, g := range linkGold {
		before, rest, _ := strings.Cut(g.source, "[")
		inside, after, _ := strings.Cut(rest, "]")
		sources[i] = domain.Text{
			Text:  before + inside + after,
			Spans: []domain.Span{{Start: len(before), End: len(before) + len(inside), Kind: domain.Link, Href: "https://example.org/"}},
		}
	}
	texts, _ := paragraphs(t, "ru", sources, engine)
	right, found, wanted, exact, comparable := 0, 0, 0, 0, 0
	for i, x := range texts {
		if len(x.Spans) != 1 {
			t.Errorf("%q has %d links", x.Text, len(x.Spans))
			continue
		}
		if !strings.Contains(x.Text, linkGold[i].inside) {
			t.Logf("translated otherwise: %q, want %q in it", x.Text, linkGold[i].inside)
			continue
		}
		comparable++
		got, want := strings.Fields(x.Text[x.Spans[0].Start:x.Spans[0].End]), strings.Fields(linkGold[i].inside)
		right += common(got, want)
		found, wanted = found+len(got), wanted+len(want)
		if strings.Join(got, " ") == linkGold[i].inside {
			exact++
		} else {
			t.Logf("%s: the link is %q, want %q", linkGold[i].source, got, want)
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(wanted)
	t.Logf("of %d links %d are exact; words: precision %.3f, recall %.3f", comparable, exact, precision, recall)
	if comparable*10 < len(linkGold)*9 {
		t.Errorf("only %d of %d are translated as expected", comparable, len(linkGold))
	}
	if precision < .98 || recall < .97 {
		t.Errorf("precision %.3f, recall %.3f, want .98 and .97", precision, recall)
	}
}

// common returns how many words two lists have in common.
func common(a, b []string) int {
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	n := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return n
}
