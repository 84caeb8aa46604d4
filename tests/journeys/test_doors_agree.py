"""Lists, search, live updates and single cases agree on who may know of a case, at every door of the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.vault import keep

# What a page leads to; the words somebody searched for stand on it as well.
LINK = re.compile(r"/desk/cases/(A\d\d-\d{6})")
NUMBER = re.compile(r"A\d\d-\d{6}")
PEOPLE = (
    "handler",
    "east_handler",
    "lead",
    "east_lead",
    "shops_lead",
    "quality",
    "legal",
    "manager",
    "trainer",
    "administrator",
)
NOT_CASEWORKERS = {"trainer", "administrator"}


@pytest.fixture
def spread(company: Any, register: Callable[..., Case], files: Any, photo: bytes) -> list[Case]:
    """A case with a picture in each department, and a restricted one."""
    import io

    kept = keep("a.jpg", io.BytesIO(photo), len(photo))
    cases = [
        register(f"锅坏了 {code}", department=place, files=[kept])
        for code, place in company.departments.items()
    ]
    cases.append(register("锅坏了 保密", department=company.care, files=[kept]))
    Case.objects.filter(pk=cases[-1].pk).update(restricted=True)
    for case in cases:
        actions.read_case(case_id=case.pk, by=company.house)
    return cases


def numbers(client: Client, path: str) -> set[str]:
    answer = client.get(path)
    return set(LINK.findall(answer.content.decode())) if answer.status_code == 200 else set()


@pytest.mark.parametrize("name", PEOPLE)
def test_whatever_number_is_shown_anywhere_can_be_opened_and_nothing_else(
    client: Client, company: Any, spread: list[Case], name: str
) -> None:
    client.force_login(company.members[name])
    opened = {
        case.number
        for case in spread
        if client.get(reverse("desk:case", args=[case.number])).status_code == 200
    }
    if name in NOT_CASEWORKERS:
        assert opened == set()
    shown = numbers(client, reverse("desk:start"))
    for query in ("", "?q=锅坏了", "?view=all", "?phase=", "?risk=regulator", "?view=waiting"):
        shown |= numbers(client, reverse("desk:list") + query)
    pulse = client.get(reverse("desk:pulse"), headers={"Accept": "application/json"})
    shown |= set(NUMBER.findall(pulse.content.decode()))
    assert shown <= opened
    for case in spread:
        found = numbers(client, f"{reverse('desk:list')}?q={case.number}")
        followed = client.get(f"{reverse('desk:list')}?q={case.number}", follow=True)
        assert found <= opened
        assert (
            (case.number in opened)
            or followed.status_code != 200
            or case.subject not in followed.content.decode()
        )


@pytest.mark.parametrize("name", PEOPLE)
def test_files_and_trails_are_for_those_who_may_open_the_case(
    client: Client, company: Any, spread: list[Case], name: str
) -> None:
    client.force_login(company.members[name])
    for case in spread:
        may = client.get(reverse("desk:case", args=[case.number])).status_code == 200
        file = Attachment.objects.get(case=case)
        answer = client.get(reverse("desk:attachment", args=[file.pk]))
        answer.getvalue()  # type: ignore[attr-defined]
        assert (answer.status_code == 200) is may
        trail = client.get(reverse("desk:case_audit", args=[case.number]))
        assert trail.status_code != 200 or may


WRITING = (
    ("note", {"body": "x"}),
    ("reply", {"body": "您好，我们会在明天18:00前答复。"}),
    ("draft", {"body": "x"}),
    ("check", {"body": "x"}),
    ("suggest", {}),
    ("assign", {"to": "1"}),
    ("record", {"text": "x"}),
    ("advance", {"skip_reason": "x"}),
    ("propose", {}),
    ("solved", {"what": "x"}),
    ("followed_up", {"what": "x"}),
    ("cause", {"cause": "x"}),
    ("close", {"outcome": "WDN", "reason": "x", "ending": {"how": "phone"}}),
    ("reopen", {"reason": "x"}),
    ("correct", {"field": "emotion", "value": "calm"}),
)


@pytest.mark.parametrize(("page", "data"), WRITING, ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("name", ["east_handler", "east_lead", "trainer", "administrator"])
def test_nothing_can_be_written_into_a_case_that_is_not_ones_own(
    client: Client, company: Any, owned_case: Case, page: str, data: dict[str, str], name: str
) -> None:
    client.force_login(company.members[name])
    before = Case.objects.filter(pk=owned_case.pk).values().get()
    answer = client.post(
        reverse(f"desk:{page}", args=[owned_case.number]), data, headers={"Accept": "application/json"}
    )
    assert answer.status_code in {403, 404, 405}
    assert Case.objects.filter(pk=owned_case.pk).values().get() == before


@pytest.mark.parametrize(("page", "data"), WRITING, ids=lambda value: value if isinstance(value, str) else "")
def test_nothing_is_written_by_following_a_link(
    client: Client, company: Any, owned_case: Case, page: str, data: dict[str, str]
) -> None:
    client.force_login(company.handler)
    before = Case.objects.filter(pk=owned_case.pk).values().get()
    client.get(reverse(f"desk:{page}", args=[owned_case.number]), data)
    assert Case.objects.filter(pk=owned_case.pk).values().get() == before
