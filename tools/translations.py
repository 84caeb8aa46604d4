"""Keeps the interface's translations: extracts message ids, adds, drafts Traditional Chinese, checks, compiles.

    python tools/translations.py add < pairs.tsv     English id <TAB> 简体 [<TAB> 繁體], one a line
    python tools/translations.py check               names every message id without a translation; exit 1 if any
    python tools/translations.py compile             writes the .mo files
    python tools/translations.py prune               drops translations whose message id is gone
"""

from __future__ import annotations

import fcntl
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "amends" / "locale"
LANGUAGES = ("zh_Hans", "zh_Hant")
KEYWORDS = {
    "gettext": None,
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Amends", fuzzy=False, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def save(language: str, catalog: Catalog) -> None:
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, omit_header=False, width=0, no_location=True, include_previous=False)


def sources() -> Iterator[tuple[Path, bytes]]:
    """Every Python file, and every template turned into what the Python extractor reads."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    for path in sorted((ROOT / "amends").rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield path, path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield path, templatize(path.read_text(encoding="utf-8"), origin=str(path)).encode("utf-8")


def message_ids() -> dict[object, Path]:
    found: dict[object, Path] = {}
    for path, data in sources():
        options = {"encoding": "utf-8"}
        for _line, message, _comments, context in extract("python", io.BytesIO(data), KEYWORDS, (), options):
            found.setdefault((context, message), path)
    return found


def add(lines: Iterator[str]) -> None:
    from opencc import OpenCC

    to_taiwan = OpenCC("s2twp")
    with (LOCALE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        hans, hant = load("zh_Hans"), load("zh_Hant")
        for line in lines:
            cells = [cell.replace("\\n", "\n") for cell in line.rstrip("\n").split("\t")]
            if len(cells) < 2 or not cells[0]:
                continue
            context, _, message = cells[0].rpartition("\x04")
            hans.add(message, string=cells[1], context=context or None)
            hant.add(message, string=cells[2] if len(cells) > 2 else to_taiwan.convert(cells[1]), context=context or None)
            for catalog, text in ((hans, cells[1]), (hant, cells[2] if len(cells) > 2 else to_taiwan.convert(cells[1]))):
                entry = catalog.get(message, context=context or None)
                assert entry is not None
                entry.string = (text,) if isinstance(entry.id, tuple) else text
        forms = plural_forms()
        for language, catalog in (("zh_Hans", hans), ("zh_Hant", hant)):
            give_plural_forms(catalog, forms)
            save(language, catalog)


def plural_forms() -> dict[tuple[object, str], tuple[str, ...]]:
    """Every message that counts something, by its context and its singular."""
    return {(context, message[0]): message for context, message in message_ids() if isinstance(message, tuple)}


def give_plural_forms(catalog: Catalog, forms: dict[tuple[object, str], tuple[str, ...]]) -> None:
    """A counting message that is stored without its plural would never be found when the count is known."""
    for entry in list(catalog):
        form = forms.get((entry.context, entry.id)) if isinstance(entry.id, str) else None
        if form and entry.string:
            text = entry.string
            catalog.delete(entry.id, context=entry.context)
            catalog.add(form, string=(str(text),), context=entry.context)


def first(message: object) -> str:
    return message[0] if isinstance(message, tuple) else str(message)


def check() -> int:
    missing = 0
    wanted = message_ids()
    for language in LANGUAGES:
        catalog = load(language)
        for (context, message), path in wanted.items():
            entry = catalog.get(first(message), context=context)
            text = entry.string if entry else ""
            if not (text[0] if isinstance(text, tuple) else text):
                missing += 1
                print(f"{language}: {first(message)!r} ({path.relative_to(ROOT)})")
    print(f"{len(wanted)} message ids, {missing} translations missing")
    return 1 if missing else 0


def prune() -> None:
    wanted = {(context, first(message)) for context, message in message_ids()}
    for language in LANGUAGES:
        catalog = load(language)
        for entry in list(catalog):
            if entry.id and (entry.context, first(entry.id)) not in wanted:
                catalog.delete(first(entry.id), context=entry.context)
        save(language, catalog)


def compile_all() -> None:
    for language in LANGUAGES:
        path = po_path(language).with_suffix(".mo")
        with path.open("wb") as file:
            write_mo(file, load(language))


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else "check"
    if command == "add":
        add(iter(sys.stdin))
    elif command == "prune":
        prune()
    elif command == "compile":
        compile_all()
    else:
        raise SystemExit(check())
