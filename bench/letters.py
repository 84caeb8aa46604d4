"""Real complaints with what the desk would draft for them, to be read by somebody who answers complaints: `python bench/letters.py --data FOLDER --seed 1`.

One complaint a source, drawn by the seed, as it stands; whether a letter could go with small changes is for the reader to say.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amends.practice.replies.check.context import Grievance
from amends.practice.replies.drafting import draft_reply
from amends.practice.replies.drafting.request import DraftRequest, SaidFact
from amends.understanding import read

SHORTEST, LONGEST = 12, 1600


@dataclass(frozen=True)
class Source:
    """A file of real texts, and which of them are complaints."""

    file: str
    label: tuple[str, ...] = ()

    def texts(self, folder: Path) -> list[str]:
        with gzip.open(folder / f"{self.file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        kept = [one["text"] for one in rows if not self.label or str(one.get("label")).startswith(self.label)]
        return sorted({one for one in kept if SHORTEST <= len(one) <= LONGEST})


SOURCES = (
    Source("complaints_cfpb_en"),
    Source("complaints_twitter_en", ("complaint",)),
    Source("reviews_openrice_yue_hant", ("cry",)),
    Source("reviews_taiwan_hant", ("1", "2")),
    Source("complaints_finance_zh"),
    Source("complaints_finance_zh_extra"),
    Source("citizen_messages_unlabeled_zh"),
    Source("bankapp_reviews_unlabeled_zh"),
    Source("reviews_zh", ("neg",)),
    Source("complaints_car_titles_zh"),
)


def request_for(text: str, variation: int = 0) -> DraftRequest:
    """The case as it stands when a complaint has just come in."""
    said = read(text)
    return DraftRequest(
        "first_response",
        said.language,
        said.kind or "complaint",
        text,
        grievances=tuple(
            Grievance(text[one.start : one.end], one.category, next(iter(one.demands), ""))
            for one in said.grievances
        ),
        facts=tuple(
            SaidFact(
                one.kind,
                text[one.start : one.end],
                text[max(0, one.start - 12) : one.start],
                text[one.end : one.end + 12],
            )
            for one in said.facts
        ),
        demands=tuple(said.demands),
        category=said.category or "service",
        emotion=said.emotion or "",
        intensity=said.intensity or 0,
        persona=said.persona or "unclear",
        mode=said.mode or "",
        severity=said.severity or "",
        risks=tuple(said.risks),
        case_number="A26-004711",
        owner="Lin" if said.language == "en" else "林小姐",
        phone="400-800-1234",
        variation=variation,
    )


def drawn(folder: Path, seed: int, each: int) -> Iterator[tuple[str, str]]:
    """Source and text of so many complaints a source."""
    for source in SOURCES:
        texts = source.texts(folder)
        for text in random.Random(f"{seed} {source.file}").sample(texts, each):
            yield source.file, text


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=1, help="complaints a source")
    options = parser.parse_args(argv)
    for number, (source, text) in enumerate(drawn(options.data, options.seed, options.each), 1):
        request = request_for(text, number)
        about = f"{request.text_kind} {request.category} {request.emotion} {request.persona} {','.join(request.demands)}"
        sys.stdout.write(f"=== {number}. {source} ({about})\n{text}\n--- draft\n{draft_reply(request)}\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
