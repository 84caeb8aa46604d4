"""Beginning an article, and writing its words in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from amends.casework.knowledge import text
from amends.casework.knowledge.actions.beats import ensure_in_use, locked, note_down
from amends.casework.knowledge.actions.force import rest_on
from amends.casework.knowledge.actions.picturing import depict, taken_up
from amends.casework.knowledge.actions.settings import audience_in, categories_in, owner_in, review_day
from amends.casework.knowledge.choices import Doubt, Language, VersionState
from amends.casework.knowledge.events import DraftWrittenOn
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import ensure_may_write
from amends.casework.knowledge.queries.articles import newest_wording, original_of
from amends.casework.knowledge.queries.clauses import standings_by_code
from amends.casework.knowledge.rules.sentences import codes_in
from amends.casework.knowledge.rules.stamping import NOTHING
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

REVIEW_AFTER = timedelta(days=180)
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{2,59}")


@transaction.atomic
def start_article(
    *,
    code: str,
    language: str,
    words: Mapping[str, str],
    audience: str,
    categories: Iterable[str],
    owner_id: int | None = None,
    review_on: date | None = None,
    drafted_from: str = "",
    by: Member,
) -> ArticleVersion:
    """A new article with its first draft; nobody but those who work here reads it until the draft is in force."""
    ensure_may_write(by)
    if language not in Language.values:
        raise Invalid(_("Choose one of the languages offered."), field="language")
    now = clock.now()
    article = Article(
        code=new_code(code),
        audience=audience_in(audience, by=by),
        categories=categories_in(categories),
        source_language=language,
        owner=owner_in(owner_id, audience, by=by),
        review_on=review_day(review_on, clock.today()) if review_on else clock.today() + REVIEW_AFTER,
        drafted_from=drafted_from[:20],
        created_at=now,
    )
    article.save()
    note_down(article, "article.begun", by=by, data={"audience": audience, "case": article.drafted_from})
    return write_wording(article_id=article.pk, language=language, words=words, by=by)


def new_code(code: str) -> str:
    """A short name for the address that no article has yet."""
    name = code.strip().lower()
    if not _CODE.fullmatch(name):
        raise Invalid(_("The short name has 3 to 60 small letters, digits and hyphens."), field="code")
    if Article.objects.filter(code=name).exists():
        raise Conflict(_("There is an article with this short name already. Choose another one."))
    return name


@transaction.atomic
def write_wording(
    *,
    article_id: int,
    language: str,
    words: Mapping[str, str],
    seen: str | None = None,
    original: str | None = None,
    by: Member,
) -> ArticleVersion:
    """Writes the draft of a language, or begins the next one.

    `seen` is the stamp of the newest wording that the writer looked at, `original` that of the original beside a
    translation, each empty where there was none; if it is another by now nothing is written. None is not compared.
    What somebody else wrote in the draft stays, as a version of its own.
    """
    ensure_may_write(by)
    article = locked(article_id, by=by)
    ensure_in_use(article)
    if language not in Language.values:
        raise Invalid(_("Choose one of the languages offered."), field="language")
    version, source = _draft_of(article, language, by=by), original_of(article, language)
    _ensure_seen(newest_wording(article, language), source, seen, original)
    before, stood = version.written_by_id, version.stamp
    _put_in(version, words, source, by=by)
    if version.written_by_id != before and version.stamp != stood:
        _lay_aside_what_stood(version)
    clauses = known_clauses(version.body)
    shown = taken_up(article, version.body, by=by)
    version.save()
    version.bases.all().delete()
    version.bases.bulk_create(rest_on(version, clauses))
    depict(version, shown)
    said = {"language": language, "number": version.number}
    note_down(article, "article.written", by=by, data={**said, "pictures": [one.pk for one in shown]})
    if version.written_by_id != before:
        publish(DraftWrittenOn(version_id=version.pk, author_id=before))
    return version


def _lay_aside_what_stood(version: ArticleVersion) -> None:
    """The words of the other author stay under their number; those written now are the next version."""
    ArticleVersion.objects.filter(pk=version.pk).update(state=VersionState.REPLACED)
    numbers = version.article.versions.filter(language=version.language).aggregate(last=Max("number"))
    version.pk, version.number = None, numbers["last"] + 1
    version._state.adding = True


def _ensure_seen(
    newest: ArticleVersion | None, source: ArticleVersion | None, seen: str | None, original: str | None
) -> None:
    """Nobody writes over words that they have not seen, nor translates what does not stand there any more."""
    if seen is not None and seen != (newest.stamp if newest else NOTHING):
        raise Conflict(
            _(
                "Somebody wrote on this in the meantime, or you did in another window. Nothing was kept yet: both wordings stand below."
            ),
            code="written_meanwhile",
        )
    if original is not None and original != (source.stamp if source else NOTHING):
        raise Conflict(
            _("The original was changed while you wrote. Hold your words against it and keep them again."),
            code="original_changed",
        )


def _put_in(
    version: ArticleVersion, words: Mapping[str, str], source: ArticleVersion | None, *, by: Member
) -> None:
    """The words as they are kept; who changes nothing does not become their author."""
    before = (version.stamp, version.follows_id)
    version.title = text.one_line(words.get("title", ""), limit=text.TITLE_LENGTH, field="title")
    version.body = text.needed(words.get("body", ""), limit=text.BODY_LENGTH, field="body")
    version.asked = text.fitting(words.get("asked", ""), limit=text.ASKED_LENGTH)
    version.follows = source
    behind = source is not None and source.written_at > version.written_at
    if behind or before != (version.stamp, version.follows_id):
        version.written_by, version.written_at = by, clock.now()


def _draft_of(article: Article, language: str, *, by: Member) -> ArticleVersion:
    """The draft that may be written over, or a new one after the last version."""
    versions = article.versions.filter(language=language)
    if versions.filter(state=VersionState.WAITING).exists():
        raise WrongState(
            _(
                "A wording in this language waits for a second person. Let it be decided, or let its author take it back."
            )
        )
    draft = versions.filter(state=VersionState.DRAFT).first()
    if draft is not None:
        return draft
    last = versions.order_by("-number").first()
    return ArticleVersion(
        article=article,
        language=language,
        number=last.number + 1 if last else 1,
        written_by=by,
        written_at=clock.now(),
    )


def known_clauses(body: str) -> dict[str, tuple[int, int]]:
    """Code → id and the version in force of the clauses that a text names; raises Invalid for one that may not be used."""
    codes = codes_in(body)
    found = standings_by_code(codes)
    for code in codes:
        if code not in found:
            raise Invalid(
                _("There is no clause %(code)s. Look it up among the clauses.") % {"code": code}, field="body"
            )
        if found[code].doubt() == Doubt.OFF:
            said = _("Clause %(code)s is not in use. Confirm its source first, or take the mark out.")
            raise Invalid(said % {"code": code}, field="body")
    return {code: (one.clause.pk, one.version.number) for code, one in found.items()}
