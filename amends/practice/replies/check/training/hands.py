"""The replies that teach, and which hands are left out together so that what is learned meets writers it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from amends.practice.replies.check.training.judged import Judged, replies_in

REPLIES = Path(__file__).resolve().parents[5] / "tests" / "accuracy" / "replies"
SECOND = Path(__file__).parent / "replies"
# By the hands before this one the rules were written too: what rules see in theirs flatters.
FIRST_UNREAD = 9
# A reader takes long to teach: it leaves out every other hand, one the odd ones, one the even ones.
HALVES = 2
READER = "reader.npz"


def teaching_replies(folder: Path = REPLIES) -> list[Judged]:
    """Those that are not kept for the test."""
    return [one for one in replies_in(folder) if not one.is_kept] + replies_in(SECOND)


def groups_of(replies: Sequence[Judged], groups: int) -> list[frozenset[int]]:
    """The hands that rules have not met, dealt out to so many groups."""
    hands = sorted({one.writer for one in replies if one.writer >= FIRST_UNREAD})
    return [frozenset(hands[at::groups]) for at in range(groups)]


def reader_without(group: int) -> str:
    """The file of the reader that has not met the hands of a group."""
    return f"reader_without_{group % HALVES}.npz"
