"""Search over many publications: `python -m benchmarks.searching`.

Prints the server's time of whole pages, in milliseconds, for each kind of query; see
`benchmarks.asking` for what is counted. Each query is asked several times and its best time counts,
which leaves out most of what else the machine was doing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from statistics import quantiles

from benchmarks.databases import KINDS, filled, python

#: What one figure of `benchmarks.asking` consists of.
PARTS = ("ours", "postgresql", "clock", "server")


def show(title: str, times: dict[str, list[list[float]]]) -> None:
    """Print the median, the 95th and the 99th of a hundred, by kind and over all."""
    print(f"{title:44}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}{'clock p95':>11}")
    every = [one for kind in times.values() for one in kind]
    for name, values in (*times.items(), ("all", every)):
        server, clock = ([one[PARTS.index(part)] for one in values] for part in ("server", "clock"))
        cuts = quantiles(server, n=100, method="inclusive")
        figures = f"{cuts[49]:8.1f}{cuts[94]:8.1f}{cuts[98]:8.1f}{max(server):8.1f}"
        late = quantiles(clock, n=100, method="inclusive")[94]
        print(f"  {name:42}{figures}{late:11.1f}")


def main() -> None:
    """Fill and measure each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--publications", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder of databases that stay filled")
    parser.add_argument("--repeats", type=int, default=3, help="of each query; the best counts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every time here")
    options = parser.parse_args()
    found = {}
    for kind in options.database:
        with filled(kind, options.publications, options.keep) as env:
            times = json.loads(python(env, "-m", "benchmarks.asking", str(options.repeats)))
        found[kind] = times
        show(f"{kind}, {options.publications:,} publications, ms", times)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
