"""Offering options, and the customer's answer to them."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.cases.actions import advance_stage, agree_solution, post_reply, record_promises
from amends.casework.cases.actions.agreed import Offer
from amends.casework.cases.actions.approvals import ensure_authority
from amends.casework.cases.actions.beats import ensure_open, locked, note_down
from amends.casework.cases.actions.promises import let_fall
from amends.casework.cases.actions.rounds import count_rejection, count_round
from amends.casework.cases.choices import MessageKind, Stage
from amends.casework.cases.text import cleaned, kept_key
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.choices import Decision
from amends.practice.remedies.events import SolutionProposed, SolutionRejected
from amends.practice.remedies.models import Option, Proposal
from amends.practice.remedies.permissions import authority_of, ensure_may_propose
from amends.practice.remedies.queries import currency_of, range_of
from amends.practice.remedies.rules import OfferedOption, dated, problem_with
from amends.practice.remedies.rules.options import KINDS
from amends.practice.remedies.rules.policy import in_words
from amends.practice.replies.actions import ensure_may_leave
from amends.practice.replies.queries import promised_in
from amends.practice.replies.text import words_answered


def explain(code: str, position: int) -> str:
    messages = {
        "too_few": _("Offer at least two options, so that the customer can choose."),
        "too_many": _("Offer at most four options; more are hard to choose from."),
        "no_title": _("Option %(n)s needs a title."),
        "no_date": _("Option %(n)s needs a date by which it is done."),
        "date_past": _("The date of option %(n)s has passed already."),
        "negative": _("The amount of option %(n)s cannot be below zero."),
        "over_authority": _(
            "The amount of option %(n)s is above what you may grant. Ask for it on the sheet “Approvals” of the case."
        ),
        "same_twice": _("Two options have the same title."),
    }
    return messages[code] % {"n": position + 1}


@transaction.atomic
def propose_solutions(
    *,
    case_id: int,
    letter: str,
    options: Sequence[OfferedOption],
    by: Member,
    version: int | None = None,
    idempotency_key: str | None = None,
) -> Proposal:
    """Puts at least two options before the customer, each with a date and within the proposer's authority."""
    ensure_may_propose(by)
    case = locked(case_id, by=by, version=version)
    key = kept_key(idempotency_key)
    if key and (known := Proposal.objects.filter(case=case, message__idempotency_key=key).first()):
        return known
    ensure_open(case)
    if case.stage != Stage.PROPOSE:
        raise WrongState(_("Options are offered in the stage “Propose”. Finish the stages before it first."))
    if Proposal.objects.filter(case=case, decision=Decision.OPEN).exists():
        raise WrongState(_("The customer has not answered the last options yet."))
    currency = currency_of(case)
    if problem := problem_with(options, authority=authority_of(by, case, currency), today=clock.today()):
        raise Invalid(explain(*problem), field="options")
    ensure_may_leave(case=case, words=letter, kind="solution", by=by)
    if dearest := max((option.amount for option in options if option.amount), default=None):
        ensure_authority(case, Power.GRANT, by=by, amount=dearest, currency=currency)
    message = post_reply(case_id=case.pk, body=letter, kind=MessageKind.PROPOSAL, by=by, idempotency_key=key)
    fair = range_of(case, member=by)
    proposal = Proposal.objects.create(
        case=case,
        round=count_round(case),
        message=message,
        proposed_by=by,
        proposed_at=clock.now(),
        fair=in_words(fair) if fair else {},
    )
    keep_options(proposal, options, currency)
    if promised := promised_in(message.body, message.sent_at, answering=words_answered(case)):
        record_promises(case_id=case.pk, message=message, items=promised, by=house_member())
    titles = [option.title for option in options]
    note_down(case, "solution.proposed", by=by, data={"round": proposal.round, "options": titles})
    publish(SolutionProposed(case_id=case.pk, proposal_id=proposal.pk))
    return proposal


def keep_options(proposal: Proposal, options: Sequence[OfferedOption], currency: str) -> None:
    Option.objects.bulk_create(
        Option(
            proposal=proposal,
            position=position,
            title=cleaned(option.title)[:120],
            description=cleaned(option.description)[:4000],
            pros=cleaned(option.pros)[:2000],
            cons=cleaned(option.cons)[:2000],
            amount=option.amount,
            currency=currency,
            kind=option.kind if option.kind in KINDS else "",
            due_on=due_on,
        )
        for position, (option, due_on) in enumerate(dated(options))
    )


@transaction.atomic
def choose_option(*, case_id: int, option_id: int, by: Member) -> Proposal:
    """The customer takes one of the options; the case goes on to carrying it out. The same choice again is no change."""
    case = locked(case_id, by=by)
    option = Option.objects.select_related("proposal").filter(pk=option_id, proposal__case=case).first()
    if option is None:
        raise NotFound(_("This option is no longer offered."))
    proposal = option.proposal
    if proposal.decision == Decision.ACCEPTED and option.chosen:
        return proposal
    ensure_open(case)
    ensure_undecided(proposal)
    option.chosen = True
    option.save(update_fields=["chosen"])
    decide(proposal, Decision.ACCEPTED, "")
    note_down(case, "solution.chosen", by=by, data={"round": proposal.round, "option": option.title})
    offer = Offer(proposal.proposed_by, option.due_on)
    agree_solution(case_id=case.pk, summary=option.title, offer=offer, by=by)
    if case.stage == Stage.PROPOSE:
        advance_stage(case_id=case.pk, by=by)
    return proposal


@transaction.atomic
def reject_proposal(*, case_id: int, proposal_id: int, comment: str, by: Member) -> Proposal:
    """The customer wants none of the options; the solution clock runs again and a new round is possible."""
    case = locked(case_id, by=by)
    proposal = Proposal.objects.filter(pk=proposal_id, case=case).first()
    if proposal is None:
        raise NotFound(_("This option is no longer offered."))
    if proposal.decision == Decision.REJECTED:
        return proposal
    ensure_open(case)
    ensure_undecided(proposal)
    decide(proposal, Decision.REJECTED, cleaned(comment)[:4000])
    note_down(case, "solution.rejected", by=by, data={"round": proposal.round}, reason=proposal.comment)
    count_rejection(case, by=by)
    let_fall(case, message=proposal.message, reason=turned_down(proposal), by=house_member())
    publish(SolutionRejected(case_id=case.pk, proposal_id=proposal.pk))
    return proposal


def turned_down(proposal: Proposal) -> str:
    """Why a promise of its letter is owed no more, in the words of the house: the customer may read another language."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("The customer turned down the options of round %(round)d that it belonged to.") % {
            "round": proposal.round
        }


def ensure_undecided(proposal: Proposal) -> None:
    if not proposal.is_open:
        raise WrongState(_("You have already answered these options."))


def decide(proposal: Proposal, decision: Decision, comment: str) -> None:
    proposal.decision, proposal.comment, proposal.decided_at = decision, comment, clock.now()
    proposal.save(update_fields=["decision", "comment", "decided_at"])
