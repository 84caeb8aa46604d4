"""What the use of an article in like cases says for it: counted, bounded, and told with its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# How far use moves an article up or down at most: one that fits a case better by more than a third is never passed.
MOST: Final = 0.15
# So many voices are as good as none; the first few move little.
SMOOTH: Final = 3
# So many cases of one person count, whatever they are about; the rest has to come from others.
CASES_OF_ONE: Final = 3
CITED, HELPED, NOT_HELPED = "cited", "helped", "not_helped"


@dataclass(frozen=True)
class Voice:
    """What one person did or said in one case."""

    case_id: int
    by: int
    said: str


@dataclass(frozen=True)
class Evidence:
    """In how many like cases an article was quoted in a letter that went out, helped, and did not help."""

    cited: int = 0
    helped: int = 0
    not_helped: int = 0
    speaks_for: int = 0

    @property
    def lift(self) -> float:
        """The share by which its likeness counts more or less, between -MOST and MOST."""
        return MOST * (self.speaks_for - self.not_helped) / (self.speaks_for + self.not_helped + SMOOTH)

    @property
    def is_there(self) -> bool:
        return bool(self.cited or self.helped or self.not_helped)


NOTHING: Final = Evidence()


def evidence_of(voices: Iterable[Voice]) -> Evidence:
    """The voices as cases, the newest first: a person has one voice in a case, however often they press.

    Who quoted and then says that it did not help, says that it did not help. A case counts once for it and once against it.
    """
    cases: dict[str, set[int]] = {CITED: set(), HELPED: set(), NOT_HELPED: set()}
    in_case: dict[tuple[int, int], set[str]] = {}
    for one in voices:
        in_case.setdefault((one.case_id, one.by), set()).add(one.said)
    of_one: Counter[int] = Counter()
    for (case_id, by), said in in_case.items():
        of_one[by] += 1
        if of_one[by] > CASES_OF_ONE:
            continue
        for what in {NOT_HELPED} if NOT_HELPED in said else said:
            cases[what].add(case_id)
    return Evidence(
        len(cases[CITED]), len(cases[HELPED]), len(cases[NOT_HELPED]), len(cases[CITED] | cases[HELPED])
    )
