"""Which tests are for which database."""

from __future__ import annotations

import pytest
from django.db import connection


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the races out where there is none: SQLite locks the whole database."""
    if connection.vendor == "postgresql":
        return
    races = [item for item in items if item.get_closest_marker("postgres")]
    if races:
        config.hook.pytest_deselected(items=races)
        items[:] = [item for item in items if item not in races]
