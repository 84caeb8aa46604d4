"""How cases of the past would have gone by another way of giving them: dealt out again, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from amends.casework.cases.rules.routing import Candidate, Need, choose_handler


@dataclass(frozen=True)
class Hand:
    """What one person would have got."""

    cases: int = 0
    effort: float = 0.0
    hot: int = 0

    def with_one(self, need: Need) -> Hand:
        return Hand(self.cases + 1, round(self.effort + need.effort, 1), self.hot + need.hot)


def deal(cases: Sequence[tuple[Need, Sequence[Candidate]]], *, method: str) -> dict[int | None, Hand]:
    """Member → hand; None is what nobody could have taken. Desks are empty at the start, nobody is away."""
    hands: dict[int | None, Hand] = {}
    last: dict[int, int] = {}
    last_hot: int | None = None
    for turn, (need, people) in enumerate(cases, 1):
        now = [
            replace(
                one,
                load=hands.get(one.member_id, Hand()).effort,
                hot_today=hands.get(one.member_id, Hand()).hot,
                had_last_hot=one.member_id == last_hot,
                last_given=float(last.get(one.member_id, 0)),
                hot_at_most=len(cases),
                on_duty=True,
                busy=False,
                in_relief=False,
            )
            for one in people
        ]
        chosen = choose_handler(need, now, method=method).member_id
        hands[chosen] = hands.get(chosen, Hand()).with_one(need)
        if chosen is not None:
            last[chosen] = turn
            last_hot = chosen if need.hot else last_hot
    return hands
