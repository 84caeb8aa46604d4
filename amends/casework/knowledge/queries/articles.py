"""Articles as somebody may read them, in the language that suits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from amends.casework.knowledge.choices import LANGUAGES, OPEN_STATES, VersionState
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import visible_to
from amends.casework.knowledge.rules.translating import Wording, standing_of
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member


@dataclass(frozen=True)
class Shown:
    """An article in the wording that its reader gets; `is_other` when it is not the language asked for."""

    article: Article
    version: ArticleVersion
    is_other: bool


@dataclass(frozen=True)
class Left:
    """What throwing a draft away leaves: whether the article goes too, or which written-over words are the draft again."""

    goes: bool
    comes_back: ArticleVersion | None = None


def left_without(draft: ArticleVersion, *, by: Member) -> Left:
    """Nobody destroys a colleague's words: the newest of somebody else over which they were written are the draft again.

    Those in its own language, unless another wording took force since; an article that has nothing else goes on in another.
    """
    versions = draft.article.versions
    others = versions.written_over().exclude(written_by=by).select_related("written_by")
    others = others.order_by("-written_at", "-pk")
    here = others.filter(language=draft.language)
    live = versions.live().filter(language=draft.language).first()
    if live is not None:
        here = here.filter(number__gt=live.number, written_at__gte=live.written_at)
    back = here.first()
    if back is None and versions.besides_written_over().exclude(pk=draft.pk).exists():
        return Left(goes=False)
    back = back or others.first()
    return Left(goes=back is None, comes_back=back)


def articles_for(member: Member | None) -> QuerySet[Article]:
    """What a member may read; None is anybody outside the house."""
    return Article.objects.filter(visible_to(member))


def article_by_code(code: str, *, member: Member | None) -> Article | None:
    found = articles_for(member).filter(code=storable(code))
    return found.select_related("owner", "reviewed_by").first()


def live_wordings(articles: Iterable[int], *, member: Member | None) -> QuerySet[ArticleVersion]:
    """The wordings in force of these articles; outside the house only those that a second person confirmed."""
    wanted = ArticleVersion.objects.filter(article__in=articles)
    return wanted.for_customers() if member is None else wanted.live()


def nearest(wordings: Iterable[ArticleVersion], language: str) -> ArticleVersion | None:
    """The wording in a language, else in the nearest: the other Chinese script before English, and the other way round."""
    by_language = {one.language: one for one in wordings}
    order = [
        language,
        *(("zh-Hant", "zh-Hans", "en") if language == "zh-Hans" else ("zh-Hans", "zh-Hant", "en")),
    ]
    return next((by_language[one] for one in order if one in by_language), None)


def shown_in(language: str, article: Article, *, member: Member | None) -> Shown | None:
    """One article in a language or the nearest; None where nothing is in force."""
    version = nearest(live_wordings([article.pk], member=member), language)
    return Shown(article, version, version.language != language) if version else None


def shown_articles(articles: Iterable[Article], language: str, *, member: Member | None) -> list[Shown]:
    """Several articles in a language or the nearest, in their order; those without a wording in force are left out."""
    wanted = list(articles)
    wordings: dict[int, list[ArticleVersion]] = {}
    for one in live_wordings([article.pk for article in wanted], member=member).defer("asked"):
        wordings.setdefault(one.article_id, []).append(one)
    found = []
    for article in wanted:
        version = nearest(wordings.get(article.pk, []), language)
        if version is not None:
            found.append(Shown(article, version, version.language != language))
    return found


def titles_of(codes: Iterable[str], language: str, *, member: Member | None) -> dict[str, str]:
    """What to call articles that may still have no wording in force: the title in force, else that of a draft."""
    wanted = articles_for(member).filter(code__in=codes)
    wordings: dict[str, list[ArticleVersion]] = {}
    for one in (
        ArticleVersion.objects.filter(article__in=wanted)
        .select_related("article")
        .defer("body", "asked")
        .order_by("pk")
    ):
        wordings.setdefault(one.article.code, []).append(one)
    titles = {}
    for code, known in wordings.items():
        shown = nearest([one for one in known if one.state == VersionState.LIVE] or known, language)
        titles[code] = shown.title if shown else code
    return titles


def versions_of(article: Article, language: str) -> list[ArticleVersion]:
    """All wordings in a language, the newest first."""
    wanted = article.versions.filter(language=language).order_by("-number")
    return list(wanted.select_related("written_by", "approved_by", "follows"))


def open_wording(article: Article, language: str) -> ArticleVersion | None:
    """The draft or what waits for a second person; there is one at most."""
    wanted = article.versions.filter(language=language, state__in=OPEN_STATES)
    return wanted.select_related("written_by", "follows").first()


def newest_wording(article: Article, language: str) -> ArticleVersion | None:
    """What a writer goes on from: the open wording, else the one in force."""
    wanted = article.versions.besides_written_over().filter(language=language).order_by("-number")
    return wanted.select_related("written_by").first()


def original_of(article: Article, language: str) -> ArticleVersion | None:
    """What a wording in this language translates, in force or not yet; None for the original itself."""
    return newest_wording(article, article.source_language) if language != article.source_language else None


def under_way_in(articles: Iterable[int]) -> dict[int, dict[str, str]]:
    """Article → language → waiting, draft or returned, where a wording is not in force yet."""
    found: dict[int, dict[str, str]] = {}
    wanted = ArticleVersion.objects.filter(article__in=articles, state__in=OPEN_STATES)
    for article, language, state, why in wanted.values_list("article", "language", "state", "returned_why"):
        returned = state == VersionState.DRAFT and why
        found.setdefault(article, {})[language] = "returned" if returned else state
    return found


def translations_of(article: Article) -> dict[str, str]:
    """Language → missing, outdated, current or source."""
    wanted = ("language", "number", "follows__number", "written_at")
    live = {row[0]: Wording(*row[1:]) for row in article.versions.live().values_list(*wanted)}
    return {language.value: standing_of(language, article.source_language, live) for language in LANGUAGES}
