package lang

import "sync"

//go:generate go run ./sentencegen

// foreignTitles stand before names in news text of every language.
const foreignTitles = ` Mr. Mrs. Ms. Dr. St. Prof. Jr.`

// allSentenceRules returns the rules by language. Beside CLDR's exceptions they
// hold the titles and abbreviations of news text.
//
//nolint:misspell // they are not in English
var allSentenceRules = sync.OnceValue(func() map[string]*sentenceRules {
	return map[string]*sentenceRules{
		"en": {
			never: wordSet(`Mr. Mrs. Ms. Mx. Dr. Prof. Gen. Lt. Col. Capt. Cmdr. Cpl. Sgt. Maj. Adm. Brig. Pvt. Pfc. Sen. Sens.
				Rep. Reps. Gov. Govs. Rev. Hon. Pres. Amb. Supt. Insp. Det. Sr. St. Ste. Messrs. Mmes. Fr. Ald. Atty. vs. v.
				e.g. i.e. cf. viz. ca. approx. Mt. Ft. Lt.Cdr.`),
			number: wordSet(`no. nos. nr. art. sec. ch. p. pp. par. fig. vol. op. jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.`),
			maybe: suppressionSet("en", `u.s. u.k. u.n. e.u. u.s.a. d.c. a.m. p.m. jr. sr. inc. co. corp. ltd. llc. plc. bros. etc. est. dept.
				ave. blvd. rd. gen. ph.d. m.d. b.a. m.a. univ. assn. ariz. ala. ark. calif. colo. conn. del. fla. ga. ill. ind. kan. ky. la.
				md. mass. mich. minn. miss. mo. mont. neb. nev. okla. ore. pa. tenn. tex. vt. va. wash. wis. wyo. jan. feb. mar. apr. jun.
				jul. aug. sept. sep. oct. nov. dec. mon. tue. tues. wed. thu. thurs. fri. sat.`,
				`in by up to is do go on or job link long hat cont ok all am as act var min id ex cap pro def ed lib as aa ab ad adv lev mart card a jam joe num sq`),
			starters: wordSet(`the a an he she it they we you i this that these those there here his her its their our my your in on at for from
				with without after before when while as if but and or so yet however although though because since until what who where why how
				meanwhile moreover nevertheless instead then now today yesterday both all some many most each every no not under over during
				despite among according by to once also still even only such one two officials analysts critics experts reuters`),
			speech: wordSet(`said says asked asks told added wrote writes replied shouted tweeted joked quipped wondered yelled cried continued
				exclaimed responded recalled insisted declared announced explained chanted`),
		},
		"ru": {
			never:  wordSet(`г-н. г-жа. им. ул. пр. просп. пер. пл. проф. акад. ген. полк. св. т.е. т.н. т.к. т. е. англ. нем. фр. лат. исп. ит. кит. яп. укр. араб. напр. гр. тов. стр. см. ср.` + foreignTitles),
			number: wordSet(`ст. п. пп. гл. рис. табл. т. тт. № д. кв. стр. с. кн. ч. вып.`),
			maybe: suppressionSet("ru", `г. гг. в. вв. т.д. т.п. др. пр. тыс. млн. млрд. трлн. руб. коп. долл. обл. р-н. н.э. до.н.э. о. оз. р. мин. сек. ч.
				янв. февр. мар. апр. июн. июл. авг. сент. окт. нояб. дек.`, ``),
			starters: wordSet(`он она оно они мы вы я это эта этот эти в на по из за от до при для с со к у о об и а но однако также кроме
				после перед когда если хотя поэтому затем потом тогда там здесь так как что кто где все всё его её их наш ранее позже
				сейчас сегодня вчера между тем по-прежнему`),
			speech: wordSet(``),
		},
		"uk": {
			never:  wordSet(`ім. вул. просп. пров. пл. проф. акад. ген. св. т.зв. напр. гр. див. пор.` + foreignTitles),
			number: wordSet(`ст. п. пп. гл. рис. табл. т. № буд. кв. с. ч.`),
			maybe: wordSet(`р. рр. ст. т.д. т.п. ін. тис. млн. млрд. грн. коп. дол. обл. р-н. н.е. м. хв. сек. год. січ. лют. бер. квіт.
				трав. черв. лип. серп. вер. жовт. лист. груд.`),
			starters: wordSet(`він вона воно вони ми ви я це ця цей ці в у на по з за від до при для із зі і й та а але однак також крім після
				перед коли якщо хоча тому потім тоді там тут так як що хто де все його її їх раніше пізніше зараз сьогодні вчора`),
		},
		"de": {
			never:    wordSet(`Dr. Prof. Hr. Fr. Frl. Hrn. St. Gen. z.B. d.h. u.a. bzw. ca. vgl. sog. Dipl.-Ing. evtl. ggf. inkl. zzgl. insb. Nr.` + foreignTitles),
			ordinals: true,
			number:   wordSet(`nr. art. abs. s. bd. kap. abb. tel.`),
			maybe: suppressionSet("de", `usw. etc. mio. mrd. jr. sen. co. inc. jan. feb. mär. apr. jun. jul. aug. sept. okt. nov. dez.`,
				`am ab so port alt mo di do mi sa in pin bed test app folg reg mod jur min max konv temp b.i.n.`),
			starters: wordSet(`der die das den dem des ein eine einer er sie es wir ihr ich dies diese dieser dieses und aber oder doch auch
				in im an am auf bei mit nach von vor zu zum zur für gegen wenn weil da als dass so nun dann dort hier heute gestern
				seit während trotz laut zudem außerdem allerdings inzwischen jedoch sein seine`),
		},
		"fr": {
			never:  wordSet(`M. MM. Mme. Mlle. Dr. Pr. Me. Mgr. St. Ste. Gén. Col. Cdt. cf. p.ex. env.` + foreignTitles),
			number: wordSet(`n. no. art. p. pp. vol. chap. fig. t.`),
			maybe:  suppressionSet("fr", `etc. jr. inc. av. bd. janv. févr. avr. juil. sept. oct. nov. déc.`, `mer mar mart sam ill jeu all coll`),
			starters: wordSet(`le la les l un une des il elle ils elles on nous vous je ce cet cette ces c et mais ou or donc car dans en à
				au aux sur sous pour par avec sans après avant depuis selon quand lorsque si alors puis ainsi aussi enfin son sa ses
				leur leurs d de du qui que`),
		},
		"es": {
			never:  wordSet(`Sr. Sra. Srta. Sres. Dr. Dra. Gral. Cnel. Cap. Lic. Ing. Prof. D. Dña. Mons. Sto. Sta. p.ej.` + foreignTitles),
			number: wordSet(`art. núm. n. pág. págs. p. pp. vol. cap. fig.`),
			maybe:  suppressionSet("es", `etc. ee.uu. ee. uu. jr. s.a. a.m. p.m. aprox.`, `sol bien vid das da ant kit rol sa em aa ms mar ms seg`),
			starters: wordSet(`el la los las un una unos unas él ella ellos ellas yo nosotros esto este esta estos estas ese esa eso y e pero
				o u en a al de del por para con sin sobre tras después antes desde según cuando si entonces luego así también
				además su sus se no lo le que quien como mientras aunque`),
		},
		"pt": {
			never:  wordSet(`Sr. Sra. Srta. Dr. Dra. Gen. Cel. Cap. Prof. Profa. Eng. D. Exmo. Sto. Sta.` + foreignTitles),
			number: wordSet(`art. n. nº. pág. págs. p. pp. vol. cap. fig.`),
			maybe:  suppressionSet("pt", `etc. jr. s.a. ltda. av. r. a.m. p.m. e.u.a.`, `capital rep rel port set mar des pal fat sup mat pron med`),
			starters: wordSet(`o a os as um uma uns umas ele ela eles elas eu nós isto este esta estes estas esse essa isso e mas ou em no na
				nos nas ao à de do da por para com sem sobre após depois antes desde segundo quando se então assim também além seu
				sua seus suas não que quem como enquanto embora`),
		},
		"it": {
			never:  wordSet(`Sig. Sig.ra Dott. Dott.ssa Prof. Ing. Avv. Gen. Col. On. Mons. S. ecc. es. cfr.` + foreignTitles),
			number: wordSet(`art. n. nn. pag. p. pp. vol. cap. fig.`),
			maybe:  suppressionSet("it", `ecc. jr. s.p.a. s.r.l. a.c. d.c. u.s.a.`, `on int pag ver all mod`),
			starters: wordSet(`il lo la i gli le l un uno una egli lui lei loro io noi questo questa questi queste e ma o in a al alla di del
				della da dal per con senza su dopo prima secondo quando se allora poi così anche inoltre suo sua non che chi come`),
		},
		"el": {
			never:  wordSet(`κ. κα. κκ. Δρ. δρ. καθ. Αγ. αγ. π.χ. δηλ. βλ. στρ.` + foreignTitles),
			number: wordSet(`αρ. αριθ. άρθρ. σελ. σ. κεφ. παρ. τόμ.`),
			maybe:  wordSet(`κ.λπ. κ.ά. κτλ. κλπ. π.μ. μ.μ. π.χ. μ.χ. εκ. δισ. χιλ. ιαν. φεβ. μαρ. απρ. ιουν. ιουλ. αυγ. σεπτ. οκτ. νοεμ. δεκ. λεωφ.`),
			starters: wordSet(`ο η το οι τα τον την των του της ένας μια ένα αυτός αυτή αυτό και αλλά όμως ωστόσο σε στο στη στην από με για
				μετά πριν όταν αν επίσης δεν που πως`),
		},
		"ca": {
			never:  wordSet(`Sr. Sra. Dr. Dra. Prof. Gral. D. St. Sta.` + foreignTitles),
			number: wordSet(`art. núm. n. pàg. p. pp. vol. cap. fig.`),
			maybe:  wordSet(`etc. ee.uu. s.a. a.c. d.c. av. c. aprox. gen. febr. març. abr. jul. ag. set. oct. nov. des.`),
			starters: wordSet(`el la els les l un una ell ella ells elles això aquest aquesta i però o en a al de del per amb sense sobre
				després abans des segons quan si llavors també a més no que`),
		},
		"sv": {never: wordSet(foreignTitles), maybe: suppressionSet("sv", `t.ex. bl.a. d.v.s. dvs. f.d. m.m. o.s.v. osv. kl. ca. nr. st. mdr. milj.`, ``)},
		"fi": {ordinals: true, never: wordSet(foreignTitles), maybe: suppressionSet("fi", `esim. ym. jne. mm. n. klo. nro. mrd. milj.`, ``)},
		"pl": {
			never:  wordSet(`dr. prof. gen. płk. kpt. mjr. ks. św. inż. mgr. ul. al. pl. tzw. tzn. np. m.in. hab. im.` + foreignTitles),
			number: wordSet(`art. nr. ust. str. s. t. poz. par.`),
			maybe:  wordSet(`r. w. itd. itp. tys. mln. mld. zł. godz. ok. woj. jr. min. sek. n.e. p.n.e.`),
			starters: wordSet(`on ona ono oni one my wy ja to ten ta te w we na po z ze za od do przy dla i a ale jednak także po przed kiedy
				jeśli dlatego potem tam tu tak jak co kto gdzie jego jej ich nie się`),
		},
	}
})
