"""Drafts a reply, holds it against the house's own check, and takes other wordings where that finds something."""

from __future__ import annotations

from amends.content.files import language_for, load
from amends.practice.replies.check.checking import check_reply
from amends.practice.replies.check.completeness import leaves_out
from amends.practice.replies.check.finding import Finding
from amends.practice.replies.drafting import parts
from amends.practice.replies.drafting.bodies import BODIES, other_kind
from amends.practice.replies.drafting.letter import Letter
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.options import options_for
from amends.practice.replies.drafting.phone import script
from amends.practice.replies.drafting.request import KINDS, PHONE, DraftRequest, Option
from amends.practice.replies.drafting.restate import BY_SUBJECT, FREELY, SURELY

ATTEMPTS = 9
# After so many attempts the points that the check still misses are named by their subjects.
SUBJECTS_AFTER = 6
FOR_OTHER_KINDS = ("acknowledgement", "first_response", "holding")


def suggested_options(request: DraftRequest) -> list[Option]:
    """The ways out that fit what was asked and what the matter is, in the customer's language, to start from."""
    language = language_for(request.language)
    return options_for(request, load("letters", language), matters_of(request, language))[0]


def draft_reply(request: DraftRequest) -> str:
    """A whole letter of the asked kind; raises ValueError for a kind that does not exist."""
    if request.kind not in KINDS:
        raise ValueError(f"unknown kind of reply: {request.kind}")
    complaint = request.complaint or "。".join(point.text for point in request.grievances)
    context = request.check_context()
    best, fewest = "", 1_000
    avoid: set[str] = set()
    marked: list[str] = []
    turn, strictness, sums = 0, FREELY, True
    for attempt in range(ATTEMPTS):
        letter = Letter(request, turn=turn, strictness=strictness, avoid=avoid, marked=marked, sums=sums)
        draft = written(letter)
        findings = check_reply(draft, complaint=complaint, context=context)
        missed = leaves_out(draft, complaint, context)
        faults = len(findings) + missed
        if faults < fewest:
            best, fewest = draft, faults
        if not faults:
            break
        sums = sums and not any(one.code == "over_authority" for one in findings)
        for finding in findings:
            _learn(finding, draft, letter, avoid, marked)
        turn += any(one.start == one.end and one.code != "not_answered" for one in findings)
        strictness = (
            BY_SUBJECT if attempt >= SUBJECTS_AFTER else max(strictness, SURELY if missed else FREELY)
        )
    return best


def _learn(finding: Finding, draft: str, letter: Letter, avoid: set[str], marked: list[str]) -> None:
    """Words that were marked: a point is quoted or left out next time, a sentence of ours gives way to another."""
    words = draft[finding.start : finding.end].lower()
    if not words.strip() or finding.code == "over_authority":
        return
    said = {one: one.lower() for one in letter.phrases}
    points = [one for one, low in said.items() if words in low or low in words or _overlap(low, words)]
    avoid.update(points)
    if not points:
        marked.append(_sentence_at(draft, finding.start))


def _overlap(point: str, words: str) -> bool:
    """Whether marked words begin in a point and end behind it, or the other way round."""
    return any(
        words[:n] == point[-n:] or words[-n:] == point[:n] for n in range(4, min(len(words), len(point)))
    )


def _sentence_at(draft: str, place: int) -> str:
    """The paragraph around a place: wordings are told apart by what stands in it."""
    begin, end = draft.rfind("\n", 0, place) + 1, draft.find("\n", place)
    return draft[begin : end if end >= 0 else len(draft)]


def written(letter: Letter) -> str:
    """The letter from greeting to name, or the script of a call."""
    request = letter.request
    if request.kind == PHONE:
        return script(letter)
    is_other = request.text_kind != "complaint" and request.kind in FOR_OTHER_KINDS
    body = other_kind(letter) if is_other else BODIES[request.kind](letter)
    paragraphs = [parts.greeting(letter), *body, *parts.ending(letter)]
    return "\n\n".join(part.strip() for part in paragraphs if part.strip())
