from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from amends.doors.api.actions import add_token, revoke_token
from amends.doors.api.choices import Scope
from amends.doors.api.models import PER_MINUTE
from amends.doors.api.queries import tokens_in_use
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member


class Command(BaseCommand):
    help = "Issues, lists and revokes the tokens that other systems use the API with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        add = does.add_parser("add", help="issues a token and prints it, this once only")
        add.add_argument("name")
        add.add_argument("--member", required=True, metavar="USERNAME", help="whom the token acts as")
        add.add_argument("--scopes", required=True, nargs="+", metavar="SCOPE", help=", ".join(Scope.values))
        add.add_argument("--per-minute", type=int, default=PER_MINUTE, help="requests a minute (%(default)s)")
        does.add_parser("list", help="names the tokens in use")
        revoke = does.add_parser("revoke", help="takes a token back")
        revoke.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        does = {"add": self.add, "list": self.list, "revoke": self.revoke}
        try:
            does[options["does"]](**options)
        except Refused as error:
            raise CommandError(str(error.message)) from error

    def add(self, *, name: str, member: str, scopes: list[str], per_minute: int, **options: Any) -> None:
        person = Member.objects.filter(username=member).first()
        if person is None:
            raise CommandError(_("There is no member %(name)s.") % {"name": member})
        wanted = [scope for word in scopes for scope in word.split(",") if scope]
        secret = add_token(name=name, member=person, scopes=wanted, per_minute=per_minute, by=house_member())[
            1
        ]
        self.stderr.write(_("Keep this token now; it is shown this once only."))
        self.stdout.write(secret)

    def list(self, **options: Any) -> None:
        for token in tokens_in_use():
            used = f"{token.last_used_at:%F %R %Z}" if token.last_used_at else "-"
            self.stdout.write("\t".join([token.name, token.member.username, ",".join(token.scopes), used]))

    def revoke(self, *, name: str, **options: Any) -> None:
        revoke_token(name=name, by=house_member())
        self.stdout.write(_("The token %(name)s is revoked.") % {"name": name})
