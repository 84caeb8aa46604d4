from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.knowledge import actions
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.models import Article, ArticleVersion, Clause

BODY = "先拍照，再联系门店。\n\n- 晚到三十分钟以上，配送费全退。[§CS-LATE]\n- 冷了可以重做。"


@pytest.fixture
def clause(company: Any) -> Clause:
    said = Said(
        names={"zh-Hans": "迟到退费", "en": "Late: fee back"},
        words={"zh-Hans": "晚到三十分钟以上，退配送费。"},
        source="门店服务标准第 1 条",
        sureness="P",
    )
    return actions.add_clause(code="cs-late", kind="policy", said=said, by=company.legal)


@pytest.fixture
def start(company: Any, clause: Clause) -> Callable[..., ArticleVersion]:
    """Begins an article; whatever matters to a test is named by it."""

    def act(code: str = "late", *, by: Any = None, audience: str = "public", **fields: Any) -> ArticleVersion:
        words = {"title": "外卖迟到了怎么办", "body": BODY, "asked": "餐怎么还没来"}
        return actions.start_article(
            code=code,
            language=fields.pop("language", "zh-Hans"),
            words={**words, **fields.pop("words", {})},
            audience=audience,
            categories=fields.pop("categories", ["service"]),
            by=by or company.handler,
            **fields,
        )

    return act


@pytest.fixture
def in_force(company: Any, start: Callable[..., ArticleVersion]) -> Callable[..., Article]:
    """An article in force; for customers it was confirmed by a second person."""

    def act(code: str = "late", **fields: Any) -> Article:
        version = start(code, **fields)
        actions.hand_in(version_id=version.pk, by=version.written_by)
        if version.article.audience == "public":
            actions.confirm_wording(version_id=version.pk, by=company.quality)
        version.article.refresh_from_db()
        return version.article

    return act
