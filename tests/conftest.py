"""What every test stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from accounts import guards
from articles.search_table import TABLE

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.databases",
    "tests.plugins.stage",
    "tests.plugins.surroundings",
]

# Two busy cores stretch single examples; a deadline would fail tests for the machine's sake.
settings.register_profile("imprimatur", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("imprimatur")


@pytest.fixture(scope="session", autouse=True)
def _guards_lifted_for_flush() -> Iterator[None]:
    """Let the test runner empty the tables between tests that commit.

    ``flush`` deletes rows, which the guards refuse. Lifting them is part of the statements of a
    flush here; the post_migrate signal that follows each flush puts them back.
    """
    from django.db import connection

    operations: Any = type(connection.ops)
    original = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        lifting = [sql for g in guards.ALL_GUARDS for sql in g.drop_sql(self.connection.vendor)]
        # The search index has no model, so that a flush does not know it.
        return [*lifting, f"DELETE FROM {TABLE}", *original(self, style, tables, **options)]

    operations.sql_flush = sql_flush
    yield
    operations.sql_flush = original
