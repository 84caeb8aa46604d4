"""Pictures of articles: what is taken in, where it stands, who sees it, and what goes away again."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from amends.casework.knowledge import actions, vault
from amends.casework.knowledge.actions.picturing import LOOSE_AT_MOST, forget_pictures
from amends.casework.knowledge.models import Article, ArticleVersion, Depiction, Picture
from amends.casework.knowledge.queries import found, picture_for
from amends.casework.knowledge.rules import pictures
from amends.casework.knowledge.rules.sentences import marked
from amends.casework.knowledge.rules.showing import Place, blocks, lines_of
from amends.casework.knowledge.vault import PIXELS_AT_MOST, redrawn
from amends.content.specimens import photo as photo_with_traces
from amends.foundation.kernel import clock, shelf
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted, TooLarge


def drawn(kind: str = "PNG", size: tuple[int, int] = (64, 40), **how: Any) -> bytes:
    made = io.BytesIO()
    Image.new(how.pop("mode", "RGB"), size, how.pop("colour", (200, 30, 60))).save(made, kind, **how)
    return made.getvalue()


def taken(data: bytes) -> vault.Redrawn:
    return redrawn(io.BytesIO(data), len(data))


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(wide: int = 30_000, *, between: bytes = b"") -> bytes:
    """A PNG of a few bytes that says it has 30,000 × 30,000 pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, wide, 8, 2, 0, 0, 0))
    end = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + between + end


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def add(company: Any) -> Callable[..., Picture]:
    def act(data: bytes = b"", *, by: Any = None) -> Picture:
        return actions.add_picture(picture=taken(data or drawn()), by=by or company.handler)

    return act


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_four_kinds_are_taken_and_drawn_anew(kind: str) -> None:
    one = taken(drawn(kind))
    assert (one.width, one.height, one.moved) == (64, 40, False)
    assert one.content_type == ("image/jpeg" if kind == "JPEG" else "image/png")
    with Image.open(io.BytesIO(one.data)) as kept:
        assert kept.format == ("JPEG" if kind == "JPEG" else "PNG")


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        b"<html>",
        b"MZ" + b"\0" * 100,
        b"%PDF-1.7",
        drawn("BMP"),
        drawn("TIFF"),
        drawn("ICO"),
        drawn()[:60],
        b"GIF89a",
    ],
    ids=["svg", "html", "program", "pdf", "bmp", "tiff", "ico", "half", "gif head"],
)
def test_anything_else_is_refused_and_told_what_may_be_sent(data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        taken(data)
    assert "WebP" in str(refusal.value.message)


@pytest.mark.parametrize("wide", [7_100, 10_000, 30_000])
def test_a_bomb_is_refused_before_it_is_unpacked(wide: int) -> None:
    with pytest.raises(TooLarge) as refusal:
        taken(bomb(wide))
    assert str(PIXELS_AT_MOST // 1_000_000) in str(refusal.value.message)


def test_words_that_unpack_to_fill_the_memory_are_refused() -> None:
    words = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 80_000_000))
    with pytest.raises(Invalid):
        taken(bomb(64, between=words))


def test_what_is_too_large_or_empty_is_refused_before_it_is_read() -> None:
    class Unread(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("a file that is too large is not read")

    with pytest.raises(TooLarge):
        redrawn(Unread(), vault.BYTES_AT_MOST + 1)
    with pytest.raises(Invalid):
        redrawn(Unread(), 0)


def test_a_size_that_lies_does_not_let_more_in() -> None:
    data = drawn() + b"\0" * vault.BYTES_AT_MOST
    one = redrawn(io.BytesIO(data), 10)
    assert len(one.data) < 10_000


def test_what_a_camera_wrote_does_not_come_along() -> None:
    before = photo_with_traces()
    assert b"Amends Phone" in before
    one = taken(before)
    assert b"Amends Phone" not in one.data
    with Image.open(io.BytesIO(one.data)) as kept:
        assert not kept.getexif() and "icc_profile" not in kept.info
    assert (one.width, one.height) == (900, 1200)


def test_a_photo_that_lies_on_its_side_is_turned() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert (lambda one: (one.width, one.height))(taken(drawn("JPEG", exif=turned))) == (40, 64)


def test_what_hangs_behind_or_inside_a_picture_is_gone() -> None:
    script = b"<script>alert('polyglot')</script>"
    archive = b"PK\x03\x04evil.exe"
    for data in (
        drawn() + script + archive,
        drawn("JPEG", comment=script) + archive,
        drawn("GIF", comment=script) + archive,
    ):
        one = taken(data)
        assert script not in one.data and b"PK\x03\x04" not in one.data


def test_what_moves_is_kept_as_its_first_picture_and_says_so() -> None:
    made = io.BytesIO()
    frames = [Image.new("RGB", (64, 40), colour) for colour in ("red", "green", "blue")]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    one = taken(made.getvalue())
    assert one.moved
    with Image.open(io.BytesIO(one.data)) as kept:
        assert getattr(kept, "n_frames", 1) == 1
        assert kept.convert("RGB").getpixel((3, 3)) == (255, 0, 0)


def test_nothing_behind_a_picture_is_white_so_that_dark_pages_show_it() -> None:
    one = taken(drawn("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    with Image.open(io.BytesIO(one.data)) as kept:
        assert kept.convert("RGB").getpixel((3, 3)) == (255, 255, 255)


def test_a_large_picture_becomes_as_wide_as_a_text_needs() -> None:
    one = taken(drawn("JPEG", (4000, 3000)))
    assert (one.width, one.height) == (1600, 1200)


def test_marks_are_read_in_three_languages_and_told_in_words() -> None:
    body = "一。[图 12：取餐号 在右上角]\n[圖3: 收據]\n[Picture 4: the slip]"
    assert [(one.number, one.alt) for one in pictures.marks_in(body)] == [
        (12, "取餐号 在右上角"),
        (3, "收據"),
        (4, "the slip"),
    ]
    assert pictures.mark_for(12, "号", "zh-Hans") == "[图 12：号]"
    assert pictures.mark_for(12, "no", "en") == "[picture 12: no]"
    for language in ("zh-Hans", "zh-Hant", "en"):
        assert pictures.marks_in(pictures.mark_for(7, "x", language)) == [pictures.Mark(7, "x")]
    assert pictures.told("见[图 1：取餐号]。") == "见取餐号。"
    assert marked("[图 1：取餐号]\n晚到退费。[§A]") == [("晚到退费。", "A")]


def test_a_picture_stands_where_its_mark_stands() -> None:
    places = {1: Place("/1", 10, 10), 2: Place("/2", 10, 10)}
    body = "开头。[图 1：甲]\n\n1. 打开小程序。\n[图 2：乙]\n2. 点“订单”。\n\n[图 1：甲]\n\n3. 完。\n\n[图 2：乙]\n[图 9：没有]"
    found_blocks = blocks(body, places)
    assert [(one.kind, [[f.number for f in line.figures] for line in one.lines]) for one in found_blocks] == [
        ("p", [[1]]),
        ("ol", [[2], [1], []]),
        ("figure", [[2]]),
    ]
    assert [one.words for one in lines_of(body)] == ["开头。", "打开小程序。", "点“订单”。", "完。"]


def test_pictures_are_taken_up_by_the_text_that_names_them(
    add: Callable[..., Picture], start: Callable[..., ArticleVersion], company: Any
) -> None:
    one = add()
    assert picture_for(one.pk, member=company.handler) and not picture_for(one.pk, member=company.lead)
    version = start(words={"body": f"先拍照。\n[图 {one.pk}：小票右上角的取餐号]"})
    one.refresh_from_db()
    assert one.article == version.article
    assert [row.picture_id for row in version.depictions.all()] == [one.pk]
    assert picture_for(one.pk, member=company.lead) == one
    assert picture_for(one.pk, member=None) is None
    with shelf.open_kept(one.sha256, shelf.PICTURES) as kept:
        assert kept.read() == taken(drawn()).data


@pytest.mark.parametrize(
    ("mark", "refusal"),
    [
        ("[图 {n}]", Invalid),
        ("[图 {n}：]", Invalid),
        ("[图 {n}：IMG_2031.jpg]", Invalid),
        ("[图 {n}：没有完", Invalid),
        ("[图 999999：没有这张]", Invalid),
        ("[图 {n}：" + "长" * 201 + "]", TooLarge),
        ("[图 {n}：同一张]\n" * 21, TooLarge),
    ],
)
def test_a_mark_that_says_too_little_or_too_much_is_refused(
    add: Callable[..., Picture], start: Callable[..., ArticleVersion], mark: str, refusal: type[Exception]
) -> None:
    one = add()
    with pytest.raises(refusal):
        start(words={"body": "先拍照。\n" + mark.format(n=one.pk)})
    assert not Article.objects.exists()


def test_the_picture_of_another_article_or_person_is_not_there(
    add: Callable[..., Picture], start: Callable[..., ArticleVersion], company: Any
) -> None:
    of_lead, of_article, of_secret = add(by=company.lead), add(), add(by=company.lead)
    start(words={"body": f"一。[图 {of_article.pk}：甲]"})
    start("secret", by=company.lead, audience="restricted", words={"body": f"一。[图 {of_secret.pk}：甲]"})

    def said_of(number: int) -> str:
        with pytest.raises(Invalid) as refusal:
            start("other", words={"body": f"一。[图 {number}：甲]"})
        return str(refusal.value.message).replace(str(number), "N")

    assert len({said_of(number) for number in (of_lead.pk, of_secret.pk, 999_999)}) == 1
    assert "另一篇文章" in said_of(of_article.pk)


def test_an_older_version_shows_its_own_pictures_and_customers_only_those_in_force(
    add: Callable[..., Picture], in_force: Callable[..., Article], company: Any
) -> None:
    old, new = add(), add(drawn(colour=(1, 2, 3)))
    article = in_force(words={"body": f"一。[图 {old.pk}：甲]"})
    assert picture_for(old.pk, member=None) == old
    words = {"title": "外卖迟到了怎么办", "body": f"二。[图 {new.pk}：乙]", "asked": ""}
    second = actions.write_wording(article_id=article.pk, language="zh-Hans", words=words, by=company.handler)
    assert picture_for(new.pk, member=None) is None
    actions.hand_in(version_id=second.pk, by=company.handler)
    assert picture_for(new.pk, member=None) is None
    actions.confirm_wording(version_id=second.pk, by=company.quality)
    assert (picture_for(old.pk, member=None), picture_for(new.pk, member=None)) == (None, new)
    first = article.versions.get(number=1)
    assert [row.picture_id for row in first.depictions.all()] == [old.pk]
    assert picture_for(old.pk, member=company.handler) == old
    actions.retire_article(article_id=article.pk, why="旧了", by=company.quality)
    assert picture_for(new.pk, member=None) is None


@pytest.mark.parametrize("audience", ["internal", "restricted"])
def test_pictures_of_the_house_are_not_there_for_those_outside(
    add: Callable[..., Picture], in_force: Callable[..., Article], company: Any, audience: str
) -> None:
    one = add(by=company.lead)
    in_force(audience=audience, by=company.lead, words={"body": f"一。[图 {one.pk}：甲]"})
    assert picture_for(one.pk, member=None) is None
    seen = picture_for(one.pk, member=company.handler)
    assert (seen == one) is (audience == "internal")


def test_the_search_finds_what_a_picture_shows(
    add: Callable[..., Picture], in_force: Callable[..., Article], company: Any
) -> None:
    one = add()
    in_force(words={"body": f"先拍照。\n[图 {one.pk}：储物柜背面的二维码贴纸]"})
    hits = found("储物柜背面的二维码贴纸", language="zh-Hans", member=None)
    assert [hit.shown.article.code for hit in hits] == ["late"] and hits[0].by_words


def test_only_who_writes_adds_pictures_and_not_without_end(add: Callable[..., Picture], company: Any) -> None:
    with pytest.raises(NotPermitted):
        add(by=company.administrator)
    one = add()
    fields = ("sha256", "content_type", "size", "width", "height", "added_by", "added_at")
    row = {name: getattr(one, name) for name in fields}
    Picture.objects.bulk_create(Picture(**row) for _ in range(LOOSE_AT_MOST - 1))
    with pytest.raises(Conflict):
        add()


def test_what_no_text_took_up_is_forgotten_with_its_bytes(
    add: Callable[..., Picture], start: Callable[..., ArticleVersion], monkeypatch: pytest.MonkeyPatch
) -> None:
    used, loose, same = add(), add(drawn(colour=(1, 2, 3))), add()
    start(words={"body": f"一。[图 {used.pk}：甲]"})
    forget_pictures()
    assert Picture.objects.count() == 3
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    forget_pictures()
    assert list(Picture.objects.all()) == [used]
    # The same bytes stood under two numbers; the one that is used keeps them.
    assert same.sha256 == used.sha256 and shelf.is_there(used.sha256, shelf.PICTURES)
    assert not shelf.is_there(loose.sha256, shelf.PICTURES)


def test_evidence_with_the_same_bytes_takes_nothing_away(add: Callable[..., Picture]) -> None:
    one = add()
    shelf.store(io.BytesIO(taken(drawn()).data), one.sha256)
    shelf.remove(one.sha256)
    assert shelf.is_there(one.sha256, shelf.PICTURES)


def test_the_database_refuses_to_change_a_picture(
    add: Callable[..., Picture], start: Callable[..., ArticleVersion], company: Any
) -> None:
    one = add()
    with pytest.raises(DatabaseError), transaction.atomic():
        Picture.objects.filter(pk=one.pk).update(sha256="0" * 64)
    version = start(words={"body": f"一。[图 {one.pk}：甲]"})
    other = start("other", words={"body": "二。"})
    assert Depiction.objects.get().version == version
    with pytest.raises(DatabaseError), transaction.atomic():
        Picture.objects.filter(pk=one.pk).update(article=other.article)
