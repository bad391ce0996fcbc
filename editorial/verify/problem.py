"""One thing that does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """A broken link: the row it was found in, and what is wrong with it."""

    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.row}: {self.what}"


def differing(row: Row, expected: Mapping[str, Any], source: str) -> Iterator[Problem]:
    """Yield a problem for each value of the row that is not the expected one."""
    for name, value in expected.items():
        if row[name] != value:
            yield Problem(row["row"], f"{name} is {row[name]!r}, but {source} says {value!r}")
