"""Orders and contracts from a file, on their pages: who gets there, what is shown, and nothing without a second press."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from amends.casework.customers.models import Order
from amends.doors.channels.file_import.models import PurchaseFile

GOOD = "W1,C-1,林小满,电热水壶,1299,2026-03-02\n"
HEAD = "订单号,会员号,姓名,商品名称,实付金额,下单时间\n"


@pytest.fixture
def desk(client: Client, company: Any) -> Client:
    client.force_login(company.administrator)
    return client


def sent(desk: Client, words: str, kind: str = "orders", name: str = "表.csv", follow: bool = True) -> Any:
    file = SimpleUploadedFile(name, words.encode())
    return desk.post(reverse("desk:read_purchases"), {"kind": kind, "file": file}, follow=follow)


def test_a_file_is_shown_line_by_line_and_comes_in_by_a_press(desk: Client) -> None:
    page = sent(desk, f"{HEAD}{GOOD}W2,C-2,<b>陈,茶具,=1+1,2026-03-03\n").content.decode()
    assert "W1" in page and "&lt;b&gt;" not in page and "=1+1" in page and not Order.objects.exists()
    assert "行可以导入，" in page
    file = PurchaseFile.objects.get()
    listed = desk.get(reverse("desk:purchase_files"))
    assert listed.content.decode().count("GB 18030") == 1
    assert listed.status_code == 200 and "表.csv" in listed.content.decode()
    only = desk.get(reverse("desk:purchase_file", args=[file.pk]), {"show": "refused"}).content.decode()
    assert "W2" in only and "林小满" not in only
    assert desk.get(reverse("desk:take_purchases", args=[file.pk])).status_code == 405
    done = desk.post(reverse("desk:take_purchases", args=[file.pk]), follow=True)
    assert done.status_code == 200 and Order.objects.get().number == "W1"
    assert reverse("desk:take_purchases", args=[file.pk]) not in done.content.decode()
    assert desk.post(reverse("desk:take_purchases", args=[file.pk])).status_code == 409
    rest = b"".join(desk.get(reverse("desk:refused_purchases", args=[file.pk])).streaming_content)
    assert "'=1+1" in rest.decode("utf-8-sig")


def test_a_long_file_says_that_it_is_being_looked_at_and_taken_in(desk: Client, run_jobs: Any) -> None:
    rows = "".join(f"W{n},C-{n},林小满,电热水壶,1299,2026-03-02\n" for n in range(201))
    page = sent(desk, HEAD + rows).content.decode()
    file = PurchaseFile.objects.get()
    address, take = (reverse(f"desk:{name}", args=[file.pk]) for name in ("purchase_file", "take_purchases"))
    assert "201 行" in page and "逐行查看" in page and "every 2s" in page and take not in page
    assert "正在查看" in desk.get(reverse("desk:purchase_files")).content.decode()
    run_jobs()
    page = desk.get(address).content.decode()
    assert "every 2s" not in page and take in page
    page = desk.post(take, follow=True).content.decode()
    assert "every 2s" in page and not Order.objects.exists()
    run_jobs()
    assert "every 2s" not in desk.get(address).content.decode() and Order.objects.count() == 201


def test_names_are_shown_as_words(desk: Client) -> None:
    page = sent(desk, f"{HEAD}W1,C-1,<b>林,壶,9,2026-03-02\n", name="<i>.csv").content.decode()
    assert "&lt;b&gt;林" in page and "&lt;i&gt;.csv" in page and "<b>林" not in page


def test_what_is_no_table_is_refused_on_the_page_with_what_was_chosen(desk: Client) -> None:
    refused = sent(desk, "颜色\n红\n", kind="contracts", follow=False)
    page = refused.content.decode()
    assert refused.status_code == 422 and "颜色" in page and "合同号" in page
    assert '<option value="contracts" selected>' in page
    assert desk.post(reverse("desk:read_purchases"), {"kind": "orders"}).status_code == 422
    assert sent(desk, HEAD + GOOD, kind="people", follow=False).status_code == 422
    large = sent(desk, "x" * (2 * 1024 * 1024 + 1), follow=False)
    assert large.status_code == 413 and "2" in large.content.decode()


def test_long_files_are_paged(desk: Client) -> None:
    rows = "".join(f"N{n:03d},C-1,林小满,壶,9,2026-03-02\n" for n in range(120))
    page = sent(desk, HEAD + rows).content.decode()
    assert "N099" in page and "N100" not in page and "?from=100" in page
    file = PurchaseFile.objects.get()
    assert "N119" in desk.get(reverse("desk:purchase_file", args=[file.pk]), {"from": "100"}).content.decode()
    for odd in ("-1", "x", "9999999", "²"):
        assert desk.get(reverse("desk:purchase_file", args=[file.pk]), {"from": odd}).status_code == 200


def test_others_are_refused_by_address_and_see_no_door(desk: Client, company: Any) -> None:
    sent(desk, HEAD + GOOD)
    file = PurchaseFile.objects.get()
    one = [file.pk]
    for member in (company.handler, company.lead, company.trainer):
        desk.force_login(member)
        for name, args in (("purchase_files", []), ("purchase_file", one), ("refused_purchases", one)):
            assert desk.get(reverse(f"desk:{name}", args=args)).status_code == 403
        assert desk.get(reverse("desk:purchase_sample", args=["orders"])).status_code == 403
        for name in ("take_purchases", "drop_purchases"):
            assert desk.post(reverse(f"desk:{name}", args=one)).status_code == 403
        assert sent(desk, HEAD + GOOD, follow=False).status_code == 403
    desk.force_login(company.lead)
    assert reverse("desk:purchase_files") not in desk.get(reverse("desk:customers")).content.decode()
    desk.force_login(company.manager)
    assert reverse("desk:purchase_files") in desk.get(reverse("desk:customers")).content.decode()
    assert not Order.objects.exists() and PurchaseFile.objects.exists()


def test_a_file_can_be_removed_and_is_gone(desk: Client) -> None:
    sent(desk, HEAD + GOOD)
    file = PurchaseFile.objects.get()
    assert desk.post(reverse("desk:drop_purchases", args=[file.pk])).status_code == 302
    assert desk.get(reverse("desk:purchase_file", args=[file.pk])).status_code == 404
    assert desk.get(reverse("desk:purchase_sample", args=["people"])).status_code == 404
