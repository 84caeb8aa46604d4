"""Starting and stopping clocks as the table says, and by other rules where a case turns out to be another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_house
from amends.casework.clocks.actions.running import begin, end, lead, locked_case, tell, work_out
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import Policy, bound, facts_of, policy_now, running, situation_of
from amends.casework.clocks.rules.effects import ALL, EFFECTS, makes_sense
from amends.casework.clocks.rules.policy import CHOSEN, LEGAL, Facts, Rule, choose, legal_limits, next_rule
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member

# The clocks that keep the tempo.
TEMPO = (ClockKind.DIRECTION, ClockKind.PROGRESS)


@transaction.atomic
def apply_effect(
    *, case_id: int, happening: str, at: datetime, by: Member, only: Collection[ClockKind] = ALL
) -> None:
    """Starts and stops what the table says for this happening; once applied, again changes nothing."""
    ensure_house(by)
    effect = EFFECTS[happening].among(only)
    case = locked_case(case_id)
    runs = list(running(case_id))
    for one in list(runs):
        # What began at this very happening is not ended by hearing of it again.
        began_with_it = one.kind in effect.starts and one.started_at >= at
        if (how := effect.ending(one.kind)) and not began_with_it:
            end(case, one, at, by=by, how=how)
            runs.remove(one)
    if effect.starts:
        runs += _started(case, effect.starts, at, {(one.kind, one.about) for one in runs}, by=by)
    lead(case, runs)


def _started(
    case: Case, kinds: tuple[ClockKind, ...], at: datetime, runs: set[tuple[str, str]], *, by: Member
) -> list[Clock]:
    """The clocks that start; those that run, make no sense or started at this moment before are left out."""
    situation, facts, policy = situation_of(case), facts_of(case), policy_now()
    rules, started = policy.at(at), []
    for kind in kinds:
        if not makes_sense(kind, situation):
            continue
        for rule in _rules_for(kind, rules, facts):
            about = rule.code if kind in LEGAL else ""
            known = Clock.objects.filter(case=case, kind=kind, about=about, started_at=at)
            if (kind, about) not in runs and not known.exists():
                started.append(begin(case, kind, at, rule, policy, by=by, about=about))
    return started


def _rules_for(kind: str, rules: list[Rule], facts: Facts) -> list[Rule]:
    if kind in LEGAL:
        return legal_limits(rules, kind, facts)
    chosen = choose(rules, kind, facts)
    return [chosen] if chosen else []


@transaction.atomic
def follow_mood(*, case_id: int, at: datetime, by: Member) -> None:
    """A direction is due soon, and then news at short intervals, while feelings run high; no longer once they do not.

    What leads decides: where it turns out to be a demand, its own tempo begins, or none where the house has set none.
    """
    ensure_house(by)
    case = locked_case(case_id)
    situation, facts, rules = situation_of(case), facts_of(case), policy_now().at(at)
    wanted = {kind for kind in TEMPO if makes_sense(kind, situation) and choose(rules, kind, facts)}
    runs = {kind for kind in TEMPO if running(case_id).filter(kind=kind).exists()}
    for happening, kinds in (("mood_calm", runs - wanted), ("mood_hot", wanted - runs)):
        if kinds:
            apply_effect(case_id=case_id, happening=happening, at=at, by=by, only=kinds)


@transaction.atomic
def refit_clocks(*, case_id: int, by: Member) -> None:
    """A case that turns out graver, or goes to another department, runs by the rules for such cases; legal limits join where they fit."""
    ensure_house(by)
    case = locked_case(case_id)
    policy = policy_now()
    rules, runs = policy.at(clock.now()), list(running(case_id))
    changed = [one for one in runs if refit(case, one, rules, policy, by=by)]
    begun = [] if not case.is_open else _late_limits(case, runs, rules, policy, by=by)
    if changed or begun:
        lead(case, [*runs, *begun])


def refit(case: Case, one: Clock, rules: list[Rule], policy: Policy, *, by: Member) -> bool:
    """Moves a running clock to the rule that fits the case now; says whether that is another."""
    if one.kind in CHOSEN or one.kind in LEGAL:
        return False
    held = bound(one, policy)
    rule = next_rule(held.rule, one.kind, rules, facts_of(case), one.started_at)
    if rule is None or (rule.code, rule.version) == (one.rule_code, one.rule_version):
        return False
    before = one.due_at
    work_out(one, rule, policy, held.spans)
    one.save()
    tell(case, "clock.refitted", one, by=by, before=before)
    return True


def _late_limits(
    case: Case, runs: list[Clock], rules: list[Rule], policy: Policy, *, by: Member
) -> list[Clock]:
    """Legal limits that a case falls under only since its labels are known; they count from the complaint."""
    had = set(Clock.objects.filter(case=case, kind__in=LEGAL).values_list("kind", "about"))
    situation, begun = situation_of(case), []
    for kind in (ClockKind.LEGAL_RECEIPT, ClockKind.LEGAL_RESULT):
        if not makes_sense(kind, situation) or case.agreed_at or case.solved_at:
            continue
        for rule in legal_limits(policy.at(case.received_at), kind, facts_of(case)):
            if rule.conditions and (kind, rule.code) not in had:
                begun.append(begin(case, kind, case.received_at, rule, policy, by=by, about=rule.code))
    return begun
