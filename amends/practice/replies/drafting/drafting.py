"""Drafts a reply, holds it against the house's own check, and takes other wordings where that finds something."""

from __future__ import annotations

from amends.content.files import language_for, load
from amends.practice.replies.check.checking import check_reply
from amends.practice.replies.drafting import parts
from amends.practice.replies.drafting.bodies import BODIES, other_kind
from amends.practice.replies.drafting.letter import Letter
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.options import options_for
from amends.practice.replies.drafting.phone import script
from amends.practice.replies.drafting.request import KINDS, PHONE, DraftRequest, Option
from amends.practice.replies.drafting.restate import BY_SUBJECT, FREELY, SURELY

# First other wordings, then closer to what the check can recognise, at last the subjects alone.
ATTEMPTS = ((0, FREELY), (1, FREELY), (0, SURELY), (1, SURELY), (2, SURELY), (0, BY_SUBJECT), (1, BY_SUBJECT), (2, BY_SUBJECT))  # fmt: skip
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
    for turn, strictness in ATTEMPTS:
        draft = written(Letter(request, turn=turn, strictness=strictness))
        found = len(check_reply(draft, complaint=complaint, context=context))
        if found < fewest:
            best, fewest = draft, found
        if not found:
            break
    return best


def written(letter: Letter) -> str:
    """The letter from greeting to name, or the script of a call."""
    request = letter.request
    if request.kind == PHONE:
        return script(letter)
    is_other = request.text_kind != "complaint" and request.kind in FOR_OTHER_KINDS
    body = other_kind(letter) if is_other else BODIES[request.kind](letter)
    paragraphs = [parts.greeting(letter), *body, *parts.ending(letter)]
    return "\n\n".join(part.strip() for part in paragraphs if part.strip())
