"""All signs of a fault are weighed together: what they do not bear out is not said, and what no rule saw can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from amends.practice.replies.check import check_reply, verdict
from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import CheckContext, Grievance
from amends.practice.replies.check.finding import CODES
from amends.practice.replies.check.missing import REQUIRED
from amends.practice.replies.check.reader import NOTHING, read_whole
from amends.practice.replies.check.review import review_reply
from amends.practice.replies.check.signs import FARTHEST, NOWHERE, signs_of
from amends.practice.replies.check.text import Span
from amends.practice.replies.check.training import verdicts as training
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.verdicts import Row
from amends.practice.replies.check.verdict import Verdict
from amends.practice.replies.check.words import words_for

COMPLAINT = "冰箱用了两天就不制冷，客服让我等了三天。"
BARE = "请等通知。"
POINTS = (Grievance("冰箱不制冷"), Grievance("客服让我等了三天"))
FIRST = CheckContext(kind="first_response", emotion="anger", grievances=POINTS)


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs that speak for nothing at all."""
    table = {code: Verdict({}, -1.0, 0.0) for code in CODES}
    monkeypatch.setattr(verdict, "verdicts", lambda: table)


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {code: Verdict({}, 1.0, 0.0) for code in CODES}
    monkeypatch.setattr(verdict, "verdicts", lambda: table)


def codes(reply: str, context: CheckContext = FIRST, complaint: str = COMPLAINT) -> set[str]:
    return {one.code for one in check_reply(reply, complaint=complaint, context=context)}


def test_what_the_signs_do_not_bear_out_is_not_said(never: None) -> None:
    assert codes(BARE) == set()


def test_what_is_forbidden_is_said_whatever_the_signs_say(never: None) -> None:
    named = replace(FIRST, internal_names=("乌鸦项目",))
    assert codes("这件事归乌鸦项目。", named) == {"exposes_data"}
    assert codes("证件号 110101199003071234 已核对。") == {"exposes_data"}
    assert codes("我们赔偿您 900 元。", replace(FIRST, authority_limit=500)) == {"over_authority"}


def test_regret_of_what_one_hears_is_no_apology_whatever_the_signs_say(never: None) -> None:
    assert codes("很抱歉听到您的遭遇。") == {"no_apology"}


def test_a_closing_letter_is_held_to_what_was_looked_into(never: None) -> None:
    looked_into = tuple(replace(one, finding="upheld") for one in POINTS)
    assert codes(BARE, CheckContext(kind="closing", grievances=looked_into)) == {"not_answered"}


def test_what_answers_no_complaint_is_left_to_the_rules(never: None) -> None:
    assert "no_contact" in codes(BARE, complaint="")
    question = CheckContext(kind="first_response", text_kind="question")
    assert "no_contact" in codes("明天开门。", question, "你们几点开门？")


def test_what_no_rule_saw_is_said_where_it_belongs(always: None) -> None:
    reply = "您好，这么热的天冰箱坏了，真是抱歉。明天上午10点师傅到您家换一台新的，您也可以选退款。有事打 010-6000 1234 找我，小林。"
    found = {one.code: one for one in check_reply(reply, complaint=COMPLAINT, context=FIRST)}
    assert {"no_contact", "no_solution", "no_empathy"} <= set(found)
    assert found["no_contact"].start == found["no_contact"].end == len(reply)
    assert found["no_empathy"].end < len(reply)


def test_what_the_case_rules_out_is_never_said(always: None) -> None:
    reply = "这都是我们的责任，送您一箱水。您付的900元明天退给您。我们会尽快处理，12月1日12点前给您结果。"
    calm = CheckContext(kind="holding", emotion="calm", fixed=True, calm=True, authority_limit=500)
    said = codes(reply, calm, "我付了900元，东西是坏的。")
    assert not said & {"no_empathy", "admits_liability", "gift_too_early", "over_authority", "no_time"}


def test_points_are_answered_where_no_remark_says_otherwise(never: None) -> None:
    assert [one.answered for one in review_reply(BARE, complaint=COMPLAINT, context=FIRST).points] == [
        True,
        True,
    ]
    first_note = replace(FIRST, kind="acknowledgement")
    assert not any(one.answered for one in review_reply(BARE, complaint=COMPLAINT, context=first_note).points)


def test_signs_name_the_case_and_what_was_seen() -> None:
    text = Acts("您好，抱歉。", COMPLAINT)
    signs = signs_of(text, words_for("zh-Hans"), FIRST, {"no_contact"}, NOTHING)
    assert signs["seen.no_contact"] == signs["kind.first_response"] == 1
    assert signs["points"] == 2
    assert signs["most.sorry"] > signs["most.threatens"]
    assert "seen.no_solution" not in signs


def test_a_reply_of_no_words_has_no_sense_at_all() -> None:
    signs = signs_of(Acts("", COMPLAINT), words_for("zh-Hans"), FIRST, set(), NOTHING)
    assert {value for one, value in signs.items() if one.startswith("most.")} == {-FARTHEST}
    assert signs["peak.threatens"] == NOWHERE


def test_how_much_a_sign_counts_is_learned_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(1)
    rows = []
    for at in range(240):
        is_true = at % 4 == 0
        signs = {
            "seen.jargon": float(is_true),
            "most.jargon": float(dice.normal(3 if is_true else -3)),
            "length": 4.0,
        }
        rows.append(
            Row(
                Judged(str(at), "", "", {}, codes=frozenset({"jargon"} if is_true else ()), writer=at % 8),
                signs,
            )
        )
    learned = {"jargon": training.verdict_on("jargon", rows)}
    training.save(learned, tmp_path / "verdicts.json")
    monkeypatch.setattr(verdict, "VERDICTS", tmp_path / "verdicts.json")
    verdict.verdicts.cache_clear()
    try:
        known = verdict.verdicts()["jargon"]
        assert known.says({"seen.jargon": 1.0, "most.jargon": 3.0, "length": 4.0})
        assert not known.says({"most.jargon": -3.0, "length": 4.0})
    finally:
        verdict.verdicts.cache_clear()


def test_every_fault_has_a_verdict_that_ships() -> None:
    assert set(verdict.verdicts()) == set(CODES)


def test_an_invitation_to_write_asks_for_no_date() -> None:
    complaint = "The cake came late and had collapsed, and I want my money back."
    letter = (
        "Dear Ms Wang, a collapsed cake on a birthday is a sad thing, and I am sorry. I will pay your money back by 5 pm on "
        "Friday, or bring a new cake on Saturday if you prefer.\n\nJust reply to this message and you will reach me.\n\nAnn Lee"
    )
    review = review_reply(
        letter, complaint=complaint, context=CheckContext(kind="first_response", emotion="anger")
    )
    assert [one.words for one in review.promises if not one.when] == []
    vague = letter.replace("by 5 pm on Friday", "as soon as we can").replace("on Saturday ", "")
    review = review_reply(
        vague, complaint=complaint, context=CheckContext(kind="first_response", emotion="anger")
    )
    assert any(not one.when for one in review.promises)


def test_every_sign_that_is_asked_for_is_worked_out() -> None:
    """A misspelt sign would count as nought without a word."""
    case = CheckContext(grievances=POINTS)
    signs = {f"kind.{kind}" for kind in REQUIRED if kind}
    signs |= {f"asked.{code}" for code in CODES} | {f"seen.{code}" for code in CODES}
    text = Acts(BARE, COMPLAINT)
    whole = read_whole(text, case)
    signs |= set(signs_of(text, words_for("zh-Hans"), case, (), whole))
    assert {name for code in CODES for name in training.names_for(code)} <= signs


def test_several_sums_too_large_together_are_weighed_and_one_alone_is_not(never: None) -> None:
    case = replace(FIRST, authority_limit=500)
    assert codes("我赔您修琴钱四百、调音费二百。", case) == set()
    assert codes("我赔您修琴钱六百。", case) == {"over_authority"}


def test_a_sum_that_was_decided_makes_those_beside_it_no_heavier(never: None) -> None:
    case = replace(FIRST, authority_limit=500, decided=frozenset({(900.0, "")}))
    assert codes("我赔您修琴钱四百、地板钱九百、调音费二百。", case) == set()


def test_a_fault_that_no_words_show_by_themselves_stands_where_it_was_read(
    always: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = "您好，王女士，冰箱坏了，实在对不起。您说的我都记下了。"
    monkeypatch.setattr(verdict, "peak_of", lambda *_: None)
    monkeypatch.setattr(
        verdict, "read_whole", lambda *_: NOTHING._replace(places={"blames_customer": Span(0, 20)})
    )
    found = {one.code: one for one in check_reply(reply, complaint=COMPLAINT, context=FIRST)}
    assert (found["blames_customer"].start, found["blames_customer"].end) == (0, 20)
    assert "threatens" not in found  # nowhere to be shown
