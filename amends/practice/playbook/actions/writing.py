"""Writing the next edition: sentences changed, switched off or put back, and rules of the house's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.content.files import LANGUAGES
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.playbook.models import Edition
from amends.practice.playbook.permissions import ensure_may_write
from amends.practice.playbook.queries import edition_in_force, forget, layer_of
from amends.practice.playbook.rules.book import EMPTY, keys_of, text_at
from amends.practice.playbook.rules.layer import Fault, faults
from amends.practice.playbook.rules.shipped import all_shipped, shipped
from amends.practice.playbook.text import fault_text

REASON_LENGTH = 400
RULES_AT_MOST = 300


@transaction.atomic
def begin_edition(*, by: Member) -> Edition:
    """A draft of the next edition, on top of the one that counts; one is written at a time."""
    ensure_may_write(by)
    forget()
    return _begin(layer_of(edition_in_force()), by=by)


@transaction.atomic
def go_back_to(*, edition_id: int, reason: str, by: Member) -> Edition:
    """A draft that says what an earlier edition said; it takes a second person like any other. 0 is the book as it ships."""
    ensure_may_write(by)
    earlier = Edition.objects.filter(pk=edition_id, confirmed=True).first() if edition_id else None
    if edition_id and earlier is None:
        raise NotFound(_("There is no confirmed edition of this number."))
    forget()
    if layer_of(earlier) == layer_of(edition_in_force()):
        raise WrongState(_("That is what the book says now. Nothing would change."))
    return _begin(layer_of(earlier), by=by, reason=reason, taken_from=earlier)


def _begin(
    layer: Mapping[str, Any], *, by: Member, reason: str = "", taken_from: Edition | None = None
) -> Edition:
    if Edition.objects.filter(is_open=True).exists():
        raise Conflict(_("An edition is being written already. Go on with it, or discard it first."))
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition.objects.create(
        number=number,
        layer={**EMPTY, **layer},
        reason=cleaned(reason)[:REASON_LENGTH],
        taken_from=taken_from,
        begun_by=by,
        begun_at=clock.now(),
    )
    edition.written_by.add(by)
    data: dict[str, Any] = {"edition": number}
    if taken_from or reason:
        data["taken_from"] = taken_from.number if taken_from else 0
    record(chain="house", action="playbook.begun", by=by, data=data, reason=edition.reason)
    return edition


@transaction.atomic
def change_line(
    *, edition_id: int, key: str, by: Member, texts: Mapping[str, str] | None = None, off: bool = False
) -> Edition:
    """A sentence that ships is worded otherwise or switched off; a language left empty, or as it ships, stays."""
    ensure_may_write(by)
    edition = drafted(edition_id)
    written = {"off": True} if off else {"texts": _own_words(key, texts or {})}
    if not off and not written["texts"] and key in set(keys_of(shipped("en"))):
        raise Invalid(_("Nothing changes by this: every language says what ships."), field="texts")
    return _keep(edition, {"lines": {**edition.layer["lines"], key: written}}, key=key, by=by)


@transaction.atomic
def put_back_line(*, edition_id: int, key: str, by: Member) -> Edition:
    """The sentence is what ships again."""
    ensure_may_write(by)
    edition = drafted(edition_id)
    if key not in edition.layer["lines"]:
        raise WrongState(_("This sentence is as it ships already."))
    kept = {name: change for name, change in edition.layer["lines"].items() if name != key}
    return _keep(edition, {"lines": kept}, key=key, by=by)


@transaction.atomic
def write_own_rule(
    *,
    edition_id: int,
    code: str,
    part: str,
    topic: str,
    when: Mapping[str, Sequence[str]],
    texts: Mapping[str, str],
    by: Member,
    why: Mapping[str, str] | None = None,
    new: bool = False,
) -> Edition:
    """Advice of the house's own for the cases that have all these labels; the same code is the same rule."""
    ensure_may_write(by)
    edition = drafted(edition_id)
    rules = edition.layer["rules"]
    code = cleaned(code)
    if new and code in rules:
        raise Conflict(_("There is a rule of this code already. Change that one, or choose another code."))
    if code not in rules and len(rules) >= RULES_AT_MOST:
        raise Invalid(
            _("A house can have %(n)s rules of its own at most.") % {"n": RULES_AT_MOST}, field="code"
        )
    rule = {
        "when": {family: sorted(set(labels)) for family, labels in when.items() if labels},
        "part": part,
        # What a sentence is about decides which others it yields to; without one it stands for itself.
        "topic": cleaned(topic) or "own_" + code.replace("-", "_")[:35],
        "texts": _filled(texts),
        "why": _filled(why or {}),
    }
    return _keep(edition, {"rules": {**rules, code: rule}}, key=code, by=by)


@transaction.atomic
def drop_own_rule(*, edition_id: int, code: str, by: Member) -> Edition:
    ensure_may_write(by)
    edition = drafted(edition_id)
    if code not in edition.layer["rules"]:
        raise NotFound(_("There is no rule of this code."))
    kept = {name: rule for name, rule in edition.layer["rules"].items() if name != code}
    return _keep(edition, {"rules": kept}, key=code, by=by)


def drafted(edition_id: int) -> Edition:
    """The draft, locked; refuses one that was handed in or decided."""
    edition = Edition.objects.select_for_update().filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("There is no such edition."))
    if not edition.is_draft:
        raise WrongState(_("This edition was handed in and cannot be written any more. Begin a new one."))
    return edition


def _keep(edition: Edition, changed: Mapping[str, Any], *, key: str, by: Member) -> Edition:
    edition.layer = {**edition.layer, **changed}
    if fault := next(faults(edition.layer, all_shipped()), None):
        raise refusal(fault)
    edition.save(update_fields=["layer"])
    edition.written_by.add(by)
    record(chain="house", action="playbook.written", by=by, data={"edition": edition.number, "key": key})
    return edition


def refusal(fault: Fault) -> Invalid:
    return Invalid(fault_text(fault), field=fault.field)


def _own_words(key: str, texts: Mapping[str, str]) -> dict[str, str]:
    """What differs from what ships."""
    given = _filled(texts)
    return {one: words for one, words in given.items() if words != text_at(shipped(one), key)}


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {one: words for one in LANGUAGES if (words := cleaned(texts.get(one, "")))}
