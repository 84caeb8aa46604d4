"""Whether reading time grows in step with the length, for texts made of one trigger or of two in turn.

    python tools/growth.py                      # each trigger alone, 20,000 against 200,000 characters
    python tools/growth.py --pairs --minutes 20 # pairs at a tenth of that; what looks steep is looked at again in full

Ends with 1 if anything grows 15 times or more. CPU seconds of this process, the least of several takes, without Python's
collector, whose passes come in steps; no test of the suite, because no time is certain on a machine that others use.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from amends.understanding import read  # noqa: E402
from amends.understanding.tests.sound import TRIGGERS  # noqa: E402
from amends.understanding.tests.test_facts_of_long_texts import PIECES  # noqa: E402

SHORT, LONG = 20_000, 200_000
MOST = 15.0
STEEP = 12.0
TAKES = 3
# A pattern that fits the whole of a text ends at once; what does not fit behind it makes it try every other way.
TAILS = ("", ">")


def seconds(piece: str, length: int, tail: str, takes: int = TAKES) -> float:
    text = (piece * (length // len(piece) + 1))[:length] + tail
    least = float("inf")
    for _ in range(takes):
        began = time.process_time()
        read(text)
        least = min(least, time.process_time() - began)
        gc.collect()
    return least


def growth(piece: str, short: int = SHORT, long: int = LONG, takes: int = TAKES) -> float:
    """The worse of the text alone and of one that ends in something else."""
    return max(seconds(piece, long, tail, takes) / seconds(piece, short, tail, takes) for tail in TAILS)


def confirmed(piece: str) -> float:
    """The growth in full, the least of two measurements."""
    return min(growth(piece), growth(piece))


def alone() -> Iterator[tuple[str, float]]:
    for trigger in dict.fromkeys((*TRIGGERS, *PIECES)):
        grown = growth(trigger, takes=1)
        yield trigger, grown if grown < STEEP else confirmed(trigger)


def in_pairs(minutes: float, seed: int) -> Iterator[tuple[str, float]]:
    pairs = [first + second for first, second in combinations(TRIGGERS, 2)]
    random.Random(seed).shuffle(pairs)
    end = time.monotonic() + minutes * 60
    for pair in pairs:
        if time.monotonic() > end:
            return
        grown = growth(pair, SHORT // 10, LONG // 10, takes=1)
        yield pair, grown if grown < STEEP else confirmed(pair)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    read("等了两个小时还没送到，要求退款。")
    gc.disable()
    found = dict(in_pairs(options.minutes, options.seed) if options.pairs else alone())
    steepest = sorted(found.items(), key=lambda item: -item[1])
    for piece, grown in steepest[:10]:
        print(f"{piece!r:24} × {grown:.1f}")
    bad = [piece for piece, grown in steepest if grown >= MOST]
    print(f"{len(found)} looked at, {len(bad)} grow {MOST:.0f} times or more")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
