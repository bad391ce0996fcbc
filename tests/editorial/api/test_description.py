"""The API is as its OpenAPI document says, whatever is sent to it: schemathesis asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from schemathesis.generation import GenerationMode

from articles.models import Article
from editorial.models import Submission
from tests.editorial.api.asking import Program
from tests.factories import Cast, draft, submitted
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "author", "coauthor", "outsider", "editor", "board_one", "admin")
#: That a specialty exists, or that a text is more than blanks, no JSON Schema says.
BEYOND_SCHEMAS = "positive_data_acceptance"


@cache
def description() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def operations() -> list[Any]:
    return [result.ok() for result in description().get_all_operations()]


@pytest.fixture(autouse=True)
def _keep_the_connection() -> Iterator[None]:
    """As Django's test client does: else a request would end the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def world(cast: Cast, settings: Any) -> tuple[Article, Submission]:
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    return draft(cast, slug="a-draft"), submitted(cast)


def ask(operation: Any, headers: dict[str, str], known: dict[str, Any] | None = None) -> None:
    modes = [GenerationMode.POSITIVE] if known else list(GenerationMode)
    for mode in modes:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=5,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def run(case: Any) -> None:
            for name in known or {}:
                if name in case.path_parameters:
                    case.path_parameters[name] = known[name]
            case.call_and_validate(headers=headers, excluded_checks=excluded())

        run()


def excluded() -> list[Any]:
    return [check for check in CHECKS.get_all() if check.__name__ == BEYOND_SCHEMAS]


@pytest.mark.parametrize("who", ROLES)
def test_every_operation_is_as_described(
    cast: Cast, world: tuple[Article, Submission], who: str
) -> None:
    headers = {} if who == "nobody" else Program(getattr(cast, who)).headers
    for operation in operations():
        ask(operation, headers)


@pytest.mark.parametrize("who", ["author", "outsider"])
def test_it_is_as_described_for_what_exists(
    cast: Cast, world: tuple[Article, Submission], who: str
) -> None:
    article, submission = world
    headers = Program(getattr(cast, who)).headers
    for operation in operations():
        ask(operation, headers, {"slug": article.slug, "uid": str(submission.uid)})


def test_the_description_is_public_and_loads_nothing_from_elsewhere(cast: Cast) -> None:
    with nothing_written():
        response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert b"http" not in response.content.replace(b'"type": "http"', b"")


def test_refusals_are_described_as_problems() -> None:
    for operations in description().raw_schema["paths"].values():
        for operation in operations.values():
            for status in ("400", "401", "403", "404", "405", "409", "413", "422", "429", "500"):
                assert list(operation["responses"][status]["content"]) == [
                    "application/problem+json"
                ]
