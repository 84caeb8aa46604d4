"""Text blocks as the composer offers them, filled from the case, and the page on which a team keeps them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.queries.parties import addressee_of
from amends.casework.knowledge.choices import BARRED
from amends.casework.knowledge.models import Clause
from amends.casework.knowledge.queries import standings_of
from amends.casework.knowledge.rules.sentences import marked, without_marks
from amends.content.files import language_for
from amends.doors.desk.queries.letter import draft_request
from amends.doors.desk.queries.resting import in_words
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import paths_above
from amends.practice.replies.drafting.blocks import VARIABLES, Unfilled, filled
from amends.practice.replies.drafting.letter import Letter
from amends.practice.replies.letters import house_name
from amends.practice.replies.models import TextBlock

LANGUAGE_NAMES = (("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文"), ("en", "English"))
SHOWN = 200


def words_for(case: Case, member: Member) -> Q:
    """The teams whose words go into a reply of this case: the writer's and the case's own, and all above them."""
    if member.department is None:
        return Q()
    own = {one.path for one in (member.department, case.department) if one}
    return Q(department__path__in=own.union(*map(paths_above, own)))


def blocks_for(case: Case, member: Member) -> list[dict[str, Any]]:
    """Each block in the customer's language, filled; one that this case cannot fill says what is missing."""
    rows = TextBlock.objects.filter(
        words_for(case, member), retired_at=None, language=language_for(case.language)
    )
    values = values_of(case, member)
    blocks = list(rows.select_related("department").prefetch_related("bases__clause")[:SHOWN])
    return [offered(block, values, doubts) for block, doubts in with_clauses(blocks)]


def offered(block: TextBlock, values: dict[str, str], clauses: list[dict[str, Any]]) -> dict[str, Any]:
    """One that rests on a clause which is not in force cannot be put in; one whose clause was changed says so."""
    shown = {"title": block.title, "team": str(block.department), "text": "", "refused": "", "hint": ""}
    doubtful = [(one["name"], one["doubt"]) for one in clauses if one["doubt"]]
    if barred := [one for one in doubtful if one[1] in BARRED]:
        said = _("Cannot be put in. It rests on %(what)s. Whoever keeps the block was told.")
        return {**shown, "refused": said % {"what": in_words(barred)}}
    if doubtful:
        shown["hint"] = _("It rests on %(what)s. Hold it against the clause first.") % {
            "what": in_words(doubtful)
        }
    try:
        shown["text"] = filled(without_marks(block.body), values)
    except Unfilled as empty:
        names = variable_names()
        missing = _(", ").join(names[name] for name in empty.names)
        shown["refused"] = _("This case has no %(what)s yet.") % {"what": missing}
    return shown


def values_of(case: Case, member: Member) -> dict[str, str]:
    """What the places of a block stand for in this case, times written out in the customer's language."""
    request = draft_request(case, member, kind="holding")
    times = Letter(request).values
    return {
        "customer": addressee_of(case),
        "case": case.number,
        "order": case.order_number,
        "owner": str(member),
        "phone": settings.AMENDS_PUBLIC_PHONE,
        "house": house_name(case.language),
        "update_by": times["update"],
        "solution_by": times["solution"],
        "chosen": request.result,
    }


def variable_names() -> dict[str, str]:
    """What each place stands for, in the reader's language."""
    return {
        "customer": _("name of the customer"),
        "case": _("case number"),
        "order": _("order number"),
        "owner": _("name of the writer"),
        "phone": _("our telephone number"),
        "house": _("name of the house"),
        "update_by": _("time of the next update"),
        "solution_by": _("time of the solution"),
        "chosen": _("chosen option"),
    }


def blocks_page(member: Member, entered: QueryDict | None = None, wrong: str = "") -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why; both stand in their form again."""
    entered = entered or QueryDict()
    rows = TextBlock.objects.filter(kept_by(member), retired_at=None)
    blocks = list(rows.select_related("department", "updated_by").prefetch_related("bases__clause")[:SHOWN])
    names, languages = variable_names(), dict(LANGUAGE_NAMES)
    return {
        "blocks": [
            {"block": one, "language": languages[one.language], "rests_on": rests_on}
            for one, rests_on in with_clauses(blocks)
        ],
        "teams": teams_of(member),
        "languages": LANGUAGE_NAMES,
        "variables": [(f"{{{name}}}", names[name]) for name in VARIABLES],
        "entered": entered,
        "entered_at": entered.get("form", ""),
        "wrong": wrong,
    }


def with_clauses(blocks: list[TextBlock]) -> list[tuple[TextBlock, list[dict[str, Any]]]]:
    """Each block with the clauses that it rests on, by their names, and what speaks against them."""
    standing = standings_of({basis.clause for block in blocks for basis in block.bases.all()})
    language = interface_language()
    return [
        (
            block,
            [
                {
                    "code": basis.clause.code,
                    "name": standing[basis.clause_id].version.name_in(language),
                    "doubt": standing[basis.clause_id].doubt(basis.clause_number),
                }
                for basis in block.bases.all()
            ],
        )
        for block in blocks
    ]


def blocks_resting_on(clause: Clause) -> list[dict[str, Any]]:
    """Text blocks in use with a sentence that rests on a clause, and those sentences."""
    standing = standings_of([clause])[clause.pk]
    bases = clause.blocks.filter(block__retired_at=None).select_related("block__department", "clause")
    return [
        {
            "block": one.block,
            "sentences": [words for words, code in marked(one.block.body) if code == clause.code],
            "doubt": standing.doubt(one.clause_number),
        }
        for one in bases.order_by("block__title", "pk")[:SHOWN]
    ]


def kept_by(member: Member) -> Q:
    """The blocks that this member may change."""
    if member.role != Role.LEAD or member.department is None:
        return Q()
    return Q(department__path__startswith=member.department.path)


def teams_of(member: Member) -> list[Department]:
    rows = Department.objects.order_by("path")
    if member.role == Role.LEAD and member.department is not None:
        rows = rows.filter(path__startswith=member.department.path)
    return list(rows[:SHOWN])
