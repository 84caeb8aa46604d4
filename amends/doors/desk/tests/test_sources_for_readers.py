"""Where a clause stands is said in the reader's language: laws by their names, the house's own as the house calls them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.knowledge import actions
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.actions.loading import set_up_clauses
from amends.casework.knowledge.models import Article, Clause
from amends.content.clauses import shipped

CHINESE = re.compile(r"[一-鿿]{2}")
OF_CHINA = ("CN", "TW", "HK")
ENGLISH, HANT = "Terms of Sale, section 9", "《購物條款》第 9 條"


def reading(who: Any, language: str) -> Client:
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(who)
    return client


@pytest.fixture
def own(company: Any) -> Clause:
    said = Said(
        names={"zh-Hans": "修换退"},
        words={"zh-Hans": "十五天内可退换修。"},
        source="《购物条款》第 9 条",
        sureness="P",
        sources={"zh-Hant": HANT, "en": ENGLISH},
    )
    return actions.add_clause(code="CS-REPAIR", kind="contract", said=said, by=company.legal)


@pytest.fixture
def article(company: Any, own: Clause) -> Article:
    version = actions.start_article(
        code="smoke",
        language="en",
        words={"title": "It smokes", "body": "Returned within 15 days.[§CS-REPAIR]", "asked": "smoke"},
        audience="public",
        categories=["quality"],
        by=company.handler,
    )
    actions.hand_in(version_id=version.pk, by=company.handler)
    actions.confirm_wording(version_id=version.pk, by=company.quality)
    return version.article


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_no_chinese_page_names_a_law_of_china_in_latin_letters_only(company: Any, language: str) -> None:
    set_up_clauses(by=company.house)
    client, written = reading(company.legal, language), {row["source"] for row in shipped()}
    rows: list[dict[str, Any]] = []
    for number in range(1, 4):
        rows += client.get(reverse("desk:clauses"), {"view": "all", "page": number}).context["rows"]
    laws = [row for row in rows if row["clause"].jurisdiction in OF_CHINA]
    assert len({row["clause"].code for row in laws}) > 40
    assert not [row["source"] for row in laws if not CHINESE.search(row["source"])]
    page = client.get(reverse("desk:clauses"), {"view": "all", "q": "CN-SAMR"}).content.decode()
    assert "市场监督管理投诉举报" in page or "市場監督管理投訴舉報" in page
    assert not [one for one in written if f"<td>{one}</td>" in page]


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "《购物条款》第 9 条"), ("zh-hant", HANT), ("en", ENGLISH)]
)
def test_the_houses_own_stands_in_every_language_it_was_given_in(
    company: Any, own: Clause, language: str, said: str
) -> None:
    client = reading(company.legal, language)
    assert f"<td>{said}</td>" in client.get(reverse("desk:clauses")).content.decode()
    assert f"<dd>{said}</dd>" in client.get(reverse("desk:clause", args=[own.code])).content.decode()


def test_what_nobody_said_in_a_language_stands_as_it_was_written(company: Any) -> None:
    said = Said(
        names={"zh-Hans": "约定"}, words={"zh-Hans": "有约定。"}, source="集团公约第 3 条", sureness="P"
    )
    actions.add_clause(code="CS-PACT", kind="policy", said=said, by=company.legal)
    assert "集团公约第 3 条" in reading(company.legal, "en").get(reverse("desk:clauses")).content.decode()


def test_an_answer_names_it_in_its_own_language(client: Client, company: Any, article: Article) -> None:
    client.cookies["django_language"] = "en"
    page = client.get(reverse("portal:help_article", args=[article.code])).content.decode()
    assert ENGLISH in page and "《购物条款》" not in page
    desk = reading(company.legal, "en").get(reverse("desk:article", args=[article.code])).content.decode()
    assert ENGLISH in desk and "《购物条款》" not in desk


def test_a_source_is_found_by_what_its_reader_calls_it(company: Any, own: Clause) -> None:
    client = reading(company.legal, "en")
    for words in ("Terms of Sale", "購物條款", "购物条款"):
        assert client.get(reverse("desk:clauses"), {"q": words}).context["rows"]


def test_the_form_keeps_what_was_typed_and_offers_what_a_law_is_called(company: Any, own: Clause) -> None:
    client = reading(company.legal, "zh-hans")
    sent = {
        "form": "change",
        "source": "《购物条款》第 10 条",
        "source_en": "Terms of Sale, section 10",
        "name_zh-Hans": "修换退",
        "words_zh-Hans": "二十天内可退换修。",
        "sureness": "P",
        "seen": own.latest,
        "why": "",
    }
    refused = client.post(reverse("desk:change_clause", args=[own.code]), sent)
    assert refused.status_code == 422 and 'value="Terms of Sale, section 10"' in refused.content.decode()
    assert (
        client.post(reverse("desk:change_clause", args=[own.code]), sent | {"why": "改版"}).status_code == 302
    )
    assert own.versions.get(number=2).sources == {"en": "Terms of Sale, section 10"}
    set_up_clauses(by=company.house)
    law = client.get(reverse("desk:clause", args=["CN-SAMR-MEDIATE-OLD"])).content.decode()
    assert (
        'placeholder="《市场监督管理投诉举报处理暂行办法》（市场监管总局令第20号）第二十一条第一款第五项"'
        in law
    )
