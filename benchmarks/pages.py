"""A published page beside nginx and Wagtail: `python -m benchmarks.pages --peers FOLDER`.

FOLDER holds the kit that serves and drives (`servers.py`, `peers.py`); wrk and nginx must be there.
Every round asks each server in turn, nginx with the same bytes beside it, so that a busy moment
hits all of them alike. What counts are the ratios: each is taken within a round, and of the rounds
the median.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.databases import KINDS, PATH, filled, python
from benchmarks.serving import serve

WAGTAIL_ARTICLES = 500
BARE = "bare WSGI function"


@dataclass
class Row:
    """One server's page, and the requests per second of each round."""

    name: str
    url: str
    size: int
    #: The name of the row with nginx and the same bytes.
    limit: str
    rounds: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """The median of the rounds."""
        return median(self.rounds)

    def ratio(self, other: Row) -> float:
        """How many times as fast as the other this is, in the median of the rounds."""
        return median(one / its for one, its in zip(self.rounds, other.rounds, strict=True))


def main() -> None:
    """Serve everything at once, drive it in turn, and print what came of it."""
    options = arguments()
    sys.path.insert(0, str(options.peers))
    with ExitStack() as stack:
        rows = list(serve_all(stack, options))
        ceilings = drive(rows, options)
    show(rows, ceilings)
    if options.json:
        answer = {
            "at": datetime.now(UTC).isoformat(timespec="minutes"),
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            "load": os.getloadavg(),
            "ceilings": ceilings,
            "ratios": dict(ratios(rows)),
            "rows": [asdict(row) | {"per_second": row.per_second} for row in rows],
        }
        options.json.write_text(json.dumps(answer, indent=2) + "\n", encoding="utf-8")


#: The environments of the databases that are up, the largest of each kind last.
ENVIRONMENTS: dict[str, dict[str, str]] = {}
#: Where a bare loop of the same read is measured as well.
CEILINGS = ("postgresql",)


def serve_all(stack: ExitStack, options: argparse.Namespace) -> Iterator[Row]:
    """Start every server until the stack closes; yield its row."""
    import servers  # type: ignore[import-not-found]  # the peers' kit, see --peers

    bodies: dict[str, bytes] = {}
    found: list[Row] = []
    for kind in options.database:
        for count in sorted(options.publications):
            env = stack.enter_context(filled(kind, count, options.keep))
            ENVIRONMENTS[kind] = env
            url = stack.enter_context(serve(env)) + PATH
            name = f"{kind}, {count:,}"
            bodies[name] = servers.get(url)
            found.append(Row(f"ours, {name}", url, len(bodies[name]), f"nginx, {name}"))
    if bodies:
        # What the server itself allows: the first page from memory.
        bodies[BARE] = next(iter(bodies.values()))
        url = bare(stack, bodies[BARE])
        found.append(Row(BARE, url, len(bodies[BARE]), f"nginx, {BARE}"))
    if not options.without_wagtail:
        for name, url in wagtail(stack, options):
            bodies[name] = servers.get(url)
            found.append(Row(name, url, len(bodies[name]), f"nginx, {name}"))
    static = stack.enter_context(
        servers.serve_files({str(number): body for number, body in enumerate(bodies.values())})
    )
    for number, (row, body) in enumerate(zip(found, bodies.values(), strict=True)):
        yield Row(row.limit, f"{static}/{number}", len(body), row.limit)
        yield row


def bare(stack: ExitStack, body: bytes) -> str:
    """Serve bytes by a WSGI function that does nothing else."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-bare-")))
    (folder / "body").write_bytes(body)
    env = dict(os.environ) | {"BENCH_BODY": str(folder / "body")}
    return stack.enter_context(serve(env, "benchmarks.bare:application")) + PATH


def wagtail(stack: ExitStack, options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Serve the same text from Wagtail, as it is and with its page cache."""
    import servers

    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-peer-")))
    peer = servers.Peer(folder)
    peer.load(options.text, articles=WAGTAIL_ARTICLES)
    for name, cached in (("Wagtail", False), ("Wagtail, page cache", True)):
        yield name, stack.enter_context(peer.serve(cached=cached)) + "/article-0/"


def drive(rows: list[Row], options: argparse.Namespace) -> dict[str, list[float]]:
    """Warm each server up, then measure all in turn, forth and back; return the bare loops."""
    from peers import drive as wrk  # type: ignore[import-not-found]  # the peers' kit

    ceilings: dict[str, list[float]] = {kind: [] for kind in CEILINGS if kind in ENVIRONMENTS}
    for row in rows:
        wrk(row.url, 1, options.connections)
    for number in range(options.rounds):
        for row in rows if number % 2 == 0 else reversed(rows):
            row.rounds.append(wrk(row.url, options.seconds, options.connections).per_second)
        for kind, reads in ceilings.items():
            reads.append(ceiling(ENVIRONMENTS[kind], options.seconds))
        load = f"load {os.getloadavg()[0]:.1f}"
        print(f"round {number + 1} of {options.rounds}, {load}", file=sys.stderr)
    return ceilings


def ceiling(env: dict[str, str], seconds: int) -> float:
    """Return the reads per second of two processes that do nothing else."""
    return float(python(env, "-m", "benchmarks.ceiling", str(seconds)))


def ratios(rows: list[Row]) -> Iterator[tuple[str, float]]:
    """Yield what is promised, by name."""
    named = {row.name: row for row in rows}
    ours = [row for row in rows if row.name.startswith("ours")]
    for row in (*ours, named[BARE]):
        yield f"{row.name}: of nginx", row.ratio(named[row.limit])
    for row in ours:
        yield f"{row.name}: of a bare WSGI function", row.ratio(named[BARE])
    for row in ours:
        for peer in ("Wagtail", "Wagtail, page cache"):
            if peer in named:
                yield f"{row.name}: times {peer}", row.ratio(named[peer])
    for kind in KINDS:
        sizes = [row for row in ours if row.name.startswith(f"ours, {kind}")]
        if len(sizes) > 1:
            yield f"{sizes[-1].name}: of the smallest", sizes[-1].ratio(sizes[0])


def show(rows: list[Row], ceilings: dict[str, list[float]]) -> None:
    """Print a line for each row and for each ratio."""
    print(f"{'':26}{'bytes':>10}{'req/s':>10}{'min':>10}{'max':>10}")
    for row in rows:
        low, high = min(row.rounds), max(row.rounds)
        print(f"{row.name:26}{row.size:10,}{row.per_second:10,.0f}{low:10,.0f}{high:10,.0f}")
    for kind, reads in ceilings.items():
        print(f"bare loop, {kind:15}{'':10}{median(reads):10,.0f}{min(reads):10,.0f}")
    for name, ratio in ratios(rows):
        print(f"{name:56}{ratio:10.2f}")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser: Any = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, required=True, help="folder of the peers' kit")
    parser.add_argument("--text", type=Path, help="plain text for Wagtail's page")
    parser.add_argument("--without-wagtail", action="store_true")
    parser.add_argument("--database", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--publications", nargs="+", type=int, default=[100, 100_000])
    parser.add_argument("--keep", type=Path, help="folder of databases that stay filled")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=3, help="of one round")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures here")
    options: argparse.Namespace = parser.parse_args()
    if not options.without_wagtail and not options.text:
        parser.error("--text is needed for Wagtail's page (or --without-wagtail)")
    return options


if __name__ == "__main__":
    main()
