"""How long files are kept is proposed, counted, confirmed by a second person, and carried out by the version of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amends.casework.cases.actions import decide_disposal, list_disposal, set_hold
from amends.casework.cases.actions.keeping_terms import decide_term, enter_term, try_term
from amends.casework.cases.choices import Kept
from amends.casework.cases.models import Attachment, Case, DisposalItem, KeepingTerm
from amends.casework.cases.queries.evidence import out_of_time
from amends.casework.cases.queries.keeping import _MEASURED, effect_of, house_rules, term_on
from amends.casework.cases.rules.keeping import THINGS, Term
from amends.casework.cases.vault import path_of
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.jobs import run_due
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

HOUSE = "《档案管理办法》第 9 条"


def proposed(
    length: int | None, *, by: Any, kept: Kept = Kept.FILES, days: int = 0, places: tuple[str, ...] = ("CN",)
) -> KeepingTerm:
    begins_on = clock.today() + timedelta(days=days)
    term = Term(kept, 0, length, begins_on, HOUSE)
    return enter_term(term=term, reason="门店续租", places=places, by=by)


def confirmed(row: KeepingTerm, company: Any, places: tuple[str, ...] = ("CN",)) -> KeepingTerm:
    return decide_term(term_id=row.pk, confirm=True, places=places, by=company.manager)


@pytest.fixture
def old(vault_case: Case, lay: Callable[..., Attachment], photo: bytes) -> Attachment:
    """A file of a case that was closed four years ago."""
    file = lay("a.jpg", photo)
    closed(vault_case, 4 * 366)
    return file


def closed(case: Case, days: int, **more: Any) -> None:
    past = clock.now() - timedelta(days=days)
    fields = {"category": "quality", "risks": [], "late_risks": [], **more}
    Case.objects.filter(pk=case.pk).update(phase="closed", closed_at=past, **fields)


@pytest.mark.parametrize("name", ["handler", "lead", "quality", "legal", "manager", "trainer"])
def test_only_administrators_propose(company: Any, name: str) -> None:
    with pytest.raises(NotPermitted):
        proposed(5, by=company.members[name])
    with pytest.raises(NotPermitted):
        term = Term(Kept.FILES, 0, 5, clock.today(), HOUSE)
        try_term(term=term, places=["CN"], by=company.members[name])
    assert not KeepingTerm.objects.exists()


@pytest.mark.parametrize("name", ["handler", "lead", "quality", "legal", "trainer"])
def test_only_managers_decide(company: Any, name: str) -> None:
    row = proposed(5, by=company.administrator)
    for confirm in (True, False):
        with pytest.raises(NotPermitted):
            decide_term(term_id=row.pk, confirm=confirm, places=["CN"], by=company.members[name])
    row.refresh_from_db()
    assert row.confirmed is None


def test_who_proposed_never_confirms_whatever_they_became(company: Any) -> None:
    row = proposed(5, by=company.administrator)
    with pytest.raises(NotPermitted):
        decide_term(term_id=row.pk, confirm=True, places=["CN"], by=company.administrator)
    Member.objects.filter(pk=company.administrator.pk).update(role=Role.MANAGER)
    promoted = Member.objects.get(pk=company.administrator.pk)
    with pytest.raises(NotPermitted):
        decide_term(term_id=row.pk, confirm=True, places=["CN"], by=promoted)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeepingTerm.objects.filter(pk=row.pk).update(
            confirmed=True, decided_by=promoted, decided_at=clock.now()
        )


def test_a_law_cannot_be_undercut_and_is_named_with_its_source(company: Any) -> None:
    with pytest.raises(Invalid) as refused:
        proposed(2, by=company.administrator)
    said = str(refused.value)
    assert "3" in said and "电子商务法" in said and "第三十一条" in said
    assert refused.value.field == "length"
    assert proposed(3, by=company.administrator).number == 1


def test_a_law_that_came_in_between_still_counts(company: Any, old: Attachment) -> None:
    row = proposed(1, by=company.administrator, places=())
    with pytest.raises(Invalid):
        confirmed(row, company, places=("GB",))
    confirmed(row, company, places=())
    # The house works in more places later on: what the law there asks for counts at once.
    assert out_of_time(house_rules([], clock.today()), clock.today())
    closed(Case.objects.get(pk=old.case_id), 800)
    assert out_of_time(house_rules([], clock.today()), clock.today())
    assert not out_of_time(house_rules(["GB"], clock.today()), clock.today())


@pytest.mark.parametrize("confirm_by", [None, "administrator", "manager"])
def test_declined_or_waiting_nothing_changes(company: Any, old: Attachment, confirm_by: str | None) -> None:
    before = house_rules(["CN"], clock.today())
    row = proposed(3, by=company.administrator)
    if confirm_by:
        by = company.members[confirm_by]
        ended = decide_term(term_id=row.pk, confirm=False, places=["CN"], by=by)
        assert ended.is_taken_back == (confirm_by == "administrator")
        how = "taken_back" if ended.is_taken_back else "turned_down"
        assert AuditEntry.objects.filter(action=f"keeping_term.{how}").count() == 1
        with pytest.raises(Conflict):
            confirmed(row, company)
    assert house_rules(["CN"], clock.today()) == before
    with pytest.raises(WrongState):
        list_disposal(places=["CN"], by=company.legal)


def test_the_run_goes_by_the_version_of_its_day(company: Any, old: Attachment, files: Path) -> None:
    confirmed(proposed(3, by=company.administrator, days=30), company)
    confirmed(proposed(10, by=company.administrator, days=60), company)
    with pytest.raises(WrongState):
        list_disposal(places=["CN"], by=company.legal)
    with clock.at(clock.now() + timedelta(days=61)), pytest.raises(WrongState):
        list_disposal(places=["CN"], by=company.legal)
    with clock.at(clock.now() + timedelta(days=31)):
        listed = list_disposal(places=["CN"], by=company.legal)
        assert [one.rule for one in listed.items.all()] == ["files.1"]
        decide_disposal(disposal_id=listed.pk, confirm=True, by=company.manager)
        run_due(reraise=True)
    assert not (files / path_of(old.sha256)).exists()
    old.refresh_from_db()
    assert "已结案件的文件" in old.gone_note and "1" in old.gone_note


def test_a_longer_term_that_begins_after_the_list_saves_the_file(
    company: Any, old: Attachment, files: Path
) -> None:
    confirmed(proposed(3, by=company.administrator), company)
    listed = list_disposal(places=["CN"], by=company.legal)
    confirmed(proposed(10, by=company.administrator), company)
    decide_disposal(disposal_id=listed.pk, confirm=True, by=company.manager)
    run_due(reraise=True)
    assert (files / path_of(old.sha256)).exists()
    assert DisposalItem.objects.get().spared


def test_without_end_nothing_goes_though_a_law_would_let_it(company: Any, old: Attachment) -> None:
    assert out_of_time(house_rules(["GB"], clock.today()), clock.today())
    confirmed(proposed(None, by=company.administrator, places=("GB",)), company, places=("GB",))
    assert not out_of_time(house_rules(["GB"], clock.today()), clock.today())


def test_what_is_counted_is_what_the_run_takes(
    company: Any, old: Attachment, register: Callable[..., Case], lay: Callable[..., Attachment]
) -> None:
    lay("b.txt", b"second")
    term = Term(Kept.FILES, 0, 3, clock.today(), HOUSE)
    effect = effect_of(term, ["CN"])
    assert (effect.things_earlier, effect.things_later) == (2, 0)
    assert (effect.cases_due, effect.things_due, effect.things_anew, effect.things_held) == (1, 2, 2, 0)
    confirmed(proposed(3, by=company.administrator), company)
    assert list_disposal(places=["CN"], by=company.legal).items.count() == effect.things_due


def test_a_hold_is_counted_as_spared_and_is(company: Any, old: Attachment) -> None:
    set_hold(case_id=old.case_id, reason="诉讼", by=company.legal)
    row = proposed(3, by=company.administrator)
    assert (row.trial["things_due"], row.trial["things_held"], row.trial["cases_held"]) == (0, 1, 1)
    confirmed(row, company)
    with pytest.raises(WrongState):
        list_disposal(places=["CN"], by=company.legal)


@pytest.mark.parametrize(
    "about",
    [{"category": "safety"}, {"risks": ["safety"]}, {"late_risks": [{"risk": "safety", "message": 1}]}],
)
def test_files_about_safety_have_a_term_of_their_own(
    company: Any, old: Attachment, about: dict[str, Any]
) -> None:
    confirmed(proposed(3, by=company.administrator), company)
    assert out_of_time(house_rules(["CN"], clock.today()), clock.today())
    closed(Case.objects.get(pk=old.case_id), 4 * 366, **about)
    row = proposed(10, by=company.administrator, kept=Kept.SAFETY_FILES)
    assert (row.trial["things_later"], row.trial["things_earlier"], row.trial["things_due"]) == (1, 0, 0)
    confirmed(row, company)
    assert not out_of_time(house_rules(["CN"], clock.today()), clock.today())


def test_a_shorter_term_lets_no_more_go_than_a_longer_one_of_the_other_kind(
    company: Any, old: Attachment
) -> None:
    confirmed(proposed(10, by=company.administrator), company)
    closed(Case.objects.get(pk=old.case_id), 4 * 366, category="safety")
    row = proposed(3, by=company.administrator, kept=Kept.SAFETY_FILES)
    assert {row.trial[name] for name in ("things_earlier", "things_later", "things_due")} == {0}
    confirmed(row, company)
    assert not out_of_time(house_rules(["CN"], clock.today()), clock.today())


def test_a_day_that_has_passed_until_it_is_confirmed_becomes_that_day(company: Any) -> None:
    row = proposed(5, by=company.administrator, days=3)
    with clock.at(clock.now() + timedelta(days=8)):
        made = confirmed(row, company)
        assert made.begins_on == clock.today()
    assert term_on(Kept.FILES, clock.today()) is None


def test_one_version_waits_at_a_time_and_every_version_has_its_number(company: Any) -> None:
    first = proposed(5, by=company.administrator)
    with pytest.raises(Conflict):
        proposed(6, by=company.administrator)
    proposed(10, by=company.administrator, kept=Kept.SAFETY_FILES)
    confirmed(first, company)
    with pytest.raises(Conflict):
        confirmed(first, company)
    with pytest.raises(Invalid):
        proposed(5, by=company.administrator)
    assert proposed(6, by=company.administrator).number == 2


def test_a_reason_and_a_basis_are_asked_for_and_an_unknown_version_is_not_found(company: Any) -> None:
    for basis, reason in (("", "x"), ("x", " ")):
        with pytest.raises(Invalid):
            term = Term(Kept.FILES, 0, 5, clock.today(), basis)
            enter_term(term=term, reason=reason, places=["CN"], by=company.administrator)
    with pytest.raises(NotFound):
        decide_term(term_id=1, confirm=True, places=["CN"], by=company.manager)


def test_managers_are_told_once_and_nobody_else(company: Any) -> None:
    proposed(5, by=company.administrator)
    run_due(reraise=True)
    (notice,) = Notice.objects.all()
    assert (notice.member, notice.kind, notice.data) == (
        company.manager,
        NoticeKind.KEEPING,
        {"kept": "files"},
    )


def test_the_trail_keeps_what_was_entered_and_what_it_did(company: Any, old: Attachment) -> None:
    confirmed(proposed(3, by=company.administrator), company)
    entered, decided = AuditEntry.objects.filter(action__startswith="keeping_term.").order_by("id")
    for entry, by, action in (
        (entered, company.administrator, "keeping_term.entered"),
        (decided, company.manager, "keeping_term.confirmed"),
    ):
        assert (entry.actor_id, entry.action, entry.reason) == (by.pk, action, "门店续租")
        assert (entry.data["years"], entry.data["rests_on"]) == (3, HOUSE)
        assert entry.data["counted"]["things_due"] == 1


def test_every_thing_is_measured_and_ships_with_a_length_or_is_left_to_the_laws() -> None:
    assert {kept for kept in Kept if not THINGS[kept].kind} == set(_MEASURED)
    shipped = term_on(Kept.GIFT_ADDRESSES, date(2026, 1, 1), [])
    assert shipped is not None and (shipped.number, shipped.length) == (0, 90)
