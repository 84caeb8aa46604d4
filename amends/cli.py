"""The command `amends`: the engine's own commands start without Django, all others are management commands."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    # The engine's sums are small: a second thread of arithmetic only waits for the first, and costs another process its core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] == "read":
        from amends.understanding.command import main as read

        return read(words[1:])
    if words and words[0] == "check":
        from amends.practice.replies.command import main as check

        return int(check(words[1:]) or 0)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
    from django.core.management import execute_from_command_line

    # Modules have no hyphens; people write `amends person-data`.
    words = [words[0].replace("-", "_"), *words[1:]] if words and not words[0].startswith("-") else words
    from django.db import DatabaseError

    try:
        execute_from_command_line(["amends", *words])
    except DatabaseError as error:
        if "--traceback" in words:
            raise
        sys.stderr.write(without_database(error))
        return 1
    return 0


def without_database(error: Exception) -> str:
    """What somebody at the terminal does when the database is not there, or has no tables yet."""
    from django.utils import translation
    from django.utils.translation import gettext as _

    from amends.config.operations.terminal import terminal_language

    with translation.override(terminal_language()):
        return (
            _(
                "The database does not answer as it should: %(error)s\n"
                "If this installation is new, run “amends setup” first; if not, “amends doctor” says what to mend."
            )
            % {"error": str(error).strip()}
            + "\n"
        )


if __name__ == "__main__":
    sys.exit(main())
