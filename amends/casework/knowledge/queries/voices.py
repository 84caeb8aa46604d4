"""What one reader said of an article, for their own eyes."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from amends.casework.knowledge.models import ArticleVersion, Feedback
from amends.foundation.organisation.models import Member


def visitor_of(visit: str, article_id: int) -> str:
    """A sign of a visit to one article: it leads neither to the visit nor from one article to another."""
    return salted_hmac("amends.knowledge.visitor", f"{article_id}:{visit}").hexdigest()[:32] if visit else ""


def said_in_visit(version: ArticleVersion, visit: str) -> Feedback | None:
    """What a visitor has said of this wording, if anything."""
    visitor = visitor_of(visit, version.article_id)
    return Feedback.objects.filter(version=version, visitor=visitor).first() if visitor else None


def said_by(version: ArticleVersion, member: Member) -> Feedback | None:
    """What a member has said of this wording as its reader, if anything; what they say in a case stands beside it."""
    return Feedback.objects.filter(version=version, by=member, case_id=None).first()
