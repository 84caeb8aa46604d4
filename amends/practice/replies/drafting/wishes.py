"""What a customer asks for outright, in their own words: a letter that names it otherwise names something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from amends.practice.replies.check.noted import letters_of
from amends.practice.replies.drafting.chinese import WISHES, plainly
from amends.practice.replies.drafting.clauses import CRIME, HARMLESS, NOISE, is_rude
from amends.practice.replies.drafting.english import calmed
from amends.practice.replies.drafting.listed import items_of
from amends.practice.replies.drafting.masks import MASK
from amends.practice.replies.drafting.repeatable import is_never_repeated, is_private
from amends.practice.replies.drafting.whole import JEER, LEFT_OF_DIALECT

MOST = 2
SHORTEST, LONGEST = {"zh": 4, "en": 20}, {"zh": 48, "en": 170}
STOPS = {
    "zh": re.compile(r"[。！？!?；;\n…⋯～~]+|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])"),
    "en": re.compile(r"(?<=[.!?;])\s+|\n+"),
}
# What stands before a request without being one.
LEAD = r"(?:(?:所以|因此|现在?|現在?|只|就|也|还是?|還是?|并|並|在此|特|一直|真心|诚恳地?|誠懇地?|强烈|強烈|坚决|堅決|务必|務必|再|仍|仍然|最后|最後|故|再次|我们?|我們|本人|您好|你好)(?:，|,)?)*"
ASKS = {
    "zh": re.compile(
        rf"{LEAD}(?:要求(?!我|本人|一次|百分|[职職員员業业客用顧顾家學学村居消每]|了|的|过|過|很|高|严|嚴)|(?:我的)?[诉訴]求(?:就?是|为|為)|[恳懇][请請求]|[请請]求|敬?[请請](?![问問假教客了个個来來吃过過示愿願我他她店]|各位|大家|勿|本人|服[务務]|[师師]傅|收下|[柜櫃][台檯]|房[务務])"
        r"|希望(?![落越你您]+(?:来|來|越)|破|大家|各位|[国國]家|黑[猫貓]|媒[体體])|[盼渴]望|望(?=[^，落上下见見过過了着著]{4})|建[议議](?!大家|各位|书|書|搭|不|[还還]是|自|[带帶早选選先别別避买買去住吃点點])|申[请請](?=退|取消|撤|注|减|減|延|停|解|理|赔|賠)|求求(?:[您你领領大][^，]{0,2})?|(?:有[没沒]?有?人|是否|是不是)?可以(?=[帮幫]|[协協]助[^，]{2})|(?:能不能|可不可以|可否|能否|是不是可以|可以不可以|可唔可以)(?!有点|有點|要点|要點|有些良|[别別]|像|不再?这|不再?這)(?=[^，]{3})|麻[烦煩](?=[您你]|帮|幫|尽|盡|给|給|把|查|看)|[烦煩][请請]|(?:想要?|需要)(?=[^，]{0,6}(?:退|解[决決释釋]|取消|[赔賠]|[协協]商|[换換]|[补補])))"
    ),
    "en": re.compile(
        r"(?:(?:so|and|therefore|thus|again|now|also|hence|at this (?:point|time)|in (?:conclusion|addition)|additionally|furthermore|for (?:this|these) reasons?|i repeat)[\s,]+)*"
        r"(?:(?:i|we)(?:[\x27\u2019]m| am| are| would|[\x27\u2019]d| do| just| only| simply| hereby| formally| respectfully| kindly| really| also| therefore| still)* (?:request(?:ing)?|ask(?:ing)?|demand(?:ing)?|want|need|like|expect|insist)"
        r"(?= (?:that|to|for|you|this|these|them|they|it|my|our|the|an?|all|only|immediate|proof|written)\b)(?! (?:you )?(?:to )?(?:know|be aware|for help|say|file|make|inform|report|express|complain|thank|point|share|add|start|bring|dispute|understand|call|go|hear|contact|speak|talk)\b)(?! for this to be resolved$)"
        r"|all (?:i|we) (?:want|ask|need)(?:ed)? is|(?:please|kindly),? (?!note|see|find|be advised|read|keep in mind|review|look|remember|check my|do (?!not)|help[.!]?$|be aware|advise[.!]?$|dm|respond[.!]?$|reply[.!]?$|refer|forgive|understand|excuse|let me know)"
        r"|[^,;:]{3,80} (?:needs?|should|must|ha(?:s|ve)|ought) (?:to )?(?:immediately )?be (?:removed|deleted|corrected|refunded|returned|fixed|cancelled|canceled|credited|replaced|updated|waived|closed|reversed|paid)\b(?! (?:by law|within)))",
        re.I,
    ),
}
# What a request goes on with behind a comma.
GOES_ON = re.compile(
    r"(?:[并並]|且|同[时時]|以及|或者?|尽|盡|早日|及[时時]|立即|立刻|马上|馬上|重新|能|可以|[给給]|把|[将將]|按照?|依照?|[对對]|退|[还還](?!有|是|没|沒|不)|[赔賠]|[补補]|取消|停止|不要|不再|不得|[别別]再|[让讓](?!我(?:等|.{0,4}(?:很|都|感)))|查[清处處明]|修[改复復好]|[换換]|恢[复復]|[删刪]除|撤[销銷]|更[改正]|[减減]免|[协協]商|妥善|解[决決除释釋]|[处處]理|道歉|加[强強派大]|[规規]范|落[实實]|督促|公[开開示布])"
)
# Who is asked, and how, without what for.
LACKS_ITS_VERB = re.compile(r"(?:作[为為]|依照|按照|根[据據]|通[过過]|[对對][于於])[^，]{0,16}$")
# A bare "please" asks for less than what is demanded outright.
IN_PASSING = re.compile(r"敬?[请請](?!求)|麻[烦煩]")
# "Please log in soon", said a message to the customer.
ASKED_POLITELY = re.compile(r"敬?[请請]")
SAID_BY_OTHERS = re.compile(r"[说說]|提[示醒]|通知|告知|回[复覆]|表示|[写寫][着著]|[显顯]示")
# Where a request turns into what happens otherwise, or into thanks.
TURNS = re.compile(
    r"否[则則]|不然|要不然|如果|若|[谢謝感]|拜[托託]|因[为為]|[毕畢]竟|曝光|起[诉訴]|投[诉訴]|举报|舉報"
)
ELSE = re.compile(r",? (?:or (?:else|i|we)\b|otherwise\b|if not\b|before i\b|thank).*$", re.I)
# What is asked of others, or for the writer's comfort alone.
OF_OTHERS = re.compile(
    r"做主|主持|公道|曝光|[严嚴][惩懲]|[关關]注|取[缔締](?![^，]{0,10}[馆館店摊攤点點场場])|倒[闭閉]|[给給]个好评|黑[猫貓]|有[关關]部[门門](?![^，]{0,8}(?:[把将將修装裝架增设設安]|出[台臺]|整治|清理|治理|制止|查[处處]|取[缔締]))|\b(?:cfpb|bbb|attorney|court|bureau of|lawmakers|government)\b|大家|朋友|各位|早日(?:倒|关)|[帮幫]{1,2}我?[们們]?$|(?:帮我|幫我|给我|給我)?看(?:一看|看|一下|下)$",
    re.I,
)
# What was asked for in vain is told, not asked; so is what happens to nobody's account.
TURNED_DOWN = re.compile(
    r"被|拒|[未没沒无無]果|[没沒]用|不管|有[权權]|法律|水深火[热熱]|[穷窮]途|一直[不没沒]|不通[过過]|也[退换換]不|[没沒]人|^需要.*[吗嗎么麼]$|早日康[复復]|康[复復]$|\bbut (?:they|you|nobody|no one|he|she|it)\b|\bremoved from office\b",
    re.I,
)
# Several who are asked together.
TOGETHER = re.compile(r"(?<=[\u4e00-\u9fff])\+(?=[\u4e00-\u9fff])")
PICTURES = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2b50\ufe0f]+")
MASKED = re.compile(r"X{2,}|\*{2,}|[A-Za-z0-9]_|_[A-Za-z0-9]|\[[^\]]*\]|[{}<>|]")


def wishes_of(
    text: str, rules: Mapping[str, Any], language: str, avoid: Collection[str] = (), most: int = MOST
) -> list[str]:
    """So many requests at most, each whole and as it was written, without the marks around it; none that a letter had better not repeat."""
    script = "en" if language == "en" else "zh"
    found: list[str] = []
    letters = letters_of(text)
    asked = _listed(text) or sorted(_asked(text, script), key=lambda one: bool(IN_PASSING.match(one)))
    for wish in asked:
        told = _tidy(wish, script)
        is_known = any(told in one or one in told for one in (*found, *avoid))
        fits = SHORTEST[script] <= len(told) <= LONGEST[script]
        is_theirs = fits and letters_of(told) in letters and not (MASKED.search(wish) or is_private(wish))
        if is_theirs and not is_known and is_fit(told, rules, script):
            found.append(told)
            if len(found) == most:
                break
    return found


def _listed(text: str) -> list[str]:
    """The items of a list that is headed as one of requests."""
    headed = WISHES.search(text)
    return [headed.group()[one.start : one.end] for one in _items(headed.group())] if headed else []


def _items(text: str) -> list[Any]:
    head, _colon, _rest = text.partition("：" if "：" in text else ":")
    shifted = items_of(" " * (len(head) + 1) + text[len(head) + 1 :])
    return list(shifted)


def _asked(text: str, script: str) -> Iterator[str]:
    for sentence in STOPS[script].split(text if script == "en" else plainly(TOGETHER.sub("、", text))):
        yield from _english(sentence) if script == "en" else _chinese(sentence)


def _english(sentence: str) -> Iterator[str]:
    said = calmed(" ".join(sentence.split()))
    asked = ASKS["en"].match(said)
    if asked:
        yield ELSE.sub("", said)


def _chinese(sentence: str) -> Iterator[str]:
    """From the clause that asks to the last one that goes on with it."""
    sentence = PICTURES.sub("，", sentence)
    clauses = [one.strip() for one in re.split(r"[，,]|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", sentence)]
    at = 0
    while at < len(clauses):
        is_told = ASKED_POLITELY.match(clauses[at]) and any(map(SAID_BY_OTHERS.search, clauses[:at]))
        if is_told or not ASKS["zh"].match(clauses[at]):
            at += 1
            continue
        end = at + 1
        while end < len(clauses) and _goes_on(clauses[end - 1], clauses[end]):
            if len("，".join(clauses[at : end + 1])) > LONGEST["zh"]:
                break
            end += 1
        yield "，".join(clauses[at:end])
        at = end


def _goes_on(clause: str, following: str) -> bool:
    """Whether a request does not end before the next clause."""
    return bool((LACKS_ITS_VERB.search(clause) or GOES_ON.match(following)) and not TURNS.search(following))


def _tidy(wish: str, script: str) -> str:
    wish = NOISE.sub(" " if script == "en" else "", wish)
    wish = " ".join(wish.split()).strip(" ，。、；,.:：;-—!！?？")
    return re.sub(r"(?<=[\u4e00-\u9fff]{4})[吧啊呀啦哦喔]+$", "", wish)


def is_fit(wish: str, rules: Mapping[str, Any], script: str) -> bool:
    """Whether a polite person would repeat it, and it says what is wanted."""
    if not SHORTEST[script] <= len(wish) <= LONGEST[script] or MASK in wish or MASKED.search(wish):
        return False
    if is_never_repeated(wish) or is_rude(wish, rules) or OF_OTHERS.search(wish) or JEER.search(wish):
        return False
    if CRIME.search(HARMLESS.sub("", wish)) or LEFT_OF_DIALECT.search(wish):
        return False
    return not (TURNED_DOWN.search(wish) or (script == "zh" and TURNS.search(wish)))
