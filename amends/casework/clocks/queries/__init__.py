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
from amends.casework.clocks.queries.policy import (
    Policy,
    facts_of,
    policy_now,
    promised_at,
    rule_of,
)

__all__ = [
    "Bound",
    "Policy",
    "bound",
    "clocks_of",
    "facts_of",
    "hours_of",
    "newest_reminders",
    "policy_now",
    "promised_at",
    "recipients",
    "rule_of",
    "running",
    "situation_of",
]
