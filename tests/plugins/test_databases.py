"""Which tests need a database."""

import pytest

from tests.factories import Cast
from tests.plugins.databases import needs_database


def test_one_that_asks_none(request: pytest.FixtureRequest) -> None:
    assert not needs_database(request.node)


def test_one_whose_fixture_asks(request: pytest.FixtureRequest, cast: Cast) -> None:
    assert needs_database(request.node)


@pytest.mark.django_db
def test_one_that_is_marked(request: pytest.FixtureRequest) -> None:
    assert needs_database(request.node)
