"""Working together on the desk: notices, mentions, presence, merged cases, marking several, drafts to bring back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.models import BulkRun, Case, CaseLink, Party, Watch
from amends.foundation.audit.models import AuditEntry
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.notices.models import Muted, Notice
from amends.practice.replies.actions import save_draft
from amends.practice.replies.models import KeptDraft, ReplyDraft


@pytest.fixture
def desk(client: Client, company: Any) -> Client:
    client.cookies["django_language"] = "zh-hans"
    client.force_login(company.handler)
    return client


def to(name: str, case: Case, *rest: int) -> str:
    return reverse(f"desk:{name}", args=[case.number, *rest])


def tell(member: Any, case: Case, origin: str = "o", kind: NoticeKind = NoticeKind.ASSIGNED) -> Notice:
    notify(to=[member.pk], kind=kind, origin=origin, case_id=case.pk, number=case.number)
    return Notice.objects.get(member=member, origin=origin)


def test_the_bell_counts_what_is_new_and_only_what_may_be_seen(
    desk: Client, company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    tell(company.handler, owned_case, "one")
    hidden = register(department=company.west)
    tell(company.handler, hidden, "two")
    page = desk.get(reverse("desk:list")).content.decode()
    assert "data-bell-count>1</span>" in page
    notices = desk.get(reverse("desk:notices")).content.decode()
    assert owned_case.number in notices
    assert hidden.number not in notices


def test_a_notice_leads_to_its_case_and_is_read_then(desk: Client, company: Any, owned_case: Case) -> None:
    notice = tell(company.handler, owned_case)
    answer = desk.post(reverse("desk:notice", args=[notice.pk]))
    assert answer.url == to("case", owned_case)
    notice.refresh_from_db()
    assert notice.seen_at
    desk.post(reverse("desk:notice", args=[notice.pk]), {"mark": "unseen"})
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_nobody_opens_or_reads_a_notice_of_another(desk: Client, company: Any, owned_case: Case) -> None:
    notice = tell(company.colleague, owned_case)
    assert desk.post(reverse("desk:notice", args=[notice.pk])).status_code == 404
    desk.post(reverse("desk:see_notices"), {"newest": notice.pk})
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_marking_all_leaves_what_came_in_since(desk: Client, company: Any, owned_case: Case) -> None:
    seen = tell(company.handler, owned_case, "one")
    later = tell(company.handler, owned_case, "two")
    desk.post(reverse("desk:see_notices"), {"newest": seen.pk})
    assert set(Notice.objects.filter(seen_at=None)) == {later}


def test_kinds_that_are_not_wanted_do_not_come(desk: Client, company: Any, owned_case: Case) -> None:
    desk.post(reverse("desk:choose_notices"), {"kinds": ["task"]})
    assert not Muted.objects.filter(kind="mention").exists()
    notify(
        to=[company.handler.pk],
        kind=NoticeKind.ASSIGNED,
        origin="x",
        case_id=owned_case.pk,
        number=owned_case.number,
    )
    assert not Notice.objects.exists()
    assert desk.post(reverse("desk:choose_notices"), {"kinds": ["gossip"]}).status_code == 422


def test_the_page_of_notices_costs_the_same_however_many_there_are(
    desk: Client, company: Any, owned_case: Case
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(reverse("desk:notices")).status_code == 200
        return len(seen)

    tell(company.handler, owned_case, "first")
    cost()
    few = cost()
    for number in range(30):
        tell(company.handler, owned_case, f"n{number}")
    assert cost() == few
    assert "after=" in desk.get(reverse("desk:notices")).content.decode()


@pytest.mark.parametrize("name", ["notices", "drafts"])
def test_pages_of_ones_own_are_for_who_works_on_cases(client: Client, company: Any, name: str) -> None:
    client.force_login(company.trainer)
    assert client.get(reverse(f"desk:{name}")).status_code == 403


def test_names_are_offered_only_of_who_may_see_the_case(desk: Client, company: Any, owned_case: Case) -> None:
    people = desk.get(to("names", owned_case), {"q": "先生"}).json()["people"]
    names = {one["insert"] for one in people}
    assert "colleague先生" in names
    assert not names & {"west_handler先生", "handler先生", "trainer先生"}


def test_a_note_that_names_somebody_from_outside_is_refused_and_nothing_is_lost(
    desk: Client, company: Any, owned_case: Case
) -> None:
    answer = desk.post(
        to("note", owned_case), {"body": "@west_handler 请看"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 422
    assert "west_handler先生" in answer.json()["message"]


def test_two_who_look_at_one_case_hear_of_each_other_by_the_pulse(
    desk: Client, company: Any, owned_case: Case
) -> None:
    other = Client()
    other.force_login(company.colleague)
    for browser, data in ((desk, {}), (other, {"typing": "1"})):
        assert browser.post(to("here", owned_case), data).status_code == 204
    present = desk.get(reverse("desk:pulse")).json()["present"]
    assert present == [{"number": owned_case.number, "name": "colleague先生", "typing": True}]
    other.post(to("here", owned_case), {"gone": "1"})
    assert desk.get(reverse("desk:pulse")).json()["present"] == []


def test_a_notice_arrives_by_the_pulse_and_only_where_its_case_may_be_seen(
    desk: Client, company: Any, owned_case: Case, django_assert_num_queries: Any
) -> None:
    other = Client()
    other.force_login(company.colleague)
    quiet = other.get(reverse("desk:pulse"))
    assert quiet.json()["unseen"] == ""
    tag = {"If-None-Match": quiet.headers["ETag"]}
    assert other.get(reverse("desk:pulse"), headers=tag).status_code == 304
    actions.add_note(case_id=owned_case.pk, body="@colleague先生 请看", by=company.handler)
    with django_assert_num_queries(5):
        told = other.get(reverse("desk:pulse"), headers=tag)
    assert (told.status_code, told.json()["unseen"]) == (200, "1")
    actions.restrict_case(case_id=owned_case.pk, reason="保密", by=company.legal)
    assert other.get(reverse("desk:pulse")).json()["unseen"] == ""


def test_nobody_is_present_in_a_case_that_they_may_not_see(
    client: Client, company: Any, owned_case: Case
) -> None:
    client.force_login(company.west_handler)
    assert client.post(to("here", owned_case)).status_code == 404
    assert client.get(to("names", owned_case)).status_code == 404


def test_a_merged_case_is_read_in_the_main_one_under_its_own_number(
    desk: Client, company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    early = register(text="第一次打电话说的话")
    answer = desk.post(
        to("merge_cases", owned_case), {"other": early.number, "way": "here", "why": "同一件事"}
    )
    assert answer.url == to("case_related", owned_case)
    assert desk.get(to("case", early)).url == to("case", owned_case)
    page = desk.get(to("case", owned_case)).content.decode()
    assert "第一次打电话说的话" in page
    assert early.number in page
    sheet = desk.get(to("case_related", early)).content.decode()
    assert owned_case.number in sheet
    merge = early.merges.get()
    desk.post(to("part_cases", early, merge.pk))
    assert desk.get(to("case", early)).status_code == 200


def test_merging_asks_nothing_of_a_case_without_merges(desk: Client, company: Any, owned_case: Case) -> None:
    desk.get(to("case", owned_case))
    with CaptureQueriesContext(connection) as seen:
        desk.get(to("case", owned_case))
    assert not [one for one in seen.captured_queries if "cases_casemerge" in one["sql"]]


def test_what_was_typed_stands_there_again_when_a_merge_is_refused(
    desk: Client, company: Any, owned_case: Case
) -> None:
    answer = desk.post(
        to("merge_cases", owned_case),
        {"form": "merge", "other": "A26-999999", "way": "there", "why": "同一 <b>件事"},
    )
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "同一 &lt;b&gt;件事" in page
    assert "A26-999999" in page


def test_linking_and_taking_out_on_the_sheet(
    desk: Client, company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    other = register()
    desk.post(to("link_cases", owned_case), {"form": "link", "other": other.number, "kind": "parent"})
    made = CaseLink.objects.get()
    assert (made.case, made.other, made.kind) == (other, owned_case, "child")
    assert other.number in desk.get(to("case_related", owned_case)).content.decode()
    desk.post(to("end_link", owned_case, made.pk))
    assert not CaseLink.objects.filter(ended_at=None).exists()
    message = actions.add_customer_message(case_id=owned_case.pk, text="发票也没有", by=company.portal)
    sheet = desk.get(to("case_related", owned_case)).content.decode()
    # The customer's words stand in the form, and are not taken for something to tell the reader.
    assert sheet.count("发票也没有") == 1
    assert "分给了别的部门，就只有他们能看到" in desk.get(to("case_related", owned_case)).content.decode()
    desk.post(to("split_case", owned_case), {"form": "split", "messages": [message.pk], "reason": "另一件事"})
    assert CaseLink.objects.get(kind="split").other == owned_case


def test_one_note_goes_to_all_cases_under_one_and_to_that_one_too(
    desk: Client, company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    under = [register() for _number in range(2)]
    for case in under:
        desk.post(to("link_cases", owned_case), {"form": "link", "other": case.number, "kind": "parent"})
    sheet = desk.get(to("case_related", owned_case)).content.decode()
    form = sheet[sheet.index("related-note") :]
    ids = [int(found) for found in re.findall(r'name="cases" value="(\d+)"', form)]
    assert ids == [*(case.pk for case in under), owned_case.pk]
    sent = {"kind": "note", "sure": "1", "cases": ids, "idempotency_key": "k-note"}
    assert desk.post(reverse("desk:bulk"), {**sent, "words": " "}).status_code == 422
    for _twice in range(2):
        desk.post(reverse("desk:bulk"), {**sent, "words": "价签已更换"})
    assert [case.notes.get().body for case in (*under, owned_case)] == ["价签已更换"] * 3


def test_watching_and_putting_aside_on_the_sheet_and_in_the_list(
    desk: Client, company: Any, owned_case: Case
) -> None:
    desk.post(to("watch", owned_case), {"watch": "yes"})
    assert Watch.objects.get().member == company.handler
    mine = reverse("desk:list") + "?view=mine"
    assert owned_case.number in desk.get(mine).content.decode()
    desk.post(to("snooze", owned_case), {"until_when": "customer"})
    assert owned_case.number not in desk.get(mine).content.decode()
    assert owned_case.number in desk.get(reverse("desk:list") + "?view=snoozed").content.decode()
    assert owned_case.number in desk.get(reverse("desk:list") + "?view=watched").content.decode()
    answer = desk.post(to("snooze", owned_case), {"until_when": "time", "until": ""})
    assert answer.status_code == 422
    desk.post(to("snooze", owned_case), {"until_when": "wake"})
    assert owned_case.number in desk.get(mine).content.decode()


def test_a_party_is_entered_and_hostile_words_stay_words(
    desk: Client, company: Any, owned_case: Case
) -> None:
    sent = {"form": "party", "kind": "witness", "name": "<i>邻座</i>", "may_know": "course"}
    assert desk.post(to("add_party", owned_case), sent).status_code == 302
    assert "&lt;i&gt;邻座" in desk.get(to("case_involved", owned_case)).content.decode()
    refused = desk.post(to("add_party", owned_case), {**sent, "may_know": "all"})
    assert refused.status_code == 422


def test_how_a_party_is_reached_is_covered_until_somebody_asks_for_it(
    desk: Client, company: Any, owned_case: Case
) -> None:
    sent = {"form": "party", "kind": "witness", "name": "邻座", "may_know": "course"}
    reached = {"phone": "138-0013-8000", "email": "wang@example.com"}
    desk.post(to("add_party", owned_case), {**sent, **reached})
    party = Party.objects.get()
    page = desk.get(to("case_involved", owned_case)).content.decode()
    assert "138****8000" in page
    assert "w***@example.com" in page
    assert not any(words in page for words in reached.values())
    assert desk.get(to("show_party", owned_case, party.pk)).status_code == 405
    shown = desk.post(to("show_party", owned_case, party.pk)).content.decode()
    assert all(words in shown for words in reached.values())
    assert AuditEntry.objects.filter(action="party.shown").count() == 1
    assert "138-0013-8000" not in desk.get(to("case_involved", owned_case)).content.decode()


def test_a_document_is_brought_on_the_sheet_and_can_be_looked_at_from_it(
    desk: Client, company: Any, owned_case: Case, files: Path
) -> None:
    sent = {"form": "party", "kind": "representative", "name": "张律师", "may_know": "all"}
    paper = SimpleUploadedFile("委托书.txt", "兹委托".encode())
    assert desk.post(to("add_party", owned_case), {**sent, "brought": paper}).status_code == 302
    file = Party.objects.get().document
    assert file is not None
    page = desk.get(to("case_involved", owned_case)).content.decode()
    assert reverse("desk:look_at_file", args=[file.pk]) in page
    desk.post(to("add_party", owned_case), {**sent, "name": "女儿", "may_know": "nothing"})
    later = Party.objects.get(name="女儿")
    place = to("document_party", owned_case, later.pk)
    empty = desk.post(place, {"form": f"document-{later.pk}", "may_know": "all"})
    assert empty.status_code == 422
    assert "<details open>" in empty.content.decode()
    assert desk.post(place, {"may_know": "all", "document": str(file.pk)}).status_code == 302
    later.refresh_from_db()
    assert (later.document, later.may_know) == (file, "all")


def test_several_cases_are_named_before_anything_is_done_and_told_case_by_case(
    desk: Client, company: Any, register: Callable[..., Case]
) -> None:
    cases = [register() for _number in range(2)]
    marked = {"cases": [case.pk for case in cases], "kind": "watch", "of": "25"}
    asked = desk.post(reverse("desk:bulk"), marked).content.decode()
    assert all(case.number in asked for case in cases)
    assert not BulkRun.objects.exists()
    done = desk.post(reverse("desk:bulk"), {**marked, "sure": "1"})
    run = BulkRun.objects.get()
    assert done.url == reverse("desk:bulk_run", args=[run.pk])
    assert all(case.number in desk.get(done.url).content.decode() for case in cases)
    undone = desk.post(reverse("desk:undo_bulk", args=[run.pk]), follow=True).content.decode()
    assert not Watch.objects.exists()
    assert "已撤回 2 件。" in undone


def test_nobody_sees_what_another_did_to_several(client: Client, company: Any, owned_case: Case) -> None:
    client.force_login(company.handler)
    client.post(reverse("desk:bulk"), {"cases": [owned_case.pk], "kind": "watch", "sure": "1"})
    run = BulkRun.objects.get()
    client.force_login(company.colleague)
    assert client.get(reverse("desk:bulk_run", args=[run.pk])).status_code == 404
    assert client.post(reverse("desk:undo_bulk", args=[run.pk])).status_code == 404


def test_drafts_survive_another_owner_a_merge_and_closing(
    desk: Client, company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    """zammad #5953, #702, #2786: the draft was gone with the owner, or with the merge."""
    other = register()
    for case in (owned_case, other):
        save_draft(case_id=case.pk, kind="reply", body="写到一半的回复，还没写完", by=company.handler)
    actions.assign_case(case_id=owned_case.pk, to=company.colleague, by=company.lead)
    actions.merge_cases(case_id=other.pk, into=owned_case.pk, why="同一件事", by=company.handler)
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤回", by=company.lead
    )
    page = desk.get(reverse("desk:drafts")).content.decode()
    assert page.count("写到一半的回复") == 2
    draft = ReplyDraft.objects.get(case=other)
    desk.post(to("take_draft", owned_case, draft.pk))
    assert ReplyDraft.objects.filter(case=other).exists()


def test_what_was_taken_out_of_a_draft_comes_back(desk: Client, company: Any, owned_case: Case) -> None:
    for body in ("这是一段写了很久的回复内容", "这是一段写了很久的回复内容，再加一句", ""):
        desk.post(to("draft", owned_case), {"mode": "reply", "body": body})
    kept = KeptDraft.objects.get()
    assert kept.body.endswith("再加一句")
    assert "再加一句" in desk.get(reverse("desk:drafts")).content.decode()
    desk.post(reverse("desk:recover_draft", args=[kept.pk]))
    assert ReplyDraft.objects.get(kind="reply").body == kept.body


def test_a_colleagues_draft_is_read_and_copied_never_changed(
    desk: Client, company: Any, owned_case: Case
) -> None:
    draft = save_draft(case_id=owned_case.pk, kind="reply", body="同事写的草稿内容", by=company.colleague)
    assert "同事写的草稿内容" in desk.get(to("case_involved", owned_case)).content.decode()
    taken = desk.post(to("take_draft", owned_case, draft.pk), follow=True).content.decode()
    assert "已复制。" in taken
    assert "您自己先前写的" not in taken
    assert ReplyDraft.objects.get(member=company.handler, kind="reply").body == "同事写的草稿内容"
    draft.refresh_from_db()
    assert draft.member == company.colleague
    stranger = Client()
    stranger.force_login(company.west_handler)
    assert stranger.post(to("take_draft", owned_case, draft.pk)).status_code == 404


@pytest.mark.parametrize(
    "name", ["merge_cases", "link_cases", "split_case", "watch", "snooze", "here", "add_party"]
)
def test_changes_come_by_post_only_and_not_from_outside(
    client: Client, company: Any, owned_case: Case, name: str
) -> None:
    client.force_login(company.handler)
    assert client.get(to(name, owned_case)).status_code == 405
    client.force_login(company.trainer)
    assert client.post(to(name, owned_case)).status_code == 403
    client.force_login(company.west_handler)
    assert client.post(to(name, owned_case)).status_code == 404
