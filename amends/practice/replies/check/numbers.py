"""Numbers by which one is reached, and numbers of cases, orders and things, told apart by their form and the words before them."""

from __future__ import annotations

import re

# All of a folded text. "工单号 4009-7716-203", "order number 6671", "reference QC-2093": nobody is reached there.
OF_A_THING = re.compile(
    r"(?P<label>(?:单|编号|货号|案号|型号|批号|序号|流水|档案|受理|户号|卡号|账号|尾号|凭证|批次|合同|房号|会员号|快递|顺丰|(?<![机话线信码呼])号)"
    r"(?:号|码|尾号)?[是为：:，\s]{0,3}"
    r"|\b(?:case|ref(?:erence)?|order|ticket|policy|serial|invoice|claim|account|booking|file|job|docket|tracking|consignment|part|model|batch|receipt|code|record)"
    r"(?: (?:no|number|code|id))?\b\.?[ :#]{0,3}(?:is |as )?)"
    r"[a-z]{0,4}[- ]?\d[\d-]*"
)
OF_SOMEBODY = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+"
    r"|(?<![\d.-])(?:\+\d{1,3}[ -]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\(?0\d{1,4}\)?[- ]?\d{3,4}[- ]?\d{2,4}(?:[- ]\d{2,4})?|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|\d{4}[- ]\d{4})(?!\d|[.-]\d)"
)
# Dates, sums of things, pages: what stands in them says nothing.
OTHER = re.compile(r"(?<!\d)(?:[a-z]{1,3}-?|-)?\d{2,20}-\d[\d-]*|https?://\S+")
# Names for the learned part, which no text holds.
A_THING, A_WAY = {"zh": "№", "en": " xthing "}, {"zh": "☎", "en": " xreach "}


def named(folded: str, script: str) -> str:
    """A folded text with each kind of number under its name instead of its digits."""
    told = OF_A_THING.sub(lambda found: found["label"] + A_THING[script], folded)
    return OTHER.sub("0", OF_SOMEBODY.sub(A_WAY[script], told))


def without_things(folded: str) -> str:
    """A folded text without the numbers of things, so that they are not taken for a way to reach somebody."""
    return OF_A_THING.sub(lambda found: "。" * len(found.group()), folded)
