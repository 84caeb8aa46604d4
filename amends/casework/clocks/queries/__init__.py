from amends.casework.clocks.queries.clocks import (
    Bound,
    bound,
    clocks_of,
    hours_of,
    newest_reminders,
    recipients,
    running,
    situation_of,
)
from amends.casework.clocks.queries.figures import Kept, kept_deadlines
from amends.casework.clocks.queries.house import (
    house_profile,
    is_counted,
    moves_of,
    newest_dry_run,
    open_cases_for,
    waiting_changes,
)
from amends.casework.clocks.queries.policy import (
    Policy,
    facts,
    facts_of,
    policy_now,
    promised_at,
    rule_of,
)

__all__ = [
    "Bound",
    "Kept",
    "Policy",
    "bound",
    "clocks_of",
    "facts",
    "facts_of",
    "hours_of",
    "house_profile",
    "is_counted",
    "kept_deadlines",
    "moves_of",
    "newest_dry_run",
    "newest_reminders",
    "open_cases_for",
    "policy_now",
    "promised_at",
    "recipients",
    "rule_of",
    "running",
    "situation_of",
    "waiting_changes",
]
