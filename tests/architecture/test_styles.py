"""A class of the style files has one home, so that one name never means two things on a page."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

STYLES = Path(__file__).resolve().parents[2] / "frontend" / "src" / "styles"
COMMENT = re.compile(r"/\*.*?\*/", re.S)
# What is said for narrow pages, for print and for forced colours adds to a class that has its home elsewhere.
CONDITION = re.compile(r"@(?:media|supports)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
ALONE = re.compile(r"\.([a-z][a-z0-9-]*)")


def classes_in(text: str) -> set[str]:
    """The classes that a rule of their own describes, outside of any condition."""
    plain = CONDITION.sub("", COMMENT.sub("", text))
    selectors = (one.strip() for group in re.findall(r"([^{}]+)\{", plain) for one in group.split(","))
    return {found[1] for one in selectors if (found := ALONE.fullmatch(one))}


def test_no_class_is_described_in_two_files() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in sorted(STYLES.glob("*.css")):
        for name in classes_in(path.read_text(encoding="utf-8")):
            homes[name].append(path.name)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_english_draws_its_quotation_marks_before_a_chinese_font_does() -> None:
    tokens = (STYLES / "tokens.css").read_text(encoding="utf-8")
    face = re.search(r"@font-face \{([^}]*)\}", tokens)
    english = re.search(r":root:lang\(en\) \{([^}]*)\}", tokens)
    assert face and english
    assert "U+201C-201D" in face[1] and "local(" in face[1]
    assert '"Narrow marks"' in face[1] and english[1].rstrip().endswith('"Narrow marks";')
