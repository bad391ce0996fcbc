"""What no reference may say: a type that is none of CSL's, an address that is none of the web.

``check`` names what is doubtful, and leaves it to people. This is what the service refuses, on
whichever way a reference comes: nothing words or links such an item as its author means it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from articles.citations.fields import text_field
from articles.sanitise import web_address

#: The types of CSL 1.0.2.
CSL_TYPES = frozenset(
    {
        *("article", "article-journal", "article-magazine", "article-newspaper", "bill", "book"),
        *("broadcast", "chapter", "classic", "collection", "dataset", "document", "entry"),
        *("entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing"),
        *("interview", "legal_case", "legislation", "manuscript", "map", "motion_picture"),
        *("musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical"),
        *("personal_communication", "post", "post-weblog", "regulation", "report", "review"),
        *("review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage"),
    }
)
#: Crossref's names of types that CSL calls otherwise: what doi.org gives out as CSL-JSON has them.
CROSSREF_TYPES = {
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "other": "document",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
    "report-component": "report",
}
LONGEST_REMEMBERED = 500
_NOTHING = (None, "")


def refusals(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an item may not say, for a sentence that names it. What is absent is fine."""
    kind = item.get("type")
    if kind not in _NOTHING and not (isinstance(kind, str) and _is_type(kind)):
        yield (
            f"its type, {_shown(kind)}, is none of CSL's, such as article-journal, book, chapter,"
            " report or webpage."
        )
    address = item.get("URL")
    if address not in _NOTHING and not _is_web_address(text_field(item, "URL")):
        yield (
            f"its URL, {_shown(address)}, is no web address: it begins with https:// or http://"
            " and names a site."
        )


def _is_type(kind: str) -> bool:
    return kind in CSL_TYPES or kind in CROSSREF_TYPES


def _is_web_address(address: str) -> bool:
    known = _remembered if len(address) <= LONGEST_REMEMBERED else web_address
    return bool(known(address))


#: All addresses of a text are judged at every pause in typing, and hardly one of them changes.
_remembered = lru_cache(maxsize=4096)(web_address)


def _shown(value: object) -> str:
    """Return a value short enough for a message."""
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= 60 else f'{text[:60]}…'}”"
