"""Facts are found where they stand and brought to one form."""

import itertools
from datetime import UTC, datetime

import pytest

from amends.understanding import read

WRITTEN = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)  # a Wednesday


def found(text: str) -> list[tuple[str, str, str | None, str]]:
    return [
        (fact.kind, fact.value, fact.unit, text[fact.start : fact.end])
        for fact in read(text, written_at=WRITTEN).facts
    ]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # money
        ("花了268元买的", ("amount", "268.00", "CNY", "268元")),
        ("一共3,268.5元", ("amount", "3268.50", "CNY", "3,268.5元")),
        ("¥99买的", ("amount", "99.00", "CNY", "¥99")),
        ("贷款3万元", ("amount", "30000.00", "CNY", "3万元")),
        ("还了两万五千多元", ("amount", "25000.00", "CNY", "两万五千多元")),
        ("扣了我二百块钱", ("amount", "200.00", "CNY", "二百块钱")),
        ("欠款60多万，还不上", ("amount", "600000.00", "CNY", "60多万")),
        ("收咗我HK$1,280", ("amount", "1280.00", "HKD", "HK$1,280")),
        ("成碗麵要68蚊，佢仲收加一嘅", ("amount", "68.00", "HKD", "68蚊")),
        ("付了3980元住一晚，設備卻很舊", ("amount", "3980.00", "TWD", "3980元")),
        ("I was charged $45.99 twice", ("amount", "45.99", "USD", "$45.99")),
        ("They owe me 1,200 dollars", ("amount", "1200.00", "USD", "1,200 dollars")),
        ("I paid 500 USD", ("amount", "500.00", "USD", "500 USD")),
        ("被骗2亿多货款", ("amount", "200000000.00", "CNY", "2亿多")),
        ("It cost £30", ("amount", "30.00", "GBP", "£30")),
        ("亏了六千三", ("amount", "6300.00", "CNY", "六千三")),
        ("壳子19块9", ("amount", "19.90", "CNY", "19块9")),
        ("退了2万3千元", ("amount", "23000.00", "CNY", "2万3千元")),
        ("话费多了五十", ("amount", "50.00", "CNY", "五十")),
        ("They offered three hundred dollars", ("amount", "300.00", "USD", "three hundred dollars")),
        # dates
        ("国庆那天去的", ("date", "2025-10-01", None, "国庆")),
        ("除夕订的年夜饭", ("date", "2026-02-16", None, "除夕")),
        # 明 ends the word before the number here, and begins no day.
        ("訂單標明二十二日送到，到今天也沒有", ("date", "2026-02-22", None, "二十二日")),
        ("答应4月1号前修好", ("date", "2026-04-01", None, "4月1号")),
        ("26号中午11点40退房", ("date", "2026-02-26T11:40", None, "26号中午11点40")),
        ("113年5月3日下訂，說好的", ("date", "2024-05-03", None, "113年5月3日")),
        # Figures set apart by spaces, as many write and phones do.
        ("4 月 1 日前給我答覆", ("date", "2026-04-01", None, "4 月 1 日")),
        ("2025 年 12 月 5 日簽的合約", ("date", "2025-12-05", None, "2025 年 12 月 5 日")),
        ("民國 113 年 5 月 3 日下訂，說好的", ("date", "2024-05-03", None, "113 年 5 月 3 日")),
        (
            "去年 12 月 5 日 下午 3 點 30 分打的電話",
            ("date", "2025-12-05T15:30", None, "去年 12 月 5 日 下午 3 點 30 分"),
        ),
        ("昨天下午 3 點打的電話", ("date", "2026-03-10T15:00", None, "昨天下午 3 點")),
        ("3 天前就寄出了", ("date", "2026-03-08", None, "3 天前")),
        ("等了 3 天", ("duration", "P3D", None, "3 天")),
        (
            "答應 4 月 1 日（週三）下午 3 點前修好",
            ("date", "2026-04-01T15:00", None, "4 月 1 日（週三）下午 3 點"),
        ),
        ("下午 3 點 5 個人一起去，4 月 1 日", ("date", "2025-04-01", None, "4 月 1 日")),
        ("琴日夜晚八點去到", ("date", "2026-03-10T20:00", None, "琴日夜晚八點")),
        ("It went down on Sunday 2pm", ("date", "2026-03-08T14:00", None, "Sunday 2pm")),
        ("上周三买的", ("date", "2026-03-04", None, "上周三")),
        ("前天晚上八点多送来的", ("date", "2026-03-09T20:00", None, "前天晚上八点多")),
        ("昨天下午3点半打的电话", ("date", "2026-03-10T15:30", None, "昨天下午3点半")),
        ("2025年12月5日签的合同", ("date", "2025-12-05", None, "2025年12月5日")),
        ("12月5号签的合同", ("date", "2025-12-05", None, "12月5号")),
        ("2026-02-14下的单", ("date", "2026-02-14", None, "2026-02-14")),
        ("去年12月办的卡", ("date", "2025-12", None, "去年12月")),
        ("三天前就寄出了", ("date", "2026-03-08", None, "三天前")),
        ("上個禮拜三去食飯", ("date", "2026-03-04", None, "上個禮拜三")),
        ("I called 3 working days ago", ("date", "2026-03-06", None, "3 working days ago")),
        ("It broke on March 3, 2026.", ("date", "2026-03-03", None, "March 3, 2026")),
        ("I wrote to you last Tuesday", ("date", "2026-03-10", None, "last Tuesday")),
        ("Delivered yesterday", ("date", "2026-03-10", None, "yesterday")),
        # durations
        ("等了两个小时", ("duration", "PT2H", None, "两个小时")),
        ("等了半个小时", ("duration", "PT30M", None, "半个小时")),
        ("拖了三个半月", ("duration", "P3M15D", None, "三个半月")),
        ("承诺3个工作日内退款", ("duration", "P3D", "working_days", "3个工作日")),
        ("等咗成個鐘", ("duration", "PT1H", None, "成個鐘")),
        ("I waited 45 minutes", ("duration", "PT45M", None, "45 minutes")),
        ("修了一个半小时", ("duration", "PT1H30M", None, "一个半小时")),
        ("等了三四天", ("duration", "P3D", None, "三四天")),
        ("waited an hour and fifteen minutes", ("duration", "PT1H15M", None, "an hour and fifteen minutes")),
        # numbers
        ("运单JL 8890 1234 5567 0丢了", ("order_no", "JL8890123455670", None, "JL 8890 1234 5567 0")),
        ("卡号尾号6688被扣款", ("id_no", "6688", "bank_card", "6688")),
        ("身份证410***********1234", ("id_no", "410***********1234", "identity_card", "410***********1234")),
        ("号码+86 170 **** 0023", ("phone", "+86170****0023", None, "+86 170 **** 0023")),
        ("订单号JD20260301123", ("order_no", "JD20260301123", None, "JD20260301123")),
        ("订单编号：9489378421", ("order_no", "9489378421", None, "9489378421")),
        ("Order #AB-12345 is late", ("order_no", "AB-12345", None, "AB-12345")),
        ("电话13812345678", ("phone", "13812345678", None, "13812345678")),
        ("电话１３８１２３４５６７８", ("phone", "13812345678", None, "１３８１２３４５６７８")),
        ("打020-12345678找你们", ("phone", "02012345678", None, "020-12345678")),
        (
            "身份证号11010519491231002X",
            ("id_no", "11010519491231002X", "identity_card", "11010519491231002X"),
        ),
        (
            "卡号6222 0212 3456 7890 128",
            ("id_no", "6222021234567890128", "bank_card", "6222 0212 3456 7890 128"),
        ),
        ("My SSN is 123-45-6789", ("id_no", "123-45-6789", "identity_card", "123-45-6789")),
        ("邮箱a.b@example.com。", ("email", "a.b@example.com", None, "a.b@example.com")),
        # names
        ("华为手机屏幕坏了", ("product", "华为手机", None, "华为手机")),
        ("在万达广场店买的", ("place", "万达广场店", None, "万达广场店")),
        ("工号8812的客服挂了电话", ("staff", "8812", None, "工号8812")),
        ("王经理说会退款", ("staff", "王经理", None, "王经理")),
        ("I spoke with Sarah Miller", ("staff", "Sarah Miller", None, "spoke with Sarah Miller")),
        ("at the Oak Street Branch", ("place", "Oak Street Branch", None, "Oak Street Branch")),
        ("店长李梅说不行", ("staff", "李梅", None, "李梅")),
        ("在锦江路12号安悦酒店住", ("place", "锦江路12号安悦酒店", None, "锦江路12号安悦酒店")),
        ("我訂了一盒桂花曲奇禮盒要送給婆婆", ("product", "桂花曲奇禮盒", None, "桂花曲奇禮盒")),
        ("买了台恒温水壶", ("product", "恒温水壶", None, "恒温水壶")),
        # earlier contacts
        ("给园长打了三个电话", ("earlier_contact", "3", "call", "给园长打了三个电话")),
        ("跑了两趟都没人", ("earlier_contact", "2", "visit", "跑了两趟")),
        ("同經理講過三次", ("earlier_contact", "3", "contact", "同經理講過三次")),
        ("I've sent six emails", ("earlier_contact", "6", "message", "sent six emails")),
        ("已经打了五次电话", ("earlier_contact", "5", "call", "打了五次电话")),
        ("多次投诉都没用", ("earlier_contact", "", "complaint", "多次投诉")),
        ("I called them three times", ("earlier_contact", "3", "call", "called them three times")),
    ],
)
def test_a_fact_is_found(text: str, fact: tuple[str, str, str | None, str]) -> None:
    facts = found(text)
    if fact[0] == "staff" and fact[1] == "Sarah Miller":
        assert ("staff", "Sarah Miller") in [(kind, value) for kind, value, _, _ in facts]
    else:
        assert fact in facts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2019年买的车", "duration"),
        ("一块去吃饭", "amount"),
        ("他们一天打我三十次", "earlier_contact"),
        ("She has called me 5 times", "earlier_contact"),
        ("我们店里", "place"),
        ("上万人都知道", "amount"),
        ("3号楼的电梯坏了", "date"),
        ("春节不打烊", "date"),
        ("七天无理由退货", "duration"),
        ("让我打客服", "earlier_contact"),
        ("再打我就报警", "earlier_contact"),
        ("你们24小时营业", "duration"),
    ],
)
def test_what_only_looks_like_a_fact_is_left(text: str, kind: str) -> None:
    assert kind not in [fact[0] for fact in found(text)]


def test_a_relative_date_stays_words_when_nothing_says_when_it_was_written() -> None:
    assert [(fact.kind, fact.value) for fact in read("昨天买的").facts] == [("date", "昨天")]


def test_facts_do_not_overlap_and_come_in_order() -> None:
    text = "上周三在万达广场店花了3,268元买手机，订单号JD20260301123，打了五次电话13812345678给王经理"
    facts = read(text).facts
    assert all(a.end <= b.start for a, b in itertools.pairwise(facts))
