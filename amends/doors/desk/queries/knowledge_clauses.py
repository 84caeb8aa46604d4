"""One clause: what it says, what it said, what it will say, and what a change of it touches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from amends.casework.knowledge.choices import LANGUAGES, ClauseKind, Sureness
from amends.casework.knowledge.models import Clause, ClauseVersion
from amends.casework.knowledge.permissions import may_keep_clauses
from amends.casework.knowledge.queries import Standing, standings_of, touched_by
from amends.casework.knowledge.rules.comparing import compared
from amends.casework.knowledge.rules.standing import is_to_come
from amends.content.files import load
from amends.content.sources import source_name
from amends.doors.desk.queries.blocks import blocks_resting_on
from amends.doors.desk.queries.clause_cases import cases_touched
from amends.doors.desk.queries.clause_list import LANGUAGE_NAMES, TONES
from amends.doors.desk.queries.shipped_names import shipped_name
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.replies.permissions import may_keep_blocks


def clause_page(
    clause: Clause, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why; both stand in their form again."""
    standing, language = standings_of([clause])[clause.pk], interface_language()
    touched, blocks = touched_by(clause, member=member), blocks_resting_on(clause)
    doubts = [*(one.doubt for one in touched.sentences), *(one["doubt"] for one in blocks)]
    return {
        "clause": clause,
        "standing": standing.version,
        "name": standing.version.name_in(language),
        "words": standing.version.words_in(language),
        "source": standing.version.source_in(language),
        "tone": TONES[standing.version.sureness],
        "doubt": standing.doubt(),
        "coming": standing.coming,
        "languages_behind": languages_behind(standing),
        "versions": version_rows(standing, language),
        "sentences": touched.sentences,
        "blocks": blocks,
        "may_keep_blocks": may_keep_blocks(member),
        "behind": sum(one is not None for one in doubts),
        "letters": text_rows(touched.texts, language),
        **cases_touched(clause, touched, blocks, member),
        "may_keep_clauses": may_keep_clauses(member),
        **form_choices(entered),
        "held": held_in_form(standing.versions[0], entered),
        "wrong": wrong,
        "here": "clauses",
    }


def version_rows(standing: Standing, language: str) -> list[dict[str, Any]]:
    """All versions, the newest first, with what changed in the reader's language and which languages stayed as they were."""
    older = [*standing.versions[1:], None]
    return [
        {
            "version": one,
            "stands": one.number == standing.version.number,
            "is_coming": is_to_come(one, standing.day),
            "pieces": compared(before.words_in(language), one.words_in(language)) if before else [],
            "unchanged": [
                LANGUAGE_NAMES[key] for key in one.words if before and before.words.get(key) == one.words[key]
            ],
        }
        for one, before in zip(standing.versions, older, strict=True)
    ]


def languages_behind(standing: Standing) -> list[dict[str, str]]:
    """Languages that still say what an earlier version did, with these words and this source."""
    found = []
    for key in standing.behind:
        words, source = standing.left_as_before(key)
        found.append({"key": key, "name": LANGUAGE_NAMES[key], "words": words, "source": source})
    return found


def form_choices(entered: QueryDict | None) -> dict[str, Any]:
    return {
        "texts": typed_texts(entered or QueryDict()),
        "kinds": ClauseKind.choices,
        "surenesses": Sureness.choices,
        "entered": entered or QueryDict(),
        "entered_at": (entered or QueryDict()).get("form", ""),
    }


def typed_texts(entered: QueryDict) -> list[dict[str, str]]:
    """Each language with its name, and the name, words and source that were typed in it."""
    return [
        {
            "key": one.value,
            "label": str(one.label),
            **{part: entered.get(f"{part}_{one}", "") for part in ("name", "words", "source")},
        }
        for one in LANGUAGES
    ]


def held_in_form(latest: ClauseVersion, entered: QueryDict | None) -> dict[str, Any]:
    """What stands in the form of a change: what was typed, else what was entered of it last."""
    if entered and entered.get("form") == "change":
        return {
            "texts": typed_texts(entered),
            **{name: entered.get(name, "") for name in ("source", "sureness", "from", "until", "why")},
        }
    return {
        "texts": [
            {
                "key": one.value,
                "label": str(one.label),
                "name": latest.names.get(one.value, ""),
                "words": latest.words.get(one.value, ""),
                "source": latest.sources.get(one.value, ""),
                "called": source_name(latest.source, one.value),
            }
            for one in LANGUAGES
        ],
        "source": latest.source,
        "sureness": latest.sureness,
        "from": latest.effective_from.isoformat() if latest.effective_from else "",
        "until": latest.effective_until.isoformat() if latest.effective_until else "",
        "why": "",
    }


def text_rows(places: tuple[tuple[str, str], ...], language: str) -> list[dict[str, str]]:
    """Shipped letters and pieces of advice, with their words in the reader's language."""
    rows = []
    for folder, path in places:
        value: Any = load(folder, language)
        for key in path.split("."):
            value = value.get(key, {}) if isinstance(value, Mapping) else {}
        if words := first_words(value):
            rows.append({"folder": folder, "name": shipped_name(folder, path), "words": words})
    return rows


def first_words(value: Any) -> str:
    """The first text in whatever a content file holds at a place."""
    if isinstance(value, str):
        return value
    inner = list(value.values()) if isinstance(value, Mapping) else list(value)
    return first_words(inner[0]) if inner else ""
