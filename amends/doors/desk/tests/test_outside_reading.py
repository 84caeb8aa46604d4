"""The case page says what an outside service changed, what we had read, and that texts leave the house."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import correct_reading
from amends.casework.cases.models import Case


def page(client: Client, case: Case) -> str:
    return client.get(reverse("desk:case", args=[case.number])).content.decode()


def refined(case: Case) -> Case:
    assert case.reading is not None
    quote = {"label": "emotion:anxious", "start": 0, "end": 5}
    change = {"before": case.emotion, "after": "anxious", "by": "model<x>", "evidence": [quote]}
    case.reading.refined = {"emotion": change}
    case.reading.save(update_fields=["refined"])
    case.emotion = "anxious"
    case.save(update_fields=["emotion"])
    return case


def row(html: str) -> str:
    start = html.index('id="read-emotion"')
    return html[start : html.index('id="read-motive"')]


def test_what_was_refined_is_shown_as_the_models(client: Client, owned_case: Case, company: Any) -> None:
    client.force_login(company.handler)
    case = refined(owned_case)
    shown = row(page(client, case))
    assert "model&lt;x&gt;" in shown
    assert "model<x>" not in shown
    assert case.messages.order_by("id")[0].body[:5] in shown


def test_a_persons_word_takes_its_place(client: Client, owned_case: Case, company: Any) -> None:
    client.force_login(company.handler)
    case = refined(owned_case)
    correct_reading(case_id=case.pk, field="emotion", value="calm", by=company.handler)
    assert "model&lt;x&gt;" not in row(page(client, case))


def test_it_is_said_that_texts_leave_the_house(
    client: Client, owned_case: Case, company: Any, settings: Any
) -> None:
    client.force_login(company.handler)
    assert "chat.example.com" not in page(client, owned_case)
    settings.PROVIDER_ADDRESS, settings.PROVIDER_MODEL = "https://chat.example.com/v1", "m"
    assert "chat.example.com" in page(client, owned_case)
