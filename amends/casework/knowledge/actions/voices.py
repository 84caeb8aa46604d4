"""What readers say of articles, and what they looked for in vain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from amends.casework.knowledge import text
from amends.casework.knowledge.actions.beats import ensure_in_use, locked, note_down
from amends.casework.knowledge.choices import Door, Language
from amends.casework.knowledge.models import Article, ArticleVersion, Feedback, Unanswered
from amends.casework.knowledge.permissions import ensure_may_confirm, visible_to
from amends.casework.knowledge.queries.voices import said_by, said_in_visit, visitor_of
from amends.casework.knowledge.rules.asking import cut, says_something, sought_in
from amends.casework.knowledge.rules.masking import masked
from amends.casework.readings.actions import preview
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

KEPT_FOR = timedelta(days=180)


@transaction.atomic
def say_helped(
    *, article_id: int, language: str, helped: bool, words: str, door: str, visit: str = "", by: Member
) -> Feedback:
    """Whether an article helped: one standing voice a person and wording, the newest.

    `by` is the portal's own member for a customer, of whom nothing is kept but a sign of their visit to this article.
    """
    is_customer = by.role == Role.SYSTEM
    version = _readable(article_id, language, None if is_customer else by)
    said = text.fitting(words, limit=text.WORDS_LENGTH)
    said = masked(said, preview(said)["facts"] if said else (), ())[: text.WORDS_LENGTH]
    visitor = visitor_of(visit, article_id) if is_customer else ""
    before = said_in_visit(version, visit) if is_customer else said_by(version, by)
    if before is not None:
        if before.helped == helped:
            said = said or before.words
        before.delete()
    feedback = Feedback.objects.create(
        article=version.article,
        version=version,
        helped=helped,
        words=said,
        door=Door(door),
        by=None if is_customer else by,
        visitor=visitor,
        at=clock.now(),
    )
    if not is_customer and (before is None or before.helped != helped):
        note_down(version.article, "article.rated", by=by, data={"helped": helped, "language": language})
    return feedback


def _readable(article_id: int, language: str, member: Member | None) -> ArticleVersion:
    """The wording in force that a reader gets, locked; None is anybody outside the house."""
    articles = Article.objects.in_use().filter(visible_to(member), pk=article_id)
    wordings = ArticleVersion.objects.select_for_update(of=("self",))
    wordings = wordings.filter(article__in=articles, language=language)
    wanted = wordings.for_customers() if member is None else wordings.live()
    version = wanted.select_related("article").first()
    if version is None:
        raise NotFound(_("This article does not exist, or it is meant for other roles."))
    return version


@transaction.atomic
def say_in_case(
    *, article_id: int, language: str, helped: bool, case_id: int, category: str, by: Member
) -> Feedback:
    """Whether a suggestion helped in a case that the caller has permitted; said again, the last word counts."""
    article = locked(article_id, by=by)
    ensure_in_use(article)
    version = article.versions.live().filter(language=language).first()
    if version is None:
        raise NotFound(_("This article does not exist, or it is meant for other roles."))
    said = {"helped": helped, "category": category, "version": version, "at": clock.now()}
    feedback, is_new = Feedback.objects.get_or_create(
        article=article, by=by, case_id=case_id, defaults={**said, "door": Door.DESK}
    )
    if is_new or feedback.helped != helped:
        note_down(article, "article.rated", by=by, data={"helped": helped, "language": language})
    if not is_new:
        feedback.delete()
        feedback = Feedback.objects.create(article=article, by=by, case_id=case_id, door=Door.DESK, **said)
    return feedback


@transaction.atomic
def note_unanswered(
    *, question: str, language: str, door: str, names: Iterable[str] = (), by: Member
) -> Unanswered | None:
    """Keeps a question for which nothing was found, with numbers and known names covered; asked again, it counts once more.

    `names` are those that the caller knows of. None is returned for what has no words or in no language of the house.
    """
    words = text.plain(question)
    if language not in Language.values or not says_something(words):
        return None
    words = cut(masked(words, preview(words)["facts"], [*names, *_colleagues_in(words)]))
    sought = sought_in(words)
    if not says_something(words):
        return None
    now = clock.now()
    same = Unanswered.objects.filter(sought=sought, settled_at=None)
    if same.update(times=F("times") + 1, last_at=now):
        return same.first()
    row = Unanswered(
        question=words, sought=sought, language=language, door=Door(door), first_at=now, last_at=now
    )
    Unanswered.objects.bulk_create([row], ignore_conflicts=True)
    return same.first()


def _colleagues_in(words: str) -> list[str]:
    """The names of those who work here that stand in the words."""
    people = Member.objects.exclude(role=Role.SYSTEM).exclude(display_name="")
    known = people.values_list("display_name", flat=True)
    return [name for name in known if name.casefold() in words.casefold()]


@transaction.atomic
def settle_unanswered(
    *, row_id: int, note: str = "", article_id: int | None = None, by: Member
) -> Unanswered:
    """Somebody saw to a question: an article answers it now, or a note says why none will."""
    ensure_may_confirm(by)
    row = Unanswered.objects.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise NotFound(_("This question is gone. Reload the page."))
    if row.settled_at is not None:
        raise WrongState(_("Somebody saw to this question already."))
    article = _answering(article_id, by=by)
    said = " ".join(text.fitting(note, limit=text.WHY_LENGTH).split())
    _ensure_answers(row, article, said)
    row.settled_at, row.settled_by = clock.now(), by
    row.settled_note, row.settled_article = said, article
    row.save(update_fields=["settled_at", "settled_by", "settled_note", "settled_article"])
    record(
        chain="house",
        action="question.settled",
        by=by,
        data={"question": row.question, "times": row.times, "code": article.code if article else ""},
        reason=said,
    )
    return row


def _ensure_answers(row: Unanswered, article: Article | None, said: str) -> None:
    """It is one of the two, and customers can read what is to answer them."""
    if article is None and not said:
        raise Invalid(_("Choose the article that answers it, or note why none is needed."), field="note")
    if article is not None and said:
        sentence = _(
            "This names an article that answers it, and says why none is needed. Clear the field that does not apply."
        )
        raise Invalid(sentence, field="note")
    if article and row.door == Door.PORTAL and not article.versions.for_customers().exists():
        sentence = _(
            "Customers asked this, and they cannot read that article. Choose one they can read, or clear it and note why none is needed."
        )
        raise Invalid(sentence, field="article")


def _answering(article_id: int | None, *, by: Member) -> Article | None:
    if article_id is None:
        return None
    article = Article.objects.in_use().filter(visible_to(by), pk=article_id).first()
    if article is None:
        raise NotFound(_("This article does not exist, or it is meant for other roles."))
    return article


def forget_old_questions() -> None:
    """What nobody asked again for half a year says nothing any more; an article in use is found by what it answers.

    Nobody is led to a retired one: as long after its end what customers asked goes as well.
    """
    before = clock.now() - KEPT_FOR
    silent = Q(last_at__lt=before, settled_article=None)
    Unanswered.objects.filter(silent | Q(settled_article__retired_at__lt=before)).delete()
