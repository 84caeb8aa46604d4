"""What the check lets pass is the house's to say: entered, tried, confirmed by a second person, and never lighter than the law."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member
from amends.practice.replies.actions import (
    decide_check_policy,
    enter_check_policy,
    send_reply,
    submit_reply,
)
from amends.practice.replies.check.finding import CODES, Finding
from amends.practice.replies.check.policy import AT_LEAST, BUILT_IN, LEVELS, CheckPolicy, weighed
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import CheckPolicyVersion
from amends.practice.replies.queries import check_policy, review_for
from amends.practice.replies.rules import Kept
from amends.practice.replies.tests.conftest import GOOD, member

CANNED = (
    GOOD
    + "您的意见是我们前进的动力，我们将不断改进，竭诚为您提供更优质的服务，感谢您的支持与理解，祝您生活愉快。"
)
STRICT = CheckPolicy(always={"canned": "reason"})


@pytest.fixture
def manager(centre: Department) -> Member:
    return member("许经理", centre, Role.MANAGER)


@pytest.fixture
def second(centre: Department) -> Member:
    return member("管理员", centre, Role.ADMINISTRATOR)


def in_force(policy: CheckPolicy, manager: Member, second: Member) -> None:
    made = enter_check_policy(policy=policy, reason="", by=manager)
    decide_check_policy(version=made.version, confirm=True, by=second)


@pytest.mark.parametrize(
    ("code", "grave", "kind", "level"),
    [
        ("canned", False, "", "warn"),
        ("canned", True, "", "reason"),
        ("canned", False, "holding", "approve"),
        ("threatens", False, "", "block"),
        ("jargon", True, "closing", "info"),
    ],
)
def test_the_heaviest_of_the_rules_that_fit_counts(code: str, grave: bool, kind: str, level: str) -> None:
    policy = CheckPolicy(
        always={"jargon": "info"}, grave={"canned": "reason"}, kinds={"holding": {"canned": "approve"}}
    )
    found = weighed([Finding(code, "warn", 0, 1, "…")], policy, grave=grave, kind=kind)
    assert found[0].severity == level


def test_every_code_has_a_level_in_every_case() -> None:
    for code in CODES:
        for grave in (False, True):
            assert BUILT_IN.level(code, grave=grave, kind="solution") in LEVELS


def test_a_version_counts_once_a_second_person_has_confirmed_it(
    case: Case, handler: Member, manager: Member, second: Member
) -> None:
    made = enter_check_policy(policy=STRICT, reason="套话要说明", by=manager)
    assert check_policy() == BUILT_IN
    with pytest.raises(NotPermitted):
        decide_check_policy(version=made.version, confirm=True, by=manager)
    decide_check_policy(version=made.version, confirm=True, by=second)
    assert check_policy().always == {"canned": "reason"}
    with pytest.raises(Invalid) as refused:
        submit_reply(case_id=case.pk, body=CANNED, by=handler)
    assert refused.value.code == "needs_reason"


def test_a_remark_is_kept_with_its_reason(
    case: Case, handler: Member, manager: Member, second: Member
) -> None:
    in_force(STRICT, manager, second)
    review = review_for(case, handler, body=CANNED, kind="first_response", language="zh-Hans")
    kept = [
        Kept(one.code, CANNED[one.start : one.end], "老顾客习惯这句")
        for one in review.findings
        if one.severity == "reason"
    ]
    reply = submit_reply(case_id=case.pk, body=CANNED, by=handler, kept=kept)
    assert {one["kept"] for one in reply.findings if one["code"] == "canned"} == {"老顾客习惯这句"}


def test_a_level_for_approval_brings_a_second_pair_of_eyes(
    case: Case, handler: Member, manager: Member, second: Member
) -> None:
    in_force(CheckPolicy(always={"canned": "approve"}), manager, second)
    reply = submit_reply(case_id=case.pk, body=CANNED, by=handler)
    assert (reply.state, reply.approval_reasons) == (ReplyState.AWAITING_APPROVAL, ["finding:canned"])


def test_no_policy_takes_the_second_pair_of_eyes_from_a_grave_case(
    grave_case: Case, handler: Member, manager: Member, second: Member
) -> None:
    in_force(CheckPolicy(always=dict.fromkeys(set(CODES) - AT_LEAST.keys(), "info")), manager, second)
    assert submit_reply(case_id=grave_case.pk, body=GOOD, by=handler).state == ReplyState.AWAITING_APPROVAL


@pytest.mark.parametrize("code", sorted(AT_LEAST))
def test_what_the_law_guards_cannot_be_made_lighter(manager: Member, code: str) -> None:
    with pytest.raises(Invalid):
        enter_check_policy(policy=CheckPolicy(always={code: "warn"}), reason="", by=manager)


def test_a_level_or_code_that_does_not_exist_is_refused(manager: Member) -> None:
    for always in ({"canned": "loud"}, {"nothing": "warn"}):
        with pytest.raises(Invalid):
            enter_check_policy(policy=CheckPolicy(always=always), reason="", by=manager)
    with pytest.raises(Invalid):
        enter_check_policy(policy=BUILT_IN, reason="", by=manager)


def test_only_those_who_set_rules_may_and_one_version_waits_at_a_time(
    manager: Member, second: Member, handler: Member, lead: Member
) -> None:
    for wrong_role in (handler, lead):
        with pytest.raises(NotPermitted):
            enter_check_policy(policy=STRICT, reason="", by=wrong_role)
    made = enter_check_policy(policy=STRICT, reason="", by=manager)
    with pytest.raises(Conflict):
        enter_check_policy(policy=CheckPolicy(always={"jargon": "block"}), reason="", by=second)
    with pytest.raises(NotPermitted):
        decide_check_policy(version=made.version, confirm=True, by=handler)
    decide_check_policy(version=made.version, confirm=False, by=manager)
    with pytest.raises(Conflict):
        decide_check_policy(version=made.version, confirm=True, by=second)
    assert check_policy() == BUILT_IN


def test_the_database_knows_the_second_person_too(manager: Member) -> None:
    made = enter_check_policy(policy=STRICT, reason="", by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckPolicyVersion.objects.filter(pk=made.pk).update(
            confirmed=True, decided_by=manager, decided_at=clock.now()
        )


def test_the_trial_says_what_would_have_been_stopped(case: Case, handler: Member, manager: Member) -> None:
    reply = submit_reply(case_id=case.pk, body=CANNED, by=handler)
    house = house_member()
    with clock.at(clock.now() + timedelta(minutes=5)):
        send_reply(reply_id=reply.pk, by=house)
    made = enter_check_policy(policy=CheckPolicy(always={"canned": "block"}), reason="", by=manager)
    counts = {name: value for name, value in made.trial.items() if name != "found"}
    assert counts == {"replies": 1, "remarked": 1, "stopped": 1, "approved": 0, "reasoned": 0}
    assert made.trial["found"]["canned"] == 1
