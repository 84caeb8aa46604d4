"""The guide's decisions: pure, the same for desk, API and tests."""

from amends.practice.playbook.rules.advice import Advice, Line, Reason, Step, advise
from amends.practice.playbook.rules.book import EMPTY, Layer, with_house
from amends.practice.playbook.rules.labels import FAMILIES, MEDIA
from amends.practice.playbook.rules.schema import BookError
from amends.practice.playbook.rules.situation import Situation
from amends.practice.playbook.rules.steps import ESCALATIONS

__all__ = [
    "EMPTY",
    "ESCALATIONS",
    "FAMILIES",
    "MEDIA",
    "Advice",
    "BookError",
    "Layer",
    "Line",
    "Reason",
    "Situation",
    "Step",
    "advise",
    "with_house",
]
