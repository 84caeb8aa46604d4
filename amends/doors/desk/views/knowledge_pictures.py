"""Pictures of articles: added while an article is written, and handed out to whoever may read it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.knowledge import actions as knowledge
from amends.casework.knowledge.models import Picture
from amends.casework.knowledge.permissions import may_read, may_write
from amends.casework.knowledge.queries import picture_for
from amends.casework.knowledge.rules.pictures import AT_MOST, mark_for
from amends.casework.knowledge.vault import opened, redrawn
from amends.doors.desk.access import allowed, member_of
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.kernel.files import inline_answer
from amends.foundation.organisation.models import Member


def added(request: HttpRequest, member: Member) -> list[tuple[Picture, bool]]:
    """The pictures that were chosen, each kept, with whether it moved; the first that cannot be is refused."""
    files: list[UploadedFile[Any]] = [file for file in request.FILES.getlist("pictures") if file]
    if len(files) > AT_MOST:
        raise Invalid(_("Choose at most %(n)s files.") % {"n": AT_MOST}, field="pictures")
    drawn = [redrawn(one.file, one.size or 0) for one in files]  # type: ignore[arg-type]
    return [(knowledge.add_picture(picture=one, by=member), one.moved) for one in drawn]


def with_marks(request: HttpRequest, member: Member) -> QueryDict:
    """What was typed, with a mark at its end for each picture that came with it: for a page without scripts."""
    typed, language = request.POST.copy(), request.POST.get("language", "")
    marks = [mark_for(one.pk, "", language) for one, _moved in added(request, member)]
    typed["body"] = "\n".join([typed.get("body", "").rstrip(), *marks])
    return typed


@require_POST
@allowed(may_write)
def add(request: HttpRequest) -> JsonResponse:
    """Keeps what was dragged, pasted or chosen, and says by which marks it stands in the text."""
    language = request.POST.get("language", "")
    rows = [
        {
            "number": one.pk,
            "url": reverse("desk:article_picture", args=[one.pk]),
            "mark": mark_for(one.pk, "", language),
            "said": _("It moved. Its first picture is kept.") if moved else "",
        }
        for one, moved in added(request, member_of(request))
    ]
    if not rows:
        raise Invalid(_("Choose a picture first."), field="pictures")
    return JsonResponse({"pictures": rows})


@require_GET
@allowed(may_read)
def picture(request: HttpRequest, picture_id: int) -> HttpResponseBase:
    """The same refusal whether it does not exist or is not for this member."""
    found = picture_for(picture_id, member=member_of(request))
    if found is None:
        raise NotFound(_("This picture does not exist, or it is meant for other roles."))
    return inline_answer(opened(found.sha256), name=found.file_name, content_type=found.content_type)
