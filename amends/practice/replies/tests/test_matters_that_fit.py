"""The matter of a letter fits what went wrong, and its ways out can be walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from amends.content.files import load
from amends.practice.replies.check import Grievance
from amends.practice.replies.drafting import DraftRequest, SaidFact, suggested_options
from amends.practice.replies.drafting.clauses import clauses_of
from amends.practice.replies.drafting.details import waited
from amends.practice.replies.drafting.english import is_whole
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.runs import restated


def matter(text: str, category: str, language: str) -> str:
    request = DraftRequest(
        kind="solution",
        language=language,
        complaint=text,
        category=category,
        grievances=(Grievance(text, category),),
    )
    return matters_of(request, language)[0].key


@pytest.mark.parametrize(
    ("text", "category"),
    [
        (
            "Two loans on my credit report were opened by somebody else and I never signed for them.",
            "privacy",
        ),
        ("Somebody opened a card account in my name and my bank will not take it off.", "privacy"),
        ("The lender was deleted from two bureaus and the balance of my loan is wrong there.", "service"),
    ],
)
def test_a_wrong_entry_is_a_matter_of_the_credit_report(text: str, category: str) -> None:
    assert matter(text, category, "en") in ("credit", "stolen")


def test_whose_data_were_used_is_not_offered_to_be_left_in_peace() -> None:
    text = "My details were given to somebody at another branch without my consent, my bank account too."
    request = DraftRequest(
        kind="solution",
        language="en",
        complaint=text,
        category="privacy",
        grievances=(Grievance(text, "privacy"),),
    )
    stop = load("letters", "en")["option"]["stop"]["title"]
    assert stop not in [one.title for one in suggested_options(request)]


def test_a_debt_that_nobody_knows_of_is_no_fault_for_engineers() -> None:
    text = "I am unaware of this account with your bank and had no chance to dispute the account."
    assert matter(text, "service", "en") != "account"
    assert matter("I am locked out of my account and the password reset fails.", "service", "en") == "account"


def test_a_queue_of_those_who_like_it_is_no_matter() -> None:
    text = "看到很長的隊伍就去排隊，點餐還算快，可是鬆餅拿到手是冷的，一點也不脆，很失望。"
    assert matter(text, "quality", "zh-Hant") != "queue"
    assert matter("點了一碗麵等了五十分鐘，上菜太慢，沒有人來說一聲。", "service", "zh-Hant") == "queue"


def test_what_cannot_be_repaired_is_not_promised_to_be() -> None:
    request = DraftRequest(
        kind="solution",
        language="zh-Hant",
        complaint="房間不大，飯店地點也很偏僻，床只有一張，住得不舒服。",
        category="quality",
    )
    repaired = load("letters", "zh-Hant")["option"]["fix_site"]["title"]
    assert repaired not in [one.title for one in suggested_options(request)]


def test_a_mood_without_a_subject_follows_no_that() -> None:
    assert not is_whole("Very disappointed in our shop")
    assert restated("It's been broken since May", load("letters", "en"), "en").startswith("it's been")


def test_a_noun_keeps_its_owner_and_a_wait_is_not_shouted() -> None:
    rules = load("letters", "en")["restate"]
    (clause,) = clauses_of("Its reporting is wrong in three places.", rules, "en")
    assert clause.words.startswith("Its reporting")
    fact = SaidFact("duration", "30 DAYS", "IT HAS BEEN OVER ", ", STILL NOTHING")
    request = DraftRequest(kind="solution", language="en", facts=(fact,))
    assert waited(request) in ("", "30 days")


def test_what_is_not_known_is_not_torn_in_two() -> None:
    rules = load("letters", "zh-Hant")["restate"]
    said = [one.words for one in clauses_of("服務員安排的位置不知為何一直有難聞的味道。", rules, "zh-Hant")]
    assert "服務員安排的位置不知" not in said


def test_a_matter_named_in_passing_gives_way_to_a_letter_that_fits() -> None:
    """One word of the price does not make a review of a room a matter of the price."""
    text = "房间没有窗户～烟味重，然后换了一间。房间很小，收费算贵的，还好有早餐。卫生一般，都看到灰了。"
    assert matter(text, "quality", "zh-Hans") != "price"


def test_a_fear_for_health_in_a_petition_is_no_illness() -> None:
    text = (
        "施工队强行在我家房顶上架高压线，离屋顶只有五米。我多次向公司反映，一直没有人理会，随时可能危害身体健康。"
        "线路的图纸从来没有给我们看过，协调的人说单位决定的事没有做不到的。"
    )
    assert matter(text, "policy", "zh-Hans") != "illness"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_no_step_says_first_a_second_time(language: str) -> None:
    """Every wording of the first step ends in "at once" or "first" where the step begins."""

    def steps_in(table: Mapping[str, Any]) -> Iterator[str]:
        for key, one in table.items():
            if isinstance(one, Mapping):
                yield from steps_in(one)
            elif key == "step":
                yield one

    steps = [one for table in ("matters", "fields") for one in steps_in(load(table, language))]
    assert steps
    assert not [one for one in steps if one.startswith(("先", "就", "今天"))]


def test_every_english_step_has_its_form_for_letters_that_tell_of_it() -> None:
    """A letter on the way says "I am looking", not "I am look"."""
    tables = [one for one in load("matters", "en").values() if isinstance(one, Mapping)]
    for table in (*tables, *load("fields", "en").values()):
        if isinstance(table, Mapping):
            for told, doing in (("step", "doing"), ("over_step", "over_doing")):
                assert (told in table) <= (doing in table), table.get("name")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "订的下午茶说好两点送到，三点半才来，茶都凉了。"),
        ("zh-Hant", "訂的下午茶說好兩點送到，結果三點半才來，茶都涼了。"),
        ("zh-Hans", "外卖送到时洒了一半，至今没人回复我。"),
        ("zh-Hant", "外送遲到一小時，飯都冷了，外送員也不道歉。"),
        ("en", "The delivery arrived two hours late and I will never order again, the courier was rude."),
        ("en", "The parcel was meant to come on Friday, it arrived on Monday and the courier just left it."),
    ],
)
def test_what_came_at_last_is_not_looked_for(language: str, text: str) -> None:
    late = matters_of(DraftRequest("first_response", language, complaint=text), language)[0]
    assert late.key == "late" and late.step == load("matters", language)["late"]["over_step"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "快递显示已送达，我一直没收到，包裹到现在还不知道在哪。"),
        ("zh-Hant", "快遞包裹至今未送達，物流寫運送中已經十天。"),
        ("en", "My parcel has not arrived, the courier says it is still in transit after two weeks."),
        ("en", "My parcel was due on Monday. Nothing has arrived yet and the courier does not answer."),
        ("en", "The tracking says it was delivered but the parcel is not here."),
    ],
)
def test_what_never_came_is_looked_for(language: str, text: str) -> None:
    late = matters_of(DraftRequest("first_response", language, complaint=text), language)[0]
    assert late.step == load("matters", language)["late"]["step"]
