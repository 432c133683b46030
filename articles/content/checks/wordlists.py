"""The words that checks know, by language: one table. A language without a row is read by its marks and digits alone.

Few words that are often right, rather than many: what is not here is not found, and what is here wrongly is told to
every editor who writes it.
"""

from .language import Words


def of(tag: str) -> Words:
    """Return the words of a language, by its tag (BCP 47)."""
    return _LANGUAGES.get(tag.lower().split("-")[0], _UNKNOWN)


_UNKNOWN = Words()
_LANGUAGES = {
    "en": Words(
        titles="""
            Mr Mrs Ms Messrs Dr Prof St Gen Maj Brig Col Lt Capt Cpl Sgt Adm Cmdr Gov Sen Rep Rev Hon Pres Fr Sr Mt
            vs cf approx ca eg ie viz esp incl
        """,
        abbreviations="""
            al est fl No Nos nos Vol vol pp ed eds fig Fig ch Art Inc Ltd Co Corp Bros Jr Dept Univ Ave Blvd Rd Jan Feb
            Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ph.D Esq Assn Intl Govt Ft
        """,
        openers="""
            The A An In On At He She It We They This These That Those There However After Before During While When Since
            Although Though Its His Her Their By From With For As But And Both Some Many Most One Two Under Until
            Following According Despite Because If Between Among Such Each Several Other Another Later Then Also
        """,
        numbers=r"""
            (?:hundred|thousand|million|billion|trillion|dozen)s?
            per ?cent|percentage|halved|doubled|tripled|twice
            two[- ]thirds|(?:one|a)[- ](?:half|third|quarter|fifth|tenth)|three[- ]quarters|half of
            ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen
            (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?
        """,
        superlatives=r"""
            (?:larg|bigg|small|high|low|old|young|long|short|tall|deep|great|strong|weak|rich|wealthi|poor|fast|slow
            busi|earli|clos|near|heavi|hott|cold|dri|wett|wid|few|saf|deadli|bloodi|fin|new|farth|furth)est
            (?:(?:the|its|their|his|her) |(?<=['’]s )|(?<=s['’] ))(?:best|worst|leading|foremost|only|sole)
            (?:is|are|was|were|be|been|being|became|become|as) (?:the|its|their|his|her) (?:very )?first
            the first (?:ever|to)|(?:one of|among|becoming) the first|for the first time
            (?:(?:the|its|their|his|her|(?:one of|among) the) |(?<=['’]s )|(?<=s['’] ))(?:most|least) (?!of\b|part\b)\w+
            unprecedented|unparalleled|unrivall?ed|unmatched|world[- ](?:class|famous|renowned)|first[- ]ever
        """,
        moving=r"""
            (?<!had )(?<!having )(?<!until )recently|(?<!then-)currently|presently|nowadays|these days
            (?<!\()(?<!until )(?<!by )(?<!was )(?<!were )(?<!had )now(?! that)|(?<!what is )today(?!['’]s)|to this day
            (?:is|are) (?:planning|expected|scheduled|set|due) to
            at (?:present|the moment)|(?:up )?to date|up to now|until now|so far(?! as)|lately|of late
            in recent (?:years|months|decades|weeks|times)
            (?:in|over|during) the (?:last|past) (?:(?:few|several|two|five|ten) )?(?:year|month|decade|week)s?(?! of)
            (?:last|next) (?:year|month|week)|as of (?:now|today|yet)|(?:some|a few) (?:years|months|weeks) ago
            still (?:ongoing|unresolved|pending|under construction)|upcoming|in the near future
        """,
        asides=r"""
            see(?: also)?|main articles?|further (?:information|reading)
            for (?:more|other|further) (?:information|details)
            (?:this|the following) (?:article|section|list|page)|notes?:
        """,
        origins=r"sources?|references?|data|adapted from|based on",
        apart=r"""
            see also|external links?|further reading|(?:foot)?notes?|references?|bibliography|sources?|works cited
            citations?|notes and references|references and notes|gallery|links|literature
        """,
    ),
    "de": Words(
        titles="""
            Dr Prof Hr Fr Frl St Gen vgl bzw ca evtl ggf inkl sog Nr Nrn Bd Abs Art Kap Abb Tab Hrsg hrsg gest geb
            österr schweiz dt engl franz lat
        """,
        abbreviations="usw etc Jh Jhd Jan Feb Mrz Apr Aug Sept Okt Nov Dez Mio Mrd Tsd Str",
        openers="""
            Der Die Das Den Dem Des Ein Eine Einen Einem Einer Im In Am An Auf Bei Er Sie Es Wir Dies Diese Dieser
            Dieses Nach Seit Während Als Da Doch Aber Und Auch Für Mit Von Zum Zur Unter Über Durch Heute Damit
        """,
        ordinals=True,
        numbers=r"""
            hundert\w*|tausend\w*|million(?:en)?|milliarden?|dutzend\w*|prozent|hälfte|drittel
            elf|zwölf|\w+zehn|\w+(?:zig|ßig)
        """,
        superlatives=r"""
            \w*(?:größt|höchst|ältest|jüngst|längst|kürzest|stärkst|schwächst|reichst|ärmst|best|schlechtest|schnellst
            wichtigst|bedeutendst|meist|frühest|kleinst|tiefst|schwerst|bekanntest|führend)e[mnrs]?
            (?:der|die|das|den|dem|des|ihr|sein|als) (?:einzige|erste)[mnrs]?
            am \w+sten|erstmals|einzigartig\w*|beispiellos\w*
        """,
        moving=r"""
            kürzlich|neulich|derzeit|zurzeit|zur zeit|aktuell|gegenwärtig|momentan|heutzutage|bislang|bisher
            vor kurzem|in letzter zeit|in den letzten jahren|demnächst|dieses jahr|letztes jahr
        """,
        asides=r"siehe(?: auch)?|hauptartikel|weitere informationen|dieser artikel",
        origins=r"quellen?|stand|daten",
        apart=r"siehe auch|weblinks?|literatur|einzelnachweise?|anmerkungen|quellen|fußnoten|galerie",
    ),
    "fr": Words(
        titles="M MM Mme Mmes Mlle Mgr Dr Pr Me St Ste cf env av apr vol chap éd art fig no nos",
        abbreviations="etc janv févr avr juil sept oct nov déc p pp",
        openers="""
            Le La Les L Un Une Des En Dans Il Elle Ils Elles On Ce Cette Ces Après Avant Depuis Pendant À Au Aux Par
            Pour Avec Selon Mais Et Son Sa Ses Leur Leurs Sous Lors
        """,
        numbers=r"""
            (?:centaine|cent|millier|million|milliard|douzaine|dizaine)s?|mille|pour cent|moitié|tiers
            onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante
        """,
        superlatives=r"""
            (?:le|la|les|l['’]une? des|des) (?:\w+ )?(?:plus|moins|mieux) \w+
            (?:le|la|les) (?:meilleur|seul)(?:e|s|es)?|(?:le|la|les) premi(?:er|ère)s?|sans précédent
        """,
        moving=r"""
            récemment|actuellement|de nos jours|à ce jour|à présent|dernièrement|prochainement|en ce moment
            ces derni(?:ers|ères) (?:années|mois|temps)|cette année|l['’]an dernier|l['’]année dernière
        """,
        asides=r"voir(?: aussi)?|articles? détaillés?|cet article",
        origins=r"sources?|données|d['’]après",
        apart=r"voir aussi|liens externes?|bibliographie|notes(?: et références)?|références|annexes|galerie|sources",
    ),
    "es": Words(
        titles="Sr Sra Sres Srta Dr Dra Prof Gral Cnel Ud Uds Sto Sta cf aprox núm vol cap art pág págs ed",
        abbreviations="etc EE.UU ene feb mar abr jun jul ago sept oct nov dic p pp",
        openers="""
            El La Los Las Un Una En Él Ella Ellos Ellas Este Esta Estos Estas Ese Esa Tras Desde Durante Después Antes
            Por Para Con Según Pero Y Su Sus A Al Del De Sin Bajo
        """,
        numbers=r"""
            cien(?:to|tos|tas)?|miles|mil|mill(?:ón|ones)|docenas?|decenas|por ciento|mitad|tercio
            once|doce|trece|catorce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa
        """,
        superlatives=r"""
            (?:el|la|los|las|uno de los|una de las) (?:\w+ )?(?:más|menos) \w+
            (?:el|la|los|las) (?:\w+ )?(?:mayor|menor|mejor|peor)(?:es)?
            (?:el|la|los|las) (?:primer(?:o|a|os|as)?|únic(?:o|a|os|as))|sin precedentes
        """,
        moving=r"""
            recientemente|actualmente|hoy en día|hasta la fecha|hasta ahora|en la actualidad|últimamente|próximamente
            en los últimos (?:años|meses)|este año|el año pasado|por el momento
        """,
        asides=r"véase(?: también)?|véanse|artículo principal|este artículo",
        origins=r"fuentes?|datos",
        apart=r"véase también|enlaces externos|bibliografía|referencias|notas(?: y referencias)?|fuentes|galería",
    ),
    "it": Words(
        titles="Sig Dott Prof Gen Col On cfr ca vol cap art pag pagg ed nn",
        abbreviations="ecc gen feb mar apr mag giu lug ago set ott nov dic p pp",
        openers="""
            Il Lo La I Gli Le Un Una Nel Nella In Dal Dopo Prima Durante Con Per Secondo Ma E Egli Essa Questo Questa
        """,
        numbers=r"cent(?:o|inaia)|migliaia|mille|milion[ei]|miliard[oi]|dozzine?|per cento|metà|venti|trenta|quaranta",
        superlatives=r"""
            (?:il|lo|la|i|gli|le|uno dei|una delle) (?:\w+ )?(?:più|meno) \w+
            (?:il|la|i|le) (?:\w+ )?(?:maggior|minor|miglior|peggior)[ei]
            (?:il|la|i|le) (?:prim|unic)[oaie]|senza precedenti
        """,
        moving=r"""
            recentemente|attualmente|oggigiorno|al momento|finora|ultimamente|prossimamente
            negli ultimi (?:anni|mesi)|quest['’]anno|l['’]anno scorso
        """,
        asides=r"vedi(?: anche)?|voce principale|questa voce",
        origins=r"font[ei]|dati",
        apart=r"voci correlate|collegamenti esterni|bibliografia|note|fonti|altri progetti|galleria",
    ),
    "pt": Words(
        titles="Sr Sra Dr Dra Prof Gen Cel cf aprox núm vol cap art pág ed",
        abbreviations="etc jan fev mar abr mai jun jul ago set out nov dez p pp",
        openers="""
            O A Os As Um Uma Em No Na Nos Nas Ele Ela Eles Elas Este Esta Após Desde Durante Depois Antes Por Para Com
            Segundo Mas E Seu Sua
        """,
        numbers=r"""
            cem|centenas?|milhares|mil|milh(?:ão|ões)|bilh(?:ão|ões)|dúzias?|dezenas|por cento|metade|vinte|trinta
        """,
        superlatives=r"""
            (?:o|a|os|as|um dos|uma das) (?:\w+ )?(?:mais|menos) \w+
            (?:o|a|os|as) (?:\w+ )?(?:maior|menor|melhor|pior)(?:es)?
            (?:o|a|os|as) (?:primeir|únic)[oa]s?|sem precedentes
        """,
        moving=r"""
            recentemente|atualmente|hoje em dia|até o momento|até agora|ultimamente|em breve|presentemente
            nos últimos (?:anos|meses)|este ano|no ano passado
        """,
        asides=r"ver(?: também)?|veja(?: também)?|artigo principal|este artigo",
        origins=r"fontes?|dados",
        apart=r"ver também|ligações externas|bibliografia|referências|notas(?: e referências)?|fontes|galeria",
    ),
    "nl": Words(
        titles="Dhr Mevr Dr Prof Ir Mr Gen St ca bijv bv nr nrs vgl zgn resp",
        abbreviations="enz etc jan feb mrt apr jun jul aug sept okt nov dec blz p pp",
        openers="""
            De Het Een In Op Aan Hij Zij Ze Dit Deze Dat Na Sinds Tijdens Toen Maar En Met Van Voor Volgens Door Zijn
        """,
        numbers=r"honderd(?:en)?|duizend(?:en)?|miljoen(?:en)?|miljard|dozijn|procent|helft|twintig|dertig|veertig|vijftig",
        superlatives=r"""
            grootste|hoogste|laagste|oudste|jongste|langste|kleinste|beste|slechtste|snelste|rijkste|armste|sterkste
            belangrijkste|bekendste|(?:de|het) (?:eerste|enige)|meest \w+|ongekend\w*
        """,
        moving=r"""
            onlangs|recentelijk|momenteel|tegenwoordig|op dit moment|tot nu toe|thans|binnenkort
            de (?:laatste|afgelopen) jaren|dit jaar|vorig jaar
        """,
        asides=r"zie(?: ook)?|hoofdartikel|dit artikel",
        origins=r"bron(?:nen)?|gegevens",
        apart=r"zie ook|externe links?|literatuur|referenties|noten|bronnen|voetnoten|galerij",
    ),
    "pl": Words(
        titles="dr prof gen płk ks św im np ok tzw tzn ul pl nr wg por",
        abbreviations="itd itp wyd",
        openers="W Na Po Od Do Z Ten Ta To Te On Ona Ono Oni Jego Jej Ich Podczas Według Ale I Dla Przez Przed",
        ordinals=True,
        numbers=r"sto|set(?:ki|ek)|tysiąc\w*|tysięcy|milion\w*|miliard\w*|procent\w*|połow[aęy]|dwadzieścia|trzydzieści",
        superlatives=r"naj\w{3,}|jako pierwsz(?:y|a|e)|jedyn(?:y|a|e|ego|ej|ym|ą)|bezprecedensow\w+",
        moving=r"""
            niedawno|ostatnio|obecnie|aktualnie|współcześnie|dotychczas|do tej pory|wkrótce
            w ostatnich latach|w tym roku|w zeszłym roku
        """,
        asides=r"zobacz(?: też| także)?|osobny artykuł|główny artykuł",
        origins=r"źródł[oa]|dane",
        apart=r"zobacz też|linki zewnętrzne|bibliografia|przypisy|uwagi|źródła|galeria",
    ),
    "ru": Words(
        titles="г гг ул им св проф акад ген полк др ср напр стр с р тыс млн млрд руб пос обл т.е",
        abbreviations="в вв янв февр мар апр июн июл авг сент окт нояб дек",
        openers="""
            В Во На По Он Она Оно Они Это Этот Эта Эти После С Со До За При Для Однако Но И Также Из К Его Её Их От Под
        """,
        numbers=r"""
            сто|сот(?:ни|ен|ня)|тысяч\w*|миллион\w*|миллиард\w*|процент\w*|дюжин\w*|половин\w+|треть|двадцать|тридцать
        """,
        superlatives=r"""
            сам(?:ый|ая|ое|ые|ого|ой|ым|ых|ую|ом) \w+|наиболее|наименее
            \w+(?:ейш|айш)(?:ий|ая|ее|ие|его|ей|им|их|ую|ем)|(?:луч|худ)ш(?:ий|ая|ее|ие|его|ей|их)
            перв(?:ым|ой|ыми)|единственн(?:ый|ая|ое|ые|ого|ой|ым|ую)|впервые|беспрецедентн\w+
        """,
        moving=r"""
            недавно|в настоящее время|сейчас|ныне|до сих пор|на данный момент|вскоре
            в последн(?:ие|ее) (?:годы|время|месяцы)|в этом году|в прошлом году
        """,
        asides=r"см|смотри(?:те)?|основная статья",
        origins=r"источники?|данные",
        apart=r"см\. также|ссылки|литература|примечания|источники|сноски|галерея",
    ),
    "uk": Words(
        titles="р рр вул ім св проф акад ген див напр стор с тис млн млрд грн обл т.з",
        abbreviations="ст січ лют бер квіт трав черв лип серп вер жовт лист груд",
        openers="У В На По Він Вона Воно Вони Це Цей Ця Ці Після З Із До За При Для Однак Але І Й Також Його Її Їх Від",
        numbers=r"сто|сот(?:ні|ень|ня)|тисяч\w*|мільйон\w*|мільярд\w*|відсот\w+|половин\w+|двадцять|тридцять",
        superlatives=r"най\w{3,}|перш(?:им|ою|ими)|єдин(?:ий|а|е|і|ого|ої|им|у)|вперше|безпрецедентн\w+",
        moving=r"""
            нещодавно|зараз|наразі|нині|останнім часом|досі|дотепер|незабаром|на даний момент
            в останні (?:роки|місяці)|цього року|минулого року
        """,
        asides=r"див|дивіться|основна стаття",
        origins=r"джерел[оа]|дані",
        apart=r"див\. також|посилання|література|примітки|джерела|виноски|галерея",
    ),
    "zh": Words(
        spaced=False,
        numbers=r"[零〇一二三四五六七八九十]{2,}|[百千万萬億亿兆]|百分之",
        superlatives=r"最[大小高低多少早長长短強强佳好差]|第一[個个位次]|首[次個个位]|唯一",
        moving=r"最近|目前|現在|现在|近年|近期|當前|当前|至今|今年|去年|近日|如今",
        asides=r"另見|另见|參見|参见|主條目|主条目",
        origins=r"資料來源|资料来源|來源|来源",
        apart=r"參見|参见|外部連結|外部链接|參考文獻|参考文献|參考資料|参考资料|註釋|注释|延伸閱讀|延伸阅读",
    ),
    "ja": Words(
        spaced=False,
        numbers=r"[〇一二三四五六七八九十]{2,}|[百千万億兆]|パーセント",
        superlatives=r"最[大小高低古新長短多]|最も|最初|唯一|初めて|世界一|日本一",
        moving=r"最近|現在|近年|今日|今年|昨年|近日|これまで|現時点",
        origins=r"出典|資料",
        apart=r"関連項目|外部リンク|参考文献|脚注|注釈|出典",
    ),
    "ar": Words(
        numbers=r"(?:ال)?(?:مئات|مئة|مائة|آلاف|ألف|ملايين|مليون|مليار|مليارات|بالمئة|بالمائة|نصف|ثلث)",
        superlatives=r"(?:ال)?(?:أكبر|أصغر|أعلى|أقدم|أطول|أفضل|أسوأ|أهم|أول|أكثر|أقل|أغنى|أقوى|وحيد|وحيدة)",
        moving="""
            مؤخر(?:اً|ًا|ا)|حالي(?:اً|ًا|ا)|في الوقت الحاضر|حتى الآن|الآن
            في السنوات الأخيرة|هذا العام
        """,
        asides=r"(?:انظر|طالع)(?: أيضا| أيضًا)?|مقالة مفصلة",
        origins=r"(?:ال)?مص(?:در|ادر)",
        apart=r"انظر أيض(?:ا|ًا)|وصلات خارجية|(?:ال)?مراجع|(?:ال)?مصادر|ملاحظات|هوامش",
    ),
    "my": Words(
        spaced=False,
        numbers=r"ထောင်|သောင်း|သိန်း|သန်း|ရာခိုင်နှုန်း",
        superlatives=r"ဆုံး|တစ်ခုတည်းသော",
        moving=r"မကြာသေးမီ|လောလောဆယ်|ယခုလက်ရှိ|လက်ရှိ|ယနေ့ထိ",
        apart=r"ကိုးကား|ပြင်ပလင့်များ|ဆက်စပ်ကြည့်ရှုရန်",
    ),
}
