from __future__ import annotations

import random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from amends.foundation.kernel import search
from amends.foundation.kernel.models import Job, SearchDocument
from amends.foundation.kernel.search import postgresql, sqlite, tokens

pytestmark = pytest.mark.django_db

DOCUMENTS = {
    1: "A26-000123 我要退款！訂單 Ａ２６－０００９８７，李雷买的 iPhone手机 屏幕碎了",
    2: "A26-000124 投訴貴公司客服態度惡劣，韓梅梅 😡😡",
    3: "A26-000125 Refund my order #778-AB/12 now. it's 100% broken_item C:\\temp",
    4: "A26-000126 酒店退房后押金未退，前台说“三天内到账”，电话 138-0013-8000",
    5: "\x00A26-000127 坏的\ud800字符 <script>alert('x')</script>",
    6: "A26-000128 瞭解情況之後沒有答覆，看著很生氣 e\u0301cole",
}
QUERIES: dict[str, set[int]] = {
    # words of two characters, names
    "退款": {1},
    "李雷": {1},
    "韩梅梅": {2},
    "梅梅": {2},
    "押金未退": {4},
    "退款李雷": set(),
    # one character
    "退": {1, 4},
    "碎": {1},
    "了": {1, 6},
    "8": {1, 3, 4, 6},
    "z": set(),
    # simplified and traditional, either way
    "投诉": {2},
    "投訴": {2},
    "態度惡劣": {2},
    "态度恶劣": {2},
    "了解": {6},
    "瞭解": {6},
    "答复": {6},
    "答覆": {6},
    "看着": {6},
    "手機": {1},
    # numbers, whole and in part, full width
    "A26-000123": {1},
    "a26-000123": {1},
    "Ａ２６－０００１２３": {1},
    "000123": {1},
    "0123": {1},
    "26-0001": {1, 2, 3, 4, 5, 6},
    "0009": {1},
    "778-AB": {3},
    "ab/12": {3},
    "13800138000": set(),
    "138-0013": {4},
    # mixed scripts
    "iPhone手机": {1},
    "e手": {1},
    "IPHONE": {1},
    "hone": {1},
    "phone 退款": {1},
    "refund order": {3},
    "refun": {3},
    "École": {6},
    # several words are all wanted, in any order
    "屏幕 退款": {1},
    "退款 押金": set(),
    "退 a26": {1, 4},
    # signs that mean something to a database
    "%": {3},
    "100%": {3},
    "broken_item": {3},
    "brokenXitem": set(),
    "_": {3},
    "'": {3, 5},
    "it's": {3},
    "\\": {3},
    "c:\\temp": {3},
    "<script>": {5},
    "“三天": {4},
    "！": {1},
    "😡": {2},
    "😡😡": {2},
    '" OR 1=1': set(),
    "NOT 退款": set(),
    "退款*": set(),
    "坏的字符": {5},
    "\x00坏\ud800的": {5},
    "": set(),
    "   ": set(),
    "\u200b": set(),
}


@pytest.fixture
def indexed() -> None:
    search.put_many("case", DOCUMENTS.items())
    # Documents of other kinds with the same ids and words are never found.
    search.put_many("article", [(n, "退款 投诉 A26-000123 😡 % ' 8") for n in (1, 2, 5, 9)])


@pytest.mark.parametrize("query", QUERIES)
def test_every_hit_is_found_and_no_other(query: str, indexed: None) -> None:
    wanted = QUERIES[query]
    assert set(search.matching("case", query)) == wanted
    assert search.newest("case", query) == sorted(wanted, reverse=True)
    assert search.count("case", query) == len(wanted)


def test_the_common_way_and_the_rare_way_find_the_same(
    indexed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "COMMON_FROM", 0)
    postgresql._commonness.clear()
    for query, wanted in QUERIES.items():
        assert search.newest("case", query) == sorted(wanted, reverse=True)
    postgresql._commonness.clear()


def test_an_object_is_found_by_its_latest_text_only(indexed: None) -> None:
    search.put("case", 1, "改成了换货")
    assert search.newest("case", "退款") == []
    assert search.newest("case", "换货") == [1]
    search.put("case", 1, "")
    assert search.newest("case", "换货") == []


def test_a_removed_object_is_not_found(indexed: None) -> None:
    search.remove("case", 1)
    search.remove("case", 404)
    assert search.newest("case", "退款") == []
    assert set(search.matching("article", "退款")) == {1, 2, 5, 9}
    search.remove_kind("article")
    assert not search.matching("article", "退款").exists()
    assert search.newest("case", "投诉") == [2]


def test_of_two_texts_of_one_object_the_later_one_counts() -> None:
    search.put_many("case", [(1, "第一"), (1, "第二")])
    assert search.newest("case", "第一") == []
    assert search.newest("case", "第二") == [1]


def test_matching_narrows_another_query_in_one_statement(
    indexed: None, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for _ in DOCUMENTS:
        Job.objects.create(name="x", run_at="2026-01-01T00:00Z", created_at="2026-01-01T00:00Z")
    first = Job.objects.order_by("id").values_list("pk", flat=True)[0]
    search.put_many("job", [(first + n, text) for n, text in enumerate(DOCUMENTS.values())])
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = list(Job.objects.filter(name="x", id__in=search.matching("job", "退")).order_by("-id")[:25])
    assert [job.pk for job in found] == [first + 3, first]
    where = Job.objects.filter(name="x").order_by("run_at")
    assert search.newest("job", "退", where=where, limit=1) == [first + 3]
    assert search.newest("job", "退", where=where, before_id=first + 3) == [first]
    assert search.newest("job", "退", where=Job.objects.filter(name="y")) == []
    assert search.newest("job", "退", where=Job.objects.exclude(pk=first)) == [first + 3]
    assert search.count("job", "退", where=where) == 2
    assert search.count("job", "A26", cap=4) == 4


def test_a_document_of_noise_or_of_great_length_is_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    search.put("case", 7, "开头" + "很长的投诉内容，" * 20_000 + "结尾的词")
    monkeypatch.setattr(tokens, "DOCUMENT_PIECES", 50)
    generator = random.Random(3)
    search.put(
        "case", 8, "".join(chr(generator.randrange(0x4E00, 0x9000)) for _ in range(300)) + "找得到吗 ok123"
    )
    search.put("case", 9, "找不到的一个")
    assert search.newest("case", "结尾的词") == [7]
    assert search.newest("case", "找得到") == [8]
    assert search.newest("case", "得") == [8]
    assert search.newest("case", "k12") == [8]
    assert set(search.matching("case", "找")) == {8, 9}


def test_a_query_of_ten_thousand_characters_is_answered(indexed: None) -> None:
    assert search.newest("case", "退款 " + "x" * 10_000) == []
    assert search.count("case", "退" * 10_000) == 0
    assert search.newest("case", "% _ ' \" ( ) & | ! : * " * 500) == []


def test_ids_that_do_not_fit_are_refused() -> None:
    for number in (-1, 1 << 40):
        with pytest.raises(ValueError, match="not an id"):
            search.put("case", number, "x")


def test_a_search_reads_the_index() -> None:
    usual = "普通的内容，没有什么特别的。" * 12
    search.put_many("case", [(n, f"第{n}条 {usual} {n * 7919}") for n in range(1, 3001)])
    search.put("case", 3001, "只有这里有指纹锁")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE kernel_searchdocument")
    plan = search.matching("case", "指纹锁").explain()
    assert ("kernel_search_fts" if connection.vendor == "sqlite" else "kernel_search_gin") in plan
    assert "Seq Scan" not in plan
    assert search.newest("case", "指纹锁") == [3001]
    assert search.newest("case", "普通的", limit=3) == [3000, 2999, 2998]
    assert search.count("case", "普通的") == 1000


def test_the_index_follows_when_documents_go_by_another_way(indexed: None) -> None:
    SearchDocument.objects.all().delete()
    assert search.newest("case", "退款") == []
    search.put("case", 1, "退款")
    assert search.newest("case", "退款") == [1]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM kernel_search_fts")
            assert cursor.fetchone() == (1,)


def test_expressions_quote_every_piece() -> None:
    query = tokens.of_query("退款 a26-1 $+<=>^`|~")
    assert sqlite.match_expression(query).count('"') % 2 == 0
    assert postgresql.tsquery(query).count("'") % 2 == 0


hard = st.text(
    st.sampled_from("退款投訴诉態A1２é%_'\"\\ \t-，😡\u200b\u0301ßİ(&|*:$^`~+<>=") | st.characters(),
    max_size=25,
)


class WhatIsThereIsFound(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(hard, min_size=1, max_size=4), st.data())
    def test_any_part_of_a_document_finds_exactly_the_documents_that_hold_it(
        self, texts: list[str], data: st.DataObject
    ) -> None:
        search.put_many("case", enumerate(texts))
        folded = [search.fold(text) for text in texts]
        source = data.draw(st.sampled_from(folded))
        start = data.draw(st.integers(0, len(source)))
        part = source[start : data.draw(st.integers(start, len(source)))]
        words = search.fold(part).split()
        holding = [n for n, text in enumerate(folded) if words and all(word in text for word in words)]
        assert sorted(search.matching("case", part)) == holding
        assert search.newest("case", part) == holding[::-1]
