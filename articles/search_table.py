"""What the search index holds, on both databases.

The index is a table of its own without a model: a virtual table of FTS5 on SQLite, one with
``tsvector`` columns on PostgreSQL. It has a row for each live publication, under its id, written by
``articles.services.indexing`` and read by ``articles.reader.search``.
"""

from __future__ import annotations

import unicodedata

TABLE = "articles_search"
COLUMNS = ("title", "question", "clinician", "plain")

#: PostgreSQL's stemmer and stop words; FTS5 has Porter's stemmer too.
CONFIG = "english"

#: What PostgreSQL looks into, each with an index of its own: title and question; these with both
#: texts, with the clinicians', and with the plain-language text.
VECTORS = ("head", "document", "clinician_document", "plain_document")
#: So many ids in a row make one window: the newest texts can be found without the others.
WINDOW = 4_096

#: The facet of a text that has a plain-language part.
HAS_PLAIN = "zqplain"


class _Folding(dict[int, int]):
    """The letter without its accents, for each character that is one."""

    def __missing__(self, code: int) -> int:
        parts = unicodedata.normalize("NFD", chr(code))
        folds = len(parts) > 1 and all(unicodedata.combining(mark) for mark in parts[1:])
        self[code] = ord(parts[0]) if folds else code
        return self[code]


class _Baring(dict[int, int]):
    """The same, and a space for every sign."""

    def __missing__(self, code: int) -> int:
        self[code] = _FOLDING[code] if chr(code).isalnum() else ord(" ")
        return self[code]


_FOLDING, _BARING = _Folding(), _Baring()


def fold(text: str) -> str:
    """Return the text without accents: as long as before, so that places in it stay the same.

    FTS5 does this by itself; PostgreSQL would need an extension that not every server has.
    """
    return text.translate(_FOLDING)


def bare(text: str) -> str:
    """Return the text as PostgreSQL is to see it: without accents, and a space for every sign.

    Its parser takes ``<serum>`` for a tag and ``and/or`` for a file, and neither for words. As long
    as before, too.
    """
    return text.translate(_BARING)


def facet(specialty_slug: str) -> str:
    """Return the one word by which FTS5 finds a specialty, which is no part of another's.

    No text has it, and a reader's word never meets it: it is not looked for in the facets.
    """
    return f"zq{specialty_slug.encode().hex()}zq"


def window(publication_id: int) -> str:
    """Return the lexeme by which PostgreSQL finds what is about as old as this publication."""
    return f"#w{publication_id // WINDOW}"


def specialty_lexeme(specialty_slug: str) -> str:
    """Return the lexeme by which PostgreSQL finds a specialty.

    No reader's word is one: its parser takes ``#`` for a sign between words.
    """
    return f"#s{specialty_slug.encode().hex()}"
