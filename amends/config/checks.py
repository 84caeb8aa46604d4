"""Refuses to start an installation that would be unsafe or could not work."""

from __future__ import annotations

from collections.abc import Sequence
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


def secret_is_set(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.SECRET_KEY_LENGTH >= 32:
        return []
    hint = "Run `amends setup`, which writes one to var/secret_key, or set SECRET_KEY or SECRET_KEY_FILE."
    return [Error("There is no secret key of at least 32 characters.", hint=hint, id="amends.E001")]


def var_is_writable(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        # A name of its own: processes that start side by side took the one file away from each other.
        with NamedTemporaryFile(dir=settings.VAR, prefix=".writable-"):
            pass
    except OSError as error:
        hint = "Set AMENDS_VAR to a folder that the process may write."
        return [Error(f"{settings.VAR} cannot be written: {error}", hint=hint, id="amends.E002")]
    return []


def payments_are_set_up(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A webhook without a secret, or limits that cannot be read, would only show when money is to be paid back."""
    # Not at the top: models may only be known of once the apps are ready.
    from amends.practice.remedies.payments.provider.webhook import SHORTEST_SECRET, Webhook
    from amends.practice.remedies.payments.queries import cost_of
    from amends.practice.remedies.payments.rules.refunds import limits_in

    found: list[CheckMessage] = []
    if settings.PAYMENTS_WEBHOOK and not Webhook().is_set_up():
        hint = (
            f"Set AMENDS_PAYMENTS_WEBHOOK_SECRET to at least {SHORTEST_SECRET} characters, or leave both out."
        )
        message = "The webhook for refunds has no address with http(s) or no secret that is long enough."
        found.append(Error(message, hint=hint, id="amends.E003"))
    try:
        limits_in(settings.PAYMENTS_SECOND_OVER)
    except ValueError as error:
        hint = "Write it as CNY 1000, HKD 1100."
        found.append(Error(f"AMENDS_PAYMENTS_SECOND_OVER: {error}", hint=hint, id="amends.E004"))
    try:
        cost_of(1)
    except (ArithmeticError, ValueError) as error:
        hint = "Write it as 0.01 CNY."
        found.append(Error(f"AMENDS_POINT_VALUE cannot be read: {error}", hint=hint, id="amends.E005"))
    return found


def register_all() -> None:
    register(secret_is_set, Tags.security)
    register(var_is_writable, Tags.files)
    register(payments_are_set_up, Tags.security)
