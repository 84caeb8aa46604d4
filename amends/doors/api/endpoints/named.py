"""People and departments as machines name them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.casework.customers.actions import find_or_add_customer
from amends.casework.customers.choices import IdentityKind, Source
from amends.casework.customers.models import Customer
from amends.casework.readings.queries import language_of
from amends.doors.api.schemas.purchases import BuyerEntry
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Department, Member

# What a system of the house sends comes from its own records: the customer's number, phone and address hold there.
VOUCHED = (IdentityKind.NUMBER, IdentityKind.PHONE, IdentityKind.EMAIL)


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


def buyer(entry: BuyerEntry, *told: str, by: Member) -> Customer:
    """Whose order or contract it is, found or added; `told` are words sent with it, which tell the language."""
    contact = entry.model_dump(exclude={"language"})
    if not (entry.reference or entry.phone or entry.email):
        raise Invalid(_("Say whose it is: number, phone or e-mail."), field="customer")
    language = entry.language or language_of(" ".join((entry.name, *told)), undecided="zh-Hans")
    return find_or_add_customer(**contact, language=language, verified=VOUCHED, source=Source.API, by=by)
