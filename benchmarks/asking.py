"""Ask a filled database what readers type: `python -m benchmarks.asking REPEATS`.

With DATABASE_URL. Whole requests, through every middleware to the finished page, in this process.
Counted is the time in which processors worked for the answer: that of this process and, on
PostgreSQL, of the server process that serves it, as Linux keeps it to the nanosecond. What other
programs do meanwhile is in the time by the clock, which is printed too, and hardly in this one.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402 - needs the settings
from django.test import Client  # noqa: E402 - needs the settings

from benchmarks.words import Language  # noqa: E402 - needs the settings

#: So many of each kind.
QUERIES = 40
RARE, USUAL, FREQUENT = (2_000, 15_000), (200, 2_000), (0, 50)
HOSTILE = (
    '"',
    "NEAR(",
    "title:x OR *",
    "a AND (b OR -c",
    "';DROP TABLE articles_publication;--",
    "<script>alert(1)</script>",
    "x" * 5_000,
    "e" + "\u0301" * 50,
    "\x00\x02\x03",
    "痛風 \U0001d488\U0001d490",
)


class Time(NamedTuple):
    """Milliseconds of one request."""

    ours: float
    postgresql: float
    clock: float

    @property
    def server(self) -> float:
        """What the processors worked for it."""
        return self.ours + self.postgresql


def queries(language: Language) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what readers type: a kind, and the parameters of the address."""
    for number in range(QUERIES):
        rare, usual, other = (language.word(*ranks) for ranks in (RARE, USUAL, USUAL))
        frequent, second = language.word(*FREQUENT), language.word(*FREQUENT)
        middle = language.word(50, 500)
        yield "one rare word", {"q": rare}
        yield "one usual word", {"q": usual}
        yield "one word of nearly every text", {"q": frequent}
        yield "two usual words", {"q": f"{usual} {other}"}
        yield "two words of nearly every text", {"q": f"{frequent} {second}"}
        yield "three words", {"q": f"{middle} {usual} {frequent}"}
        yield "a question", {"q": f"what is {frequent} {usual} and {middle} for {rare}?"}
        yield "in quotation marks", {"q": f'"{middle} {frequent}"'}
        yield "the beginning of a word", {"q": usual[:5]}
        yield "a specialty", {"q": middle, "specialty": f"specialty-{number % 8}"}
        yield "an audience", {"q": middle, "audience": ("plain", "clinician")[number % 2]}
        yield "both filters", {"q": frequent, "specialty": "specialty-3", "audience": "plain"}
        yield "a later page", {"q": middle, "page": str(2 + number % 18)}
        yield "a slip", {"q": f"{usual}zq {frequent}"}
        yield "three slips", {"q": f"{usual}z {other[:-1]}x {middle}qq"}
        yield "no result", {"q": f"zzqx{number}zzz"}
        yield "hostile", {"q": HOSTILE[number % len(HOSTILE)]}


def measure(repeats: int) -> dict[str, list[Time]]:
    """Return the best time of each query, by kind."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client, backend = Client(), _backend()
    times: dict[str, list[Time]] = {}
    client.get("/search/", {"q": "warm"})
    for kind, parameters in queries(Language()):
        rounds = [_ask(client, parameters, backend) for _ in range(repeats)]
        times.setdefault(kind, []).append(min(rounds, key=lambda one: one.server))
    return times


def _ask(client: Client, parameters: dict[str, str], backend: Callable[[], int]) -> Time:
    clock, there, ours = time.perf_counter_ns(), backend(), time.process_time_ns()
    response = client.get("/search/", parameters)
    ours = time.process_time_ns() - ours
    there, clock = backend() - there, time.perf_counter_ns() - clock
    if response.status_code != 200:
        raise SystemExit(f"{parameters} answers {response.status_code}")
    return Time(ours / 1e6, there / 1e6, clock / 1e6)


def _backend() -> Callable[[], int]:
    """Return what tells the nanoseconds that PostgreSQL's process of our connection has worked."""
    if connection.vendor == "sqlite":
        return lambda: 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        spent = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: int(spent.read_text().split()[0])


if __name__ == "__main__":
    found = measure(int(sys.argv[1]))
    print(
        json.dumps({kind: [[*one, one.server] for one in times] for kind, times in found.items()})
    )
