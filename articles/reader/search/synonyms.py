"""Other names and spellings of what a reader looks for, from the table ``synonyms.txt``.

Bounded: a query gets so many others for so many of its terms, whatever the table holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.reader.stems import stem
from articles.words import query_words

TABLE = Path(__file__).with_name("synonyms.txt")
#: So many terms of a query get other names, and each so many.
MOST_TERMS, MOST_OTHERS = 3, 5

Words = tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """What a text must have: all of the words, or one of the phrases that mean the same."""

    words: Words
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The file, taken apart."""

    #: The names of a thing, by the stems of each.
    names: dict[Words, tuple[str, ...]]
    #: What a thing is one of, by the stems of its name.
    wider: dict[Words, str]
    #: What is written instead of what, in a word.
    spellings: tuple[tuple[re.Pattern[str], str], ...]
    longest: int


def plainly(words: Sequence[str]) -> list[Term]:
    """Return a term for each word, and nothing else that means the same."""
    return [Term((word,)) for word in words]


def loosely(terms: Sequence[Term]) -> list[Term]:
    """Return every word and every other phrase as a term of its own."""
    return plainly([part for term in terms for part in (*term.words, *term.others)])


def expanded(words: Sequence[str], most: int = MOST_TERMS) -> list[Term]:
    """Return the words of a query as terms, the longest names first, with what means the same."""
    terms: list[Term] = []
    at = given = 0
    while at < len(words):
        taken, others = _others(tuple(words[at : at + table().longest]))
        given += bool(others)
        terms.append(Term(taken, others if given <= most else ()))
        at += len(taken)
    return terms


def wider(words: Words) -> tuple[str, ...]:
    """Return the names of what the thing of a name is one of. No search takes them for the same."""
    name = table().wider.get(_stems(words), "")
    return (name, *_others(tuple(query_words(name)))[1]) if name else ()


def _others(words: Words) -> tuple[Words, tuple[str, ...]]:
    """Return the name with which words begin, else the first word, and what means the same."""
    names_of, known = table().names, table().names.keys() | table().wider.keys()
    lengths = range(len(words), 0, -1)
    typed = next((words[:n] for n in lengths if _stems(words[:n]) in known), words[:1])
    names = names_of.get(_stems(typed), ())
    spelt = [other for name in (" ".join(typed), *names) for other in _spelt(name)]
    every = dict.fromkeys((*names, *spelt))
    others = [name for name in every if tuple(query_words(name)) != typed]
    return typed, tuple(others[:MOST_OTHERS])


def _spelt(text: str) -> Iterator[str]:
    """Yield a text as it is spelt on the other side of the ocean, if it is."""
    for pattern, other in table().spellings:
        written = pattern.sub(other, text)
        if written != text:
            yield written


@cache
def table() -> Table:
    """Return the table of the file."""
    return read(TABLE.read_text(encoding="utf-8"))


def read(text: str) -> Table:
    """Take a table apart. Raises ValueError for a line that says nothing."""
    names: dict[Words, tuple[str, ...]] = {}
    broad: dict[Words, str] = {}
    spellings: list[tuple[re.Pattern[str], str]] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if "=" in line:
            group = tuple(name.strip() for name in line.split("="))
            names |= {_stems(query_words(name)): group for name in group}
        elif "<" in line:
            members, _sign, name = line.partition("<")
            broad |= {_stems(query_words(one)): name.strip() for one in members.split(",")}
        else:
            one, other = (part.strip() for part in line.split("~"))
            spellings += [(_pattern(one), other.strip("-")), (_pattern(other), one.strip("-"))]
    longest = max(map(len, (*names, *broad)), default=1)
    return Table(names, broad, tuple(spellings), longest)


def _pattern(part: str) -> re.Pattern[str]:
    """Return what finds a part of a word, or a whole one, of one or of several."""
    before = "" if part.startswith("-") else r"\b"
    after = "" if part.endswith("-") else r"(?=s?\b)"
    return re.compile(before + re.escape(part.strip("-")) + after)


def _stems(words: Sequence[str]) -> Words:
    return tuple(stem(word) for word in words)
