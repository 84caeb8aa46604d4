"""Articles as machines ask for them and get them."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema
from pydantic import ConfigDict

from amends.casework.knowledge.choices import Audience, Language
from amends.casework.readings.choices import Category
from amends.doors.api.schemas.entries import LONGEST_PAGE, Words


class ArticleFilters(Schema):
    """Filters of the list of articles; those given must all fit."""

    model_config = ConfigDict(extra="forbid")

    q: Words = Field(
        "", description="A question in anybody's words; the best answers come first", max_length=200
    )
    language: Language | None = Field(None, description="The wording wanted; else by `Accept-Language`")
    category: Category | None = None
    audience: Audience | None = None
    after: Words | None = Field(None, description="`next` of the page before; not together with `q`")
    limit: int = Field(25, ge=1, le=LONGEST_PAGE)


class ArticleRow(Schema):
    code: str
    url: str
    title: str
    language: str = Field(description="Of this wording; the nearest where the one asked for is missing")
    audience: str
    categories: list[str]
    number: int = Field(description="Version of the wording")
    in_force_since: datetime | None


class ArticlePage(Schema):
    items: list[ArticleRow]
    next: str | None = Field(
        description="Send it as `after` to go on; null on the last page and for a question"
    )


class ClauseOut(Schema):
    code: str
    name: str
    words: str
    source: str
    sureness: str = Field(description="P set by the house, V read in the rule, S read in a reliable summary")
    effective_from: date | None
    effective_until: date | None


class ArticlePicture(Schema):
    number: int = Field(description="The number by which the text names it: `[图 12：…]`, `[picture 12: …]`")
    alt: str = Field(description="What it shows, in words")
    url: str
    content_type: str
    width: int
    height: int


class ArticleOut(ArticleRow):
    text: str = Field(
        description="As customers read it, without the marks of the clauses; a mark says where a picture stands"
    )
    pictures: list[ArticlePicture]
    languages: dict[str, str] = Field(description="Language → source, current, outdated or missing")
    clauses: list[ClauseOut]
    review_on: date
