"""One article on the desk: its words, versions, clauses, readers, and what may be done with it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.knowledge.choices import LANGUAGES, Audience, Language, VersionState
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import READ_RESTRICTED, may_confirm, may_write
from amends.casework.knowledge.queries import (
    clauses_by_code,
    open_wording,
    standing_versions,
    translations_of,
    verdicts_on,
    versions_of,
)
from amends.casework.knowledge.rules.comparing import compared
from amends.casework.knowledge.rules.sentences import codes_in
from amends.casework.knowledge.rules.showing import blocks
from amends.casework.readings.choices import Category
from amends.doors.desk.queries.knowledge_list import language_mark
from amends.doors.desk.queries.knowledge_pictures import figures_in, places_in
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.choices import CASEWORKERS
from amends.foundation.organisation.models import Member

VOICES = 12


def language_in(data: QueryDict, article: Article | None = None) -> str:
    """The language asked for; else the reader's own, if the article is in it, else its first one."""
    asked = data.get("language", "")
    if asked in Language.values:
        return asked
    own = interface_language()
    if article is None or article.versions.live().filter(language=own).exists():
        return own
    return article.source_language


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
    return {
        "article": article,
        "language": language,
        "languages": [
            {**language_mark(Language(key), standing), "here": key == language}
            for key, standing in translations_of(article).items()
        ],
        "shown": shown,
        "title": shown.title if shown else article.code,
        "is_live": live is not None,
        "blocks": blocks(shown.body, places_in(shown.body, member)) if shown else [],
        "clauses": clauses_of(shown),
        "waits": waits,
        "unconfirmed": live is not None and live.approved_by_id is None,
        "changes": changes(live, waits) if live and waits else [],
        "waiting_figures": figures_in(waits.body, member) if live and waits else [],
        "versions": [version_row(one, versions) for one in versions],
        "verdict": verdicts_on(Article.objects.filter(pk=article.pk)).get(article.pk),
        "voices": list(article.feedback.select_related("version", "by").order_by("-id")[:VOICES]),
        "is_due": article.retired_at is None and article.review_on <= clock.today(),
        "may_write": may_write(member) and article.retired_at is None,
        "may_confirm": confirms and article.retired_at is None,
        "may_decide": confirms and waits is not None and waits.written_by_id != member.pk,
        "may_second": confirms and live is not None and live.written_by_id != member.pk,
        "may_bring_back": confirms and article.retired_at is not None,
        "may_review": article.retired_at is None and (confirms or article.owner_id == member.pk),
        "is_author": waits is not None and waits.written_by_id == member.pk,
        "categories": [dict(Category.choices)[key] for key in article.categories],
        **settings_block(article, member),
        "entered": entered or QueryDict(),
        "entered_at": (entered or QueryDict()).get("form", ""),
        "wrong": wrong,
        "here": "articles",
    }


def settings_block(article: Article | None, member: Member) -> dict[str, Any]:
    """What may be chosen beside the words."""
    owners = Member.objects.filter(is_active=True, role__in=CASEWORKERS).exclude(role="system")
    audiences = [
        one for one in Audience.choices if one[0] != Audience.RESTRICTED or member.role in READ_RESTRICTED
    ]
    return {
        "audiences": audiences,
        "all_categories": Category.choices,
        "owners": list(owners.order_by("display_name")),
        "chosen_categories": article.categories if article else [],
    }


def clauses_of(version: ArticleVersion | None) -> list[dict[str, Any]]:
    """The clauses that the sentences of a version rest on, with what they say now."""
    if version is None:
        return []
    clauses = clauses_by_code(codes_in(version.body))
    standing = standing_versions(clauses.values())
    behind = {
        one.clause_id
        for one in version.bases.all()
        if one.clause_number < clauses_number(clauses, one.clause_id)
    }
    language, today = interface_language(), clock.today()
    return [
        {
            "clause": clause,
            "name": standing[clause.pk].name_in(language),
            "words": standing[clause.pk].words_in(language),
            "source": standing[clause.pk].source,
            "is_behind": clause.pk in behind or not clause.is_on,
            "applies": standing[clause.pk].applies_on(today),
        }
        for clause in clauses.values()
    ]


def clauses_number(clauses: dict[str, Any], clause_id: int) -> int:
    return next((one.standing for one in clauses.values() if one.pk == clause_id), 0)


def version_row(version: ArticleVersion, versions: list[ArticleVersion]) -> dict[str, Any]:
    before = next((one for one in versions if one.number < version.number), None)
    return {"version": version, "before": before}


def changes(old: ArticleVersion, new: ArticleVersion) -> list[dict[str, Any]]:
    """What changed between two wordings, part by part; a part that is the same is left out."""
    parts = ((_("Title"), "title"), (_("Text"), "body"), (_("How people ask for it"), "asked"))
    return [
        {"label": label, "pieces": compared(getattr(old, name), getattr(new, name))}
        for label, name in parts
        if getattr(old, name) != getattr(new, name)
    ]


def compare_page(article: Article, member: Member, data: QueryDict) -> dict[str, Any]:
    """Two versions of a language; without a choice the newest and the one before."""
    language = language_in(data, article)
    versions = versions_of(article, language)
    numbers = {one.number: one for one in versions}
    new = numbers.get(number_in(data.get("new")), versions[0] if versions else None)
    old = numbers.get(number_in(data.get("old")))
    if old is None and new is not None:
        old = next((one for one in versions if one.number < new.number), None)
    return {
        "article": article,
        "language": language,
        "versions": versions,
        "old": old,
        "new": new,
        "changes": changes(old, new) if old and new else [],
        "shown": [
            {"version": one, "figures": figures}
            for one in (old, new)
            if one and (figures := figures_in(one.body, member))
        ],
        "here": "articles",
    }


def number_in(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else 0


def write_page(
    article: Article | None,
    member: Member,
    data: QueryDict,
    entered: QueryDict | None = None,
    wrong: str = "",
) -> dict[str, Any]:
    """The form of a wording: what stands in the draft, else in the one in force; beside a translation its source."""
    language = language_in(data, None if data.get("language") else article)
    draft = open_wording(article, language) if article else None
    live = article.versions.live().filter(language=language).first() if article else None
    from_version = draft or live
    source = None
    if article and language != article.source_language:
        source = article.versions.live().filter(language=article.source_language).first()
    held = entered or {
        "title": from_version.title if from_version else "",
        "body": from_version.body if from_version else "",
        "asked": from_version.asked if from_version else "",
    }
    return {
        "article": article,
        "language": language,
        "languages": [(one.value, one.label) for one in LANGUAGES],
        "draft": draft,
        "held": held,
        "chosen": entered.getlist("categories") if entered else [],
        "source": source,
        "source_blocks": blocks(source.body, places_in(source.body, member)) if source else [],
        "figures": figures_in(held.get("body", ""), member),
        **settings_block(article, member),
        "wrong": wrong,
        "here": "articles",
    }
