from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from amends.doors.api import documents, problems
from amends.doors.api.endpoints import (
    advice,
    articles,
    budgets,
    cases,
    clocks,
    complaints,
    contracts,
    customers,
    fairness,
    gifts,
    grants,
    keeping_terms,
    labels,
    messages,
    orders,
    points,
    promises,
    readings,
    refunds,
    reviews,
    shipments,
    steps,
    tasks,
    texts,
    vouchers,
)

app_name = "api"
View = Callable[..., HttpResponseBase]


def new_api() -> NinjaAPI:
    api = NinjaAPI(
        title=documents.TITLE,
        version="1",
        description=documents.DESCRIPTION,
        urls_namespace="api",
        docs_url=None,
    )
    problems.connect(api)
    api.add_router("/complaints", complaints.router)
    for router in (
        *(cases.router, messages.router, steps.router, readings.router, points.router, clocks.router),
        *(advice.router, fairness.router),
        *(labels.of_a_case, tasks.of_a_case, promises.of_a_case, grants.router, shipments.of_a_case),
    ):
        api.add_router("/cases", router)
    api.add_router("/labels", labels.router)
    api.add_router("/tasks", tasks.router)
    api.add_router("/promises", promises.router)
    api.add_router("/reviews", reviews.router)
    api.add_router("/budgets", budgets.router)
    api.add_router("/gifts", gifts.router)
    api.add_router("/keeping-terms", keeping_terms.router)
    api.add_router("/vouchers", vouchers.router)
    api.add_router("/refunds", refunds.router)
    api.add_router("", texts.router)
    api.add_router("/customers", customers.router)
    api.add_router("/orders", orders.router)
    api.add_router("/contracts", contracts.router)
    api.add_router("/articles", articles.router)
    return api


def private(view: View) -> View:
    """No answer is kept by anything in between, and a wrong method is a problem like any other."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = problems.wrong_method(request, response.headers["Allow"])
        response.headers["Cache-Control"] = "no-store"
        return response

    return wrapped


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponseBase:
    return problems.not_here(request)


def patterns() -> list[URLPattern]:
    found = [one for one in new_api().urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for pattern in found:
        pattern.callback = private(pattern.callback)
    return [*found, re_path("^", private(nothing_here), name="api-root")]


urlpatterns = patterns()
