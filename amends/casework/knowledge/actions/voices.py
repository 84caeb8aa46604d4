"""What readers say of articles, and what they looked for in vain."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from amends.casework.knowledge import text
from amends.casework.knowledge.actions.beats import ensure_in_use, locked, note_down
from amends.casework.knowledge.choices import Door, Language
from amends.casework.knowledge.models import Article, ArticleVersion, Feedback, Unanswered
from amends.casework.knowledge.permissions import ensure_may_confirm, visible_to
from amends.casework.knowledge.rules.masking import masked
from amends.casework.readings.actions import preview
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock, search
from amends.foundation.kernel.errors import NotFound, WrongState
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

KEPT_FOR = timedelta(days=180)
QUESTION_LENGTH, SHORTEST = 200, 2


@transaction.atomic
def say_helped(
    *, article_id: int, language: str, helped: bool, words: str, door: str, by: Member
) -> Feedback:
    """Whether an article helped; `by` the portal's own member for a customer, of whom nothing else is kept."""
    is_customer = by.role == Role.SYSTEM
    articles = Article.objects.in_use().filter(visible_to(None if is_customer else by), pk=article_id)
    wordings = ArticleVersion.objects.filter(article__in=articles, language=language)
    version = (wordings.for_customers() if is_customer else wordings.live()).select_related("article").first()
    if version is None:
        raise NotFound(_("This article does not exist, or it is meant for other roles."))
    said = text.fitting(words, limit=text.WORDS_LENGTH)
    said = masked(said, preview(said)["facts"] if said else (), ())
    feedback = Feedback.objects.create(
        article=version.article,
        version=version,
        helped=helped,
        words=said[: text.WORDS_LENGTH],
        door=Door(door),
        by=None if is_customer else by,
        at=clock.now(),
    )
    if not is_customer:
        note_down(version.article, "article.rated", by=by, data={"helped": helped, "language": language})
    return feedback


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
        Feedback.objects.filter(pk=feedback.pk).update(**said)
        feedback.refresh_from_db()
    return feedback


@transaction.atomic
def note_unanswered(*, question: str, language: str, door: str, by: Member) -> Unanswered | None:
    """Keeps a question for which nothing was found, without what names a person; asked again, it counts once more."""
    words = " ".join(text.plain(question).split())
    if len(words) < SHORTEST or language not in Language.values:
        return None
    words = search.fold(masked(words, preview(words)["facts"], ()))[:QUESTION_LENGTH]
    now = clock.now()
    same = Unanswered.objects.filter(question=words, language=language, settled_at=None)
    if same.update(times=F("times") + 1, last_at=now):
        return same.first()
    row = Unanswered(question=words, language=language, door=Door(door), first_at=now, last_at=now)
    Unanswered.objects.bulk_create([row], ignore_conflicts=True)
    return same.first()


@transaction.atomic
def settle_unanswered(*, row_id: int, by: Member) -> Unanswered:
    """Somebody saw to a question: there is an article now, or it is none of ours."""
    ensure_may_confirm(by)
    row = Unanswered.objects.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise NotFound(_("This question is gone. Reload the page."))
    if row.settled_at is not None:
        raise WrongState(_("Somebody saw to this question already."))
    row.settled_at, row.settled_by = clock.now(), by
    row.save(update_fields=["settled_at", "settled_by"])
    record(
        chain="house", action="question.settled", by=by, data={"question": row.question, "times": row.times}
    )
    return row


def forget_old_questions() -> None:
    """What nobody asked again for half a year says nothing any more."""
    Unanswered.objects.filter(last_at__lt=clock.now() - KEPT_FOR).delete()
