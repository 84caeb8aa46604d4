from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "amends"
# Written by machines, or by others.
NOT_OURS = {"node_modules", "static", ".venv", "var", "__pycache__", "peers"}


def files(pattern: str, *tops: str) -> list[Path]:
    """Files of the project with a name like this, sorted, without what machines wrote."""
    found = [
        path
        for top in tops or ("amends", "tests", "tools", "bench", "frontend", "docs")
        for path in (ROOT / top).rglob(pattern)
    ]
    return sorted(
        path for path in found if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts)
    )


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def apps() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.rglob("apps.py") if path.parent.name != "config")
