"""How long the check of a reply takes, by its length, beside a step that everybody knows: `python bench/reply_check.py`.

Of letters of sentences never seen before also how long the first look takes, and each further one after a clause was changed.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `amends` sets it for itself

from amends.practice.replies.check import review_reply

# Sentences that differ, as those of a letter do: what was seen once costs nothing the second time.
VARIED = "您好，第{n}次给您写信，让您等了{n}天，我很抱歉。师傅{n}号上午10点到您家，我会先给您打电话。{n}个办法由您来选：退款，或者换{n}台新的。"
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
    never_seen()


def varied(length: int, numbers: Iterator[int]) -> str:
    """Sentences that were never seen before."""
    sentences = (VARIED.format(n=next(numbers)) for _ in range(length // len(VARIED) + 1))
    return "".join(sentences)[:length]


def never_seen() -> None:
    """Each round changes one clause, to one that was never seen before."""
    numbers = iter(range(1000, 9999))
    for length in LENGTHS:
        reply = varied(length, numbers)
        first = once(partial(review_reply, reply, complaint=COMPLAINT))
        taken = milliseconds(partial(changed, reply, numbers))
        sys.stdout.write(
            f"{length} characters never seen: {first:.0f} ms the first time, {taken:.1f} ms when one clause has changed\n"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"memory of the process at most: {memory:.0f} MB\n")


def changed(reply: str, numbers: Iterator[int]) -> None:
    review_reply(reply.replace("很抱歉", f"抱歉{next(numbers)}次", 1), complaint=COMPLAINT)


def once(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
