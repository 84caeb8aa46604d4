"""A conversation read as a whole: how heated the customer is, what our messages did to that, what is asked for now."""

from amends.understanding.conversation.following import follow
from amends.understanding.conversation.values import (
    Change,
    Conversation,
    Effect,
    LateRisk,
    Part,
    Point,
    Said,
)

__all__ = ["Change", "Conversation", "Effect", "LateRisk", "Part", "Point", "Said", "follow"]
