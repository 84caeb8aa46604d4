"""Makes every case, every customer and every article findable anew from what is kept of them."""

from __future__ import annotations

from collections.abc import Callable

from amends.casework.cases.actions.registering import search_text
from amends.casework.cases.models import Case
from amends.casework.cases.queries import SEARCH_KIND
from amends.casework.cases.queries.bodies import earliest_bodies
from amends.casework.customers.actions import make_all_findable
from amends.casework.customers.models import Customer
from amends.casework.customers.queries import SEARCH_KIND as CUSTOMER_KIND
from amends.casework.knowledge.actions.force import make_findable
from amends.casework.knowledge.models import Article
from amends.casework.knowledge.queries.searching import KIND as ARTICLE_KIND
from amends.foundation.kernel import search

BATCH = 500


def rebuild(step: Callable[[int], None] = lambda _cases: None) -> int:
    """How many cases can be found now; the customers and the articles can be as well."""
    rebuild_customers()
    rebuild_articles()
    search.remove_kind(SEARCH_KIND)
    last = done = 0
    while cases := list(Case.objects.filter(pk__gt=last).select_related("customer").order_by("pk")[:BATCH]):
        bodies = earliest_bodies([case.pk for case in cases])
        search.put_many(SEARCH_KIND, ((case.pk, search_text(case, bodies[case.pk])) for case in cases))
        last = cases[-1].pk
        done += len(cases)
        step(len(cases))
    return done


def rebuild_articles() -> None:
    search.remove_kind(ARTICLE_KIND)
    for article in Article.objects.in_use().order_by("pk").iterator():
        make_findable(article)


def rebuild_customers() -> None:
    search.remove_kind(CUSTOMER_KIND)
    last = 0
    while customers := list(Customer.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        make_all_findable(customers)
        last = customers[-1].pk
