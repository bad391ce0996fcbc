"""The best passages of approved texts for a reader's question: quoted, never written by us."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from articles.models.publication import Publication
from articles.reader.page import CLINICIAN, PLAIN
from articles.reader.search import Query, search
from articles.search_table import fold
from articles.words import query_words

#: How many articles are quoted, and how much of each.
MOST = 3
LONGEST = 600
BLOCKS = ["p", "li", "td"]
HEADINGS = ["h2", "h3", "h4", "h5", "h6"]
_CITATION = re.compile(r"\s*\[\s*\d+(\s*,\s*\d+)*\s*\]")


@dataclass(frozen=True)
class Passage:
    """A passage word for word, where it stands and since when it may be relied on."""

    publication: Publication
    text: str
    #: The id of the heading above it, "" where there is none.
    heading: str
    audience: str

    @property
    def is_plain(self) -> bool:
        """Whether it is from the plain-language text."""
        return self.audience == PLAIN


def passages_for(question: str) -> list[Passage]:
    """Return at most one passage of each of the best live articles, best first.

    A passage is one paragraph, bullet or cell of the signed HTML, without its citation marks. An
    article in which no single passage has a word of the question is left out.
    """
    words = {fold(word) for word in query_words(question)}
    found = []
    for hit in search(Query(question)).hits[:MOST]:
        publication = Publication.objects.live().filter(pk=hit.publication.pk).first()
        passage = _best(publication, words) if publication and words else None
        if passage is not None:
            found.append(passage)
    return found


def _best(publication: Publication, words: set[str]) -> Passage | None:
    candidates = [
        *_passages(publication, publication.plain_html, PLAIN),
        *_passages(publication, publication.html, CLINICIAN),
    ]
    scored = [(_score(passage.text, words), passage) for passage in candidates]
    score, best = max(scored, key=lambda pair: pair[0], default=((0, 0), None))
    return best if score[0] else None


def _score(text: str, words: set[str]) -> tuple[int, int]:
    """Count the words of the question in a passage; of two with as many the shorter is better."""
    there = {fold(word) for word in re.findall(r"\w+", text)}
    hits = sum(1 for word in words if any(_alike(word, other) for other in there))
    return hits, -len(text)


def _alike(word: str, other: str) -> bool:
    """Tell whether two words begin alike, which is near enough for endings."""
    shared = max(4, min(len(word), len(other)) - 2)
    return word == other or (len(word) > 4 and word[:shared] == other[:shared])


def _passages(publication: Publication, html: str, audience: str) -> list[Passage]:
    soup = BeautifulSoup(html, "html.parser")
    found, heading = [], ""
    for element in soup.find_all([*BLOCKS, *HEADINGS]):
        assert isinstance(element, Tag)
        if element.name in HEADINGS:
            heading = str(element.get("id") or "")
            continue
        text = " ".join(_CITATION.sub("", _own_text(element)).split())
        if 30 <= len(text) <= LONGEST:
            found.append(Passage(publication, text, heading, audience))
    return found


def _own_text(element: Tag) -> str:
    """Return an element's text without that of lists nested in it."""
    parts = []
    for child in element.children:
        if not (isinstance(child, Tag) and child.name in ("ul", "ol")):
            parts.append(child.get_text())
    return "".join(parts)
