"""A wish that was only read between the lines is not named as if it had been said."""

from __future__ import annotations

import pytest

from amends.content.files import load
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.tests.generated_cases import NOW

SAID = [
    ("zh-Hans", "催收每天给我父母打电话，还说要上门，请你们停止。", "stop"),
    ("zh-Hant", "你們每天打電話來推銷，請不要再打了。", "stop"),
    ("en", "Your agents keep calling my parents every day. Stop it.", "stop"),
    ("zh-Hans", "多扣的两百元还我，已经等了一个月。", "refund"),
    ("zh-Hant", "多扣的兩百元還我，已經等了一個月。", "refund"),
    ("en", "I was charged twice and I want my money back.", "refund"),
]
ONLY_READ = [
    ("zh-Hans", "未接到任何通知无故停卡，短信也没有收到。", "stop"),
    ("zh-Hant", "沒有接到任何通知就停卡，簡訊也沒有。", "stop"),
    ("en", "My card was blocked without any notice and nobody told me why.", "stop"),
    ("zh-Hans", "欠钱还钱我没有话说，但是利息实在太高，希望能减免一些。", "refund"),
    ("zh-Hant", "欠錢還錢我沒有話說，但是利息實在太高，希望能減免一些。", "refund"),
    ("en", "I do not dispute the loan, but the interest is far too high for me now.", "refund"),
]


def drafted(language: str, text: str, demand: str) -> tuple[str, str]:
    """The letter, and how the wish would be named in it."""
    request = DraftRequest(
        "first_response", language, complaint=text, demands=(demand,), owner="Lin", phone="400", now=NOW
    )
    return draft_reply(request), load("letters", language)["demand"][demand]


@pytest.mark.parametrize(("language", "text", "demand"), SAID)
def test_what_was_asked_for_is_named(language: str, text: str, demand: str) -> None:
    draft, wish = drafted(language, text, demand)
    assert wish in draft


@pytest.mark.parametrize(("language", "text", "demand"), ONLY_READ)
def test_what_nobody_asked_for_is_not(language: str, text: str, demand: str) -> None:
    draft, wish = drafted(language, text, demand)
    assert wish not in draft
