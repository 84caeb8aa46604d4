"""What holds for every page: nothing inline, every icon drawn, no label without its picture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import TextChoices

from amends.casework.cases.choices import Stage
from amends.casework.readings.choices import Category, Emotion, Persona, Risk, Severity

ROOT = Path(__file__).resolve().parents[2]
ICONS: dict[str, str] = json.loads((ROOT / "frontend" / "icons.json").read_text(encoding="utf-8"))
TEMPLATES = sorted(path for path in (ROOT / "amends").rglob("*.html") if "templates" in path.parts)
DRAWN_LABELS = {
    "emotion": Emotion,
    "severity": Severity,
    "risk": Risk,
    "category": Category,
    "persona": Persona,
    "stage": Stage,
}


def named_icons(text: str) -> Iterator[str]:
    """Icons that a template names outright; composed names are covered by the labels below."""
    for name, composed in re.findall(r'\{% icon "([\w-]+)"(\|add)?', text):
        if not composed:
            yield name
    yield from re.findall(r'(?<=\sicon=")([\w-]+)(?=")', text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "amends")))
def test_a_template_has_no_inline_script_style_or_handler(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<style|javascript:", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "amends")))
def test_a_colon_between_words_is_the_readers_own(path: Path) -> None:
    """Chinese has a colon of full width; inside a translated sentence the translation has it."""
    text = re.sub(r"{% blocktrans.*?endblocktrans %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r".{0,40}[%}]}: .{0,20}", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "amends")))
def test_words_are_quoted_in_the_readers_own_way(path: Path) -> None:
    """“English”, “简体”, 「繁體」: the browser sets them around <q>; translated sentences have their own."""
    text = re.sub(
        r"{% blocktrans.*?endblocktrans %}|{%.*?%}|{#.*?#}",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    assert not re.findall(r".{0,40}[“”「」].{0,20}", text)


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    missing = {
        name for path in TEMPLATES for name in named_icons(path.read_text(encoding="utf-8"))
    } - ICONS.keys()
    assert missing == set()


@pytest.mark.parametrize(("kind", "words"), DRAWN_LABELS.items())
def test_every_label_that_is_shown_as_a_pill_has_its_own_icon(kind: str, words: type[TextChoices]) -> None:
    assert [value for value in words.values if f"{kind}-{value}" not in ICONS] == []
