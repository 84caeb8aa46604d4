"""The clauses of a customer's words: where they end, which can be repeated, and how they turn into our mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.practice.replies.drafting.chinese import breaths, in_script, plainly
from amends.practice.replies.drafting.english import (
    ASKED_FIRST,
    ENGLISH_TURNS,
    YOU_AFTER,
    calmed,
    english_why,
    is_prose,
)
from amends.practice.replies.drafting.masks import MASK, unmasked
from amends.practice.replies.drafting.meals import is_of_a_meal, named_plainly
from amends.practice.replies.drafting.repeatable import is_never_repeated
from amends.practice.replies.drafting.scene import SURELY_A_REQUEST
from amends.practice.replies.drafting.whole import (
    as_written,
    in_standard_chinese,
    is_plain,
    is_rhetorical,
    is_spoken,
    stands,
    tells_plainly,
    without_head,
)

# Chinese writers also part their clauses by blanks; English ones rarely by anything but the full stop.
CHINESE = re.compile(
    r"(?:[^，。！？；,!?;\n\s…⋯～~：:]|(?<=\d)[:：,~～](?=\d))+(?: (?=[A-Za-z0-9])[^，。！？；,!?;\n\s…⋯～~：:]+)*[！？!?]*"
)
ENGLISH = re.compile(
    r"(?:[^.!?;\n]|\.(?=\S)|(?<=\b(?:Mr|Ms|Dr|St|No|Co)\b)\.|(?<=\bvs)\.|(?<=\b(?:Inc|Ltd)\b)\.(?= [a-z])|(?<=[.\s][A-HJ-Z])\.)+[!?]*"
)
NOISE = re.compile(
    r"https?://\S+|[@#＠＃][^\s，。！？,!?]+|</?[A-Za-z][A-Za-z0-9]{0,10}(?:\s[^<>]{0,80})?/?>|<\w+>|[\U0001F000-\U0001FAFF\u2600-\u27BF\u200b-\u200f\u202a-\u202e\ufeff\ufe0f#*_<>{}\[\]【】|\\^`“”「」『』\"‼️⁉]+"
)
# A name or a tag amid a sentence is a part of it; before and behind it is none.
NAMED_AMID = re.compile(r"(?<=[a-z,] )[@#](\w+)(?= [a-z&])")
# A word in marks is the customer's own, said with a raised brow.
MARKED_WORD = re.compile(r"[「『“]([^」』”]{1,6})[」』”]")
# What somebody else said, in marks of their own, is not the customer's voice; what was masked is not said at all.
SPEECH = re.compile(r"[「『“][^」』”]{7,80}[」』”]")
# A day can be left out with the word before it; a sentence loses its sense with a name.
MASKED_DAY = re.compile(
    r"\s*(?:\b(?i:on|in|at|of|dated|from|by|through|until|before|after|since))?\s*\b(?:the )?X{2,}(?:[/.-]+(?:X{2,}| ?\d{1,4}|year\b))+>?(?: of \d{4})?"
)
MASKED_NAME = re.compile(r"\bX{2,}(?:[ /.-]+X{2,})*")
# What stands in brackets is said beside the matter; one that is never closed takes the rest of its sentence along.
BESIDE = re.compile(
    r"[（(][^（）()\n]{0,160}[）)]|[（(](?![\u4e00-\u9fff])[^（）()。！？!?.\n]{0,160}|[（(](?=[\u4e00-\u9fff])[^（）()。！？!?.\s]{0,160}"
)
# A short word beside it amid a sentence, which goes on behind it.
ASIDE_AMID = re.compile(r"[（(][^（）()\n]{1,8}[）)](?=[的了在是有说說把被])")
# A full stop of the Latin script between Chinese words.
STOP = re.compile(
    r"(?<=[\u4e00-\u9fff])\.+(?=[\u4e00-\u9fff])|[.。]{2,}(?=[^\x00-\x7f])|(?<=[\u4e00-\u9fff])\.{2,}(?=\d)"
)
ITEM = "\ue001"
BEGINS = "\ue002"  # a sentence begins here
STOPS = re.compile(r"[。！？!?；;\n…⋯]")
# What ties a clause to the one before it is said again where both are said.
LINK = re.compile(
    r"(?:而且|并且|但是?|可是|不过|然后|结果|另外|所以|因为|由于|后来|还有|就是|导致|致使|使得|以至于?|以致|[却就才也都还又便则而])+"
)
# Whole clauses that are listed like words.
LISTED_LONG = re.compile(r"(?<=[\u4e00-\u9fff]{8})、(?=[\u4e00-\u9fff]{6})")
# Who is called by a name that begins with @, and then spoken of, is the house; "Am not getting" lacks its "I".
CALLED = re.compile(r"^\s*(?:[.]?@\w+\s+)+(?=(?:have|are|did|never|keep|still|were)\b)")
# By which law it was wrong is not what went wrong.
LEGAL_TAIL = re.compile(
    r"(?<=[a-z]{3})(?:,? (?:and|as|which is))?,? (?:under|pursuant to|per|according to|in accordance with|a violation of|in violation of|violates|violating) (?:the |my |of )*"
    r"(?:\d|u\.?s\.?\b|usc\b|fcra\b|fdcpa\b|fair (?:credit|debt)|federal (?:law|rights?)|section\b|law\b)[^.;!?\n]*(?:\.[^ .\n][^.;!?\n]*|\. (?=Code|C\b|\d|Section)[^.;!?\n]*)*",
    re.I,
)
# Who is called before anything is said.
MENTIONS = re.compile(
    r"^\s*[.]?\s*(?:(?:hey|hi|hello|(?:good )?(?:morning|afternoon|evening)|yo|ok|so|dear|thanks|thank you)(?: there)?[\s,-]+)?(?:@\w+[\s,:]*)+(?:(?:hey|hi|hello) there[\s,-]+)?",
    re.M | re.I,
)
NO_SUBJECT = re.compile(r"^\s*(?:@\w+\s+)*(?=am not\b)", re.I)
# What somebody did who leaves out that it was they.
DID = re.compile(
    r"(?:^|(?<=[.!?] ))(Asked|Ordered|Paid|Bought|Booked|Waited|Called|Tried|Emailed|Phoned|Rang|Complained|Requested|Spent)(?= (?!by\b))"
)
# A number of the customer's own list begins a new clause.
LISTED = re.compile(r"\s*[①-⑳⑴-⒇]\s*|(?<![\d.．第])\s*(?<![\dA-Za-z])\d{1,2}[.、．)）:：](?!\d)\s*")
SALUTATION = re.compile(
    r"^(?:尊敬的|敬爱的|敬愛的|亲爱的|親愛的|各位|领导|領導)|(?:您好|你好|领导|領導|书记|書記|局长|局長|[联聯][系繫絡]人|[敬呈]上|全[体體][^，]{2,4})$"
)
UNFINISHED = re.compile(
    r"(?:下|(?<![小按准準及随隨])[时時]|之?后|之?後|时候|時候|为了|為了|因为|因為|由于|由於|虽然|雖然|如果|之前|以前|到(?:现在|現在)[为為]止|至今|迄今|以[来來]|以及|并且|一直|或者|首先|然后|然後|但|而|就|才|都|说|說|才?(?:发现|發現)|[和与與及把被对對向给給在的])$|(?:的话|的話|情况下|情況下|表示|表達|过程中|過程中|沟通中|溝通中)$|^除了[^，]*外$|^在[^，没沒不]{3,40}(?:道|路|口|站|街|旁|边|邊|处|處|内|內|里|裡|上|前|区|區|市|县|縣)$"
)
SAYS_HOW = re.compile(r"(?:是|太|很|都|全|还|還|超)[^，是的]{1,4}的$|^[没沒][^，的]{1,4}的$")
DEMANDING = {
    "en": re.compile(
        r"^(?:(?:i |we )?(?:demand|want|need|insist|request|hope|would like|wish|expect)|please|return|delete|remove|fix|send|give|stop|conduct|refund|any idea|can i|can you|thanks?|thank|fyi|ps|(?:i am|i[\x27\u2019]m|we are) (?:\w+ly |writing to |hereby |also )*(?:asking|requesting|demanding|writing|filing|submitting|seeking|hoping|aware)|i (?:hereby|kindly|formally)|i (?:recognize|recognise) the importance|this (?:letter|request|complaint)|to (?:remove|delete|stop|get|have))\b",
        re.I,
    ),
    "zh": re.compile(
        r"^(?:我|本人)?(?:的)?(?:现|現)?(?:强烈|強烈)?(?:要求(?!我|本人|一次|百分|[职職]工|[员員]工|[业業]主|客[户戶]|用[户戶]|[顾顧]客|家[长長]|[学學]生|[村居]民|消[费費]者|每)|诉求|訴求|必须|必須|马上|馬上|立刻|立即|赶紧|趕緊|赶快|趕快|[给給]我(?![^，]{0,7}(?:了|造成|增加|错|錯|的|没|沒|不))|请(?!了|假)|請(?!了|假)|希望|还我|還我|建议|建議|奉劝|奉勸|麻烦|麻煩|谢谢|謝謝|感谢|感謝|不要(?!钱|錢)|[别別]再|应该要有|應該要有|千万|千萬|总之|總之|综上|綜上)"
    ),
}
# Words of judgement and mood alone tell nothing of what happened.
MOOD = re.compile(
    r"骂|罵|不要[选選来來买買去]|[别別][选選来來买買去]|千万别|千萬別|[别別]住|慎入|避雷|不想说|不想說|没想到|沒想到|没有想到|沒有想到|有夠|冤|[颗顆]星|食評|唔覺|差评|差評|好评|好評|打分|几颗星|幾顆星|不愉快|不高兴|不高興|不爽|麻麻哋|麻麻地|失望|丢脸|丟臉|丢人|丟人|难堪|難堪|無下次|无下次|下次不|很多年|没有之一|沒有之一|赚那么多|賺那麼多|懷疑人生|怀疑人生|生气|生氣|气愤|氣憤|无语|無語|心情|抵制|从我做起|從我做起|一切[产產]品|不开心|唔開心|太差|很差|差到|极点|極點|差劲|差勁|不好$|糟糕|呵呵|唉|中伏|不会再|不會再|唔會再|以后不|以後不|再也不|祝|不推荐|不推薦|打入|黑名单|黑名單|体会|體會|感受|感到|感覺|感觉|尷尬|尴尬|火大|恼火|惱火|可怜|可憐|\b(?:disappoint\w*|regret\w*|frustrat\w*|upset|unacceptable|never again|angry|annoyed|worst|sad|beware|avoid)\b",
    re.I,
)
GOOD = re.compile(
    r"不错|不錯|善良|热情|熱情|可以接受|良好|豐盛|丰盛|尚可|还行|還行|好有|[幾好]同?[好靚滑]|香脆|驚喜|惊喜|入味|鮮嫩|鲜嫩|出色|滿分|满分|唔膩|不腻|唔油|煙軔|(?<!不)(?<!唔)方便|(?<!不)舒服|还算|還算|还不错|還不錯|都很不错|都很不錯|还可以|還可以|挺好|很好|水準之上|水准之上|品質蠻高|蠻高|好食|好味|幾香|乾淨|干净(?!.{0,3}不)|满意(?!.{0,2}度)|舒適|舒适|不差|唔差|合理(?!.{0,2}[不嗎吗])|抵食|雖然|虽然|\b(?:redeeming|great|good|nice|love[d]?|excellent|friendly)\b",
    re.I,
)
DIALECT = re.compile(
    r"[嘅咗唔喺佢啲冇嚟哋咁嗰嘢乜攞俾噉嗌揾諗睇乜啖餸嬲攰瞓奀]|麻麻[地哋]|[佢我你][地哋]|果[個晚間陣舊隻幾]|呢[個隻間度款塊]|既(?=[\u4e00-\u9fff]{1,4}$)|食[到得完]|左個|等左|寫食評|姐係|點解|點都|真係|好耐|唔通"
)
# What did not happen or happened wrongly is what people complain of.
FAILURE = re.compile(
    r"没有?(?!想到)|沒有?(?!想到)|未(?!来|來)|不(?:给|給|肯|让|讓|能|到|接|回|理|退|发|發|足|见|見|予|了|行|认|認)|冇|唔|無|无(?!论|論)|拒|坏|壞|漏|(?<!少)少(?!少)|多收|扣|迟|遲|晚|错|錯|取消|缺|断|斷|等(?:了|到|咗|左)|才(?=送|來|来|到|給|给|回|有人)|慢|拖|欠(?=[我您了着著薪])|还欠|還欠|难|難|私自|强制|強制|却|卻"
    r"|\b(?:not|never|no|without|nobody|refus\w+|fail\w*|den(?:y|ied)|cancel\w*|late|wrong\w*|broke\w*|lost|missing|delay\w*|still|yet|charged|closed|stopped|ignored|\w+n[\x27\u2019]t)\b",
    re.I,
)
# A clause that only leads on or sets the scene.
LEADING = re.compile(
    r"^(?:不能|无法|無法|没法|沒法|尤其|然而|但|而|于是|於是|当时|當時|后来|後來|原本|本来|本來|一心|以为|以為|点知|點知|特登|特地)"
)
CRIME = re.compile(
    r"漫天要[价價]|被骗|被騙|骗走|騙走|骗取|騙取|诈骗|詐騙|违法|違法|违规|違規|非法|违反|違反|暴力|威胁|威脅|恐吓|恐嚇|诱导|誘導|强制|強制|套路|涉嫌|[恶惡]意(?!差)|欺|盗|盜|黑(?:店|心|你|我|人)|讽|諷"
    r"|\b(?:illegal\w*|unlawful\w*|violat\w+|harass\w*|fraudulent\w*|negligen\w+|breach\w*|decei\w+|deceptive|threaten\w*)\b",
    re.I,
)
# Words that only look like insults.
HARMLESS = re.compile(
    r"被骗|被騙|骗走|騙走|骗取|騙取|诈骗|詐騙|死机|死機|死[转轉](?!弯)|死循[环環]|卡死|锁死|鎖死|死亡|死角|死活|操作|操心|操场|操場|体操|猪肉|豬肉|豬扒|猪扒|豬排|猪排|狗粮|狗糧|狗狗|热狗|熱狗|坑洼|坑窪|坑洞|水坑|残渣|殘渣|渣滓|[运運]渣|渣土|渣[车車]"
    r"|垃圾(?:桶|站|箱|车|車|袋|分类|分類|清|堆|处理|處理|焚|房|场|場|短信|簡訊|还|還|没|沒|未|满|滿|完好|电话|電話|邮件|郵件|回收)|烂(?:路|尾)|爛(?:路|尾)|很[烂爛]的路|打死(?=.{0,4}[蚊虫蟲蟑苍蒼])|滚动|滾動|滚烫|滾燙|滚筒|滾筒|杀毒|殺毒|杀虫|殺蟲|烂了|爛了|腐烂|腐爛|有病人"
    r"|(?i:\bidentity (?:theft|thie(?:f|ves))\b|\b(?:was|were|been|got|had)(?: \w+){0,2} stolen\b|\bstolen (?:card|phone|identity|wallet|purse|checks?|information|vehicle|car)\b|\b(?:some(?:one|body)|they|he|she|who) (?:had |has )?stole\b"
    r"|\bvictims? of (?:\w+ ){0,2}(?:fraud|scams?)\b|\bfraudulent(?:ly)?\b|\bfraud (?:alerts?|accounts?|departments?|team|claims?|reports?|charges?|case|protection|activity)\b|\bscam (?:calls?|texts?|e-?mails?|websites?)\b|\b(?:battery|phone|engine|laptop) (?:die[ds]?|has died))"
)


@dataclass(frozen=True)
class Clause:
    """A clean piece of what the customer wrote; `raw` still has its marks."""

    words: str
    raw: str
    is_alone: bool = False  # out of spoken words, which do not follow one another as written ones do
    opens: bool = False  # the first of an item in the customer's own list, or of an English sentence
    named: str = ""  # what it complains of, plainly, where the words themselves are not said back
    begins: bool = False  # the first of a sentence
    link: str = ""  # the small word that ties it to the clause before


def clauses_of(
    text: str, rules: Mapping[str, Any], language: str, *, terse: bool = False
) -> Iterator[Clause]:
    """In order; shouting is calmed, noise and marks at the ends are gone."""
    longest = LONG_WHERE_TERSE if terse else LONG_SENTENCE
    text = LISTED_LONG.sub("，", STOP.sub("。", BESIDE.sub(" ", ASIDE_AMID.sub("", text))))
    if language == "en":
        text = NO_SUBJECT.sub("I ", CALLED.sub("You ", text)).replace("I Am not", "I am not")
        text = DID.sub(lambda done: f"I {done[1].lower()}", MENTIONS.sub("", text))
        text = NAMED_AMID.sub(lambda match: match[1].replace("_", " "), text)
        known = MASKED_NAME.sub(MASK, MASKED_DAY.sub("", as_written(text, rules["spoken"])))
        known = re.sub(r"(?:\s*,){2,}", ",", known)
        known = LEGAL_TAIL.sub("", known)
        clean = NOISE.sub(" ", re.sub(r"\{(\$[\d.,]+)\}", r"\1", known))
    else:
        text = plainly(text)
        clean = NOISE.sub(
            " ", LISTED.sub(f"\n{ITEM}", MASKED_NAME.sub("", SPEECH.sub("", MARKED_WORD.sub(r"\1", text))))
        )
    in_passing = language != "en" and is_spoken(text)
    is_a_meal = in_passing and is_of_a_meal(text)
    for raw in _pieces(clean, longest, rules) if language == "en" else _breaths(clean, rules):
        begins, opens = raw.startswith(BEGINS), ITEM in raw[:2]
        raw = unmasked(raw.replace(ITEM, "").replace(BEGINS, ""))
        words = tidy(
            calmed(raw) if language == "en" else CANNOT_HAVE.sub(r"\1不了", NOT_GRANTED.sub("没有", raw)),
            rules,
        )
        if language == "en":
            words, raw = english_why(words, raw)
        else:
            words = in_script(in_standard_chinese(without_head(words), rules["spoken"]), language)
            words, raw = asked_why(words, raw)
        plain = named_plainly(raw) if is_a_meal else ""
        if words and (plain or not in_passing or tells_plainly(words, raw)):
            yield Clause(words, raw.strip(), in_passing, opens, plain, begins, _link(words, raw.strip()))


def _breaths(text: str, rules: Mapping[str, Any]) -> Iterator[str]:
    ended = 0
    for match in CHINESE.finditer(text):
        stops = STOPS.search(text, max(0, ended - 1), match.start())
        first, *others = breaths(match.group(), is_rude(match.group(), rules))
        yield f"{BEGINS if stops or not ended else ''}{first}"
        yield from others
        ended = match.end()


def _link(words: str, raw: str) -> str:
    """The connecting words that were cut off a clause, if they are all that was."""
    head = raw[: max(0, raw.find(words[:3]))]
    return head if LINK.fullmatch(head) else ""


# "Why did you take 120 yuan from me?" asks for the reason, however sharply.
ASKED_WHY = re.compile(
    r"(?:凭什么|为什么|为何|为啥|憑什麼|為什麼|為何|為啥)(?:要|会|會|就)?([^不没沒](?!.*已).{3,30}|[不没沒].{1,12}就.{2,20})"
)
ASKS_WHY = re.compile(r"凭什么|为什么|为何|为啥|憑什麼|為什麼|為何|為啥")
# Questions that want no answer.
ASKING_BACK = re.compile(r"是有多|到底有多|(?:呢|吗|嗎|谁|誰|哪|什么|什麼|是否|还是|還是).*[？?]$")
# "Why does the third phase not begin?" asks the same of somebody who is named.
ASKED_WHY_OF = re.compile(
    r"([^，。！？]{2,16}?)(?:却|卻|又|都|还|還|就|到底|究竟)?(?:为什么|为何|为啥|為什麼|為何|為啥)(?:却|卻|又|还|還|会|會|要|就)?(.{3,30})"
)
REASON = "的原因"
# "Why is it not here?" asks for the reason as well; "why do you not pay?" is a demand.
WHY_NOT_THERE = re.compile(
    r"(?:为什么|为何|为啥|為什麼|為何|為啥)(?:就|还|還|都|一直|又)?([没沒]有?[^，]{2,18}?)了?"
)
# Why somebody says so is no matter that could be named.
WHAT_WAS_SAID = re.compile(r"[说說]|表示|告[诉訴]|回[复覆]")
# What is asked of everything at once is a reproach.
FOREVER = re.compile(r"永远|永遠|总是|總是|老是|从来|從來")


NOT_GRANTED = re.compile(r"不予(?=解决|处理|受理|办理|理会|回应|回复|答复|退|赔|补|更换)")
# What could not be had is told as the customer met it, never as our refusal.
CANNOT_HAVE = re.compile(
    r"(?:(?<!能)不能|(?<!可)不可以|无法|無法|没办法|沒辦法|没法|沒法)(?:再)?([退换換赔賠开開补補](?![还還回给給])|[办辦]理|取消|提供|[处處]理|解[决決]|更改|受理|[满滿]足)"
)


def asked_why(words: str, raw: str) -> tuple[str, str]:
    """A question for the reason becomes its name; a reproach is nothing to say back, anything else stays."""
    if ASKS_WHY.match(words) and FOREVER.search(words):
        return "", ""
    if WHAT_WAS_SAID.search(words):
        return words, raw
    if missing := WHY_NOT_THERE.fullmatch(words):
        words = raw = f"{missing[1]}{REASON}"
    elif asked := ASKED_WHY.fullmatch(words):
        words = raw = f"{asked[1]}{REASON}"
    elif asked := ASKED_WHY_OF.fullmatch(words):
        of_whom = "" if asked[1].endswith("的") else asked[1]
        words = raw = f"{of_whom}{asked[2]}{REASON}"
    return words, raw


def _pieces(text: str, longest: int, rules: Mapping[str, Any]) -> Iterator[str]:
    """Sentences without what leads in to them; a long one, or one with an insult in it, in the parts that stand by themselves."""
    for match in ENGLISH.finditer(text):
        sentence = ASKED_FIRST.sub("", LEADING_IN.sub("", match.group().strip()))
        first, *others = (sentence,)
        if is_rude(sentence, rules):
            first, *others = PARTS.split(sentence)
        elif len(sentence) > longest:
            first, *others = JOINTS.split(sentence)
        yield f"{ITEM}{first}"
        yield from (part.strip() for part in others if part)


LEADING_IN = re.compile(
    r"^(?:since|because|although|though|being that|as)\b[^,.;!?]{3,90}, (?=\w+ \w+)", re.I
)
LONG_SENTENCE, LONG_WHERE_TERSE = 170, 110
JOINTS = re.compile(
    r"[,;]? (?:but|and then|and|so|because|however|then|although|though)[, ] ?(?=[a-zI])|; | - ", re.I
)
PARTS = re.compile(
    rf"{JOINTS.pattern}| as (?=some|the |they |you |I )|, (?=(?:I|you|they|we|he|she|it|my|your|the|this|no|nobody|still|never|has|have)\b)",
    re.I,
)


# What ties a clause to the one before it; by itself it would begin in the middle.
LINKING = re.compile(
    r"^(?:(?:而且|并且|並且|且|所以|以致|以至|致使|导致|導致|使得|造成)了?)?(?:才|就(?![是业業医醫学學读讀诊診餐职職寝寢地任算])|也(?![是许許好])|都(?![市是江])|便(?![是宜利秘捷民当當])|则|則)?(?=[\u4e00-\u9fff]{4})"
)


def tidy(clause: str, rules: Mapping[str, Any]) -> str:
    clause = re.sub(r" (?=(?:n[\x27\u2019]t|[\x27\u2019](?:m|s|re|ve|ll|d))\b)", "", clause)
    clause = re.sub(
        r"^(?:\d{1,2}|\d{1,2}[:：~-][\d:：~-]*)的| \d{1,2}$", "", re.sub(r"\s+", " ", clause).strip()
    )
    clause = re.sub(
        r"^(?:我)?(?:就|只是|还是|還是)?(?:觉得|覺得|总感觉|總感覺)",
        "",
        re.sub(rules["connectors"], "", clause),
    )
    clause = re.sub(rules["tails"], "", re.sub(r"^(?:且(?!慢)|然而)", "", clause)).strip(
        " ，。、,.:：-—…~～()（）="
    )
    clause = LINKING.sub("", clause)
    return re.sub(r"(?<!\d)\s*[：:]\s*\d*$", "", clause)


def is_rude(words: str, rules: Mapping[str, Any]) -> bool:
    return bool(re.search(rules["insults"], HARMLESS.sub("", words)))


SHORTEST = (2, 4)  # in Chinese, in English


def is_clean(clause: Clause, rules: Mapping[str, Any], language: str, *, leads: bool = False) -> bool:
    """Whether a polite person could repeat it at all: no insult, no long number, no dialect, no wish, nothing torn off.

    What wants to go on is clean only where it `leads` to another clause.
    """
    words = clause.words
    if len(words) < SHORTEST[language == "en"] or is_never_repeated(words) or is_rude(words, rules):
        return False
    if (
        SALUTATION.search(words)
        or (is_unfinished(words) and not leads)
        or not is_plain(words, clause.raw, language)
    ):
        return False
    if STATUTE.search(words) if language == "en" else (ASKS_WHY.match(words) or BY_LAW.search(words)):
        return False
    return not (SURELY_A_REQUEST.search(words) or DEMANDING["en" if language == "en" else "zh"].search(words))


def is_sayable(clause: Clause, rules: Mapping[str, Any], language: str) -> bool:
    """Whether nothing in it looks like a jeer, a piece of a sentence, a question that wants no answer, or a list."""
    words = clause.words
    if is_rhetorical(clause.raw, rules) or not stands(words, clause.raw, language):
        return False
    if is_prose(words) if language == "en" else not ASKING_BACK.search(clause.raw):
        return is_clean(clause, rules, language)
    return False


# What a law says is not what went wrong.
STATUTE = re.compile(
    r"^code\b|\b\d{4}[a-z]\b|\bu\.?s\.? ?c\b|\d ?u\.?s\.?c|\bunder the law\b|\bc\.?f\.?r\b|\b(?:fdcpa|fcra|respa|fcba|tila|ucc|gdpr) \(|\b(?:fair (?:debt|credit)|consumer protection)\b.{0,40}\bact\b|\b(?:civ|et seq)\b|\b(?:sub)?section \w+|\bpursuant\b|\bshall\b|\ba person\b|\bany (?:consumer|person)\b|\bhereby\b|\bstates? (?:that )?(?:i|a|you) \b",
    re.I,
)

BY_LAW = re.compile(
    r"^(?:根[据據]|依[据據]|依照|按照|遵照)[^，没沒未不]*(?:法|法律|法[规規]|[条條]例|[规規]定|[办辦]法|[细細][则則]|[条條])[》】]?$|[\u4e00-\u9fff]{2}[》】]?第[一二三四五六七八九十百\d]+[条條]"
    r"|明[文确確](?:[规規]定|要求)$"
)


def is_unfinished(words: str) -> bool:
    """A clause that wants to go on; "it was cold" ends in 的 and does not."""
    return bool(UNFINISHED.search(words) and not SAYS_HOW.search(words))


AN = re.compile(r"\b([Aa]) (?=(?:[aei](?!u)|o(?!n[ce]))[a-z]|un(?!i[tvqof]))")


# "We villagers" are many, and not only the one who is written to.
OF_A_GROUP = re.compile(
    r"(?:我[们們]|咱[们們])(?:[这這]些)?(?=(?:全体|全體|广大|廣大)?(?:[业業]主|居民|村民|市民|[车車]主|家[长長]|[学學]生|[员員]工|教[师師]|[职職]工|[农農]民|老百姓|百姓|[顾顧]客|消[费費]者|乘客|租[户戶]|[商住]?[户戶]主|[储儲用]?[户戶](?=[^主])))"
)


def turned(clause: str, rules: Mapping[str, Any], language: str) -> str:
    """From the customer's mouth into ours: "my order" becomes "your order", "your courier" becomes "our courier"."""
    if language != "en":
        clause = OF_A_GROUP.sub("各位", clause)
        # One pass, so that what was just turned is not turned back.
        (ours, ours_to), (theirs, theirs_to) = rules["pronouns"]
        both = re.compile(f"(?P<ours>{ours})|(?P<theirs>{theirs})")
        said = both.sub(lambda match: ours_to if match["ours"] else theirs_to, clause)
        return said.replace(f"{ours_to}{ours_to}", f"{ours_to}，{ours_to}")
    clause = re.sub(rf"\b({YOU_AFTER}) you\b", "\\1 \x00us", clause, flags=re.I)
    clause = re.sub(r"\b([Yy])ou all\b", r"\1ou", clause)
    clause = re.sub(r"\bmyself and\b", "I and", clause)
    table = {**ENGLISH_TURNS, "\x00us": "us"}
    pattern = re.compile(
        "\x00us|" + r"\b(?:" + "|".join(sorted(ENGLISH_TURNS, key=len, reverse=True)) + r")\b", re.I
    )
    said = pattern.sub(
        lambda match: table.get(match.group().lower().replace("’", "'"), match.group()), clause
    )
    said = re.sub(r"\b(called|contacted|emailed) you (you [a-z])", r"\1 you, \2", said)
    said = AN.sub(r"\1n ", said)
    return re.sub(r"([.!?] )([a-z])", lambda start: start[1] + start[2].upper(), said)
