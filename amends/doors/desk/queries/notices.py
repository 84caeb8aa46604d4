"""What concerns somebody, in words, with the way there; nothing of cases that they may not know of (any more)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.casework.cases.choices import Kept
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import Extent, sight_of, within_sight
from amends.casework.clocks.choices import ClockKind
from amends.casework.knowledge.choices import Happened
from amends.casework.knowledge.queries import standings_by_code, titles_of
from amends.doors.desk.words import label_name
from amends.foundation.kernel.languages import interface_language
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.kernel.prepared import Counts
from amends.foundation.notices.choices import ALWAYS, NoticeKind
from amends.foundation.notices.models import Notice
from amends.foundation.notices.queries import muted_by, notices_of, unseen_of
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.queries.catalogue import gifts_called, warehouses_called

SIZE, COUNTED = 25, 99
ABOUT_NO_CASE = (
    NoticeKind.ARTICLE,
    NoticeKind.STOCK,
    NoticeKind.BUDGET,
    NoticeKind.PAYMENT,
    NoticeKind.KEEPING,
    NoticeKind.FORGETTING,
    NoticeKind.DEPUTY,
)
ICONS = {
    NoticeKind.MENTION: "mention",
    NoticeKind.ASSIGNED: "assign",
    NoticeKind.TASK: "tasks",
    NoticeKind.URGED: "bell",
    NoticeKind.HANDOVER: "handover",
    NoticeKind.MEETING: "users",
    NoticeKind.APPROVAL: "ok",
    NoticeKind.DEPUTY: "users",
    NoticeKind.CLOCK: "clock-alert",
    NoticeKind.PROMISE: "promise",
    NoticeKind.RISK: "shield-alert",
    NoticeKind.ACCESS: "lock",
    NoticeKind.WATCHED: "eye",
    NoticeKind.REVIEW: "star",
    NoticeKind.SNOOZED: "alarm-clock",
    NoticeKind.GIVING: "gift",
    NoticeKind.ARTICLE: "book",
    NoticeKind.STOCK: "gift",
    NoticeKind.GIFT: "truck",
    NoticeKind.BUDGET: "budget",
    NoticeKind.PAYMENT: "reply",
    NoticeKind.KEEPING: "hold",
    NoticeKind.FORGETTING: "eye-off",
}
SENTENCES: Mapping[tuple[str, str], str] = {
    ("mention", ""): gettext_noop("%(by)s mentions you in a note"),
    ("assigned", ""): gettext_noop("The case is yours now"),
    ("task", "given"): gettext_noop("A task is asked of you"),
    ("task", "returned"): gettext_noop("A task was returned"),
    ("task", "done"): gettext_noop("A task is done"),
    ("urged", "urged"): gettext_noop("A task is urged"),
    ("urged", "raised"): gettext_noop("A task of your department was raised to you"),
    ("handover", "asked"): gettext_noop("You are asked to take the case over"),
    ("handover", "accepted"): gettext_noop("The hand-over was accepted"),
    ("handover", "returned"): gettext_noop("The hand-over was returned"),
    ("meeting", "convened"): gettext_noop("You are to take part in a joint meeting"),
    ("meeting", "signed"): gettext_noop("The minutes of a joint meeting are signed"),
    ("meeting", "called_off"): gettext_noop("A joint meeting was called off"),
    ("deputy", "begins"): gettext_noop(
        "You stand in for %(by)s, %(from)s to %(until)s: decide what waits for them"
    ),
    ("deputy", "ended"): gettext_noop("You no longer stand in for %(by)s"),
    ("approval", "asked"): gettext_noop("A decision waits for you"),
    ("approval", "granted"): gettext_noop("What you asked for was granted"),
    ("approval", "declined"): gettext_noop("What you asked for was declined"),
    ("approval", "raised"): gettext_noop("A second round of options was turned down: say how it goes on"),
    ("approval", "withdrawal"): gettext_noop(
        "The customer wants to withdraw a grave complaint: decide whether it ends"
    ),
    ("approval", "reply"): gettext_noop("A reply waits for your approval"),
    ("approval", "reply_approved"): gettext_noop("%(by)s approved your reply; it goes out now"),
    ("approval", "reply_approved_for"): gettext_noop(
        "%(by)s approved your reply for %(for)s; it goes out now"
    ),
    ("approval", "reply_returned"): gettext_noop("%(by)s gave your reply back"),
    ("approval", "reply_stopped"): gettext_noop("Your reply was stopped before it left"),
    ("approval", "reply_approved_stopped"): gettext_noop(
        "A reply that you approved was stopped before it left"
    ),
    ("clock", "over"): gettext_noop("“%(clock)s” is overdue"),
    ("clock", "near"): gettext_noop("“%(clock)s”: %(percent)s %% of the time has been used"),
    ("clock", "resumed"): gettext_noop(
        "“%(clock)s” runs again: it has been paused for as long as its rule allows"
    ),
    ("promise", "over"): gettext_noop("A promise is overdue"),
    ("promise", "near"): gettext_noop("A promise is due soon"),
    ("risk", ""): gettext_noop("A later message shows a risk: %(risks)s"),
    ("access", ""): gettext_noop("%(by)s lets you into this restricted case"),
    ("watched", "wrote"): gettext_noop("The customer wrote to us"),
    ("watched", "rejected"): gettext_noop("The customer turned down the options of round %(round)s"),
    ("watched", "solution_agreed"): gettext_noop("The customer chose one of the options"),
    ("watched", "solution_confirmed"): gettext_noop("The customer says that it is put right"),
    ("watched", "solution_disputed"): gettext_noop("The customer says that it is not put right yet"),
    ("watched", "answered"): gettext_noop("The customer was answered"),
    ("watched", "closed"): gettext_noop("The case was closed"),
    ("watched", "reopened"): gettext_noop("The case was opened again"),
    ("watched", "merged"): gettext_noop("The case was merged with another one"),
    ("watched", "unmerged"): gettext_noop("The merge of the case was undone"),
    ("watched", "quoted"): gettext_noop(
        "Clause “%(clause)s” %(happened)s; you quoted words that rest on it in this case"
    ),
    ("review", "asked"): gettext_noop("A reply is given to you to be reviewed"),
    ("review", "scored"): gettext_noop("Your reply was reviewed"),
    ("review", "disputed"): gettext_noop("A review is disputed; you are asked to decide"),
    ("review", "decided"): gettext_noop("The dispute about a review was decided"),
    ("giving", "due"): gettext_noop("What was planned for today waits to be given"),
    ("article", "waits"): gettext_noop("The article “%(article)s” waits for a second person"),
    ("article", "returned"): gettext_noop("Your article “%(article)s” was given back"),
    ("article", "written_on"): gettext_noop(
        "%(by)s wrote on in your draft of the article “%(article)s”; your words stay among its versions"
    ),
    ("article", "draft_again"): gettext_noop(
        "What was written over your draft of the article “%(article)s” was thrown away; your words are the draft again"
    ),
    ("article", "review"): gettext_noop("The article “%(article)s” is to be reviewed"),
    ("article", "clause"): gettext_noop(
        "Clause “%(clause)s” %(happened)s; the article “%(article)s” rests on it"
    ),
    ("article", "block"): gettext_noop(
        "Clause “%(clause)s” %(happened)s; the text block “%(block)s” rests on it"
    ),
    ("gift", "delivered"): gettext_noop("Gift %(gift)s has arrived; ask whether it was right"),
    ("gift", "failed"): gettext_noop("Gift %(gift)s could not be delivered"),
    ("gift", "returned"): gettext_noop("Gift %(gift)s came back"),
    ("gift", "declined"): gettext_noop("The customer wants no gift (%(gift)s)"),
    ("gift", "link_asked"): gettext_noop("The customer asks for a new link for gift %(gift)s"),
    ("gift", "late"): gettext_noop("Gift %(gift)s is on its way for too long"),
    ("gift", "silent"): gettext_noop("The link for gift %(gift)s ran out without an answer"),
    ("stock", "low"): gettext_noop("Gift “%(gift)s” runs low in warehouse %(warehouse)s: %(free)s left"),
    ("stock", "count"): gettext_noop("The stock-take of warehouse %(warehouse)s waits for a second person"),
    ("budget", ""): gettext_noop("A budget runs low: %(percent)s %% of it is bound or spent"),
    ("payment", "slow"): gettext_noop(
        "Refund %(refund)s of %(amount)s was not taken by the webhook in %(tries)s tries; it is tried again"
    ),
    ("payment", "not_taken"): gettext_noop(
        "Refund %(refund)s of %(amount)s was not taken by the webhook and is not tried again: look at it"
    ),
    ("keeping", ""): gettext_noop("How long is kept: a change of “%(kept)s” waits for a second person"),
    ("forgetting", "asked"): gettext_noop("Somebody asks that a customer be made anonymous: decide on it"),
    ("forgetting", "done"): gettext_noop("The customer is anonymous now, as you asked"),
    ("forgetting", "declined"): gettext_noop("Your request to make a customer anonymous was turned down"),
    ("watched", "refund_failed"): gettext_noop("Refund %(refund)s of %(amount)s did not go through"),
    ("watched", "voucher_expired"): gettext_noop("A voucher ran out with %(amount)s left (…%(ending)s)"),
    ("snoozed", "time"): gettext_noop("You had put this case aside until now"),
    ("snoozed", "customer"): gettext_noop("You had put this case aside; the customer wrote"),
}
SHEETS: Mapping[str, str] = {
    "task": "case_tasks",
    "urged": "case_tasks",
    "handover": "case_tasks",
    "meeting": "case_tasks",
    "clock": "case_clocks",
    "promise": "case_promises",
    "giving": "case_giving",
}
PAGES: Mapping[str, str] = {"payment": "deliveries", "deputy": "approvals", "keeping": "keeping_terms"}
# The line of the conversation that a notice about a reply leads to; else that of its coming back.
OF_A_REPLY = {"reply": "reply", "reply_approved": "approved", "reply_approved_for": "approved"}
PLACES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "mention": lambda data: f"#note-{data.get('note', '')}",
    "approval": lambda data: (
        f"#{OF_A_REPLY.get(str(data.get('what')), 'returned')}-{data['reply']}" if "reply" in data else ""
    ),
    "task": lambda data: f"#task-{data.get('task', '')}",
    "urged": lambda data: f"#task-{data.get('task', '')}",
    "handover": lambda data: f"#handover-{data.get('handover', '')}",
    "meeting": lambda data: f"#meeting-{data.get('meeting', '')}",
    "promise": lambda data: f"#promise-{data['promise']}" if "promise" in data else "",
    "watched": lambda data: f"#{data['message']}" if "message" in data else "",
}


def _in_sight(notices: QuerySet[Notice], extent: Extent, *viewer: Any) -> QuerySet[Notice]:
    cases = Case.objects.order_by().filter(within_sight(extent, *viewer), pk=OuterRef("case_id"))
    # What is about an article or about stock is about no case.
    return notices.filter(Exists(cases) | Q(kind__in=ABOUT_NO_CASE))


_UNSEEN = Counts(
    lambda extent, *viewer: {"unseen": _in_sight(unseen_of(viewer[0]), extent, *viewer)}, cap=COUNTED
)


def unseen_count(member: Member) -> str:
    """How many notices a member has not seen, "" for none; one prepared statement, for the frame of every page."""
    sight = sight_of(member)
    if sight.extent == Extent.NOTHING:
        found = unseen_of(member.pk).filter(kind__in=ABOUT_NO_CASE)[: COUNTED + 1].count()
    else:
        found = _UNSEEN(*sight.values, shape=(sight.extent,))["unseen"]
    return "" if not found else f"{COUNTED}+" if found > COUNTED else str(found)


def visible_notices(member: Member) -> QuerySet[Notice]:
    """A member's notices, without those of cases that they may not know of."""
    sight = sight_of(member)
    return _in_sight(notices_of(member.pk), sight.extent, *sight.values)


# Which notices name what by its code.
CODED = {
    NoticeKind.ARTICLE: ("article", "clause"),
    NoticeKind.WATCHED: ("clause",),
    NoticeKind.STOCK: ("gift", "warehouse"),
}


def notices_page(member: Member, data: QueryDict) -> dict[str, Any]:
    kind = data.get("kind", "") if data.get("kind", "") in NoticeKind.values else ""
    unseen = data.get("view") != "all"
    rows = visible_notices(member)
    rows = rows.filter(seen_at=None) if unseen else rows
    rows = rows.filter(kind=kind) if kind else rows
    page = keyset_page(rows, order=("-id",), after=data.get("after"), size=SIZE)
    subjects = dict(
        Case.objects.filter(pk__in={one.case_id for one in page.items}).values_list("pk", "subject")
    )
    names = names_in(page.items, member)
    base = f"{reverse('desk:notices')}?view={'unseen' if unseen else 'all'}{f'&kind={kind}' if kind else ''}"
    muted = muted_by(member)
    return {
        "rows": [row_of(one, subjects.get(one.case_id, ""), names) for one in page.items],
        "unseen": unseen,
        "kind": kind,
        "kinds": [
            {"key": one.value, "label": one.label, "on": one.value not in muted, "always": one in ALWAYS}
            for one in NoticeKind
        ],
        "newest": page.items[0].pk if page.items else 0,
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
    }


def names_in(notices: Iterable[Notice], member: Member) -> dict[str, Mapping[str, str]]:
    """What articles, clauses, gifts and warehouses of these notices are called; people do not know their codes."""
    codes: dict[str, set[str]] = {"article": set(), "clause": set(), "gift": set(), "warehouse": set()}
    for one in notices:
        for what in CODED.get(NoticeKind(one.kind), ()):
            codes[what].add(str(one.data.get(what, "")))
    return {
        "article": titles_of(codes["article"], interface_language(), member=member),
        "clause": clauses_called(codes["clause"] - {""}),
        "gift": gifts_called(codes["gift"] - {""}),
        "warehouse": warehouses_called(codes["warehouse"] - {""}),
    }


def row_of(notice: Notice, subject: str, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {
        "notice": notice,
        "icon": ICONS[NoticeKind(notice.kind)],
        "words": sentence(notice, names),
        "subject": subject,
        "due": parse_datetime(str(notice.data.get("due", ""))),
        "at": parse_datetime(str(notice.data.get("at", ""))),
    }


def sentence(notice: Notice, names: Mapping[str, Mapping[str, str]]) -> str:
    data, what = notice.data, str(notice.data.get("what", ""))
    called = {one: names[one].get(data.get(one, ""), data.get(one, "")) for one in names}
    if notice.kind in {NoticeKind.CLOCK, NoticeKind.PROMISE} and not what:
        what = "over" if is_over(notice) else "near"
    words = SENTENCES.get((notice.kind, what)) or SENTENCES.get((notice.kind, ""))
    if words is None:
        return str(NoticeKind(notice.kind).label)
    kinds = dict(ClockKind.choices)
    return _(words) % {
        "by": data.get("by", ""),
        "from": data.get("from", ""),
        "until": data.get("until", ""),
        "for": data.get("for", ""),
        **called,
        "happened": what_happened(data),
        "block": data.get("block", ""),
        "refund": data.get("refund", ""),
        "amount": data.get("amount", ""),
        "tries": data.get("tries", ""),
        "ending": data.get("ending", ""),
        "free": data.get("free", ""),
        "kept": dict(Kept.choices).get(data.get("kept", ""), ""),
        "clock": kinds.get(data.get("clock", ""), ""),
        "percent": data.get("percent", ""),
        "round": data.get("round", ""),
        "risks": _(", ").join(label_name("risks", risk) for risk in data.get("risks", [])),
    }


def clauses_called(codes: Iterable[str]) -> dict[str, str]:
    language = interface_language()
    found = standings_by_code(codes) if codes else {}
    return {code: one.version.name_in(language) for code, one in found.items()}


def what_happened(data: Mapping[str, Any]) -> str:
    """What happened to the clause that a notice names, as it follows its name."""
    words = dict(Happened.choices).get(str(data.get("happened", "")), "")
    return str(words) % {"day": data.get("day", "")}


def is_over(notice: Notice) -> bool:
    """Whether its time had run out when it was told: what falls into the night or a weekend is told later."""
    due = parse_datetime(str(notice.data.get("due", "")))
    return int(notice.data.get("percent", 0)) >= 100 or (due is not None and due <= notice.created_at)


def way_to(notice: Notice) -> str:
    """The page where what a notice says can be seen."""
    if notice.kind in PAGES:
        return reverse(f"desk:{PAGES[notice.kind]}")
    if found := TARGETS.get(notice.kind):
        return found(notice.data)
    if notice.kind == NoticeKind.APPROVAL and not str(notice.data.get("what", "")).startswith("reply"):
        return reverse("desk:case_approvals", args=[notice.number])
    if notice.data.get("what") == "quoted":
        return reverse("desk:case_knowledge", args=[notice.number]) + "#quoted"
    place = PLACES[notice.kind](notice.data) if notice.kind in PLACES else ""
    return reverse(f"desk:{SHEETS.get(notice.kind, 'case')}", args=[notice.number]) + place


def _to_article(data: Mapping[str, Any]) -> str:
    """In the language of the wording that it is about: in another one nothing of it is to be seen."""
    if "block" in data:
        return reverse("desk:blocks")
    way = _page("article", data.get("article", ""))
    return f"{way}?language={data['language']}" if "language" in data else way


def _to_stock(data: Mapping[str, Any]) -> str:
    return _page("count", int(take)) if (take := data.get("take")) else _page("gift", data.get("gift", ""))


def _page(name: str, *args: Any) -> str:
    return reverse(f"desk:{name}", args=args)


# Notices about something that has a page of its own.
TARGETS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "article": _to_article,
    "stock": _to_stock,
    "budget": lambda data: _page("budget", int(data.get("budget", 0))),
    "forgetting": lambda data: _page("person_data", int(data.get("customer", 0))),
    "gift": lambda data: _page("shipment", data.get("shipment", 0)),
    "review": lambda data: _page("review", data.get("review", 0)),
}
