"""Keeps the interface's translations: extracts message ids, adds, drafts Traditional Chinese, checks, compiles.

python tools/translations.py add < pairs.tsv     English id <TAB> 简体 [<TAB> 繁體], one a line
python tools/translations.py check               names every message id without a translation; exit 1 if any
python tools/translations.py compile             writes the .mo files
python tools/translations.py prune               drops translations whose message id is gone
"""

from __future__ import annotations

import ast
import fcntl
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "amends" / "locale"
LANGUAGES = ("zh_Hans", "zh_Hant")
# Name of the function → does a context come first, and how many forms does the id have?
KEYWORDS = {
    "gettext": (False, 1),
    "_": (False, 1),
    "gettext_lazy": (False, 1),
    "gettext_noop": (False, 1),
    "ngettext": (False, 2),
    "ngettext_lazy": (False, 2),
    "pgettext": (True, 1),
    "pgettext_lazy": (True, 1),
    "npgettext": (True, 2),
    "npgettext_lazy": (True, 2),
}
# The same for what Django makes of a template's tags.
TEMPLATE_KEYWORDS = {
    "gettext": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class Converter(Protocol):
    def convert(self, text: str) -> str: ...


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
    catalog.header_comment = "# The interface of Amends; kept by tools/translations.py, not by hand."
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    with path.open("wb") as file:
        write_po(
            file,
            catalog,
            sort_output=True,
            omit_header=False,
            width=0,
            no_location=True,
            include_previous=False,
        )


MessageId = tuple[str | None, str | tuple[str, ...]]


def message_ids() -> dict[MessageId, Path]:
    """Every message id that the program asks for, with a file that asks."""
    found: dict[MessageId, Path] = {}
    for path in sorted((ROOT / "amends").rglob("*")):
        if path.suffix == ".py" and not {"migrations", "tests"} & set(path.parts):
            ids = ids_of_python(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            ids = ids_of_template(path.read_text(encoding="utf-8"), str(path))
        else:
            continue
        for one in ids:
            found.setdefault(one, path)
    return found


def ids_of_python(source: str) -> Iterator[MessageId]:
    """Read from the syntax tree, because a token scanner overlooks what stands inside an f-string."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
        with_context, count = KEYWORDS.get(name, (False, 0))
        context = texts.pop(0) if with_context and texts else None
        words = tuple(text for text in texts[:count] if isinstance(text, str))
        if count and len(words) == count:
            yield str(context) if context else None, words[0] if count == 1 else words


def ids_of_template(source: str, origin: str) -> Iterator[MessageId]:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    data = io.BytesIO(templatize(source, origin=origin).encode("utf-8"))
    for _line, message, _comments, context in extract(
        "python", data, TEMPLATE_KEYWORDS, (), {"encoding": "utf-8"}
    ):
        yield context, message


# What OpenCC leaves in mainland wording, or turns into the wrong character, in a text for Taiwan and Hong Kong.
TAIWAN = (
    ("“", "「"), ("”", "」"), ("‘", "『"), ("’", "』"),
    ("許可權", "權限"), ("臺", "台"), ("賬", "帳"), ("併發", "並發"), ("質量", "品質"), ("渠道", "管道"),
    ("電子郵箱", "電子信箱"), ("手機號", "手機號碼"), ("訂單號", "訂單編號"), ("號碼碼", "號碼"), ("列表", "清單"),
    ("快捷鍵", "快速鍵"), ("單鍵快捷", "單鍵快速"), ("令牌", "權杖"), ("標籤頁", "分頁"), ("小票", "收據"),
    ("門店", "門市"), ("型別", "類型"), ("在崗", "在席"), ("字元", "字"), ("分佈", "分布"), ("釋出", "發布"),
    ("恢復碼", "復原碼"),
    ("複核", "覆核"), ("郵箱", "電子信箱"), ("添加", "新增"), ("聯系", "聯絡"), ("純文本", "純文字"), ("上報", "呈報"),
    ("丟失", "遺失"), ("答覆", "回覆"), ("客戶", "顧客"), ("保存", "保留"),
    ("回復", "回覆"), ("響應", "回應"), ("退出登入", "登出"), ("登入名", "登入名稱"),
)  # fmt: skip


def to_traditional(text: str, converter: Converter) -> str:
    """Traditional Chinese as Taiwan and Hong Kong write it, drafted from the Simplified."""
    text = converter.convert(text)
    for mainland, taiwan in TAIWAN:
        text = text.replace(mainland, taiwan)
    return text


def put(catalog: Catalog, message: str | tuple[str, ...], context: str | None, text: str) -> None:
    """Sets one translation; Chinese has one form, so a plural id has one string as well."""
    catalog.delete(first(message), context=context)
    plural = isinstance(message, tuple)
    catalog.add(message, string=(text,) if plural else text, context=context)


def add(lines: Iterator[str]) -> None:
    from opencc import OpenCC

    converter = OpenCC("s2twp")
    plurals = {
        (context, first(message)): message for context, message in message_ids() if isinstance(message, tuple)
    }
    with (LOCALE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        hans, hant = load("zh_Hans"), load("zh_Hant")
        for line in lines:
            cells = [cell.replace("\\n", "\n") for cell in line.rstrip("\n").split("\t")]
            if len(cells) < 2 or not cells[0]:
                continue
            context, _, message = cells[0].rpartition("\x04")
            whole = plurals.get((context or None, message), message)
            put(hans, whole, context or None, cells[1])
            put(
                hant,
                whole,
                context or None,
                cells[2] if len(cells) > 2 else to_traditional(cells[1], converter),
            )
        for catalog in (hans, hant):
            join_plurals(catalog, plurals)
        save("zh_Hans", hans)
        save("zh_Hant", hant)


def join_plurals(catalog: Catalog, plurals: dict[tuple[str | None, str], tuple[str, ...]]) -> None:
    """Gives an entry its plural id when the program asks for it with one: gettext finds it by both or not at all."""
    for entry in list(catalog):
        whole = plurals.get((entry.context, first(entry.id)))
        if whole and entry.id != whole:
            put(catalog, whole, entry.context, translated(entry.string))


def translated(text: str | Sequence[str] | None) -> str:
    return text or "" if isinstance(text, str | None) else text[0] if text else ""


def first(message: object) -> str:
    """The singular, by which a catalogue knows a plural id too."""
    return str(message[0]) if isinstance(message, tuple | list) else str(message)


def check() -> int:
    missing = 0
    wanted = message_ids()
    for language in LANGUAGES:
        catalog = load(language)
        for (context, message), path in wanted.items():
            entry = catalog.get(first(message), context=context)
            # A plural entry whose ids differ from the program's is never found, however well it is translated.
            if entry is None or entry.id != message or not translated(entry.string):
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
