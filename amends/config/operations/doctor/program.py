"""Is the program itself whole: Python, packages, static files, translations, the engine?"""

from __future__ import annotations

import re
import sys
from importlib import metadata

from django.conf import settings
from django.utils.translation import gettext as _

from amends.casework.readings.actions import preview
from amends.config.operations.doctor.findings import Findings, error, ok, warning

PYTHON = (3, 11)
SENTENCE = "电饭锅用了三天就冒烟，客服一直不回电话，我要求退款！"
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*([^;]*)(;.*)?")
_BOUND = re.compile(r"(>=|<)\s*([0-9.]+)")


def python() -> Findings:
    shown = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < PYTHON:
        yield error(
            "python", f"Python {shown}", _("Install Python 3.11 or newer and run `make install` again.")
        )
    else:
        yield ok("python", f"Python {shown}, Amends {metadata.version('amends')}")


def packages() -> Findings:
    """Every package that is needed to run, in a version that fits."""
    required = [one for one in metadata.requires("amends") or [] if "extra ==" not in one]
    wrong = [problem for one in required if (problem := problem_with(one))]
    if wrong:
        yield error("packages", " · ".join(wrong), _("Run `make install` again."))
    else:
        yield ok("packages", _("%(n)s packages are there in versions that fit.") % {"n": len(required)})


def problem_with(requirement: str) -> str:
    match = _REQUIREMENT.match(requirement)
    assert match is not None, requirement
    name, bounds = match[1], match[2]
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return _("%(name)s is missing") % {"name": name}
    for sign, bound in _BOUND.findall(bounds):
        if (numbers(found) >= numbers(bound)) != (sign == ">="):
            return _("%(name)s is %(found)s and should be %(wanted)s") % {
                "name": name,
                "found": found,
                "wanted": bounds.strip(),
            }
    return ""


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])


def static_files() -> Findings:
    """Without them every page stands there unclothed, or fails."""
    built, collected = settings.PACKAGE / "static" / "amends.css", settings.STATIC_ROOT / "amends.css"
    if not built.exists():
        yield error("static_files", _("The styles and scripts are not built."), _("Run `make install`."))
    elif not collected.exists():
        yield error("static_files", _("The static files are not in place."), _("Run `amends setup`."))
    elif collected.stat().st_mtime < built.stat().st_mtime and collected.read_bytes() != built.read_bytes():
        yield warning(
            "static_files",
            _("The static files in place are older than those built."),
            _("Run `amends setup`."),
        )
    else:
        yield ok("static_files", _("The static files are in place."))


def translations() -> Findings:
    folders = [path.parent for path in settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po")]
    missing = [folder.parent.name for folder in folders if not (folder / "django.mo").exists()]
    stale = [
        folder.parent.name
        for folder in folders
        if folder.parent.name not in missing
        and (folder / "django.mo").stat().st_mtime < (folder / "django.po").stat().st_mtime
    ]
    if missing:
        yield error(
            "translations",
            _("Translations are not compiled: %(names)s.") % {"names": ", ".join(missing)},
            _("Run `make install`."),
        )
    elif stale:
        yield warning(
            "translations",
            _("Compiled translations are older than their texts: %(names)s.") % {"names": ", ".join(stale)},
            _("Run `make install` and start the servers anew."),
        )
    else:
        yield ok("translations", _("The translations are compiled."))


def engine() -> Findings:
    """Reads one plain complaint, as the worker does with every new one."""
    reading = preview(SENTENCE)
    if reading["kind"] == "complaint" and "refund" in reading["demands"]:
        yield ok("engine", _("The engine reads: %(text)s") % {"text": SENTENCE})
    else:
        yield error(
            "engine",
            _("The engine does not understand a plain complaint: %(text)s") % {"text": SENTENCE},
            _("Its data files are incomplete. Install the program again."),
        )
