"""The sheet of evidence and every address of a file: for whom it is, and for whom it is not."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.actions import restrict_case
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.vault import keep, path_of
from amends.content import specimens as made
from amends.content.retention import keep_rules
from amends.doors.desk.queries.evidence_sheet import pages_near
from amends.doors.desk.queries.timeline import file_entry
from amends.foundation.kernel import clock
from amends.foundation.kernel.jobs import run_due
from amends.foundation.organisation.queries import portal_member
from amends.practice.replies.models import Reply

LETTER = "王女士您好，给您添麻烦了，非常抱歉。附件是我们的记录，明天18:00前再给您答复，有事请打400-100-2000找我，林知夏。"


@pytest.fixture
def case(company: Any, register: Callable[..., Case], files: Path) -> Case:
    data = made.photo()
    case = register(files=[keep("照片.jpg", io.BytesIO(data), len(data))])
    run_due(reraise=True)
    Case.objects.filter(pk=case.pk).update(
        owner=company.handler, severity="minor", risks=[], restricted=False
    )
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def file(case: Case) -> Attachment:
    return Attachment.objects.get(case=case)


def addresses(file: Attachment) -> list[str]:
    return [
        reverse(f"desk:{name}", args=[file.pk])
        for name in ("attachment", "original", "thumbnail", "look_at_file")
    ] + [reverse("desk:file_page", args=[file.pk, 1])]


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_the_sheet_shows_files_with_who_brought_them_and_keeps_new_ones(
    client: Client, company: Any, case: Case, photo: bytes
) -> None:
    client.force_login(company.handler)
    added = client.post(
        reverse("desk:add_evidence", args=[case.number]),
        {"files": [upload("证明.docx", b"PK\x03\x04" + b"\x00" * 30), upload("<b>x</b>.txt", b"words")]},
    )
    assert added.status_code == 302
    page = client.get(reverse("desk:case_evidence", args=[case.number])).content.decode()
    assert "照片.jpg" in page
    assert "证明.docx" in page
    assert "<b>x</b>" not in page


def test_a_program_is_named_as_one_beside_the_file_and_not_shown(
    client: Client, company: Any, case: Case, photo: bytes
) -> None:
    client.force_login(company.handler)
    client.post(
        reverse("desk:add_evidence", args=[case.number]),
        {
            "files": [
                upload("订单明细.exe", b"MZ\x90\x00" * 20),
                upload("照片.scr", photo),
                upload("说明.txt", b"words"),
            ]
        },
    )
    run_due(reraise=True)
    page = client.get(reverse("desk:case_evidence", args=[case.number])).content.decode()
    warning = "打开这个文件可能会运行程序"
    assert page.count(warning) == 2
    for file in Attachment.objects.filter(case=case).exclude(name="照片.jpg"):
        look = reverse("desk:look_at_file", args=[file.pk])
        assert (f'<a class="button button-small" href="{look}"' in page) is (file.name == "说明.txt")
        shown = client.get(look).content.decode()
        assert (warning in shown and "<figure" not in shown) is file.is_program
        assert file_entry(file)["url"] == look
        take = reverse("desk:take_along", args=[case.number, file.pk])
        assert (take in page) is not file.is_program
        sent = client.post(take, {"answer": "yes"}, follow=True)
        assert ("是程序文件，不能发给顾客" in sent.content.decode()) is file.is_program


def test_who_brought_it_through_the_customers_door_is_said_in_the_readers_language(
    client: Client, company: Any, case: Case, file: Attachment
) -> None:
    Attachment.objects.filter(pk=file.pk).update(added_by=portal_member())
    client.force_login(company.handler)
    for language, word in (("zh-hans", "顾客"), ("zh-hant", "顧客"), ("en", "Customer")):
        client.cookies["django_language"] = language
        page = client.get(reverse("desk:case_evidence", args=[case.number])).content.decode()
        assert f'<p class="quiet">{word} · ' in page


@pytest.mark.parametrize(
    ("language", "names", "mark"),
    [
        ("zh-hans", "“照片.jpg”、“合同.txt”", "比对哈希值：<strong>不符"),
        ("zh-hant", "「照片.jpg」、「合同.txt」", "比對雜湊值：<strong>不符"),
        ("en", "“照片.jpg”, “合同.txt”", "compared with its hash: <strong>does not match"),
    ],
)
def test_what_does_not_match_its_hash_is_named_in_the_readers_way(
    client: Client,
    company: Any,
    case: Case,
    file: Attachment,
    files: Path,
    language: str,
    names: str,
    mark: str,
) -> None:
    client.force_login(company.handler)
    client.cookies["django_language"] = language
    client.post(reverse("desk:add_evidence", args=[case.number]), {"files": [upload("合同.txt", b"words")]})
    verify = reverse("desk:verify_files", args=[case.number])
    assert client.post(verify).status_code == 302
    for one in Attachment.objects.filter(case=case):
        (files / path_of(one.sha256)).write_bytes(b"other")
    refused = client.post(verify)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert names in page
    assert mark in page


def test_a_box_makes_a_copy_and_a_wrong_number_keeps_what_was_entered(
    client: Client, company: Any, file: Attachment
) -> None:
    client.force_login(company.handler)
    address = reverse("desk:redact", args=[file.pk])
    row = {"page": ["1"], "left": ["10"], "top": ["20"], "width": ["30"], "height": ["x"]}
    wrong = client.post(address, {**row, "remark": "门牌"})
    assert wrong.status_code == 422
    assert 'value="门牌"' in wrong.content.decode()
    right = client.post(address, {**row, "height": ["5"], "remark": "门牌"})
    copy = Attachment.objects.get(source=file)
    assert right["Location"] == reverse("desk:look_at_file", args=[copy.pk])
    with_copy = client.get(right["Location"]).content.decode()
    assert "下载</a>" in with_copy and "原件</a>" not in with_copy, "a copy is not called the original"


def test_turning_to_another_page_keeps_the_boxes_that_were_drawn(
    client: Client, company: Any, case: Case
) -> None:
    data = made.bill()
    client.force_login(company.handler)
    client.post(reverse("desk:add_evidence", args=[case.number]), {"files": [upload("账单.pdf", data)]})
    run_due(reraise=True)
    bill = Attachment.objects.get(name="账单.pdf")
    drawn = {
        "page": ["1", "1"],
        "left": ["11.5", ""],
        "top": ["22", ""],
        "width": ["33", ""],
        "height": ["4", ""],
    }
    turned = client.post(
        reverse("desk:redact", args=[bill.pk]), {**drawn, "remark": "地址", "turn_to": "2", "shown": "1"}
    )
    page = turned.content.decode()
    assert turned.status_code == 200
    assert reverse("desk:file_page", args=[bill.pk, 2]) in page
    assert page.count('value="11.5"') == 1
    assert 'value="地址"' in page
    assert not bill.derived.exists()


def test_a_recording_comes_in_parts_by_every_door(client: Client, company: Any, case: Case) -> None:
    data = made.recording()
    message = actions.add_customer_message(
        case_id=case.pk, text="录音", files=[keep("录音.wav", io.BytesIO(data), len(data))], by=company.portal
    )
    sound = message.attachments.get()
    client.force_login(company.handler)
    for address in (
        reverse("desk:attachment", args=[sound.pk]),
        reverse("portal:attachment", args=[case.token, sound.pk]),
    ):
        answer = client.get(address, headers={"Range": "bytes=4-9"})
        assert (answer.status_code, answer.getvalue()) == (206, data[4:10])
        assert answer.headers["Content-Range"] == f"bytes 4-9/{len(data)}"
        assert client.get(address, headers={"Range": f"bytes={len(data)}-"}).status_code == 416


def test_a_film_is_played_and_the_pages_of_a_long_pdf_are_few_to_choose_from(
    client: Client, company: Any, case: Case
) -> None:
    client.force_login(company.handler)
    film = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 40
    client.post(reverse("desk:add_evidence", args=[case.number]), {"files": [upload("监控.mp4", film)]})
    run_due(reraise=True)
    file = Attachment.objects.get(name="监控.mp4")
    page = client.get(reverse("desk:look_at_file", args=[file.pk])).content.decode()
    assert "<video" in page
    assert pages_near(1, 3) == [1, 2, 3]
    assert pages_near(50, 300) == [1, 0, *range(46, 55), 0, 300]


def test_the_head_of_a_mail_is_said_in_the_language_of_the_reader(
    client: Client, company: Any, case: Case
) -> None:
    client.force_login(company.handler)
    client.cookies["django_language"] = "zh-hans"
    client.post(
        reverse("desk:add_evidence", args=[case.number]), {"files": [upload("转发.eml", made.mail())]}
    )
    run_due(reraise=True)
    mail = Attachment.objects.get(name="转发.eml")
    page = client.get(reverse("desk:look_at_file", args=[mail.pk])).content.decode()
    assert "<dt>发件人</dt><dd>王女士" in page
    assert "<dt>主题</dt>" in page


def test_a_mail_around_something_redacted_is_not_offered_to_go_along(
    client: Client, company: Any, case: Case
) -> None:
    client.force_login(company.handler)
    sheet = reverse("desk:case_evidence", args=[case.number])
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "wang@example.com", "care@example.com", "照片"
    letter.set_content("照片见附件。")
    letter.add_attachment(made.photo(), maintype="image", subtype="jpeg", filename="里面.jpg")
    add = reverse("desk:add_evidence", args=[case.number])
    client.post(add, {"files": [upload("转发.eml", letter.as_bytes())]})
    run_due(reraise=True)
    mail = Attachment.objects.get(name="转发.eml")
    offer = reverse("desk:take_along", args=[case.number, mail.pk])
    assert offer in client.get(sheet).content.decode()
    inside = Attachment.objects.get(source=mail)
    boxes = {"page": ["1"], "left": ["10"], "top": ["20"], "width": ["30"], "height": ["5"], "remark": "脸"}
    client.post(reverse("desk:redact", args=[inside.pk]), boxes)
    copy = Attachment.objects.get(source=inside)
    shown = client.get(sheet).content.decode()
    assert offer not in shown
    assert reverse("desk:take_along", args=[case.number, copy.pk]) in shown


def test_no_address_of_a_file_is_for_strangers_other_teams_or_other_roles(
    client: Client, company: Any, file: Attachment
) -> None:
    for address in addresses(file):
        assert client.get(address).status_code == 302
    for name, status in (("east_handler", 404), ("trainer", 403), ("administrator", 403)):
        client.force_login(company.members[name])
        for address in addresses(file):
            assert client.get(address).status_code == status, (name, address)
    client.force_login(company.handler)
    for address in addresses(file):
        assert client.post(address).status_code == 405
        answer = client.get(address)
        answer.getvalue()
        assert answer.status_code == 200


def test_a_restricted_case_opens_none_of_its_files_to_the_team(
    client: Client, company: Any, case: Case, file: Attachment
) -> None:
    restrict_case(case_id=case.pk, reason="涉诉", by=company.legal)
    client.force_login(company.colleague)
    for address in (*addresses(file), reverse("desk:case_evidence", args=[case.number])):
        assert client.get(address).status_code == 404
    assert client.post(reverse("desk:redact", args=[file.pk]), {"left": "1"}).status_code == 404


def test_what_is_gone_or_infected_is_opened_by_no_address(
    client: Client, company: Any, file: Attachment
) -> None:
    client.force_login(company.legal)
    for change, status in (({"scan": "infected"}, 409), ({"scan": "none", "gone_at": clock.now()}, 404)):
        Attachment.objects.filter(pk=file.pk).update(**change)
        for address in addresses(file):
            assert client.get(address).status_code == status
        page = client.get(reverse("desk:case_evidence", args=[file.case.number])).content.decode()
        assert reverse("desk:original", args=[file.pk]) not in page


def test_what_cannot_be_looked_at_is_only_saved_and_can_run_nothing(
    client: Client, company: Any, case: Case
) -> None:
    client.force_login(company.handler)
    client.post(
        reverse("desk:add_evidence", args=[case.number]),
        {"files": [upload("a.html", b"<script>alert(1)</script>")]},
    )
    kept = Attachment.objects.get(name="a.html")
    answer = client.get(reverse("desk:attachment", args=[kept.pk]))
    answer.getvalue()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["set_hold", "lift_hold", "verify_files", "add_evidence"])
def test_changes_are_sent_and_not_for_other_teams(
    client: Client, company: Any, case: Case, name: str
) -> None:
    address = reverse(f"desk:{name}", args=[case.number])
    client.force_login(company.handler)
    assert client.get(address).status_code == 405
    client.force_login(company.east_handler)
    assert client.post(address, {"reason": "x"}).status_code == 404


def test_a_hold_is_for_legal_and_shown_to_everybody_of_the_case(
    client: Client, company: Any, case: Case
) -> None:
    address = reverse("desk:set_hold", args=[case.number])
    client.force_login(company.handler)
    assert client.post(address, {"reason": "诉讼"}).status_code == 403
    client.force_login(company.legal)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "东城法院 12 号"}).status_code == 302
    client.force_login(company.handler)
    assert "东城法院 12 号" in client.get(reverse("desk:case_evidence", args=[case.number])).content.decode()


def test_the_page_of_keeping_is_for_legal_and_managers(client: Client, company: Any) -> None:
    for name, status in (("legal", 200), ("manager", 200), ("handler", 403), ("quality", 403), ("lead", 403)):
        client.force_login(company.members[name])
        assert client.get(reverse("desk:keeping")).status_code == status
    assert client.post(reverse("desk:list_disposal")).status_code == 403
    client.force_login(company.legal)
    assert "保存期限" in client.get(reverse("desk:keeping")).content.decode()
    page = client.get(reverse("desk:keeping_terms")).content.decode()
    assert page.count("未启用：不在该地经营") == len(keep_rules())
    client.force_login(company.manager)
    assert client.get(reverse("desk:list_disposal")).status_code == 405
    assert client.post(reverse("desk:list_disposal")).status_code == 409


def test_files_chosen_in_the_composer_go_out_with_the_reply_and_reach_the_customer_only(
    client: Client, company: Any, case: Case, photo: bytes, settings: Any
) -> None:
    settings.AMENDS_UNDO_SECONDS = 0
    client.force_login(company.handler)
    address = reverse("desk:reply_files", args=[case.number])
    for _time in range(2):
        answer = client.post(address, {"files": [upload("记录.jpg", photo)]}, HTTP_ACCEPT="application/json")
        chosen = json.loads(answer.content)["files"]
        assert [one["name"] for one in chosen] == ["记录.jpg"]
    sent = client.post(
        reverse("desk:reply", args=[case.number]),
        {"body": LETTER, "idempotency_key": "k"},
        HTTP_ACCEPT="application/json",
    )
    assert sent.status_code == 200, sent.content.decode()
    reply = Reply.objects.get()
    assert [one["name"] for one in reply.files] == ["记录.jpg"]
    run_due(reraise=True)
    file = Attachment.objects.get(origin="sent")
    client.logout()
    own = reverse("portal:attachment", args=[case.token, file.pk])
    assert own in client.get(reverse("portal:case", args=[case.token])).content.decode()
    answer = client.get(own)
    assert answer.getvalue() == photo
    assert client.get(reverse("portal:attachment", args=["x" * 24, file.pk])).status_code == 404
    assert client.get(reverse("desk:attachment", args=[file.pk])).status_code == 302


def test_a_file_is_taken_out_of_the_reply_again(
    client: Client, company: Any, case: Case, file: Attachment
) -> None:
    client.force_login(company.handler)
    take = reverse("desk:take_along", args=[case.number, file.pk])
    assert client.post(take, {"answer": "yes"}).status_code == 302
    assert "照片.jpg" in client.get(reverse("desk:case", args=[case.number])).content.decode()
    gone = client.post(reverse("desk:reply_files", args=[case.number]), {"remove": file.pk})
    assert json.loads(gone.content) == {"files": []}
    client.force_login(company.east_handler)
    assert client.post(take, {"answer": "yes"}).status_code == 404
