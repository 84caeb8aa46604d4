"""Writing articles on the desk: several at once, several languages, what waits, what was refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.foundation.kernel import clock
from amends.foundation.notices.models import Notice

ZH = {"title": "电饭锅冒烟了", "body": "冒烟的请先断电。", "asked": ""}
EN = {"title": "Smoke", "body": "Pull the plug first.", "asked": ""}
Desk = Callable[..., Client]


@pytest.fixture
def draft(company: Any) -> ArticleVersion:
    return actions.start_article(
        code="smoke",
        language="zh-Hans",
        words=ZH,
        audience="public",
        categories=["quality"],
        by=company.handler,
    )


@pytest.fixture
def article(draft: ArticleVersion, company: Any) -> Article:
    actions.hand_in(version_id=draft.pk, by=company.handler)
    actions.confirm_wording(version_id=draft.pk, by=company.quality)
    return draft.article


def written(
    article: Article, company: Any, language: str = "en", words: dict[str, str] = EN
) -> ArticleVersion:
    return actions.write_wording(article_id=article.pk, language=language, words=words, by=company.handler)


def path(name: str, language: str = "") -> str:
    return reverse(f"desk:{name}", args=["smoke"]) + (f"?language={language}" if language else "")


def hidden(page: str, name: str) -> str:
    return str(re.findall(rf'name="{name}" value="([^"]*)"', page)[-1])


def form(client: Client, language: str) -> dict[str, str]:
    """What the form sends besides the words."""
    page = client.get(path("write_article", language)).content.decode()
    return {"language": language, "seen": hidden(page, "seen"), "original": hidden(page, "original")}


def test_the_second_who_saves_sees_what_the_first_wrote_and_loses_nothing(
    desk: Desk, article: Article
) -> None:
    first, second = desk("handler"), desk("lead")
    opened = {who: form(who, "en") for who in (first, second)}
    first.post(path("write_article"), {**opened[first], **EN, "body": "Pull the plug."})
    answer = second.post(path("write_article"), {**opened[second], **EN, "body": "Call the shop."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Call the shop." in page and "Pull the plug." in page
    assert ArticleVersion.objects.get(language="en").body == "Pull the plug."
    again = {"language": "en", "seen": hidden(page, "seen"), "original": hidden(page, "original")}
    assert "用我的替换这一稿" in page and "替换这一稿并提交" in page and "仍留在文章的历次版本里" in page
    assert "把两处改动都放进来" not in page
    second.post(path("write_article"), {**again, **EN, "body": "Pull the plug. Call the shop."})
    theirs, mine = ArticleVersion.objects.filter(language="en").order_by("number")
    assert (theirs.body, theirs.is_written_over) == ("Pull the plug.", True)
    assert mine.body == "Pull the plug. Call the shop."
    versions = first.get(path("article", "en")).content.decode()
    assert "草稿，已被改写" in versions and "old=1&amp;new=2" in versions


def test_two_who_changed_different_places_take_both_with_one_press(desk: Desk, article: Article) -> None:
    first, second = desk("handler"), desk("lead")
    opened = {who: form(who, "zh-Hans") for who in (first, second)}
    said = "拔不下来的，先关总闸。"
    first.post(path("write_article"), {**opened[first], **ZH, "body": f"{said}\n\n{ZH['body']}"})
    page = second.post(path("write_article"), {**opened[second], **ZH, "title": "锅冒烟了"}).content.decode()
    assert "把两处改动都放进来" in page
    taken = re.search(r'name="body" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    again = {"language": "zh-Hans", "seen": hidden(page, "seen"), "original": "", "title": "锅冒烟了"}
    both = {**again, "body": taken.group(1) if taken else "", "asked": ""}
    merged = second.post(path("write_article"), {**both, "together": "1"})
    assert (merged.status_code, ArticleVersion.objects.latest("pk").title) == (200, ZH["title"])
    shown = merged.content.decode()
    assert said in shown and 'value="锅冒烟了"' in shown and "两处改动都已放进表单" in shown
    second.post(path("write_article"), {**both, "seen": hidden(shown, "seen")})
    kept = ArticleVersion.objects.latest("pk")
    assert (kept.title, kept.body) == ("锅冒烟了", f"{said}\n\n{ZH['body']}")


def test_another_refusal_does_not_let_an_old_form_write_over(desk: Desk, draft: ArticleVersion) -> None:
    lead, handler = desk("lead"), desk("handler")
    opened = form(lead, "zh-Hans")
    page = lead.post(path("write_article"), {**opened, **ZH, "body": "依据。[§NIX]"}).content.decode()
    handler.post(path("write_article"), {**form(handler, "zh-Hans"), **ZH, "body": "先断电，再打电话。"})
    kept = {"language": "zh-Hans", "seen": hidden(page, "seen"), "original": ""}
    assert lead.post(path("write_article"), {**kept, **ZH, "body": "依据。"}).status_code == 409
    draft.refresh_from_db()
    assert draft.body == "先断电，再打电话。"


def test_who_may_not_throw_away_what_they_began_reads_why(
    desk: Desk, draft: ArticleVersion, company: Any
) -> None:
    actions.write_wording(
        article_id=draft.article_id, language="zh-Hans", words={**ZH, "title": "改"}, by=company.lead
    )
    page = desk("handler").get(path("article")).content.decode()
    assert f"最后是{company.lead}改的" in page
    assert reverse("desk:discard_article", args=["smoke"]) not in page


def test_what_waits_in_another_language_is_marked_and_linked(
    desk: Desk, article: Article, company: Any, run_jobs: Callable[[], int]
) -> None:
    english = written(article, company)
    lead = desk("lead")
    assert path("article", "en") in lead.get(reverse("desk:knowledge") + "?view=drafts").content.decode()
    assert "草稿" in tab(lead.get(path("article")).content.decode(), "en")
    actions.hand_in(version_id=english.pk, by=company.handler)
    run_jobs()
    listed = lead.get(reverse("desk:knowledge") + "?view=waiting").content.decode()
    assert path("article", "en") in listed and "EN 待确认" in listed
    assert "待确认" in tab(lead.get(path("article")).content.decode(), "en")
    notice = Notice.objects.get(member=company.lead, data__what="waits")
    opened = lead.post(reverse("desk:notice", args=[notice.pk]))
    assert opened["Location"] == path("article", "en")
    actions.return_wording(version_id=english.pk, why="少电话", by=company.lead)
    assert "已退回" in tab(lead.get(path("article")).content.decode(), "en")


def tab(page: str, language: str) -> str:
    found = re.search(rf'<a class="tab" href="\?language={language}".*?</a>', page)
    assert found
    return found[0]


def test_while_it_waits_nobody_is_sent_into_the_form_and_its_author_takes_it_back(
    desk: Desk, article: Article, company: Any
) -> None:
    actions.hand_in(version_id=written(article, company).pk, by=company.handler)
    handler, lead = desk("handler"), desk("lead")
    for who in (handler, lead):
        page = who.get(path("article", "en")).content.decode()
        assert reverse("desk:write_article", args=["smoke"]) not in page
        assert who.get(path("write_article", "en"))["Location"] == path("article", "en")
    back = reverse("desk:take_back_article", args=["smoke"])
    assert back in handler.get(path("article", "en")).content.decode()
    assert back not in lead.get(path("article", "en")).content.decode()
    sent = {"form": "waits", "language": "en", "version": article.versions.get(language="en").pk}
    assert lead.post(back, sent).status_code == 403
    assert handler.get(back).status_code == 405
    handler.post(back, sent)
    assert article.versions.get(language="en").state == "draft"
    assert handler.get(path("write_article", "en")).status_code == 200


def test_what_was_typed_while_a_wording_came_to_wait_stays_beside_it(
    desk: Desk, article: Article, company: Any
) -> None:
    lead = desk("lead")
    opened = form(lead, "en")
    actions.hand_in(version_id=written(article, company).pk, by=company.handler)
    answer = lead.post(path("write_article"), {**opened, **EN, "body": "Call the shop."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Call the shop." in page and EN["body"] in page


def test_nobody_confirms_words_that_came_after_those_they_read(
    desk: Desk, draft: ArticleVersion, company: Any
) -> None:
    actions.hand_in(version_id=draft.pk, by=company.handler)
    second = desk("quality")
    seen = hidden(second.get(path("article")).content.decode(), "seen")
    actions.take_back(version_id=draft.pk, by=company.handler)
    written(draft.article, company, "zh-Hans", {**ZH, "body": "不用断电。"})
    actions.hand_in(version_id=draft.pk, by=company.handler)
    sent = {"form": "waits", "language": "zh-Hans", "version": draft.pk, "seen": seen}
    answer = second.post(path("confirm_article"), sent)
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.state == "waiting"


def test_beside_a_translation_stands_the_original_that_is_not_in_force_yet(
    desk: Desk, draft: ArticleVersion
) -> None:
    page = desk("handler").get(path("write_article", "en")).content.decode()
    assert ZH["body"] in page
    assert hidden(page, "original") == draft.stamp


def test_a_new_article_that_is_refused_keeps_what_was_chosen(desk: Desk, company: Any) -> None:
    sent = {
        **ZH,
        "code": "smoke",
        "language": "zh-Hant",
        "audience": "internal",
        "categories": "service",
        "owner": company.colleague.pk,
        "review_on": "2001-01-01",
    }
    page = desk("handler").post(reverse("desk:new_article"), sent).content.decode()
    assert f'<option value="{company.colleague.pk}" selected>' in page
    assert f'<option value="{company.handler.pk}" selected>' not in page
    for kept in ('value="internal" selected', 'value="service" checked', 'value="2001-01-01"'):
        assert kept in page


def test_settings_that_are_refused_keep_what_was_chosen(desk: Desk, article: Article, company: Any) -> None:
    sent = {
        "form": "settle",
        "audience": "internal",
        "categories": ["service"],
        "owner": company.colleague.pk,
        "review_on": "2001-01-01",
    }
    answer = desk("lead").post(path("settle_article"), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'<option value="{company.colleague.pk}" selected>' in page
    assert 'value="2001-01-01"' in page


def test_the_only_draft_thrown_away_takes_the_article_and_the_case_offers_it_again(
    desk: Desk, owned_case: Case, company: Any, bring_to: Callable[[Case, str], Case]
) -> None:
    handler, begin = desk("handler"), reverse("desk:draft_article", args=[owned_case.number])
    cases.add_customer_message(case_id=owned_case.pk, text="锅冒烟了", by=company.portal)
    bring_to(owned_case, "review")
    handler.post(begin)
    version = ArticleVersion.objects.get()
    code = version.article.code
    assert "整篇文章也一并删除" in handler.get(reverse("desk:article", args=[code])).content.decode()
    sent = {"form": "waits", "language": version.language, "version": version.pk, "seen": version.stamp}
    answer = handler.post(reverse("desk:discard_article", args=[code]), sent)
    assert answer["Location"] == reverse("desk:knowledge")
    assert not Article.objects.exists()
    sheet = handler.get(reverse("desk:case_knowledge", args=[owned_case.number])).content.decode()
    assert begin in sheet
    assert handler.post(begin).status_code == 302
    assert ArticleVersion.objects.count() == 1


def test_a_page_without_anything_in_force_does_not_promise_another_language(
    desk: Desk, draft: ArticleVersion
) -> None:
    page = desk("handler").get(path("article", "en")).content.decode()
    assert "读者找不到这篇文章" in page
    assert "读者会先看到相近的语言" not in page


@pytest.mark.parametrize(
    ("language", "labels"), [("zh-hans", ("从", "到")), ("zh-hant", ("從", "到")), ("en", ("From", "To"))]
)
def test_two_versions_are_chosen_from_and_to(
    desk: Desk, article: Article, company: Any, language: str, labels: tuple[str, str]
) -> None:
    written(article, company, "zh-Hans", {**ZH, "title": "冒烟"})
    page = desk("handler", language).get(path("compare_article", "zh-Hans")).content.decode()
    assert re.findall(r'for="kb-(?:old|new)">([^<]+)<', page) == list(labels)


def test_a_language_without_versions_has_nothing_to_compare(desk: Desk, article: Article) -> None:
    page = desk("handler").get(path("compare_article", "en")).content.decode()
    assert "这种语言还没有任何版本" in page
    assert "kb-old" not in page
    one = desk("handler").get(path("compare_article", "zh-Hans")).content.decode()
    assert "这种语言只有一个版本" in one
    assert "kb-old" not in one


def test_a_picture_of_another_article_is_refused_by_name_and_not_shown_as_if_it_stood_there(
    desk: Desk, article: Article, company: Any
) -> None:
    from amends.casework.knowledge.models import Picture

    picture = Picture.objects.create(
        article=article,
        sha256="0" * 64,
        content_type="image/png",
        size=1,
        width=1,
        height=1,
        added_by=company.handler,
        added_at=clock.now(),
    )
    sent = {
        **ZH,
        "code": "other",
        "language": "zh-Hans",
        "audience": "public",
        "categories": "quality",
        "body": f"看图。\n[图 {picture.pk}：插头]",
    }
    answer = desk("handler").post(reverse("desk:new_article"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"图 {picture.pk} 是另一篇文章的图片" in page
    assert reverse("desk:article_picture", args=[picture.pk]) not in page


@pytest.mark.parametrize(("field", "name"), [("title", "标题"), ("body", "正文")])
def test_an_empty_field_is_named(desk: Desk, draft: ArticleVersion, field: str, name: str) -> None:
    handler = desk("handler")
    sent = {**form(handler, "zh-Hans"), **ZH, field: " "}
    assert f"“{name}”还空着" in handler.post(path("write_article"), sent).content.decode()
