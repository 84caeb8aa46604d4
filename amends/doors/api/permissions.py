"""What a token may be used for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.casework.cases.permissions import may_work
from amends.doors.api.choices import Scope
from amends.doors.api.models import ApiToken
from amends.foundation.kernel.errors import Invalid, NotPermitted
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.permissions import may_redeem


def ensure_scope(token: ApiToken, scope: Scope) -> None:
    if scope not in token.scopes:
        raise NotPermitted(
            _("This token has no scope %(scope)s. An administrator can issue one that has it.")
            % {"scope": scope.value}
        )


def ensure_may_carry_a_token(member: Member) -> None:
    """A machine acts as a person who works on cases, in the warehouse or in finance; never as the house itself, which may do what no person may."""
    if member.role == Role.SYSTEM or not (may_work(member) or may_redeem(member)):
        raise Invalid(
            _("%(who)s does not work on cases. Name a member who does.") % {"who": member.username},
            field="member",
        )
