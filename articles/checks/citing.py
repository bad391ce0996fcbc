"""Citations and references fit each other, and what is claimed with a number is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
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
    r"\b(?:step|table|figure|section|chapter|question|box|part|type|stage|grade|phase|class)s?\s+\d+\w?",
    re.IGNORECASE,
)


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
            words = excerpt(places[key].text)
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
    for sentence in sentences(markdown, anchor=letter):
        if sentence.kind in {"heading", "cell"} or sentence.is_cited:
            continue
        if number := _NUMBER.search(blanked(_NO_CLAIM, sentence.text)):
            yield warning(
                "claim-uncited",
                "This sentence has a number but no citation:"
                f" “{excerpt(sentence.text, number.start())}”",
                place_of(sentence, field),
            )


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
