"""Which number a reference has: the order in which the texts first cite it (Vancouver)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """An entry of the numbered list: a key, and where the author listed it, if at all."""

    key: str
    index: int | None


@dataclass(frozen=True)
class Numbering:
    """The reference list in the order in which it is shown.

    ``numbers`` gives the number of each key. ``places`` is the list itself: number 1 first.
    ``missing`` keys are cited but not listed; ``uncited`` keys are listed but never cited.
    """

    numbers: dict[str, int]
    places: tuple[Place, ...]
    missing: tuple[str, ...]
    uncited: tuple[str, ...]


def number_references(listed: Sequence[str], *cited: Sequence[str]) -> Numbering:
    """Number references by first citation over several texts, each given as the keys it cites.

    References that no text cites come after, in list order. So does every further reference with
    a key that is listed already, and every one without a key: a reader still sees them, but a
    citation means the first.
    """
    first: dict[str, int] = {}
    for index, key in enumerate(listed):
        if key:
            first.setdefault(key, index)
    cited_keys = list(dict.fromkeys(key for keys in cited for key in keys))
    places = [Place(key, first.get(key)) for key in cited_keys]
    shown = {place.index for place in places}
    places += [Place(key, index) for index, key in enumerate(listed) if index not in shown]

    numbers: dict[str, int] = {}
    for number, place in enumerate(places, start=1):
        if place.key:
            numbers.setdefault(place.key, number)
    return Numbering(
        numbers=numbers,
        places=tuple(places),
        missing=tuple(key for key in cited_keys if key not in first),
        uncited=tuple(key for key in first if key not in cited_keys),
    )
