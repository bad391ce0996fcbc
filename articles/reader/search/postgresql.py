"""Search by PostgreSQL's own text search.

What costs time is to collect every match of a frequent word (GIN knows no order, so that a hundred
thousand matches are fetched to keep two hundred) and to weigh each one. So the newest texts are
asked first, by the lexeme of their window, which the index itself intersects; only where these have
too few matches are all texts asked, and then there can't be many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from articles.reader.search.synonyms import Term, loosely
from articles.search_table import CONFIG, TABLE, WINDOW, bare, fold, specialty_lexeme, window

#: How many texts are ranked: the weighing of each means to read it.
MOST = 200
BEGIN, END = "\x02", "\x03"
#: How much of a text a passage is chosen from, in characters, and how many places are compared.
REGION, FEW = 800, 8
PASSAGE = f"StartSel={BEGIN}, StopSel={END}, MinWords=20, MaxWords=32"
TITLE = f"StartSel={BEGIN}, StopSel={END}, HighlightAll=true"

#: The words are quoted, so that ``websearch`` finds no operator in them.
QUERY = f"websearch_to_tsquery('{CONFIG}', %s)"

#: The column to look into, by the audience that is asked for.
COLUMNS = {"clinician": "clinician_document", "plain": "plain_document", "": "document"}

#: A lexeme in a query that PostgreSQL has taken apart. No word has a quote in it.
_LEXEME = re.compile(r"'[^']+'")


@dataclass(frozen=True)
class _Asked:
    """A query as PostgreSQL writes it, once it has taken the words apart."""

    match: str
    #: The words alone, for weighing: a filter is no merit.
    words: str
    #: All words, in the title; "" where not all are asked for.
    titled: str
    #: The newest windows of ids.
    recent: str


def candidates(
    terms: Sequence[Term], *, every: bool, specialty: str, audience: str
) -> tuple[list[int], bool]:
    """Return publications, best first, and whether there are more than are listed."""
    with transaction.atomic(), connection.cursor() as cursor:
        asked = _asked(cursor, terms, specialty, every=every)
        if asked is None:
            return [], False
        whole = _ranked(cursor, COLUMNS[audience], asked)
        if len(whole) <= MOST:
            return whole, False
        # The best of the newest may not be the best of all: words in a title count for more.
        heads = _ranked(cursor, "head", asked)
    return list(dict.fromkeys(heads + whole))[:MOST], True


def finds(terms: Sequence[Term], *, specialty: str, audience: str) -> bool:
    """Tell whether some text has all the words."""
    with transaction.atomic(), connection.cursor() as cursor:
        asked = _asked(cursor, terms, specialty)
        return asked is not None and bool(_ranked(cursor, COLUMNS[audience], asked, enough=1))


def frequency(term: Term, enough: int) -> int:
    """Return how many texts have a term, up to so many as are enough."""
    with transaction.atomic(), connection.cursor() as cursor:
        asked = _asked(cursor, [term], "")
        return len(_ranked(cursor, "document", asked, enough=enough)) if asked else 0


def _asked(
    cursor: Any, terms: Sequence[Term], specialty: str, *, every: bool = True
) -> _Asked | None:
    """Have the query parsed; nothing is left of one whose words PostgreSQL leaves out."""
    # To read every text in turn always costs more than the planner believes.
    cursor.execute("SET LOCAL enable_seqscan = off")
    wanted = terms if every else loosely(terms)
    query = (" && " if every else " || ").join([QUERY] * len(wanted))
    cursor.execute(
        f"SELECT ({query})::text, max(publication_id) FROM {TABLE}",  # noqa: S608 - constants
        [_either(term) for term in wanted],
    )
    parsed, last = cursor.fetchone()
    if not parsed or last is None:
        return None
    # A window has just begun where the newest id is its first: the one before counts as well.
    recent = f"'{window(last)}' | '{window(max(0, last - WINDOW))}'"
    match = f"({parsed}) & '{specialty_lexeme(specialty)}'" if specialty else parsed
    # Each word is asked for with the weight of titles.
    titled = _LEXEME.sub(r"\g<0>:A", parsed) if every else ""
    return _Asked(match, parsed, titled, recent)


def quotations(
    ids: Sequence[int], terms: Sequence[Term], *, audience: str
) -> dict[int, tuple[str, str, str]]:
    """Return title, passage and the passage's audience of each, with hits marked."""
    texts = f"SELECT publication_id, title, clinician, plain FROM {TABLE}"  # noqa: S608 - constants
    words = [word for term in loosely(terms) for word in term.words]
    query = " or ".join(map(_quoted, words))
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


def _ranked(cursor: Any, column: str, asked: _Asked, enough: int = 0) -> list[int]:
    """Return what matches, of the newest best first; as many as are enough if there are more."""
    enough = enough or MOST + 1
    # The sum keeps the planner from walking the primary key and reading texts until enough match.
    sql = (
        f"SELECT publication_id FROM (SELECT publication_id, head, {column} AS text FROM {TABLE}"  # noqa: S608 - constants
        f" WHERE {column} @@ %s::tsquery ORDER BY publication_id + 0 DESC LIMIT {enough})"
        " AS newest ORDER BY head @@ %s::tsquery DESC, ts_rank(text, %s::tsquery) DESC,"
        " publication_id DESC"
    )
    for match in (f"({asked.match}) & ({asked.recent})", asked.match):
        cursor.execute(sql, [match, asked.titled, asked.words])
        found = [pk for (pk,) in cursor.fetchall()]
        if len(found) == enough:
            break
    return found


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


def _either(term: Term) -> str:
    """Return a term's words, all of them, or one of the phrases instead."""
    words = " ".join(map(_quoted, term.words))
    return " or ".join([words, *map(_quoted, term.others)])


def _quoted(text: str) -> str:
    return f'"{bare(text)}"'
