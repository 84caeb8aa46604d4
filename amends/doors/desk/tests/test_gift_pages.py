"""The pages of gifts and stock: who gets in, what a person of the warehouse does there, and what a refused form keeps."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from amends.doors.desk.queries.gift_words import product_words, reason_words
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions, reactions
from amends.practice.remedies.gifts.actions.telling import tell_of_low_stock
from amends.practice.remedies.gifts.events import CountHandedIn
from amends.practice.remedies.gifts.models import (
    Gift,
    StockLevel,
    StockTake,
    Supplier,
    SupplierOrder,
    Warehouse,
)
from amends.practice.remedies.gifts.rules.suggesting import Reason

pytestmark = pytest.mark.django_db
READ = (
    "gifts/",
    "gifts/TEA/",
    "stock/",
    "stock/counts/",
    "suppliers/",
    "stock/export",
    "stock/movements/export",
)
WRITE = (
    "stock/in",
    "stock/off",
    "stock/move",
    "stock/mark",
    "stock/warehouses",
    "stock/warehouses/rename",
    "stock/warehouses/close",
    "stock/warehouses/reopen",
    "stock/file",
    "stock/counts/begin",
    "suppliers/add",
)


@pytest.fixture
def keeper(company: Any) -> Member:
    member = Member(username="keeper", display_name="仓管", role="warehouse", department=company.head)
    member.set_unusable_password()
    member.save()
    return member


@pytest.fixture
def tea(company: Any, keeper: Member) -> Gift:
    said = actions.Described(
        name="龙井茶",
        name_en="Longjing tea",
        kind="useful",
        unit_cost=Decimal("36.50"),
        price_class="small",
        cautions=["caffeine"],
        occasions=["slip"],
    )
    gift = actions.add_gift(code="TEA", described=said, by=company.lead)
    for code in ("HZ", "SH"):
        actions.add_warehouse(code=code, name=f"{code}仓", department_id=company.head.pk, by=keeper)
    return gift


def status(answer: Any) -> int:
    if answer.streaming:
        downloaded(answer)
    return int(answer.status_code)


def downloaded(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def as_(client: Client, who: Member) -> Client:
    client.force_login(who)
    return client


def test_who_gets_in(client: Client, company: Any, tea: Gift, keeper: Member) -> None:
    allowed = {"handler": 2, "quality": 2, "lead": 7, "manager": 7, "trainer": 0, "administrator": 0}
    for name, pages in allowed.items():
        browser = as_(client, company.members[name])
        statuses = [status(browser.get(f"/desk/{page}")) for page in READ]
        assert statuses == [200] * pages + [403] * (7 - pages), name
        posts = {browser.post(f"/desk/{page}", {}).status_code for page in WRITE}
        assert posts == {403}, name
    browser = as_(client, keeper)
    assert {status(browser.get(f"/desk/{page}")) for page in READ} == {200}
    assert browser.get("/desk/stock/in").status_code == 405
    assert browser.get("/desk/gifts/NONE/").status_code == 404
    assert "新礼品" not in as_(client, company.handler).get("/desk/gifts/").content.decode()


def test_a_gift_is_added_changed_found_and_retired(client: Client, company: Any, tea: Gift) -> None:
    browser = as_(client, company.lead)
    form = {
        "code": "cookie",
        "name": "曲奇<b>小罐",
        "kind": "own",
        "unit_cost": "28",
        "currency": "CNY",
        "price_class": "small",
        "occasions": ["slip"],
        "cautions": ["gluten", "milk"],
        "products": "蛋糕，吐司、面包",
        "season_from": "13-01",
        "season_to": "02-01",
    }
    refused = browser.post("/desk/gifts/new", form)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="13-01"' in page and "曲奇&lt;b&gt;小罐" in page and "蛋糕，吐司、面包" in page
    assert (
        browser.post("/desk/gifts/new", {**form, "name": "送女士的曲奇", "season_from": "01-01"}).status_code
        == 422
    )
    assert browser.post("/desk/gifts/new", {**form, "season_from": "12-20"}).status_code == 302
    made = Gift.objects.get(code="COOKIE")
    assert (made.products, made.cautions) == (["蛋糕", "吐司", "面包"], ["gluten", "milk"])
    listed = browser.get("/desk/gifts/?without=caffeine").content.decode()
    assert "COOKIE" in listed and "龙井茶" not in listed
    assert "龙井茶" in browser.get("/desk/gifts/?q=longjing").content.decode()
    assert (
        browser.post("/desk/gifts/COOKIE/change", {**form, "season_from": "", "season_to": ""}).status_code
        == 302
    )
    assert Gift.objects.get(code="COOKIE").season_from == ""
    assert browser.post("/desk/gifts/COOKIE/retire", {"reason": " "}).status_code == 422
    assert browser.post("/desk/gifts/COOKIE/retire", {"reason": "不再生产"}).status_code == 302
    assert browser.post("/desk/gifts/COOKIE/retire", {"reason": "再来一次"}).status_code == 409
    assert "COOKIE" not in browser.get("/desk/gifts/").content.decode()
    assert "COOKIE" in browser.get("/desk/gifts/?view=retired").content.decode()


def test_the_warehouse_moves_stock_and_a_refused_form_keeps_what_was_entered(
    client: Client, company: Any, tea: Gift, keeper: Member
) -> None:
    browser = as_(client, keeper)
    here = {"warehouse": "HZ", "gift": tea.pk}
    assert browser.post("/desk/stock/in", {**here, "quantity": "12", "reason": "=1+1"}).status_code == 302
    wrong = browser.post("/desk/stock/off", {**here, "doing": "off", "quantity": "20", "reason": "受潮了"})
    assert wrong.status_code == 400
    assert 'value="20"' in wrong.content.decode() and 'value="受潮了"' in wrong.content.decode()
    assert browser.post("/desk/stock/off", {**here, "quantity": "x", "reason": "r"}).status_code == 422
    assert browser.post("/desk/stock/move", {**here, "to": "SH", "quantity": "5"}).status_code == 302
    assert browser.post("/desk/stock/mark", {**here, "quantity": "7"}).status_code == 302
    levels = dict(StockLevel.objects.values_list("warehouse__code", "on_shelf"))
    assert levels == {"HZ": 7, "SH": 5}
    page = browser.get("/desk/stock/").content.decode()
    assert "偏低" in page and "调到" in page
    rows = list(csv.reader(io.StringIO(downloaded(browser.get("/desk/stock/movements/export")))))
    assert len(rows) == 4
    assert "'=1+1" in rows[-1]
    assert len(downloaded(browser.get("/desk/stock/export")).splitlines()) == 3


def test_who_is_told_that_stock_runs_low_reads_what_it_is_called_and_where(
    client: Client, tea: Gift, keeper: Member
) -> None:
    room = Warehouse.objects.get(code="HZ")
    actions.bring_in(gift_id=tea.pk, warehouse_id=room.pk, quantity=9, by=keeper)
    actions.set_mark(gift_id=tea.pk, warehouse_id=room.pk, low_at=9, by=keeper)
    tell_of_low_stock(StockLevel.objects.get(gift=tea).pk, 0)
    client.force_login(keeper)
    told = client.get("/desk/notices/", headers={"accept-language": "en"}).content.decode()
    assert "Gift “Longjing tea” runs low in warehouse HZ仓: 9 left" in told
    assert "TEA" not in told


def test_a_count_is_made_by_one_and_confirmed_by_another(
    client: Client, company: Any, tea: Gift, keeper: Member
) -> None:
    browser = as_(client, keeper)
    browser.post("/desk/stock/in", {"warehouse": "HZ", "gift": tea.pk, "quantity": "31"})
    browser.post("/desk/stock/counts/begin", {"warehouse": "HZ"})
    take = StockTake.objects.get()
    at = f"/desk/stock/counts/{take.pk}/"
    # Whoever counts does not see what the house believes.
    assert "31" not in browser.get(at).content.decode().split("count-rows")[1].split("</form>")[0]
    refused = browser.post(f"{at}enter", {f"gift-{tea.pk}": "abc"})
    assert refused.status_code == 422 and 'value="abc"' in refused.content.decode()
    assert browser.post(f"{at}enter", {f"gift-{tea.pk}": "29", "then": "hand_in"}).status_code == 302
    assert browser.post(f"{at}decide", {"answer": "confirm"}).status_code == 403
    manager = as_(Client(), company.manager)
    reactions.tell_of_count(CountHandedIn(take_id=take.pk))
    assert "仓库 HZ仓 的盘点等第二个人确认" in manager.get("/desk/notices/").content.decode()
    assert browser.get("/desk/notices/").status_code == 200
    notice = Notice.objects.get(member=company.manager)
    assert manager.post(f"/desk/notices/{notice.pk}")["Location"] == at
    assert "−2" in manager.get(at).content.decode()
    assert manager.post(f"{at}decide", {"answer": "no", "reason": ""}).status_code == 422
    assert manager.post(f"{at}decide", {"answer": "confirm"}).status_code == 302
    assert StockLevel.objects.get().on_shelf == 29
    page = manager.get("/desk/stock/?warehouse=HZ").content.decode().partition("stock-journal")[2]
    assert f'<a class="link" href="{at}">盘点</a>' in page
    table = downloaded(manager.get("/desk/stock/movements/export?warehouse=HZ"))
    assert ",盘点," in table and "stock_take" not in page + table
    assert manager.post(f"{at}decide", {"answer": "confirm"}).status_code == 409


def test_an_order_is_written_sent_and_received_on_the_pages(
    client: Client, company: Any, tea: Gift, keeper: Member
) -> None:
    browser = as_(client, keeper)
    assert browser.post("/desk/suppliers/add", {"name": "茶农", "lead_days": "x"}).status_code == 422
    assert browser.post("/desk/suppliers/add", {"name": "茶农", "lead_days": "7"}).status_code == 302
    supplier = Supplier.objects.get()
    Gift.objects.update(supplier=supplier)
    form = f"/desk/suppliers/{supplier.pk}/order"
    wrong = browser.post(form, {"warehouse": "HZ", f"gift-{tea.pk}": "", "note": "先到一半"})
    assert wrong.status_code == 422 and "先到一半" in wrong.content.decode()
    browser.post(form, {"warehouse": "HZ", f"gift-{tea.pk}": "10", f"price-{tea.pk}": "35"})
    order = SupplierOrder.objects.get()
    at = f"/desk/suppliers/orders/{order.pk}/"
    assert browser.post(f"{at}receive", {}).status_code == 409
    assert browser.post(f"{at}place", {"expected_on": "2020-01-01"}).status_code == 422
    assert browser.post(f"{at}place", {}).status_code == 302
    line = order.lines.get()
    assert browser.post(f"{at}receive", {f"came-{line.pk}": "11"}).status_code == 422
    assert browser.post(f"{at}receive", {f"came-{line.pk}": "4"}).status_code == 302
    assert "4 / 10" in browser.get(at).content.decode()
    assert as_(Client(), company.manager).get(at).status_code == 200


@pytest.mark.parametrize(
    ("language", "read"), [("en", "kettle"), ("zh-hans", "养生壶"), ("zh-hant", "養生壺")]
)
def test_what_a_gift_goes_with_is_read_in_the_language_of_the_reader(language: str, read: str) -> None:
    words = "养生壶/養生壺/kettle"
    with override(language):
        assert product_words([words, words]) == read
        for code in ("fits_product", "other_product"):
            said = reason_words(Reason(code, words))
            assert read in said and "/" not in said
