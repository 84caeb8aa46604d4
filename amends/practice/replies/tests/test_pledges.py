"""What a reply promises, as items with their times; once it is sent, they stand in the ledger to be confirmed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.casework.cases.models import Case, Promise
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.replies.actions import send_reply, submit_reply
from amends.practice.replies.check import pledges_in
from amends.practice.replies.queries import length_written, moment_of, promised_in

# A Thursday, 15:00 in Shanghai.
SENT = datetime(2026, 11, 26, 7, tzinfo=UTC)


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (
            "我今天18:00前查清漏水的原因，明天12:00前给您换货或退货的办法。",
            [
                ("我今天18:00前查清漏水的原因", local(26, 18)),
                ("明天12:00前给您换货或退货的办法", local(27, 12)),
            ],
        ),
        # What lies behind us is no promise; what the customer will have from us is one.
        (
            "I am sorry for what happened on 3 November. You will have a written apology from the head of the shop"
            " by 18:00 on Tuesday 1 December.",
            [
                (
                    "You will have a written apology from the head of the shop by 18:00 on Tuesday 1 December",
                    local(1, 18, month=12),
                )
            ],
        ),
        ("You will have noticed the change on 3 November.", []),
        ("退款我们会在24小时内原路退回。", [("退款我们会在24小时内原路退回", SENT + timedelta(hours=24))]),
        (
            "我們會在兩天內寄出新的電鍋，並於12月3日前確認您已收到。",
            [
                ("我們會在兩天內寄出新的電鍋", local(28, 15)),
                ("並於12月3日前確認您已收到", local(3, 18, month=12)),
            ],
        ),
        (
            "I will call you by Friday 5 pm and we will refund the full amount within 3 working days.",
            [
                ("I will call you by Friday 5 pm", local(27, 17)),
                ("we will refund the full amount within 3 working days", local(1, 15, month=12)),
            ],
        ),
        ("我明天上午告诉您结果。", [("我明天上午告诉您结果", local(27, 12))]),
        (
            "11月28日（周六）18:00前，我把查到的告诉您；11月30日（周一）18:00前，给您至少两个办法，由您来选。",
            [
                ("11月28日（周六）18:00前，我把查到的告诉您", local(28, 18)),
                ("11月30日（周一）18:00前，给您至少两个办法", local(30, 18)),
            ],
        ),
        (
            "11月30日（週一）18:00前，我會把查到的告訴您。",
            [("11月30日（週一）18:00前，我會把查到的告訴您", local(30, 18))],
        ),
        # Nobody is named, and only the house can do it.
        (
            "款項將於 3 個工作日內退回您的帳戶。",
            [("款項將於 3 個工作日內退回您的帳戶", local(1, 15, month=12))],
        ),
        ("新的礼盒明天寄出。", [("新的礼盒明天寄出", local(27, 18))]),
        (
            "我們非常抱歉。您的點數會在今天 18:00 前補回；退費 12 月 3 日前到帳。",
            [
                ("您的點數會在今天 18:00 前補回", local(26, 18)),
                ("退費 12 月 3 日前到帳", local(3, 18, month=12)),
            ],
        ),
        # What has been, what banks usually take, what the customer sends.
        ("您的包裹 11 月 25 日已寄出。", []),
        ("银行一般三个工作日内入账。", []),
        ("您寄出后三天内，仓库就能收到。", []),
        # What the customer wrote, told back to them, binds nobody, whatever day stands in it.
        ("我看到您寫的：二十五日才到，箱子被壓扁。", []),
        (
            "您写到：11月30日前要给我答复。我11月29日18:00前给您答复。",
            [("我11月29日18:00前给您答复", local(29, 18))],
        ),
        ("You wrote: we came only on 25 November.", []),
        # A limit alone, behind a heading or at the end of its sentence, comes with what is done by then.
        (
            "往後怎樣改善：12月3日（週四）17:00前，我會和這個團隊重新演練一遍。",
            [("12月3日（週四）17:00前，我會和這個團隊重新演練一遍", local(3, 17, month=12))],
        ),
        (
            "為了減少這樣的事，我會和這個團隊重新演練一遍，不提您的姓名，最遲12月3日（週四）17:00。",
            [("我會和這個團隊重新演練一遍，不提您的姓名，最遲12月3日（週四）17:00", local(3, 17, month=12))],
        ),
        (
            "12月2日，我会把每一项核对的结果，连同单据，一并写给您，请您过目。",
            [("12月2日，我会把每一项核对的结果，连同单据，一并写给您", local(2, 18, month=12))],
        ),
        (
            "On 2 December I will send you the result of each check, together with the receipts. Thank you.",
            [
                (
                    "On 2 December I will send you the result of each check, together with the receipts",
                    local(2, 18, month=12),
                )
            ],
        ),
        ("我会尽快处理，谢谢您的耐心。", [("我会尽快处理", None)]),
        # What the customer is asked for, what has been and what is only said of the past binds nobody.
        ("请您三天内把锅寄回。", []),
        ("您看哪个合适？11月29日（周日）12:00前告诉我就行；心里有别的办法，也请说出来。", []),
        ("您看哪個合適？11月29日（週日）12:00前告訴我就行。", []),
        ("您等了三天，我们很抱歉。", []),
        ("", []),
    ],
)
def test_each_promise_has_its_words_and_the_time_that_stands_with_it(
    db: None, reply: str, expected: list[tuple[str, datetime | None]]
) -> None:
    assert [(one.text, one.due_at) for one in promised_in(reply, SENT)] == expected


def test_today_is_the_day_of_the_house_also_early_in_its_morning(db: None) -> None:
    """06:04 in Shanghai is still the evening before in the zone that moments are kept in."""
    early = datetime(2026, 11, 26, 22, 4, tzinfo=UTC)
    assert [one.due_at for one in promised_in("我今天18:00前查清原因。", early)] == [local(27, 18)]
    assert [one.due_at for one in promised_in("我明天上午告訴您結果。", early)] == [local(28, 12)]
    assert [one.due_at for one in promised_in("I will call you today.", early)] == [local(27, 18)]
    assert [one.due_at for one in promised_in("我明天五点前给您答复。", early)] == [local(28, 17)]
    assert [one.due_at for one in promised_in("我明天凌晨五点前把单子发给您。", early)] == [local(28, 5)]


@pytest.mark.parametrize(
    ("value", "working", "length"),
    [
        ("PT24H", False, "24h"),
        ("P3D", False, "3cd"),
        ("P3D", True, "3wd"),
        ("P1W", False, "1w"),
        ("P1M", False, "1m"),
        ("PT30M", False, ""),
        ("soon", False, ""),
    ],
)
def test_a_length_of_time_is_written_as_the_calendar_reads_it(value: str, working: bool, length: str) -> None:
    assert length_written(value, working=working) == length


def test_a_day_named_twice_is_the_one_to_come() -> None:
    found = promised_in("年费我们会在11月28日18:00前退回您的账户（11月28日，林知夏）。", SENT)
    assert {one.due_at for one in found} == {local(28, 18)}


def test_a_time_that_cannot_be_told_is_left_to_the_handler() -> None:
    assert moment_of(None, SENT) is None
    assert moment_of({"kind": "date", "value": "下周某天", "unit": None}, SENT) is None


def test_offsets_that_fit_no_text_do_no_harm() -> None:
    assert (
        pledges_in("您好。", [{"kind": "date", "value": "2026-11-27", "unit": None, "start": 0, "end": 2}])
        == []
    )


def test_a_sent_reply_lists_its_promises_to_be_confirmed_once(case: Case, handler: Member) -> None:
    body = (
        "您好：熨斗用了两次就漏水，还让您自己动手，换作谁都会恼火，我向您道歉。"
        "我今天18:00前查清漏水的原因，明天12:00前给您换货或退货的办法。回复这条消息就能找到我。"
    )
    reply = submit_reply(case_id=case.pk, body=body, by=handler)
    house = house_member()
    with clock.at(clock.now() + timedelta(minutes=5)):
        send_reply(reply_id=reply.pk, by=house)
        send_reply(reply_id=reply.pk, by=house)
    found = Promise.objects.order_by("id")
    assert [(one.text, one.state, one.made_by) for one in found] == [
        ("我今天18:00前查清漏水的原因", "to_confirm", handler),
        ("明天12:00前给您换货或退货的办法", "to_confirm", handler),
    ]
    assert all(one.due_at for one in found)


@pytest.mark.parametrize(
    ("reply", "due"),
    [
        ("我周五12:00前回您电话。", local(27, 12)),
        ("我週六給您結果。", local(28, 18)),
        ("下周二下午3点我把结果发给您。", local(1, 15, month=12)),
        ("我会在周五（11月27日）下午5点前给您打电话。", local(27, 17)),
        ("我會在下週一（11月30日）18:00前回覆您。", local(30, 18)),
        ("I will call you at 5 pm on Friday.", local(27, 17)),
        ("I will call you tomorrow by 5 pm.", local(27, 17)),
        ("I will call you by 12:00 on Friday.", local(27, 12)),
        ("I will refund you by Friday, 27 November.", local(27, 18)),
        ("I will call you on Friday 27 November at 5 pm.", local(27, 17)),
    ],
)
def test_an_hour_beside_a_day_is_that_hour_and_a_weekday_with_its_date_is_asked_once(
    db: None, reply: str, due: datetime
) -> None:
    assert [one.due_at for one in promised_in(reply, SENT)] == [due]


@pytest.mark.parametrize(
    ("reply", "due"),
    [
        ("I will pay the missing 20 yuan back to you by 5 pm on 30 November.", local(30, 17)),
        ("I will tell you what we found by 12:00 on Saturday 28 November.", local(28, 12)),
        ("這件事12月2日（週三）前由我辦妥。", local(2, 18, month=12)),
        ("11 月 30 日下午三點前，我會以書面告訴您賠付方式。", local(30, 15)),
        ("12 月 1 日前我會回電說明結果。", local(1, 18, month=12)),
        ("我會在 11 月 30 日（週一）下午 3 點前打電話給您。", local(30, 15)),
        ("I will send it to you by January 4.", local(4, 18, month=1) + timedelta(days=365)),
    ],
)
def test_a_day_without_a_year_is_the_one_to_come(reply: str, due: datetime) -> None:
    assert {one.due_at for one in promised_in(reply, SENT)} == {due}


@pytest.mark.parametrize(
    ("reply", "texts"),
    [
        (
            "我会在11月28日前查清经过，并打电话告诉您。感谢您的耐心。",
            ["我会在11月28日前查清经过，并打电话告诉您"],
        ),
        ("我會在11月28日前查清經過，然後寄一份說明給您。", ["我會在11月28日前查清經過，然後寄一份說明給您"]),
        (
            "We will find out what happened by 28 November, and call you with what we know.",
            ["We will find out what happened by 28 November, and call you with what we know"],
        ),
        # A second time is a promise of its own; a request and a courtesy belong to neither.
        (
            "我会在11月28日前查清经过，并在11月30日前打电话告诉您。",
            ["我会在11月28日前查清经过", "并在11月30日前打电话告诉您"],
        ),
        ("我会在11月28日前给您回电，同时请您留好小票。", ["我会在11月28日前给您回电"]),
        ("我会在11月28日前给您回电，并再次向您致歉。", ["我会在11月28日前给您回电"]),
    ],
)
def test_a_promise_goes_on_to_the_end_of_its_sentence(reply: str, texts: list[str]) -> None:
    assert [one.text for one in promised_in(reply, SENT)] == texts
