"""Suggestions learn from what was quoted and said in like cases: a little, in the open, and from nobody twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, Feedback, Quotation
from amends.casework.knowledge.queries import suggestions
from amends.casework.knowledge.rules.learned import (
    CASES_OF_ONE,
    CITED,
    HELPED,
    MOST,
    NOT_HELPED,
    Evidence,
    Voice,
    evidence_of,
)
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, NotPermitted

COMPLAINT = "外卖晚到了一个小时，餐都凉了，我要退配送费"
LINE = "晚到三十分钟以上，配送费全退。"


def voices(*said: tuple[int, int, str]) -> list[Voice]:
    return [Voice(*one) for one in said]


def test_a_case_counts_once_and_a_person_has_one_voice_in_it() -> None:
    many = voices(*[(1, 7, CITED)] * 20, *[(1, 7, HELPED)] * 5)
    assert evidence_of(many) == Evidence(cited=1, helped=1, not_helped=0, speaks_for=1)
    assert evidence_of(voices((1, 7, CITED), (1, 8, CITED))).cited == 1


def test_who_quoted_and_says_that_it_did_not_help_says_that_it_did_not_help() -> None:
    assert evidence_of(voices((1, 7, NOT_HELPED), (1, 7, CITED))) == Evidence(not_helped=1)
    two = evidence_of(voices((1, 7, NOT_HELPED), (1, 8, CITED)))
    assert (two.cited, two.not_helped, two.lift) == (1, 1, 0.0)


def test_one_person_counts_for_a_few_cases_and_no_more() -> None:
    busy = evidence_of(voices(*((case, 7, CITED) for case in range(50))))
    assert busy.cited == CASES_OF_ONE
    together = evidence_of(voices(*((case, case, CITED) for case in range(6))))
    assert together.cited == 6 and together.lift > busy.lift


@given(
    st.lists(
        st.builds(
            Voice,
            st.integers(1, 9),
            st.integers(1, 5),
            st.sampled_from([CITED, HELPED, NOT_HELPED]),
        )
    )
)
def test_use_moves_an_article_up_or_down_within_bounds(said: list[Voice]) -> None:
    found = evidence_of(said)
    assert -MOST < found.lift < MOST
    # What fits better by more than a third is never passed.
    assert (1 + MOST) / (1 - MOST) < 1.36
    assert evidence_of([*said, *said]) == found


def test_more_for_it_lifts_and_more_against_it_lowers() -> None:
    lifts = [Evidence(cited=n, speaks_for=n).lift for n in range(8)]
    assert lifts == sorted(lifts) and lifts[0] == 0.0
    falls = [Evidence(not_helped=n).lift for n in range(8)]
    assert falls == sorted(falls, reverse=True) and falls[7] < 0


@pytest.fixture
def two(in_force: Callable[..., Article]) -> tuple[Article, Article]:
    """Two articles that fit about equally well; the first fits a little better."""
    first = in_force("first", words={"title": "外卖晚到一个小时怎么办", "asked": "餐凉了"})
    second = in_force("second", words={"title": "外卖晚到怎么退配送费", "asked": "餐凉了"})
    in_force(
        "far",
        words={"title": "发票抬头写错了", "body": "请重新申请。", "asked": "发票"},
        categories=["billing"],
    )
    found = ranking()
    return (first, second) if found[0] == "first" else (second, first)


def hits(category: str = "service", case_id: int = 1000) -> Any:
    from amends.foundation.organisation.models import Member

    member = Member.objects.get(username="handler")
    labels = {"category": category}
    return suggestions(COMPLAINT, labels, language="zh-Hans", member=member, case_id=case_id)


def ranking(**how: Any) -> list[str]:
    return [hit.shown.article.code for hit in hits(**how)]


def quoted(article: Article, case_id: int, by: Any, *, category: str = "service", sent: bool = True) -> None:
    version = article.versions.live().get()
    actions.quote_article(
        version_id=version.pk,
        words=LINE,
        case_id=case_id,
        number=f"C{case_id}",
        chain=f"case:{case_id}",
        category=category,
        by=by,
    )
    if sent:
        actions.note_sent(case_id=case_id, body=f"您好。\n\n{LINE}（依据：迟到退费）", by=house())


def house() -> Any:
    from amends.foundation.organisation.queries import house_member

    return house_member()


def rated(article: Article, case_id: int, by: Any, *, helped: bool) -> Feedback:
    return actions.say_in_case(
        article_id=article.pk, language="zh-Hans", helped=helped, case_id=case_id, category="service", by=by
    )


def people(company: Any) -> list[Any]:
    names = ("handler", "colleague", "east_handler", "west_handler", "lead", "quality", "legal", "manager")
    return [company.members[name] for name in names]


def test_after_quotations_in_like_cases_an_article_rises_and_says_why(
    two: tuple[Article, Article], company: Any
) -> None:
    first, second = two
    assert ranking()[:2] == [first.code, second.code]
    for case_id, by in enumerate(people(company), start=1):
        quoted(second, case_id, by)
        if case_id == 1:
            assert ranking()[:2] == [first.code, second.code]
    found = hits()
    assert [hit.shown.article.code for hit in found][:2] == [second.code, first.code]
    assert found[0].evidence.cited == 8 and not found[1].evidence.is_there
    # Of another category, or for the case itself, it says nothing.
    assert ranking(category="quality") == ranking(category="quality", case_id=2000)
    assert hits(category="quality")[0].evidence == Evidence()
    assert next(hit for hit in hits(case_id=1) if hit.shown.article == second).evidence.cited == 7


def test_what_did_not_help_sinks_again_until_the_words_are_others(
    two: tuple[Article, Article], company: Any
) -> None:
    first, second = two
    for case_id, by in enumerate(people(company)[:6], start=1):
        quoted(second, case_id, by)
        rated(second, case_id, by, helped=False)
    assert ranking()[:2] == [first.code, second.code]
    assert hits()[1].evidence == Evidence(not_helped=6)
    words = {"title": "外卖晚到怎么退配送费", "body": f"{LINE}[§CS-LATE]\n\n再联系门店。", "asked": "餐凉了"}
    draft = actions.write_wording(article_id=second.pk, language="zh-Hans", words=words, by=company.handler)
    actions.hand_in(version_id=draft.pk, by=company.handler)
    actions.confirm_wording(version_id=draft.pk, by=company.quality)
    assert next(hit for hit in hits() if hit.shown.article == second).evidence.not_helped == 0


def test_one_person_who_presses_often_counts_once(two: tuple[Article, Article], company: Any) -> None:
    first, second = two
    for _ in range(12):
        rated(second, 5, company.handler, helped=True)
        quoted(second, 5, company.handler)
    assert Feedback.objects.count() == 1
    found = {hit.shown.article.code: hit.evidence for hit in hits()}
    assert found[second.code] == Evidence(cited=1, helped=1, speaks_for=1)
    rated(second, 5, company.handler, helped=False)
    assert Feedback.objects.get().helped is False
    assert hits()[1].evidence == Evidence(not_helped=1)
    assert ranking()[:2] == [first.code, second.code]


def test_use_brings_in_nothing_and_takes_out_nothing(two: tuple[Article, Article], company: Any) -> None:
    before = set(ranking())
    far = Article.objects.get(code="far")
    for case_id, by in enumerate(people(company), start=1):
        rated(far, case_id, by, helped=True)
        rated(two[0], case_id, by, helped=False)
    assert set(ranking()) == before and "far" not in before


def test_only_words_that_went_out_count_and_only_for_a_year(
    two: tuple[Article, Article], company: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _first, second = two
    quoted(second, 1, company.handler, sent=False)
    assert all(not hit.evidence.is_there for hit in hits())
    assert actions.note_sent(case_id=1, body="这句话改掉了。", by=house()) == 0
    assert actions.note_sent(case_id=1, body=f"您好，{LINE}", by=house()) == 1
    sent_at = Quotation.objects.get().sent_at
    assert actions.note_sent(case_id=1, body=f"您好，{LINE}", by=house()) == 0
    assert Quotation.objects.get().sent_at == sent_at
    assert any(hit.evidence.cited == 1 for hit in hits())
    later = clock.now() + timedelta(days=370)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert all(not hit.evidence.is_there for hit in hits())


def test_nothing_is_learned_from_a_case_without_a_category(
    two: tuple[Article, Article], company: Any
) -> None:
    quoted(two[1], 1, company.handler, category="")
    assert all(not hit.evidence.is_there for hit in hits())
    assert all(not hit.evidence.is_there for hit in hits(category=""))


def test_who_may_not_read_an_article_says_nothing_of_it(
    in_force: Callable[..., Article], company: Any
) -> None:
    secret = in_force("secret", audience="restricted", by=company.lead)
    with pytest.raises(NotFound):
        rated(secret, 1, company.handler, helped=True)
    with pytest.raises(NotPermitted):
        actions.note_sent(case_id=1, body=LINE, by=company.handler)
