"""One complaint from the customer's phone to the closed case, as people do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from amends.casework.cases.choices import Phase
from amends.casework.cases.models import Case
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from tests.browser.conftest import PHONE
from tests.browser.pages import Customer, Desk


@dataclass(frozen=True)
class Telling:
    """What the customer writes in one language, what is promised too vaguely, and the words that have to come back."""

    words: str
    vague: str
    too_vague: str
    thing: str


TOLD = {
    "zh-Hans": Telling(
        "上周六晚上在你们南屏店订了六寸生日蛋糕，花了268元，说好八点送到，结果九点半才来，蛋糕还塌了一半。"
        "打了三次电话没人接，店员还说“又不是我送的”。请把钱退给我，再给我一个道歉。",
        "您好，我们会尽快处理，请耐心等待。",
        "尽快",
        "蛋糕",
    ),
    "zh-Hant": Telling(
        "上週六晚上在你們南屏店訂了六吋生日蛋糕，花了268元，說好八點送到，結果九點半才來，蛋糕還塌了一半。"
        "打了三次電話沒人接，店員還說「又不是我送的」。請把錢退給我，再給我一個道歉。",
        "您好，我們會儘快處理，請耐心等候。",
        "儘快",
        "蛋糕",
    ),
    "en": Telling(
        "Last Saturday I ordered a birthday cake for 268 yuan. It was promised for eight, came at half past nine and had "
        "collapsed. I called three times and nobody answered. I want my money back and an apology.",
        "Hello, we will deal with it as soon as possible, please be patient.",
        "deal with it",
        "cake",
    ),
}
REFUND, CAKE = "全额退款并书面道歉", "重做一只并当面道歉"
SOMETHING = re.compile(r"(?:\S\s*){4,}")


@pytest.mark.parametrize("language", TOLD)
def test_a_complaint_from_the_phone_to_the_closed_case(
    opened: Callable[..., Page], desk_of: Callable[..., Desk], photo: bytes, language: str
) -> None:
    told, customer_page = TOLD[language], Customer(opened(language=language, **PHONE))
    number = arrives(told, customer_page, desk_of("manager", language=language), photo)
    customer_page.follow()
    case = Case.objects.select_related("owner").get(token=customer_page.token())
    assert case.owner is not None
    desk = desk_of(case.owner.username, language=language)
    is_understood(desk, number)
    is_answered(told, desk, customer_page)
    is_offered(desk, number)
    customer_page.choose(REFUND)
    is_carried_out(desk, number)
    customer_page.confirm()
    customer_page.rate(5, 4, "道歉信收到了，谢谢。")
    is_learned_from(desk, number)
    expect(customer_page.page.locator("h1")).to_be_visible()
    case.refresh_from_db()
    assert (case.phase, case.outcome, case.rating.solved) == (Phase.CLOSED, "UPH", 5)
    found = verify()
    assert found.broken is None and found.entries > 15


def arrives(told: Telling, customer: Customer, desk: Desk, photo: bytes) -> str:
    """The customer complains; the list shows it without a reload, read, given to somebody, its clock running."""
    desk.page.goto("/desk/cases/?view=open")
    expect(desk.page.locator("#rows")).to_be_visible()
    customer.write(told.words, picture=photo, name="王小美", phone="138 0000 1234")
    number = customer.send()
    row = desk.row(number)
    expect(row.locator(".c-emotion .pill")).to_be_visible()
    expect(row.locator(".c-owner")).to_contain_text("先生")
    expect(row.locator(".c-clock time")).to_be_visible()
    return number


def is_understood(desk: Desk, number: str) -> None:
    """The reading with the words it rests on, who has it and why, the clocks, and what to do next."""
    desk.open(number)
    page = desk.page
    expect(page.locator(".turn-customer mark[data-labels]").first).to_be_visible()
    expect(page.locator(".turn-customer .attached img")).to_be_visible()
    for field in ("category", "emotion", "demands", "severity"):
        expect(page.locator(f"[data-read={field}] .read-value")).to_have_text(re.compile(r"\S"))
    expect(page.locator(".talk-line span[title]", has_text="先生")).to_have_attribute("title", SOMETHING)
    expect(page.locator(".clock-card time")).not_to_have_count(0)
    expect(page.locator("[data-part=next] .step-now")).to_be_visible()


def is_answered(told: Telling, desk: Desk, customer: Customer) -> None:
    """A vague promise is marked as it is typed; the drafted reply names the customer's points and goes out."""
    desk.act("advance")
    desk.write_reply(told.vague)
    expect(desk.page.locator("#findings [data-code=no_time]").first).to_be_visible()
    expect(desk.page.locator("[data-mirror] mark").first).to_have_text(re.compile(told.too_vague))
    letter = desk.draft()
    assert "王小美" in letter and told.thing in letter
    expect(desk.page.locator("#findings [data-code=no_time]")).to_have_count(0)
    desk.send()
    expect(customer.letter_from_us()).to_contain_text(told.thing)


def is_offered(desk: Desk, number: str) -> None:
    """What was found out, and two ways to put it right."""
    desk.open(number)
    desk.act("advance")
    found = "周六傍晚配送员请假，店长没有转单，蛋糕在常温下放了一个半小时。"
    desk.act("advance", {"record": found, "responsible": "process", "extent": "single"})
    day = (clock.today() + timedelta(days=3)).isoformat()
    options = {
        "title": [REFUND, CAKE],
        "pros": ["原路退回", "补上这份心意"],
        "cons": ["这次没有蛋糕", "要再等两天"],
        "amount": ["268"],
        "due_on": [day, day],
    }
    desk.act("propose", options)


def is_carried_out(desk: Desk, number: str) -> None:
    desk.open(number)
    expect(desk.page.locator("[data-part^=proposal] .chosen")).to_contain_text(REFUND)
    desk.act("solved", {"what": "财务已退回268元，店长寄出手写道歉信。"})


def is_learned_from(desk: Desk, number: str) -> None:
    """Followed up, reviewed, its cause recorded, closed; every step is on the trail, and its chain holds."""
    desk.open(number)
    desk.act("followed_up", {"what": "电话回访，顾客满意，没有别的要求。"})
    desk.act("advance")
    causes = desk.page.locator("#action-cause select[name=cause] option")
    cause = causes.nth(1).get_attribute("value")
    desk.act("cause", {"cause": cause, "lesson": "缺人时必须转单，不能等。", "measure": "排班表加一名备班。"})
    desk.act("close", {"outcome": "UPH", "left_open": "各点已在电话里逐一说明。"})
    desk.page.goto(f"/desk/cases/{number}/trail/")
    expect(desk.page.locator(".notice.tone-green")).to_be_visible()
