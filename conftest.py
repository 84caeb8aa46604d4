"""Gives every test run a secret and a folder of its own, and a small company to act in."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.test import TransactionTestCase
from PIL import Image

# pytest-django reads the settings before this file, so setting environment variables here would come too late.
configured.SECRET_KEY = os.environ.get("SECRET_KEY") or "only-for-tests" * 4
configured.SECRET_KEY_LENGTH = len(configured.SECRET_KEY)
configured.VAR = Path(os.environ.get("AMENDS_VAR") or tempfile.mkdtemp(prefix="amends-tests-"))
configured.SECRET_KEY_PATH = configured.VAR / "secret_key"
configured.STATIC_ROOT = configured.VAR / "static"
configured.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
configured.STORAGES["default"]["OPTIONS"]["location"] = str(configured.VAR / "files")
configured.STORAGES["previews"]["OPTIONS"]["location"] = str(configured.VAR / "previews")

# How fast a machine is says nothing about what is tested, and the same code is told the same twice; EXPLORE=1 draws anew.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize="EXPLORE" not in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--asks-database",
        action="store_true",
        help="only the tests that use the database: the others say the same on every one",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--asks-database"):
        return
    others = [one for one in items if not asks_database(one)]
    config.hook.pytest_deselected(items=others)
    items[:] = [one for one in items if asks_database(one)]


def asks_database(item: pytest.Item) -> bool:
    """Whether a test may use the database (pytest-django lets it by a mark, a fixture or its class) and asks it something that others do not ask more quickly."""
    if item.get_closest_marker("browser") or item.get_closest_marker("once"):
        return False
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    kind = getattr(item, "cls", None)
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(fixtures) or (kind is not None and issubclass(kind, TransactionTestCase))


WORDS = "6月18日买的电饭锅第三次用就冒烟了，打了五次客服电话没人管，我要求退款，再不处理我就打12315投诉！"


@dataclass(frozen=True)
class Company:
    """A head office with a customer care team that takes complaints in, and two shops below one area."""

    departments: dict[str, Any]
    members: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        """`company.lead` is a member, `company.care` a department."""
        try:
            return self.members[name] if name in self.members else self.departments[name]
        except KeyError as error:
            raise AttributeError(name) from error


def departments() -> dict[str, Any]:
    from amends.foundation.organisation.models import Department

    found: dict[str, Any] = {}
    tree = (("head", ""), ("care", "head"), ("shops", "head"), ("east", "shops"), ("west", "shops"))
    for code, parent in tree:
        found[code] = Department(code=code, name=code, parent=found.get(parent), takes_in=code == "care")
        found[code].save()
    return found


def members(places: dict[str, Any]) -> dict[str, Any]:
    from amends.foundation.organisation.choices import Presence
    from amends.foundation.organisation.models import Member
    from amends.foundation.organisation.queries import house_member, portal_member

    people = (
        ("handler", "handler", "care"),
        ("colleague", "handler", "care"),
        ("east_handler", "handler", "east"),
        ("west_handler", "handler", "west"),
        ("lead", "lead", "care"),
        ("east_lead", "lead", "east"),
        ("shops_lead", "lead", "shops"),
        ("quality", "quality", "head"),
        ("legal", "legal", "head"),
        ("manager", "manager", "head"),
        ("trainer", "trainer", "head"),
        ("administrator", "administrator", "head"),
    )
    found: dict[str, Any] = {}
    for username, role, place in people:
        member = Member(
            username=username,
            display_name=f"{username}先生",
            role=role,
            department=places[place],
            languages=["zh-Hans"],
            presence=Presence.PRESENT,
            approval_limit=Decimal(500 if role == "handler" else 5000),
        )
        member.set_unusable_password()
        member.save()
        found[username] = member
    return {**found, "house": house_member(), "portal": portal_member()}


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a test before this one left in the memory of the process: answers of its database, the language of its reader."""
    from django.utils import translation

    from amends.foundation.kernel.remembered import Remembered

    Remembered.forget_all()
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the database goes: says who is still connected, which a test should have ended, and ends it."""
    yield
    if configured.DATABASES["default"]["ENGINE"].endswith("sqlite"):
        return
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, state, query, pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        for pid, state, query, _ended in cursor.fetchall():
            sys.stderr.write(f"still connected at the end: {pid} {state} {query}\n")


@pytest.fixture
def company(db: None) -> Company:
    places = departments()
    return Company(places, members(places))


@pytest.fixture
def whole_company(company: Company) -> Company:
    """The same with functions: care handles, shops are asked for business, and there are quality, legal and press."""
    from amends.foundation.organisation.models import Department, Member

    for code, function in (
        ("care", "care"),
        ("shops", "business"),
        ("east", "business"),
        ("west", "business"),
    ):
        company.departments[code].function = function
        company.departments[code].save()
    for code, function in (("qa", "quality"), ("law", "legal"), ("press", "communications")):
        place = Department(code=code, name=code, parent=company.head, function=function)
        place.save()
        company.departments[code] = place
    for name, code in (("quality", "qa"), ("legal", "law")):
        Member.objects.filter(pk=company.members[name].pk).update(department=company.departments[code])
    spokesperson = Member(username="press_handler", display_name="press先生", role="handler")
    spokesperson.department = company.press
    spokesperson.set_unusable_password()
    spokesperson.save()
    company.members["press_handler"] = spokesperson
    fresh = {one.pk: one for one in Member.objects.all()}
    company.members.update({name: fresh[one.pk] for name, one in company.members.items()})
    return company


@pytest.fixture
def customer(company: Company) -> Any:
    from amends.casework.customers.actions import find_or_add_customer

    return find_or_add_customer(
        name="王小明", phone="138 0013 8000", email="wang@example.com", by=company.portal
    )


@pytest.fixture
def register(company: Company, customer: Any) -> Callable[..., Any]:
    """Registers a complaint; whatever matters to a test is named by it."""
    from amends.casework.cases.actions import register_complaint

    def act(text: str = WORDS, **fields: Any) -> Any:
        values = {"customer": customer, "channel": "portal", "by": company.portal, **fields}
        return register_complaint(text=text, **values)

    return act


@pytest.fixture
def run_jobs() -> Callable[[], int]:
    """Does what a worker would do in the next minutes; a job that fails fails the test."""
    from amends.foundation.kernel import clock, jobs

    def run() -> int:
        done, start = 0, clock.now()
        for minutes in (1, 2, 3, 4):
            with clock.at(start + timedelta(minutes=minutes)):
                done += jobs.run_due(reraise=True)
        return done

    return run


@pytest.fixture
def registered_case(register: Callable[..., Any]) -> Any:
    """A complaint that has just come in: not read, nobody's, no clock."""
    return register()


@pytest.fixture
def owned_case(registered_case: Any, company: Company) -> Any:
    """A read complaint that `company.handler` looks after."""
    from amends.casework.cases.actions import assign_case, read_case

    read_case(case_id=registered_case.pk, by=company.house)
    return assign_case(case_id=registered_case.pk, to=company.handler, by=company.house)


@pytest.fixture
def bring_to(company: Company) -> Callable[[Any, str], Any]:
    """Takes a case to a stage with everything on record that the stages before it need."""
    from amends.casework.cases import actions
    from amends.casework.cases.choices import Stage
    from amends.foundation.kernel import clock
    from amends.practice.remedies.actions import choose_option, propose_solutions
    from amends.practice.remedies.rules import OfferedOption

    def propose(case: Any, by: Any) -> None:
        on = (clock.now() + timedelta(days=3)).date()
        options = [OfferedOption(title=title, amount=Decimal(100), due_on=on) for title in ("退款", "换新")]
        proposal = propose_solutions(case_id=case.pk, letter="请您选择。", options=options, by=by)
        choose_option(case_id=case.pk, option_id=proposal.options.all()[0].pk, by=company.portal)

    def bring(case: Any, stage: str) -> Any:
        by = company.house if case.owner is None else case.owner
        order = list(Stage)
        while order.index(Stage(case.stage)) < order.index(Stage(stage)):
            if case.stage == Stage.PROPOSE:
                # A lead or manager may put any letter before a customer, whatever the weight of the case.
                propose(case, company.manager)
            else:
                if case.stage == Stage.CONFIRM:
                    actions.post_reply(case_id=case.pk, body="收到，我们马上查。", by=by)
                if case.stage == Stage.CARRY_OUT:
                    actions.mark_solved(case_id=case.pk, what="已退款", by=by)
                    actions.mark_followed_up(case_id=case.pk, what="客户说好了", by=by)
                details = {"responsible": "process", "extent": "single"}
                found = details if case.stage == Stage.INVESTIGATE else None
                actions.advance_stage(case_id=case.pk, record="记录", details=found, by=by)
            case.refresh_from_db()
        return case

    return bring


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A picture as a phone would send it."""
    kept = io.BytesIO()
    Image.new("RGB", (64, 48), (180, 90, 40)).save(kept, "JPEG")
    return kept.getvalue()


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    """Attachments of this test go into a folder of its own."""
    folder = tmp_path / "files"
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return folder


@pytest.fixture
def no_limits(db: None) -> Iterator[None]:
    """Forgets earlier tries, where tries are counted."""
    cache.clear()
    yield
    cache.clear()
