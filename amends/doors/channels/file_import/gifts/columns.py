"""What a column of a table of gifts or of stock can be, the names that people give it, and a table to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Choices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.casework.readings.choices import Category
from amends.foundation.kernel.languages import in_every_language
from amends.practice.remedies.gifts.choices import GiftKind, Occasion, PriceClass


class Field(TextChoices):
    CODE = "code", _("code of the gift")
    NAME = "name", _("name in Simplified Chinese")
    NAME_HANT = "name_hant", _("name in Traditional Chinese")
    NAME_EN = "name_en", _("name in English")
    KIND = "kind", pgettext_lazy("column", "kind of gift")
    COST = "unit_cost", _("cost of one")
    CURRENCY = "currency", _("currency")
    PRICE = "price_class", _("price class")
    OCCASIONS = "occasions", _("occasions")
    CATEGORIES = "categories", _("categories of complaints it fits")
    PRODUCTS = "products", _("words of the products it fits")
    DEPARTMENTS = "departments", _("codes of the branches it fits")
    SEASON_FROM = "season_from", _("season from")
    SEASON_TO = "season_to", _("season until")
    SHELF_DAYS = "shelf_days", _("days it keeps")
    CAUTIONS = "cautions", _("to mind")
    PERSONALISABLE = "personalisable", _("can be made for one person")
    NOTE = "note", _("note")
    SUPPLIER = "supplier", _("supplier")
    WAREHOUSE = "warehouse", _("code of the warehouse")
    QUANTITY = "quantity", _("how many come in")
    LOW_AT = "low_at", _("low from so many free")
    REASON = "reason", _("reason")


GIFTS: Mapping[Field, tuple[str, ...]] = {
    Field.CODE: ("code", "编码", "编号", "礼品编码", "sku"),
    Field.NAME: ("name", "名称", "简体名称", "礼品名称", "品名"),
    Field.NAME_HANT: ("name_hant", "繁体名称", "繁體名稱"),
    Field.NAME_EN: ("name_en", "英文名称", "english name"),
    Field.KIND: ("kind", "种类", "类型", "礼品种类"),
    Field.COST: ("unit_cost", "单价", "成本", "单件成本", "cost", "price"),
    Field.CURRENCY: ("currency", "币种", "货币", "幣別"),
    Field.PRICE: ("price_class", "价位", "价格档", "档次"),
    Field.OCCASIONS: ("occasions", "场合", "适用场合", "occasion"),
    Field.CATEGORIES: ("categories", "投诉类别", "适用类别", "category"),
    Field.PRODUCTS: ("products", "相关产品", "产品", "适用产品", "product"),
    Field.DEPARTMENTS: ("departments", "门店编码", "适用部门", "部门", "department"),
    Field.SEASON_FROM: ("season_from", "时令开始", "时令起"),
    Field.SEASON_TO: ("season_to", "时令结束", "时令止"),
    Field.SHELF_DAYS: ("shelf_days", "保质天数", "保质期（天）", "保质期"),
    Field.CAUTIONS: ("cautions", "注意", "注意事项", "禁忌", "caution"),
    Field.PERSONALISABLE: ("personalisable", "可定制", "可客製"),
    Field.NOTE: ("note", "备注", "说明", "備註"),
    Field.SUPPLIER: ("supplier", "供应商", "供貨商"),
}
STOCK: Mapping[Field, tuple[str, ...]] = {
    Field.WAREHOUSE: ("warehouse", "仓库", "仓库编码", "库房"),
    Field.CODE: ("gift", "礼品", "礼品编码", "编码", "code", "sku"),
    Field.QUANTITY: ("quantity", "数量", "入库数量", "件数", "qty"),
    Field.LOW_AT: ("low_at", "低库存线", "提醒线", "low_from"),
    Field.REASON: ("reason", "原因", "理由", "备注"),
}
NEEDED = {
    "gifts": (GIFTS, (Field.CODE, Field.NAME, Field.KIND, Field.COST, Field.PRICE)),
    "stock": (STOCK, (Field.WAREHOUSE, Field.CODE)),
}


def names_of(what: str) -> dict[Field, tuple[str, ...]]:
    """Every name of every column: the usual ones, and what the sample calls it in each language."""
    return {one: (*known, *in_every_language(one.label)) for one, known in NEEDED[what][0].items()}


def sample(what: str) -> Iterator[list[str]]:
    """A small table in the reader's language that comes in as it is."""
    yield [str(one.label) for one in NEEDED[what][0]]
    if what == "stock":
        yield ["HZ", "TEA-TIN", "40", "10", ""]
        return
    tin = ("TEA-TIN", "龙井小罐", "龍井小罐", "Tin of Longjing tea", GiftKind.USEFUL, "36.50", "CNY")
    fits = (Occasion.SLIP, Category.QUALITY, "茶", "", "", "", "360", "caffeine")
    yield words((*tin, PriceClass.SMALL, *fits, "", "", ""))
    box = ("MOON-6", "月饼礼盒", "月餅禮盒", "Box of mooncakes", GiftKind.OWN, "168", "CNY")
    yield words(
        (*box, PriceClass.FINE, Occasion.GRAVE, "", "月饼", "", "08-15", "10-10", "45", "", "", "", "")
    )


def words(cells: tuple[str | Choices, ...]) -> list[str]:
    return [str(one.label) if isinstance(one, Choices) else one for one in cells]
