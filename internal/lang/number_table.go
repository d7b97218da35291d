package lang

// numberTables are the number words of each language, in the form that
// parseNumberTable reads; "" is for all other languages.
var numberTables = map[string]string{
	"":   "",
	"en": numbersEnglish,
	"ru": numbersRussian,
	"uk": numbersUkrainian,
	"ar": numbersArabic,
	"es": numbersSpanish,
	"pt": numbersPortuguese,
	"ca": numbersCatalan,
	"fr": numbersFrench,
	"de": numbersGerman,
}

const numbersEnglish = `
0: zero
1: one
2: two
3: three
4: four
5: five
6: six
7: seven
8: eight
9: nine
10: ten
11: eleven
12: twelve
13: thirteen
14: fourteen
15: fifteen
16: sixteen
17: seventeen
18: eighteen
19: nineteen
20: twenty
30: thirty
40: forty
50: fifty
60: sixty
70: seventy
80: eighty
90: ninety
hundred: hundred
x1e3: thousand
x1e6: million mn. mln.
x1e9: billion bn.
x1e12: trillion tn. trn.
x1e5: lakh lakhs
x1e7: crore crores
~0: nil nought
~0.25: quarter
~15: quarter
~0.5: half halves
~30: half
~1: first once single january
~1.5: one-and-a-half
~2: second twice double doubled pair couple both seconds duo february bilateral twin twins
~3: third thrice triple trio thirds triplets tripled trilogy
~4: fourth quadruple quartet fourths
~5: fifth fifths quintet
~6: sixth
~7: seventh week weekly
~8: eighth
~9: ninth
~10: tenth decade decades decade-long
~11: eleventh
~12: twelfth dozen dozens midday noon midnight
~13: thirteenth
~14: fourteenth fortnight
~15: fifteenth
~16: sixteenth
~17: seventeenth
~18: eighteenth
~19: nineteenth
~20: twentieth twenties score
~30: thirtieth thirties
~40: fortieth forties
~50: fiftieth fifties
~60: sixties sixtieth
~70: seventies seventieth
~80: eighties eightieth
~90: nineties ninetieth
~100: hundreds hundredth century centuries centenary
~1000: thousands thousandth millennium
~1000000: millions millionth millionaire
~1000000000: billions billionaire
~3: march
~4: april
~5: may
~6: june
~7: july
~8: august
~9: september
~10: october
~11: november
~12: december
joiner: and
between: to or - through
`

const numbersRussian = `
habit: comma spaces
0: ноль нуль
1: один одна одно одного одной одному одним одном одну
2: два две двух двум двумя
3: три трех трёх трем трём тремя
4: четыре четырех четырёх четырем четырём четырьмя
5: пять пяти пятью
6: шесть шести шестью
7: семь семи семью
8: восемь восьми восемью восьмью
9: девять девяти девятью
10: десять десяти десятью
11: одиннадцать одиннадцати одиннадцатью
12: двенадцать двенадцати двенадцатью
13: тринадцать тринадцати тринадцатью
14: четырнадцать четырнадцати четырнадцатью
15: пятнадцать пятнадцати пятнадцатью
16: шестнадцать шестнадцати шестнадцатью
17: семнадцать семнадцати семнадцатью
18: восемнадцать восемнадцати восемнадцатью
19: девятнадцать девятнадцати девятнадцатью
20: двадцать двадцати двадцатью
30: тридцать тридцати тридцатью
40: сорок сорока
50: пятьдесят пятидесяти пятьюдесятью
60: шестьдесят шестидесяти шестьюдесятью
70: семьдесят семидесяти семьюдесятью
80: восемьдесят восьмидесяти восемьюдесятью
90: девяносто девяноста
100: сто ста
200: двести двухсот двумстам двумястами двухстах
300: триста трехсот трёхсот тремстам тремястами трехстах
400: четыреста четырехсот четырёхсот четыремстам четырьмястами четырехстах
500: пятьсот пятисот пятистам пятьюстами пятистах
600: шестьсот шестисот шестистам шестьюстами шестистах
700: семьсот семисот семистам семьюстами семистах
800: восемьсот восьмисот восьмистам восемьюстами восьмистах
900: девятьсот девятисот девятистам девятьюстами девятистах
x1e3: тысяча тысячи тысяч тысячу тысячей тысячью тысячам тысячами тысячах тыс. тысячный тысячного тысячной тысячную
x1e6: миллион миллиона миллионов миллиону миллионом миллионе миллионам миллионами миллионах млн. миллионный миллионного миллионная миллионной миллионную
x1e9: миллиард миллиарда миллиардов миллиарду миллиардом миллиарде миллиардам миллиардами миллиардах млрд. миллиардный миллиардного
x1e12: триллион триллиона триллионов триллионом триллиону триллионе трлн.
~0: нулев* всухую
~0.25: четверть четверти четвертью квартал*
~0.5: половин* пол полгода полчаса полдюжины полугод* 
~15: четверть четверти
~30: полчаса получаса
~1: перв* раз единств* единич* однажды одно* одни одних январ* однократн* понедельник*
~1.5: полтора полторы полутора
~2: втор* двое двоих двоим двоими оба обе обоих обеих обоим обеим обеими дважды вдвое двойн* двойк* двух* дву* пара пары паре пару парой дуэт* вдвоем вдвоём двукратн* феврал* удво* близнец* двусторонн*
~3: трет* трое троих троим трижды втрое тройн* тройк* трех* трёх* трио март* утро* трой*
~4: четверт* четверо четверых четырежды вчетверо четырех* четырёх* четверк* четвёрк* апрел*
~5: пят* пятеро пятерых пятикратн* май мая мае маем
~6: шест* шестеро июн*
~7: седьм* семеро семи* неделя недели неделе неделю недель июл*
~8: восьм* август*
~9: девят* сентябр*
~10: десят* десятилети* октябр* декад*
~11: одиннадцат* ноябр*
~12: двенадцат* дюжин* декабр* полдень полночь полдня полуночи
~13: тринадцат*
~14: четырнадцат* двухнедельн*
~15: пятнадцат*
~16: шестнадцат*
~17: семнадцат*
~18: восемнадцат*
~19: девятнадцат*
~20: двадцат*
~24: сутки суток сутках
~30: тридцат*
~40: сороков* сорокалет*
~50: пятидесят* полтинник* полувеков*
~60: шестидесят*
~70: семидесят*
~80: восьмидесят*
~90: девяност*
~100: столет* век века веке веков сотн* сотый сотая сотой сотую стопроцентн*
~1000: тысячелет*
~1000000: миллионер*
~1000000000: миллиардер*
-: вторник* второстеп* пятниц* пятн* сорт* сороч* шест семинар* семья семьи семьей семьёй семье семей* третьесорт* перван* трибун* третир* четверг*  десятиборь*
between: до или по от - и
`

const numbersUkrainian = `
habit: comma spaces
0: нуль
1: один одна одне одного однієї одної одному одній одним однією одну
2: два дві двох двом двома
3: три трьох трьом трьома
4: чотири чотирьох чотирьом чотирма
5: п'ять п’ять пять
6: шість шести шістьох
7: сім семи сімох
8: вісім восьми вісьмох
9: дев'ять дев’ять
10: десять десяти десятьох
11: одинадцять одинадцяти
12: дванадцять дванадцяти
13: тринадцять тринадцяти
14: чотирнадцять чотирнадцяти
16: шістнадцять шістнадцяти
17: сімнадцять сімнадцяти
18: вісімнадцять вісімнадцяти
20: двадцять двадцяти двадцятьох
30: тридцять тридцяти
40: сорок сорока
60: шістдесят шістдесяти
70: сімдесят сімдесяти
80: вісімдесят вісімдесяти
100: сто ста
200: двісті двохсот
300: триста трьохсот
400: чотириста чотирьохсот
600: шістсот шестисот
700: сімсот семисот
800: вісімсот восьмисот
x1e3: тисяча тисячі тисяч тисячу тисячею тисячам тисячами тис.
x1e6: мільйон мільйона мільйони мільйонів мільйону мільйоном мільйонам мільйонами млн.
x1e9: мільярд мільярда мільярди мільярдів мільярду мільярдом млрд.
x1e12: трильйон трильйона трильйони трильйонів трлн.
~0: нульов*
~0.25: чверт* квартал*
~0.5: половин* пів півроку півгодини
~1: перш* раз єдин* січ* одно* одні
~1.5: півтора півтори
~2: друг* двоє обидва обидві обох двічі вдвічі подвійн* двійк* дво* пара пари пару лют*
~3: трет* троє тричі втричі потрійн* трійк* три* берез*
~4: четверт* четверо чотири* квіт* вчетверо
~5: п* трав*
~6: шост* шести* черв*
~7: сьом* семи* лип* тиждень тижня тижні
~8: восьм* серп*
~9: дев* верес*
~10: десят* жовт*
~11: одинадцят* листопад*
~12: дванадцят* грудн* груден* дюжин* опівночі опівдні полудень
~13: тринадцят*
~14: чотирнадцят*
~16: шістнадцят*
~17: сімнадцят*
~18: вісімнадцят*
~20: двадцят*
~24: доба добу доби добою
~30: тридцят*
~40: сороков* сорокар*
~60: шістдесят*
~70: сімдесят*
~80: вісімдесят*
~100: століт* сотн* вік віку віці сотий сота
~1000: тисячоліт*
~1000000: мільйонер*
~1000000000: мільярдер*
between: до або чи по - і та й
`

const numbersArabic = `
habit: arabic
0: صفر
1: واحد واحدة أحد إحدى احد
2: اثنان اثنين اثنتان اثنتين إثنين اثنا اثني اثنتا اثنتي
3: ثلاثة ثلاث
4: أربعة أربع اربعة اربع
5: خمسة خمس
6: ستة ست
7: سبعة سبع
8: ثمانية ثماني ثمان ثمانٍ
9: تسعة تسع
20: عشرون عشرين
30: ثلاثون ثلاثين
40: أربعون أربعين اربعين
50: خمسون خمسين
60: ستون ستين
70: سبعون سبعين
80: ثمانون ثمانين
90: تسعون تسعين
hundred: مئة مائة مئات
200: مئتين مئتان مائتين مائتان مئتي مائتي
300: ثلاثمئة ثلاثمائة
400: أربعمئة أربعمائة
500: خمسمئة خمسمائة
600: ستمئة ستمائة
700: سبعمئة سبعمائة
800: ثمانمئة ثمانمائة
900: تسعمئة تسعمائة
x1e3: ألف آلاف الف ألفا ألفًا
x1e6: مليون ملايين مليونا مليونًا
x1e9: مليار مليارات مليارا مليارًا بليون
x1e12: تريليون تريليونات ترليون
~2000: ألفين ألفان ألفي
~2000000: مليونين مليونان مليوني
~2000000000: مليارين ملياري
~0.25: ربع
~0.5: نصف منتصف
~0: لاشيء
~1: أول أولى الأول الأولى الواحد الواحدة الأحد يناير مرة فردي أوائل وحيد وحيدة أولا
~2: ثان ثاني ثانية ثانيا مرتين كلا كلتا زوج زوجين ضعف ضعفي مزدوج مزدوجة فبراير شباط كلاهما توأم ثنائي
~3: ثالث ثالثة ثلث ثلاثي ثلاثية ثلاثاء مارس آذار
~4: رابع رابعة رباعي أربعاء أبريل إبريل نيسان
~5: خامس خامسة خميس خماسي مايو أيار
~6: سادس سادسة يونيو حزيران سداسي
~7: سابع سابعة أسبوع يوليو تموز أسبوعيا
~8: ثامن ثامنة أغسطس آب
~9: تاسع تاسعة سبتمبر أيلول
10: عشر عشرة
~10: عاشر عاشرة عقد عقود عقدا أكتوبر عُشر عشرات العقد
~11: نوفمبر حادي حادية
~12: ديسمبر دزينة ظهرا ظهراً
~20: عشرينيات عشرينات عقدين
~30: ثلاثينيات ثلاثينات
~40: أربعينيات أربعينات
~50: خمسينيات خمسينات
~60: ستينيات ستينات
~70: سبعينيات سبعينات
~80: ثمانينيات ثمانينات
~90: تسعينيات تسعينات
~100: قرن قرون
~14: أسبوعين أسبوعان
joiner:
between: إلى و أو الى حتى - أم
`

const numbersSpanish = `
habit: comma spaces
0: cero
1: un uno una
2: dos
3: tres
4: cuatro
5: cinco
6: seis
7: siete
8: ocho
9: nueve
10: diez
11: once
12: doce
13: trece
14: catorce
15: quince
16: dieciséis
17: diecisiete
18: dieciocho
19: diecinueve
20: veinte
21: veintiuno veintiún veintiuna
22: veintidós
23: veintitrés
24: veinticuatro
25: veinticinco
26: veintiséis
27: veintisiete
28: veintiocho
29: veintinueve
30: treinta
40: cuarenta
50: cincuenta
60: sesenta
70: setenta
80: ochenta
90: noventa
100: cien ciento
200: doscientos doscientas
300: trescientos trescientas
400: cuatrocientos cuatrocientas
500: quinientos quinientas
600: seiscientos seiscientas
700: setecientos setecientas
800: ochocientos ochocientas
900: novecientos novecientas
x1e3: mil
x1e6: millón millones mill.
x1e9: millardo millardos
x1e12: billón billones
~0: nulo ningún ninguna
~0.25: cuarto cuarta trimestre
~0.5: medio media mitad
~1: primer primero primera primeros primeras enero vez único única solo
~2: segundo segunda segundos segundas doble doblete dobles par pareja ambos ambas duplic* bilateral dúo gemelos febrero bienal mellizos
~3: tercer tercero tercera tercio tercios triple trío triplic* marzo
~4: cuarto cuarta cuarteto cuatri* cuádruple abril cuatrienal
~5: quinto quinta quinteto mayo quinquen*
~6: sexto sexta junio
~7: séptimo séptima semana semanal julio
~8: octavo octava octavos agosto
~9: noveno novena septiembre setiembre
~10: décimo décima década décadas octubre decenio
~11: undécimo undécima noviembre
~12: duodécimo docena docenas diciembre mediodía medianoche
~14: quincena
~15: quincena
~20: veintena veintea* vigésimo
~30: treintena
~100: siglo siglos centenar centenares centenario
~1000: millar millares milenio
~1000000: millonario
joiner: y
between: a o y hasta e - ni
`

const numbersPortuguese = `
habit: comma spaces
0: zero
1: um uma
2: dois duas
3: três
4: quatro
5: cinco
6: seis
7: sete
8: oito
9: nove
10: dez
11: onze
12: doze
13: treze
14: quatorze catorze
15: quinze
16: dezesseis dezasseis
17: dezessete dezassete
18: dezoito
19: dezenove dezanove
20: vinte
30: trinta
40: quarenta
50: cinquenta
60: sessenta
70: setenta
80: oitenta
90: noventa
100: cem cento
200: duzentos duzentas
300: trezentos trezentas
400: quatrocentos quatrocentas
500: quinhentos quinhentas
600: seiscentos seiscentas
700: setecentos setecentas
800: oitocentos oitocentas
900: novecentos novecentas
x1e3: mil
x1e6: milhão milhões mi. mn.
x1e9: bilhão bilhões bi.
x1e12: trilhão trilhões bilião biliões tri.
~0: nulo nenhum nenhuma
~0.25: quarto trimestre
~0.5: meio meia metade
~1: primeiro primeira primeiros primeiras janeiro vez único única só
~2: segundo segunda segundos dobro duplo dupla duplic* par ambos ambas casal fevereiro gêmeos gémeos
~3: terceiro terceira terço terços triplo trio março triplic*
~4: quarto quarta quarteto abril
~5: quinto quinta maio
~6: sexto sexta junho
~7: sétimo sétima semana semanal julho
~8: oitavo oitava oitavas agosto
~9: nono nona setembro
~10: décimo décima década décadas outubro dezena dezenas
~11: novembro
~12: dúzia dúzias dezembro meio-dia meia-noite
~14: quinzena
~15: quinzena
~20: vigésimo vigésima
~100: século séculos centena centenas centenário
~1000: milhar milhares milênio milénio
joiner: e
between: a ou e até - nem
`

const numbersCatalan = `
habit: comma spaces
0: zero
1: un una
2: dos dues
3: tres
4: quatre
5: cinc
6: sis
7: set
8: vuit
9: nou
10: deu
11: onze
12: dotze
13: tretze
14: catorze
15: quinze
16: setze
17: disset
18: divuit
19: dinou
20: vint
30: trenta
40: quaranta
50: cinquanta
60: seixanta
70: setanta
80: vuitanta
90: noranta
hundred: cent cents centes cent
200: dos-cents dues-centes
x1e3: mil
x1e6: milió milions
x1e9: miliard miliards
x1e12: bilió bilions
~0: nul cap
~0.25: quart trimestre
~0.5: mig mitja meitat
~1: primer primera primers primeres gener vegada únic única
~2: segon segona segons doble dobles parell parella ambdós ambdues duplic* febrer
~3: tercer tercera terç terços triple trio març
~4: quart quarta abril
~5: cinquè cinquena quint maig
~6: sisè sisena juny
~7: setè setena setmana setmanal juliol
~8: vuitè vuitena vuitens agost
~9: novè novena setembre
~10: desè desena dècada dècades octubre
~11: onzè onzena novembre
~12: dotzè dotzena dotzenes desembre migdia mitjanit
~14: quinzena
~15: quinzena
~100: segle segles centenar centenars
~1000: miler milers mil·lenni
joiner: i
between: a o i fins - ni
`

//nolint:misspell // it is French
const numbersFrench = `
habit: comma spaces
0: zéro
1: un une
2: deux
3: trois
4: quatre
5: cinq
6: six
7: sept
8: huit
9: neuf
10: dix
11: onze
12: douze
13: treize
14: quatorze
15: quinze
16: seize
20: vingt vingts
30: trente
40: quarante
50: cinquante
60: soixante
70: septante
80: huitante octante
90: nonante
hundred: cent cents
x1e3: mille
x1e6: million millions mio.
x1e9: milliard milliards md. mds. mrd.
x1e12: billion billions
~0: nul aucun aucune
~0.25: quart trimestre
~0.5: demi demie moitié mi
~1: premier première premiers premières janvier fois seul seule unique
~2: deuxième second seconde secondes double doubl* paire couple duo février jumeaux jumelles
~3: troisième tiers triple trio mars
~4: quatrième quatuor quadrupl* avril
~5: cinquième mai quint*
~6: sixième juin
~7: septième semaine hebdomadaire juillet
~8: huitième août
~9: neuvième septembre
~10: dixième dizaine dizaines décennie décennies octobre
~11: onzième novembre
~12: douzième douzaine douzaines décembre midi minuit
~13: treizième
~14: quatorzième quinzaine
~15: quinzième quinzaine
~16: seizième
~20: vingtième vingtaine
~30: trentième trentaine
~40: quarantième quarantaine
~50: cinquantième cinquantaine
~100: siècle siècles centaine centaines centenaire
~1000: millier milliers millénaire
joiner: et
between: à ou et au - ni
`

const numbersGerman = `
habit: comma glued spaces
0: null
1: ein eine einer eines einem einen eins
2: zwei zwo
3: drei
4: vier
5: fünf
6: sechs
7: sieben
8: acht
9: neun
10: zehn
11: elf
12: zwölf
13: dreizehn
14: vierzehn
15: fünfzehn
16: sechzehn
17: siebzehn
18: achtzehn
19: neunzehn
20: zwanzig
30: dreißig dreissig
40: vierzig
50: fünfzig
60: sechzig
70: siebzig
80: achtzig
90: neunzig
hundred: hundert
x1e3: tausend tausende tausenden tsd.
x1e6: million millionen mio. mill.
x1e9: milliarde milliarden mrd. md.
x1e12: billion billionen bio.
~0: kein keine keinen
~0.25: viertel quartal
~0.5: halb halbe halben halber halbes hälfte halbzeit
~1: erst* einmal einzig* januar jänner
~1.5: anderthalb eineinhalb
~2: doppel* verdopp* paar beide beiden beider zweit* februar duo zwilling* halbier*
~3: dritt* trio märz
~4: viert* april
~5: fünft* mai
~6: sechst* juni
~7: siebt* siebent* woche wochen wöchentlich juli
~8: achte achten achter august achtel*
~9: neunt* september
~10: zehnt* jahrzehnt jahrzehnte jahrzehnten oktober dekade*
~11: elft* november
~12: zwölft* dutzend dutzende dezember mittag mitternacht
~10000: zehntausende zehntausenden
~100000: hunderttausende hunderttausenden
~100: jahrhundert* hundertst*
~1000: jahrtausend*
-: achtung* achtet* achtlos* elfenbein* dreist*
between: bis und oder - noch
`
