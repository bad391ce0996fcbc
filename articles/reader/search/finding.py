"""What is found, ranked and quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from django.db import connection
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from articles.models.publication import Publication
from articles.reader.page import CLINICIAN, PLAIN
from articles.reader.search import postgresql, sqlite
from articles.reader.search.spelling import mended
from articles.reader.search.synonyms import Term, expanded, plainly
from articles.reader.versions import TEXTS
from articles.words import query_words

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

PER_PAGE = 10
#: What marks a hit in a quotation until it is escaped: no published text can hold these.
BEGIN, END = "\x02", "\x03"

AUDIENCES = (CLINICIAN, PLAIN)


@dataclass(frozen=True)
class Query:
    """What a reader looks for."""

    text: str
    specialty: str = ""
    audience: str = ""  # one of AUDIENCES, or "" for both
    exact: bool = False  # nothing that means the same

    @property
    def words(self) -> list[str]:
        """The words that are searched for."""
        return query_words(self.text)

    @property
    def terms(self) -> list[Term]:
        """The same, with what means the same."""
        return plainly(self.words) if self.exact else expanded(self.words)


@dataclass(frozen=True)
class Hit:
    """A publication that was found, and the place that shows why."""

    publication: Publication
    title: SafeString
    passage: SafeString
    #: Which text the passage is from.
    audience: str


@dataclass(frozen=True)
class Results:
    """One page of what was found."""

    hits: Sequence[Hit] = ()
    #: How many there are; with ``more`` at least so many.
    count: int = 0
    more: bool = False
    page: int = 1
    #: Whether no text has all the words, and these have some.
    partial: bool = False
    #: Other words that do find something.
    suggestions: Sequence[str] = field(default=())
    #: Phrases that were looked for as well.
    also: Sequence[str] = field(default=())

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.page * PER_PAGE < self.count


class Index(Protocol):
    """What each database's module does."""

    def candidates(
        self, terms: Sequence[Term], *, every: bool, specialty: str, audience: str
    ) -> tuple[list[int], bool]:
        """Return publications, best first, and whether there are more than are listed.

        Those with every word in the title come first.
        """

    def finds(self, terms: Sequence[Term], *, specialty: str, audience: str) -> bool:
        """Tell whether some text has all the words, which is cheaper than to rank them."""

    def frequency(self, term: Term, enough: int) -> int:
        """Return how many texts have a term, up to so many as are enough."""

    def quotations(
        self, ids: Sequence[int], terms: Sequence[Term], *, audience: str
    ) -> dict[int, tuple[str, str, str]]:
        """Return title, passage and the passage's audience of each, with hits marked."""


def index() -> Index:
    """Return the module of the database in use."""
    module: Index = sqlite if connection.vendor == "sqlite" else postgresql
    return module


def search(query: Query, page: int = 1) -> Results:
    """Return a page of what has all the words, else of what has some, with suggestions."""
    terms = query.terms
    if not terms:
        return Results()
    filters = {"specialty": query.specialty, "audience": query.audience}
    also = [phrase for term in terms for phrase in term.others]
    ids, more = index().candidates(terms, every=True, **filters)
    if ids:
        return Results(_hits(ids, terms, query, page), len(ids), more, page, also=also)
    suggestions = _suggestions(query.words, filters)
    if len(terms) > 1 or also:
        ids, more = index().candidates(terms, every=False, **filters)
    hits = _hits(ids, terms, query, page)
    partial = bool(ids)
    return Results(hits, len(ids), more, page, partial, suggestions=suggestions, also=also)


def _hits(ids: Sequence[int], terms: Sequence[Term], query: Query, page: int) -> list[Hit]:
    wanted = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    if not wanted:
        return []
    # The index may only say what was found: what readers see of it is asked of what is live.
    rows = Publication.objects.filter(pk__in=wanted).defer(*TEXTS).with_doubts().with_plain()
    found = {row.pk: row for row in rows.order_by() if row.is_live}
    quoted = index().quotations(wanted, terms, audience=query.audience)
    return [_hit(found[pk], *quoted[pk]) for pk in wanted if pk in found and pk in quoted]


def _hit(publication: Publication, title: str, passage: str, audience: str) -> Hit:
    return Hit(publication, marked(title), marked(passage), audience)


def marked(text: _StrOrPromise) -> SafeString:
    """Escape a quotation, and turn the marks of its hits into elements."""
    escaped = str(conditional_escape(str(text)))
    whole = escaped.replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(whole)  # noqa: S308 - escaped in the line before


def _suggestions(words: Sequence[str], filters: dict[str, str]) -> list[str]:
    """Return the query with its unknown words replaced by published ones, if that finds some.

    Where it doesn't, each such word is tried alone.
    """
    meant = mended(words)
    if not meant:
        return []
    whole = [meant.get(word, word) for word in words]
    if index().finds(plainly(whole), **filters):
        return [" ".join(whole)]
    return [word for word in meant.values() if index().finds(plainly([word]), **filters)]
