from __future__ import annotations

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.actions import add_department, add_member, set_password
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member, intake_department


class Command(BaseCommand):
    help = "Adds a person, the first administrator above all, or gives somebody a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["add", "password"])
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="as colleagues and customers read it")
        parser.add_argument(
            "--role", default=Role.ADMINISTRATOR, choices=[r.value for r in Role if r != Role.SYSTEM]
        )
        parser.add_argument(
            "--department", default="", help="its code; the first department is made if there is none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.add(options) if options["what"] == "add" else self.renew(options["username"])
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from refusal

    def add(self, options: dict[str, Any]) -> None:
        member = add_member(
            username=options["username"],
            password=asked(),
            display_name=options["name"] or options["username"],
            role=options["role"],
            department=department(options["department"]),
            by=house_member(),
        )
        self.stdout.write(f"{member} may sign in as {member.username}.")

    def renew(self, username: str) -> None:
        member = Member.objects.filter(username__iexact=username).first()
        if member is None:
            raise CommandError(f"Nobody here is called {username}.")
        set_password(member=member, password=asked(), by=house_member())
        self.stdout.write(f"{member} has a new password.")


def department(code: str) -> Department:
    found = Department.objects.filter(code__iexact=code).first() if code else intake_department()
    return found or add_department(
        code=code or "CARE", name="顾客关怀", name_hant="顧客關懷", name_en="Customer care", by=house_member()
    )


def asked() -> str:
    """A password typed twice, never on the command line, where others could see it."""
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Once more: "):
        raise CommandError("The two were not the same. Nothing was changed.")
    return first
