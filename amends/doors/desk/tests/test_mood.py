"""The conversation's course on the case page: the curve, the mark beside our message, and what changed on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import add_customer_message, post_reply, read_message
from amends.casework.cases.models import Case
from amends.casework.cases.queries import conversation
from amends.doors.desk.queries.mood import LEVELS, POINTS_SHOWN, curve, effect_of, level

Talk = Callable[..., None]


@pytest.fixture
def talk(company: Any, owned_case: Case) -> Talk:
    """Lines of ours begin with `>`; what the customer writes is read at once."""

    def act(*lines: str) -> None:
        for line in lines:
            if line.startswith(">"):
                post_reply(case_id=owned_case.pk, body=line.lstrip("> "), by=company.handler)
            else:
                message = add_customer_message(case_id=owned_case.pk, text=line, by=company.portal)
                read_message(message_id=message.pk, by=company.house)
        owned_case.refresh_from_db()

    return act


def page(client: Client, company: Any, case: Case, language: str = "zh-hans") -> str:
    client.force_login(company.handler)
    client.cookies["django_language"] = language
    return client.get(reverse("desk:case", args=[case.number])).content.decode()


def test_one_message_makes_no_curve(client: Client, company: Any, owned_case: Case) -> None:
    assert curve(conversation(owned_case)) is None
    assert "mood-curve" not in page(client, company, owned_case)


def test_the_curve_has_a_point_for_each_message_and_falls_when_it_calms(owned_case: Case, talk: Talk) -> None:
    talk("> 对不起，退款今天18点前到账。", "好的，谢谢你这么快处理，我等着。", "> 已到账。", "收到了，谢谢")
    drawn = curve(conversation(owned_case))
    assert drawn is not None
    heights = [one["y"] for one in drawn["points"]]
    assert heights == sorted(heights)
    places = [one["x"] for one in drawn["points"]]
    assert places == sorted(set(places))
    assert [one["effect"] for one in drawn["acts"]] == ["calmed", "calmed"]
    assert drawn["now"] == level(0)


@pytest.mark.parametrize(
    ("language", "calmed", "thanks"),
    [
        ("zh-hans", "之后平静了许多", "只是道谢"),
        ("zh-hant", "之後平靜了許多", "只是道謝"),
        ("en", "much calmer afterwards", "only thanks"),
    ],
)
def test_the_mark_and_the_table_say_it_in_the_readers_language(
    client: Client, company: Any, owned_case: Case, talk: Talk, language: str, calmed: str, thanks: str
) -> None:
    talk("> 对不起，退款今天18点前到账。", "收到了，谢谢")
    shown = page(client, company, owned_case, language)
    mark = re.search(r'<p class="effect tone-green">.*?</p>', shown, re.DOTALL)
    assert mark is not None and calmed in mark[0]
    assert f'href="#{owned_case.latest_inbound_id}"' in mark[0]
    table = shown.partition("mood-table")[2]
    assert calmed in table and thanks in table


def test_how_sure_it_is_stands_in_words_and_never_in_digits(owned_case: Case, talk: Talk) -> None:
    talk("> 对不起，退款今天18点前到账。", "收到了，谢谢")
    (ours,) = [one for one in conversation(owned_case) if one.direction == "out"]
    effect = effect_of(ours)
    assert effect is not None
    assert not re.search(r"\d", effect["words"])


def test_where_nothing_can_be_claimed_there_is_no_mark(owned_case: Case, talk: Talk) -> None:
    talk("> 对不起。", "嗯", "> 还有什么可以帮您？")
    assert [effect_of(one) for one in conversation(owned_case) if one.direction == "out"] == [None, None]


def test_what_changed_leads_to_its_message(
    client: Client, company: Any, owned_case: Case, talk: Talk
) -> None:
    talk("> 您好", "再不退款我就找律师起诉你们！那个客服必须道歉！")
    number = owned_case.latest_inbound_id
    drawn = curve(conversation(owned_case))
    assert drawn is not None
    assert {(one["icon"], one["id"]) for one in drawn["changes"]} >= {
        ("risk-legal", number),
        ("demand-new", number),
    }
    shown = page(client, company, owned_case)
    assert f'class="mood-change tone-red" href="#{number}"' in shown
    assert f'id="{number}"' in shown


def test_a_long_conversation_shows_its_latest_part_and_says_what_is_left_out(
    owned_case: Case, talk: Talk
) -> None:
    for n in range(POINTS_SHOWN + 3):
        talk(f"第{n}次问，还没有人理我", "> 马上查。")
    drawn = curve(conversation(owned_case))
    assert drawn is not None
    assert (len(drawn["points"]), drawn["left_out"]) == (POINTS_SHOWN, 4)
    assert len({one["x"] for one in drawn["points"]}) == POINTS_SHOWN


def test_words_of_a_customer_are_escaped_wherever_they_stand(
    client: Client, company: Any, owned_case: Case, talk: Talk
) -> None:
    talk("> 您好", "<script>alert(1)</script> 太过分了！", "> 您好", "？？？")
    assert "<script>alert" not in page(client, company, owned_case)


def test_no_word_of_thanks_stands_for_a_label(
    client: Client, company: Any, owned_case: Case, talk: Talk
) -> None:
    talk("> 已退款", "唔該晒")
    last = page(client, company, owned_case).partition(f'id="{owned_case.latest_inbound_id}"')[2]
    assert "<mark" not in last.partition("</article>")[0]


def test_the_customer_never_sees_how_they_were_read(client: Client, owned_case: Case, talk: Talk) -> None:
    talk("> 对不起，今天退款。", "再不退款我就找律师起诉你们！", "> 已退款。", "收到了，谢谢")
    shown = client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    assert "收到了，谢谢" in shown
    for words in ("mood", "effect", "平静", "生气", "第一次提到"):
        assert words not in shown


def test_once_calm_the_page_warns_no_longer_that_it_is_too_early_to_give(
    client: Client, company: Any, owned_case: Case, talk: Talk
) -> None:
    warning = "顾客还在气头上"
    talk("> 您好", "太过分了！！一个电话都没有，你们就是在敷衍我！骗子！")
    angry = page(client, company, owned_case)
    talk("> 对不起，退款今天18点前到账。", "好的，谢谢你这么快处理，我等着。")
    assert (warning in angry, warning in page(client, company, owned_case)) == (True, False)


def test_every_heat_has_a_word() -> None:
    assert [level(heat) for heat in (0, 20, 40, 60, 80)] == [
        (tone, word()) for _least, tone, word in reversed(LEVELS)
    ]
    assert level(100) == level(80)
