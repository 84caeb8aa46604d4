"""The help centre: answers for everybody, nothing of the house, and on every page the way to complain."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from amends.casework.knowledge import actions
from amends.casework.knowledge.actions import add_picture
from amends.casework.knowledge.models import Article, Feedback, Unanswered
from amends.casework.knowledge.queries import searching
from amends.casework.knowledge.vault import redrawn
from amends.doors.portal.help_views import QUESTIONS_NOTED, VOICES_TAKEN

WAY = 'href="/complain/"'


def article(
    company: Any, code: str, title: str, audience: str = "public", *, confirmed: bool = True
) -> Article:
    version = actions.start_article(
        code=code,
        language="zh-Hans",
        words={"title": title, "body": f"{title}：<b>先</b>拍照。\n\n- 再联系门店。", "asked": ""},
        audience=audience,
        categories=["service"],
        by=company.lead,
    )
    actions.hand_in(version_id=version.pk, by=company.lead)
    if audience == "public" and confirmed:
        actions.confirm_wording(version_id=version.pk, by=company.quality)
    return version.article


@pytest.fixture
def known(company: Any, no_limits: None) -> dict[str, Article]:
    return {
        "late": article(company, "late", "外卖迟到了怎么办"),
        "waiting": article(company, "waiting", "外卖洒了怎么办", confirmed=False),
        "inside": article(company, "inside", "外卖补偿怎么批", "internal"),
        "secret": article(company, "secret", "外卖投毒怎么应对", "restricted"),
    }


@pytest.fixture
def visitor(client: Client) -> Client:
    client.cookies["django_language"] = "zh-hans"
    return client


@pytest.mark.parametrize("path", ["/help/", "/help/?q=外卖迟到", "/help/?q=zzzz", "/help/late/"])
def test_the_way_to_complain_is_on_every_page_before_everything_else(
    visitor: Client, known: dict[str, Article], path: str
) -> None:
    page = visitor.get(path).content.decode()
    main = page[page.index("<main") :]
    assert WAY in main
    assert main.index(WAY) < main.index("<h1")


def test_the_home_page_complains_first_and_answers_second(visitor: Client, db: None) -> None:
    page = visitor.get("/").content.decode()
    assert page.index(WAY) < page.index('href="/help/"')
    form = visitor.get("/complain/").content.decode().partition('</form>\n<p class="sr-only')[0]
    assert "data-wizard-next" in form and 'href="/help/' not in form


def test_a_question_finds_the_answer_and_customers_words_do_not_run(
    visitor: Client, known: dict[str, Article]
) -> None:
    page = visitor.get("/help/", {"q": "外卖<script>alert(1)</script>迟到"}).content.decode()
    assert "外卖迟到了怎么办" in page
    assert "<script>alert" not in page
    assert "&lt;b&gt;先" in visitor.get("/help/late/").content.decode()


@pytest.mark.parametrize("code", ["waiting", "inside", "secret", "nothing"])
def test_what_is_not_for_everybody_is_not_there(
    visitor: Client, known: dict[str, Article], code: str
) -> None:
    assert visitor.get(f"/help/{code}/").status_code == 404
    assert visitor.post(f"/help/{code}/feedback/", {"helped": "yes"}).status_code == 404
    for path in ("/help/", "/help/?q=外卖怎么办", "/help/?q=外卖补偿怎么批", "/help/?q=外卖投毒怎么应对"):
        page = visitor.get(path).content.decode()
        assert f"/help/{code}/" not in page


def test_a_retired_article_is_gone(visitor: Client, known: dict[str, Article], company: Any) -> None:
    actions.retire_article(article_id=known["late"].pk, why="过时", by=company.quality)
    assert visitor.get("/help/late/").status_code == 404
    assert "/help/late/" not in visitor.get("/help/?q=外卖迟到").content.decode()


def test_a_question_in_vain_is_noted(visitor: Client, known: dict[str, Article]) -> None:
    page = visitor.get("/help/", {"q": "火星在哪里 13800138000"}).content.decode()
    row = Unanswered.objects.get()
    assert "火星" in row.question
    assert "13800138000" not in row.question
    assert "记下" in page


def test_one_visitor_counts_a_question_once_and_cannot_fill_the_list(
    visitor: Client, known: dict[str, Article]
) -> None:
    for _ in range(3):
        visitor.get("/help/", {"q": "火星在哪里"})
    assert Unanswered.objects.get().times == 1
    for n in range(30):
        visitor.get("/help/", {"q": f"火星{chr(0x4E00 + n)}号呢"})
    assert Unanswered.objects.count() <= QUESTIONS_NOTED
    for _ in range(2):
        page = visitor.get("/help/", {"q": "木星在哪里"}).content.decode()
        assert "暂时没有现成的答案" in page and "记下" not in page


@pytest.mark.parametrize("question", ["？？？", "啊啊啊啊啊啊", "12345678901"])
def test_what_has_no_words_is_not_noted_and_not_said_to_be(
    visitor: Client, known: dict[str, Article], question: str
) -> None:
    for _ in range(2):
        page = visitor.get("/help/", {"q": question}).content.decode()
        assert not Unanswered.objects.exists() and "记下" not in page


def test_none_of_the_answers_is_noted_and_leads_to_a_person(
    visitor: Client, known: dict[str, Article]
) -> None:
    path = reverse("portal:help_missing")
    page = visitor.get("/help/", {"q": "外卖迟到怎么办"}).content.decode()
    assert path in page and not Unanswered.objects.exists()
    assert visitor.get(path).status_code == 405
    page = visitor.post(path, {"q": "外卖迟到怎么办"}, follow=True).content.decode()
    main = page[page.index("<h1") :]
    assert Unanswered.objects.get().question == "外卖迟到怎么办"
    assert "谢谢" in main and WAY in main and path not in main


def test_what_only_may_be_meant_is_set_apart(
    visitor: Client, known: dict[str, Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    sure = visitor.get("/help/", {"q": "外卖迟到了怎么办"})
    assert [one["code"] for one in sure.context["hits"]] == ["late"]
    monkeypatch.setattr(searching, "SURE", 100.0)
    weak = visitor.get("/help/", {"q": "外卖迟到了怎么办"})
    page = weak.content.decode()
    assert weak.context["hits"] == [] and 'href="/help/late/"' in page and "不确定" in page


def test_feedback_is_taken_kept_short_and_not_without_end(visitor: Client, known: dict[str, Article]) -> None:
    path = reverse("portal:help_feedback", args=["late"])
    assert visitor.get(path).status_code == 405
    assert "谢谢" in visitor.post(path, {"helped": "yes", "words": "好"}, follow=True).content.decode()
    assert visitor.post(path, {"helped": "no", "words": "长" * 1001}).status_code == 413
    assert list(Feedback.objects.values_list("helped", "words", "by")) == [(True, "好", None)]
    answers = {visitor.post(path, {"helped": "no"}).status_code for _ in range(20)}
    assert answers == {302, 429}


def test_a_visitor_has_one_standing_voice_whatever_they_press(
    visitor: Client, known: dict[str, Article]
) -> None:
    path, page = reverse("portal:help_feedback", args=["late"]), reverse("portal:help_article", args=["late"])
    for helped in ("no", "no", "yes"):
        visitor.post(path, {"helped": helped})
    assert list(Feedback.objects.values_list("helped", flat=True)) == [True]
    shown = visitor.get(page).content.decode()
    assert shown.count('aria-pressed="true"') >= 1 and "您说过" in shown
    assert visitor.session.session_key not in Feedback.objects.get().visitor


def test_who_forgets_each_visit_is_held_by_the_address(client: Client, known: dict[str, Article]) -> None:
    path = reverse("portal:help_feedback", args=["late"])
    for _ in range(14):
        Client().post(path, {"helped": "no"})
    assert Feedback.objects.count() == VOICES_TAKEN


def test_an_answer_that_is_gone_leads_on(visitor: Client, known: dict[str, Article]) -> None:
    page = visitor.get("/help/nothing/").content.decode()
    main = page[page.index("<main") :]
    assert 'href="/help/"' in main and WAY in main
    assert "help_gone" not in page and "not_found" not in page


def test_the_page_costs_the_same_however_many_articles_there_are(
    visitor: Client, known: dict[str, Article], company: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(4):
        article(company, f"late-{n}", f"外卖迟到{n}")
    visitor.get("/help/?q=外卖迟到")
    with django_assert_max_num_queries(6):
        visitor.get("/help/?q=外卖迟到")
    with django_assert_max_num_queries(4):
        visitor.get("/help/")


def with_picture(
    company: Any, code: str, audience: str = "public", *, confirmed: bool = True
) -> tuple[str, int]:
    drawn = io.BytesIO()
    Image.new("RGB", (80, 60), (len(code), 30, 60)).save(drawn, "PNG")
    picture = add_picture(picture=redrawn(drawn, drawn.tell()), by=company.lead)
    version = actions.start_article(
        code=code,
        language="zh-Hans",
        words={"title": code, "body": f"先看图。\n[图 {picture.pk}：取餐号在小票右上角]", "asked": ""},
        audience=audience,
        categories=["service"],
        by=company.lead,
    )
    actions.hand_in(version_id=version.pk, by=company.lead)
    if audience == "public" and confirmed:
        actions.confirm_wording(version_id=version.pk, by=company.quality)
    return reverse("portal:help_picture", args=[picture.pk]), picture.pk


@pytest.mark.usefixtures("files", "no_limits")
def test_customers_see_pictures_of_confirmed_articles_and_of_no_others(visitor: Client, company: Any) -> None:
    path, number = with_picture(company, "open")
    page = visitor.get("/help/open/").content.decode()
    assert f'src="{path}"' in page and 'alt="取餐号在小票右上角"' in page and f"[图 {number}" not in page
    answer = visitor.get(path)
    assert answer.getvalue().startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    for code, audience, confirmed in (
        ("waiting", "public", False),
        ("inside", "internal", True),
        ("secret", "restricted", True),
    ):
        hidden, _number = with_picture(company, code, audience, confirmed=confirmed)
        assert visitor.get(hidden).status_code == 404
    actions.retire_article(article_id=Article.objects.get(code="open").pk, why="旧了", by=company.quality)
    assert visitor.get(path).status_code == 404
    assert visitor.get(reverse("portal:help_picture", args=[999_999])).status_code == 404
    assert visitor.post(path).status_code == 405


def test_who_found_no_answer_is_led_to_a_person_before_the_list_is_shown_again(
    visitor: Client, known: dict[str, Article]
) -> None:
    shown = visitor.post("/help/questions/missing", {"q": "外卖迟到"}, follow=True).content.decode()
    assert shown.index("那就直接问真人") < shown.index("外卖迟到了怎么办")
    assert "都不是我要问的" not in shown
