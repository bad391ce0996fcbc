"""How often a bare loop can do the front's read: `python -m benchmarks.ceiling SECONDS`.

Two processes, as many as the server has, with nothing around the read: no HTTP, no Python of ours.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import django

from benchmarks.databases import PATH

PROCESSES = 2


def loop(seconds: float) -> float:
    """Return the reads a second of this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.config.settings")
    django.setup()
    from articles.front.store import Store

    store = Store()
    values = (PATH, store._day(int(time.time()) // 86_400))
    sql, options = store._statements["identity"], store._options
    cursor = store._open().cursor()
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
