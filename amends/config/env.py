"""Reads settings from environment variables; `NAME_FILE` names a file that holds the value of `NAME`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_asked: set[str] = set()


def text(name: str, default: str = "") -> str:
    _asked.add(name)
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def names_set() -> list[str]:
    """The names of the variables that decided a setting here; never what they hold."""
    return sorted(name for asked in _asked for name in (asked, f"{asked}_FILE") if os.environ.get(name))


def flag(name: str, default: bool = False) -> bool:
    return text(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def pairs(name: str) -> dict[str, str]:
    """What stands as KEY=VALUE, parted by commas."""
    parts = [word.partition("=") for word in words(name)]
    if any(not key or not value for key, _sign, value in parts):
        raise ImproperlyConfigured(f"{name} must be KEY=VALUE, parted by commas")
    return {key.strip(): value.strip() for key, _sign, value in parts}


def numbers(name: str) -> dict[str, int]:
    try:
        return {key: int(value) for key, value in pairs(name).items()}
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be KEY=NUMBER, parted by commas") from error


def s3(bucket: str, folder: str = "") -> dict[str, Any]:
    """Django's settings for a store that speaks S3; the keys come from here or from where boto3 looks for them."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "location": folder,
            "endpoint_url": text("AMENDS_S3_ENDPOINT") or None,
            "region_name": text("AMENDS_S3_REGION") or None,
            "access_key": text("AMENDS_S3_KEY") or None,
            "secret_key": text("AMENDS_S3_SECRET") or None,
            # Nobody reaches a file but through our own doors.
            "default_acl": None,
            "querystring_auth": True,
        },
    }


def database(url: str, sqlite_file: Path) -> dict[str, Any]:
    """Django's database settings: SQLite in one file by default, PostgreSQL from a URL."""
    if not url:
        return sqlite(sqlite_file)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL: {parts.scheme!r} is not supported; use postgresql://")
    return {
        "ENGINE": "amends.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        # The threads that answer requests live long and each keeps its connection: taking one from a pool and giving it
        # back cost a fifth of a page.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(file: Path) -> dict[str, Any]:
    """WAL lets readers and one writer work side by side; IMMEDIATE avoids "database is locked" on upgrade."""
    return {
        "ENGINE": "amends.config.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        # Tests run servers and workers in threads and processes of their own, which can share a file only.
        "TEST": {"NAME": str(Path(tempfile.gettempdir()) / f"amends-test-{os.getpid()}.sqlite3")},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;"
                "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;"
            ),
        },
    }
