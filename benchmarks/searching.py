"""Search over many publications: `python -m benchmarks.searching`.

Asks a served site one query after the other and prints the times of its answers, in milliseconds.
They are those of whole requests, so that the time in the server is a little less. Each query is
asked several times and its best time counts, which leaves out what else the machine was doing.
"""

from __future__ import annotations

import argparse
import http.client
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from statistics import quantiles
from urllib.parse import urlencode

from benchmarks.databases import KINDS, database, python
from benchmarks.serving import serve
from benchmarks.words import Language

QUERIES = 400


def queries(language: Language) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what readers type: a kind, and the parameters of the address."""
    for _ in range(QUERIES // 8):
        rare, usual, frequent = (
            language.word(*ranks) for ranks in ((2_000, 15_000), (200, 2_000), (0, 50))
        )
        yield "one rare word", {"q": rare}
        yield "one usual word", {"q": usual}
        yield "one frequent word", {"q": frequent}
        yield "two words", {"q": f"{usual} {language.word(200, 2_000)}"}
        yield "a question", {"q": f"what is {frequent} {usual} and {language.word(50, 500)}"}
        yield "with filters", {"q": usual, "specialty": "specialty-3", "audience": "plain"}
        yield "second page", {"q": usual, "page": "2"}
        yield "a slip", {"q": f"{usual}zq {frequent}"}


def measure(address: str, repeats: int) -> dict[str, list[float]]:
    """Return the milliseconds of each query, by kind."""
    host = address.removeprefix("http://")
    times: dict[str, list[float]] = {}
    with closing(http.client.HTTPConnection(host, timeout=60)) as client:
        for kind, parameters in queries(Language()):
            path = f"/search/?{urlencode(parameters)}"
            times.setdefault(kind, []).append(min(_ask(client, path) for _ in range(repeats)))
    return times


def _ask(client: http.client.HTTPConnection, path: str) -> float:
    started = time.perf_counter()
    client.request("GET", path)
    response = client.getresponse()
    response.read()
    if response.status != 200:
        raise SystemExit(f"{path} answers {response.status}")
    return 1000 * (time.perf_counter() - started)


def show(title: str, times: dict[str, list[float]]) -> None:
    """Print the median and the 95th of a hundred, by kind and over all."""
    print(f"{title:34}{'p50 ms':>10}{'p95 ms':>10}{'max ms':>10}")
    every = [one for kind in times.values() for one in kind]
    for name, values in (*times.items(), ("all", every)):
        cuts = quantiles(values, n=20)
        print(f"  {name:32}{cuts[9]:10.1f}{cuts[18]:10.1f}{max(values):10.1f}")


def main() -> None:
    """Fill, serve and measure each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--publications", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5, help="of each query; the best counts")
    parser.add_argument("--address", help="of a site that is served and filled already")
    options = parser.parse_args()
    if options.address:
        show(options.address, measure(options.address, options.repeats))
        return
    for kind in options.database:
        with filled(kind, options.publications) as address:
            show(
                f"{kind}, {options.publications:,} publications", measure(address, options.repeats)
            )


@contextmanager
def filled(kind: str, count: int) -> Iterator[str]:
    """Serve a site with so many publications."""
    with database(kind) as env:
        python(env, "-m", "benchmarks.fill", str(count))
        with serve(env) as address:
            yield address


if __name__ == "__main__":
    main()
