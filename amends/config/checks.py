"""Refuses to start an installation that would be unsafe or could not work."""

from __future__ import annotations

from collections.abc import Sequence
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
        probe = settings.VAR / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        hint = "Set AMENDS_VAR to a folder that the process may write."
        return [Error(f"{settings.VAR} cannot be written: {error}", hint=hint, id="amends.E002")]
    return []


def register_all() -> None:
    register(secret_is_set, Tags.security)
    register(var_is_writable, Tags.files)
