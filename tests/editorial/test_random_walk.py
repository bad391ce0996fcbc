"""Random people do random things; whatever they do, the promise holds after each of them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.editorial.walk import Walk
from tests.factories import Cast


@pytest.fixture
def walk(cast: Cast) -> type[Walk]:
    """Return the machine with its people, nothing seen yet."""
    Walk.cast, Walk.seen = cast, Counter()
    return Walk


def test_promise_holds_wherever_the_walk_goes(walk: type[Walk]) -> None:
    # The same walks every time, so that nobody meets a failure by bad luck; without shrinking,
    # which takes minutes.
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=8,
            stateful_step_count=40,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
        ),
    )

    done = {verb for verb in walk.seen if not verb.endswith("refused")}
    assert done >= {"submit", "begin", "assign", "accept", "sign"}
    assert walk.seen["sign, refused"]
    assert walk.seen["published"]


def test_promise_holds_on_the_way_to_every_end(walk: type[Walk]) -> None:
    """One walk that chance has no part in, to each end and on from there."""
    machine = walk()
    try:
        for end in ("withdraw", "change", "decline", "publish", "supersede", "retract"):
            to_the_end(machine, end)
    finally:
        machine.teardown()

    assert walk.seen["withdraw"] == walk.seen["change"] == walk.seen["decline"] == 1
    assert walk.seen["retract"] == 1
    assert [row.status for row in walk.ended] == ["superseded", "retracted"]


def to_the_end(machine: Walk, end: str) -> None:
    """Take the first text from its working copy to an end."""
    machine.go_on(text=0)
    machine.go_on(text=0)
    if end == "withdraw":
        machine.decide(who="author", text=0, verb="withdraw")
    elif end == "change":
        machine.decide(who="editor", text=0, verb="change")
    elif end == "decline":
        machine.decline(who="editor", text=0)
    elif end == "retract":
        machine.retract(who="editor", text=0)
        machine.ended[:] = machine.articles[0].publications.order_by("pk")
    else:
        machine.go_on(text=0)
        machine.go_on(text=0)
