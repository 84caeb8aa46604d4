"""Which column is what, by the names that people give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from amends.doors.channels.file_import.choices import Target

T = TypeVar("T", bound=str)

# In order of preference: of two columns that could be the same thing, the one named first here is taken.
NAMES: Mapping[Target, tuple[str, ...]] = {
    Target.TEXT: (
        *(
            "text",
            "content",
            "内容",
            "投诉内容",
            "投诉正文",
            "正文",
            "反馈内容",
            "诉求内容",
            "留言内容",
            "问题描述",
        ),
        *(
            "投诉描述",
            "详细描述",
            "详情",
            "描述",
            "评论内容",
            "评论",
            "complaint",
            "message",
            "body",
            "description",
        ),
        *("narrative", "review", "comment", "feedback"),
    ),
    Target.SUBJECT: ("subject", "title", "标题", "投诉标题", "主题", "题目", "summary"),
    Target.NAME: (
        *(
            "name",
            "姓名",
            "客户姓名",
            "顾客姓名",
            "投诉人",
            "投诉人姓名",
            "联系人",
            "客户名称",
            "称呼",
            "客户",
            "顾客",
        ),
        *("customer_name", "customer.name", "full_name", "contact"),
    ),
    Target.PHONE: (
        *(
            "phone",
            "电话",
            "手机号",
            "手机",
            "手机号码",
            "联系电话",
            "联系方式",
            "电话号码",
            "投诉人电话",
            "客户电话",
        ),
        *("customer_phone", "customer.phone", "mobile", "tel", "telephone", "phone_number"),
    ),
    Target.EMAIL: (
        *(
            "email",
            "e-mail",
            "mail",
            "邮箱",
            "电子邮箱",
            "电子邮件",
            "邮件",
            "customer_email",
            "customer.email",
        ),
    ),
    Target.REFERENCE: (
        *(
            "customer_number",
            "customer_id",
            "客户编号",
            "客户号",
            "会员号",
            "会员编号",
            "会员卡号",
            "顾客编号",
        ),
        *("customer.reference", "member_id", "reference"),
    ),
    Target.LANGUAGE: ("language", "语言", "lang", "语种"),
    Target.ORDER_NUMBER: (
        *(
            "order_no",
            "order_number",
            "订单号",
            "订单编号",
            "订单",
            "单号",
            "order_id",
            "order",
            "合同号",
            "保单号",
        ),
    ),
    Target.HAPPENED: ("happened", "发生时间", "发生地点", "事发时间", "事发地点", "when_happened"),
    Target.WISH: ("wish", "诉求", "期望", "希望", "客户诉求", "投诉诉求", "要求", "期望结果", "expectation"),
    Target.RECEIVED_AT: (
        *(
            "received_at",
            "date",
            "时间",
            "日期",
            "created_at",
            "投诉时间",
            "投诉日期",
            "提交时间",
            "创建时间",
            "受理时间",
        ),
        *(
            "登记时间",
            "接收时间",
            "来电时间",
            "留言时间",
            "time",
            "timestamp",
            "datetime",
            "created",
            "submitted_at",
        ),
    ),
    Target.CHANNEL: ("channel", "渠道", "投诉渠道", "来源渠道", "受理渠道", "反馈渠道"),
    Target.ID: (
        "id",
        "编号",
        "投诉编号",
        "工单号",
        "工单编号",
        "流水号",
        "序列号",
        "external_id",
        "ticket_id",
        "uuid",
    ),
}


def bare(name: str, fold: Callable[[str], str] = str.lower) -> str:
    """A column's name without what people write around it: `* 手機號（必填）` is `手机号`."""
    narrow = fold(unicodedata.normalize("NFKC", name)).strip(" *\t\ufeff\"'")
    return re.sub(r"[\s_\-]", "", re.sub(r"[(（\[【].*$", "", narrow)).strip(":：*")


@dataclass(frozen=True)
class Layout:
    """Which column holds what."""

    columns: Mapping[Target, str]
    unused: tuple[str, ...] = field(default=())


def map_columns(
    columns: Sequence[str], chosen: Mapping[Target, str], fold: Callable[[str], str] = str.lower
) -> Layout:
    """The columns by name; what somebody chose by hand comes first."""
    found = columns_by_name(columns, chosen, NAMES, fold)
    used = set(found.values())
    return Layout(found, tuple(column for column in columns if column not in used))


def columns_by_name(
    columns: Sequence[str],
    chosen: Mapping[T, str],
    names: Mapping[T, tuple[str, ...]],
    fold: Callable[[str], str] = str.lower,
) -> dict[T, str]:
    """What a column can be → the column that is it; of two that could be the same thing, the name that stands first wins."""
    free = {bare(column, fold): column for column in reversed(columns) if column not in chosen.values()}
    found = dict(chosen)
    for target, known in names.items():
        if target in found:
            continue
        for name in known:
            if column := free.pop(bare(name, fold), None):
                found[target] = column
                break
    return found
