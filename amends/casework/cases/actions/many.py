"""One act on many cases: each goes through the single act and may be refused by it; what was done can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.assigning import assign_case, put_back
from amends.casework.cases.actions.closing import close_case, reopen_case, told_in_ending
from amends.casework.cases.actions.conversation import add_note
from amends.casework.cases.actions.relating import end_link
from amends.casework.cases.actions.watching import snooze_case, unwatch_case, wake_case, watch_case
from amends.casework.cases.choices import BULK_OUTCOMES, BulkKind, LinkKind
from amends.casework.cases.models import BulkItem, BulkRun, Case, CaseLink
from amends.casework.cases.permissions import ensure_may_work, visible_to
from amends.casework.cases.queries.attention import snooze_of, watches
from amends.casework.cases.text import cleaned, kept_key, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, Refused, WrongState
from amends.foundation.organisation.models import Member

AT_MOST = 100
UNDO_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True)
class Given:
    """What was chosen for all of them; only what the act needs is looked at."""

    to: Member | None = None
    until: datetime | None = None
    words: str = ""
    outcome: str = ""
    duplicate_of: str = ""
    how: str = ""

    @property
    def ending(self) -> dict[str, str]:
        """What the outcome says besides its reason, the same in each of the cases."""
        return {"duplicate_of": self.duplicate_of, "how": self.how}

    def as_data(self) -> dict[str, Any]:
        """Without the words: they stand in each of the cases."""
        return {
            "to": self.to.username if self.to else "",
            "until": self.until.isoformat() if self.until else "",
            "outcome": self.outcome,
            **self.ending,
        }


def act_on_many(
    *, case_ids: Sequence[int], kind: str, given: Given, by: Member, idempotency_key: str | None = None
) -> BulkRun:
    """Does the same to all of these, each in a transaction of its own; says for each whether it was done or why not."""
    ensure_may_work(by)
    chosen = ensure_can_begin(case_ids, kind, given)
    key = kept_key(idempotency_key)
    what = {**given.as_data(), "chosen": len(chosen)}
    run = BulkRun(member=by, kind=kind, given=what, made_at=clock.now(), idempotency_key=key)
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        return BulkRun.objects.get(idempotency_key=key, member=by)
    seen = dict(Case.objects.filter(visible_to(by), pk__in=chosen).in_bulk())
    for case_id in chosen:
        # A case that is not this person's to know of gets no line that would say that it exists.
        if case_id in seen:
            _act_on(run, seen[case_id], given, by=by)
    return run


def ensure_can_begin(case_ids: Sequence[int], kind: str, given: Given) -> list[int]:
    if kind not in BulkKind.values:
        raise Invalid(_("Choose what is to be done with these cases."), field="kind")
    chosen = list(dict.fromkeys(case_ids))
    if not chosen:
        raise Invalid(_("Choose at least one case in the list."), field="cases")
    if len(chosen) > AT_MOST:
        raise Invalid(_("Choose up to %(n)s cases at once.") % {"n": AT_MOST}, field="cases")
    if kind == BulkKind.NOTE:
        required(given.words, limit=20_000, field="words")
    if kind == BulkKind.CLOSE and given.outcome not in BULK_OUTCOMES:
        raise Invalid(_("Choose how the complaints came out."), field="outcome")
    if kind == BulkKind.CLOSE:
        required(given.words, limit=2000, field="words")
        told_in_ending(given.outcome, given.ending)
    return chosen


def _act_on(run: BulkRun, case: Case, given: Given, *, by: Member) -> None:
    before = state_of(case, by)
    try:
        with transaction.atomic():
            DOES[BulkKind(run.kind)](run, case, given, by)
    except Refused as error:
        BulkItem.objects.create(run=run, case=case, done=False, why_not=str(error.message)[:300])
        return
    BulkItem.objects.create(run=run, case=case, done=True, before=before)


def state_of(case: Case, by: Member) -> dict[str, Any]:
    """What taking it back has to know."""
    snooze = snooze_of(case, by)
    return {
        "owner": case.owner_id,
        "watched": watches(by, case),
        "snoozed": bool(snooze),
        "until": snooze.until.isoformat() if snooze and snooze.until else "",
    }


def _assign(run: BulkRun, case: Case, given: Given, by: Member) -> None:
    if given.to is not None and given.to.pk == case.owner_id:
        raise WrongState(_("The case is with this person already."))
    assign_case(case_id=case.pk, to=given.to, reason=cleaned(given.words), by=by)


def _watch(run: BulkRun, case: Case, given: Given, by: Member) -> None:
    if watches(by, case):
        raise WrongState(_("You watch this case already."))
    watch_case(case_id=case.pk, by=by)


def _snooze(run: BulkRun, case: Case, given: Given, by: Member) -> None:
    snooze_case(case_id=case.pk, until=given.until, by=by)


def _note(run: BulkRun, case: Case, given: Given, by: Member) -> None:
    add_note(case_id=case.pk, body=given.words, idempotency_key=f"bulk:{run.pk}:{case.pk}", by=by)


def _close(run: BulkRun, case: Case, given: Given, by: Member) -> None:
    close_case(case_id=case.pk, outcome=given.outcome, reason=given.words, ending=given.ending, by=by)


DOES: dict[BulkKind, Callable[[BulkRun, Case, Given, Member], None]] = {
    BulkKind.ASSIGN: _assign,
    BulkKind.WATCH: _watch,
    BulkKind.SNOOZE: _snooze,
    BulkKind.NOTE: _note,
    BulkKind.CLOSE: _close,
}


def undo_many(*, run_id: int, by: Member) -> BulkRun:
    """Takes back what was done to each, by the act that is its opposite; says where that is not possible any more."""
    with transaction.atomic():
        run = BulkRun.objects.select_for_update().filter(pk=run_id, member=by).first()
        if run is None:
            raise NotFound(_("There is nothing of yours to take back here."))
        ensure_can_undo(run)
        run.undone_at = clock.now()
        run.save(update_fields=["undone_at"])
    for item in run.items.filter(done=True).select_related("case"):
        try:
            with transaction.atomic():
                UNDOES[BulkKind(run.kind)](run, item, by)
            item.undone = True
        except Refused as error:
            item.undone, item.why_not_undone = False, str(error.message)[:300]
        item.save(update_fields=["undone", "why_not_undone"])
    return run


def can_undo(run: BulkRun) -> bool:
    return run.undone_at is None and run.kind != BulkKind.NOTE and clock.now() <= run.made_at + UNDO_WITHIN


def ensure_can_undo(run: BulkRun) -> None:
    if run.undone_at is not None:
        raise WrongState(_("This was taken back already."))
    if run.kind == BulkKind.NOTE:
        raise WrongState(_("Notes stay. Write another one that puts it right."))
    if not can_undo(run):
        raise WrongState(_("Half an hour has passed; change the cases one by one."))


def _give_back(run: BulkRun, item: BulkItem, by: Member) -> None:
    case = Case.objects.get(pk=item.case_id)
    to = Member.objects.filter(username=run.given["to"]).first() if run.given["to"] else None
    if case.owner_id != (to.pk if to else None):
        raise WrongState(_("The case has gone on to somebody else since."))
    before = Member.objects.filter(pk=item.before["owner"]).first() if item.before["owner"] else None
    reason = _("Giving it together with others was taken back.")
    put_back(case_id=case.pk, to=before, by=by, reason=reason)


def _unwatch(run: BulkRun, item: BulkItem, by: Member) -> None:
    unwatch_case(case_id=item.case_id, by=by)


def _wake(run: BulkRun, item: BulkItem, by: Member) -> None:
    if item.before["snoozed"]:
        until = item.before["until"]
        snooze_case(case_id=item.case_id, until=datetime.fromisoformat(until) if until else None, by=by)
    else:
        wake_case(case_id=item.case_id, by=by)


def _reopen(run: BulkRun, item: BulkItem, by: Member) -> None:
    reopen_case(case_id=item.case_id, reason=_("Ending it together with others was taken back."), by=by)
    made = CaseLink.objects.filter(case=item.case_id, kind=LinkKind.DUPLICATE, ended_at=None, by=by)
    for link_id in made.filter(at__gte=run.made_at).values_list("pk", flat=True):
        end_link(link_id=link_id, by=by)


def _keep(run: BulkRun, item: BulkItem, by: Member) -> None:
    raise WrongState(_("Notes stay. Write another one that puts it right."))


UNDOES: dict[BulkKind, Callable[[BulkRun, BulkItem, Member], None]] = {
    BulkKind.ASSIGN: _give_back,
    BulkKind.WATCH: _unwatch,
    BulkKind.SNOOZE: _wake,
    BulkKind.NOTE: _keep,
    BulkKind.CLOSE: _reopen,
}
