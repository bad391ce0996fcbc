"""Search by FTS5.

What costs time is to weigh: each text that matches, and each word, for which bm25 reads whatever
has it. FTS5 itself goes from the newest text to the oldest and stops when it has enough, so that
the newest matches of the most frequent words are found in no time; only those are weighed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from articles.reader.search.synonyms import Term, loosely
from articles.search_table import COLUMNS, HAS_PLAIN, TABLE, facet

#: How many texts are ranked: the weighing of each takes time.
MOST = 500
#: A word is frequent if so many texts in a row would have it in every FREQUENT-th.
SAMPLE, FREQUENT = 200, 5
#: What a hit weighs in the title, the question, either text, and the facets.
WEIGHTS = "10.0, 6.0, 1.0, 1.0, 0.0"
BEGIN, END = "\x02", "\x03"
PASSAGE_WORDS = 32

IN_TITLE, IN_HEAD = ("title",), ("title", "question")
IN_TEXT = {"clinician": (*IN_HEAD, "clinician"), "plain": (*IN_HEAD, "plain"), "": COLUMNS}

_NEWEST = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608 - constants
# The sign before rowid keeps SQLite from running the whole query once for each id.
_WEIGHED = (
    f"SELECT rowid, bm25({TABLE}, {WEIGHTS}) FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608 - constants
    " AND rowid >= %s AND +rowid IN (SELECT value FROM json_each(%s))"
)
_QUOTED = (
    f"SELECT rowid, highlight({TABLE}, 0, %s, %s),"  # noqa: S608 - constants
    f" snippet({TABLE}, 2, %s, %s, '…', {PASSAGE_WORDS}),"
    f" snippet({TABLE}, 3, %s, %s, '…', {PASSAGE_WORDS})"
    f" FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid = %s"
)


def candidates(
    terms: Sequence[Term], *, every: bool, specialty: str, audience: str
) -> tuple[list[int], bool]:
    """Return publications, best first, and whether there are more than are listed."""

    def newest(columns: Sequence[str]) -> list[int]:
        return _newest(_match(terms, joint, columns, specialty, audience), MOST + 1)

    joint = " AND " if every else " OR "
    terms = terms if every else loosely(terms)
    ids = newest(IN_TEXT[audience])
    more = len(ids) > MOST
    if more:
        # The best of the newest may not be the best of all: words in a title count for more.
        ids = list(dict.fromkeys(newest(IN_HEAD) + ids))
    ids = _weighed(ids, terms, joint, IN_TEXT[audience])
    if every:
        titled = set(newest(IN_TITLE))
        ids.sort(key=lambda pk: pk not in titled)
    return ids[:MOST], more


def finds(terms: Sequence[Term], *, specialty: str, audience: str) -> bool:
    """Tell whether some text has all the words."""
    return bool(_newest(_match(terms, " AND ", IN_TEXT[audience], specialty, audience), 1))


def frequency(term: Term, enough: int) -> int:
    """Return how many texts have a term, up to so many as are enough."""
    return len(_newest(_match([term], "", COLUMNS, "", ""), enough))


def quotations(
    ids: Sequence[int], terms: Sequence[Term], *, audience: str
) -> dict[int, tuple[str, str, str]]:
    """Return title, passage and the passage's audience of each, with hits marked."""
    match = _match(loosely(terms), " OR ", COLUMNS, "", "")
    marks = [BEGIN, END] * 3
    found = {}
    with connection.cursor() as cursor:
        for pk in ids:
            cursor.execute(_QUOTED, [*marks, match, pk])
            for _pk, title, clinician, plain in cursor.fetchall():
                in_plain = BEGIN in plain and (audience == "plain" or BEGIN not in clinician)
                shown = in_plain and audience != "clinician"
                found[pk] = (title, plain, "plain") if shown else (title, clinician, "clinician")
    return found


def _newest(match: str, most: int) -> list[int]:
    """Return what matches, newest first: FTS5 stops when it has so many."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [match, most])
        return [pk for (pk,) in cursor.fetchall()]


def _weighed(
    ids: list[int], terms: Sequence[Term], joint: str, columns: Sequence[str]
) -> list[int]:
    """Put texts into the order of bm25; those that it can't tell apart stay in their order.

    For each word bm25 goes through all the texts that have it, to learn how rare it is, whichever
    few are to be weighed. A word of every fifth text weighs next to nothing: it is left out.
    """
    telling = [term for term in terms if not _is_frequent(term)]
    if not ids or not telling:
        return ids
    match = _match(telling, joint, columns, "", "")
    with connection.cursor() as cursor:
        cursor.execute(_WEIGHED, [match, min(ids), json.dumps(ids)])
        weights = dict(cursor.fetchall())
    return sorted(ids, key=lambda pk: weights.get(pk, 0))


def _is_frequent(term: Term) -> bool:
    """Tell whether at least every fifth text has a word, judged by the newest that have it."""
    ids = _newest(_match([term], "", COLUMNS, "", ""), SAMPLE)
    return len(ids) == SAMPLE and ids[0] - ids[-1] < FREQUENT * SAMPLE


def _match(
    terms: Sequence[Term], joint: str, columns: Sequence[str], specialty: str, audience: str
) -> str:
    """Return the MATCH expression. Each word is a string of FTS5, in which nothing is an operator.

    A query for plain language finds only texts that have one.
    """
    wanted = joint.join(_either(term) for term in terms)
    parts = [f"({{{' '.join(columns)}}} : ({wanted}))"]
    if specialty:
        parts.append(f"(facets : {_string(facet(specialty))})")
    if audience == "plain":
        parts.append(f"(facets : {_string(HAS_PLAIN)})")
    return " AND ".join(parts)


def _either(term: Term) -> str:
    """Return a term's words, all of them, or one of the phrases instead."""
    words = " AND ".join(_string(word) for word in term.words)
    return f"({' OR '.join([f'({words})', *map(_string, term.others)])})" if term.others else words


def _string(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
