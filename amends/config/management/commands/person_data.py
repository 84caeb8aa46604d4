from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from amends.casework.customers.actions.erasure import decide_erasure
from amends.casework.customers.models import Customer
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.oversight.person_data import erasing
from amends.oversight.person_data.gathering import write_archive


class Command(BaseCommand):
    help = "Gives out all that is kept of a person, or makes it anonymous once a second person has confirmed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["export", "anonymise", "confirm", "decline"])
        parser.add_argument(
            "number", type=int, help="of the customer; with confirm and decline, of the request"
        )
        parser.add_argument(
            "--member", required=True, metavar="USERNAME", help="who does it: legal or a manager"
        )
        parser.add_argument("--reason", default="", help="why, such as the customer's letter of this day")
        parser.add_argument("--out", type=Path, metavar="FILE", help="the archive of an export")
        parser.add_argument(
            "--house",
            type=int,
            nargs="*",
            default=[],
            metavar="N",
            help="entries of the house's trail whose bare name is this person's; the dry run lists them",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be changed")

    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.filter(username=options["member"]).first()
        if member is None:
            raise CommandError(_("There is no member %(name)s.") % {"name": options["member"]})
        try:
            getattr(self, options["what"])(**{**options, "member": member})
        except Refused as error:
            raise CommandError(str(error.message), returncode=1) from error

    def export(self, *, member: Member, number: int, out: Path | None, reason: str, **_more: Any) -> None:
        if out is None or not reason.strip():
            raise CommandError(_("An export needs --out FILE and --reason."))
        self.tell(write_archive(the_customer(number), out, reason=reason, by=member))

    def anonymise(
        self, *, member: Member, number: int, reason: str, dry_run: bool, house: list[int], **_more: Any
    ) -> None:
        customer = the_customer(number)
        if dry_run:
            self.tell(erasing.plan(customer, by=member, of_the_house=house))
            for one in erasing.bare_names(customer):
                sign = "×" if one.n in house else "?"
                self.stdout.write(
                    f"{sign} {one.n:>8} {one.at:%Y-%m-%d} {one.actor_name}: {one.action} {one.reason} {one.body}"
                )
            return
        asked = erasing.ask(customer, reason=reason, of_the_house=house, by=member)
        self.tell(asked.plan)
        self.stdout.write(
            _(
                "Nothing is changed yet. Somebody else confirms with: amends person-data confirm %(n)s --member …"
            )
            % {"n": asked.pk}
        )

    def confirm(self, *, member: Member, number: int, **_more: Any) -> None:
        self.tell(erasing.confirm(number, by=member))

    def decline(self, *, member: Member, number: int, **_more: Any) -> None:
        decide_erasure(erasure_id=number, confirm=False, by=member)
        self.stdout.write(_("The request is turned down. Nothing has changed."))

    def tell(self, counts: dict[str, int]) -> None:
        for name, number in sorted(counts.items()):
            self.stdout.write(f"{name:28} {number:>6,}")


def the_customer(number: int) -> Customer:
    customer = Customer.objects.filter(pk=number).first()
    if customer is None:
        raise CommandError(_("There is no customer %(n)s.") % {"n": number})
    return customer
