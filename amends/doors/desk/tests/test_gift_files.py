"""The file and the warehouse on the pages of gifts: who may, what a wrong row says, and nothing entered is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import Gift, StockLevel, Warehouse

HEAD = "编码,名称,种类,单价,价位\n"


@pytest.fixture
def keeper(company: Any) -> Member:
    member = Member(username="keeper", display_name="仓管", role="warehouse", department=company.head)
    member.set_unusable_password()
    member.save()
    return member


@pytest.fixture
def desk(client: Client, keeper: Member, company: Any) -> Client:
    actions.add_warehouse(code="HZ", name="杭州仓", department_id=company.head.pk, by=keeper)
    client.force_login(keeper)
    return client


def sent(desk: Client, page: str, words: str, name: str = "表.csv") -> Any:
    return desk.post(f"/desk/{page}", {"file": SimpleUploadedFile(name, words.encode())})


def test_wrong_rows_are_named_and_shown_as_words(desk: Client) -> None:
    refused = sent(desk, "gifts/file", f"{HEAD}TEA,茶,useful,36,small\nCUP,<b>杯,useful,=1+1,small\n")
    page = refused.content.decode()
    assert refused.status_code == 422 and "=1+1" in page and "第 3 行" in page
    assert not Gift.objects.exists()
    sure = sent(desk, "gifts/file", f"{HEAD}TEA,<b>茶,useful,36,small\n")
    assert sure.status_code == 302 and "&lt;b&gt;茶" in desk.get("/desk/gifts/").content.decode()
    stock = sent(desk, "stock/file", "仓库,礼品,数量\nXX,TEA,3\n")
    assert stock.status_code == 422 and "XX" in stock.content.decode()
    assert sent(desk, "stock/file", "仓库,礼品,数量\nHZ,TEA,3\n").status_code == 302
    assert StockLevel.objects.get().on_shelf == 3
    assert sent(desk, "stock/file", "仓库,礼品,数量\nHZ,TEA,3\n").status_code == 409
    assert desk.post("/desk/gifts/file", {}).status_code == 422
    assert sent(desk, "gifts/file", "x", name="<script>.exe").status_code == 422


def test_samples_are_for_those_who_read_in(desk: Client, company: Any) -> None:
    for page, head in (("gifts/file/sample", "礼品编码"), ("stock/file/sample", "仓库编码")):
        answer = desk.get(f"/desk/{page}")
        assert b"".join(answer.streaming_content).decode("utf-8-sig").startswith((head, f'"{head}'))
    desk.force_login(company.handler)
    for page in ("gifts/file/sample", "stock/file/sample"):
        assert desk.get(f"/desk/{page}").status_code == 403
    assert sent(desk, "gifts/file", HEAD).status_code == 403


def test_a_warehouse_is_renamed_closed_and_opened_on_its_page(desk: Client, company: Any) -> None:
    names = {"warehouse": "HZ", "doing": "rename", "name": "<b>总仓", "department": company.head.pk}
    refused = desk.post("/desk/stock/warehouses/rename", {**names, "reason": ""})
    assert refused.status_code == 422 and "&lt;b&gt;总仓" in refused.content.decode()
    assert desk.post("/desk/stock/warehouses/rename", {**names, "reason": "合并"}).status_code == 302
    assert Warehouse.objects.get().name == "<b>总仓"
    end = {"warehouse": "HZ", "doing": "close", "reason": "到期"}
    assert desk.post("/desk/stock/warehouses/close", {**end, "reason": " "}).status_code == 422
    assert desk.post("/desk/stock/warehouses/close", end).status_code == 302
    page = desk.get("/desk/stock/").content.decode()
    assert "&lt;b&gt;总仓" in page and "重新启用" in page
    assert desk.post("/desk/stock/warehouses/reopen", {**end, "doing": "reopen"}).status_code == 302
    assert Warehouse.objects.get().retired_at is None
