"""Making all tables of an app in one step."""

from __future__ import annotations

import pytest
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ModelState, ProjectState

from amends.foundation.kernel.tables import CreateTables

STREET = CreateModel(
    "Street",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("town", models.ForeignKey("places.town", models.CASCADE, related_name="streets")),
    ],
    {"constraints": [models.UniqueConstraint(fields=["town", "id"], name="street_once")]},
)
HOUSE = CreateModel(
    "House",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("street", models.ForeignKey("places.street", models.CASCADE)),
        # The two point to each other: what comes later in the list is known all the same.
        ("garden", models.ForeignKey("places.garden", models.CASCADE, null=True)),
    ],
)
GARDEN = CreateModel(
    "Garden",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("house", models.ForeignKey("places.house", models.CASCADE)),
    ],
)


def a_town() -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("places", "Town", [("id", models.BigAutoField(primary_key=True))]))
    return state


def test_what_was_built_before_is_not_built_again_and_knows_the_new_tables() -> None:
    state = a_town()
    town = state.apps.get_model("places", "town")
    CreateTables([STREET, HOUSE, GARDEN]).state_forwards("places", state)
    assert state.apps.get_model("places", "town") is town
    assert "streets" in {one.name for one in town._meta.related_objects}
    house = state.apps.get_model("places", "house")
    assert house._meta.get_field("garden").related_model is state.apps.get_model("places", "garden")


@pytest.mark.django_db(transaction=True)
def test_the_tables_come_and_go() -> None:
    before, after = a_town(), a_town()
    step = CreateTables([STREET, HOUSE, GARDEN])
    step.state_forwards("places", after)
    names = {"places_street", "places_house", "places_garden"}
    with connection.schema_editor(atomic=connection.features.can_rollback_ddl) as editor:
        editor.create_model(before.apps.get_model("places", "town"))
    try:
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            step.database_forwards("places", editor, before, after)
        assert names <= set(connection.introspection.table_names())
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            step.database_backwards("places", editor, after, before)
        assert not names & set(connection.introspection.table_names())
    finally:
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            editor.delete_model(before.apps.get_model("places", "town"))
