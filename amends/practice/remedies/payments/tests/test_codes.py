from __future__ import annotations

from itertools import combinations

from amends.practice.remedies.payments.rules.codes import (
    ALPHABET,
    CODE_LENGTH,
    bears_seal,
    grouped,
    is_well_typed,
    sealed_code,
    typed_code,
)

KEY = b"k" * 32
CODE = sealed_code("K7QM2XHD", KEY)


def test_a_code_is_readable_and_found_again_however_it_is_typed() -> None:
    assert not set("01IO") & set(ALPHABET)
    assert len(ALPHABET) == 32
    shown = grouped(CODE)
    assert [len(part) for part in shown.split("-")] == [4, 4, 4, 4]
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter != "-" else "－" for letter in shown)
    for typed in (
        shown,
        shown.lower(),
        f"  {shown.replace('-', ' ')} ",
        shown.replace("-", "–"),
        wide.replace("－", " "),
        f"https://amends.example/desk/vouchers/#{shown}",
    ):
        assert typed_code(typed) == CODE, typed
    assert is_well_typed(CODE)
    assert bears_seal(CODE, KEY)


def test_every_wrong_character_and_every_two_exchanged_are_noticed() -> None:
    for place, right in enumerate(CODE):
        for wrong in ALPHABET:
            typed = CODE[:place] + wrong + CODE[place + 1 :]
            assert is_well_typed(typed) == (wrong == right)
    for first, second in combinations(range(CODE_LENGTH), 2):
        letters = list(CODE)
        letters[first], letters[second] = letters[second], letters[first]
        assert is_well_typed("".join(letters)) == (CODE[first] == CODE[second])
    for typed in ("", CODE[:-1], CODE + "2", CODE.replace(CODE[0], "0"), "优惠券" * 6):
        assert not is_well_typed(typed)


def test_another_secret_makes_another_seal() -> None:
    assert not bears_seal(CODE, b"x" * 32)
    other = sealed_code("K7QM2XHD", b"x" * 32)
    assert is_well_typed(other)
    assert not bears_seal(other, KEY)
    assert other[:8] == CODE[:8]
