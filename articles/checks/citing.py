"""Citations and references fit each other, and what is claimed with a number is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from articles.checks.finding import Finding, Place, error, warning
from articles.citations.check import item_problems
from articles.citations.fields import reference_key
from articles.citations.numbering import number_references
from articles.markup import cited_keys
from articles.prose import Sentence, sentences

#: Of a sentence in a message; and how much of it stands before what is meant.
LONGEST_QUOTE = 120
WORDS_BEFORE = 60

Texts = Sequence[tuple[str, str, str]]

# A number that stands alone or with its unit; "SGLT2" and "COVID-19" are names.
_NUMBER = re.compile(r"(?<![\w.\u2010-\u2015-])[<>\u2264\u2265~]?\d[\d,.]*\s?(?:%|\w{0,3}\b)")
# What has a number and claims nothing: steps, figures, cross-references.
_NO_CLAIM = re.compile(
    r"\b(?:step|table|figure|section|chapter|question|box|part|type|stage|grade|phase|class)s?\s+\d+\w?"
    r"|</?[a-z][^<>]{0,200}>|\b\w+\(\d*\)",  # what is left of a program
    re.IGNORECASE,
)
_FEW = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_PART = r"(?:half|halves|thirds?|quarters?|fifths?|sixths?|tenths?)"
# Shares and multiples in words; "one tablet" and "twice a day" say how, not how much.
_WORDED = re.compile(
    rf"\b(?:by (?:about |almost |nearly |over |more than )?(?:a |one )?{_PART}"
    rf"|{_FEW}[ -]{_PART}|(?:a|one) (?:third|quarter|fifth|tenth) of|half (?:of|the|as)"
    rf"|{_FEW} (?:in|of|out of) (?:every )?(?:{_FEW}|twenty|fifty|a hundred|a thousand)"
    rf"|halv(?:ed|es|ing)|doubl(?:ed|es|ing)(?![ -]blind)|tripl(?:ed|es|ing)"
    rf"|{_FEW}[ -]?fold|(?:twice|{_FEW} times) (?:as|more|less|higher|lower|greater)"
    r"|(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) ?per ?cent)\b",
    re.IGNORECASE,
)
_CELL = "cell"


def check_citing(
    document: Mapping[str, Any], texts: Texts, today: date | None
) -> Iterator[Finding]:
    """Yield citations without a reference and the reverse, bad references, uncited claims."""
    items: Sequence[Mapping[str, Any]] = document["references"]
    keys = [reference_key(item) for item in items]
    cited = [cited_keys(document[name]) for name, _, _ in texts]
    numbering = number_references(keys, *cited)
    yield from _missing(numbering.missing, document, texts)
    for key in numbering.uncited:
        yield warning(
            "reference-uncited",
            f"Reference “{key}” is listed but never cited.",
            Place("references", key=key),
        )
    for position, (key, item) in enumerate(zip(keys, items, strict=True), start=1):
        name = f"Reference “{key}”" if key else f"Entry {position} of the reference list"
        for problem in item_problems(item, today):
            place = Place("references", key=key)
            yield warning("reference-problem", f"{name}: {problem}", place)
    for name, field, letter in texts:
        yield from _uncited(document[name], field, letter)


def _missing(
    missing: Sequence[str], document: Mapping[str, Any], texts: Texts
) -> Iterator[Finding]:
    """Yield the first place of each text at which a key is cited that is not listed."""
    wanted = set(missing)
    for name, field, letter in texts:
        places = _first_places(document[name], letter)
        for key in (key for key in places if key in wanted):
            words = quoted(places[key])
            sentence = f"“{key}” is cited but not in the reference list: “{words}”"
            yield error("citation-missing", sentence, place_of(places[key], field, key))


def _first_places(markdown: str, letter: str) -> dict[str, Sentence]:
    """Return, for each key that a text cites, the first sentence that cites it."""
    places: dict[str, Sentence] = {}
    for sentence in sentences(markdown, anchor=letter):
        for key in sentence.keys:
            places.setdefault(key, sentence)
    return places


def _uncited(markdown: str, field: str, letter: str) -> Iterator[Finding]:
    before = False
    for is_table, run in groupby(
        sentences(markdown, anchor=letter), lambda each: each.kind == _CELL
    ):
        found = list(run)
        if is_table and not before:
            yield from _uncited_table(found, field)
        for sentence in () if is_table else found:
            number = None if sentence.is_cited or sentence.kind == "heading" else _claim(sentence)
            if number is not None:
                quote = quoted(sentence, number)
                words = f"This sentence has a number but no citation: “{quote}”"
                yield warning("claim-uncited", words, place_of(sentence, field))
        before = found[-1].is_cited


def _uncited_table(cells: Sequence[Sentence], field: str) -> Iterator[Finding]:
    """Yield the first number of a table that is cited neither inside nor in the sentence above."""
    if any(cell.is_cited for cell in cells):
        return
    for cell in cells:
        if (number := _claim(cell)) is not None:
            quote = quoted(cell, number)
            words = f"This table has numbers but no citation, and none right above it: “{quote}”"
            yield warning("claim-uncited", words, place_of(cell, field))
            return


def _claim(sentence: Sentence) -> int | None:
    """Return where a sentence says a number, in digits or words."""
    text = blanked(_NO_CLAIM, sentence.text)
    places = [found.start() for found in (_NUMBER.search(text), _WORDED.search(text)) if found]
    return min(places, default=None)


def place_of(sentence: Sentence, field: str, key: str = "") -> Place:
    """Return where a sentence stands."""
    return Place(
        field=field,
        anchor=sentence.anchor,
        line=sentence.line,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        key=key,
    )


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """Return a text with spaces where the pattern was, so that what is left keeps its place."""
    return pattern.sub(lambda found: " " * len(found[0]), text)


def quoted(sentence: Sentence, at: int = 0) -> str:
    """Return a sentence as a message quotes it, with the citations inside of it."""
    if not sentence.shown or sentence.shown == sentence.text:
        return excerpt(sentence.text, at)
    # Citations only add to what stands before a place.
    return excerpt(sentence.shown, max(sentence.shown.find(sentence.text[at : at + 12], at), 0))


def excerpt(text: str, at: int = 0) -> str:
    """Return a sentence as a message may quote it: of a long one, the words around a place."""
    if len(text) <= LONGEST_QUOTE:
        return text
    start = max(min(at - WORDS_BEFORE, len(text) - LONGEST_QUOTE), 0)
    if start:  # from the next word on, but never past the place
        start = min(text.find(" ", start, at) + 1 or start, at)
    words = text[start : start + LONGEST_QUOTE]
    end = start + len(words)
    if end < len(text) and words.rfind(" ") > at - start:
        words = words[: words.rfind(" ")]
    return f"{'…' if start else ''}{words.strip()}{'…' if end < len(text) else ''}"
