"""What an installation is started from names only commands and settings that exist."""

from __future__ import annotations

import re

import pytest
from django.core.management import get_commands

from amends.config import env
from tests.architecture.conftest import ROOT

DEPLOY = ROOT / "deploy"
# What PostgreSQL's image and compose itself read.
OF_OTHERS = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "PORT"}
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())


def names_of_settings() -> set[str]:
    """Every setting the settings file asks the environment for."""
    text = (ROOT / "amends/config/settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'env\.(?:text|flag|numbers?|words|pairs)\(\s*"([A-Z_]+)"', text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_named_is_read(path: object) -> None:
    text = (DEPLOY / str(path)).read_text(encoding="utf-8")
    named = set(re.findall(r"^\s*(?:- )?([A-Z][A-Z_]{3,})\s*[:=]", text, re.MULTILINE))
    named |= set(re.findall(r"\$\{([A-Z_]+)", text))
    assert named <= names_of_settings() | OF_OTHERS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_named_exists(path: object) -> None:
    text = (DEPLOY / str(path)).read_text(encoding="utf-8")
    called = set(re.findall(r"(?:bin/amends |`amends |\"amends\", \")([a-z]+)", text))
    assert called <= set(get_commands())


def test_the_settings_that_were_made_are_known_by_name_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "care.example.com")
    monkeypatch.setenv("TIME_ZONE", "")
    assert "ALLOWED_HOSTS" in env.names_set()
    assert "TIME_ZONE" not in env.names_set()
