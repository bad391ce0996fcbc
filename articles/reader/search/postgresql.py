"""Search by PostgreSQL's own text search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from articles.search_table import CONFIG, TABLE, bare, fold

#: How many texts are ranked: the weighing of each means to read it.
MOST = 200
BEGIN, END = "\x02", "\x03"
#: How much of a text a passage is chosen from, in characters, and how many places are compared.
REGION, FEW = 800, 8
PASSAGE = f"StartSel={BEGIN}, StopSel={END}, MinWords=20, MaxWords=32"
TITLE = f"StartSel={BEGIN}, StopSel={END}, HighlightAll=true"

#: The words are quoted, so that ``websearch`` finds no operator in them.
QUERY = f"websearch_to_tsquery('{CONFIG}', %s)"

#: The columns to look into, by the audience that is asked for.
COLUMNS = {
    "clinician": ("document",),
    "plain": ("plain_document",),
    "": ("document", "plain_document"),
}


def candidates(
    words: Sequence[str], *, every: bool, specialty: str, audience: str
) -> tuple[list[int], bool]:
    """Return publications, best first, and whether there are more than are listed."""
    query = _quoted(words, " " if every else " or ")
    columns = COLUMNS[audience]
    with transaction.atomic(), connection.cursor() as cursor:
        # To read every text in turn always costs more than the planner believes.
        cursor.execute("SET LOCAL enable_seqscan = off")
        whole = _ranked(cursor, columns, query, specialty)
        if len(whole) <= MOST:
            return whole, False
        # The best of the newest may not be the best of all: words in a title count for more.
        heads = _ranked(cursor, ("head",), query, specialty)
    return list(dict.fromkeys(heads + whole))[:MOST], True


def quotations(
    ids: Sequence[int], words: Sequence[str], *, audience: str
) -> dict[int, tuple[str, str, str]]:
    """Return title, passage and the passage's audience of each, with hits marked."""
    texts = f"SELECT publication_id, title, clinician, plain FROM {TABLE}"  # noqa: S608 - constants
    query = _quoted(words, " or ")
    with connection.cursor() as cursor:
        cursor.execute(f"{texts} WHERE publication_id = ANY(%s)", [list(ids)])
        rows = cursor.fetchall()
        titles = _marked(cursor, [row[1] for row in rows], query, TITLE)
        first = 3 if audience == "plain" else 2
        near = [_near(row[first], words) for row in rows]
        passages = _marked(cursor, near, query, PASSAGE)
        other = [
            _near(row[3], words) if audience == "" and BEGIN not in passage else ""
            for row, passage in zip(rows, passages, strict=True)
        ]
        others = _marked(cursor, other, query, PASSAGE) if any(other) else other
    name = "plain" if audience == "plain" else "clinician"
    return {
        row[0]: (title, second, "plain") if BEGIN in second else (title, passage, name)
        for row, title, passage, second in zip(rows, titles, passages, others, strict=True)
    }


def _ranked(cursor: Any, columns: Sequence[str], query: str, specialty: str) -> list[int]:
    """Return what matches, of the newest best first; more than MOST if there are more."""
    matches = " OR ".join(f"{column} @@ {QUERY}" for column in columns)
    rank = ", ".join(f"ts_rank({column}, {QUERY})" for column in columns)
    where, values = f"({matches})", [query] * len(columns)
    if specialty:
        where, values = f"{where} AND specialty_slug = %s", [*values, specialty]
    # The sum keeps the planner from walking the primary key and reading texts until enough match.
    sql = (
        f"SELECT publication_id FROM (SELECT publication_id, {', '.join(columns)} FROM {TABLE}"  # noqa: S608 - constants
        f" WHERE {where} ORDER BY publication_id + 0 DESC LIMIT {MOST + 1}) AS newest"
        f" ORDER BY greatest({rank}) DESC, publication_id DESC"
    )
    cursor.execute(sql, [*values, *[query] * len(columns)])
    return [pk for (pk,) in cursor.fetchall()]


def _marked(cursor: Any, texts: Sequence[str], query: str, options: str) -> list[str]:
    """Return a passage of each text with its hits marked.

    The text is searched without accents and signs and quoted with them: both are equally long.
    """
    cursor.execute(
        f"SELECT ts_headline('{CONFIG}', part, {QUERY}, %s)"  # noqa: S608 - constants
        " FROM unnest(%s::text[]) WITH ORDINALITY AS parts (part, place) ORDER BY place",
        [query, options, [bare(text) for text in texts]],
    )
    found = [passage for (passage,) in cursor.fetchall()]
    return [_as_written(text, passage) for text, passage in zip(texts, found, strict=True)]


def _near(text: str, words: Sequence[str]) -> str:
    """Return the part of a long text in which most of the words begin.

    To choose a passage PostgreSQL reads what it is given with care, and that takes time.
    """
    if len(text) <= REGION:
        return text
    whole = bare(text).lower()
    # What the words have in common with their other forms: treat, treated, treatment.
    stems = [f" {fold(word).lower()[: max(4, len(word) - 3)]}" for word in words]
    places = [place for stem in stems for place in _places(whole, stem)]
    best = max(
        places, key=lambda at: sum(s in whole[at : at + REGION // 2] for s in stems), default=0
    )
    start = whole.rfind(" ", 0, max(0, best - REGION // 4)) + 1
    end = whole.find(" ", start + REGION)
    cut = text[start:] if end < 0 else f"{text[start:end]}…"
    return f"…{cut}" if start else cut


def _places(text: str, stem: str) -> list[int]:
    """Return where the first few words with this stem begin."""
    found: list[int] = []
    at = text.find(stem)
    while at >= 0 and len(found) < FEW:
        found.append(at)
        at = text.find(stem, at + 1)
    return found


def _as_written(text: str, passage: str) -> str:
    """Return the passage with its marks and the text's own signs, and dots where it is cut."""
    unmarked = passage.replace(BEGIN, "").replace(END, "")
    start = bare(text).find(unmarked)
    if start < 0:
        return passage
    end = start + len(unmarked)
    letters = iter(text[start:end])
    whole = "".join(c if c in (BEGIN, END) else next(letters) for c in passage)
    after = end < len(text)
    return f"{'…' if start else ''}{whole}{'…' if after else ''}"


def _quoted(words: Sequence[str], joint: str) -> str:
    return joint.join(f'"{word}"' for word in (fold(word) for word in words))
