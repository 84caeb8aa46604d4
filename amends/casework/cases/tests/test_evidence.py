"""Evidence: touches, redacted copies, the original for few, holds, keeping, and bytes that match their hash."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from amends.casework.cases.actions import (
    decide_disposal,
    keep_files,
    lift_hold,
    list_disposal,
    open_file,
    open_for_customer,
    open_original,
    post_reply,
    redact_with_boxes,
    redact_with_words,
    set_hold,
    verify_case_files,
)
from amends.casework.cases.actions.disposing import go_on_with
from amends.casework.cases.actions.looking_into import look_into
from amends.casework.cases.actions.verifying import verify_some
from amends.casework.cases.choices import DisposalState, Entrance, Origin, Touched
from amends.casework.cases.models import Attachment, Case, Disposal, DisposalItem, Touch
from amends.casework.cases.queries import under_hold
from amends.casework.cases.queries.evidence import (
    broken_files,
    hold_proposed,
    out_of_time,
)
from amends.casework.cases.queries.keeping import house_rules
from amends.casework.cases.rules.evidence import Box
from amends.casework.cases.vault import keep, path_of
from amends.content import specimens as made
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, TooLarge, WrongState
from amends.foundation.kernel.jobs import run_due

BOX = [Box(1, 10, 10, 50, 50)]


@pytest.fixture
def case(vault_case: Case) -> Case:
    return vault_case


def read(opened: Any) -> bytes:
    with opened.file as kept:
        data: bytes = kept.read()
        return data


def touched(file: Attachment) -> list[str]:
    return list(Touch.objects.filter(attachment=file).order_by("id").values_list("what", flat=True))


def test_who_brought_a_file_when_and_by_which_door_stays_with_it(
    case: Case, company: Any, lay: Callable[..., Attachment], photo: bytes
) -> None:
    file = lay("gpj.\u202eexe", photo)
    assert (file.name, file.given_name) == ("gpj.exe", "gpj.\\u202eexe")
    assert (file.added_by, file.door, file.content_type) == (company.handler, Entrance.DESK, "image/jpeg")
    assert touched(file) == [Touched.BROUGHT]


def test_the_same_bytes_are_laid_in_once(case: Case, lay: Callable[..., Attachment], photo: bytes) -> None:
    assert lay("a.jpg", photo) == lay("b.jpg", photo)
    assert Attachment.objects.filter(case=case).count() == 1


def test_twenty_files_at_once_are_taken_and_twenty_one_are_not(case: Case, company: Any) -> None:
    kept = [keep(f"{n}.txt", io.BytesIO(b"%d" % n), len(b"%d" % n)) for n in range(21)]
    with pytest.raises(Invalid):
        keep_files(case_id=case.pk, files=kept, by=company.handler)
    assert len(keep_files(case_id=case.pk, files=kept[:20], by=company.handler).files) == 20
    with pytest.raises(Invalid):
        keep_files(case_id=case.pk, files=[], by=company.handler)


def test_files_of_another_team_are_refused(case: Case, company: Any, photo: bytes) -> None:
    kept = keep("a.jpg", io.BytesIO(photo), len(photo))
    with pytest.raises(NotFound):
        keep_files(case_id=case.pk, files=[kept], by=company.east_handler)
    with pytest.raises(NotPermitted):
        keep_files(case_id=case.pk, files=[kept], by=company.trainer)


def test_every_opening_is_noted_and_a_minute_is_one_look(
    company: Any, lay: Callable[..., Attachment], photo: bytes
) -> None:
    file = lay("a.jpg", photo)
    for _time in range(2):
        assert read(open_file(attachment_id=file.pk, by=company.colleague)) == photo
    read(open_original(attachment_id=file.pk, by=company.handler))
    assert touched(file) == [Touched.BROUGHT, Touched.OPENED, Touched.ORIGINAL]
    with clock.at(clock.now() + timedelta(minutes=2)):
        read(open_file(attachment_id=file.pk, by=company.colleague))
    assert touched(file)[-1] == Touched.OPENED


def test_the_shown_copy_of_a_photo_holds_no_place_and_the_original_stays_as_it_came(
    company: Any, lay: Callable[..., Attachment]
) -> None:
    data = made.photo()
    file = lay("a.jpg", data)
    shown = read(open_file(attachment_id=file.pk, by=company.colleague))
    with Image.open(io.BytesIO(shown)) as picture:
        assert not picture.getexif()
    assert read(open_original(attachment_id=file.pk, by=company.handler)) == data


@pytest.mark.parametrize("name", ["colleague", "lead", "quality"])
def test_the_original_is_for_legal_managers_and_whoever_has_the_case(
    company: Any, lay: Callable[..., Attachment], photo: bytes, name: str
) -> None:
    file = lay("a.jpg", photo)
    with pytest.raises(NotPermitted):
        open_original(attachment_id=file.pk, by=company.members[name])
    for other in ("handler", "legal", "manager"):
        assert read(open_original(attachment_id=file.pk, by=company.members[other])) == photo


def test_what_is_in_a_mail_becomes_files_of_the_case(
    case: Case, company: Any, lay: Callable[..., Attachment]
) -> None:
    mail = lay("a.eml", made.mail())
    inside = list(Attachment.objects.filter(source=mail).order_by("id"))
    assert [(one.name, one.content_type, one.door) for one in inside] == [
        ("关于换货.eml", "message/rfc822", Entrance.MAIL),
        ("经过.csv", "text/csv", Entrance.MAIL),
    ]
    look_into(mail.pk)
    assert Attachment.objects.filter(source=mail).count() == 2
    redact_with_words(attachment_id=inside[0].pk, passages=["换货单"], by=company.handler)
    with pytest.raises(NotPermitted):
        open_file(attachment_id=mail.pk, by=company.colleague)


def test_a_file_sent_along_reaches_the_customer_as_its_copy_and_once(
    case: Case, company: Any, lay: Callable[..., Attachment], photo: bytes
) -> None:
    file = lay("a.jpg", photo)
    copy = redact_with_boxes(attachment_id=file.pk, boxes=BOX, by=company.handler)
    assert copy is not None
    message = post_reply(
        case_id=case.pk, body="请看附件。", attachment_ids=[file.pk, copy.pk], by=company.handler
    )
    (sent,) = message.attachments.all()
    assert (sent.sha256, sent.origin, sent.source) == (copy.sha256, Origin.SENT, copy)
    got = read(open_for_customer(case=case, attachment_id=sent.pk, by=company.portal))
    assert got != photo
    assert touched(sent) == [Touched.FETCHED]
    for hidden in (file.pk, copy.pk):
        with pytest.raises(NotFound):
            open_for_customer(case=case, attachment_id=hidden, by=company.portal)


def test_a_file_of_another_case_does_not_go_along(
    case: Case, company: Any, register: Callable[..., Case], photo: bytes
) -> None:
    other = register(files=[keep("a.jpg", io.BytesIO(photo), len(photo))], idempotency_key="other")
    with pytest.raises(NotFound):
        post_reply(case_id=case.pk, body="x", attachment_ids=[other.attachments.get().pk], by=company.handler)


def test_legal_sets_a_hold_and_lifts_it_with_reasons(
    case: Case, company: Any, lay: Callable[..., Attachment], photo: bytes
) -> None:
    file = lay("a.jpg", photo)
    for name in ("handler", "lead", "manager", "quality"):
        with pytest.raises(NotPermitted):
            set_hold(case_id=case.pk, reason="诉讼", by=company.members[name])
    with pytest.raises(Invalid):
        set_hold(case_id=case.pk, reason=" ", by=company.legal)
    set_hold(case_id=case.pk, reason="诉讼", by=company.legal)
    assert under_hold(case)
    with pytest.raises(WrongState):
        set_hold(case_id=case.pk, reason="诉讼", by=company.legal)
    lift_hold(case_id=case.pk, reason="和解", by=company.legal)
    assert not under_hold(case)
    with pytest.raises(WrongState):
        lift_hold(case_id=case.pk, reason="和解", by=company.legal)
    assert touched(file)[-2:] == [Touched.HELD, Touched.RELEASED]


def test_a_risk_of_a_judge_proposes_a_hold_until_legal_has_decided(case: Case, company: Any) -> None:
    case.risks = ["media"]
    assert hold_proposed(case) == []
    case.risks, case.late_risks = ["media"], [{"risk": "regulator", "message": 1}]
    assert hold_proposed(case) == ["regulator"]
    set_hold(case_id=case.pk, reason="监管", by=company.legal)
    lift_hold(case_id=case.pk, reason="已结", by=company.legal)
    assert hold_proposed(case) == []


@pytest.fixture
def old(case: Case, lay: Callable[..., Attachment], photo: bytes) -> Attachment:
    """A file of a case that was closed four years ago."""
    file = lay("a.jpg", photo)
    past = clock.now() - timedelta(days=4 * 366)
    Case.objects.filter(pk=case.pk).update(phase="closed", closed_at=past, category="quality")
    return file


def test_nothing_goes_before_a_second_person_has_said_so_and_its_row_stays(
    old: Attachment, company: Any, files: Path
) -> None:
    for name in ("handler", "lead", "quality"):
        with pytest.raises(NotPermitted):
            list_disposal(places=["GB"], by=company.members[name])
    listed = list_disposal(places=["GB"], by=company.manager)
    assert [one.attachment for one in listed.items.all()] == [old]
    with pytest.raises(NotPermitted):
        decide_disposal(disposal_id=listed.pk, confirm=True, by=company.manager)
    with pytest.raises(WrongState):
        list_disposal(places=["GB"], by=company.legal)  # what waits already is not listed twice
    run_due(reraise=True)
    assert (files / path_of(old.sha256)).exists()
    decide_disposal(disposal_id=listed.pk, confirm=True, by=company.legal)
    run_due(reraise=True)
    assert not (files / path_of(old.sha256)).exists()
    old.refresh_from_db()
    listed.refresh_from_db()
    assert old.gone_at is not None
    assert "UK-KEEP3" in old.gone_note
    assert listed.state == DisposalState.DONE
    assert touched(old)[-1] == Touched.DELETED
    with pytest.raises(NotFound):
        open_original(attachment_id=old.pk, by=company.legal)
    with pytest.raises(WrongState):
        decide_disposal(disposal_id=listed.pk, confirm=True, by=company.legal)


def test_only_the_rules_of_places_where_the_house_works_let_anything_go(
    old: Attachment, company: Any
) -> None:
    for places in ([], ["CN"], ["CN", "EU"]):
        with pytest.raises(WrongState):
            list_disposal(places=places, by=company.manager)
    listed = list_disposal(places=["CN", "GB"], by=company.manager)
    assert listed.places == ["CN", "GB"]


def test_a_hold_set_after_the_list_saves_the_file(old: Attachment, company: Any, files: Path) -> None:
    listed = list_disposal(places=["GB"], by=company.manager)
    set_hold(case_id=old.case_id, reason="诉讼", by=company.legal)
    decide_disposal(disposal_id=listed.pk, confirm=True, by=company.legal)
    run_due(reraise=True)
    assert (files / path_of(old.sha256)).exists()
    assert DisposalItem.objects.get().spared
    assert out_of_time(house_rules(["GB"], clock.today()), clock.today()) == []


def test_bytes_that_another_case_needs_stay(
    old: Attachment, company: Any, register: Callable[..., Case], files: Path, photo: bytes
) -> None:
    other = register(files=[keep("a.jpg", io.BytesIO(photo), len(photo))], idempotency_key="other")
    listed = list_disposal(places=["GB"], by=company.manager)
    decide_disposal(disposal_id=listed.pk, confirm=True, by=company.legal)
    go_on_with(listed.pk)
    assert (files / path_of(old.sha256)).exists()
    assert Attachment.objects.get(case=other).gone_at is None


def test_turned_down_nothing_goes(old: Attachment, company: Any, files: Path) -> None:
    listed = list_disposal(places=["GB"], by=company.legal)
    decide_disposal(disposal_id=listed.pk, confirm=False, by=company.manager)
    run_due(reraise=True)
    assert (files / path_of(old.sha256)).exists()


def test_one_person_alone_never_deletes_not_even_in_the_table(company: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.create(asked_by=company.legal, decided_by=company.legal, asked_at=clock.now())


def test_bytes_that_changed_are_found_and_said_until_they_are_back(
    case: Case, company: Any, lay: Callable[..., Attachment], files: Path, photo: bytes
) -> None:
    file = lay("a.jpg", photo)
    assert verify_case_files(case_id=case.pk, by=company.handler) == (1, [])
    place = files / path_of(file.sha256)
    place.write_bytes(photo + b"x")
    assert verify_case_files(case_id=case.pk, by=company.handler) == (1, [file])
    assert list(broken_files()) == [file]
    place.write_bytes(photo)
    with clock.at(clock.now() + timedelta(days=40)):
        verify_some()
    assert not broken_files().exists()
    with pytest.raises(NotFound):
        verify_case_files(case_id=case.pk, by=company.east_handler)


def test_the_walk_over_all_files_goes_on_where_it_stopped(
    lay: Callable[..., Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.casework.cases.actions.verifying.FILES_A_RUN", 2)
    files = [lay(f"{n}.txt", b"%d" % n) for n in range(3)]
    verify_some()
    assert Attachment.objects.filter(checked_at=None).get() == files[2]
    verify_some()
    assert not Attachment.objects.filter(checked_at=None).exists()


def test_a_file_too_large_is_refused_by_its_name(files: Path, settings: Any) -> None:
    settings.AMENDS_ATTACHMENT_BYTES = 10
    with pytest.raises(TooLarge):
        keep("a.bin", io.BytesIO(b"x" * 11), 11, anything=True)


@pytest.mark.django_db(transaction=True)
def test_comparing_by_hand_works_where_nothing_around_it_is_a_transaction(
    company: Any, lay: Callable[..., Attachment], photo: bytes
) -> None:
    file = lay("a.jpg", photo)
    assert verify_case_files(case_id=file.case_id, by=company.handler) == (1, [])
    assert touched(file)[-1] == Touched.CHECKED
    assert AuditEntry.objects.filter(action="evidence.checked").count() == 1
