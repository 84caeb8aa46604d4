"""Giving out tokens, taking them back, counting what they are used for, and doing once what is asked twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from amends.doors.api.choices import Scope
from amends.doors.api.models import PER_MINUTE, ApiToken, Receipt
from amends.doors.api.permissions import ensure_may_carry_a_token
from amends.doors.api.rules import digest_of, new_secret, stored_key
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import ensure_may_administer

RECEIPTS_KEPT = timedelta(days=30)


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


@transaction.atomic
def once(*, token: ApiToken, key: str | None, said: str, act: Callable[[], int]) -> int:
    """Does it and gives the id of what it made; with a key that did it before nothing is done and the id is the same.

    The receipt stands in the transaction of the change: of two who send the same key at once, the second waits for the first.
    """
    if not key:
        return act()
    asked = {"token": token, "said": digest_of(said), "at": clock.now()}
    receipt, is_new = Receipt.objects.get_or_create(key=stored_key(token.pk, key), defaults=asked)
    if not is_new:
        if receipt.said != asked["said"]:
            raise Invalid(
                _("This key was used for another request. Every request needs a key of its own."),
                field="Idempotency-Key",
                code="key_reused",
            )
        return receipt.row or 0
    receipt.row = act()
    receipt.save(update_fields=["row"])
    return receipt.row


def forget_receipts() -> None:
    """After a month nobody repeats a request whose answer was lost."""
    Receipt.objects.filter(at__lt=clock.now() - RECEIPTS_KEPT).delete()
