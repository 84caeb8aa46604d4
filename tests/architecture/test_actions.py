"""Every action has the same shape: keyword-only, somebody who does it, one transaction."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.conftest import PACKAGE, shown

# What jobs call: not a change that somebody makes, but what the house does by itself or a part of an action.
SHARED_BEATS = {"beats.py", "locking.py"}


def action_files() -> list[Path]:
    found = [*PACKAGE.rglob("actions.py"), *PACKAGE.rglob("actions/*.py")]
    # The ground below the organisation knows no members; its own actions take what they need of a person.
    return sorted(path for path in found if path.name not in {"__init__.py", *SHARED_BEATS})


def takes_by(node: ast.FunctionDef) -> bool:
    return any(one.arg == "by" for one in [*node.args.args, *node.args.kwonlyargs])


def is_atomic(node: ast.FunctionDef) -> bool:
    return any("atomic" in ast.dump(decorator) for decorator in node.decorator_list)


def actions() -> list[tuple[Path, ast.FunctionDef]]:
    """Functions that change something for somebody: those under a transaction, or with an actor among their keywords."""
    return [
        (path, node)
        for path in action_files()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and any(one.arg == "by" for one in node.args.kwonlyargs)
    ]


def test_there_are_actions_to_look_at() -> None:
    assert len(actions()) > 30


def test_an_action_is_called_by_keywords_only() -> None:
    # Parts of actions take the thing they work on first; what others call takes nothing by position.
    by_position = [
        f"{shown(path)}: {node.name}" for path, node in actions() if is_atomic(node) and node.args.args
    ]
    assert not [name for name in by_position if "kernel" not in name]


def test_an_atomic_action_on_the_casework_floor_or_above_names_who_does_it() -> None:
    floors = ("casework", "practice", "oversight")
    nameless = [
        f"{shown(path)}: {node.name}"
        for path in action_files()
        if path.relative_to(PACKAGE).parts[0] in floors
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and is_atomic(node) and not takes_by(node)
    ]
    # Counting a day anew is a sum, not a change: it gives the same whoever asks.
    assert nameless == [
        "amends/oversight/insights/actions.py: count_day",
        "amends/oversight/learning/actions.py: count_labels",
    ]


def test_no_action_has_a_way_round_permission() -> None:
    doors = {"skip_permission", "check_permissions", "force", "as_system", "bypass", "unchecked"}
    found = [
        f"{shown(path)}: {node.name}"
        for path, node in actions()
        if doors & {one.arg for one in [*node.args.args, *node.args.kwonlyargs]}
    ]
    assert not found


def test_models_have_no_side_effects_and_nobody_listens_to_signals() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "post_save" not in text, shown(path)
        assert "pre_save" not in text, shown(path)
        assert "@receiver" not in text, shown(path)
