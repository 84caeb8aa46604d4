"""Machines read articles: for everybody with one scope, for the house with another and with what their member may read."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from PIL import Image

from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import READ_RESTRICTED, visible_to
from amends.casework.knowledge.vault import redrawn
from amends.doors.api.actions import add_token
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member

PUBLIC, BOTH = (Scope.ARTICLES_READ,), (Scope.ARTICLES_READ, Scope.KNOWLEDGE_READ)


def article(code: str, audience: str, lead: Member, second: Member, *, confirmed: bool = True) -> None:
    words = {"title": f"外卖迟到 {code}", "body": "先拍照。", "asked": ""}
    version = actions.start_article(
        code=code, language="zh-Hans", words=words, audience=audience, categories=["service"], by=lead
    )
    actions.hand_in(version_id=version.pk, by=lead)
    if audience == "public" and confirmed:
        actions.confirm_wording(version_id=version.pk, by=second)


@pytest.fixture
def known(lead: Member, centre: Department) -> None:
    second = Member.objects.create_user("q", display_name="质量", role=Role.QUALITY, department=centre)
    for code, audience in (("open", "public"), ("inside", "internal"), ("secret", "restricted")):
        article(code, audience, lead, second)
    article("waiting", "public", lead, second, confirmed=False)


def machine(member: Member, *scopes: Scope) -> Machine:
    name = f"{member.username}-{len(scopes)}"
    _token, secret = add_token(name=name, member=member, scopes=list(scopes), by=house_member())
    return Machine(secret)


def codes(machine: Machine, **query: Any) -> set[str]:
    answer = machine.get("/articles", **query)
    assert answer.status_code == 200, answer.content
    return {row["code"] for row in answer.json()["items"]}


def test_each_scope_shows_what_it_may(known: None, handler: Member, lead: Member) -> None:
    for member, scopes, seen in (
        (lead, PUBLIC, {"open"}),
        (handler, BOTH, {"open", "inside"}),
        (lead, BOTH, {"open", "inside", "secret"}),
    ):
        one = machine(member, *scopes)
        assert codes(one) == seen
        assert codes(one, q="外卖迟到了") == seen
        for code in ("open", "inside", "secret", "waiting"):
            assert (one.get(f"/articles/{code}").status_code == 200) is (code in seen)


def test_without_the_scope_nothing_is_read(known: None, lead: Member) -> None:
    one = machine(lead, Scope.KNOWLEDGE_READ)
    assert one.get("/articles").status_code == 403
    assert one.get("/articles/open").status_code == 403
    assert one.post("/articles", {}).status_code == 405


def test_an_article_comes_with_its_languages_and_without_marks(known: None, lead: Member) -> None:
    found = machine(lead, *PUBLIC).get("/articles/open", language="en").json()
    assert found["language"] == "zh-Hans"
    assert found["languages"] == {"zh-Hans": "source", "zh-Hant": "missing", "en": "missing"}
    assert "[§" not in found["text"]


@pytest.mark.parametrize("query", [{"nix": "1"}, {"category": "x"}, {"limit": 0}])
def test_wrong_filters_are_refused(known: None, lead: Member, query: dict[str, Any]) -> None:
    assert machine(lead, *PUBLIC).get("/articles", **query).status_code == 422


def test_pages_go_on_and_filters_hold(known: None, lead: Member) -> None:
    one = machine(lead, *BOTH)
    first = one.get("/articles", limit=2).json()
    rest = one.get("/articles", limit=2, after=first["next"]).json()
    assert {row["code"] for row in first["items"] + rest["items"]} >= {"open", "inside", "secret"}
    assert codes(one, audience="internal") == {"inside"}
    assert codes(one, category="service") == {"open", "inside", "secret"}
    assert codes(one, category="billing") == set()


class WhoReadsWhat(TestCase):
    @settings(max_examples=40)
    @given(
        audience=st.sampled_from(["public", "internal", "restricted"]),
        state=st.sampled_from(["draft", "waiting", "live", "replaced"]),
        confirmed=st.booleans(),
        retired=st.booleans(),
        role=st.sampled_from([None, *(role for role in Role if role != Role.SYSTEM)]),
    )
    def test_nothing_for_the_house_ever_reaches_anybody_outside(
        self, audience: str, state: str, confirmed: bool, retired: bool, role: Role | None
    ) -> None:
        """Whatever the state of an article, the one predicate lets out only what is public, in force and confirmed."""
        now = clock.now()
        writer = Member.objects.create_user("w", role=Role.LEAD)
        second = Member.objects.create_user("s", role=Role.QUALITY)
        made = Article.objects.create(
            code="one",
            audience=audience,
            categories=["service"],
            source_language="en",
            owner=writer,
            review_on=clock.today(),
            retired_at=now if retired else None,
            created_at=now,
        )
        ArticleVersion.objects.create(
            article=made,
            language="en",
            number=1,
            title="t",
            body="b",
            state=state,
            written_by=writer,
            written_at=now,
            approved_by=second if confirmed else None,
        )
        outside = Article.objects.filter(visible_to(None)).exists()
        assert outside is (audience == "public" and not retired)
        goes_out = ArticleVersion.objects.for_customers().exists()
        assert goes_out is (outside and state == "live" and confirmed)
        if role is not None:
            member = Member.objects.create_user("m", role=role)
            sees = Article.objects.filter(visible_to(member)).exists()
            assert sees is (audience != "restricted" or role in READ_RESTRICTED)


@pytest.mark.usefixtures("files", "known")
def test_pictures_come_with_their_article_and_with_its_rights(lead: Member) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (80, 60), (200, 30, 60)).save(drawn, "PNG")
    second = Member.objects.get(username="q")
    for code, audience in (("shown", "public"), ("shown-inside", "internal")):
        picture = actions.add_picture(picture=redrawn(drawn, drawn.tell()), by=lead)
        words = {"title": code, "body": f"看图。\n[图 {picture.pk}：右上角]", "asked": ""}
        version = actions.start_article(
            code=code, language="zh-Hans", words=words, audience=audience, categories=["service"], by=lead
        )
        actions.hand_in(version_id=version.pk, by=lead)
        if audience == "public":
            actions.confirm_wording(version_id=version.pk, by=second)
    outside, inside = machine(lead, *PUBLIC), machine(lead, *BOTH)
    (row,) = outside.get("/articles/shown").json()["pictures"]
    assert (row["alt"], row["width"], row["content_type"]) == ("右上角", 80, "image/png")
    answer = outside.get(row["url"].removeprefix("/api/v1"))
    assert answer.getvalue().startswith(b"\x89PNG")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    (hidden,) = inside.get("/articles/shown-inside").json()["pictures"]
    path = hidden["url"].removeprefix("/api/v1")
    answer = inside.get(path)
    assert answer.getvalue().startswith(b"\x89PNG")
    assert (outside.get(path).status_code, answer.status_code) == (404, 200)
    assert inside.get(path.replace("shown-inside", "shown")).status_code == 404
    assert machine(second, Scope.KNOWLEDGE_READ).get(path).status_code == 403
