"""Joint meetings (立会): convened, held with signed minutes, called off; what was decided becomes tasks and promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.giving_tasks import give_task
from amends.casework.cases.actions.promises import add_promise
from amends.casework.cases.choices import MeetingState, PromiseSource
from amends.casework.cases.events import MeetingCalledOff, MeetingConvened, MeetingHeld
from amends.casework.cases.models import Case, Decision, Meeting, MeetingAddition
from amends.casework.cases.permissions import is_barred, may_work, visible_to
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Department, Member

AGENDA_LENGTH, MINUTES_LENGTH, DECISION_LENGTH, DECISIONS_AT_MOST = 4000, 20_000, 400, 20


@transaction.atomic
def convene_meeting(
    *,
    case_id: int,
    at: datetime | None,
    agenda: str,
    participants: Sequence[Member],
    by: Member,
    place: str = "",
    link: str = "",
    with_customer: bool = False,
) -> Meeting:
    """Calls people together on a case, at a place or behind a link; the convener takes part."""
    words = required(agenda, limit=AGENDA_LENGTH, field="agenda")
    case = locked(case_id, by=by)
    ensure_open(case)
    where, address = cleaned(place)[:200], cleaned(link)[:400]
    when = ensure_can_meet(at, where, address)
    people = {one.pk: one for one in (by, *participants) if one.is_active}
    ensure_may_meet(case, people.values())
    meeting = Meeting.objects.create(
        case=case,
        agenda=words,
        at=when,
        place=where,
        link=address,
        with_customer=with_customer,
        convened_by=by,
        convened_at=clock.now(),
    )
    meeting.participants.set(people.values())
    _note(
        meeting,
        "convened",
        by=by,
        at=when,
        place=where or address,
        participants=[str(one) for one in people.values()],
    )
    publish(MeetingConvened(case_id=case.pk, meeting_id=meeting.pk))
    return meeting


@transaction.atomic
def sign_minutes(*, meeting_id: int, minutes: str, decisions: Sequence[str], by: Member) -> Meeting:
    """The minutes and what was decided, signed by whoever wrote them; from then on they stay as they are."""
    words = required(minutes, limit=MINUTES_LENGTH, field="minutes")
    decided = [cleaned(one) for one in decisions if cleaned(one)]
    if len(decided) > DECISIONS_AT_MOST or any(len(one) > DECISION_LENGTH for one in decided):
        raise Invalid(
            _("At most %(n)s decisions of at most %(limit)s characters each: shorten or join some.")
            % {"n": DECISIONS_AT_MOST, "limit": DECISION_LENGTH},
            field="decisions",
        )
    meeting = locked_meeting(meeting_id, by=by, helping=True)
    ensure_convened(meeting)
    ensure_took_part(meeting, by)
    if meeting.at > clock.now():
        raise WrongState(_("This meeting has not begun yet. Minutes are written when it was held."))
    meeting.state, meeting.minutes = MeetingState.SIGNED, words
    meeting.written_by, meeting.signed_at = by, clock.now()
    meeting.save(update_fields=["state", "minutes", "written_by", "signed_at"])
    Decision.objects.bulk_create(Decision(meeting=meeting, text=one) for one in decided)
    _note(meeting, "signed", by=by, minutes=words, decisions=decided)
    publish(MeetingHeld(case_id=meeting.case_id, meeting_id=meeting.pk))
    return meeting


@transaction.atomic
def add_to_minutes(*, meeting_id: int, text: str, by: Member) -> MeetingAddition:
    """Signed minutes are not changed: what was wrong or forgotten is added beside them, with its author."""
    words = required(text, limit=AGENDA_LENGTH, field="text")
    meeting = locked_meeting(meeting_id, by=by, helping=True)
    if meeting.state != MeetingState.SIGNED:
        raise WrongState(_("These minutes are not signed yet: write into them instead of adding to them."))
    addition = MeetingAddition.objects.create(meeting=meeting, text=words, by=by, at=clock.now())
    _note(meeting, "added_to", by=by, words=words)
    return addition


@transaction.atomic
def call_off_meeting(*, meeting_id: int, reason: str, by: Member) -> Meeting:
    words = required(reason, limit=2000, field="reason")
    meeting = locked_meeting(meeting_id, by=by)
    call_off(meeting, words, by=by)
    return meeting


@transaction.atomic
def make_task_of(
    *,
    decision_id: int,
    kind: str,
    department: Department,
    by: Member,
    finish_by: datetime | None = None,
) -> Decision:
    """What was decided is asked of a department; once for each decision."""
    decision = undone_decision(decision_id, by=by)
    decision.task = give_task(
        case_id=decision.meeting.case_id,
        kind=kind,
        department=department,
        asked=decision.text,
        finish_by=finish_by,
        by=by,
    )
    decision.save(update_fields=["task"])
    return decision


@transaction.atomic
def make_promise_of(*, decision_id: int, due_at: datetime | None, by: Member) -> Decision:
    """What was decided is owed to the customer until then; once for each decision."""
    decision = undone_decision(decision_id, by=by)
    decision.promise = add_promise(
        case_id=decision.meeting.case_id,
        text=decision.text,
        due_at=due_at,
        source=PromiseSource.MEETING,
        by=by,
    )
    decision.save(update_fields=["promise"])
    return decision


def locked_meeting(meeting_id: int, *, by: Member, helping: bool = False) -> Meeting:
    cases = Case.objects.filter(visible_to(by))
    case_id = Meeting.objects.filter(pk=meeting_id, case__in=cases).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(_("This meeting does not exist, or it belongs to a case of another team."))
    case = locked(case_id, by=by, helping=helping)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    meeting.case = case
    return meeting


def undone_decision(decision_id: int, *, by: Member) -> Decision:
    meeting_id = Decision.objects.filter(pk=decision_id).values_list("meeting_id", flat=True).first()
    meeting = locked_meeting(meeting_id or 0, by=by)
    decision = Decision.objects.get(pk=decision_id)
    decision.meeting = meeting
    if decision.task_id or decision.promise_id:
        raise WrongState(_("This decision has become a task or a promise already."))
    return decision


def call_off(meeting: Meeting, words: str, *, by: Member) -> None:
    ensure_convened(meeting)
    meeting.state, meeting.called_off_reason = MeetingState.CALLED_OFF, words
    meeting.save(update_fields=["state", "called_off_reason"])
    _note(meeting, "called_off", by=by, reason=words)
    publish(MeetingCalledOff(case_id=meeting.case_id, meeting_id=meeting.pk, by_id=by.pk))


def ensure_convened(meeting: Meeting) -> None:
    if not meeting.is_open:
        raise WrongState(
            _("These minutes are signed, or the meeting was called off. Nothing of it changes now.")
        )


def ensure_took_part(meeting: Meeting, member: Member) -> None:
    """Minutes tell what was said: whoever was not there cannot answer for them."""
    people = list(meeting.participants.all())
    if member not in people:
        names = _(", ").join(str(one) for one in people)
        raise NotPermitted(_("Only somebody who took part signs the minutes: %(names)s.") % {"names": names})


def ensure_may_meet(case: Case, people: Iterable[Member]) -> None:
    """Whoever takes part sees the case until the meeting is over; so nobody may whom it is about, or who has no cases."""
    for one in people:
        if is_barred(case, one, proposed_too=True):
            raise Invalid(
                _("The case is about %(name)s or somebody they lead, so they cannot take part.")
                % {"name": one},
                field="participants",
            )
        if not may_work(one):
            raise Invalid(
                _("%(name)s has a role that does not work on cases, and could not see what is talked about.")
                % {"name": one},
                field="participants",
            )


def ensure_can_meet(at: datetime | None, place: str, link: str) -> datetime:
    if at is None:
        raise Invalid(_("Say when the meeting is."), field="at")
    if not place and not link:
        raise Invalid(_("Say where: a place, or a link for those who join from afar."), field="place")
    if link:
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError as error:
            raise Invalid(
                _("This link cannot be opened. It begins with https:// or http://."), field="link"
            ) from error
    return at


def _note(meeting: Meeting, what: str, *, by: Member, reason: str = "", **data: object) -> None:
    save(meeting.case)
    note_down(
        meeting.case,
        f"meeting.{what}",
        by=by,
        data={key: value for key, value in data.items() if value},
        reason=reason,
    )
