"""Search in what is published, on SQLite and PostgreSQL alike.

    results = search(Query("sick days", specialty="nephrology", audience="plain"), page=1)

Every word of the reader is quoted, so that none is an operator; the query can't fail. A query that
matches very many texts is ranked among those whose title or question matches and the newest others.
"""

from articles.reader.search.asking import rarity, related
from articles.reader.search.finding import Hit, Query, Results, search
from articles.reader.search.synonyms import Term, expanded

__all__ = ["Hit", "Query", "Results", "Term", "expanded", "rarity", "related", "search"]
