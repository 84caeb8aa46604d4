"""The clauses, and one of them: what it says, what it said, and what a change of it touches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.cases.queries import visible_cases
from amends.casework.knowledge.choices import LANGUAGES, ClauseKind, Sureness
from amends.casework.knowledge.models import Clause, Quotation
from amends.casework.knowledge.permissions import may_keep_clauses
from amends.casework.knowledge.queries import standing_versions, touched_by
from amends.casework.knowledge.queries.clauses import Touched
from amends.casework.knowledge.rules.comparing import compared
from amends.content.files import load
from amends.doors.desk.queries.blocks import blocks_resting_on
from amends.doors.desk.queries.listing import case_url
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply, ReplyDraft
from amends.practice.replies.permissions import may_keep_blocks

SIZE, CASES_SHOWN, QUOTED_SHOWN = 40, 10, 50
TONES = {"P": "green", "V": "green", "S": "yellow", "G": "orange", "U": "orange"}


def clause_list(member: Member, data: QueryDict) -> dict[str, Any]:
    kind, used = data.get("kind", ""), data.get("view", "use")
    rows = Clause.objects.all()
    rows = rows.filter(is_on=used != "off") if used in {"use", "off"} else rows
    rows = rows.filter(kind=kind) if kind in ClauseKind.values else rows
    page = keyset_page(rows, order=("code",), after=data.get("after"), size=SIZE)
    standing = standing_versions(page.items)
    language, today = interface_language(), clock.today()
    base = f"{reverse('desk:clauses')}?view={used}{f'&kind={kind}' if kind in ClauseKind.values else ''}"
    return {
        "rows": [
            {
                "clause": one,
                "version": standing[one.pk],
                "name": standing[one.pk].name_in(language),
                "tone": TONES[standing[one.pk].sureness],
                "applies": standing[one.pk].applies_on(today),
            }
            for one in page.items
        ],
        "kind": kind,
        "view": used,
        "kinds": ClauseKind.choices,
        "may_keep_clauses": may_keep_clauses(member),
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
        "here": "clauses",
    }


def clause_page(
    clause: Clause, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why; both stand in their form again."""
    versions = list(clause.versions.select_related("changed_by").order_by("-number"))
    standing, language = versions[0], interface_language()
    touched, blocks = touched_by(clause, member=member), blocks_resting_on(clause)
    return {
        "clause": clause,
        "standing": standing,
        "name": standing.name_in(language),
        "words": standing.words_in(language),
        "tone": TONES[standing.sureness],
        "applies": standing.applies_on(clock.today()),
        "versions": [
            {
                "version": one,
                "pieces": compared(older.words_in(language), one.words_in(language)) if older else [],
            }
            for one, older in zip(versions, [*versions[1:], None], strict=True)
        ],
        "sentences": touched.sentences,
        "blocks": blocks,
        "may_keep_blocks": may_keep_blocks(member),
        "behind": sum(one.is_behind for one in touched.sentences) + sum(one["is_behind"] for one in blocks),
        "letters": text_rows(touched.texts, language),
        **cases_touched(touched, member),
        "may_keep_clauses": may_keep_clauses(member),
        **form_choices(entered),
        "held": held_by(standing, entered),
        "wrong": wrong,
        "here": "clauses",
    }


def form_choices(entered: QueryDict | None) -> dict[str, Any]:
    return {
        "texts": typed_texts(entered or QueryDict()),
        "kinds": ClauseKind.choices,
        "surenesses": Sureness.choices,
        "entered": entered or QueryDict(),
        "entered_at": (entered or QueryDict()).get("form", ""),
    }


def typed_texts(entered: QueryDict) -> list[tuple[str, str, str, str]]:
    """Language, its name, and the name and words that were typed in it."""
    return [
        (one.value, str(one.label), entered.get(f"name_{one}", ""), entered.get(f"words_{one}", ""))
        for one in LANGUAGES
    ]


def held_by(standing: Any, entered: QueryDict | None) -> dict[str, Any]:
    """What stands in the form of a change: what was typed, else what the clause says now."""
    if entered and entered.get("form") == "change":
        return {
            "texts": typed_texts(entered),
            **{name: entered.get(name, "") for name in ("source", "sureness", "from", "until", "why")},
        }
    return {
        "texts": [
            (one.value, one.label, standing.names.get(one.value, ""), standing.words.get(one.value, ""))
            for one in LANGUAGES
        ],
        "source": standing.source,
        "sureness": standing.sureness,
        "from": standing.effective_from.isoformat() if standing.effective_from else "",
        "until": standing.effective_until.isoformat() if standing.effective_until else "",
        "why": "",
    }


def text_rows(places: tuple[tuple[str, str], ...], language: str) -> list[dict[str, str]]:
    """Shipped letters and pieces of advice, with their words in the reader's language."""
    rows = []
    for folder, path in places:
        value: Any = load(folder, language)
        for key in path.split("."):
            value = value.get(key, {}) if isinstance(value, Mapping) else {}
        if words := first_words(value):
            rows.append({"folder": folder, "path": path, "words": words})
    return rows


def first_words(value: Any) -> str:
    """The first text in whatever a content file holds at a place."""
    if isinstance(value, str):
        return value
    inner = list(value.values()) if isinstance(value, Mapping) else list(value)
    return first_words(inner[0]) if inner else ""


def cases_touched(touched: Touched, member: Member) -> dict[str, Any]:
    """Cases that quoted what rests on the clause, and open cases that the articles are about; of those the member sees."""
    versions = {one.basis.version_id for one in touched.sentences}
    quotations = list(
        Quotation.objects.filter(version__in=versions)
        .select_related("version__article", "by")
        .order_by("-id")[:QUOTED_SHOWN]
    )
    categories = {key for one in touched.sentences for key in one.basis.version.article.categories}
    alike = (
        visible_cases(member).filter(phase="open", category__in=categories)
        if categories
        else Case.objects.none()
    )
    return {
        "quoted": quoted_rows(quotations, member),
        "alike_count": alike.order_by().count(),
        "alike": [
            {"case": one, "url": case_url(one.number)}
            for one in alike.only("received_at", "subject", "category").order_by("-id")[:CASES_SHOWN]
        ],
    }


def quoted_rows(quotations: list[Quotation], member: Member) -> list[dict[str, Any]]:
    """Each with whether the words were sent, stand in a draft, or were taken out again."""
    ids = {one.case_id for one in quotations}
    cases = {
        one.pk: one
        for one in visible_cases(member).filter(pk__in=ids).only("received_at", "subject", "phase")
    }
    sent: dict[int, list[str]] = {}
    for case_id, body in Reply.objects.filter(case__in=cases, state="sent").values_list("case", "body"):
        sent.setdefault(case_id, []).append(body)
    drafts: dict[int, list[str]] = {}
    for case_id, body in ReplyDraft.objects.filter(case__in=cases).values_list("case", "body"):
        drafts.setdefault(case_id, []).append(body)
    return [
        {
            "quotation": one,
            "case": cases[one.case_id],
            "url": case_url(one.number),
            "where": "sent"
            if any(one.words in body for body in sent.get(one.case_id, ()))
            else "draft"
            if any(one.words in body for body in drafts.get(one.case_id, ()))
            else "out",
        }
        for one in quotations
        if one.case_id in cases
    ]
