"""What a house's own corrections add to the learned scores: a small layer beside the shipped weights, never in them."""

from amends.understanding.house.adjustment import Adjustment
from amends.understanding.house.examples import Example
from amends.understanding.house.keeping import Kept, Weights, in_use, name_of_engine, use
from amends.understanding.house.weighing import Gain, TooFew, Weighing, weigh

__all__ = [
    "Adjustment",
    "Example",
    "Gain",
    "Kept",
    "TooFew",
    "Weighing",
    "Weights",
    "in_use",
    "name_of_engine",
    "use",
    "weigh",
]
