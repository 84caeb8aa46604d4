"""Runs alone, outside the house: draws pages of one PDF into pictures. Given a folder and an order as JSON."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

MEMORY, CPU_SECONDS, FILE_BYTES = 1_500_000_000, 30, 60_000_000
SIDE_AT_MOST = 4000


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))


def draw(place: Path, wanted: list[int], width: int) -> int:
    """Writes N.jpg for each wanted page and gives the number of pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(place / "in.pdf")
    for number in wanted:
        if not 1 <= number <= len(document):
            continue
        page = document[number - 1]
        across, down = page.get_size()
        scale = min(width / max(across, 1), SIDE_AT_MOST / max(across, down, 1))
        picture = page.render(scale=scale).to_pil().convert("RGB")
        picture.save(place / f"{number}.jpg", "JPEG", quality=85)
    return len(document)


if __name__ == "__main__":
    limited()
    order = json.loads(sys.argv[2])
    pages = draw(Path(sys.argv[1]), order["wanted"], order["width"])
    sys.stdout.write(json.dumps({"pages": pages}))
