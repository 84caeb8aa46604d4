"""The page of what the check lets pass: each code with its weight, what waits, and the versions before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.content.files import load
from amends.doors.desk.queries.review_words import remark_name
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.replies.check.finding import CODES, SEVERITY
from amends.practice.replies.check.policy import AT_LEAST, LEVELS, CheckPolicy
from amends.practice.replies.choices import ReplyKind
from amends.practice.replies.models import CheckPolicyVersion
from amends.practice.replies.permissions import may_set_check
from amends.practice.replies.queries import check_policy, policy_in

PAST = 20
LEVEL_WORDS: dict[str, str | Promise] = {
    "info": _("Only shown"),
    "warn": _("Warns"),
    "reason": _("Mend it or say why"),
    "approve": _("A second person reads it"),
    "block": _("Stops the reply"),
}
TONES = {"info": "blue", "warn": "yellow", "reason": "orange", "approve": "violet", "block": "red"}
# So many kinds can have a weight of their own; the others follow the case.
KINDS = tuple(ReplyKind.values)


def check_policy_page(member: Member, entered: QueryDict) -> dict[str, Any]:
    """Everything on one page; what was entered and refused stands in its form again."""
    policy = policy_written(entered) if entered else check_policy()
    waiting = CheckPolicyVersion.objects.filter(confirmed=None).select_related("entered_by").first()
    past = CheckPolicyVersion.objects.exclude(confirmed=None).select_related("entered_by", "decided_by")
    return {
        "may_change": may_set_check(member),
        "rows": [_row(code, policy) for code in CODES],
        "levels": [(level, LEVEL_WORDS[level]) for level in LEVELS],
        "kinds": ReplyKind.choices,
        "waiting": _waiting(waiting, member) if waiting else None,
        "past": [_version(row) for row in past[:PAST]],
        "reason": entered.get("reason", ""),
    }


def policy_written(form: QueryDict) -> CheckPolicy:
    """The policy as the form says it; an empty choice leaves a code as it is otherwise."""
    kind = form.get("kind", "")
    kinds = {name: dict(levels) for name, levels in check_policy().kinds.items()}
    code, level = form.get("kind-code", ""), form.get("kind-level", "")
    if kind in KINDS and code in CODES:
        row = kinds.setdefault(kind, {})
        row.pop(code, None)
        if level:
            row[code] = level
        if not row:
            del kinds[kind]
    always = {code: value for code in CODES if (value := form.get(f"always-{code}", ""))}
    grave = {code: value for code in CODES if (value := form.get(f"grave-{code}", ""))}
    return CheckPolicy(always, grave, kinds)


def _row(code: str, policy: CheckPolicy) -> dict[str, Any]:
    messages = load("wording", interface_language())["messages"]
    always, least = policy.always.get(code, SEVERITY[code]), LEVELS.index(AT_LEAST.get(code, LEVELS[0]))
    grave = policy.grave.get(code, "")
    return {
        "code": code,
        "name": remark_name(code),
        "text": messages[code].format(point="…", amount="…", limit="…"),
        "always": always,
        "always_text": LEVEL_WORDS[always],
        "tone": TONES[always],
        "grave": grave,
        "grave_text": LEVEL_WORDS.get(grave, ""),
        "grave_tone": TONES.get(grave, "plain"),
        "choices": [(level, LEVEL_WORDS[level]) for level in LEVELS[least:]],
        "kinds": [
            (ReplyKind(kind).label, LEVEL_WORDS[levels[code]])
            for kind, levels in policy.kinds.items()
            if code in levels
        ],
    }


def _waiting(row: CheckPolicyVersion, member: Member) -> dict[str, Any]:
    return {
        **_version(row),
        "trial": row.trial,
        "may_decide": may_set_check(member),
        "is_own": row.entered_by_id == member.pk,
        "changes": _changes(policy_in(row), row.trial.get("found")),
    }


def _changes(policy: CheckPolicy, found: Mapping[str, int] | None) -> list[dict[str, Any]]:
    """What would weigh differently, code by code, and in how many of the replies tried on it was found."""
    now = check_policy()
    changed = []
    for code in CODES:
        before, after = _weights(code, now), _weights(code, policy)
        if before != after:
            changed.append(
                {
                    "name": remark_name(code),
                    "text": _row(code, policy)["text"],
                    "before": before,
                    "after": after,
                    "found": None if found is None else found.get(code, 0),
                }
            )
    return changed


def _weights(code: str, policy: CheckPolicy) -> str:
    """The weight of a code in words: always, in grave cases, in kinds of reply."""
    row = _row(code, policy)
    parts = [str(row["always_text"])]
    parts += [f"{_('severe or legal')}: {row['grave_text']}"] if row["grave"] else []
    parts += [f"{kind}: {level}" for kind, level in row["kinds"]]
    return " · ".join(parts)


def _version(row: CheckPolicyVersion) -> dict[str, Any]:
    return {
        "version": row.version,
        "reason": row.reason,
        "entered_by": row.entered_by,
        "entered_at": row.entered_at,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at,
        "confirmed": row.confirmed,
    }
