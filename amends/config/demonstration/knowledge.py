"""What the demonstration company knows: its rules and its articles in three languages, and what readers said of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from amends.casework.knowledge.actions.force import rest_on, words_of
from amends.casework.knowledge.actions.loading import lay_in, set_up_clauses
from amends.casework.knowledge.choices import LANGUAGES, Audience, Door, Sureness, VersionState
from amends.casework.knowledge.models import Article, ArticleVersion, Basis, Clause, Feedback, Unanswered
from amends.casework.knowledge.queries import standing_versions
from amends.casework.knowledge.queries.searching import KIND
from amends.casework.knowledge.rules.asking import sought_in
from amends.config.demonstration.company import table
from amends.content.files import FOLDER, load
from amends.foundation.kernel import search
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

AGE, SINCE_REVIEW = timedelta(days=200), timedelta(days=180)
SOURCE = LANGUAGES[0].value


def load_knowledge(people: dict[str, Member], now: datetime) -> None:
    """All at once, because the first page of a fresh house waits for it."""
    house = house_member()
    set_up_clauses(by=house)
    today = timezone.localdate(now)
    rows = table("clauses.toml")["clauses"]
    dated = [
        {
            **row,
            "sureness": Sureness.PRACTICE,
            "effective_from": today - timedelta(days=row["since_days"]),
        }
        for row in rows
    ]
    lay_in(dated, by=house)
    articles = load_articles(people, now)
    load_wordings(articles, people, now)
    load_voices(articles, now)


def load_articles(people: dict[str, Member], now: datetime) -> dict[str, Article]:
    index = load_index()
    Article.objects.bulk_create(
        Article(
            code=code,
            audience=row.get("audience", Audience.PUBLIC),
            categories=row["categories"],
            source_language=SOURCE,
            owner=people[row["owner"]],
            review_on=timezone.localdate(now) + timedelta(days=row["review_in"]),
            reviewed_at=now - SINCE_REVIEW,
            reviewed_by=people["quality"],
            created_at=now - AGE,
        )
        for code, row in index.items()
    )
    return {one.code: one for one in Article.objects.all()}


def load_index() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "articles" / "index.toml").read_text(encoding="utf-8"))


def load_wordings(articles: dict[str, Article], people: dict[str, Member], now: datetime) -> None:
    """Every wording in force, confirmed by somebody else than its author, with what it rests on."""
    source = {one.article_id: one for one in saved(wordings(articles, SOURCE, people, now))}
    others = [
        one
        for language in LANGUAGES
        if language != SOURCE
        for one in wordings(articles, language.value, people, now)
    ]
    for one in others:
        one.follows = source[one.article_id]
    every = [*source.values(), *saved(others)]
    every_clause = {one.pk: one.code for one in Clause.objects.all()}
    standing = standing_versions(Clause.objects.all())
    clauses = {every_clause[pk]: (pk, one.number) for pk, one in standing.items()}
    Basis.objects.bulk_create(basis for one in every for basis in rest_on(one, clauses))
    texts: dict[int, list[str]] = {}
    for one in every:
        texts.setdefault(one.article_id, []).append(words_of(one))
    search.put_many(KIND, [(key, "\n".join(words)) for key, words in texts.items()])


def saved(versions: Iterator[ArticleVersion] | list[ArticleVersion]) -> list[ArticleVersion]:
    """With their ids, which SQLite gives back as well."""
    return ArticleVersion.objects.bulk_create(versions)


def wordings(
    articles: dict[str, Article], language: str, people: dict[str, Member], now: datetime
) -> Iterator[ArticleVersion]:
    for code, row in load("articles", language).items():
        article = articles[code]
        author = people["handler"] if article.owner_id != people["handler"].pk else people["quality"]
        second = people["legal"] if article.owner_id == people["legal"].pk else people["lead"]
        yield ArticleVersion(
            article=article,
            language=language,
            number=1,
            title=row["title"],
            body=row["body"].strip(),
            asked="\n".join(row["asked"]),
            state=VersionState.LIVE,
            written_by=author,
            written_at=now - AGE,
            approved_by=second,
            approved_at=now - SINCE_REVIEW,
            live_at=now - SINCE_REVIEW,
        )


def load_voices(articles: dict[str, Article], now: datetime) -> None:
    """What readers said, and what they looked for in vain."""
    told = table("voices.toml")
    versions = {
        (one.article_id, one.language): one for one in ArticleVersion.objects.live().defer("body", "asked")
    }
    Feedback.objects.bulk_create(
        Feedback(
            article=articles[row["article"]],
            version=versions[articles[row["article"]].pk, row["language"]],
            helped=row["helped"],
            words=row.get("words", ""),
            door=Door.PORTAL,
            at=now - timedelta(days=row["days_ago"]),
        )
        for row in told["feedback"]
    )
    Unanswered.objects.bulk_create(
        Unanswered(
            question=row["question"],
            sought=sought_in(row["question"]),
            language=row["language"],
            door=Door.PORTAL,
            times=row["times"],
            first_at=now - timedelta(days=row["days_ago"] + 20),
            last_at=now - timedelta(days=row["days_ago"]),
        )
        for row in told["unanswered"]
    )
