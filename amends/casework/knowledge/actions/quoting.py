"""Putting words of an article into a reply, so that it is known where they went."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.knowledge import text
from amends.casework.knowledge.choices import Audience
from amends.casework.knowledge.models import Article, ArticleVersion, Quotation
from amends.casework.knowledge.permissions import ensure_is_house, visible_to
from amends.casework.knowledge.queries.clauses import barred_in
from amends.casework.knowledge.rules.pictures import without_pictures
from amends.casework.knowledge.rules.sentences import without_marks
from amends.casework.knowledge.rules.showing import codes_behind
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Member


@transaction.atomic
def quote_article(
    *, version_id: int, words: str, case_id: int, number: str, chain: str, category: str = "", by: Member
) -> Quotation:
    """Notes that words of a wording in force go into the reply of a case that the caller has permitted; cases stand above."""
    articles = Article.objects.in_use().filter(visible_to(by))
    version = (
        ArticleVersion.objects.live()
        .select_related("article")
        .filter(article__in=articles, pk=version_id)
        .first()
    )
    if version is None:
        raise NotFound(_("This article does not exist, or it is meant for other roles."))
    if version.article.audience != Audience.PUBLIC or version.approved_by_id is None:
        raise NotPermitted(_("This article is for the house only. Say it in your own words."))
    said = text.needed(words, limit=text.BODY_LENGTH, field="words")
    if said not in without_marks(without_pictures(version.body)):
        raise Invalid(_("These words do not stand in the article any more. Reload the page."), field="words")
    ensure_not_barred(version, said)
    quotation = Quotation.objects.create(
        version=version, case_id=case_id, number=number, words=said, category=category, by=by, at=clock.now()
    )
    data = {"code": version.article.code, "language": version.language, "number": version.number}
    record(chain=chain, action="article.quoted", by=by, data=data)
    return quotation


def ensure_not_barred(version: ArticleVersion, words: str) -> None:
    """Nothing goes to a customer that rests on a clause which is off, out of its days or not in force yet."""
    barred = barred_in(codes_behind(version.body, words))
    for code, doubt in barred.items():
        raise WrongState(
            _("It rests on clause %(code)s: %(doubt)s. Say what is right today in your own words.")
            % {"code": code, "doubt": doubt.label}
        )


@transaction.atomic
def note_sent(*, case_id: int, body: str, by: Member) -> int:
    """A letter went out: which words of articles went with it; heard twice, the first time counts."""
    ensure_is_house(by)
    waiting = Quotation.objects.filter(case_id=case_id, sent_at=None)
    sent = [one.pk for one in waiting.select_for_update(of=("self",)) if one.words in body]
    return Quotation.objects.filter(pk__in=sent).update(sent_at=clock.now()) if sent else 0
