"""The guide's decisions: pure, the same for desk, API and tests."""

from amends.practice.playbook.rules.advice import Advice, Reason, Step, advise
from amends.practice.playbook.rules.situation import Situation

__all__ = ["Advice", "Reason", "Situation", "Step", "advise"]
