"""How long the company keeps things: a term of its own that counts, and one that waits for its second person."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.casework.cases.actions.keeping_terms import decide_term, enter_term
from amends.casework.cases.choices import Kept
from amends.casework.cases.rules.keeping import Term
from amends.casework.clocks.queries import house_profile
from amends.foundation.kernel import clock
from amends.foundation.kernel.events import gathered
from amends.foundation.organisation.models import Member

# After the company said where it works, and before the oldest complaint of today's figures.
SET_BEFORE = timedelta(days=380)
YEARS, SAFETY_YEARS, NOTICE = 5, 10, timedelta(days=30)
BASIS, SAFETY_BASIS = "《澄穗生活档案管理办法》第 9 条", "《澄穗生活档案管理办法》第 9 条（修订草案）"


def set_terms(people: dict[str, Member], now: datetime) -> None:
    with clock.at(now - SET_BEFORE), gathered():
        term = Term(Kept.FILES, 0, YEARS, clock.today(), BASIS)
        places = house_profile().jurisdictions
        made = enter_term(term=term, reason="与财务档案的年限一致", places=places, by=people["administrator"])
        decide_term(term_id=made.pk, confirm=True, places=places, by=people["manager"])


def propose_term(people: dict[str, Member]) -> None:
    """Files about safety longer than the others; it waits."""
    term = Term(Kept.SAFETY_FILES, 0, SAFETY_YEARS, clock.today() + NOTICE, SAFETY_BASIS)
    enter_term(
        term=term,
        reason="食品安全纠纷可能在多年后才提出",
        places=house_profile().jurisdictions,
        by=people["administrator"],
    )
