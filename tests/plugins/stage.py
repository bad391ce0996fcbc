"""The cast, and the scene that a test begins with, put up once for all tests in a row that ask.

People who sign need a password, a second factor and a checked identity, and a published text takes
some twenty acts: most of the time that a test would need. So they are made in a transaction around
those of the tests, each of which takes back what it did itself. The first test that needs another
scene, an empty database or real commits ends that transaction.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction
from pytest_django.plugin import blocking_manager_key

from tests.factories import Cast, assemble

Scene = Callable[[Cast], Any]


def scene(build: Scene) -> Any:
    """Make a fixture of a function of the cast, which is called once for all tests in a row.

    What it returns is copied for each test. Where tests commit, it is called for each of them.
    """

    def fixture(cast: Cast, stage: Stage) -> Any:
        return stage.copies()[1] if stage.shows(build) else build(cast)

    fixture.scene = build  # type: ignore[attr-defined]
    fixture.__doc__ = build.__doc__
    return pytest.fixture(name=build.__name__)(fixture)


class Stage:
    """What stands in the database before a test, and copies of it for that test."""

    def __init__(self) -> None:
        self._cast: Cast | None = None
        self._scene: Scene | None = None
        self._result: Any = None
        self._transactions: list[transaction.Atomic] = []
        self._connection: Any = None
        self._copies: tuple[Cast, Any] | None = None

    def set(self, scene: Scene | None) -> None:
        """Have the cast in the database, and what `scene` makes of it; nothing else."""
        if self._cast is None:
            self._begin()
            self._cast = assemble()
            self._settle()
        if scene is not self._scene:
            if self._scene:
                self._end()
            self._scene, self._result = None, None
            if scene:
                self._put_up(scene)
        self._copies = None

    def _put_up(self, scene: Scene) -> None:
        assert self._cast is not None  # first the cast, then the scene
        self._begin()
        try:
            self._result = scene(copy.deepcopy(self._cast))
        except BaseException:
            self._end()
            raise
        self._scene = scene
        self._settle()

    def clear(self) -> None:
        """Leave an empty database."""
        here = connections["default"]
        if self._transactions:
            # Playwright's event loop may have begun or ended since: to asgiref that is another
            # context, which has connections of its own.
            connections["default"] = self._connection
        while self._transactions:
            self._end()
        connections["default"] = here
        self._cast = self._scene = self._result = self._copies = None

    @property
    def stands(self) -> bool:
        """Whether the cast is in the database."""
        return self._cast is not None

    def shows(self, scene: Scene) -> bool:
        """Whether what `scene` made is in the database."""
        return self._scene is scene

    def copies(self) -> tuple[Cast, Any]:
        """Return the cast and the scene's result, as new objects: tests change theirs."""
        assert self._cast is not None  # "stands"
        if self._copies is None:
            self._copies = copy.deepcopy((self._cast, self._result))
        return self._copies

    def _begin(self) -> None:
        self._connection = connections["default"]
        atomic = transaction.atomic()
        atomic.__enter__()
        self._transactions.append(atomic)

    def _end(self) -> None:
        transaction.set_rollback(True)
        self._transactions.pop().__exit__(None, None, None)

    def _settle(self) -> None:
        # PostgreSQL alters no table while a check of its rows waits for the end of the transaction.
        connection.check_constraints()


STAGE = pytest.StashKey[Stage]()


@pytest.fixture(scope="session")
def stage(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[Stage]:
    """Return the one stage; the hooks below set it."""
    stage = Stage()
    request.config.stash[STAGE] = stage
    yield stage
    with django_db_blocker.unblock():
        stage.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Clear the stage before a browser starts: under its event loop the connection is another."""
    stage = item.config.stash.get(STAGE, None)
    if stage and stage.stands and "playwright" in getattr(item, "fixturenames", ()):
        with item.config.stash[blocking_manager_key].unblock():
            stage.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> None:
    """Set the stage before pytest-django opens the test's own transaction."""
    if fixturedef.argname != "_django_db_helper":
        return
    stage = request.getfixturevalue("stage")
    with request.getfixturevalue("django_db_blocker").unblock():
        if _takes_the_stage(request.node):
            stage.set(_scene_of(request.node))
        else:
            stage.clear()


def _scene_of(item: Any) -> Scene | None:
    """Return the first scene among a test's fixtures; others it will build for itself."""
    for name in item.fixturenames:
        for definition in item._fixtureinfo.name2fixturedefs.get(name, ())[-1:]:
            if found := getattr(definition.func, "scene", None):
                return found
    return None


def _takes_the_stage(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    marker = item.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or {
        "transactional_db",
        "live_server",
    } & set(names)
    return "cast" in names and not commits


@pytest.fixture
def cast(db: None, stage: Stage) -> Cast:
    """Return the people: author, editor, two board members and the rest."""
    return stage.copies()[0] if stage.stands else assemble()
