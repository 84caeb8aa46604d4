"""Promises to customers: what may happen to one, and when somebody is reminded of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.casework.cases.choices import PromiseState

# Which states a promise may change to from each. This table is the whole truth; the test walks it.
NEXT: Mapping[PromiseState, frozenset[PromiseState]] = {
    PromiseState.TO_CONFIRM: frozenset({PromiseState.OPEN, PromiseState.STRUCK}),
    PromiseState.OPEN: frozenset({PromiseState.KEPT, PromiseState.BROKEN, PromiseState.STRUCK}),
    PromiseState.KEPT: frozenset(),
    PromiseState.BROKEN: frozenset(),
    PromiseState.STRUCK: frozenset(),
}
# What a solution gives or does, and what is only a word to the customer: a call is owed whichever way the matter ends.
GIVES = re.compile(
    r"退(?:款|还|還|回|换|換|货|貨|[钱錢])|[赔賠][付偿償]?|补[偿发寄送差]|補[償發寄送差]|返[还還现現]|减免|減免|免[单單费費]"
    r"|到[账帳賬]|[换換更](?:新|货|貨|换|換)|重[做寄发發送新]|寄[出给給送]|[发發送](?:出|货|貨|到|上|放)|上[门門]|维修|維修|修[好理复復]|检修|檢修"
    r"|优惠[券卷]|優惠[券卷]|代金[券卷]|积分|積分|礼[品物盒]|禮[品物盒]|升级|升級|安[装裝排]"
    r"|办[妥好完]|辦[妥好完]"
    r"|[退返][到至入给給回您你]|[退返打转轉][进進到至入][^，。；,;]{0,6}(?:[账帳賬][户戶号號]|卡)"
    r"|\b(?:money|amount|sum) back\b|\b(?:give|get) you\b"
    r"|\b(?:refund|pay|replac|exchang|reimburs|compensat|credit|voucher|points|gift|repair|fix|send|ship|deliver|upgrad|waiv)\w*",
    re.I,
)
SPEAKS = re.compile(
    r"[电電][话話联聯]|致[电電]|[回来來][电電]|[联聯]系|[告][知诉訴]|通知|[答回][复覆]|反[馈饋]|[说說]明|[汇匯]报|同步"
    r"|\b(?:call|phone|ring|contact|tell|let you know|inform|answer|reply|report|update|get back|write to you)\w*",
    re.I,
)
LENGTH = 400
NOTICE = timedelta(hours=4)


@dataclass(frozen=True)
class Promised:
    """A promise as it was found in a reply: its words, and the time named with it as far as one could be told."""

    text: str
    due_at: datetime | None = None


def can_become(state: PromiseState, after: PromiseState) -> bool:
    return after in NEXT[state]


def reminder_for(due_at: datetime, now: datetime) -> datetime:
    """Four hours before it is due; of a shorter time half is left when the reminder comes."""
    return max(due_at - NOTICE, now + (due_at - now) / 2) if due_at > now else due_at


def hangs_on_the_options(text: str) -> bool:
    """Whether a promise made along with options is about what they give: refused, nobody waits for it.

    A call or an answer stays owed, also one that is to arrange what is given; what comes first in the words decides.
    """
    given, said = GIVES.search(text), SPEAKS.search(text)
    return given is not None and (said is None or given.start() < said.start())


def share_kept(kept: int, broken: int) -> int | None:
    """Percent of the promises whose time came that were kept; None before any did."""
    return round(100 * kept / (kept + broken)) if kept + broken else None


def without_doubles(found: Iterable[Promised]) -> list[Promised]:
    """Each promise once: the same words said twice bind once, with the first time that was named."""
    once: dict[str, Promised] = {}
    for one in found:
        text = one.text.strip()[:LENGTH]
        if text and (text not in once or once[text].due_at is None):
            once[text] = Promised(text, one.due_at)
    return list(once.values())
