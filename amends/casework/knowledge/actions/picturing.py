"""Pictures of articles: added by who writes, taken up by a text, forgotten where no text took them up."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.knowledge.models import Article, ArticleVersion, Depiction, Picture
from amends.casework.knowledge.permissions import ensure_may_write
from amends.casework.knowledge.queries.pictures import picture_for, put_down
from amends.casework.knowledge.rules import pictures
from amends.casework.knowledge.vault import Redrawn, put_away, throw_away
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, TooLarge
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

# Who adds and who throws away take their turn by it, so that nobody throws away what another just added.
CHAIN = "pictures"
# Pictures of one person that stand in no text yet.
LOOSE_AT_MOST = 60
AT_ONCE = 200


@transaction.atomic
def add_picture(*, picture: Redrawn, by: Member) -> Picture:
    """Keeps a picture for a text that is being written; nobody but its writer sees it until a text takes it up."""
    ensure_may_write(by)
    if Picture.objects.filter(article=None, added_by=by).count() >= LOOSE_AT_MOST:
        raise Conflict(
            _("%(n)s of your pictures stand in no text yet. Put them into an article and keep it first.")
            % {"n": LOOSE_AT_MOST}
        )
    added = Picture.objects.create(
        sha256=picture.sha256,
        content_type=picture.content_type,
        size=len(picture.data),
        width=picture.width,
        height=picture.height,
        added_by=by,
        added_at=clock.now(),
    )
    record(chain=CHAIN, action="picture.added", by=by, data={"picture": added.pk, "sha256": added.sha256})
    put_away(picture)
    return added


def taken_up(article: Article, body: str, *, by: Member) -> list[Picture]:
    """The pictures that a text names, from now on the article's; raises Invalid for one that cannot stand there."""
    _ensure_told(body)
    numbers = pictures.numbers_in(body)
    if not numbers:
        return []
    found = {one.pk: one for one in Picture.objects.select_for_update(of=("self",)).filter(pk__in=numbers)}
    for number in numbers:
        picture = found.get(number)
        own = picture is not None and picture.article_id is None and picture.added_by_id == by.pk
        if picture is None or not (picture.article_id == article.pk or own):
            raise Invalid(_not_here(number, by), field="body")
    loose = [one for one in found.values() if one.article_id is None]
    Picture.objects.filter(pk__in=[one.pk for one in loose]).update(article=article)
    return [found[number] for number in numbers]


def _not_here(number: int, by: Member) -> str:
    """Why a picture cannot stand in a text; of one that a member may not see, nothing is said but that."""
    if picture_for(number, member=by) is not None:
        said = _(
            "Picture %(n)s belongs to another article. Save it from there and choose it here, or take the mark out."
        )
    else:
        said = _("There is no picture %(n)s in this article. Choose it again, or take the mark out.")
    return said % {"n": number}


def _ensure_told(body: str) -> None:
    """Every picture says in words what it shows, for those who do not see it and for the search."""
    marks = pictures.marks_in(body)
    if open_marks := pictures.unclosed(body):
        said = _("The mark of picture %(n)s has no end. Close it with “]”, in the same line.")
        raise Invalid(said % {"n": open_marks[0]}, field="body")
    if untold := pictures.untold(marks):
        said = _(
            "Say in words what picture %(n)s shows: [picture %(n)s: …]. Who does not see it hears these words."
        )
        raise Invalid(said % {"n": untold[0]}, field="body")
    for one in marks:
        if len(one.alt) > pictures.ALT_LENGTH:
            raise TooLarge(
                _(
                    "What picture %(n)s shows is said in more than %(limit)s characters. Put the rest into the text."
                )
                % {"n": one.number, "limit": pictures.ALT_LENGTH}
            )
    if len(marks) > pictures.AT_MOST:
        raise TooLarge(
            _("An article shows %(limit)s pictures at most. Make two articles of it.")
            % {"limit": pictures.AT_MOST}
        )


def depict(version: ArticleVersion, shown: list[Picture]) -> None:
    """Notes which pictures a version shows."""
    version.depictions.all().delete()
    Depiction.objects.bulk_create(Depiction(version=version, picture=one) for one in shown)


def forget_pictures() -> None:
    """Pictures that no version shows go away, with their bytes."""
    for picture_id in list(put_down().order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        forget_picture(picture_id=picture_id, by=house_member())


@transaction.atomic
def forget_picture(*, picture_id: int, by: Member) -> None:
    """One picture that still stands nowhere; the same bytes under another number stay."""
    picture = put_down().select_for_update(of=("self",)).filter(pk=picture_id).first()
    if picture is not None:
        _forget(picture, by=by)


def forget_pictures_of(article: Article, *, by: Member) -> None:
    """Those of an article that goes away; no version shows them any more."""
    for picture in Picture.objects.select_for_update(of=("self",)).filter(article=article).order_by("pk"):
        _forget(picture, by=by)


def _forget(picture: Picture, *, by: Member) -> None:
    data = {"picture": picture.pk, "sha256": picture.sha256}
    record(chain=CHAIN, action="picture.forgotten", by=by, data=data)
    picture.delete()
    if not Picture.objects.filter(sha256=picture.sha256).exists():
        throw_away(picture.sha256)
