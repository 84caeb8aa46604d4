"""Gifts as machines ask for them and get them."""

from __future__ import annotations

from ninja import Field, Schema
from pydantic import ConfigDict

from amends.doors.api.schemas.entries import LONGEST_PAGE, Words
from amends.practice.remedies.gifts.choices import GiftKind


class GiftFilters(Schema):
    """Filters of the list of gifts; those given must all fit."""

    model_config = ConfigDict(extra="forbid")

    kind: GiftKind | None = None
    retired: bool = Field(False, description="Those that are not given any more too")
    after: Words | None = Field(None, description="`next` of the page before")
    limit: int = Field(25, ge=1, le=LONGEST_PAGE)


class LevelOut(Schema):
    """What is null is for those who see the stock."""

    warehouse: str
    free: int = Field(description="On the shelf and not set aside for anybody")
    on_shelf: int | None
    set_aside: int | None
    low_at: int | None = Field(description="So many free or fewer are low; also null without an alarm")
    is_low: bool | None


class GiftOut(Schema):
    code: str
    name: str = Field(description="By `Accept-Language`")
    kind: str
    price_class: str
    unit_cost: str = Field(description="A decimal, such as 36.50")
    currency: str
    occasions: list[str]
    categories: list[str] = Field(description="Of complaints; empty fits all")
    products: list[str] = Field(description="Words in the names of products; empty fits all")
    departments: list[str] = Field(description="Codes of branches; empty fits all")
    cautions: list[str]
    season_from: str | None = Field(description="MM-DD")
    season_to: str | None = Field(description="MM-DD, that day included")
    shelf_days: int | None
    personalisable: bool
    is_retired: bool
    free: int
    stock: list[LevelOut]


class GiftPage(Schema):
    items: list[GiftOut]
    next: str | None = Field(description="Send it as `after` to go on; null on the last page")
