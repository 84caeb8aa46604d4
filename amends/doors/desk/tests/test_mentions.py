"""Names behind an @ stand out in the conversation; nothing else does, and nothing of a note can run."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.doors.desk.rules import with_names

MARK, OWN = '<strong class="note-name">', '<strong class="note-name note-name-own">'


@pytest.mark.parametrize(
    ("text", "names", "html"),
    [
        ("请@陈雨看", ["陈雨"], f"请{MARK}@陈雨</strong>看"),
        ("＠chenyu: 看", ["chenyu"], f"{MARK}＠chenyu</strong>: 看"),
        ("@陈雨欣 @陈雨", ["陈雨", "陈雨欣"], f"{MARK}@陈雨欣</strong> {MARK}@陈雨</strong>"),
        ("@Leander", ["lea"], "@Leander"),
        ("a@chenyu", ["chenyu"], "a@chenyu"),
        ("<b>\n@a<i>", ["a<i>"], f"&lt;b&gt;<br>{MARK}@a&lt;i&gt;</strong>"),
        ("@陈雨", [], "@陈雨"),
        ("@me 和 @陈雨", ["me", "陈雨"], f"{OWN}@me</strong> 和 {MARK}@陈雨</strong>"),
    ],
)
def test_which_words_of_a_note_are_names(text: str, names: list[str], html: str) -> None:
    assert with_names(text, names, ["Me"]) == html


def test_a_note_keeps_whom_it_names_and_the_conversation_shows_it(
    client: Client, company: Any, owned_case: Case
) -> None:
    words = "@colleague先生 @lead 请看，@没有这个人 不算"
    note = actions.add_note(case_id=owned_case.pk, body=words, by=company.handler)
    assert note.named == ["colleague先生", "lead"]
    client.force_login(company.lead)
    page = client.get(reverse("desk:case", args=[owned_case.number])).content.decode()
    assert f"{MARK}@colleague先生</strong> {OWN}@lead</strong> 请看，@没有这个人 不算" in page
