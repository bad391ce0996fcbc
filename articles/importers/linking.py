"""Notes and listed references as the references of an article, with the citations that lead there.

Typed numbers become citations only where there is a list for them to lead to. Two references with
one DOI or PubMed ID become one, and the citations of both lead to it. What was found, and what
does not fit together, is said in counts and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from articles.citations.fields import reference_key
from articles.citations.formats.reading import identifiers
from articles.importers.byline import has_numbers
from articles.importers.document import footnote_reference
from articles.importers.entries import Listed, numbered
from articles.importers.typed_citations import Style, Typed, cited, pieces, written

#: No article has a text of this length: it is refused later, and not looked through here.
LONGEST_TEXT = 250_000

_MOST_NUMBERS = 12
#: A number this far beyond a list is no slip of it, but a dose, a year or a room.
_BEYOND = 10


@dataclass(frozen=True)
class Note:
    """A footnote: the key that cites it, its words, and the address it links to."""

    key: str
    words: str
    address: str = ""
    #: As its reader knows it.
    name: str = ""


@dataclass(frozen=True)
class Linked:
    """The texts with their citations, the references, and what to look at."""

    texts: list[str]
    references: list[dict[str, Any]]
    warnings: list[str]


def link(
    texts: Sequence[str],
    *,
    entries: Sequence[Listed] = (),
    notes: Sequence[Note] = (),
    given: Sequence[Mapping[str, Any]] = (),
    typed: bool = False,
    brackets_only: bool = False,
) -> Linked:
    """Return the references that notes and a list make, and the texts that cite them.

    ``given`` are references that are there already; keys are all different. ``typed`` says that an
    escaped number in brackets is one that somebody typed, and not one that is meant to be text;
    ``brackets_only`` that the text has no other citations.
    """
    if any(len(text) > LONGEST_TEXT for text in texts):
        items = [footnote_reference(note.key, note.words, note.address) for note in notes]
        return Linked(list(texts), [*map(dict, given), *items], [])
    pool = _Pool()
    for item in given:
        key = reference_key(item)
        pool.add(key, dict(item), f"reference “{key}”", is_exact=True)
    for note in notes:
        item = footnote_reference(note.key, note.words, note.address)
        name = f"footnote {note.name or note.key}"
        pool.add(note.key, item, name)
    numbers = numbered(entries)
    listed = {str(number) for number in numbers}
    taken = {reference_key(entry.item) for entry in entries if entry.item}
    for number, entry in zip(numbers, entries, strict=True):
        key = str(number)
        if entry.missing:
            pool.leads[key] = entry.missing
            continue
        item = dict(entry.item or footnote_reference(key, entry.words, entry.address))
        if entry.item is None and key in taken:
            item["id"] = next(free for free in map(str, count(1)) if free not in taken | listed)
            taken.add(item["id"])
        pool.add(key, item, f"reference {number}", is_exact=entry.item is not None)
    linker = _Linker(pool.leads, listed, typed=typed, brackets_only=brackets_only)
    found = [pieces(text) for text in texts]
    for piece in chain(*found):
        if piece.typed:
            linker.survey(piece.typed)
    cited_texts = [written(each, linker.answer) for each in found]
    warnings = list(linker.summary(entries, numbers, pool)) if entries else []
    if entries and any(piece.is_byline and has_numbers(piece.text) for piece in chain(*found)):
        warnings.append("The numbers in the line of authors stayed text: they cite nothing.")
    warnings += [*_whole_notes(notes, pool), *pool.merged]
    return Linked(cited_texts, pool.items, warnings)


def renamed_notes(text: str, names: Mapping[str, str]) -> str:
    """Return a text in which the footnotes ``[^key]`` are cited by other keys."""

    def answer(typed: Typed) -> str | None:
        parts = [part.strip() for part in typed.inside.replace(";", ",").split(",")]
        renamed = [
            f"@{names[part[1:]]}" if part[:1] == "^" and part[1:] in names else part
            for part in parts
        ]
        is_same = typed.style is not Style.CITED or renamed == parts
        return None if is_same else f"[{'; '.join(renamed)}]"

    return written(pieces(text), answer) if names else text


@dataclass
class _Pool:
    """The references so far; ``leads`` says which key a citation of another leads to."""

    items: list[dict[str, Any]] = field(default_factory=list)
    leads: dict[str, str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    _known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, key: str, item: dict[str, Any], name: str, *, is_exact: bool = False) -> None:
        """Add a reference, or let its citations lead to the one that it repeats.

        One that is exact was not read from words.
        """
        own = reference_key(item) or key
        if item.get("type") == "document" and not is_exact:
            self.whole.add(key)
        for identifier in identifiers(item):
            if identifier in self._known:
                first, lead = self._known[identifier]
                self.leads[key] = lead
                self.merged.append(
                    f"{name[:1].upper()}{name[1:]} is the same as {first}, both have {identifier}: "
                    "it was left out, and what cites it cites that one."
                )
                return
        self._known |= dict.fromkeys(identifiers(item), (name, own))
        self.leads[key] = own
        self.kept.add(key)
        self.items.append({**item, "id": own})


@dataclass
class _Linker:
    """Answers what typed numbers become; ``listed`` are the numbers of the list."""

    leads: Mapping[str, str]
    listed: set[str]
    typed: bool
    brackets_only: bool
    linked: int = 0
    left: list[str] = field(default_factory=list)
    powers: list[str] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    _round: set[str] = field(default_factory=set)
    _others: bool = False

    def survey(self, typed: Typed) -> None:
        """Note how the text cites, before anything is replaced."""
        hits = self.listed.intersection(typed.keys)
        if typed.style is Style.ROUND:
            self._round |= set() if typed.power else hits
        elif hits and not typed.power:
            self._others = True

    def answer(self, typed: Typed) -> str | None:
        """Return what a group becomes, or None for a group that stays as it is."""
        if not self._is_citation(typed):
            return None
        keys = list(dict.fromkeys(self.leads.get(key, key) for key in typed.keys))
        self.met.update(typed.keys)
        self.linked += bool(self.listed.intersection(typed.keys))
        self.missing.update(key for key in typed.keys if key not in self.leads)
        # Our own files print [1, 2] for all of the ways to write it.
        is_as_typed = typed.style is not Style.RAISED and not self.brackets_only
        if keys == list(typed.keys) and is_as_typed:
            return None if typed.style is Style.CITED else f"[{typed.inside}]"
        return cited(keys)

    def _is_citation(self, typed: Typed) -> bool:
        if typed.style is Style.CITED:
            return True
        if not self.listed or (typed.style is Style.BRACKETS and not self.typed):
            return False
        if self.brackets_only and typed.style is not Style.BRACKETS:
            return False
        if typed.style is Style.ROUND:
            return self._is_round_citation(typed)
        if typed.style is Style.RAISED:
            return self._is_raised_citation(typed)
        is_one = self._is_near(typed) or bool(self.listed.intersection(typed.keys))
        if not is_one:
            self.left.append(f"[{typed.inside}]")
        return is_one

    def _is_round_citation(self, typed: Typed) -> bool:
        is_one = self._cites_round and self.listed.issuperset(typed.keys)
        if is_one and typed.power:
            self.counts.append(typed.power)
        return is_one and not typed.power

    def _is_raised_citation(self, typed: Typed) -> bool:
        if typed.power:
            self.powers.append(typed.power)
            return False
        is_one = self.listed.issuperset(typed.keys)
        if not is_one and self._is_near(typed):
            self.missing.update(key for key in typed.keys if key not in self.leads)
        elif not is_one:
            self.left.append(f"[{typed.inside}]")
        return is_one

    def _is_near(self, typed: Typed) -> bool:
        """Tell whether the numbers could be slips of the list's."""
        farthest = 2 * max(map(int, self.listed)) + _BEYOND
        return all(int(key) <= farthest for key in typed.keys if _is_number(key))

    @property
    def _cites_round(self) -> bool:
        """Whether round brackets are how this text cites, and not how it counts."""
        return not self._others and 2 * len(self._round) >= len(self.listed)

    def summary(
        self, entries: Sequence[Listed], numbers: Sequence[int], pool: _Pool
    ) -> Iterator[str]:
        """Yield what was found, in counts, and what was done to the numbers."""
        there = sum(1 for entry in entries if not entry.missing)
        self.missing.update(entry.missing for entry in entries if entry.missing)
        parts = [f"{_count(there, 'reference')} found, {_count(self.linked, 'citation')} linked"]
        if self.missing:
            verb = "has" if len(self.missing) == 1 else "have"
            parts.append(f"{_bracketed(self.missing)} {verb} no reference")
        met = {self.leads.get(key) for key in self.met}
        uncited = [
            number
            for number in numbers
            if str(number) in pool.kept and self.leads[str(number)] not in met
        ]
        if uncited:
            parts.append(_referred(uncited, "is never cited", "are never cited"))
        whole = [number for number in numbers if str(number) in pool.whole]
        if whole:
            verb = "is" if len(whole) == 1 else "are"
            parts.append(
                f"{_count(len(whole), 'entry', 'entries')} could not be taken apart and {verb} "
                f"kept as text ({_numbers(whole)})"
            )
        yield "; ".join(parts) + "."
        for entry, number in zip(entries, numbers, strict=True):
            if entry.number not in {None, number}:
                yield f"There are two entries {entry.number}: the second became {number}."
        if self.left:
            yield f"No reference has such a number, so it stayed text: {_some(self.left)}."
        if self.powers:
            yield f"Raised numbers that may be powers stayed text: {_some(self.powers)}."
        if self.counts:
            yield f"Numbers in round brackets that count stayed text: {_some(self.counts)}."


def _whole_notes(notes: Sequence[Note], pool: _Pool) -> Iterator[str]:
    """Yield a warning for the footnotes that could not be taken apart."""
    names = [note.name or note.key for note in notes if note.key in pool.whole]
    if len(names) == 1:
        yield f"Footnote {names[0]} could not be taken apart and is kept as text."
    elif names:
        said = (
            _numbers(map(int, names))
            if all(map(_is_number, names))
            else ", ".join(names[:_MOST_NUMBERS])
        )
        yield f"{len(names)} footnotes could not be taken apart and are kept as text ({said})."


def _some(words: Sequence[str]) -> str:
    """Return the first dozen of a list, each once, and how many more there are."""
    unique = list(dict.fromkeys(words))
    more = len(unique) - _MOST_NUMBERS
    return ", ".join(unique[:_MOST_NUMBERS]) + (f" and {more} more" if more > 0 else "")


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) < 5


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _referred(numbers: Sequence[int], one: str, many: str) -> str:
    if len(numbers) == 1:
        return f"reference {numbers[0]} {one}"
    return f"references {_numbers(numbers)} {many}"


def _bracketed(keys: Iterable[str]) -> str:
    """Return missing keys as the text cites them; numbers first, the first dozen of many."""
    ordered = sorted(
        keys, key=lambda key: (not _is_number(key), int(key) if _is_number(key) else 0, key)
    )
    words = [f"[{key}]" for key in ordered[:_MOST_NUMBERS]]
    more = len(ordered) - _MOST_NUMBERS
    if more > 0:
        return f"{', '.join(words)} and {more} more"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _numbers(numbers: Iterable[int]) -> str:
    """Return numbers as a sentence has them, runs of three or more as such: ``3, 5 and 7 to 9``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [
        word
        for run in runs
        for word in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))
    ]
    more = len(words) - _MOST_NUMBERS
    if more > 0:
        return f"{', '.join(words[:_MOST_NUMBERS])} and {more} more"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
