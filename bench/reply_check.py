"""How long the check of a reply takes, by its length, beside a step that everybody knows: `python bench/reply_check.py`."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable
from functools import partial

from amends.practice.replies.check import review_reply

SENTENCE = "您好，让您等了三天，我很抱歉。师傅明天上午10点到您家，我会先给您打电话。两个办法由您来选：退款，或者换一台新的。"
COMPLAINT = "冰箱用了两天就不制冷，客服让我等了三天，要求退款。"
LENGTHS = (1000, 2000, 4000)
ROUNDS = 15


def milliseconds(act: Callable[[], object]) -> float:
    """The median of some rounds, in processor time, so that a busy machine does not count."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return sorted(times)[ROUNDS // 2] * 1000


def main() -> None:
    data = b"x" * 1_000_000
    sys.stdout.write(f"sha-256 of a megabyte: {milliseconds(lambda: hashlib.sha256(data).digest()):.1f} ms\n")
    for length in LENGTHS:
        reply = (SENTENCE * (length // len(SENTENCE) + 1))[:length]
        taken = milliseconds(partial(review_reply, reply, complaint=COMPLAINT))
        sys.stdout.write(f"{length} characters: {taken:.1f} ms\n")


if __name__ == "__main__":
    main()
