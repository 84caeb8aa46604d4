"""Scores do not see who writes; facts and shown words still do."""

import pytest

from amends.understanding import read
from amends.understanding.batch import Batch
from amends.understanding.folding import fold
from amends.understanding.who import neutral_text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("她说退款", "他说退款"),
        ("王女士和张先生", "\ue001先生和\ue001先生"),
        ("前台小王和老李", "前台小\ue001和老\ue001"),
        ("姓陈的店长", "姓\ue001的店长"),
        ("办了一张卡，很紧张", "办了一张卡,很紧张"),
        ("在万达店买的", "在\ue002\ue002店买的"),
        ("去人民路分店", "去\ue002\ue002路分店"),
        ("在你们酒店住", "在你们酒店住"),
        ("买的小米手机", "买的小米手机"),
        ("我妈的手机坏了", "我爸的手机坏了"),
        ("他妈的垃圾", "他妈的垃圾"),
        ("牛奶和奶粉过期了", "牛奶和奶粉过期了"),
        ("上海店的态度差", "上海店的态度差"),
    ],
)
def test_one_of_a_pair_stands_for_both(text: str, seen: str) -> None:
    assert neutral_text(fold(text)) == seen


def test_where_somebody_is_from_is_covered_and_the_length_stays() -> None:
    seen = {neutral_text(f"我是{place}人") for place in ("河南", "上海", "外地", "农村")}
    assert len(seen) == 1
    assert len(neutral_text("黑龙江来的客人")) == 7


def test_the_same_phrases_are_found_whoever_is_spoken_of() -> None:
    daughter, son = (Batch.of([f"我{child}才三岁，吃了住院了！"]).hits for child in ("女儿", "儿子"))
    assert len(son.phrases)
    assert daughter.phrases.tolist() == son.phrases.tolist()
    assert daughter.starts.tolist() == son.starts.tolist()


def test_facts_keep_the_words_as_written() -> None:
    text = "上周三李女士答应退款268元。"
    shown = [text[fact.start : fact.end] for fact in read(text).facts if fact.kind == "staff"]
    assert shown == ["李女士"]
