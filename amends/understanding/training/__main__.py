"""`python -m amends.understanding.training`: makes the weights anew and measures them; the same data give the same weights."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from amends.understanding.model import LEARNED
from amends.understanding.training import build, card, data, figures, sources


def main(argv: list[str] | None = None) -> int:
    """Trains, writes the weights and the model card, prints the scores."""
    parser = argparse.ArgumentParser(prog="python -m amends.understanding.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=data.data_folder(), help="folder of the labelled texts")
    parser.add_argument("--out", type=Path, default=LEARNED, help="folder for the weights and the card")
    parser.add_argument("--measure-only", action="store_true", help="measure the weights that are there")
    options = parser.parse_args(argv)
    if not (options.data / data.TRAIN).is_file():
        print(
            f"No {data.TRAIN} in {options.data}; name its folder with --data or AMENDS_DATA.", file=sys.stderr
        )
        return 2
    if not options.measure_only:
        build.write(build.build(sources.all_rows(options.data)), options.out)
    measuring = data.load(options.data / data.DEV)
    report = card.report(measuring, options.out)
    print(report.table)
    (options.out / card.CARD).write_text(card.text(report), encoding="utf-8")
    figures.write(measuring, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
