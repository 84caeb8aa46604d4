"""Closed lists of words about a case."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy


class Phase(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Stage(TextChoices):
    LISTEN = "listen", _("Listen and record")
    CONFIRM = "confirm", _("Confirm and empathise")
    INVESTIGATE = "investigate", _("Investigate")
    PROPOSE = "propose", _("Propose")
    CARRY_OUT = "carry_out", _("Carry out and follow up")
    REVIEW = "review", _("Review and improve")


class Channel(TextChoices):
    PORTAL = "portal", _("Portal")
    PHONE = "phone", pgettext_lazy("channel", "Phone")
    SHOP = "shop", _("In the shop")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    WECHAT = "wechat", _("WeChat")
    PLATFORM_12315 = "platform12315", _("12315 platform")
    FILE = "file", _("Imported file")
    API = "api", _("Other system")


class Outcome(TextChoices):
    UPH = "UPH", _("Upheld")
    PUP = "PUP", _("Partly upheld")
    NUP = "NUP", _("Not upheld, with reasons")
    NUG = "NUG", _("Not upheld, goodwill given")
    SUM = "SUM", _("Settled on the spot")
    WDN = "WDN", _("Withdrawn")
    INV = "INV", _("Nobody reached or too little known")
    OOS = "OOS", _("Outside our scope, passed on")
    DUP = "DUP", _("Duplicate")
    EXT = "EXT", _("In an outside dispute")
    CRM = "CRM", _("Handed to the police")


class Direction(TextChoices):
    IN = "in", _("From the customer")
    OUT = "out", _("To the customer")


class MessageKind(TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    CUSTOMER = "customer", _("Customer")
    ACKNOWLEDGEMENT = "acknowledgement", _("Receipt")
    REPLY = "reply", _("Reply")
    PROPOSAL = "proposal", _("Proposed solution")


class Record(TextChoices):
    """What a stage needs to have on record before it may be left."""

    POINTS = "points", _("the points, confirmed with the customer")
    FIRST_REPLY = "first_reply", _("a first reply to the customer")
    RESTATED = "restated", _("the points restated to the customer and confirmed by them")
    FINDING = "finding", _("the finding: facts and cause")
    RESPONSIBILITY = "responsibility", _("who answers for it, and whether it is systemic")
    AGREED = "agreed", _("a solution that the customer chose")
    CARRIED_OUT = "carried_out", _("what was carried out")
    FOLLOWED_UP = "followed_up", _("the follow-up contact after solving")
    CAUSE = "cause", _("the cause")


class Responsible(TextChoices):
    """Who or what answers for what happened."""

    PRODUCT = "product", pgettext_lazy("responsible", "Product")
    PACKAGING = "packaging", pgettext_lazy("responsible", "Packaging")
    CARRIER = "carrier", pgettext_lazy("responsible", "Carrier")
    STAFF = "staff", pgettext_lazy("responsible", "Staff")
    PROCESS = "process", pgettext_lazy("responsible", "Process")
    MISUNDERSTANDING = "misunderstanding", pgettext_lazy("responsible", "Misunderstanding")


class Systemic(TextChoices):
    """Whether it happened once, or will happen again."""

    SINGLE = "single", _("A single case")
    SYSTEMIC = "systemic", _("Systemic")
    UNCLEAR = "unclear", _("Not known yet")


class DemandClass(TextChoices):
    AT_ONCE = "at_once", _("To solve at once")
    LONG_TERM = "long_term", _("To improve for good")
    FEELINGS = "feelings", _("To mend the feelings")


class Confirmed(TextChoices):
    """How the customer said that we understood them."""

    WRITTEN = "written", _("In writing")
    PHONE = "phone", _("On the phone")
    IN_PERSON = "in_person", _("In person")


class PointFinding(TextChoices):
    """What was found of one point of a complaint."""

    UPHELD = "upheld", pgettext_lazy("point", "Upheld")
    PARTLY = "partly", pgettext_lazy("point", "Partly upheld")
    NOT_UPHELD = "not_upheld", pgettext_lazy("point", "Not upheld")
    UNCLEAR = "unclear", _("Cannot be established")


class Rounds(TextChoices):
    """How many rounds of options a case has had at least."""

    FIRST = "1", _("Round 1 or later")
    SECOND = "2", _("Round 2 or later")
    THIRD = "3", _("Round 3 or later")


class LinkKind(TextChoices):
    """What one case is to another."""

    DUPLICATE = "duplicate", _("Duplicate of")
    FOLLOW_UP = "follow_up", _("Follow-up of")
    RELATED = "related", _("Related to")
    SAME_CAUSE = "same_cause", _("Same cause as")
    CHILD = "child", _("One of many under")
    SPLIT = "split", _("Taken out of")


class Door(TextChoices):
    """By which door somebody looked at a case."""

    DESK = "desk", _("Desk")
    FILE = "file", _("File opened")
    API = "api", _("Interface for machines")
    EXPORT = "export", _("Export")


class ConcernState(TextChoices):
    """How it stands with somebody whom a complaint may be about."""

    PROPOSED = "proposed", _("To be looked at")
    CONFIRMED = "confirmed", _("Concerned")
    DECLINED = "declined", _("Not concerned")
    WITHDRAWN = "withdrawn", _("Taken back")


class ConcernSource(TextChoices):
    ENGINE = "engine", _("Named in the customer's words")
    PERSON = "person", _("Marked by a colleague")
    SELF = "self", _("Said so themselves")


CONCERNED_STATES_THAT_COUNT = (ConcernState.PROPOSED.value, ConcernState.CONFIRMED.value)


class TaskKind(TextChoices):
    """What a department is asked for; the values are those of the departments' functions."""

    BUSINESS = "business", pgettext_lazy("task", "Business")
    QUALITY = "quality", pgettext_lazy("task", "Quality investigation")
    LEGAL = "legal", pgettext_lazy("task", "Legal")
    COMMUNICATIONS = "communications", pgettext_lazy("task", "Communications")
    OFFICE = "office", pgettext_lazy("task", "Management office")


# What the house asks for by itself; kept as it was said, and shown in the language of who reads it.
ASKED_BY_THE_HOUSE: Final[Mapping[str, str]] = {
    TaskKind.LEGAL: gettext_noop(
        "A lawyer or a court is named. Please look at it, say what we may write, and keep every word on record."
    ),
    TaskKind.COMMUNICATIONS: gettext_noop(
        "Media or the public are named. Please look at it and agree on one wording and one spokesperson."
    ),
}


class TaskState(TextChoices):
    GIVEN = "given", _("To accept")
    ACCEPTED = "accepted", _("In work")
    RETURNED = "returned", pgettext_lazy("task", "Returned")
    DONE = "done", pgettext_lazy("task", "Done")
    WITHDRAWN = "withdrawn", pgettext_lazy("task", "Withdrawn")


class TaskTurn(TextChoices):
    """What happens to a task."""

    GIVEN = "given", pgettext_lazy("task turn", "given")
    ACCEPTED = "accepted", pgettext_lazy("task turn", "accepted")
    RETURNED = "returned", pgettext_lazy("task turn", "returned")
    DONE = "done", pgettext_lazy("task turn", "done")
    WITHDRAWN = "withdrawn", pgettext_lazy("task turn", "withdrawn")
    URGED = "urged", pgettext_lazy("task turn", "urged")
    RAISED = "raised", pgettext_lazy("task turn", "raised to the department's lead")


class HandoverState(TextChoices):
    ASKED = "asked", pgettext_lazy("hand-over", "Waiting to be accepted")
    ACCEPTED = "accepted", pgettext_lazy("hand-over", "Accepted")
    RETURNED = "returned", pgettext_lazy("hand-over", "Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("hand-over", "Taken back")


class PromiseState(TextChoices):
    TO_CONFIRM = "to_confirm", _("To confirm")
    OPEN = "open", pgettext_lazy("promise", "Owed")
    KEPT = "kept", pgettext_lazy("promise", "Kept")
    BROKEN = "broken", pgettext_lazy("promise", "Broken")
    STRUCK = "struck", pgettext_lazy("promise", "Struck out")


class PromiseSource(TextChoices):
    REPLY = "reply", _("Found in a reply")
    BY_HAND = "by_hand", _("Entered by hand")
    MEETING = "meeting", _("Decided in a meeting")
    FINDING = "finding", _("Follows from a finding")
    AGREED = "agreed", _("Chosen by the customer")


class MeetingState(TextChoices):
    CONVENED = "convened", _("Convened")
    SIGNED = "signed", _("Held, minutes signed")
    CALLED_OFF = "called_off", _("Called off")


class LooseEnd(TextChoices):
    """What keeps a case from being closed until it is done, or left open with a reason."""

    TASK = "task", _("open tasks")
    PROMISE = "promise", _("promises not kept yet")
    TO_CONFIRM = "to_confirm", _("promises to be confirmed")
    MEETING = "meeting", _("meetings without signed minutes")
    HANDOVER = "handover", _("a hand-over that was asked for")
    POINT = "point", _("points without a finding")
    CHILD = "child", _("open cases under this one")
    GRANT = "grant", _("what is granted and not with the customer yet")


class ApprovalState(TextChoices):
    ASKED = "asked", _("Waits for a decision")
    GRANTED = "granted", pgettext_lazy("request", "Granted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed with its case")
    USED = "used", _("Granted and carried out")


class PartyKind(TextChoices):
    REPRESENTATIVE = "representative", pgettext_lazy("party", "Speaks for the customer")
    WITNESS = "witness", pgettext_lazy("party", "Witness")
    THIRD = "third", pgettext_lazy("party", "Third party")


class MayKnow(TextChoices):
    """What an involved party may be told."""

    ALL = "all", pgettext_lazy("party", "everything the customer is told")
    COURSE = "course", pgettext_lazy("party", "how it stands, without the contents")
    NOTHING = "nothing", pgettext_lazy("party", "nothing; only what they tell us counts")


class BulkKind(TextChoices):
    """What may be done to many cases at once."""

    ASSIGN = "assign", pgettext_lazy("bulk", "Assign")
    WATCH = "watch", pgettext_lazy("bulk", "Watch")
    SNOOZE = "snooze", pgettext_lazy("bulk", "Put aside")
    NOTE = "note", pgettext_lazy("bulk", "Add a note")
    CLOSE = "close", pgettext_lazy("bulk", "End early")


# The outcomes with which many cases may be ended at once; each case still needs what it needs alone.
BULK_OUTCOMES = (Outcome.DUP, Outcome.WDN, Outcome.INV)


class Method(TextChoices):
    """How a department's cases are given."""

    SCORED = "scored", _("By fit: skill, language, load, continuity")
    ROUND_ROBIN = "round_robin", _("In turn")
    CAPACITY = "capacity", _("To whoever has the most room")


class ReviewAnswer(TextChoices):
    KEPT = "kept", pgettext_lazy("review of an owner", "Stays with the owner")
    GIVEN = "given", pgettext_lazy("review of an owner", "Given to somebody else")


class Entrance(TextChoices):
    """By which door a file came into the vault."""

    PORTAL = "portal", _("Portal")
    DESK = "desk", _("Desk")
    API = "api", _("Interface for machines")
    FILE = "file", _("Imported file")
    MAIL = "mail", _("Inside a mail")
    HOUSE = "house", _("Made here")


class Origin(TextChoices):
    """How a file of a case came about."""

    GIVEN = "given", _("As it came")
    REDACTED = "redacted", _("Redacted copy")
    INSIDE = "inside", _("Was inside another file")
    SENT = "sent", _("Sent to the customer")


class Scan(TextChoices):
    """What a virus scanner said of a file; what waits or is infected, nobody can open."""

    NOT_SCANNED = "none", _("Not scanned for viruses")
    WAITING = "waiting", _("Waits for the virus scanner")
    CLEAN = "clean", _("No virus found")
    INFECTED = "infected", _("Infected, locked away")


class Preview(TextChoices):
    WAITING = "waiting", _("Being prepared")
    MADE = "made", _("Can be looked at here")
    NONE = "none", _("Can only be downloaded")
    FAILED = "failed", _("Could not be opened for looking at")


class Touched(TextChoices):
    """What somebody did with a file."""

    BROUGHT = "brought", pgettext_lazy("file", "brought")
    OPENED = "opened", pgettext_lazy("evidence", "looked at")
    ORIGINAL = "original", pgettext_lazy("file", "original downloaded")
    REDACTED = "redacted", pgettext_lazy("file", "redacted copy made")
    SENT = "sent", pgettext_lazy("file", "sent to the customer")
    FETCHED = "fetched", pgettext_lazy("file", "opened by the customer")
    LOCKED = "locked", pgettext_lazy("file", "found infected and locked away")
    CHECKED = "checked", pgettext_lazy("file", "compared with its hash")
    HELD = "held", pgettext_lazy("file", "put under legal hold")
    RELEASED = "released", pgettext_lazy("file", "released from legal hold")
    DELETED = "deleted", pgettext_lazy("file", "bytes deleted")


class DisposalState(TextChoices):
    ASKED = "asked", _("Waits for a second person")
    CONFIRMED = "confirmed", _("Confirmed, being carried out")
    DONE = "done", _("Carried out")
    DECLINED = "declined", _("Turned down")


class Kept(TextChoices):
    """What is kept for a time, and then erased or forgotten."""

    FILES = "files", _("Files of closed cases")
    SAFETY_FILES = "safety_files", _("Files of closed cases about safety")
    GIFT_ADDRESSES = "gift_addresses", _("Addresses of gifts")


class KeptUnit(TextChoices):
    YEARS = "years", _("years")
    DAYS = "days", _("days")
