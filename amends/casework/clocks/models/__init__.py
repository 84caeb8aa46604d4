from amends.casework.clocks.models.clock import Clock, Pause, Reminder
from amends.casework.clocks.models.policy import DryRun, Move, PolicyChange, PolicyRule

__all__ = ["Clock", "DryRun", "Move", "Pause", "PolicyChange", "PolicyRule", "Reminder"]
