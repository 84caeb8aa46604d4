"""To whom a complaint belongs, as a table; nothing ambiguous is decided."""

from __future__ import annotations

import pytest

from amends.casework.customers.choices import IdentityKind, Likeness
from amends.casework.customers.rules import Hit, hidden, key_of, match, names_agree

PHONE, EMAIL, NUMBER = IdentityKind.PHONE, IdentityKind.EMAIL, IdentityKind.NUMBER


def hit(
    record: int,
    kind: IdentityKind = PHONE,
    *,
    verified: bool = False,
    name: str = "王小明",
    person: int = 0,
) -> Hit:
    return Hit(record, person or record, kind, verified, name)


@pytest.mark.parametrize(
    ("hits", "name", "record", "doubted"),
    [
        pytest.param([], "王小明", None, [], id="nobody known"),
        pytest.param([hit(1)], "王小明", 1, [], id="stated, same name"),
        pytest.param([hit(1)], "", 1, [], id="stated, no name given"),
        pytest.param([hit(1)], "李雷", None, [1], id="stated, another name"),
        pytest.param([hit(1, verified=True)], "李雷", 1, [], id="verified says who it is"),
        pytest.param([hit(1), hit(2, EMAIL)], "王小明", 1, [2], id="phone before address"),
        pytest.param([hit(1), hit(2, NUMBER)], "王小明", 2, [1], id="number before phone"),
        pytest.param(
            [hit(1), hit(2, verified=True)], "王小明", None, [1, 2], id="one phone, one name, two people"
        ),
        pytest.param([hit(1), hit(2, name="李雷")], "王小明", 1, [2], id="the name tells them apart"),
        pytest.param(
            [hit(1, verified=True), hit(2, verified=True, name="李雷")],
            "",
            None,
            [1, 2],
            id="nothing tells them apart",
        ),
        pytest.param([hit(1), hit(2, person=1)], "王小明", 1, [], id="two records of one person"),
        pytest.param(
            [hit(3, person=1), hit(1, EMAIL)], "王小明", 3, [], id="stays with the record it came by"
        ),
    ],
)
def test_whose_a_complaint_is(hits: list[Hit], name: str, record: int | None, doubted: list[int]) -> None:
    found = match(hits, name)
    assert found.record == record
    assert sorted(doubt.record for doubt in found.doubts) == doubted


@pytest.mark.parametrize(
    ("other", "strength"),
    [
        (hit(1, name="李雷"), Likeness.WEAK),
        (hit(1, EMAIL), Likeness.MIDDLING),
        (hit(1, EMAIL, verified=True), Likeness.STRONG),
        (hit(1, IdentityKind.WECHAT), Likeness.STRONG),
    ],
)
def test_a_doubt_says_which_sign_and_how_strong(other: Hit, strength: Likeness) -> None:
    (doubt,) = match([hit(9, NUMBER), other], "王小明").doubts
    assert (doubt.record, doubt.sign, doubt.strength) == (1, other.kind, strength)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("王小明", "王小明", True),
        ("王小明", " 王 小明 ", True),
        ("王小明", "", True),
        ("王小明", "王先生", True),
        ("王先生", "王小明", True),
        ("李女士", "王小明", False),
        ("王小明", "王小红", False),
        ("Wang Xiaoming", "WANG XIAOMING", True),
        ("先生", "王小明", False),
    ],
)
def test_names_agree_or_do_not(one: str, other: str, agree: bool) -> None:
    assert names_agree(one, other) is agree


@pytest.mark.parametrize(
    ("kind", "value", "key", "shown"),
    [
        (PHONE, "+86 138 0013 8000", "13800138000", "138****8000"),
        (EMAIL, " Wang@Example.com ", "wang@example.com", "W***@Example.com"),
        (IdentityKind.PAPER, "11010519491231002x", "11010519491231002X", "1***************2x"),
        (IdentityKind.PAPER, "A1234", "A1234", "*****"),
        (NUMBER, " C-9 ", "C-9", " C-9 "),
    ],
)
def test_what_is_compared_and_what_is_shown(kind: str, value: str, key: str, shown: str) -> None:
    assert key_of(kind, value) == key
    assert hidden(kind, value) == shown
