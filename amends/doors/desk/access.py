"""Who gets into the desk, and how a case in an address becomes the case itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.casework.cases.actions.viewing import note_viewing
from amends.casework.cases.choices import Door
from amends.casework.cases.models import Case
from amends.casework.cases.queries import case_by_number
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted
from amends.foundation.organisation.models import Member

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def member_of(request: HttpRequest) -> Member:
    """The signed-in member; only behind `signed_in`."""
    return cast(Member, request.user)


def signed_in(view: View[P, R]) -> Guarded[P]:
    """Sends people to the sign-in page; tells a script that the session ended, so that it keeps what was written."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if "application/json" in request.headers.get("Accept", "") or request.headers.get("HX-Request"):
            message = _("You are no longer signed in. What you wrote is kept here; sign in again and go on.")
            return JsonResponse(
                {"error": "signed_out", "message": message, "sign_in": reverse("account_login")}, status=401
            )
        return redirect_to_login(where_to_go_on(request))

    return wrapped


def where_to_go_on(request: HttpRequest) -> str:
    """Back to where one was; after something was sent to the page it was sent from, because its own address shows nothing."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    here = before.netloc == request.get_host() and before.path != request.path
    at_desk = request.path.startswith("/desk/")
    if here and before.path.startswith("/desk/") == at_desk:
        return urlunsplit(("", "", before.path, before.query, ""))
    return reverse("desk:start") if at_desk else "/"


def allowed(test: Callable[[Member], bool]) -> Callable[[View[P, R]], Guarded[P]]:
    """Only for members who pass the test; everybody else is told so."""

    def decorate(view: View[P, R]) -> Guarded[P]:
        @signed_in
        @wraps(view)
        def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not test(member_of(request)):
                raise NotPermitted()
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def the_case(number: str, member: Member) -> Case:
    """The case of this number, or the same refusal whether it does not exist or is not for this member."""
    case = case_by_number(number, member=member)
    if case is None:
        raise NotFound(_("This case does not exist, or it belongs to another team."))
    note_viewing(case=case, door=Door.DESK, by=member)
    return case


def confirmed_in(data: Any) -> bool:
    """Whether the second person confirms or turns down; anything else is neither, and changes nothing."""
    answer = data.get("answer")
    if answer not in ("confirm", "no"):
        raise Invalid(_("Say whether you confirm it or turn it down."), field="answer")
    return bool(answer == "confirm")


def version_in(data: Any) -> int | None:
    """The version of the case that the sender looked at."""
    value = str(data.get("version", ""))
    return int(value) if value.isdigit() and len(value) < 10 else None
