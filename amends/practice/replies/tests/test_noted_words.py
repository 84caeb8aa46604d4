"""What is only noted of a request grants nothing; whatever else stands in marks, or is agreed to, does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check.money import largest_grants
from amends.practice.replies.check.noted import agrees
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.tests.generated_cases import NOW

ZH = "您的要求，我照原话记下了：“赔偿5000元”。"
EN = "What you ask for, in your own words: “I want a refund of $5,000 for this”."


def granted(reply: str, complaint: str) -> float:
    return max(largest_grants(reply, complaint=complaint).values(), default=0)


@pytest.mark.parametrize(
    "more",
    [
        "",
        "今天就把经过查清，12月1日17:00前告诉您。",
        "很抱歉，我们不能答应您的这一条。",
        "要是您同意，我再约您面谈。",
    ],
)
def test_a_request_that_is_only_noted_grants_nothing(more: str) -> None:
    assert granted(ZH + more, "请赔偿5000元") == 0


@pytest.mark.parametrize(
    "more",
    [
        *("我们照办，今天打给您。", "一律照办。", "就这么办。", "没问题，今天退给您。", "同意。今天退给您。"),
        *(
            "我完全同意。",
            "我们接受，今天赔付。",
            "我批准了。",
            "公司已经批了。",
            "全部答应您。",
            "如数赔给您。",
        ),
        *("这笔钱今天退给您。", "12月1日前转给您的卡。", "我们会按您说的办。", "公司决定依此办理。"),
        *(
            "财务已经转出，请查收。",
            "您的要求我们予以满足。",
            "没有问题。",
            "都依您。",
            "这件事没有争议：我们同意。",
        ),
        *("我不想再让您等，照办。", "您要的这个数，我们给，这个数我们认。"),
    ],
)
def test_what_is_agreed_to_is_granted(more: str) -> None:
    assert granted(ZH + more, "请赔偿5000元") == 5000


@pytest.mark.parametrize(
    "more",
    [
        *(
            "Agreed. The money is on its way.",
            "Your request is granted.",
            "Consider it done.",
            "We approve this.",
        ),
        *(
            "You will have it by Friday.",
            "We will pay that in full.",
            "I have accepted it.",
            "We fully agree.",
        ),
        *(
            "We are pleased to accept.",
            "I'd be glad to do that.",
            "Done: refunded today.",
            "We will honour that.",
        ),
        *("I do not doubt you. We agree.", "We will meet your request by Friday.", "I have authorised it."),
    ],
)
def test_what_is_agreed_to_in_english_is_granted(more: str) -> None:
    assert granted(f"{EN} {more}", "I want a refund of $5,000 for this.") == 5000
    assert granted(EN, "I want a refund of $5,000 for this.") == 0


@pytest.mark.parametrize(
    ("reply", "complaint", "sum_granted"),
    [
        ("核对后应退您的是：“1200元”，今天打到您卡上。", "多扣了1200元", 1200),
        ("您放心，退款已登记，金额：“5000元”，周五前退到您的卡上。", "赔偿5000元", 5000),
        ("我按这些要点核对：“5000元”，今天退给您。", "赔偿5000元", 5000),
        (ZH.replace("赔偿5000元", "退500元"), "退5.00元就行", 500),
        (ZH, "赔偿50.00元", 5000),
        (ZH.replace("赔偿5000元", "退1500元"), "型号A1，500元买的，退1", 1500),
    ],
)
def test_a_grant_is_not_dressed_as_a_note(reply: str, complaint: str, sum_granted: float) -> None:
    assert granted(reply, complaint) == sum_granted


POINTS_THAT_AGREE = [
    ("zh-Hans", "客服答应三天内到账，一个月了没到。要求退还多扣的5000元。"),
    ("zh-Hans", "这笔钱是重复扣的，打电话没人接。要求全额退款5000元。"),
    ("zh-Hans", "销售当时答应送我一台平板，到现在没有。要求赔偿5000元。"),
    ("zh-Hant", "客服答應三天內退款到帳，一個月了沒到。要求退還5000元。"),
    ("en", "I was charged twice and the clerk agreed it was a mistake. I want a refund of $5,000 for this."),
]


@pytest.mark.parametrize(("language", "text"), POINTS_THAT_AGREE)
def test_what_the_customer_tells_of_agreements_is_none_of_ours(language: str, text: str) -> None:
    for variation in range(6):
        request = DraftRequest(
            "first_response", language, complaint=text, owner="Lin", phone="400", now=NOW, variation=variation
        )
        assert granted(draft_reply(request), text) == 0


def wordings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for key, one in node.items():
            if key not in ("restate", "wish_said", "words", "over", "still", "beyond", "option"):
                yield from wordings(one)
    elif isinstance(node, (list, tuple)):
        for one in node:
            yield from wordings(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_of_our_own_wordings_agrees_to_anything(language: str) -> None:
    found = [*wordings(load("letters", language)), *wordings(load("matters", language))]
    assert len(found) > 500
    assert [one for one in found if agrees(one)] == []
