"""Which tests are for which database."""

from __future__ import annotations

import pytest
from django.db import connection

#: What a test asks for that needs a database, directly or through another fixture.
DATABASE_FIXTURES = {"db", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other database's run is for.

    Races need PostgreSQL: SQLite locks the whole database. And what asks no database is the same
    beside either: it runs with SQLite, which is there on every machine.
    """
    if connection.vendor == "postgresql":
        others = [item for item in items if not needs_database(item)]
    else:
        others = [item for item in items if item.get_closest_marker("postgres")]
    if others:
        config.hook.pytest_deselected(items=others)
        left_out = set(others)
        items[:] = [item for item in items if item not in left_out]


def needs_database(item: pytest.Item) -> bool:
    """Tell whether a test uses a database, or a PostgreSQL that it starts itself."""
    asked = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    marks = (item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return bool(asked) or any(marks)
