from amends.casework.clocks.actions.effects import apply_effect, follow_mood, refit_clocks
from amends.casework.clocks.actions.subjects import end_subject, run_subject

__all__ = ["apply_effect", "end_subject", "follow_mood", "refit_clocks", "run_subject"]
