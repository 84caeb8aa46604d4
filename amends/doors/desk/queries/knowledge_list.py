"""The list of articles: searched or filtered, with languages, owner, review and what readers say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amends.casework.knowledge.choices import LANGUAGES, Audience, Language, VersionState
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import may_keep_clauses, may_write
from amends.casework.knowledge.queries import articles_for, found, shown_articles, under_way_in, verdicts_on
from amends.casework.knowledge.rules.translating import Wording, standing_of
from amends.casework.readings.choices import Category
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Member

SIZE = 25
VIEWS = {
    "use": (gettext_lazy("In use"), "book"),
    "waiting": (gettext_lazy("Waiting for a second person"), "hourglass"),
    "review": (gettext_lazy("To be reviewed"), "clock-alert"),
    "drafts": (gettext_lazy("Drafts"), "pencil"),
    "retired": (gettext_lazy("Retired"), "history"),
}
STANDING = {
    "missing": ("plain", gettext_lazy("missing")),
    "outdated": ("orange", gettext_lazy("outdated")),
    "current": ("green", gettext_lazy("current")),
    "source": ("green", gettext_lazy("original")),
}
# What is not in force yet, and which lists of articles look for it.
UNDER_WAY = {
    "waiting": ("yellow", pgettext_lazy("wording", "waits")),
    "returned": ("orange", pgettext_lazy("wording", "given back")),
    "draft": ("yellow", pgettext_lazy("wording", "draft")),
}
LOOKED_FOR = {"waiting": ("waiting",), "drafts": ("draft", "returned")}
SHORT = {Language.ZH_HANS: "简", Language.ZH_HANT: "繁", Language.EN: "EN"}


def knowledge_list(member: Member, data: QueryDict) -> dict[str, Any]:
    today, view = clock.today(), data.get("view", "use")
    view = view if view in VIEWS else "use"
    query = data.get("q", "").strip()[:200]
    page: dict[str, Any] = {
        "view": view,
        "query": query,
        "audience": data.get("audience", ""),
        "category": data.get("category", ""),
        "audiences": Audience.choices,
        "categories": Category.choices,
        "may_write": may_write(member),
        "may_keep_clauses": may_keep_clauses(member),
        "here": "articles",
    }
    if query:
        hits = found(query, language=interface_language(), member=member, limit=SIZE)
        return {**page, "rows": rows_of([hit.shown.article for hit in hits], member, today), "views": []}
    articles = filtered(in_view(articles_for(member), view, today), data)
    order = ("review_on", "id") if view == "review" else ("code", "id")
    listed = keyset_page(articles.select_related("owner"), order=order, after=data.get("after"), size=SIZE)
    base = f"{reverse('desk:knowledge')}?view={view}" + "".join(
        f"&{name}={data[name]}" for name in ("audience", "category") if data.get(name) in filters(name)
    )
    return {
        **page,
        "rows": rows_of(listed.items, member, today, view),
        "views": [
            {
                "label": label,
                "icon": icon,
                "url": f"{reverse('desk:knowledge')}?view={key}",
                "here": key == view,
            }
            for key, (label, icon) in VIEWS.items()
        ],
        "previous_url": f"{base}&after={listed.previous}" if listed.previous else "",
        "next_url": f"{base}&after={listed.next}" if listed.next else "",
    }


def filters(name: str) -> list[str]:
    return list(Audience.values if name == "audience" else Category.values)


def in_view(articles: QuerySet[Article], view: str, today: date) -> QuerySet[Article]:
    versions = ArticleVersion.objects.filter(article=OuterRef("pk"))
    if view == "retired":
        return articles.filter(retired_at__isnull=False)
    articles = articles.in_use()  # type: ignore[attr-defined]
    if view == "review":
        return articles.filter(review_on__lte=today)
    if view == "waiting":
        return articles.filter(Exists(versions.filter(state=VersionState.WAITING)))
    if view == "drafts":
        return articles.filter(Exists(versions.filter(state=VersionState.DRAFT)))
    return articles.filter(Exists(versions.filter(state=VersionState.LIVE)))


def filtered(articles: QuerySet[Article], data: QueryDict) -> QuerySet[Article]:
    if data.get("audience") in Audience.values:
        articles = articles.filter(audience=data["audience"])
    if data.get("category") in Category.values:
        # A list of a few words in JSON: the quotes keep one word from being found in another, on both databases.
        articles = articles.filter(categories__icontains=f'"{data["category"]}"')
    return articles


def rows_of(articles: Iterable[Article], member: Member, today: date, view: str = "") -> list[dict[str, Any]]:
    """As many questions for a page, however many articles stand on it."""
    listed = list(articles)
    ids = [one.pk for one in listed]
    shown = {one.article.pk: one for one in shown_articles(listed, interface_language(), member=member)}
    titles = {
        one.article_id: one.title
        for one in ArticleVersion.objects.filter(article__in=[pk for pk in ids if pk not in shown])
        .only("article", "title")
        .order_by("number")
    }
    under_way = under_way_in(ids)
    standing = standing_by_article(listed, under_way)
    verdicts = verdicts_on(Article.objects.filter(pk__in=ids))
    categories = dict(Category.choices)
    return [
        {
            "article": one,
            "url": way_to(one, under_way.get(one.pk, {}), view),
            "title": shown[one.pk].version.title if one.pk in shown else titles.get(one.pk, one.code),
            "lang": shown[one.pk].version.language if one.pk in shown else one.source_language,
            "categories": [categories[key] for key in one.categories],
            "languages": standing[one.pk],
            "is_due": one.retired_at is None and one.review_on <= today,
            "verdict": verdicts.get(one.pk),
        }
        for one in listed
    ]


def way_to(article: Article, under_way: Mapping[str, str], view: str) -> str:
    """To the language in which stands what the list was asked for, the reader's own before others."""
    way = reverse("desk:article", args=[article.code])
    asked = [one for one in LANGUAGES if under_way.get(one) in LOOKED_FOR.get(view, ())]
    if not asked:
        return way
    own = interface_language()
    return f"{way}?language={own if own in asked else asked[0].value}"


def standing_by_article(
    articles: list[Article], under_way: Mapping[int, Mapping[str, str]]
) -> dict[int, list[dict[str, Any]]]:
    live: dict[int, dict[str, Wording]] = {}
    versions = ArticleVersion.objects.live().filter(article__in=[one.pk for one in articles])
    wanted = ("article", "language", "number", "follows__number", "written_at")
    for article_id, language, *rest in versions.values_list(*wanted):
        live.setdefault(article_id, {})[language] = Wording(*rest)
    return {
        article.pk: [
            language_mark(
                language,
                standing_of(language, article.source_language, live.get(article.pk, {})),
                under_way.get(article.pk, {}).get(language, ""),
            )
            for language in LANGUAGES
        ]
        for article in articles
    }


def language_mark(language: Language, standing: str, under_way: str = "") -> dict[str, Any]:
    """How a language stands; what is under way in it says more than what is in force."""
    tone, word = STANDING[standing]
    words = _("%(language)s: %(standing)s") % {"language": language.label, "standing": word}
    if under_way:
        tone, further = UNDER_WAY[under_way]
        words = _("%(words)s, %(further)s") % {"words": words, "further": further}
    return {
        "language": language.value,
        "short": SHORT[language],
        "name": language.label,
        "tone": tone,
        "standing": standing,
        "under_way": UNDER_WAY[under_way][1] if under_way else "",
        "words": words,
    }
