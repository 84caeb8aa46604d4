"""Takes out what measuring put in, so that every run meets the loaded cases and nothing else.

usage: reset_amends.py DATABASE_URL FOLDER

Audit entries stay: the database itself refuses to forget them.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

TABLES = (
    "cases_attachment",
    "cases_grievance",
    "cases_note",
    "cases_stagerecord",
    "clocks_clock",
    "cases_message",
)


def main(url: str, folder: Path) -> None:
    os.environ |= {
        "DATABASE_URL": url,
        "AMENDS_VAR": str(folder.resolve()),
        "DJANGO_SETTINGS_MODULE": "amends.config.settings",
        "SECRET_KEY": "only-for-the-benchmark-only-for-the-benchmark",
    }
    last = json.loads((folder / "bench.json").read_text())["n"]
    import django

    django.setup()
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_job")
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table} WHERE case_id > %s", [last])
        cursor.execute("DELETE FROM cases_case WHERE id > %s", [last])
        cursor.execute("DELETE FROM kernel_searchdocument WHERE object_id > %s", [last])
        cursor.execute("DELETE FROM readings_reading WHERE id > %s", [last])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
