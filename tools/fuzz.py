"""Looks for texts that the engine cannot bear, led by the lines of its code that each text reaches.

    uv pip install --require-hashes -r requirements/fuzz.txt     # atheris, in an environment of its own or in .venv
    python tools/fuzz.py --minutes 20                            # goes on from var/fuzz; stops at the first find
    python tools/fuzz.py --keep                                  # the fewest texts that reach the same lines → seeds

A find lies in var/fuzz/finds; `python tools/fuzz.py FILE` shows its text and what happens with it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

CORPUS = ROOT / "var" / "fuzz" / "corpus"
FINDS = ROOT / "var" / "fuzz" / "finds"
SEEDS = ROOT / "amends" / "understanding" / "tests" / "fuzz" / "seeds.jsonl"
MOST_SEED_BYTES = 190_000
LONGEST = 600


def text_of(data: bytes) -> tuple[str, datetime | None]:
    """A text and when it was written: bytes as UTF-8, as code points, or as numbers of trigger words."""
    from amends.understanding.tests.sound import TRIGGERS

    if not data:
        return "", None
    way, body = data[0], data[1:]
    written_at = (None, datetime(2026, 3, 31, 23, 59, tzinfo=UTC))[way >> 7]
    if way % 4 == 0:
        return body.decode("utf-8", "ignore"), written_at
    if way % 4 == 1:
        codes = (int.from_bytes(body[at : at + 2], "big") for at in range(0, len(body), 2))
        return "".join(map(chr, codes)), written_at
    return "".join(TRIGGERS[byte % len(TRIGGERS)] for byte in body), written_at


def try_one(data: bytes) -> None:
    """Reads what the bytes say, alone and between neighbours; raises if anything does not hold."""
    from amends.understanding.reader import Entry, read_many
    from amends.understanding.tests.sound import ensure_sound

    text, written_at = text_of(data)
    around = [Entry("退款"), Entry(text, None, written_at), Entry("")]
    ensure_sound(text, list(read_many(around))[1])


def fuzz(minutes: float) -> None:
    """Runs until the time is over or something is found."""
    import atheris

    with atheris.instrument_imports(include=["amends.understanding"]):
        import amends.understanding
        import amends.understanding.steps
    amends.understanding.read("等了两个小时还没送到，要求退款。")
    for folder in (CORPUS, FINDS):
        folder.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={minutes * 60:.0f}", f"-max_len={LONGEST}", f"-artifact_prefix={FINDS}/"]
    atheris.Setup(
        [
            sys.argv[0],
            *options,
            "-len_control=10",
            "-timeout=5",
            # What the search itself remembers comes to gigabytes in an hour; the engine stays below a hundred megabytes.
            "-rss_limit_mb=0",
            "-print_final_stats=1",
            str(CORPUS),
        ],
        try_one,
    )
    atheris.Fuzz()


def reached_by(data: bytes) -> set[tuple[str, int]]:
    """The lines of the engine that run while these bytes are read."""
    lines: set[tuple[str, int]] = set()
    folder = str(ROOT / "amends" / "understanding")

    def line(frame, event, _):  # type: ignore[no-untyped-def]
        if not frame.f_code.co_filename.startswith(folder):
            return None
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return line

    sys.settrace(line)
    try:
        try_one(data)
    finally:
        sys.settrace(None)
    return lines


def kept_seeds() -> Iterator[bytes]:
    """First the texts that reach lines no other reached, short ones first; then an even choice of the others."""
    found = sorted((path.read_bytes() for path in CORPUS.iterdir()), key=len)
    seen: set[tuple[str, int]] = set()
    rest: list[bytes] = []
    for data in found:
        new = reached_by(data) - seen
        seen |= new
        if new:
            yield data
        else:
            rest.append(data)
    yield from rest[:: max(1, len(rest) // 400)]


def keep() -> None:
    """Writes the chosen texts to the seeds that the suite replays."""
    texts: dict[str, None] = {}
    size = 0
    for data in kept_seeds():
        line = json.dumps(text_of(data)[0])
        size += len(line) + 1
        if size > MOST_SEED_BYTES:
            break
        texts[line] = None
    SEEDS.write_text("\n".join(texts) + "\n", encoding="utf-8")
    print(f"{len(texts)} texts, {SEEDS.stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("find", nargs="?", type=Path)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if options.find:
        print(repr(text_of(options.find.read_bytes())))
        try_one(options.find.read_bytes())
    elif options.keep:
        keep()
    else:
        fuzz(options.minutes)


if __name__ == "__main__":
    main()
