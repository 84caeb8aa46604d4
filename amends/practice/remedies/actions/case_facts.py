"""What people answer about a case because a law asks for it. Nothing follows from it by itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member
from amends.practice.remedies.models import CaseFact
from amends.practice.remedies.permissions import ensure_may_propose
from amends.practice.remedies.rules.entitlements import all_entitlements


@transaction.atomic
def answer_case_facts(*, case_id: int, answers: Mapping[str, bool | None], by: Member) -> Case:
    """Yes, no, or None for “not known”; only what changes is kept and recorded, with the name of who says so."""
    ensure_may_propose(by)
    case = locked(case_id, by=by)
    ensure_open(case)
    known = {code for one in all_entitlements() for code in one.facts}
    if unknown := set(answers) - known:
        raise Invalid(_("This question is not known."), field=min(unknown))
    before = {one.code: one.answer for one in CaseFact.objects.filter(case=case)}
    changed = {code: answer for code, answer in answers.items() if before.get(code) != answer}
    if not changed:
        return case
    for code, answer in changed.items():
        if answer is None:
            CaseFact.objects.filter(case=case, code=code).delete()
        else:
            said = {"answer": answer, "said_by": by, "said_at": clock.now()}
            CaseFact.objects.update_or_create(case=case, code=code, defaults=said)
    note_down(case, "entitlement.facts", by=by, data={"facts": changed})
    return case
