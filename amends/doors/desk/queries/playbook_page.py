"""The pages of the playbook: what the book says, what is being written, and what that changes for real cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.content.files import LANGUAGES
from amends.doors.desk.queries.guide_words import family_text, label_text
from amends.doors.desk.words import language_name
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.playbook.models import Edition
from amends.practice.playbook.permissions import may_write
from amends.practice.playbook.queries import (
    book,
    decided_editions,
    edition_in_force,
    layer_of,
    open_edition,
)
from amends.practice.playbook.rules.book import Layer, Texts, keys_of, may_switch_off, text_at
from amends.practice.playbook.rules.labels import FAMILIES, PARTS, SINGLE
from amends.practice.playbook.rules.layer import Difference, differences
from amends.practice.playbook.rules.shipped import shipped
from amends.practice.playbook.text import FAMILY_NAMES, part_name

OWN, FIRST, EDITIONS_SHOWN = "own", "step", 30
# Every other family is about the reading; these two are about the house.
PLACES = (*FAMILY_NAMES, OWN)


def playbook_page(member: Member, asked: QueryDict, entered: QueryDict, wrong: str = "") -> dict[str, Any]:
    """`asked` says which part of the book, which line is edited; `entered` what was typed and refused, `wrong` why."""
    language, writes = interface_language(), may_write(member)
    counts, draft = edition_in_force(), open_edition()
    writing = draft if draft and writes else None
    layer = layer_of(writing or counts)
    part = asked.get("part", "") if asked.get("part", "") in PLACES else FIRST
    texts = book(language, writing or counts)
    return {
        "part": part,
        "part_name": _("Rules of our own") if part == OWN else family_text(part),
        "places": places(part, layer),
        "rows": own_rows(layer, language)
        if part == OWN
        else list(rows_of(part, texts, shipped(language), layer)),
        "is_own": part == OWN,
        "counts": counts,
        "draft": draft_block(draft, counts, member) if draft else None,
        "may_write": writes,
        "edits": bool(writing and writing.is_draft),
        "form": line_form(asked.get("edit", ""), layer, entered),
        "own_form": own_form(asked.get("own", ""), layer, entered) if part == OWN else None,
        "entered": entered,
        "wrong": wrong,
        "editions": [edition_row(one, counts) for one in decided_editions()[:EDITIONS_SHOWN]],
    }


def places(here: str, layer: Layer) -> list[dict[str, Any]]:
    """The parts of the book, with how many sentences the house has its own words for."""
    changed: dict[str, int] = {}
    for key in layer["lines"]:
        changed[key.partition(".")[0]] = changed.get(key.partition(".")[0], 0) + 1
    names: list[tuple[str, Any]] = [*FAMILY_NAMES.items(), (OWN, _("Rules of our own"))]
    return [
        {
            "part": part,
            "name": name,
            "here": part == here,
            "count": len(layer["rules"]) if part == OWN else changed.get(part, 0),
        }
        for part, name in names
    ]


def rows_of(part: str, texts: Texts, ships: Texts, layer: Layer) -> Iterator[dict[str, Any]]:
    """One card for each label, step or rule, with its sentences as they count, and as they ship where that differs."""
    for name, row in ships[part].items():
        keys = keys_under(part, name, row)
        yield {
            "name": name_of(part, name, row),
            "code": name if part == "rule" else "",
            "when": conditions(row.get("when", {})) if part == "rule" else [],
            "lines": [line_row(key, texts, ships, layer) for key in keys],
        }


def keys_under(part: str, name: str, row: Mapping[str, Any]) -> list[str]:
    if part == "step":
        return [f"step.{name}.title", f"step.{name}.how"]
    single = [f"{part}.{name}.{one}" for one in (*SINGLE, "script") if one in row]
    return single + [f"{part}.{name}.{kind}.{topic}" for kind in PARTS for topic in row.get(kind, {})]


def name_of(part: str, name: str, row: Mapping[str, Any]) -> str:
    if part == "step":
        return str(row["title"])
    return str(row.get("why", name)) if part == "rule" else label_text(f"{part}:{name}")


def line_row(key: str, texts: Texts, ships: Texts, layer: Layer) -> dict[str, Any]:
    kind = key.split(".")[2]
    change, was = layer["lines"].get(key), text_at(ships, key)
    return {
        "key": key,
        "kind": kind,
        "kind_name": part_name(kind),
        "text": text_at(texts, key) or was,
        "was": was if change and not change.get("off") else "",
        "off": bool(change and change.get("off")),
        "changed": change is not None,
    }


def conditions(when: Mapping[str, Any]) -> list[dict[str, str]]:
    """For which cases, in words."""
    return [
        {
            "family": family_text(family),
            "labels": _(" or ").join(label_text(f"{family}:{one}") for one in labels),
        }
        for family, labels in when.items()
    ]


def own_rows(layer: Layer, language: str) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "kind": rule["part"],
            "kind_name": part_name(rule["part"]),
            "topic": rule["topic"],
            "when": conditions(rule["when"]),
            "text": rule["texts"].get(language) or next(iter(rule["texts"].values())),
            "why": rule["why"].get(language, ""),
            "languages": [language_name(one) for one in rule["texts"]],
        }
        for code, rule in sorted(layer["rules"].items())
    ]


def line_form(key: str, layer: Layer, entered: QueryDict) -> dict[str, Any] | None:
    """The sentence that is worded otherwise, in every language."""
    ships = {one: shipped(one) for one in LANGUAGES}
    if not key or key not in set(keys_of(ships["en"])):
        return None
    change = layer["lines"].get(key, {})
    again = entered.get("key") == key
    return {
        "key": key,
        "kind_name": part_name(key.split(".")[2]),
        "is_script": key.endswith(".script"),
        "changed": key in layer["lines"],
        "off": bool(change.get("off")),
        "may_off": may_switch_off(key, ships["en"]),
        "languages": [
            {
                "code": one,
                "name": language_name(one),
                "ships": text_at(ships[one], key),
                "text": entered.get(f"text-{one}", "")
                if again
                else change.get("texts", {}).get(one) or text_at(ships[one], key),
            }
            for one in LANGUAGES
        ],
    }


def own_form(code: str, layer: Layer, entered: QueryDict) -> dict[str, Any] | None:
    """A rule of the house's own, new or one that is there."""
    again = "part" in entered
    if not code and not again:
        return None
    rule: Mapping[str, Any] = layer["rules"].get(code, {})
    chosen = (
        {family: entered.getlist(f"if-{family}") for family in FAMILIES} if again else rule.get("when", {})
    )
    return {
        "code": entered.get("code", "") if again else code if rule else "",
        "is_new": not rule,
        "kind": entered.get("part", "") if again else rule.get("part", "do"),
        "topic": entered.get("topic", "") if again else rule.get("topic", ""),
        "kinds": [(one, part_name(one)) for one in PARTS],
        "families": [
            {
                "family": family,
                "name": family_text(family),
                "labels": [
                    (one, label_text(f"{family}:{one}"), one in chosen.get(family, ())) for one in labels
                ],
            }
            for family, labels in FAMILIES.items()
        ],
        "languages": [
            {
                "code": one,
                "name": language_name(one),
                "text": entered.get(f"text-{one}", "") if again else rule.get("texts", {}).get(one, ""),
                "why": entered.get(f"why-{one}", "") if again else rule.get("why", {}).get(one, ""),
            }
            for one in LANGUAGES
        ],
    }


def draft_block(draft: Edition, counts: Edition | None, member: Member) -> dict[str, Any]:
    """What is being written or waits, and whether this reader can be the second person."""
    language = interface_language()
    changes = differences(layer_of(counts), draft.layer, shipped(language), language)
    return {
        "edition": draft,
        "changes": len(changes),
        "is_draft": draft.is_draft,
        "wrote": draft.written_by.filter(pk=member.pk).exists(),
    }


def edition_row(edition: Edition, counts: Edition | None) -> dict[str, Any]:
    return {"edition": edition, "counts": counts is not None and edition.pk == counts.pk}


def change_rows(before: Layer, after: Layer) -> list[dict[str, Any]]:
    """What differs between two layers, in the reader's language."""
    language = interface_language()
    ships = shipped(language)
    return [change_row(one, ships, before, after) for one in differences(before, after, ships, language)]


def change_row(one: Difference, ships: Texts, before: Layer, after: Layer) -> dict[str, Any]:
    names = one.key.split(".")
    if one.key.startswith("rule.own_"):
        code = one.key.removeprefix("rule.own_")
        rule = after["rules"].get(code) or before["rules"][code]
        place, kind, when = code, rule["part"], conditions(rule["when"])
    else:
        row = ships[names[0]][names[1]]
        place = f"{family_text(names[0])} · {name_of(names[0], names[1], row)}"
        kind, when = names[2], []
    return {
        "place": place,
        "kind": kind,
        "kind_name": part_name(kind),
        "what": one.kind,
        "when": when,
        "before": one.before,
        "after": one.after,
    }
