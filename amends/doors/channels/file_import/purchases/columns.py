"""What a column of a table of orders or contracts can be, and the names that people give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.casework.customers.choices import ContractKind, CustomerKind
from amends.doors.channels.file_import.choices import Target
from amends.doors.channels.file_import.rules.columns import NAMES as COMPLAINT_NAMES
from amends.foundation.kernel.languages import in_every_language


class Field(TextChoices):
    NUMBER = "number", _("number")
    REFERENCE = "customer_number", _("customer number")
    NAME = "name", _("customer's name")
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    CUSTOMER_KIND = "customer_kind", _("kind of customer")
    PRODUCT = "product", _("product")
    PART_NUMBER = "part_number", _("part number")
    QUANTITY = "quantity", _("quantity")
    AMOUNT = "amount", _("amount")
    CURRENCY = "currency", _("currency")
    ORDERED_AT = "ordered_at", _("ordered")
    DELIVERED_ON = "delivered_on", pgettext_lazy("column", "delivered on")
    RETURNED_ON = "returned_on", pgettext_lazy("column", "returned on")
    SHOP = "shop", _("shop or branch")
    DEPARTMENT = "department", _("Code of the department")
    KIND = "kind", _("kind of contract")
    STARTS_ON = "starts_on", pgettext_lazy("column", "first day")
    ENDS_ON = "ends_on", pgettext_lazy("column", "last day")


CUSTOMER: Mapping[Field, tuple[str, ...]] = {
    Field.REFERENCE: COMPLAINT_NAMES[Target.REFERENCE],
    Field.NAME: COMPLAINT_NAMES[Target.NAME],
    Field.PHONE: COMPLAINT_NAMES[Target.PHONE],
    Field.EMAIL: COMPLAINT_NAMES[Target.EMAIL],
    Field.CUSTOMER_KIND: ("customer_kind", "顾客类别", "顾客类型", "客户类型", "客户类别", "个人或企业"),
}
MONEY: Mapping[Field, tuple[str, ...]] = {
    Field.AMOUNT: ("amount", "金额", "实付金额", "订单金额", "合同金额", "总价", "sum", "total", "price"),
    Field.CURRENCY: ("currency", "币种", "货币"),
}
ORDERS: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        *("order_number", "order_no", "number", "订单号", "订单编号", "单号"),
        "order_id",
        "order",
    ),
    **CUSTOMER,
    Field.PRODUCT: ("product", "产品", "商品", "产品名称", "商品名称", "品名", "item"),
    Field.PART_NUMBER: ("part_number", "料号", "货号", "型号", "sku", "part_no"),
    Field.QUANTITY: ("quantity", "数量", "件数", "qty"),
    **MONEY,
    Field.ORDERED_AT: (
        "ordered_at",
        "下单时间",
        "订单时间",
        "下单日期",
        "订单日期",
        "购买日期",
        "date",
        "日期",
    ),
    Field.DELIVERED_ON: ("delivered_on", "送达日期", "交货日期", "交付日期", "签收日期", "delivered_at"),
    Field.RETURNED_ON: ("returned_on", "退货日期", "returned_at"),
    Field.SHOP: ("shop", "门店", "网点", "店铺", "branch", "store"),
    Field.DEPARTMENT: ("department", "部门", "部门编码"),
}
CONTRACTS: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: ("contract_number", "contract_no", "number", "合同号", "合同编号", "contract"),
    **CUSTOMER,
    Field.PRODUCT: ("subject", "内容", "合同内容", "标的", "合同名称", "title"),
    Field.KIND: ("kind", "种类", "合同种类", "合同类型", "类型", "type"),
    **MONEY,
    Field.STARTS_ON: (
        "starts_on",
        "起始日",
        "起始日期",
        "开始日期",
        "生效日期",
        "from",
        "start",
        "start_date",
        "first_day",
    ),
    Field.ENDS_ON: (
        "ends_on",
        "终止日",
        "终止日期",
        "结束日",
        "结束日期",
        "到期日",
        "到期日期",
        "until",
        "end",
        "end_date",
        "last_day",
    ),
}
NEEDED = {
    "orders": (ORDERS, (Field.NUMBER, Field.PRODUCT, Field.AMOUNT, Field.ORDERED_AT)),
    "contracts": (CONTRACTS, (Field.NUMBER, Field.KIND, Field.STARTS_ON)),
}
# What a column is called where its table makes clear what it is about.
OWN_LABELS: Mapping[tuple[str, Field], object] = {
    ("orders", Field.NUMBER): _("order number"),
    ("contracts", Field.NUMBER): _("contract number"),
    ("contracts", Field.PRODUCT): _("what it is about"),
}


def label_of(kind: str, column: Field) -> str:
    return str(OWN_LABELS.get((kind, column), column.label))


def names_of(kind: str) -> dict[Field, tuple[str, ...]]:
    """Every name of every column: the usual ones, and what the sample calls it in each language."""
    labels = {one: OWN_LABELS.get((kind, one), one.label) for one in NEEDED[kind][0]}
    return {one: (*known, *in_every_language(labels[one])) for one, known in NEEDED[kind][0].items()}


def sample(kind: str) -> Iterator[list[str]]:
    """A small table in the reader's language that comes in as it is."""
    yield [label_of(kind, one) for one in NEEDED[kind][0]]
    person = [
        "C-10086",
        gettext("Ms Sample"),
        "13900010001",
        "sample@example.com",
        str(CustomerKind.PERSON.label),
    ]
    if kind == "orders":
        bought = [gettext("Electric kettle"), "DRS-17", "1", "1299.00", "CNY", "2026-03-02 09:05"]
        yield ["W-2026-001", *person, *bought, "2026-03-05", "", "", ""]
        return
    agreed = [gettext("Yearly maintenance of the kettles"), str(ContractKind.MAINTENANCE.label)]
    yield ["HT-2026-001", *person, *agreed, "4800", "CNY", "2026-01-01", "2026-12-31"]
