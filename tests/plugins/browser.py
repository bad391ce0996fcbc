"""Chromium for the tests marked ``browser``, and axe's verdict on a page.

A test that asks for ``page`` (or anything else that needs a browser) carries the mark by itself.
Without a Chromium such tests are skipped, or fail in CI, each with the reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from scripts import chromium
from scripts.processes import in_ci

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
FLAGS = [
    "--no-sandbox",  # in a container the tests are root, for whom there is no sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",  # /dev/shm is small there
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Allow the ORM beside Playwright, which keeps an event loop running in the tests' thread."""
    # For the whole process: the loop goes on after the browser test, under whatever test is next.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    # pytest-playwright 0.10 defines `base_url` in a way of which pytest 9.2 warns. It registers
    # that fixture last of all, so that none of ours could take its place.
    config.addinivalue_line(
        "filterwarnings",
        r"ignore:Session-scoped fixtures defined as instance methods[^']*'base_url'"
        ":pytest.PytestRemovedIn10Warning",
    )


@pytest.hookimpl(tryfirst=True)  # ahead of pytest's own `-m browser`
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that drives a browser."""
    for item in items:
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(tryfirst=True)  # ahead of the fixtures
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test where there is no Chromium; on a build server let it fail."""
    if not item.get_closest_marker("browser") or chromium.find():
        return
    if in_ci():
        pytest.fail(chromium.MISSING, pytrace=False)
    pytest.skip(chromium.MISSING)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium that is there instead of one that Playwright would download."""
    return {**browser_type_launch_args, "executable_path": chromium.find(), "args": FLAGS}


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a check that fails with axe's findings on a page, all of its rules, in words."""
    return check_accessibility


def check_accessibility(page: Page) -> None:
    """Wait until `page` is there, put axe-core into it, and fail when it finds anything."""
    page.wait_for_load_state()  # after a click the next document may still be empty
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(results => results.violations)")
    if violations:
        findings = "\n".join(_in_words(violation) for violation in violations)
        pytest.fail(f"axe on {page.url}:\n{findings}", pytrace=False)


def _in_words(violation: dict[str, Any]) -> str:
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        summary = node["failureSummary"].replace("\n", "\n    ")
        lines.append(f"  {node['html']}\n    {summary}")
    return "\n".join(lines)
