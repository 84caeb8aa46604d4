"""A person's data on the desk: given out to who asked, forgotten by two people, and refused in clear words."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Message
from amends.casework.customers.actions import find_or_add_customer, merge_people, undo_merge
from amends.casework.customers.choices import ErasureState, ExportState
from amends.casework.customers.models import Customer, Erasure, Export, Merge
from amends.foundation.audit.actions import record
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.notices.models import Notice
from amends.oversight.person_data import exporting

Signed = Callable[[str], Client]
NAME = "王小明"


@pytest.fixture
def signed(company: Any, settings: Any, tmp_path: Path) -> Signed:
    settings.VAR = tmp_path

    def sign_in(name: str) -> Client:
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(company.members[name])
        return client

    return sign_in


@pytest.fixture
def closed(company: Any, owned_case: Case, files: Any) -> Case:
    Case.objects.filter(pk=owned_case.pk).update(risks=[], has_risk=False)
    return actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.manager
    )


def at(name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=args)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


CHANGES = (("person_export", ()), ("anonymise", ()), ("decide_anonymising", (1,)))
READS = (("person_data", ()), ("person_file", (1,)))


@pytest.mark.parametrize(("name", "more"), CHANGES)
def test_nothing_is_changed_by_looking(
    signed: Signed, closed: Case, name: str, more: tuple[int, ...]
) -> None:
    assert signed("legal").get(at(name, closed.customer_id, *more)).status_code == 405


@pytest.mark.parametrize(("name", "more"), [*CHANGES, *READS])
@pytest.mark.parametrize("who", ["handler", "lead", "quality", "administrator", "trainer"])
def test_other_roles_are_turned_away(
    signed: Signed, closed: Case, who: str, name: str, more: tuple[int, ...]
) -> None:
    client = signed(who)
    ask = client.get if (name, more) in READS else client.post
    assert ask(at(name, closed.customer_id, *more)).status_code == 403
    assert at("person_data", closed.customer_id) not in text_of(
        client.get(at("customer", closed.customer_id))
    )


@pytest.mark.parametrize(("name", "more"), [*CHANGES, *READS])
def test_somebody_who_is_not_there_has_no_data(
    signed: Signed, closed: Case, name: str, more: tuple[int, ...]
) -> None:
    client = signed("legal")
    ask = client.get if (name, more) in READS else client.post
    assert ask(at(name, 10**9, *more)).status_code == 404


def test_the_customer_s_page_leads_there(signed: Signed, closed: Case) -> None:
    page = text_of(signed("legal").get(at("customer", closed.customer_id)))
    assert at("person_data", closed.customer_id) in page


def test_an_export_is_fetched_by_whoever_asked_and_by_nobody_else(
    signed: Signed, company: Any, closed: Case
) -> None:
    client, number = signed("legal"), closed.customer_id
    client.post(at("person_export", number), {"export_reason": "顾客来信"})
    export = Export.objects.get()
    answer = client.get(at("person_file", number, export.pk))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert NAME in archive.read("data.json").decode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    other = signed("manager")
    refused = other.get(at("person_file", number, export.pk))
    assert refused.status_code == 403
    assert "Only whoever asked" in text_of(refused)
    assert at("person_file", number, export.pk) not in text_of(other.get(at("person_data", number)))
    said = [one.action for one in entries_of(closed.customer.chain)]
    assert said[-3:] == ["export.asked", "person.exported", "export.fetched"]


def test_a_large_export_is_made_in_a_job_and_goes_after_a_week(
    signed: Signed, closed: Case, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "CASES_AT_ONCE", 0)
    client, number = signed("legal"), closed.customer_id
    client.post(at("person_export", number), {"export_reason": "顾客来信"})
    export = Export.objects.get()
    assert export.state == ExportState.MAKING
    assert client.get(at("person_file", number, export.pk)).status_code == 409
    again = client.post(at("person_export", number), {"export_reason": "再来"})
    assert again.status_code == 409
    assert "再来" in text_of(again)
    run_jobs()
    export.refresh_from_db()
    assert export.state == ExportState.READY
    path = exporting.path_for(export.pk)
    assert path.stat().st_size == export.size
    Export.objects.update(made_at=clock.now() - exporting.KEPT - timedelta(minutes=1))
    assert exporting.forget_exports() == 1
    export.refresh_from_db()
    assert export.state == ExportState.GONE
    assert client.get(at("person_file", number, export.pk)).status_code == 409


def test_files_go_once_the_rows_say_so(
    signed: Signed, closed: Case, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    signed("legal").post(at("person_export", closed.customer_id), {"export_reason": "顾客来信"})
    path = exporting.path_for(Export.objects.get().pk)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        exporting.drop([Export.objects.get().pk])
    assert not path.exists()


def test_an_export_takes_a_reason(signed: Signed, closed: Case) -> None:
    answer = signed("legal").post(at("person_export", closed.customer_id), {"export_reason": " "})
    assert answer.status_code == 422 or answer.status_code == 400
    assert not Export.objects.exists()


def test_whoever_may_not_see_all_any_more_is_told_why_there_is_no_file(
    signed: Signed, company: Any, closed: Case, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "CASES_AT_ONCE", 0)
    signed("manager").post(at("person_export", closed.customer_id), {"export_reason": "顾客来信"})
    actions.mark_concerned(case_id=closed.pk, member=company.manager, reason="录音", by=company.legal)
    run_jobs()
    export = Export.objects.get()
    assert (export.state, bool(export.refusal)) == (ExportState.REFUSED, True)


def test_a_dry_run_comes_first_and_two_people_forget(signed: Signed, closed: Case) -> None:
    legal, manager, number = signed("legal"), signed("manager"), closed.customer_id
    page = text_of(legal.post(at("anonymise", number), {"answer": "plan", "reason": "来信要求删除"}))
    assert "Would stay" in page
    assert "来信要求删除" in page
    assert not Erasure.objects.exists()
    assert legal.post(at("anonymise", number), {"answer": "ask", "reason": "来信"}).status_code == 302
    request = Erasure.objects.get()
    assert at("decide_anonymising", number, request.pk) in text_of(manager.get(at("person_data", number)))
    assert at("person_data", number) in text_of(manager.get(at("keeping")))
    own = legal.post(at("decide_anonymising", number, request.pk), {"answer": "confirm"})
    assert own.status_code == 403
    assert Customer.objects.get(pk=number).name == NAME
    manager.post(at("decide_anonymising", number, request.pk), {"answer": "confirm"})
    assert Customer.objects.get(pk=number).name == ""
    done = manager.post(at("decide_anonymising", number, request.pk), {"answer": "confirm"})
    assert done.status_code == 409


@pytest.mark.parametrize(
    ("answer", "said"), [("confirm", "The customer is anonymous now"), ("no", "was turned down")]
)
def test_who_decides_is_told_of_it_and_then_who_asked(
    signed: Signed, closed: Case, run_jobs: Callable[[], int], answer: str, said: str
) -> None:
    legal, manager, number = signed("legal"), signed("manager"), closed.customer_id
    legal.post(at("anonymise", number), {"answer": "ask", "reason": "来信"})
    run_jobs()
    notice, waits = (
        Notice.objects.get(kind=NoticeKind.FORGETTING),
        "Somebody asks that a customer be made anonymous",
    )
    assert waits in text_of(manager.get(at("notices")))
    assert waits not in text_of(legal.get(at("notices")))
    assert waits not in text_of(signed("lead").get(at("notices")))
    assert manager.post(at("notice", notice.pk)).headers["location"] == at("person_data", number)
    manager.post(at("decide_anonymising", number, Erasure.objects.get().pk), {"answer": answer})
    run_jobs()
    assert said in text_of(legal.get(at("notices")))


def test_whose_a_bare_name_in_the_house_s_trail_is_is_ticked_and_seen_by_the_second_person(
    signed: Signed, company: Any, closed: Case
) -> None:
    record(chain="house", action="cases.imported", by=company.manager, data={"note": f"为{NAME}单独导入"})
    n, number = str(AuditEntry.objects.filter(chain="house").latest("n").n), closed.customer_id
    legal, tick = signed("legal"), f'name="house" value="{n}"'
    plan = {"answer": "plan", "reason": "来信"}
    assert f"{tick}>" in text_of(legal.post(at("anonymise", number), plan))
    assert f"{tick} checked>" in text_of(legal.post(at("anonymise", number), {**plan, "house": n}))
    wrong = legal.post(at("anonymise", number), {"answer": "ask", "reason": "来信", "house": "99999"})
    assert (wrong.status_code, Erasure.objects.count()) == (422, 0)
    legal.post(at("anonymise", number), {"answer": "ask", "reason": "来信", "house": n})
    assert f"{tick} checked disabled>" in text_of(signed("manager").get(at("person_data", number)))


def test_turned_down_nothing_changes(signed: Signed, closed: Case) -> None:
    number = closed.customer_id
    signed("legal").post(at("anonymise", number), {"answer": "ask", "reason": "来信"})
    request = Erasure.objects.get()
    signed("manager").post(at("decide_anonymising", number, request.pk), {"answer": "no"})
    request.refresh_from_db()
    assert request.state == ErasureState.DECLINED
    assert Customer.objects.get(pk=number).name == NAME


def test_an_open_case_stops_it_in_clear_words(signed: Signed, owned_case: Case) -> None:
    client, number = signed("legal"), owned_case.customer_id
    assert "A case of this customer is open" in text_of(client.get(at("person_data", number)))
    for answer in ("plan", "ask"):
        refused = client.post(at("anonymise", number), {"answer": answer, "reason": "来信"})
        assert refused.status_code == 409
    assert not Erasure.objects.exists()


def test_a_legal_hold_stops_it_in_clear_words_and_also_in_between(
    signed: Signed, company: Any, closed: Case
) -> None:
    client, number = signed("manager"), closed.customer_id
    client.post(at("anonymise", number), {"answer": "ask", "reason": "来信"})
    request = Erasure.objects.get()
    actions.set_hold(case_id=closed.pk, reason="诉讼", by=company.legal)
    refused = signed("legal").post(at("decide_anonymising", number, request.pk), {"answer": "confirm"})
    assert refused.status_code == 409
    assert f"Under legal hold: {closed.number}" in text_of(refused)
    request.refresh_from_db()
    assert request.state == ErasureState.ASKED


def test_merged_records_are_one_person_and_merging_in_between_asks_anew(
    signed: Signed, company: Any, closed: Case
) -> None:
    other = find_or_add_customer(name="王小明乙", phone="13911112222", by=company.portal)
    merge_people(merged_id=other.pk, kept_id=closed.customer_id, reason="同一人", by=company.manager)
    legal, manager = signed("legal"), signed("manager")
    assert "2 records are merged here" in text_of(legal.get(at("person_data", closed.customer_id)))
    legal.post(at("anonymise", other.pk), {"answer": "ask", "reason": "来信"})
    request = Erasure.objects.get()
    assert request.customer_id == closed.customer_id
    undo_merge(merge_id=Merge.objects.get().pk, reason="不是", by=company.manager)
    refused = manager.post(at("decide_anonymising", closed.customer_id, request.pk), {"answer": "confirm"})
    assert refused.status_code == 409
    assert "merged or parted" in text_of(refused)
    assert Customer.objects.get(pk=closed.customer_id).name == NAME


def test_what_the_customer_wrote_is_escaped(signed: Signed, closed: Case) -> None:
    Customer.objects.filter(pk=closed.customer_id).update(name="<script>alert(1)</script>")
    Message.objects.filter(case=closed).update(body=json.dumps({"a": "<b>"}))
    page = text_of(signed("legal").get(at("person_data", closed.customer_id)))
    assert "<script>alert" not in page
