from amends.casework.clocks.actions.effects import apply_effect, follow_mood, refit_clocks
from amends.casework.clocks.actions.legal import end_legal, start_duty
from amends.casework.clocks.actions.pausing import pause_clock, resume_clock
from amends.casework.clocks.actions.subjects import end_subject, run_subject

__all__ = [
    "apply_effect",
    "end_legal",
    "end_subject",
    "follow_mood",
    "pause_clock",
    "refit_clocks",
    "resume_clock",
    "run_subject",
    "start_duty",
]
