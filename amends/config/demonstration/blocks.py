"""Text blocks of the demonstration's customer care, kept by its lead."""

from __future__ import annotations

from amends.config.demonstration.company import table
from amends.foundation.organisation.models import Department, Member
from amends.practice.replies.actions import add_block


def load_blocks(people: dict[str, Member], departments: dict[str, Department]) -> None:
    for row in table("blocks.toml")["blocks"]:
        add_block(
            department_id=departments[row["team"]].pk,
            language=row["language"],
            title=row["title"],
            body=row["body"],
            by=people["manager"],
        )
