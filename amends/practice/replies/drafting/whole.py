"""Whether a clause can stand in a letter by itself: whole, plain, and telling what happened instead of jeering at it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from amends.practice.replies.drafting.masks import MASK

LONGEST = 60  # a Chinese clause beyond it was written without stops
SHORTEST_IN_CHINESE = 4
SHORTEST_QUOTE, LONGEST_QUOTE = {"en": 12}, 120  # a quote says something, and can be read in one breath

# A clause that only says what the writer thinks of it; what it rests on stands beside it.
JEER = re.compile(
    r"才怪|有本事|^所[谓謂]|[够夠][烂爛]|吃相|[养養]活|简直|簡直|小气|小氣|可耻|可恥|可笑|荒唐|离谱|離譜|良心|醉了|服了|服气|服氣|佩服|好意思|要命|害人|讽刺|諷刺|名义上|名義上|毫无章法|真牛|(?<![得的])(?:厉害|厲害)|无敌|無敵|笑死|笑话|笑話|搞笑|就[这這](?!样|樣|[个個]月)"
    r"|[没沒未](?:看|见|見|遇|吃|住|用|碰)(?:到)?[过過](?:[这這]么|[这這]麼|[这這]样|[这這]樣|如此)|真不怎么|真不怎麼|不怎么样|不怎麼樣|(?:不如|还不如|還不如).{0,6}(?:不|算了)|不实惠|不實惠|认清|認清|真心|真是(?!的)|舍近求[远遠]|(?<![和跟与與同].)(?<![和跟与與同]..)(?<![和跟与與同]...)的一[样樣]$|似一[样樣]$|[连連].{1,3}都[没沒].{1,2}[过過]|百姓|保[护護][伞傘]|[谋謀]福利|不如(?!期|[实實约約])|[贪貪](?!便宜)|[最]差的|吃的很|(?:就|真|跟)像|像是|如同|一定(?:会|會|能)(?:解[决決]|[给給]|[帮幫])|^[绝絕]?不[会會][让讓]|好货|好貨|陷阱|毒瘤|被宰|[我您][局司][^机機]|刻不容缓|刻不容緩|危害极大|危害極大|血本|执迷|執迷|一塌糊涂|一塌糊塗|压榨|壓榨|不值得同情|(?:对|對)(?:不起|得起)[^，]{1,6}(?:名|牌)|什么年代|什麼年代|堪忧|堪憂|倒霉|倒楣|活该|活該|呵呵|哈哈|无话可说|無話可說|不知所[谓謂]|[这這][种種](?:公司|店|人|地方|客[户戶]|客人)|什么(?:玩意|东西|服务|破)|什麼(?:東西|服務)|霸王条款|霸王條款|很明显|很明顯|(?:态度|態度|服[务務]|品[质質]|[质質]量|味道|[环環]境|管理)?(?:真|极|極|超|太|很|好|巨|特别|特別|非常)(?:的)?(?:差|烂|爛|垃圾|坑|恶心|噁心)(?:了|劲|勁)?$"
)
# What turns away from the matter: advice to others, a guess, a shrug.
ASIDE = re.compile(
    r"[0零一1负負][颗顆分](?:星|都|也|$)|[一两兩二三四五\d][颗顆]星|一[辈輩]子|想翻[脸臉]|[雞鸡]肋|第[一1]次[给給打]?差[评評]|不(?:会|會)?推[荐薦]|不建[议議]|怎[么麼]办|怎麼辦|也[没沒]事|就算了|^[没沒]有[^，]{1,8}的?好$|[怀懷]疑|是否[^，]{0,12}$"
    r"|^不[能要]因[^，]{2,30}而?|再也不|不(?:会|會)再|(?:以[后後]|下次|永[远遠])[^，]{0,3}不|[别別](?:再)?[来來买買去]|千万|千萬|慎[入买買]|避雷|拉黑|吐槽|倒[闭閉]|[关關][门門]吧|等[着著]吧|享受|[翘翹]首|[期盼]盼|盼望|何去何[从從]|^大家|^特此|致歉|承[诺諾][^，]{0,4}(?:规范|規範|提高|改[进進]|整改)|不能[^，没沒]{1,6}一下|[态態]度[^，]{0,3}[诚誠][恳懇]|(?:费用|費用|[责責]任)由[^，]{2,24}(?:[负負][责責]|承[担擔])$|[议議劝勸告][^，]{0,2}(?:大家|各位|[你您]们|[你您]們|其他人|朋友)|[谨謹]慎|[来來][着著]$|能不能(?=[^，]{2})|[^，]{2}[简簡]直|的嘴$|根本不懂|老子|没那[个個]精力"
    r"|[害怕]?後悔[买買]|后悔买|更[实實]惠|不多[说說]了|[联聯][系絡繫]方式[^，]{0,4}不|[没沒](?:有)?(?:什[么麼]|啥)好?[说說]|不用[说說]了|[懒懶]得[说說]|重要的事情[说說]|[没沒]有?期待"
)
# What is praised by saying what was not the matter.
NOT_BAD = re.compile(
    r"不(?:用|洗|駛|使|需要?|必)(?:怎[么麼]|[点點]|太)?(?:等|排)|不[难難](?:行|找|走|吃|喝|食)|不(?:算|會|会)?太?(?:稀|油|[腻膩膩]|淋|厚|[热熱]|逼|迫)|不[会會]很|不油[腻膩]|不(?:算太?|太)[贵貴]|[没沒]有?(?:什[么麼])?(?:特[别別])?(?:雪味|腥味|臊味|危[险險]|[问問]題|问题)$"
    r"|不算(?:很|太)?(?:久|耐|多人)|一[阵陣]就|[无無][问問][题題]|不[过過]不失|不[错錯]|[没沒][话話][说說]|[没沒]得[弹彈]"
)
# A bare judgement tells nothing of the matter; what it rests on stands beside it.
BARE = re.compile(
    r"^(?:真的|就是|[总總]之|整[体體]|[个個]人)?(?:感[觉覺]|[觉覺]得)?(?:一[点點])?(?:都|也)?(?:很|太|真|非常|特[别別]|十分|[极極]其|不太)?"
    r"(?:不好|不行|不[满滿]意|不[喜开開][欢歡心]|不怎[么麼][样樣]|不推[荐薦]|不值得?|差|差[劲勁]|差[评評]|失望|[后後]悔|一般|普通)(?:[买買]了?|了|的)?$"
)
# A whole house judged at once, and what is said of something that stood before, are no point either.
OF_A_HOUSE = re.compile(
    r"^(?:真是?的?|[实實]在|很|非常|十分|最|特[别別])[^，]{1,8}的(?:一[家间間])?(?:[饭飯酒]店|旅[馆館]|民宿|餐[厅廳]|店家?|公司|地方)$|^(?:非常|十分)有|值得再[訪访來来去]"
)
# What only stands before it: how it strikes the writer, or what ties it to the clause before.
HEAD = re.compile(
    r"^(?:(?:需)?要[说說](?:一下)?的是|[我您]?(?:也|真的?|都)?不知道?(?:是)?(?:为什么|为何|为啥|怎么回事)|(?:最{1,2}|更|尤其|令人|让人|讓人)[^，]{1,8}的(?:是|就是)|(?:更|最)(?:讽刺|諷刺)的?是?|[搞弄害][得的]|更?可以[说說](?:是)?|[却卻](?=[\u4e00-\u9fff]{5})|可(?=[填打去到等我您现現结結今被])|导致|導致|致使|再?加上|此外|另外|可惜|[一二三四五]是(?=[^，是]{4})|不是一般的[慢差贵貴]|不料|[没沒]想到(?=[\u4e00-\u9fff]{4})|[谁誰哪]知|想不到|不曾想|至[于於]|其中(?=[\u4e00-\u9fff]{4})|明明|居然|竟然|竟|事实上|事實上|其实|其實)"
)
# A day or an hour alone says nothing; nor does a step that was taken.
TIME_ALONE = re.compile(
    r"^(?:[您我]|本人)?(?:于|於|在|从|從|自)?[\d一二三四五六七八九十年月日号號时時点點分上下午晚早周週星期天去今昨明底初间間左右]+(?:份|起|开始|開始)?$"
)
TOOK_A_STEP = re.compile(
    r"^(?:也|还|還)?(?:多次|曾)?(?:打|找|去|跑|问|問|拨|撥|反映|投诉|投訴)[过過了](?!.*[没沒不未无無])"
)
# What begins amid a thought is a piece of one.
BEGINS_AMID = re.compile(
    r"^(?:[上里裡中內内](?=[显顯]示|提示|[写寫]|[说說]|面)|其[它他](?=[\u4e00-\u9fff])|以免|以便|为防|為防|好不容易|好容易|可以|能够|能夠|应该|應該|[虽雖]然|因[为為]|而(?!家)|[并並]|至少|下一秒|之[后後]|[无無][论論]如何|或(?!者)|及|把|向|比(?!例|[赛賽])|什么|什麼|怎么|怎麼|多么|多麼|[这這]么|[这這]麼|那么|那麼|像|好像|好似|于|於|下次|在此|(?:联系|聯[絡繫]|手机|手機)?(?:电话|電話|号码|號碼|方式)[：:]?\d|眼[见見]|以后[别別不]|大家|各位|[对對](?![方面账帳])[^，]{2,12}的[^，]{1,6}$|[让讓使令]|[后後](?=[在来來又])|(?:现在|現在|[却卻])?[说說](?![好话話明])|[您我]的(?=[还還就也都没沒]))|[您我]的(?=[还還没沒]|就[不没沒])|也[请請]"
)
# Cantonese that became standard writing: what is left over, and what begins amid a story.
STORY = re.compile(
    r"^(?:[您我佢他她它]|本身|跟手|之後|先|其[實实]|仲|又|連|同埋|但|今日|手|原|好似|呢|果|不是|還)|[喇吓話飲嘥即擺囉]|東西(?:食|飲)|[無冇](?:得|了)$|無[食飲]|^給了|[左既依尼嫁架緊哂曬麻黎梗畸掂岩淋郁]|點知|^另|^個|入去|[返飛]|[叫博]|[個种]種|這麼(?![多少久遠慢貴薄細小大])|[無冇]$|^.{0,3}叫|落去|去[邊边]|點多|了個|掛$|洗[這咁]|添$|燶|投胎|[终終]有|\d蚊|[難难][聽听]"
)
# What is written one way in both and read differently.
ALSO_SPOKEN = re.compile(
    r"野|系(?![統列])|既|黎|俾|吾|落|返|晒|哂|嗎?啫|佐|尼|度$|先(?!生)|番|蚊|住|嗌|傾|唔|靚|咩|D|d(?![a-z])|得(?=[\d幾一兩])|好(?=[\u4e00-\u9fff]$)|[個隻碗碟杯]$"
)
LONGEST_SPOKEN, SPOKEN_FROM = 16, 2
ENDS_AMID = re.compile(
    r"^[^，没沒不被]*(?:公司|[银銀支分]行|中心|平台|集[团團]|酒店|[门門]店|[超商][市场場])$|(?:[作做][为為][^，]{1,8}[方者人]|[恶惡]意|[长長]期|故意|[随隨]意|未[经經][^，]{1,6}(?:同意|允[许許]|[许許]可|授[权權])|一[个個张張条條次件家]|[这這那]|和|与|與|比|向|越|以及|或|[^是]的(?:话|話)|正[当當])$"
)
# Latin words amid Chinese that are how people speak; those that name a thing are known.
LATIN = re.compile(r"[A-Za-z]+")
NAMES = re.compile(
    r"^(?:[A-Z]{2,}[a-z]?|(?i:app|wifi|wi|fi|pos|atm|usb|vip|pdf|ktv|ok|sim|pc|id|qr|cp|gps|suv|iphone|ipad|apple|android|ios|windows|[a-h]))$"
)
LEFT_OF_DIALECT = re.compile(
    r"[嘅咗唔喺佢啲冇嚟哋咁嗰嘢乜攞俾畀噉嗌揾搵諗睇啖餸嬲攰瞓奀晒喎噃啱啩嘞咩㗎嘥掟攪嗱咪𠮶吖]|(?<![A-Za-z])[dD](?=[\u4e00-\u9fff])|[\u4e00-\u9fff]既(?![然是要往])[\u4e00-\u9fff]|[等食叫買訂做]左|[差好多少大細][dD](?![a-z])|呢(?=[間個隻度款碟])|果(?=[個間隻])|枱|仲有|返(?:嚟|低)|係(?!數|列)|同埋|好(?:薄|柴|怪)|黐|成(?:口|碗|杯|餐|個|間)"
)

# English: what a cut or a mask leaves behind.
TORN = re.compile(
    r"^(?:llc|inc|ltd|etc)\b|^(?:on|in|at|to|of|for|with|by|from|via) (?:when|and|but|or|that|in|to|of|for|which)\b"
    r"|\b(?:the|a|an|of|to|for|with|by|and|or|but|that|which|who|my|your|our|on|in|at|from|via|is|was|were|be|not|because|as|than|if|i)$"
    r"|(?-i:\b(?:[A-Z]\.)+[A-Z]$| [B-HJ-Z]$)"
    r"|\b(?:in reference to|by|via|with|from|to) (?:and|on|to|in|of)\b"
    r"|\x27\x27|``| : | -- |\( | \)|[{}=|>]",
    re.I,
)
SPOKEN = re.compile(
    r"\b(?:u|ur|guys|lol|smh|omg|wtf|thx|pls|plz|tho|cuz|gonna|wanna|yall|luv|moths|alot)\b|\bi\b"
)


# What is asked for stands among the wishes.
ASKS = re.compile(r"\b(?:could|can|would|will) (?:you|someone|anyone)\b|\bplease\b", re.I)


def is_plain(words: str, raw: str, language: str) -> bool:
    """Whether it can be read in one breath, without dialect, gaps and open brackets."""
    if language == "en":
        gaps = MASK in raw or MASK in words
        return not (gaps or SPOKEN.search(words) or ASKS.search(words)) and _is_balanced(words)
    return (
        len(words) <= LONGEST
        and MASK not in words
        and not LEFT_OF_DIALECT.search(words)
        and _is_balanced(words)
    )


def stands(words: str, raw: str, language: str) -> bool:
    """Whether a reader who knows nothing else would take it for a whole, sober sentence."""
    if not is_plain(words, raw, language):
        return False
    if language == "en":
        return not TORN.search(words)
    if JEER.search(words) or _merely_judges(words) or TIME_ALONE.match(words) or TOOK_A_STEP.match(words):
        return False
    if any(not NAMES.match(one) for one in LATIN.findall(words)):
        return False
    return not (ENDS_AMID.search(words) or BEGINS_AMID.search(words))


# That somebody's manner was bad is a grievance where it says whose; how it strikes the writer is none.
MUCH_TOO_BAD = re.compile(
    r"(?<=[\u4e00-\u9fff]{3})(?:实在|实在是|真的|真是|非常)?(?:真|极|太|很|好|非常|特别|极其)差(?:了|劲)?$"
)
PLAIN_TO_SEE = re.compile(r"(?<=[\u4e00-\u9fff]{2})很明显$")
STRIKES = re.compile(
    r"^(?:真|太|好|很|非常|实在|令人|让人|叫人|真是|实在是)*(?:(?:[气氣]人|[气氣][愤憤]|生[气氣]|失望|[无無][语語]|[郁鬱][闷悶]|糟心|心寒|[难難]以接受|接受不了|受不了|体验|糟糕)(?:了|的|透[顶頂]|至极)?)+$"
    r"|^(?:体验|感觉|印象)感?[^，]{1,6}$"
)


def is_sober(words: str) -> bool:
    """Whether it neither jeers nor merely judges."""
    known = PLAIN_TO_SEE.sub("", MUCH_TOO_BAD.sub("", words))
    return not (JEER.search(known) or _merely_judges(words) or STRIKES.match(words))


def _merely_judges(words: str) -> bool:
    return bool(BARE.match(words) or OF_A_HOUSE.match(words))


# What somebody does not know is told, with the words of a question.
NOT_KNOWN = re.compile(
    r"(?:不(?:知道?|清楚|明白|懂|[晓曉]得)|(?:搞|弄)不(?:清|懂|明白)|[没沒][有人]*(?:[告说說解][诉訴明释釋]?|通知)).*"
)


def is_rhetorical(raw: str, rules: Mapping[str, Any]) -> bool:
    """Whether it asks what wants no answer."""
    return bool(re.search(rules["rhetoric"], NOT_KNOWN.sub("", raw)))


def begins_amid(words: str) -> bool:
    return bool(BEGINS_AMID.search(words))


def ends_amid(words: str) -> bool:
    """Whether it ends amid a thought, or has no end by itself: an hour, a step that was taken."""
    return any(found.search(words) for found in (ENDS_AMID, TIME_ALONE, TOOK_A_STEP))


def _is_balanced(words: str) -> bool:
    """Whether every bracket and every mark of speech is closed."""
    pairs = (("(", ")"), ("（", "）"), ("“", "”"), ("「", "」"), ("[", "]"))
    return words.count('"') % 2 == 0 and all(words.count(one) == words.count(other) for one, other in pairs)


def without_head(clause: str) -> str:
    """The clause without what only led up to it."""
    return HEAD.sub("", clause)


def as_written(clause: str, spoken: Sequence[Sequence[str]]) -> str:
    """What was set down as it is spoken, as it is written: word by word, in the order of the table."""
    for heard, written in spoken:
        clause = re.sub(heard, written, clause)
    return clause


def is_spoken(text: str) -> bool:
    """Whether a text is set down as Cantonese is spoken."""
    return len(LEFT_OF_DIALECT.findall(text)) >= SPOKEN_FROM


def tells_plainly(clause: str, raw: str) -> bool:
    """Whether a clause out of a spoken text is short, begins with what it is about, and was written as it is read."""
    is_written = not (LEFT_OF_DIALECT.search(raw) or ALSO_SPOKEN.search(raw))
    return is_written and len(clause) <= LONGEST_SPOKEN and not STORY.search(clause)


def in_standard_chinese(clause: str, spoken: Sequence[Sequence[str]]) -> str:
    """A clause of Cantonese; any other is left as it is."""
    return as_written(clause, spoken) if LEFT_OF_DIALECT.search(clause) else clause


# "Not only" without what else leaves the reader waiting.
NOT_ONLY = re.compile(r"(?<![这這那])不[仅僅但光][仅僅]?是?(?![是要])")
WHAT_ELSE = re.compile(r"[还還]|而且|[并並]且|也|更|甚至|[连連]|反而|且|又|都")


def without_not_only(phrase: str) -> str:
    """A phrase without a "not only" whose second half was left out; what is quoted stays as it was written."""
    found = NOT_ONLY.search(phrase)
    if not found or phrase[0] in "“「" or WHAT_ELSE.search(phrase, found.end()):
        return phrase
    return phrase[: found.start()] + phrase[found.end() :]


def can_be_quoted(words: str, language: str) -> bool:
    return SHORTEST_QUOTE.get(language, SHORTEST_IN_CHINESE) <= len(words) <= LONGEST_QUOTE


LAST_STOP = re.compile(r"^.*[。！？!?；;\n]|^.*\.(?=\s)", re.S)


def beginning_of(text: str, most: int) -> str:
    """The first sentences of a text, so many characters at most."""
    if len(text) <= most:
        return text
    whole = LAST_STOP.match(text[:most])
    return whole.group() if whole else text[:most]
