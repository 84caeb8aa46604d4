"""Text blocks of a team: kept by those who lead, used by all who write there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned, required
from amends.casework.knowledge.actions import known_clauses
from amends.content.files import LANGUAGES
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.organisation.models import Department, Member
from amends.practice.replies.drafting.blocks import VARIABLES, unknown_in
from amends.practice.replies.models import BlockBasis, TextBlock
from amends.practice.replies.permissions import ensure_may_keep_blocks

CHAIN = "house"
TITLE_LENGTH, BODY_LENGTH = 60, 4000


@transaction.atomic
def add_block(*, department_id: int, language: str, title: str, body: str, by: Member) -> TextBlock:
    """A new block of a team; its places are checked now, so that none surprises whoever uses it."""
    department = Department.objects.filter(pk=department_id).first()
    if department is None:
        raise Invalid(_("Choose the team that the block belongs to."), field="department")
    ensure_may_keep_blocks(by, department)
    block = TextBlock(department=department, language=language_of(language))
    return written(block, title, body, "block.added", by=by)


@transaction.atomic
def change_block(*, block_id: int, title: str, body: str, by: Member) -> TextBlock:
    """Other words from now on; what was sent with the old ones stays as it was sent.

    Saved as it is, it has been held against the clauses that it rests on as they stand now.
    """
    return written(locked_block(block_id, by=by), title, body, "block.changed", by=by)


@transaction.atomic
def retire_block(*, block_id: int, by: Member) -> None:
    """Takes a block out of use; it stays on record."""
    block = locked_block(block_id, by=by)
    block.retired_at = clock.now()
    block.save(update_fields=["retired_at"])
    record(chain=CHAIN, action="block.retired", by=by, data={"block": block.pk, "title": block.title})


def locked_block(block_id: int, *, by: Member) -> TextBlock:
    rows = TextBlock.objects.select_for_update(of=("self",)).select_related("department")
    block = rows.filter(pk=block_id, retired_at=None).first()
    if block is None:
        raise NotFound(_("This text block is no longer in use."))
    ensure_may_keep_blocks(by, block.department)
    return block


def written(block: TextBlock, title: str, body: str, action: str, *, by: Member) -> TextBlock:
    block.title = required(cleaned(title), limit=TITLE_LENGTH, field="title")
    block.body = required(cleaned(body), limit=BODY_LENGTH, field="body")
    ensure_places_known(block.body)
    clauses = known_clauses(block.body)
    same = TextBlock.objects.filter(
        department=block.department, language=block.language, title=block.title, retired_at=None
    )
    if same.exclude(pk=block.pk).exists():
        raise Invalid(_("This team has a block with this name in this language already."), field="title")
    block.updated_at, block.updated_by = clock.now(), by
    block.save()
    block.bases.all().delete()
    BlockBasis.objects.bulk_create(
        BlockBasis(block=block, clause_id=clause, clause_number=standing)
        for clause, standing in clauses.values()
    )
    data = {"block": block.pk, "team": block.department.code, "title": block.title, "body": block.body}
    record(chain=CHAIN, action=action, by=by, data=data)
    return block


def ensure_places_known(body: str) -> None:
    unknown = unknown_in(body)
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in VARIABLES)
        raise Invalid(
            _("Nothing fills “%(unknown)s”. Use %(known)s.") % {"unknown": unknown[0], "known": known},
            field="body",
        )


def language_of(code: str) -> str:
    if code not in LANGUAGES:
        raise Invalid(_("Choose the language that the block is written in."), field="language")
    return code
