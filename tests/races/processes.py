"""Two processes that do something at the same moment, again and again."""

from __future__ import annotations

import multiprocessing
import warnings
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any, NamedTuple

from django.db import connections

from accounts.errors import ConflictError, RefusedError

#: Longer than any round takes, shorter than anybody waits.
PATIENCE = 120


class Outcome(NamedTuple):
    """How one act ended: "done", "refused" or the name of an exception, and in which words."""

    how: str
    words: str = ""


DONE = Outcome("done")

Act = Callable[[], Outcome | Any]
Pair = tuple[Act, Act]


def race(rounds: Sequence[Pair]) -> list[tuple[Outcome, Outcome]]:
    """Let two processes do both acts of each round at once; return how these ended.

    The processes are forked, so the acts may be closures over what the test has prepared; each
    opens a connection of its own. An act that returns an outcome says itself how it ended.
    """
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(2)
    _disconnect()
    lanes = []
    for side in (0, 1):
        receiver, sender = fork.Pipe(duplex=False)
        acts = [pair[side] for pair in rounds]
        process = fork.Process(target=_run, args=(acts, barrier, sender), daemon=True)
        with warnings.catch_warnings():
            # pytest-xdist has threads; the child touches nothing of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        sender.close()
        lanes.append((process, receiver))
    results = []
    for process, receiver in lanes:
        assert receiver.poll(PATIENCE), "a process did not come to an end"
        results.append([Outcome(*outcome) for outcome in receiver.recv()])
        process.join(PATIENCE)
    return list(zip(*results, strict=True))


def _disconnect() -> None:
    """Close every connection, and the pool that would be shared by who is forked."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]


def _run(acts: Sequence[Act], barrier: Barrier, sender: Connection) -> None:
    outcomes = []
    for act in acts:
        barrier.wait(PATIENCE)
        outcomes.append(tuple(_outcome(act)))
    _disconnect()
    sender.send(outcomes)


def _outcome(act: Act) -> Outcome:
    try:
        result = act()
    except (RefusedError, ConflictError) as refusal:
        return Outcome("refused", str(refusal))
    except Exception as error:  # noqa: BLE001 - whatever else it is, the test is to name it
        return Outcome(type(error).__name__, str(error))
    return result if isinstance(result, Outcome) else DONE
