"""Clauses: entered, changed, switched, and what a change touches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from amends.casework.knowledge import actions
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.actions.loading import set_up_clauses
from amends.casework.knowledge.models import Article, Clause, ClauseVersion
from amends.casework.knowledge.queries import touched_by
from amends.content.clauses import resting, shipped, table
from amends.content.files import LANGUAGES, load
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.notices.models import Notice

SAID = Said(
    names={"zh-Hans": "迟到退费"},
    words={"zh-Hans": "晚到二十分钟，退配送费。"},
    source="新标准",
    sureness="P",
)


def test_a_change_is_a_new_version_and_its_articles_are_behind_until_looked_at(
    clause: Clause, in_force: Callable[..., Article], company: Any, run_jobs: Any
) -> None:
    article = in_force()
    assert not touched_by(clause, member=company.lead).sentences[0].doubt
    changed = actions.change_clause(clause_id=clause.pk, said=SAID, why="新规定", seen=1, by=company.legal)
    assert changed.latest == 2
    assert touched_by(changed, member=company.lead).sentences[0].doubt
    run_jobs()
    assert Notice.objects.filter(member=article.owner, data__what="clause").count() == 1
    later = date(article.review_on.year + 1, 1, 2)
    actions.review_article(article_id=article.pk, next_on=later, by=company.lead)
    assert not touched_by(changed, member=company.lead).sentences[0].doubt


def test_a_version_never_changes(clause: Clause) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ClauseVersion.objects.filter(clause=clause).update(source="anders")


@pytest.mark.parametrize("role", ["handler", "lead", "trainer", "administrator"])
def test_others_do_not_keep_clauses(clause: Clause, company: Any, role: str) -> None:
    by = company.members[role]
    with pytest.raises(NotPermitted):
        actions.add_clause(code="X-1", kind="policy", said=SAID, by=by)
    with pytest.raises(NotPermitted):
        actions.change_clause(clause_id=clause.pk, said=SAID, why="x", by=by)
    with pytest.raises(NotPermitted):
        actions.switch_clause(clause_id=clause.pk, on=False, why="x", by=by)


def test_what_is_not_sure_is_off_and_stays_off(company: Any) -> None:
    unsure = Said(names=SAID.names, words=SAID.words, source="听说", sureness="U")
    clause = actions.add_clause(code="LAW-1", kind="law", said=unsure, by=company.legal)
    assert not clause.is_on
    with pytest.raises(WrongState):
        actions.switch_clause(clause_id=clause.pk, on=True, why="要用", by=company.legal)
    sure = Said(names=SAID.names, words=SAID.words, source="原文第 3 条", sureness="V")
    actions.change_clause(clause_id=clause.pk, said=sure, why="读过原文", by=company.legal)
    assert actions.switch_clause(clause_id=clause.pk, on=True, why="读过原文", by=company.legal).is_on


@pytest.mark.parametrize(
    "fields",
    [
        {"names": {}},
        {"words": {"en": "only"}},
        {"source": ""},
        {"sureness": "Z"},
        {"effective_from": date(2026, 2, 1), "effective_until": date(2026, 1, 1)},
    ],
)
def test_what_cannot_be_used_is_refused(company: Any, fields: dict[str, Any]) -> None:
    said = Said(**{**SAID.__dict__, **fields})
    with pytest.raises(Invalid):
        actions.add_clause(code="X-1", kind="policy", said=said, by=company.legal)
    assert not Clause.objects.exists()


def test_wrong_codes_states_and_old_looks_are_refused(clause: Clause, company: Any) -> None:
    with pytest.raises(Conflict):
        actions.add_clause(code="CS-LATE", kind="policy", said=SAID, by=company.legal)
    with pytest.raises(Invalid):
        actions.add_clause(code="no blanks", kind="policy", said=SAID, by=company.legal)
    with pytest.raises(Conflict):
        actions.change_clause(clause_id=clause.pk, said=SAID, why="x", seen=7, by=company.legal)
    with pytest.raises(WrongState):
        actions.switch_clause(clause_id=clause.pk, on=True, why="x", by=company.legal)
    with pytest.raises(NotFound):
        actions.change_clause(clause_id=10**9, said=SAID, why="x", by=company.legal)


def test_the_shipped_ones_are_laid_in_once_and_only_the_sure_are_on(company: Any) -> None:
    assert set_up_clauses(by=company.house) == len(shipped())
    assert set_up_clauses(by=company.house) == 0
    on = set(Clause.objects.in_use().values_list("code", flat=True))
    assert on == {row["code"] for row in shipped() if row["confidence"] in {"V", "S"}}
    assert "CN-SAMR-ACCEPT" not in on


def test_shipped_clauses_and_the_texts_that_rest_on_them_are_there() -> None:
    codes = {row["code"] for row in shipped()}
    assert set(resting()) <= codes
    for row in shipped():
        assert all(row["words"][language] and row["names"][language] for language in LANGUAGES)
    for folder, texts in table()["resting"].items():
        for path in texts:
            for language in LANGUAGES:
                value: Any = load(folder, language)
                for key in path.split("."):
                    value = value[key]
                assert value, (folder, path, language)
