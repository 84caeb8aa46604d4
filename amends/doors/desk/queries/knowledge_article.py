"""One article on the desk: its words, versions, clauses, readers, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.knowledge.choices import LANGUAGES, Audience, Language, VersionState
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import READ_RESTRICTED, may_confirm, may_write
from amends.casework.knowledge.queries import (
    left_without,
    open_wording,
    translations_of,
    under_way_in,
    verdicts_on,
    versions_of,
)
from amends.casework.knowledge.rules.comparing import compared
from amends.casework.knowledge.rules.showing import blocks
from amends.casework.knowledge.rules.translating import MISSING
from amends.casework.readings.choices import Category
from amends.doors.desk.queries.knowledge_list import language_mark
from amends.doors.desk.queries.knowledge_pictures import figures_in, places_in
from amends.doors.desk.queries.resting import clauses_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.choices import CASEWORKERS
from amends.foundation.organisation.models import Member

VOICES = 12


def language_in(data: QueryDict, article: Article | None = None) -> str:
    """The language asked for; else the reader's own, if the article is in it, else one in which it is written."""
    asked = data.get("language", "")
    if asked in Language.values:
        return asked
    own = interface_language()
    if article is None:
        return own
    written = set(article.versions.values_list("language", "state"))
    if (own, VersionState.LIVE) in written:
        return own
    languages = {language for language, _state in written}
    order = (article.source_language, own, *LANGUAGES)
    return next((str(one) for one in order if one in languages), article.source_language)


def article_page(
    article: Article, member: Member, data: QueryDict, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why; both stand in their form again."""
    language = language_in(data, article)
    versions = versions_of(article, language)
    live = next((one for one in versions if one.state == VersionState.LIVE), None)
    waits = open_wording(article, language)
    shown = live or waits
    confirms = may_confirm(member)
    standings, under_way = translations_of(article), under_way_in([article.pk]).get(article.pk, {})
    return {
        "article": article,
        "language": language,
        "languages": [
            {**language_mark(Language(key), standing, under_way.get(key, "")), "here": key == language}
            for key, standing in standings.items()
        ],
        "is_read": any(standing != MISSING for standing in standings.values()),
        "shown": shown,
        "title": shown.title if shown else article.code,
        "is_live": live is not None,
        "blocks": blocks(shown.body, places_in(shown.body, member)) if shown else [],
        "clauses": clauses_of(shown),
        "waits": waits,
        "unconfirmed": live is not None and live.approved_by_id is None,
        "changes": changes(words_in(live), words_in(waits)) if live and waits else [],
        "waiting_figures": figures_in(waits.body, member) if live and waits else [],
        "versions": [version_row(one, versions) for one in versions],
        "verdict": verdicts_on(Article.objects.filter(pk=article.pk)).get(article.pk),
        "voices": list(article.feedback.select_related("version", "by").order_by("-id")[:VOICES]),
        "is_due": article.retired_at is None and article.review_on <= clock.today(),
        "may_write": may_write(member) and article.retired_at is None,
        "may_confirm": confirms and article.retired_at is None,
        "may_decide": confirms and waits is not None and waits.written_by_id != member.pk,
        "may_remove": confirms,
        "may_second": confirms and live is not None and live.written_by_id != member.pk,
        "may_bring_back": confirms and article.retired_at is not None,
        "may_review": article.retired_at is None and (confirms or article.owner_id == member.pk),
        "is_author": waits is not None and waits.written_by_id == member.pk,
        "left": left_without(waits, by=member) if waits else None,
        "categories": [dict(Category.choices)[key] for key in article.categories],
        **settings_block(article, member, entered if entered and entered.get("form") == "settle" else None),
        "entered": entered or QueryDict(),
        "entered_at": (entered or QueryDict()).get("form", ""),
        "wrong": wrong,
        "here": "articles",
    }


def settings_block(
    article: Article | None, member: Member, entered: QueryDict | None = None
) -> dict[str, Any]:
    """What may be chosen beside the words, and what is: what was entered and refused before what is kept."""
    owners = Member.objects.filter(is_active=True, role__in=CASEWORKERS).exclude(role="system")
    audiences = [
        one for one in Audience.choices if one[0] != Audience.RESTRICTED or member.role in READ_RESTRICTED
    ]
    return {
        "audiences": audiences,
        "all_categories": Category.choices,
        "owners": list(owners.order_by("display_name")),
        **chosen_in(article, member, entered),
    }


def chosen_in(article: Article | None, member: Member, entered: QueryDict | None) -> dict[str, Any]:
    if entered is not None:
        return {
            "chosen_audience": entered.get("audience", ""),
            "chosen_categories": entered.getlist("categories"),
            "chosen_owner": number_in(entered.get("owner")) or member.pk,
            "chosen_review": entered.get("review_on", ""),
        }
    return {
        "chosen_audience": article.audience if article else "",
        "chosen_categories": article.categories if article else [],
        "chosen_owner": article.owner_id if article else member.pk,
        "chosen_review": article.review_on.isoformat() if article else "",
    }


def version_row(version: ArticleVersion, versions: list[ArticleVersion]) -> dict[str, Any]:
    return {"version": version, "before": before_of(version, versions)}


def before_of(version: ArticleVersion, versions: list[ArticleVersion]) -> ArticleVersion | None:
    """What stood before a version: of one that came into force what was in force before, if anything was."""
    older = [one for one in versions if one.number < version.number]
    in_force = [one for one in older if not one.is_written_over] if version.live_at else []
    return next(iter(in_force or older), None)


def words_in(version: ArticleVersion) -> dict[str, str]:
    return {"title": version.title, "body": version.body, "asked": version.asked}


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[dict[str, Any]]:
    """What changed between two wordings, part by part; a part that is the same is left out."""
    parts = ((_("Title"), "title"), (_("Text"), "body"), (_("How people ask for it"), "asked"))
    return [
        {"label": label, "pieces": compared(old[name], new[name])}
        for label, name in parts
        if old[name] != new[name]
    ]


def compare_page(article: Article, member: Member, data: QueryDict) -> dict[str, Any]:
    """Two versions of a language; without a choice the newest and the one before."""
    language = language_in(data, article)
    versions = versions_of(article, language)
    numbers = {one.number: one for one in versions}
    new = numbers.get(number_in(data.get("new")), versions[0] if versions else None)
    old = numbers.get(number_in(data.get("old")))
    if old is None and new is not None:
        old = before_of(new, versions)
    return {
        "article": article,
        "language": language,
        "versions": versions,
        "old": old,
        "new": new,
        "changes": changes(words_in(old), words_in(new)) if old and new else [],
        "shown": [
            {"version": one, "figures": figures}
            for one in (old, new)
            if one and (figures := figures_in(one.body, member))
        ],
        "here": "articles",
    }


def number_in(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else 0
