"""The interface is complete and well written in both Chinese scripts."""

from __future__ import annotations

import gettext
import importlib.util
import io
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh_Hans", "zh_Hant")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HAN = r"[\u3400-\u9fff]"
# Between or after Chinese characters a Chinese mark stands.
HALF_WIDTH = re.compile(rf"{HAN}[,.;:!?](?:{HAN}|\s|$)|{HAN}[()]|[()]{HAN}")
STRAIGHT_QUOTE = re.compile(rf'"{HAN}|{HAN}"')
# Characters that are Traditional as they stand, though Simplified Chinese uses them for another one as well.
TRADITIONAL_TOO = set("台准群游吃")
# One word for one idea; the words on the left are other houses' names for it.
HANS_NOT_OURS = {
    "客户": "顾客",
    "工单": "案件",
    "答复": "回复",
    "审计记录": "审计轨迹",
    "超时": "逾期",
    "结案函": "结案信",
}
HANT_NOT_OURS = {
    "客戶": "顧客", "客户": "顧客", "許可權": "權限", "後臺": "後台", "工作臺": "工作台", "平臺": "平台", "賬": "帳",
    "信息": "訊息", "數據": "資料", "軟件": "軟體", "默認": "預設", "視頻": "影片", "屏幕": "螢幕", "質量": "品質",
    "網絡": "網路", "登錄": "登入", "保存": "儲存", "通過": "透過", "渠道": "管道", "列表": "清單", "答覆": "回覆", "回復": "回覆",
    "結案函": "結案信", "程式碼": "代碼", "文本": "文字", "最佳化": "改善", "來原始檔": "來源檔案", "制作": "製作", "稽核": "審計或審核",
}  # fmt: skip


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "tools" / "translations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load_tool()
CATALOGS: dict[str, Catalog] = {language: tool.load(language) for language in LANGUAGES}


def entries(language: str) -> list[tuple[Message, str]]:
    return [(entry, tool.translated(entry.string)) for entry in CATALOGS[language] if entry.id]


def named(entry: Message, text: str) -> str:
    return f"{tool.first(entry.id)!r} → {text!r}"


def test_every_message_is_translated(capsys: pytest.CaptureFixture[str]) -> None:
    missing = tool.check()
    assert not missing, capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_is_kept(language: str) -> None:
    wrong = []
    for entry, text in entries(language):
        ids = entry.id if isinstance(entry.id, list | tuple) else (entry.id,)
        wanted = {found for one in ids for found in PLACEHOLDER.findall(one)}
        if text and wanted != set(PLACEHOLDER.findall(text)):
            wrong.append(named(entry, text))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_chinese_has_chinese_punctuation(language: str) -> None:
    wrong = [
        named(entry, text)
        for entry, text in entries(language)
        if HALF_WIDTH.search(PLACEHOLDER.sub("字", text)) or STRAIGHT_QUOTE.search(text)
    ]
    assert not wrong, "\n".join(wrong)


def test_traditional_chinese_has_no_simplified_character() -> None:
    to_traditional = OpenCC("s2t")
    wrong = []
    for entry, text in entries("zh_Hant"):
        simplified = {c for c in text if to_traditional.convert(c) != c} - TRADITIONAL_TOO
        if simplified:
            wrong.append(f"{named(entry, text)}: {''.join(sorted(simplified))}")
    assert not wrong, "\n".join(wrong)


def test_traditional_chinese_quotes_in_its_own_way() -> None:
    wrong = [named(entry, text) for entry, text in entries("zh_Hant") if re.search("[“”‘’]", text)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("language", "words"), [("zh_Hans", HANS_NOT_OURS), ("zh_Hant", HANT_NOT_OURS)])
def test_one_idea_has_one_word(language: str, words: dict[str, str]) -> None:
    wrong = [
        f"{named(entry, text)}: {theirs} is {ours} here"
        for entry, text in entries(language)
        for theirs, ours in words.items()
        if theirs in text
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_twice(language: str) -> None:
    blocks = tool.po_path(language).read_text(encoding="utf-8").split("\n\n")
    heads = Counter(
        re.split(r"^(?:msgid_plural|msgstr)", block, maxsplit=1, flags=re.M)[0] for block in blocks
    )
    ids = Counter(re.sub(r"^#.*\n", "", head, flags=re.M).strip() for head in heads.elements())
    assert [head for head, n in ids.items() if n > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_message_is_found_for_one_and_for_many(language: str) -> None:
    file = io.BytesIO()
    write_mo(file, CATALOGS[language])
    file.seek(0)
    compiled = gettext.GNUTranslations(file)
    plurals = [message for _context, message in tool.message_ids() if isinstance(message, tuple)]
    assert plurals
    for one, many in plurals:
        assert re.search(HAN, compiled.ngettext(one, many, 1)), one
        assert compiled.ngettext(one, many, 1) == compiled.ngettext(one, many, 5)


RENAMED = re.compile(r"import .*\b(?:n?p?gettext\w*) as (?!_\b)(\w+)")


def test_what_marks_words_for_translation_has_a_name_that_the_catalogue_is_made_by() -> None:
    """Under another name the words are never collected, so that they read in English on every page and nothing says so."""
    found = {
        str(file.relative_to(ROOT)): names
        for file in (ROOT / "amends").rglob("*.py")
        if (names := RENAMED.findall(file.read_text(encoding="utf-8")))
    }
    assert found == {}
