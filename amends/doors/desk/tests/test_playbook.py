"""The pages of the playbook: everybody reads, two people change, and before that one sees whom it touches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.practice.playbook import queries
from amends.practice.playbook.models import Edition

PAGE = "/desk/playbook/"
KEY = "emotion.anger.say.timetable"


def page(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, **form: Any) -> Any:
    edition = Edition.objects.filter(is_open=True).first()
    return client.post(reverse(f"desk:{name}"), {"edition": edition.pk if edition else 0, **form})


def words(text: str) -> dict[str, str]:
    return {"text-zh-Hans": text, "text-zh-Hant": "", "text-en": ""}


@pytest.mark.parametrize(
    "part", ["step", "risk", "emotion", "rule", "medium", "expectation", "own", "nonsense"]
)
def test_everybody_reads_every_part_and_finds_no_way_to_write(
    as_: Callable[[str], Client], part: str
) -> None:
    shown = page(as_("handler"), f"{PAGE}?part={part}&edit={KEY}&own=new")
    assert "处理手册" in shown
    assert "line-form" not in shown and "own-form" not in shown and "begin" not in shown


def test_from_the_first_word_to_the_confirmed_edition(as_: Callable[[str], Client], owned_case: Case) -> None:
    Case.objects.filter(pk=owned_case.pk).update(emotion="anger", risks=[])
    client = as_("administrator")
    post(client, "begin_playbook", place="emotion")
    assert 'id="line-form"' in page(client, f"{PAGE}?part=emotion&edit={KEY}")
    answer = post(
        client, "playbook_line", key=KEY, place="emotion", answer="save", **words("时间表这就给您。")
    )
    assert answer.url == f"{PAGE}?part=emotion#{KEY}"
    answer = post(
        client,
        "playbook_own",
        new="1",
        code="call-the-shop",
        part="do",
        place="own",
        **words("请店长回电。"),
        **{"if-emotion": ["anger"]},
    )
    assert answer.url == f"{PAGE}?part=own"
    shown = page(client, PAGE + "preview/")
    assert "时间表这就给您。" in shown and "请店长回电。" in shown
    assert '<span class="pb-figure">1</span>' in shown
    assert post(client, "playbook_hand_in", reason="说得更直接").status_code == 302
    assert post(client, "decide_playbook", answer="confirm").status_code == 403
    client = as_("manager")
    shown = page(client, f"{PAGE}preview/?case={owned_case.number}")
    assert "pb-gone" in shown and "pb-new" in shown and owned_case.number in shown
    assert post(client, "decide_playbook", answer="confirm").status_code == 302
    queries.forget()
    guide = page(as_("handler"), reverse("desk:case_guide", args=[owned_case.number]))
    assert "时间表这就给您。" in guide and "请店长回电。" in guide and "自定" in guide


def test_what_is_refused_stands_in_the_form_again_with_its_reason(as_: Callable[[str], Client]) -> None:
    client = as_("manager")
    post(client, "begin_playbook")
    answer = post(client, "playbook_line", key=KEY, place="emotion", answer="save", **words("别生气，马上。"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "别生气，马上。" in shown and "换个说法" in shown
    answer = post(client, "playbook_own", new="1", code="Call!", part="do", place="own", **words("<b>回电"))
    shown = answer.content.decode()
    assert answer.status_code == 422 and "小写字母" in shown
    assert "&lt;b&gt;回电" in shown and "<b>回电" not in shown


def test_a_reading_made_up_by_hand_is_tried_without_a_case(as_: Callable[[str], Client]) -> None:
    client = as_("administrator")
    post(client, "begin_playbook")
    post(client, "playbook_line", key=KEY, answer="off", place="emotion")
    shown = page(client, PAGE + "preview/?emotion=anger&severity=minor")
    assert "pb-gone" in shown
    assert "没有变化" in page(client, PAGE + "preview/?emotion=calm")
    shown = page(client, PAGE + "preview/?case=A26-999999")
    assert "没有这个案件" in shown and "field-error" in shown


def test_cases_that_one_may_not_see_are_counted_and_not_shown(
    as_: Callable[[str], Client], owned_case: Case
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(emotion="anger", risks=[])
    client = as_("administrator")
    post(client, "begin_playbook")
    post(client, "playbook_line", key=KEY, answer="off", place="emotion")
    shown = page(client, PAGE + "preview/")
    assert '<span class="pb-figure">1</span>' in shown
    assert owned_case.number not in shown and owned_case.subject not in shown
    assert owned_case.subject not in page(client, f"{PAGE}preview/?case={owned_case.number}")


def test_an_edition_is_looked_at_and_gone_back_to(as_: Callable[[str], Client], company: Any) -> None:
    for who, other, text in (
        ("administrator", "manager", "第一种说法。"),
        ("manager", "administrator", "第二种说法。"),
    ):
        client = as_(who)
        post(client, "begin_playbook")
        post(client, "playbook_line", key=KEY, place="emotion", answer="save", **words(text))
        post(client, "playbook_hand_in", reason=f"改成{text}")
        post(as_(other), "decide_playbook", answer="confirm")
        queries.forget()
    first = Edition.objects.get(number=1)
    client = as_("quality")
    shown = page(client, reverse("desk:playbook_edition", args=[first.pk]))
    assert "第一种说法。" in shown and "恢复到这一版" in shown
    answer = client.post(reverse("desk:playbook_back"), {"edition": first.pk, "reason": "顾客听不懂"})
    assert answer.url == reverse("desk:playbook_preview")
    assert Edition.objects.get(number=3).layer == first.layer
    shown = page(client)
    assert "第 1 版" in shown or ">1</a>" in shown


POSTS = [
    "begin_playbook",
    "playbook_line",
    "playbook_own",
    "playbook_drop",
    "playbook_hand_in",
    "decide_playbook",
    "playbook_back",
]


@pytest.mark.parametrize("name", POSTS)
def test_the_refusals(as_: Callable[[str], Client], company: Any, name: str) -> None:
    path = reverse(f"desk:{name}")
    assert as_("manager").get(path).status_code == 405
    for who in ("handler", "lead", "trainer", "legal"):
        assert as_(who).post(path, {"edition": "1"}).status_code == 403
    if name != "begin_playbook":
        assert as_("manager").post(path, {"edition": "99", "reason": "x"}).status_code in (404, 409, 422)
    company.manager.is_active = False
    company.manager.save()
    assert as_("manager").post(path, {"edition": "1"}).status_code in (302, 403)


def test_a_draft_is_for_those_who_write_and_an_open_edition_is_not_in_the_history(
    as_: Callable[[str], Client],
) -> None:
    client = as_("manager")
    post(client, "begin_playbook")
    draft = Edition.objects.get()
    assert client.get(reverse("desk:playbook_edition", args=[draft.pk])).status_code == 404
    assert as_("handler").get(PAGE + "preview/").status_code == 302
    assert "正在编写第" not in page(as_("handler"))


@pytest.mark.parametrize(("who", "told"), [("administrator", "已撤回"), ("manager", "未采用")])
def test_an_edition_that_its_writer_took_back_was_not_turned_down(
    as_: Callable[[str], Client], who: str, told: str
) -> None:
    client = as_("administrator")
    post(client, "begin_playbook", place="emotion")
    post(client, "playbook_line", key=KEY, place="emotion", answer="save", **words("时间表这就给您。"))
    post(client, "playbook_hand_in", reason="说得更直接")
    client = as_(who)
    post(client, "decide_playbook", answer="no")
    other = {"已撤回": "未采用", "未采用": "已撤回"}[told]
    for path in (PAGE, reverse("desk:playbook_edition", args=[Edition.objects.get().pk])):
        shown = page(client, path).partition("data-undone")[0]
        assert told in shown and other not in shown


def test_the_page_costs_the_same_however_many_editions_there_are(as_: Callable[[str], Client]) -> None:
    client, counts = as_("manager"), []
    for more in (1, 5):
        for _n in range(more):
            post(client, "begin_playbook")
            post(client, "decide_playbook", answer="no")
        page(client)
        with CaptureQueriesContext(connection) as seen:
            page(client)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
