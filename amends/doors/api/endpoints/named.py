"""People and departments as machines name them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Department, Member


def member_named(username: str | None, field: str = "to") -> Member | None:
    if not username:
        return None
    found = Member.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise Invalid(_("There is no member %(name)s.") % {"name": username}, field=field)
    return found


def department_named(code: str, field: str = "department") -> Department:
    department = Department.objects.filter(code=code).first()
    if department is None:
        raise Invalid(_("There is no department %(code)s.") % {"code": code}, field=field)
    return department
