"""Whether a search finds every case that holds the word, and no other: held against LIKE over subjects and messages."""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3

from peerbench import corpus, loadgen, postgres

from parts import houses

ROW = re.compile(r'<tr data-case="A\d\d-0*(\d+)"')
NEXT = re.compile(r'href="([^"]+)"[^>]*rel="next"|rel="next"[^>]*href="([^"]+)"')
PAGES_AT_MOST = 12
TRUTH = """
    SELECT DISTINCT c.id FROM cases_case c LEFT JOIN cases_message m ON m.case_id = c.id
    WHERE c.subject LIKE {0} OR m.body LIKE {0} ORDER BY c.id DESC
"""


def truth(system: str, size: str, word: str) -> list[int]:
    pattern = f"%{word}%"
    if system == "amends":
        import psycopg

        with psycopg.connect(dbname=f"bench_amends_{size}", **postgres.PG) as connection:
            rows = connection.execute(TRUTH.format("%(p)s"), {"p": pattern}).fetchall()
    else:
        connection = sqlite3.connect(houses.folder(system, size) / "amends.sqlite3")
        rows = connection.execute(TRUTH.format(":p"), {"p": pattern}).fetchall()
        connection.close()
    return [row[0] for row in rows]


async def found(client, word: str) -> tuple[list[int], bool]:
    """The cases that the pages show, the newest first, and whether these are all pages."""
    ids: list[int] = []
    address: str | None = f"/desk/cases/?q={word}"
    for _ in range(PAGES_AT_MOST):
        page = loadgen.expect(await client.get(address), 200).text
        ids += map(int, ROW.findall(page))
        onward = NEXT.search(page)
        if not onward:
            return ids, True
        address = (onward[1] or onward[2]).replace("&amp;", "&")
    return ids, False


async def walk(system: str, size: str, sut) -> dict:
    (client,) = await loadgen.login_all(sut, 1)
    checked = wrong = 0
    try:
        for words in corpus.SEARCH.values():
            for word in random.Random(4).sample(words, 4):
                real = truth(system, size, word)
                shown, whole = await found(client, word)
                expected = real if whole else real[: len(shown)]
                checked += len(shown)
                wrong += shown != expected
                if shown != expected:
                    print(f"# {word}: shown {len(shown)}, in the database {len(real)}", flush=True)
    finally:
        await client.aclose()
    return {"hits_checked": checked, "words_wrong": wrong}


def measure(system: str, size: str) -> dict:
    import importlib

    sut = importlib.import_module(f"systems.{system}").Sut(size)
    sut.start()
    try:
        return asyncio.run(walk(system, size, sut))
    finally:
        sut.stop()
