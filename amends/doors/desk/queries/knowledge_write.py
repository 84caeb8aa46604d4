"""The form of a wording: what stands in it, and what stands beside it while somebody writes."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from amends.casework.knowledge.choices import LANGUAGES, OPEN_STATES, VersionState
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.queries import newest_wording, original_of
from amends.casework.knowledge.rules.merging import together
from amends.casework.knowledge.rules.showing import blocks
from amends.casework.knowledge.rules.stamping import NOTHING
from amends.casework.knowledge.text import plain
from amends.doors.desk.queries.knowledge_article import changes, language_in, settings_block, words_in
from amends.doors.desk.queries.knowledge_pictures import figures_in_form, places_in
from amends.foundation.kernel.errors import Conflict, Refused
from amends.foundation.organisation.models import Member

EMPTY = {"title": "", "body": "", "asked": ""}


def write_page(
    article: Article | None,
    member: Member,
    data: QueryDict,
    entered: QueryDict | None = None,
    refused: Refused | None = None,
) -> dict[str, Any]:
    """What stands in the newest wording, or what was `entered` and `refused`; beside a translation its original."""
    language = language_in(data, None if data.get("language") else article)
    newest = newest_wording(article, language) if article else None
    source = original_of(article, language) if article else None
    held: Any = entered or (words_in(newest) if newest else EMPTY)
    return {
        "article": article,
        "language": language,
        "languages": [(one.value, one.label) for one in LANGUAGES],
        "draft": newest if newest and newest.state in OPEN_STATES else None,
        "waits": newest is not None and newest.state == VersionState.WAITING,
        "held": held,
        **stamps(newest, source, entered, refused),
        **beside(newest, entered, refused),
        "both": both_together(article, newest, entered) if is_collision(refused) else None,
        "theirs_stay": newest is not None
        and (newest.state == VersionState.LIVE or newest.written_by_id != member.pk),
        "source": source,
        "source_blocks": blocks(source.body, places_in(source.body, member)) if source else [],
        "figures": figures_in_form(held.get("body", ""), article, member),
        **settings_block(article, member, entered),
        "wrong": str(refused) if refused else "",
        "here": "articles",
    }


def stamps(
    newest: ArticleVersion | None,
    source: ArticleVersion | None,
    entered: QueryDict | None,
    refused: Refused | None,
) -> dict[str, str]:
    """What the writer has before their eyes: after a collision what stands there now, else what did at first."""
    now = {
        "seen": newest.stamp if newest else NOTHING,
        "original": source.stamp if source else NOTHING,
    }
    if entered is None or is_collision(refused):
        return now
    original = now["original"] if isinstance(refused, Conflict) else entered.get("original", NOTHING)
    return {"seen": entered.get("seen", NOTHING), "original": original}


def is_collision(refused: Refused | None) -> bool:
    return refused is not None and refused.code == "written_meanwhile"


def beside(
    newest: ArticleVersion | None, entered: QueryDict | None, refused: Refused | None
) -> dict[str, Any]:
    """The words of whoever wrote in the meantime, and how those that were entered differ from them."""
    waits = newest is not None and newest.state == VersionState.WAITING
    if newest is None or entered is None or not (is_collision(refused) or waits):
        return {"theirs": None}
    mine = {name: plain(entered.get(name, "")) for name in EMPTY}
    return {"theirs": newest, "differences": changes(words_in(newest), mine)}


def both_together(
    article: Article | None, newest: ArticleVersion | None, entered: QueryDict | None
) -> dict[str, str] | None:
    """What was entered and what was written meanwhile as one, where they changed different places; None where they did not."""
    if article is None or newest is None or entered is None:
        return None
    earlier = article.versions.filter(language=newest.language)
    base = next((one for one in earlier if one.stamp == entered.get("seen")), None)
    if base is None:
        return None
    stood, theirs = words_in(base), words_in(newest)
    found = {name: together(stood[name], plain(entered.get(name, "")), theirs[name]) for name in EMPTY}
    words = {name: text for name, text in found.items() if text is not None}
    return words if len(words) == len(EMPTY) else None
