"""A draft by an outside service: off unless wanted, grounded, checked like ours, and ours where it does not pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from amends.casework.readings.tests.fake_service import Service, running
from amends.practice.replies.check import Grievance, check_reply
from amends.practice.replies.drafting import PHONE, DraftRequest, draft_reply
from amends.practice.replies.outside import case_of, drafted, writes_outside
from amends.practice.replies.tests.generated_cases import NOW

REQUEST = DraftRequest(
    kind="first_response",
    complaint="电饭锅第三次用就冒烟了，我的电话是13912345678，客服没人接。",
    customer_name="王女士",
    case_number="A26-000123",
    grievances=(Grievance("电饭锅第三次用就冒烟了", "quality", "refund"),),
    demands=("refund",),
    category="quality",
    emotion="anger",
    owner="李敏",
    phone="400-820-1234",
    now=NOW,
)
GOOD = (
    "新锅用到第三次就冒烟，换谁都会后怕，您生气我理解，我向您道歉。",
    "电饭锅冒烟的事由我负责：今天请质检同事看这一批的温控记录，{update}前把查到的告诉您，{solution}前给您退款或换新两个办法来选。",
)


@pytest.fixture
def service(settings: Any, db: None) -> Iterator[Service]:
    cache.clear()
    with running() as one:
        settings.PROVIDER_ADDRESS, settings.PROVIDER_MODEL, settings.PROVIDER_KEY = one.address, "small", ""
        settings.PROVIDER_DRAFTS = True
        settings.PROVIDER_PER_DAY = 50
        one.say(paragraphs=good())
        yield one


def good(**changes: str) -> list[str]:
    times = {**case_of(REQUEST, ())["times"], **changes}
    return [one.format(**times) for one in GOOD]


def test_a_good_draft_is_put_between_our_greeting_and_our_ending(service: Service) -> None:
    draft = drafted(REQUEST)
    assert draft.text.startswith("王女士，您好：\n\n新锅用到第三次就冒烟")
    assert "400-820-1234" in draft.text
    assert "李敏" in draft.text
    assert "small" in draft.note
    assert check_reply(draft.text, complaint=REQUEST.complaint, context=REQUEST.check_context()) == []


def test_names_and_numbers_stay_in_the_house(service: Service) -> None:
    drafted(REQUEST)
    for kept in ("13912345678", "王女士", "李敏", "400-820-1234", "A26-000123"):
        assert kept not in service.sent
    assert "电饭锅第三次用就冒烟了" in service.sent


def test_the_same_case_is_asked_once(service: Service) -> None:
    drafted(REQUEST)
    drafted(REQUEST)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        "not a list",
        [""],
        ["太短。"],
        ["I am sorry that your rice cooker smoked; you will hear from me by tomorrow with two options."],
        [*good()[:1], "我会尽快处理，请您耐心等待，之后会有专人联系您。"],
        [*good(), "另外赔您8888元。"],
        [*good(), "详情见 https://example.com"],
        [*good(), "此致 [您的姓名]"],
        [*good(), "{owner} 会跟进。"],
        [*good(solution="3月31日（周二）09:00")],
        [*good(), "都是快递公司的问题。"],
    ],
)
def test_what_is_unfinished_made_up_or_marked_gives_way_to_ours(service: Service, paragraphs: Any) -> None:
    service.say(paragraphs=paragraphs)
    draft = drafted(REQUEST)
    assert draft.text == draft_reply(REQUEST)
    assert draft.note


@pytest.mark.parametrize(("content", "status"), [("no JSON at all", 200), ("{}", 500)])
def test_a_service_that_fails_costs_nothing_but_a_note(service: Service, content: str, status: int) -> None:
    service.content, service.status = content, status
    draft = drafted(REQUEST)
    assert draft.text == draft_reply(REQUEST)
    assert draft.note


def test_nothing_is_asked_unless_the_house_wants_it(service: Service, settings: Any) -> None:
    drafted(REQUEST, stays=True)
    drafted(DraftRequest(kind=PHONE, now=NOW))
    settings.PROVIDER_DRAFTS = False
    assert not writes_outside()
    assert drafted(REQUEST).note == ""
    settings.PROVIDER_DRAFTS, settings.PROVIDER_PER_DAY = True, 0
    assert drafted(REQUEST).text == draft_reply(REQUEST)
    assert service.asked == []


def test_public_knowledge_grounds_it(service: Service) -> None:
    drafted(REQUEST, knowledge=("电饭锅自售出七日内可退。",))
    assert "自售出七日内可退" in service.sent
