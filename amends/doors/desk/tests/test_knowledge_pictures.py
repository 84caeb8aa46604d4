"""Pictures on the desk: added while somebody writes, shown to whoever may read, and nothing typed is lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Article, ArticleVersion, Picture

pytestmark = pytest.mark.usefixtures("files")
NEW = {
    "code": "locker",
    "language": "zh-Hans",
    "title": "储物柜怎么开",
    "body": "扫柜门上的码。",
    "asked": "",
    "audience": "public",
    "categories": ["service"],
}


def png(name: str = "屏幕 1.png", colour: tuple[int, int, int] = (200, 30, 60)) -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue(), content_type="text/html")


@pytest.fixture
def desk(company: Any) -> Callable[..., Client]:
    def act(who: str, language: str = "zh-hans") -> Client:
        client = Client(HTTP_ACCEPT="application/json, text/html")
        client.cookies["django_language"] = language
        client.force_login(company.members[who])
        return client

    return act


def add(client: Client, file: Any = None, language: str = "zh-Hans") -> Any:
    sent = {"pictures": file or png(), "language": language}
    return client.post(reverse("desk:add_picture"), sent, headers={"accept": "application/json"})


def written(client: Client, **fields: Any) -> Article:
    number = add(client).json()["pictures"][0]["number"]
    body = f"扫柜门上的码。\n[图 {number}：柜门右上角的<码>]"
    assert client.post(reverse("desk:new_article"), {**NEW, "body": body, **fields}).status_code == 302
    return Article.objects.get()


def test_a_picture_that_is_dragged_in_comes_back_as_a_mark(desk: Callable[..., Client]) -> None:
    for language, mark in (("zh-Hans", "[图 {n}：]"), ("zh-Hant", "[圖 {n}：]"), ("en", "[picture {n}: ]")):
        row = add(desk("handler"), language=language).json()["pictures"][0]
        assert row["mark"] == mark.format(n=row["number"])
    assert Picture.objects.count() == 3


def test_two_pictures_stand_in_the_article_at_their_places(desk: Callable[..., Client]) -> None:
    writer = desk("handler")
    first, second = (add(writer, png(colour=(n, n, n))).json()["pictures"][0]["number"] for n in (10, 20))
    body = f"1. 扫码。\n[图 {first}：码在右上角]\n2. 按开门。\n\n[图 {second}：绿色的“开门”键]"
    writer.post(reverse("desk:new_article"), {**NEW, "body": body})
    page = writer.get(reverse("desk:article", args=["locker"])).content.decode()
    assert page.count('<figure class="kb-figure">') == 2
    assert (
        'alt="码在右上角"' in page
        and f"[图 {first}" not in page[: page.index("kb-asked") if "kb-asked" in page else None]
    )
    assert page.count("<ol>") == 1
    form = writer.get(
        reverse("desk:write_article", args=["locker"]), {"language": "zh-Hans"}
    ).content.decode()
    assert f"[图 {first}：码在右上角]" in form
    assert form.count("kb-shown") == 1


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 422),
        ("a.png", b"<html><script>alert(1)</script>", 422),
        ("../../a.jpg", b"\xff\xd8\xff\xe0half", 422),
        ("empty.png", b"", 422),
        ("huge.png", b"\x89PNG\r\n\x1a\n" + b"\0" * (10 * 1024 * 1024), 413),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(
    desk: Callable[..., Client], name: str, data: bytes, status: int, files: Any
) -> None:
    writer = desk("handler")
    answer = add(writer, SimpleUploadedFile(name, data, content_type="image/png"))
    assert answer.status_code == status
    assert answer.json()["message"]
    typed = {
        **NEW,
        "body": "写了很久的正文。",
        "pictures": SimpleUploadedFile(name, data, content_type="image/png"),
    }
    page = writer.post(reverse("desk:new_article"), typed)
    assert page.status_code == status
    assert "写了很久的正文。" in page.content.decode() and "储物柜怎么开" in page.content.decode()
    assert not Picture.objects.exists() and not Article.objects.exists()
    assert not files.exists()


def test_without_scripts_the_marks_stand_at_the_end_and_what_was_typed_stays(
    desk: Callable[..., Client],
) -> None:
    writer = desk("handler")
    page = writer.post(reverse("desk:new_article"), {**NEW, "pictures": [png(), png("二.png", (1, 2, 3))]})
    numbers = list(Picture.objects.order_by("pk").values_list("pk", flat=True))
    said = page.content.decode()
    assert page.status_code == 200 and len(numbers) == 2
    assert "图片标记已加在正文末尾" in said[said.index("<main") :]
    assert f"扫柜门上的码。\n[图 {numbers[0]}：]\n[图 {numbers[1]}：]" in said
    refused = writer.post(reverse("desk:new_article"), {**NEW, "body": f"扫码。\n[图 {numbers[0]}：]"})
    assert refused.status_code == 422 and f"[图 {numbers[0]}：]" in refused.content.decode()


def test_a_text_cannot_bring_a_picture_from_elsewhere(desk: Callable[..., Client]) -> None:
    writer = desk("handler")
    body = '看图。<img src="https://evil.example/a.png" onerror="alert(1)">\n![x](https://evil.example/b.png)\n[图 https://evil.example/c.png]'
    writer.post(reverse("desk:new_article"), {**NEW, "body": body})
    page = writer.get(reverse("desk:article", args=["locker"])).content.decode()
    assert '<img src="https://evil' not in page and "&lt;img src=" in page
    assert 'src="https://evil' not in page and 'href="https://evil' not in page


def test_words_of_a_picture_are_only_words(desk: Callable[..., Client]) -> None:
    writer = desk("handler")
    number = add(writer).json()["pictures"][0]["number"]
    body = f'扫码。\n[图 {number}：x" onload="alert(1)"><script>alert(2)</script>]'
    writer.post(reverse("desk:new_article"), {**NEW, "body": body})
    page = writer.get(reverse("desk:article", args=["locker"])).content.decode()
    assert "<script>alert(2)" not in page and 'onload="alert' not in page
    assert "&lt;script&gt;alert(2)" in page


def test_bytes_are_handed_out_safely_and_only_to_whom_they_are_for(
    desk: Callable[..., Client], company: Any
) -> None:
    writer = desk("lead")
    article = written(writer, audience="restricted", owner=company.lead.pk)
    picture = Picture.objects.get()
    path = reverse("desk:article_picture", args=[picture.pk])
    answer = writer.get(path)
    assert answer.getvalue().startswith(b"\x89PNG")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert f"picture-{picture.pk}.png" in answer["Content-Disposition"]
    assert article.audience == "restricted"
    assert desk("handler").get(path).status_code == 404
    assert Client().get(path).status_code == 302
    assert writer.get(reverse("desk:article_picture", args=[999_999])).status_code == 404


def test_a_picture_nobody_has_taken_up_is_its_writers_alone(desk: Callable[..., Client]) -> None:
    path = add(desk("handler")).json()["pictures"][0]["url"]
    answer = desk("handler").get(path)
    assert answer.getvalue().startswith(b"\x89PNG")
    assert answer.status_code == 200
    assert desk("manager").get(path).status_code == 404


@pytest.mark.parametrize("who", ["administrator"])
def test_who_does_not_write_adds_no_pictures(desk: Callable[..., Client], who: str) -> None:
    assert add(desk(who)).status_code == 403
    assert Client().post(reverse("desk:add_picture")).status_code in (302, 401)
    assert desk("handler").get(reverse("desk:add_picture")).status_code == 405
    assert not Picture.objects.exists()


def test_who_confirms_sees_the_pictures_that_wait_and_versions_keep_theirs(
    desk: Callable[..., Client], company: Any
) -> None:
    writer, second = desk("handler"), desk("quality")
    article = written(writer)
    old = Picture.objects.get()
    version = ArticleVersion.objects.get()
    actions.hand_in(version_id=version.pk, by=company.handler)
    actions.confirm_wording(version_id=version.pk, by=company.quality)
    new = add(writer, png(colour=(1, 2, 3))).json()["pictures"][0]["number"]
    words = {**NEW, "body": f"扫码。\n[图 {new}：新的门]", "hand_in": "1"}
    writer.post(reverse("desk:write_article", args=[article.code]), words)
    page = second.get(reverse("desk:article", args=[article.code])).content.decode()
    assert reverse("desk:article_picture", args=[new]) in page and "新的门" in page
    compared = writer.get(reverse("desk:compare_article", args=[article.code])).content.decode()
    for number in (old.pk, new):
        assert f'src="{reverse("desk:article_picture", args=[number])}"' in compared
