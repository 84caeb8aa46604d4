"""What went wrong with a meal, told plainly: spoken Cantonese is not turned word by word, its matter is named in written Chinese."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from amends.content.files import load


class Row(NamedTuple):
    """One thing that goes wrong: how it is heard, what is said of a dish, and what where none is named."""

    heard: re.Pattern[str]
    told: str
    alone: str


# What did not happen here, or is only thought, wished or told of somewhere else.
ELSEWHERE = re.compile(
    r"如果|若果|以為|預期|希望|其他(?:分店|餐廳|地方|酒樓)|隔離|網上|食評|會唔會|[仲還].{0,8}過(?!期|熟|老)|唔使|不用|唔洗|[就即]到|就有(?:得|位|嘢|野|食)|好快|唔耐|好好(?!食)|唔敢|本來|平時|一定[冇無沒]|怕|驚(?!喜)|之後就好"
)
# "Not too salty" is no complaint.
DENIED = re.compile(r"(?:唔|不|冇|無|未|沒有?)(?:算|會|覺得?|覺|係|是|見|至於)?(?:太|好|好似|有)?$")
# A dish ends in what it is made of or served as; the words before it that do not belong to its name end it on the left.
HEAD = re.compile(
    r"多士|點心|甜品|壽司|刺身|飲品|小菜|沙律|沙拉|薯條|漢堡|芝士|海鮮|糖水|豆腐|雲吞|水餃|蛋撻|班戟|雪糕|咖啡|朱古力|意粉|西瓜|珍珠|餸菜|白飯|火鍋|湯底|配料|便當|吐司|鬆餅|鮑魚|鮮魷|北菇|冬菇|炒蜆|三文魚"
    r"|[雞鴨鵝牛豬羊魚蝦蟹蛋飯麵粉粥湯包餃餅卷糕茶奶汁醬菜肉扒排排鍋腸翼腩筋餸蠔蜆膠圓丸腐撻批派薯菇魷鰻柳腿仔底皮]"
)
NOT_OF_A_NAME = frozenset(
    "個嘅的係是我你佢他她們哋地同和及與又都就好但而不唔冇無有沒呢這那嗰隻碟碗塊件杯份粒條嚿舊籠班啲些食吃飲喝叫嗌點到得咗左了過完覺仲還太真最全所其餘整每連另加配跟轉先再可惜因為喺在上下出來去問題多少買至於主要講話見睇看做煮吾比俾由將把被後前裡面隔咁樣實嚟黎間款種味且雖然陣部論系定脆軟硬其他級"
)
LONGEST_NAME, LONGEST_CLAUSE, MOST_OF_A_CLAUSE = 6, 40, 2
FEWEST_WORDS = 1  # of a meal
EATEN = "吃起來"  # said once where two things follow one another
OF_NO_DISH = frozenset("底皮仔汁粉包卷排")  # say too little by themselves
# What may stand between a dish and what is wrong with it.
BEHIND_IT = NOT_OF_A_NAME | frozenset(
    "超極勁非常略嫌偏比較已經更肉質口感得濟令會變顯十分有的些微成也較亦更越食落吃起來鹹咸甜酸淡油硬韌乾鞋嚡凍碎厚肥腥 "
)


@cache
def _rows() -> tuple[Row, ...]:
    table = load("meals", "zh-Hant")["row"]
    return tuple(Row(re.compile(one["heard"]), one.get("told", ""), one["alone"]) for one in table)


def named_plainly(clause: str) -> str:
    """What a clause of a spoken text complains of, in written Chinese; "" where none of the known things is in it."""
    if len(clause) > LONGEST_CLAUSE or ELSEWHERE.search(clause):
        return ""
    told: list[str] = []
    heard: list[tuple[int, int]] = []
    for row in _rows():
        found = row.heard.search(clause)
        if found is None or DENIED.search(clause[: found.start()]):
            continue
        if all(found.end() <= begin or end <= found.start() for begin, end in heard):
            heard.append(found.span())
            told.append(_told(row, found, clause, after=told))
        if len(told) == MOST_OF_A_CLAUSE:
            break
    return "，".join(dict.fromkeys(told))


def _told(row: Row, found: re.Match[str], clause: str, *, after: list[str]) -> str:
    what = found.group(found.lastindex) if found.lastindex else ""
    dish = dish_in(clause[: found.start()]) if row.told else ""
    if not dish or dish in what or (what and what in dish):
        begins, told = (
            (EATEN, row.alone.removeprefix(EATEN)) if row.alone.startswith(EATEN) else ("", row.alone)
        )
    else:
        begins, told = dish, row.told
    is_known = begins and any(one.startswith(begins) for one in after)
    return (told if is_known else f"{begins}{told}").replace("{0}", what)


@cache
def _of_a_meal() -> re.Pattern[str]:
    return re.compile(load("fields", "zh-Hant")["meal"]["words"])


def is_of_a_meal(text: str) -> bool:
    """Whether food and drink are spoken of."""
    return len({*_of_a_meal().findall(text), *HEAD.findall(text)}) >= FEWEST_WORDS


def dish_in(words: str) -> str:
    """The dish named last, if nothing but small words stands behind it; "" where there is none."""
    end_of_all = len(words)
    for head in reversed(list(HEAD.finditer(words))):
        if any(one not in BEHIND_IT for one in words[head.end() : end_of_all]):
            return ""
        start = _start_of(words, head)
        name = words[start : head.end()]
        if name not in OF_NO_DISH:
            return name
        end_of_all = start
    return ""


def _start_of(words: str, head: re.Match[str]) -> int:
    start = head.start()
    while (
        start
        and head.end() - start < LONGEST_NAME
        and words[start - 1] >= "\u4e00"
        and words[start - 1] not in NOT_OF_A_NAME
    ):
        start -= 1
    return start
