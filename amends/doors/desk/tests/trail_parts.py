"""What the actions of the house write into the trail, read from their source: the names of an entry's parts."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

WRITERS = {"note_down", "record", "moved", "written"}
Values = dict[str, list[ast.expr]]


def parts_written(folder: Path) -> dict[str, str]:
    """Each part with one place that writes it; only what stands literally in the module counts."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("actions/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        returned = {
            one.name: [each.value for each in ast.walk(one) if isinstance(each, ast.Return)]
            for one in functions
        }
        for function in functions:
            known = assigned(function)
            for name in written_in(function, known, returned):
                found[name] = f"{path.name}: {function.name}"
    return found


def assigned(function: ast.FunctionDef) -> Values:
    values: Values = defaultdict(list)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values[node.targets[0].id].append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            values[node.target.id].append(node.value)
    return values


def written_in(
    function: ast.FunctionDef, known: Values, returned: dict[str, list[ast.expr | None]]
) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITERS:
            for keyword in node.keywords:
                if keyword.arg == "data":
                    yield from keys(keyword.value, known, returned)


def keys(
    value: ast.expr | None, known: Values, returned: dict[str, list[ast.expr | None]], depth: int = 0
) -> Iterator[str]:
    """The keys of a dictionary that is written out, joined of others, held by a name or given back by a function."""
    further: list[ast.expr | None] = []
    if isinstance(value, ast.Dict):
        yield from (str(key.value) for key in value.keys if isinstance(key, ast.Constant))
        further = [held for key, held in zip(value.keys, value.values, strict=True) if key is None]
    elif isinstance(value, ast.IfExp):
        further = [value.body, value.orelse]
    elif isinstance(value, ast.BinOp):
        further = [value.left, value.right]
    elif isinstance(value, ast.Name):
        further = [*known.get(value.id, ())]
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        further = [*returned.get(value.func.id, ())]
    if depth < 4:
        for one in further:
            yield from keys(one, known, returned, depth + 1)
