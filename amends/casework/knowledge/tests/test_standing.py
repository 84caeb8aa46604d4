"""Which version of a clause stands, what speaks against words resting on it, and who hears of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils.timezone import make_aware

from amends.casework.knowledge import actions
from amends.casework.knowledge.actions.clauses import Said, follow_days
from amends.casework.knowledge.choices import Doubt
from amends.casework.knowledge.models import Article, Clause
from amends.casework.knowledge.queries import Standing, basis_shown, standings_of, touched_by
from amends.casework.knowledge.rules.sentences import marked
from amends.casework.knowledge.rules.showing import codes_behind
from amends.casework.knowledge.rules.standing import coming_after, languages_behind, standing_on
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted, WrongState
from amends.foundation.notices.models import Notice

SAID = Said(
    names={"zh-Hans": "迟到退费"},
    words={"zh-Hans": "晚到二十分钟，退配送费。"},
    source="新标准",
    sureness="P",
)
TODAY = date(2026, 5, 1)


@dataclass
class V:
    number: int
    effective_from: date | None = None
    words: dict[str, str] = field(default_factory=dict)
    looked_over: list[str] = field(default_factory=list)
    source: str = ""
    sources: dict[str, str] = field(default_factory=dict)


@pytest.mark.parametrize(
    ("versions", "stands", "coming"),
    [
        ([V(1)], 1, []),
        ([V(1), V(2)], 2, []),
        ([V(1), V(2, date(2026, 6, 1))], 1, [2]),
        ([V(1), V(2, date(2026, 5, 1))], 2, []),
        ([V(1, date(2026, 6, 1)), V(2, date(2026, 7, 1))], 1, [2]),
        ([V(1), V(2, date(2026, 6, 1)), V(3)], 3, []),
        ([V(1, date(2026, 6, 1)), V(2, date(2026, 6, 1))], 2, []),
    ],
)
def test_the_newest_version_whose_day_has_come_stands(
    versions: list[V], stands: int, coming: list[int]
) -> None:
    assert standing_on(versions, TODAY).number == stands
    assert [one.number for one in coming_after(versions, TODAY)] == coming


@pytest.mark.parametrize(
    ("versions", "behind"),
    [
        ([{"zh-Hans": "七天", "en": "seven"}], []),
        ([{"zh-Hans": "七天", "en": "seven"}, {"zh-Hans": "十五天", "en": "seven"}], ["en"]),
        ([{"zh-Hans": "七天", "en": "seven"}, {"zh-Hans": "十五天", "en": "fifteen"}], []),
        (
            [
                {"zh-Hans": "七天", "en": "seven"},
                {"zh-Hans": "十五天", "en": "seven"},
                {"zh-Hans": "十五天", "en": "fifteen"},
            ],
            [],
        ),
        ([{"zh-Hans": "七天"}, {"zh-Hans": "十五天"}], []),
    ],
)
def test_a_language_that_keeps_older_words_than_the_first_one_is_behind(
    versions: list[dict[str, str]], behind: list[str]
) -> None:
    found = [V(n, words=words) for n, words in enumerate(versions, 1)]
    assert languages_behind(found, "zh-Hans") == behind
    found[-1].looked_over = behind
    assert languages_behind(found, "zh-Hans") == []


NINE, TEN = {"en": "section 9"}, {"en": "section 10"}


@pytest.mark.parametrize(
    ("said", "behind"),
    [
        ([("第九条", NINE), ("第十条", NINE)], ["en"]),
        ([("第九条", NINE), ("第十条", TEN)], []),
        ([("第九条", NINE), ("第十条", NINE), ("第十条", TEN)], []),
        ([("第九条", NINE), ("第十条", NINE), ("第十条", NINE)], ["en"]),
        ([("第九条", NINE), ("第十条", {})], []),
        ([("第九条", {}), ("第九条", NINE)], []),
    ],
)
def test_a_language_that_calls_the_source_as_before_it_moved_is_behind(
    said: list[tuple[str, dict[str, str]]], behind: list[str]
) -> None:
    found = [V(n, source=source, sources=sources) for n, (source, sources) in enumerate(said, 1)]
    assert languages_behind(found, "zh-Hans") == behind
    found[-1].looked_over = behind
    assert languages_behind(found, "zh-Hans") == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("先联系。七天内可以退；已经拆封的除外。[§A]", "七天内可以退；已经拆封的除外。"),
        ("先联系。拆封的除外；[§A]", "拆封的除外；"),
        ("Call us. Seven days; not if opened. [§A]", "Seven days; not if opened."),
    ],
)
def test_a_semicolon_does_not_cut_a_sentence(body: str, sentence: str) -> None:
    assert marked(body) == [(sentence, "A")]


def test_words_rest_on_the_clauses_of_their_own_paragraph_only() -> None:
    body = "先断电。\n\n- 十五天内可退。[§A]\n- 三十天内可换。[§B]"
    assert codes_behind(body, "十五天内可退。") == ["A"]
    assert codes_behind(body, "先断电。") == []


def standing(clause: Clause) -> Standing:
    clause.refresh_from_db()
    return standings_of([clause])[clause.pk]


def on(day: date) -> Any:
    return clock.at(make_aware(datetime.combine(day, time(12))))


def test_each_day_of_versions_to_come_is_told(
    clause: Clause, in_force: Callable[..., Article], company: Any, run_jobs: Any
) -> None:
    article, today = in_force(), clock.today()
    days = [today + timedelta(days=10), today + timedelta(days=40)]
    for day in days:
        said = replace(SAID, effective_from=day)
        actions.change_clause(clause_id=clause.pk, said=said, why="新规定", by=company.legal)
        run_jobs()
    for day in days:
        with on(day):
            follow_days()
            run_jobs()
    told = Notice.objects.filter(member=article.owner, data__what="clause").order_by("id")
    assert [one.data["happened"] for one in told] == ["coming", "coming", "changed", "changed"]


def test_a_version_to_come_leaves_the_one_of_today_in_force_until_its_day(
    clause: Clause, in_force: Callable[..., Article], company: Any, run_jobs: Any
) -> None:
    article = in_force()
    later = clock.today() + timedelta(days=10)
    actions.change_clause(
        clause_id=clause.pk, said=replace(SAID, effective_from=later), why="新规定", by=company.legal
    )
    now = standing(clause)
    assert (now.version.number, now.doubt(1), now.coming and now.coming.number) == (1, None, 2)
    assert basis_shown(article.versions.get())[0][0].version.number == 1
    assert not touched_by(clause, member=company.lead).sentences[0].doubt
    run_jobs()
    with on(later):
        follow_days()
        run_jobs()
        follow_days()
        run_jobs()
        assert standing(clause).version.number == 2
        assert touched_by(clause, member=company.lead).sentences[0].doubt == Doubt.CHANGED
    told = Notice.objects.filter(member=article.owner, data__what="clause").order_by("id")
    assert [one.data["happened"] for one in told] == ["coming", "changed"]


def test_an_unsure_version_to_come_takes_the_clause_out_on_its_day_only(clause: Clause, company: Any) -> None:
    later = clock.today() + timedelta(days=10)
    said = replace(SAID, effective_from=later, sureness="U")
    actions.change_clause(clause_id=clause.pk, said=said, why="听说", by=company.legal)
    assert standing(clause).is_in_force
    with on(later):
        assert standing(clause).doubt() == Doubt.OFF


def test_whose_last_day_is_over_is_out_of_force_and_its_owners_hear_of_it_once(
    clause: Clause, in_force: Callable[..., Article], company: Any, run_jobs: Any
) -> None:
    article = in_force()
    last = clock.today() + timedelta(days=3)
    actions.change_clause(
        clause_id=clause.pk, said=replace(SAID, effective_until=last), why="到期", by=company.legal
    )
    with on(last + timedelta(days=1)):
        assert standing(clause).doubt(2) == Doubt.ENDED
        for _turn in range(2):
            follow_days()
            run_jobs()
    told = Notice.objects.filter(member=article.owner, data__happened="ended")
    assert [one.data["clause"] for one in told] == ["CS-LATE"]


def test_switching_off_and_changing_are_told_apart(
    clause: Clause, in_force: Callable[..., Article], company: Any, run_jobs: Any
) -> None:
    article = in_force()
    actions.change_clause(clause_id=clause.pk, said=SAID, why="新规定", by=company.legal)
    run_jobs()
    actions.switch_clause(clause_id=clause.pk, on=False, why="停用", by=company.legal)
    run_jobs()
    told = Notice.objects.filter(member=article.owner, data__what="clause").order_by("id")
    assert [(one.data["happened"], one.data["clause"]) for one in told] == [
        ("changed", "CS-LATE"),
        ("off", "CS-LATE"),
    ]


def test_a_basis_that_changed_is_left_out_until_the_article_was_looked_at(
    clause: Clause, in_force: Callable[..., Article], company: Any
) -> None:
    article = in_force()
    version = article.versions.get()
    assert [one.clause.pk for one in basis_shown(version)[0]] == [clause.pk]
    actions.change_clause(clause_id=clause.pk, said=SAID, why="新规定", by=company.legal)
    assert basis_shown(version) == ([], True)
    later = date(article.review_on.year + 1, 1, 2)
    actions.review_article(article_id=article.pk, next_on=later, by=company.lead)
    sound, is_looked_at = basis_shown(version)
    assert ([one.version.number for one in sound], is_looked_at) == ([2], False)
    actions.switch_clause(clause_id=clause.pk, on=False, why="停用", by=company.legal)
    assert basis_shown(version) == ([], True)


@pytest.mark.parametrize("what", ["off", "ended", "coming"])
def test_what_rests_on_a_clause_that_is_not_in_force_is_not_quoted(
    clause: Clause, in_force: Callable[..., Article], company: Any, what: str
) -> None:
    version = in_force().versions.get()
    day, said = clock.today(), SAID
    if what == "off":
        actions.switch_clause(clause_id=clause.pk, on=False, why="停用", by=company.legal)
    if what == "ended":
        said = replace(SAID, effective_until=day - timedelta(days=1))
        actions.change_clause(clause_id=clause.pk, said=said, why="到期", by=company.legal)
    if what == "coming":
        clause.versions.all()._raw_delete("default")
        said = replace(SAID, effective_from=day + timedelta(days=9))
        actions.change_clause(clause_id=clause.pk, said=said, why="未到", by=company.legal)
    sent = {"version_id": version.pk, "case_id": 1, "number": "X", "chain": "case:1", "by": company.handler}
    with pytest.raises(WrongState, match="CS-LATE"):
        actions.quote_article(words="晚到三十分钟以上，配送费全退。", **sent)
    assert actions.quote_article(words="冷了可以重做。", **sent).pk


def test_words_of_other_languages_are_looked_over_once_by_whoever_keeps_clauses(
    clause: Clause, company: Any
) -> None:
    said = replace(SAID, words={**SAID.words, "en": "late"})
    actions.change_clause(clause_id=clause.pk, said=said, why="英文", by=company.legal)
    newer = replace(said, words={"zh-Hans": "晚到十分钟，退配送费。", "en": "late"})
    actions.change_clause(clause_id=clause.pk, said=newer, why="新规定", by=company.legal)
    assert standing(clause).behind == ["en"]
    with pytest.raises(NotPermitted):
        actions.look_over_words(clause_id=clause.pk, languages=["en"], by=company.handler)
    with pytest.raises(WrongState):
        actions.look_over_words(clause_id=clause.pk, languages=["zh-Hans", "x"], by=company.legal)
    actions.look_over_words(clause_id=clause.pk, languages=["en"], by=company.legal)
    assert standing(clause).behind == []
