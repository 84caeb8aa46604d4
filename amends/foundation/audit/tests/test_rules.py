from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from amends.foundation.audit.choices import Damage
from amends.foundation.audit.rules import (
    REDACTED,
    Link,
    canonical,
    first_broken,
    hash_of,
    object_of,
    root_of,
    seal_of,
    signed,
)

AT = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)


def sealed(link: Link) -> Link:
    return replace(link, seal=seal_of(link.salt, link.body, link.reason))


def chain_of(length: int) -> list[tuple[Link, str]]:
    links: list[tuple[Link, str]] = []
    previous = ""
    for n in range(1, length + 1):
        link = Link(
            "case:1",
            n,
            AT,
            7,
            "李雷",
            "case.closed",
            "case",
            1,
            canonical({"n": n}),
            "why",
            previous,
            "ab",
            "",
        )
        link = sealed(link)
        previous = hash_of(link)
        links.append((link, previous))
    return links


def check(
    links: list[tuple[Link, str]], length: int = 5, head: str | None = None
) -> tuple[int, Damage] | None:
    broken = first_broken("case:1", links, length=length, head=chain_of(5)[-1][1] if head is None else head)
    return (broken.n, broken.damage) if broken else None


def test_a_chain_as_it_was_written_holds() -> None:
    assert check(chain_of(5)) is None
    assert check([], length=0, head="") is None


@pytest.mark.parametrize(
    "change",
    [
        {"chain": "case:2"},
        {"at": AT + timedelta(microseconds=1)},
        {"actor_id": 8},
        {"actor_name": "韩梅梅"},
        {"action": "case.opened"},
        {"object_kind": "reply"},
        {"object_id": None},
        {"body": "{}"},
        {"reason": ""},
    ],
)
def test_any_change_of_an_entry_is_noticed(change: dict[str, object]) -> None:
    links = chain_of(5)
    links[2] = (replace(links[2][0], **change), links[2][1])  # type: ignore[arg-type]
    assert check(links) == (3, Damage.CHANGED)


def test_a_change_with_its_own_hash_made_anew_is_noticed_at_the_next_entry() -> None:
    links = chain_of(5)
    forged = sealed(replace(links[2][0], reason="another"))
    links[2] = (forged, hash_of(forged))
    assert check(links) == (4, Damage.DETACHED)


def test_the_last_entry_forged_with_its_hash_is_noticed_by_the_head() -> None:
    links = chain_of(5)
    forged = sealed(replace(links[4][0], reason="another"))
    links[4] = (forged, hash_of(forged))
    assert check(links) == (5, Damage.DETACHED)


@pytest.mark.parametrize("gone", [1, 3, 5])
def test_a_deleted_entry_is_noticed_the_last_one_too(gone: int) -> None:
    links = [pair for pair in chain_of(5) if pair[0].n != gone]
    assert check(links) == (gone, Damage.MISSING)


def test_an_emptied_chain_is_noticed() -> None:
    assert check([]) == (1, Damage.MISSING)


def test_exchanged_entries_are_noticed() -> None:
    links = chain_of(5)
    second, third = links[1][0], links[2][0]
    links[1], links[2] = (replace(third, n=2), links[2][1]), (replace(second, n=3), links[1][1])
    assert check(links) == (2, Damage.CHANGED)


def test_an_inserted_entry_is_noticed() -> None:
    links = chain_of(5)
    extra = replace(links[1][0], n=3, prev_hash=links[1][1])
    moved = [(replace(link, n=link.n + 1), kept) for link, kept in links[2:]]
    assert check([*links[:2], (extra, hash_of(extra)), *moved]) == (4, Damage.CHANGED)
    assert check(chain_of(6)) == (6, Damage.EXTRA)


def test_the_hash_does_not_depend_on_the_time_zone_or_the_order_of_keys() -> None:
    link = chain_of(1)[0][0]
    assert hash_of(link) == hash_of(replace(link, at=link.at.astimezone(timezone(timedelta(hours=8)))))
    assert canonical({"b": 1, "a": "修"}) == '{"a":"修","b":1}'


@pytest.mark.parametrize(
    ("chain", "about"),
    [
        ("case:123", ("case", 123)),
        ("house", ("house", None)),
        ("case:", ("case", None)),
        ("a:b", ("a", None)),
    ],
)
def test_a_chain_names_what_it_is_about(chain: str, about: tuple[str, int | None]) -> None:
    assert object_of(chain) == about


def emptied(link: Link) -> Link:
    return replace(link, body=REDACTED, reason="", salt="")


def saying(n: int, body: str, previous: str) -> tuple[Link, str]:
    link = sealed(replace(chain_of(n)[-1][0], action="audit.redacted", body=body, prev_hash=previous))
    return link, hash_of(link)


def test_words_taken_out_are_accepted_where_an_entry_says_so() -> None:
    links = chain_of(4)
    last = saying(5, canonical({"entries": [2]}), links[3][1])
    links[1] = (emptied(links[1][0]), links[1][1])
    assert check([*links, last], head=last[1]) is None


@pytest.mark.parametrize("says", [{"entries": [3]}, {"entries": []}, {}])
def test_words_that_are_gone_without_a_word_are_noticed(says: dict[str, object]) -> None:
    links = chain_of(4)
    last = saying(5, canonical(says), links[3][1])
    links[1] = (emptied(links[1][0]), links[1][1])
    assert check([*links, last], head=last[1]) == (2, Damage.EMPTIED)


def test_other_words_in_the_place_of_those_taken_out_are_noticed() -> None:
    links = chain_of(5)
    links[1] = (replace(emptied(links[1][0]), body='{"n":7}'), links[1][1])
    assert check(links) == (2, Damage.CHANGED)


def test_a_root_depends_on_everything_under_it() -> None:
    heads = [("case:1", 3, "a"), ("case:2", 5, "b")]
    root = root_of("", heads)
    for other in ([("case:1", 3, "a")], [("case:1", 3, "a"), ("case:2", 4, "b")], heads[::-1]):
        assert root_of("", other) != root
    assert root_of("x", heads) != root
    assert signed(b"k", {"a": 1}) == signed(b"k", {"a": 1}) != signed(b"l", {"a": 1})
