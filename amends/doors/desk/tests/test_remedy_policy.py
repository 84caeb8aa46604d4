"""The page of what may be given, and what is fair in a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from amends.casework.cases.models import Case
from amends.casework.clocks.models import PolicyChange
from amends.doors.desk.queries.advice_sheet import lateness
from amends.doors.desk.queries.remedy_policy import fields_of, policy_written
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.practice.remedies.models import CaseFact, PolicyEdition
from amends.practice.remedies.queries import shipped
from amends.practice.remedies.rules.policy_text import data_of, policy_of

PAGE = "/desk/remedy-policy/"


def form(**changed: str) -> dict[str, Any]:
    data = data_of(shipped())
    return {
        **fields_of(data),
        "winback_tiers": data["winback"]["tiers"],
        "winback_severities": data["winback"]["severities"],
        "reason": "旺季试行",
        **changed,
    }


def test_the_form_says_what_the_policy_says(rf: Any) -> None:
    assert policy_of(policy_written(rf.post("/", form()).POST)) == shipped()


@pytest.mark.parametrize(("who", "told"), [("manager", "已撤回"), ("legal", "未采用")])
def test_who_takes_back_their_own_edition_was_not_turned_down(
    as_: Callable[[str], Client], who: str, told: str
) -> None:
    as_("manager").post(PAGE + "enter", form(bands_minor_high="20"))
    number, client = PolicyEdition.objects.get().number, as_(who)
    answered = client.post(f"{PAGE}{number}/decide", {"answer": "no"}, follow=True).content.decode()
    edition = client.get(f"{PAGE}{number}/").content.decode()
    other = {"已撤回": "未采用", "未采用": "已撤回"}[told]
    for page in (answered, edition):
        shown = page.partition("data-undone")[0]
        assert told in shown and other not in shown
    ended = {"已撤回": "taken_back", "未采用": "turned_down"}[told]
    assert AuditEntry.objects.filter(action=f"remedy_policy.{ended}").count() == 1


def test_two_people_change_it(as_: Callable[[str], Client]) -> None:
    client = as_("manager")
    changed = form(
        bands_minor_high="20",
        own_0_category="safety",
        own_0_severity="minor",
        own_0_low="20",
        own_0_high="40",
    )
    assert client.post(PAGE + "enter", changed).status_code == 302
    made = PolicyEdition.objects.get()
    page = client.get(PAGE).content.decode()
    assert "10–15 % → 10–20 %" in page
    assert 'value="confirm"' not in page
    client.post(f"{PAGE}{made.number}/decide", {"answer": "confirm"})
    assert 'value="confirm"' in as_("legal").get(PAGE).content.decode()
    for neither in ({"answer": "yes"}, {}):
        client.post(f"{PAGE}{made.number}/decide", neither)
        assert PolicyEdition.objects.get().decided_by is None
    client.post(f"{PAGE}{made.number}/decide", {"answer": "confirm"})
    made.refresh_from_db()
    assert made.confirmed
    assert made.data["categories"] == {"safety": {"minor": ["0.2", "0.4"]}}
    for number, status in ((0, 200), (made.number, 200), (99, 404)):
        assert client.get(f"{PAGE}{number}/").status_code == status
    assert 'name="bands_minor_high"' not in as_("handler").get(PAGE).content.decode()


def test_what_was_refused_stands_in_the_form_again(as_: Callable[[str], Client]) -> None:
    client = as_("manager")
    refused = client.post(PAGE + "enter", form(bands_minor_high="abc", reason="先看看"))
    assert refused.status_code == 422
    assert 'value="abc"' in refused.content.decode()
    assert "先看看" in refused.content.decode()
    assert client.get(PAGE + "enter").status_code == 405
    assert as_("handler").post(PAGE + "enter", form()).status_code in (302, 403)
    assert as_("trainer").get(PAGE).status_code in (302, 403)
    assert not PolicyEdition.objects.exists()


def test_what_is_fair_in_a_case(as_: Callable[[str], Client], company: Any, owned_case: Case) -> None:
    PolicyChange.objects.create(
        house={"jurisdictions": ["CN"]},
        entered_by=company.manager,
        entered_at=clock.now(),
        decided_by=company.legal,
        decided_at=clock.now(),
        confirmed=True,
    )
    url = reverse("desk:case_advice", args=[owned_case.number])
    client = as_("handler")
    page = client.get(url).content.decode()
    assert "CN-7DAY" in page
    assert "TW-51" not in page
    client.post(url + "answer", {"fact-distance": "yes", "fact-intact": "unknown", "fact-defect": "no"})
    assert dict(CaseFact.objects.values_list("code", "answer")) == {"distance": True, "defect": False}
    assert client.post(url + "answer", {"fact-age": "yes"}).status_code == 422
    assert as_("east_handler").get(url).status_code == 404


def test_no_known_delay_is_not_called_punctual() -> None:
    """A customer whose cake came two hours late read as one for whom “nothing was late”."""
    with translation.override("en"):
        assert lateness(0) == "none that is known"
        assert lateness(5) == "5 hours"
