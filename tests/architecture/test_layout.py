"""What the import contracts cannot say about how the house is laid out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.conftest import apps, files, shown

LINES_AT_MOST, FUNCTION_LINES_AT_MOST, VIEW_LINES_AT_MOST = 400, 50, 25
DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "base",
    "manager",
    "managers",
    "misc",
    "shared",
    "lib",
}
UNFINISHED = re.compile(r"\bTODO\b|\bFIXME\b|(?i:coming soon|敬请期待|敬請期待|lorem ipsum)")
MAY_SAY_IT = {"tests/architecture/test_layout.py", "tests/content/test_demo_content.py"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> list[Function]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def python(*tops: str) -> list[Path]:
    return [path for path in files("*.py", *tops) if "migrations" not in path.parts]


@pytest.mark.parametrize("app", apps(), ids=shown)
def test_every_app_says_what_it_is_about(app: Path) -> None:
    readme = app / "README.md"
    assert readme.exists(), f"{shown(readme)} is missing"
    assert len(readme.read_text(encoding="utf-8")) > 150


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    kinds = [
        *python("amends", "tests", "tools"),
        *files("*.ts", "frontend"),
        *files("*.css", "frontend"),
        *files("*.html", "amends"),
    ]
    long = [
        f"{shown(path)}: {n}"
        for path in kinds
        if (n := path.read_text(encoding="utf-8").count("\n")) > LINES_AT_MOST
    ]
    assert not long


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{shown(path)}: {node.name} has {length(node)} lines"
        for path in python("amends", "tools", "tests")
        for node in functions(path)
        if length(node) > FUNCTION_LINES_AT_MOST
    ]
    assert not long


def test_no_file_is_a_drawer() -> None:
    # Django looks for a database's module under this name.
    named_by_django = {"amends/config/postgresql/base.py", "amends/config/sqlite/base.py"}
    found = {shown(path) for path in python("amends", "tests", "tools") if path.stem in DRAWERS}
    assert found <= named_by_django
    assert not [shown(path.parent) for path in python("amends") if path.parent.name in DRAWERS]


def test_a_view_is_a_signature() -> None:
    long = [
        f"{shown(path)}: {node.name} has {length(node)} lines"
        for path in python("amends")
        if path.stem == "views" or path.parent.name in {"views", "endpoints"}
        for node in functions(path)
        if length(node) > VIEW_LINES_AT_MOST
    ]
    assert not long


def test_nothing_is_promised_for_later() -> None:
    kinds = ("*.py", "*.html", "*.ts", "*.css", "*.toml", "*.po", "*.md", "*.sh")
    found = [
        f"{shown(path)}:{n}: {line.strip()[:80]}"
        for kind in kinds
        for path in files(kind)
        if shown(path) not in MAY_SAY_IT
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_no_file_is_empty_but_for_packages() -> None:
    assert not [
        shown(path) for path in python("amends") if path.name != "__init__.py" and path.stat().st_size == 0
    ]


def test_no_test_is_skipped_repeated_or_waits() -> None:
    wanting = re.compile(r"pytest\.(skip|xfail)|mark\.(skip|xfail|flaky)|time\.sleep\(")
    found = [
        f"{shown(path)}:{n}"
        for path in python("amends", "tests")
        if path.name.startswith("test_") and path.name != "test_layout.py"
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wanting.search(line)
    ]
    assert not found
