"""Two people, or one person twice, at the same moment: on real connections, with real commits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Message, Workload
from amends.casework.customers.models import Customer
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, WrongState
from amends.practice.remedies.actions import choose_option, propose_solutions
from amends.practice.remedies.models import Option, Proposal
from amends.practice.remedies.rules import OfferedOption

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave, or the error it ended with; all start together, each on a connection of its own."""
    start = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        try:
            start.wait()
            results[place] = acts[place]()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def kinds(results: list[object]) -> set[type]:
    return {type(one) for one in results}


def test_the_same_form_sent_three_times_at_once_is_one_complaint(company: Any, files: Any) -> None:
    data = {"text": "锅坏了", "name": "王小明", "phone": "13800138000", "idempotency_key": "k"}
    answers = at_once(*[lambda: Client().post(reverse("portal:complain"), data)["Location"]] * 3)
    assert len(set(answers)) == 1, answers
    assert (Case.objects.count(), Message.objects.count(), Customer.objects.count()) == (1, 1, 1)
    assert verify().broken is None


def test_two_people_saving_the_same_state_one_is_told(company: Any, owned_case: Case) -> None:
    seen = Case.objects.get(pk=owned_case.pk).version

    def save(by: Any) -> Callable[[], object]:
        return lambda: actions.write_record(case_id=owned_case.pk, text=by.username, by=by, version=seen)

    results = at_once(save(company.handler), save(company.lead))
    assert sum(isinstance(one, Conflict) for one in results) == 1, results
    assert Case.objects.get(pk=owned_case.pk).version == seen + 1
    assert verify().broken is None


def test_a_message_sent_twice_at_once_is_written_once(company: Any, owned_case: Case) -> None:
    def send() -> object:
        return actions.post_reply(
            case_id=owned_case.pk, body="您好", by=company.handler, idempotency_key="r"
        ).pk

    assert len(set(at_once(send, send, send))) == 1
    assert owned_case.messages.count() == 2


def test_different_words_at_once_are_all_kept_and_the_trail_holds(company: Any, owned_case: Case) -> None:
    before = Case.objects.get(pk=owned_case.pk).version
    acts = [
        lambda n=n: actions.add_note(case_id=owned_case.pk, body=f"第{n}条", by=company.handler)
        for n in range(4)
    ]
    results = at_once(*acts)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert Case.objects.get(pk=owned_case.pk).version == before + 4
    assert verify().broken is None


def test_closing_twice_at_once_closes_once(company: Any, owned_case: Case) -> None:
    def close() -> object:
        return actions.close_case(
            case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
        )

    assert kinds(at_once(close, close)) == {Case, WrongState}
    assert Workload.objects.get(member=company.handler).open_cases == 0


def test_two_different_choices_at_once_one_counts(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]
) -> None:
    bring_to(owned_case, "propose")
    on = clock.today() + timedelta(days=3)
    offered = [OfferedOption(title=title, amount=Decimal(9), due_on=on) for title in ("退款", "换新")]
    proposal = propose_solutions(
        case_id=owned_case.pk, letter="请您选一个。", options=offered, by=company.manager
    )
    one, two = proposal.options.values_list("pk", flat=True)
    results = at_once(
        lambda: choose_option(case_id=owned_case.pk, option_id=one, by=company.portal),
        lambda: choose_option(case_id=owned_case.pk, option_id=two, by=company.portal),
    )
    assert kinds(results) == {Proposal, WrongState}, results
    assert Option.objects.filter(chosen=True).count() == 1


def test_two_workers_route_one_case_to_one_person(company: Any, registered_case: Case) -> None:
    def route() -> object:
        return actions.route_case(case_id=registered_case.pk, by=company.house).owner_id

    assert len(set(at_once(route, route))) == 1
    assert sum(Workload.objects.values_list("open_cases", flat=True)) == 1


def test_two_cases_at_once_do_not_fill_one_desk_beyond_its_room(
    company: Any, register: Callable[..., Case]
) -> None:
    from amends.foundation.organisation.models import Member

    Member.objects.exclude(pk=company.handler.pk).update(presence="away")
    cases = [register() for _n in range(3)]
    for case in cases:
        actions.read_case(case_id=case.pk, by=company.house)
    Case.objects.update(severity="moderate", intensity=0, has_risk=False, heat=0, risks=[])
    Member.objects.filter(pk=company.handler.pk).update(capacity=2)
    results = at_once(
        *[lambda case=case: actions.route_case(case_id=case.pk, by=company.house) for case in cases]
    )
    assert not [one for one in results if isinstance(one, Exception)], results
    assert Case.objects.filter(owner=company.handler).count() == 2
    assert Workload.objects.get(member=company.handler).open_cases == 2


def test_two_people_exchanging_cases_at_once_both_come_through(
    company: Any, register: Callable[..., Case]
) -> None:
    one, other = register(), register()
    actions.assign_case(case_id=one.pk, to=company.handler, by=company.house)
    actions.assign_case(case_id=other.pk, to=company.colleague, by=company.house)
    results = at_once(
        lambda: actions.assign_case(case_id=one.pk, to=company.colleague, by=company.lead),
        lambda: actions.assign_case(case_id=other.pk, to=company.handler, by=company.lead),
    )
    assert kinds(results) == {Case}, results
    assert set(Workload.objects.values_list("member", "open_cases")) == {
        (company.handler.pk, 1),
        (company.colleague.pk, 1),
    }
