"""Reading a list of references in whichever format it comes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count, islice
from typing import Any

from articles.citations.check import item_problems
from articles.citations.fields import reference_key, text_field
from articles.citations.formats import bibtex, csl_json, nbib, ris, vancouver
from articles.citations.formats.parsed import (
    Entry,
    Item,
    ParsedReferences,
    ReferencesRefusedError,
)
from articles.citations.identifiers import normalise_doi, normalise_pmid
from articles.citations.syntax import is_citation
from articles.sanitise import web_address
from articles.text import clean_json, clean_text

LONGEST = 2_000_000
MOST_ENTRIES = 500
LONGEST_ID = 80

_PARSERS: dict[str, Callable[[str], Iterable[Entry]]] = {
    "CSL-JSON": csl_json.parse,
    "BibTeX": bibtex.parse,
    "RIS": ris.parse,
    "PubMed": nbib.parse,
    "Vancouver": vancouver.parse,
}
_JSON = re.compile(r"\s*(?:\{|\[\s*[{\]])")
_BIBTEX = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_RIS = re.compile(r"^\s*TY  ?- ?", re.MULTILINE)
_NBIB = re.compile(r"^PMID *-", re.MULTILINE)
_OTHER_FILES = (
    (b"PK\x03\x04", "a Word file or another archive"),
    (b"%PDF-", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
)
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: In these, an id is the author's own: one that is there already means that reference.
_WITH_IDS = frozenset({"CSL-JSON", "BibTeX"})


def read_references(
    data: bytes | str,
    *,
    existing: Sequence[Mapping[str, Any]] = (),
    today: date | None = None,
) -> ParsedReferences:
    """Return the references of a list in any of the formats, as CSL-JSON.

    An entry with the DOI or PubMed ID of another, or of one that is there already, is left out as
    a duplicate. An entry that names the id of one that is there is meant to take its place. Years
    are compared with ``today``, and not judged without it. Raises ReferencesRefusedError where
    there is no list at all.
    """
    return read_entries(data).beside(existing, today)


@dataclass(frozen=True)
class EntryList:
    """The entries of a list as they were parsed, not yet compared with anything."""

    format: str
    entries: Sequence[Entry]
    notes: Sequence[str]

    @property
    def unreadable(self) -> list[str]:
        """A sentence for each entry that can't be read."""
        return self.beside().unreadable

    def beside(
        self, existing: Sequence[Mapping[str, Any]] = (), today: date | None = None
    ) -> ParsedReferences:
        """Return the references as they can stand beside those that are there."""
        collected = _Collected(
            existing, today, replaces=self.format in _WITH_IDS, is_csl=self.format == "CSL-JSON"
        )
        collected.reserve(self.entries)
        for position, entry in enumerate(self.entries, start=1):
            place = f"Entry {position}" + (f" (line {entry.line})" if entry.line else "")
            collected.add(place, entry)
        return ParsedReferences(
            format=self.format,
            items=collected.items,
            duplicates=collected.duplicates,
            unreadable=collected.unreadable,
            problems=collected.problems,
            notes=[*self.notes, *collected.notes],
        )


def read_entries(data: bytes | str) -> EntryList:
    """Return the entries of a list. Raises ReferencesRefusedError where there is none at all."""
    notes: list[str] = []
    text, removed = clean_text(_decoded(data, notes))
    if not text.strip():
        raise ReferencesRefusedError("There are no references: nothing was given.")
    name = format_of(text)
    entries = list(islice(_PARSERS[name](text), MOST_ENTRIES + 1))
    if len(entries) > MOST_ENTRIES:
        raise ReferencesRefusedError(f"There are more than {MOST_ENTRIES} references in this list.")
    if not entries:
        raise ReferencesRefusedError(f"This looks like {name}, but there is no entry in it.")
    return EntryList(name, entries, [*notes, *removed])


def format_of(text: str) -> str:
    """Return the name of the format that a text is in; what looks like none is a printed list."""
    if _JSON.match(text):
        return "CSL-JSON"
    for name, pattern in (("RIS", _RIS), ("PubMed", _NBIB), ("BibTeX", _BIBTEX)):
        if pattern.search(text):
            return name
    return "Vancouver"


@dataclass
class _Collected:
    """The items so far, and what is known by DOI, PubMed ID and id."""

    existing: Sequence[Mapping[str, Any]]
    today: date | None
    replaces: bool
    is_csl: bool
    items: list[Item] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        self._old = {reference_key(item) for item in self.existing}
        self._taken: set[str] = set()
        self._wanted: set[str] = set()
        self._numbers = count(1)
        for item in self.existing:
            key = reference_key(item)
            for identifier in identifiers(item):
                self._known.setdefault(identifier, (f"the reference “{key}”", key))

    def reserve(self, entries: Iterable[Entry]) -> None:
        """Keep the entries' own ids for them: no other one may get the number that a text cites."""
        ids = (entry.item.get("id") for entry in entries if isinstance(entry.item, dict))
        self._wanted = {key for key in ids if isinstance(key, str)}

    def add(self, place: str, entry: Entry) -> None:
        item = self._readable(place, entry)
        if item is None:
            return
        key = reference_key(item)
        for name in identifiers(item):
            who, known_key = self._known.get(name, ("", ""))
            if who and not (self.replaces and key == known_key and key not in self._taken):
                said = f"{place} is the same as {who}: both have {name}."
                if key and known_key not in {
                    "",
                    key,
                }:  # what cites its number finds another, or none
                    said += f" Cite it as {_cited(known_key)}, not as {_cited(key)}."
                self.duplicates.append(said)
                return
        item = {**item, "id": self._id(place, key)}
        for name in identifiers(item):
            self._known[name] = (place[:1].lower() + place[1:], item["id"])
        self.items.append(item if self.is_csl else _with_address_in_words(item))
        self.problems += [f"{place}: {problem}" for problem in item_problems(item, self.today)]
        self.problems += [f"{place}: {note}" for note in entry.notes]

    def _readable(self, place: str, entry: Entry) -> Item | None:
        error = entry.error
        try:
            item: Any = clean_json(entry.item) if entry.item is not None else None
        except ValueError as problem:
            item, error = None, str(problem).removeprefix("$").lstrip(".: ")
        if item is None:
            self.unreadable.append(f"{place} can't be read: {error.rstrip('.?')}.")
        return item if isinstance(item, dict) else None

    def _id(self, place: str, key: str) -> str:
        """Return an id that no other has; the entry's own where texts can cite by it."""
        is_free = key not in self._taken and (self.replaces or key not in self._old)
        if key and is_free and len(key) <= LONGEST_ID and is_citation(_cited(key)):
            self._taken.add(key)
            if key in self._old:
                self.notes.append(f"{place} takes the place of the reference “{key}”.")
            return key
        used = (self._taken, self._old, self._wanted)
        new = next(new for new in map(str, self._numbers) if not any(new in ids for ids in used))
        if key:
            is_used = key in self._taken or key in self._old
            why = "taken" if is_used else "no id that a text can cite"
            self.notes.append(
                f"{place}, “{key}”, became “{new}”: “{key}” is {why}. Cite it as {_cited(new)}."
            )
        self._taken.add(new)
        return new


def identifiers(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield a reference's DOI and PubMed ID as they can be compared, and read."""
    for name, label, normalise in (
        ("DOI", "the DOI", normalise_doi),
        ("PMID", "the PubMed ID", normalise_pmid),
    ):
        raw = text_field(item, name)
        try:
            if raw:
                yield f"{label} {normalise(raw).lower()}"
        except ValueError:
            continue


def _with_address_in_words(item: Item) -> Item:
    """Return an item of another format without an address that nothing links to: it is a note.

    In CSL-JSON its author wrote the very field, and is told to mend it.
    """
    address = text_field(item, "URL")
    if not address or web_address(address):
        return item
    kept = {name: value for name, value in item.items() if name != "URL"}
    return {**kept, "note": f"Address as given: {address}"}


def _cited(key: str) -> str:
    return f"[{key}]" if key.isascii() and key.isdigit() else f"[@{key}]"


def _decoded(data: bytes | str, notes: list[str]) -> str:
    """Return the text; what is not UTF-8 is read as the Latin-1 of Windows, with a note."""
    if len(data) > LONGEST:
        raise ReferencesRefusedError(
            f"The list is too long: {len(data):,} characters, where {LONGEST:,} is the most."
        )
    if isinstance(data, str):
        return data
    for magic, words in _OTHER_FILES:
        if data.startswith(magic):
            raise ReferencesRefusedError(f"This is {words}, not a list of references.")
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        notes.append("The file is not in UTF-8 and was read as Latin-1: look at accented letters.")
    if "\x00" in text:
        raise ReferencesRefusedError("This is a binary file, not a list of references.")
    return text
