"""Sentences and clauses, comparing, masking, translating and layout, as tables without a database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amends.casework.knowledge.rules.comparing import compared
from amends.casework.knowledge.rules.masking import masked
from amends.casework.knowledge.rules.merging import together
from amends.casework.knowledge.rules.sentences import codes_in, marked, without_marks
from amends.casework.knowledge.rules.showing import blocks, lines_of, opening
from amends.casework.knowledge.rules.translating import Wording, standing_of

EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("晚了退费。[§CS-1]", [("晚了退费。", "CS-1")]),
        ("先拍照。晚了退费。[§cs-1] 然后等。", [("晚了退费。", "CS-1")]),
        ("We pay it back. [§A-1] Then more. [§B-2]", [("We pay it back.", "A-1"), ("Then more.", "B-2")]),
        ("- 一\n- 二。[§A]", [("二。", "A")]),
        ("一句话两条依据。[§A][§B]", [("一句话两条依据。", "A"), ("一句话两条依据。", "B")]),
        ("没有依据。", []),
        ("[§A]", []),
        ("不是标记 [A] § [§]", []),
    ],
)
def test_a_sentence_rests_on_the_clause_behind_it(body: str, found: list[tuple[str, str]]) -> None:
    assert marked(body) == found


def test_customers_read_no_marks() -> None:
    body = "退费。[§CS-1] 再见 [§CS-2]。"
    assert without_marks(body) == "退费。 再见。"
    assert codes_in(body) == ["CS-1", "CS-2"]


def test_what_changed_is_shown_by_characters_and_words() -> None:
    assert compared("晚到三十分钟退费", "晚到二十分钟退费") == [
        ("same", "晚到"),
        ("gone", "三"),
        ("new", "二"),
        ("same", "十分钟退费"),
    ]
    pieces = compared("We pay later", "We pay today")
    assert ("gone", "later") in pieces
    assert ("new", "today") in pieces
    assert compared("同样", "同样") == [("same", "同样")]
    assert "".join(words for kind, words in pieces if kind != "gone") == "We pay today"


@pytest.mark.parametrize(
    ("text", "names", "gone"),
    [
        ("我叫王小明，电话 138 0013 8000", ["王小明"], ["王小明", "138"]),
        ("王先生说订单W7302359没到", ["王小明"], ["王先生", "W7302359"]),
        ("写信到 wang@example.com", [], ["wang@example.com"]),
        ("My name is Anna Lee, order HZ02-104263", [], ["Anna", "HZ02-104263"]),
    ],
)
def test_what_names_a_person_is_covered(text: str, names: list[str], gone: list[str]) -> None:
    covered = masked(text, (), names)
    assert not [one for one in gone if one in covered]
    assert "＊＊" in covered


@pytest.mark.parametrize(
    ("language", "live", "standing"),
    [
        ("en", {}, "missing"),
        ("zh-Hans", {"zh-Hans": Wording(2, None)}, "source"),
        ("en", {"zh-Hans": Wording(2, None), "en": Wording(1, 2)}, "current"),
        ("en", {"zh-Hans": Wording(2, None), "en": Wording(1, 1)}, "outdated"),
        ("en", {"zh-Hans": Wording(1, None), "en": Wording(1, None)}, "outdated"),
        ("en", {"en": Wording(1, None)}, "current"),
        ("en", {"zh-Hans": Wording(1, None), "en": Wording(1, 2)}, "current"),
        ("en", {"zh-Hans": Wording(2, None, EARLY), "en": Wording(1, 2, LATE)}, "current"),
        ("en", {"zh-Hans": Wording(2, None, LATE), "en": Wording(1, 2, EARLY)}, "outdated"),
    ],
)
def test_a_translation_is_missing_outdated_or_current(
    language: str, live: dict[str, Wording], standing: str
) -> None:
    assert standing_of(language, "zh-Hans", live) == standing


def test_lines_become_paragraphs_and_lists() -> None:
    found = blocks("开头。\n\n- 一。[§A]\n- 二\n1. 甲\n2. 乙")
    assert [(one.kind, len(one.lines)) for one in found] == [("p", 1), ("ul", 2), ("ol", 2)]
    assert found[1].lines[0].pieces == (("一。", "A"),)
    assert [one.words for one in lines_of("- 一。[§A]")] == ["一。"]


BASE = "先断电。再拍照。最后打电话。\n\n- 甲\n- 乙\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (("先", "请先"), ("打电话", "写信"), "请先断电。再拍照。最后写信。\n\n- 甲\n- 乙\n"),
        (("先", "请先"), ("先", "请先"), "请先断电。再拍照。最后打电话。\n\n- 甲\n- 乙\n"),
        (("先", "请先"), ("先", "马上"), None),
        (("先断电", "拔掉插头"), ("再", "然后"), None),
        (("先", "请先"), ("", ""), "请先断电。再拍照。最后打电话。\n\n- 甲\n- 乙\n"),
        (("先断电。", ""), ("- 乙", "- 丙"), "再拍照。最后打电话。\n\n- 甲\n- 丙\n"),
    ],
)
def test_what_two_changed_in_different_places_is_put_together(
    mine: tuple[str, str], theirs: tuple[str, str], both: str | None
) -> None:
    assert together(BASE, BASE.replace(*mine), BASE.replace(*theirs)) == both


def test_two_who_write_at_the_end_or_from_nothing_put_it_together_themselves() -> None:
    assert together(BASE, BASE + "丙。", BASE + "丁。") is None
    assert together("", "Mine.", "Theirs.") is None
    assert together(
        "Pull the plug. Call us. Wait.", "Pull it. Call us. Wait.", "Pull the plug. Call us. Stay."
    ) == ("Pull it. Call us. Stay.")


def test_the_opening_has_no_blank_behind_the_end_of_a_chinese_sentence() -> None:
    assert (
        opening("先拍照。\n\n- 看 App 里的订单\n- 打电话：\n1. 门店")
        == "先拍照。看 App 里的订单 打电话：门店"
    )
    assert opening("One line.\n\nAnother.") == "One line. Another."
    assert opening("先拍照。再打电话。", 6) == "先拍照。再…"
