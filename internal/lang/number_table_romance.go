package lang

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
x1e5: lakh lakhs
x1e7: crore crores
~0: nulo ningún ninguna
~0.25: cuarto cuarta trimestre
~0.5: medio media mitad
~1: primer primero primera primeros primeras enero vez único única solo
~2: segundo segunda segundos segundas doble doblete dobles par pareja ambos ambas duplic* bilateral dúo gemelos febrero bienal mellizos
~3: tercer tercero tercera terceras tercio tercios triple trío triplic* marzo
~4: cuarto cuarta cuartas cuartos cuarteto cuadrupl* cuatri* cuádruple abril cuatrienal
~5: quinto quinta quintas quintos quinteto mayo quinquen*
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
~100: siglo siglos centenar centenares centenario cientos
~200: bicentenario
~1000: millar millares milenio
~1000000: millonario
multiple: décadas docenas
alone: segundo segundos segunda segundas
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
x1e5: lakh lakhs
x1e7: crore crores
~0: nulo nenhum nenhuma
~0.25: quarto trimestre
~0.5: meio meia metade
~1: primeiro primeira primeiros primeiras janeiro vez único única só
~2: segundo segunda segundos segundas dobro duplo dupla duplic* par ambos ambas casal fevereiro gêmeos gémeos
~3: terceiro terceira terceiras terço terços triplo trio março triplic*
~4: quarto quarta quartos quartas quadruplic* quarteto abril
~5: quinto quinta quintos maio
~6: sexto sexta junho
~7: sétimo sétima semana semanal julho
~8: oitavo oitava oitavas agosto
~9: nono nona setembro
~10: décimo décima década décadas outubro dezena dezenas
~11: novembro
~12: dúzia dúzias dezembro
~14: quinzena
~15: quinzena
~20: vigésimo vigésima
~100: século séculos centena centenas centenário
~200: bicentenário
~1000: milhar milhares milênio milénio
multiple: décadas dúzias
alone: segundo segundos segunda segundas
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
x1e3: mil
x1e6: milió milions
x1e9: miliard miliards
x1e12: bilió bilions
x1e5: lakh lakhs
x1e7: crore crores
~0: nul cap
~0.25: quart trimestre
~0.5: mig mitja meitat
~1: primer primera primers primeres gener vegada únic única
~2: segon segona segons segones doble dobles parell parella ambdós ambdues duplic* febrer
~3: tercer tercera terç terços triple trio març
~4: quart quarta quarts quadruplic* abril
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
~200: bicentenari
~1000: miler milers
multiple: dècades dotzenes
alone: segon segona segons segones
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
x1e5: lakh lakhs
x1e7: crore crores
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
~50: cinquantième cinquantaine cinquantenair*
~100: siècle siècles centaine centaines centenaire
~200: bicentenaire
~1000: millier milliers millénaire
multiple: décennies douzaines
alone: seconde secondes fois
joiner: et
between: à ou et au - ni
`
