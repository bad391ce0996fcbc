"""Search by FTS5."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from articles.search_table import COLUMNS, HAS_PLAIN, TABLE, facet

#: How many texts are ranked: the weighing of each takes time.
MOST = 500
#: What a hit weighs in the title, the question, either text, and the facets.
WEIGHTS = "10.0, 6.0, 1.0, 1.0, 0.0"
BEGIN, END = "\x02", "\x03"
PASSAGE_WORDS = 32

IN_HEAD = ("title", "question")
IN_TEXT = {"clinician": (*IN_HEAD, "clinician"), "plain": (*IN_HEAD, "plain"), "": COLUMNS}

_RANKED = (
    f"SELECT rowid FROM (SELECT rowid, bm25({TABLE}, {WEIGHTS}) AS weight FROM {TABLE}"  # noqa: S608 - constants
    f" WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s) AS newest"
    " ORDER BY weight, rowid DESC"
)
_QUOTED = (
    f"SELECT rowid, highlight({TABLE}, 0, %s, %s),"  # noqa: S608 - constants
    f" snippet({TABLE}, 2, %s, %s, '…', {PASSAGE_WORDS}),"
    f" snippet({TABLE}, 3, %s, %s, '…', {PASSAGE_WORDS})"
    f" FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid = %s"
)


def candidates(
    words: Sequence[str], *, every: bool, specialty: str, audience: str
) -> tuple[list[int], bool]:
    """Return publications, best first, and whether there are more than are listed."""
    joint = " AND " if every else " OR "
    whole = _ranked(_match(words, joint, IN_TEXT[audience], specialty, audience))
    if len(whole) <= MOST:
        return whole, False
    # The best of the newest may not be the best of all: where the words stand in the title counts.
    heads = _ranked(_match(words, joint, IN_HEAD, specialty, audience))
    return list(dict.fromkeys(heads + whole))[:MOST], True


def quotations(
    ids: Sequence[int], words: Sequence[str], *, audience: str
) -> dict[int, tuple[str, str, str]]:
    """Return title, passage and the passage's audience of each, with hits marked."""
    match = _match(words, " OR ", COLUMNS, "", "")
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


def _ranked(match: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_RANKED, [match, MOST + 1])
        return [pk for (pk,) in cursor.fetchall()]


def _match(
    words: Sequence[str], joint: str, columns: Sequence[str], specialty: str, audience: str
) -> str:
    """Return the MATCH expression. Each word is a string of FTS5, in which nothing is an operator.

    A query for plain language finds only texts that have one.
    """
    terms = joint.join(_string(word) for word in words)
    parts = [f"({{{' '.join(columns)}}} : ({terms}))"]
    if specialty:
        parts.append(f"(facets : {_string(facet(specialty))})")
    if audience == "plain":
        parts.append(f"(facets : {_string(HAS_PLAIN)})")
    return " AND ".join(parts)


def _string(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
