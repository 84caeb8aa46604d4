"""Giving out tokens, taking them back, and counting what they are used for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from amends.doors.api.choices import Scope
from amends.doors.api.models import PER_MINUTE, ApiToken
from amends.doors.api.permissions import ensure_may_carry_a_token
from amends.doors.api.rules import digest_of, new_secret
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import ensure_may_administer


@transaction.atomic
def add_token(
    *, name: str, member: Member, scopes: Sequence[str], by: Member, per_minute: int = PER_MINUTE
) -> tuple[ApiToken, str]:
    """Issues a token and gives its secret, which can be shown this once only."""
    ensure_may_administer(by)
    ensure_may_carry_a_token(member)
    if not scopes or not set(scopes) <= set(Scope.values):
        raise Invalid(
            _("Choose from these scopes: %(scopes)s.") % {"scopes": ", ".join(Scope.values)}, field="scopes"
        )
    if not name.strip() or per_minute < 1:
        raise Invalid(_("A token needs a name and at least one request a minute."), field="name")
    if ApiToken.objects.filter(name=name.strip(), revoked_at=None).exists():
        raise Conflict(_("There is a token of this name already. Choose another name or revoke that one."))
    secret = new_secret()
    token = ApiToken.objects.create(
        name=name.strip()[:80],
        digest=digest_of(secret),
        member=member,
        scopes=sorted(set(scopes)),
        per_minute=per_minute,
        created_at=clock.now(),
    )
    data = {"token": token.name, "member": member.username, "scopes": token.scopes, "per_minute": per_minute}
    record(chain="house", action="api.token_added", by=by, data=data)
    return token, secret


@transaction.atomic
def revoke_token(*, name: str, by: Member) -> ApiToken:
    """Takes a token back: the next request with it is refused."""
    ensure_may_administer(by)
    token = ApiToken.objects.select_for_update().filter(name=name, revoked_at=None).first()
    if token is None:
        raise NotFound(_("There is no token of this name."))
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    record(chain="house", action="api.token_revoked", by=by, data={"token": token.name})
    return token


def take(*, token: ApiToken, size: int, window: int, at: datetime) -> bool:
    """Takes `size` requests out of this minute's allowance; False when it does not hold so many any more.

    Also notes when the token was last used, so that use is noted without a statement of its own.
    """
    row = ApiToken.objects.filter(pk=token.pk)
    within = {"window": window, "taken__lte": token.per_minute - size}
    if row.filter(**within).update(taken=F("taken") + size):
        return True
    if row.filter(window__lt=window).update(window=window, taken=size, last_used_at=at):
        return True
    # Another process opened the minute in between.
    return bool(row.filter(**within).update(taken=F("taken") + size))
