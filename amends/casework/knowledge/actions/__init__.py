"""Every change to articles and clauses."""

from amends.casework.knowledge.actions.clauses import (
    add_clause,
    change_clause,
    look_over_words,
    switch_clause,
)
from amends.casework.knowledge.actions.confirming import (
    confirm_wording,
    hand_in,
    return_wording,
    take_back,
)
from amends.casework.knowledge.actions.discarding import discard_draft, remove_written_over
from amends.casework.knowledge.actions.keeping import (
    bring_back,
    retire_article,
    review_article,
    settle_article,
)
from amends.casework.knowledge.actions.picturing import add_picture
from amends.casework.knowledge.actions.quoting import note_sent, quote_article
from amends.casework.knowledge.actions.voices import (
    note_unanswered,
    say_helped,
    say_in_case,
    settle_unanswered,
)
from amends.casework.knowledge.actions.writing import known_clauses, start_article, write_wording

__all__ = [
    "add_clause",
    "add_picture",
    "bring_back",
    "change_clause",
    "confirm_wording",
    "discard_draft",
    "hand_in",
    "known_clauses",
    "look_over_words",
    "note_sent",
    "note_unanswered",
    "quote_article",
    "remove_written_over",
    "retire_article",
    "return_wording",
    "review_article",
    "say_helped",
    "say_in_case",
    "settle_article",
    "settle_unanswered",
    "start_article",
    "switch_clause",
    "take_back",
    "write_wording",
]
