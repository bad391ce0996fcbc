"""How often a bare loop can do the front's read: `python -m benchmarks.ceiling SECONDS`.

Two processes, as many as the server has, with nothing around the read: no HTTP, no Python of ours.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import django

from benchmarks.databases import PATH

PROCESSES = 2


def loop(seconds: float) -> float:
    """Return the reads a second of this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.config.settings")
    django.setup()
    from articles.front.readers import PostgresReader, iso, statement
    from articles.front.store import Store

    reader = Store()._open()
    postgres = isinstance(reader, PostgresReader)
    sql = statement("identity", *(("%s", "%s::date") if postgres else ("?", "?")))
    options: dict[str, Any] = {"prepare": True, "binary": True} if postgres else {}
    values = (PATH, iso(int(time.time()) // 86_400))
    cursor: Any = reader.connection.cursor()
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        cursor.execute(sql, values, **options)
        cursor.fetchone()
        count += 1
    return count / seconds


def main(seconds: float) -> None:
    """Print the sum of all processes."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        print(sum(pool.map(loop, [seconds] * PROCESSES)))


if __name__ == "__main__":
    main(float(sys.argv[1]))
