"""What changed between two versions of an article, for readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.html import strip_tags

from articles.differences import Block, compare
from articles.models.publication import Publication
from articles.reader.declared import ai_lines, interest_lines
from articles.reader.versions import versions_of

if TYPE_CHECKING:
    from articles.models.notice import Notice

#: The border of two cells in a row.
_CELLS = re.compile(r"</t[dh]>\s*<t[dh][^>]*>")
#: The beginning of an entry in the list of references.
_REFERENCE = re.compile(r'<li id="ref-(\d+)">')
#: The arrow of a link back to the text.
_BACK = "\u21a9\ufe0e"


@dataclass(frozen=True)
class Part:
    """A part of the text that differs."""

    label: str
    blocks: list[Block]


@dataclass(frozen=True)
class Comparison:
    """Two versions of an article: what differs, and what the authors said of each step between."""

    old: Publication
    new: Publication
    steps: list[Publication]
    notices: list[Notice]
    is_retracted: bool
    ended_as: str
    parts: list[Part]


def compare_versions(slug: str, older: int, newer: int) -> Comparison:
    """Return the comparison of two versions, in their order.

    Raises Http404 where one was never published, or its text was removed because it could harm.
    """
    versions = versions_of(slug)
    found = {version.number: version for version in reversed(versions.all)}
    numbers = sorted({older, newer})
    if len(numbers) < 2 or not found.keys() >= set(numbers):
        raise Http404("There are no such two versions of an article at this address.")
    if any(versions.removal_of(found[number]) for number in numbers):
        raise Http404("The text of one of these versions was removed.")
    texts = {
        publication.number: publication
        for publication in Publication.objects.filter(pk__in=[found[n].pk for n in numbers])
    }
    old, new = (texts[number] for number in numbers)
    steps = [found[number] for number in sorted(found) if numbers[0] < number <= numbers[1]]
    return Comparison(
        old=old,
        new=new,
        steps=steps,
        notices=[n for step in (found[numbers[0]], *steps) for n in versions.notices_of(step)],
        is_retracted=versions.standing.is_retracted,
        ended_as=versions.standing.ended_as,
        parts=list(_parts(old, new)),
    )


def _parts(old: Publication, new: Publication) -> Iterator[Part]:
    labelled = {
        "Question": (old.question, new.question),
        "Title": (old.title, new.title),
        "Text for clinicians": (_words(old.html), _words(new.html)),
        "Text in plain language": (_words(old.plain_html), _words(new.plain_html)),
        "References": (_words(old.references_html), _words(new.references_html)),
        "Authors": (_authors(old), _authors(new)),
        "Interests of the authors": _lines(interest_lines, old, new),
        "Use of AI": _lines(ai_lines, old, new),
        "Funding": (old.document["funding"], new.document["funding"]),
        "Disclaimer": (old.document["disclaimer"], new.document["disclaimer"]),
    }
    for label, texts in labelled.items():
        blocks = compare(*texts)
        if blocks:
            yield Part(label, blocks)


def _words(html: str) -> str:
    """Return signed HTML as lines of words, as they are read, without the links back.

    A point of a list keeps a mark, a reference the number by which the texts cite it, and a row
    of a table is one line.
    """
    numbered = _REFERENCE.sub(r"\g<0>[\1] ", html)
    marked = _CELLS.sub(" | ", numbered.replace("<li>", "<li>\u2022 "))
    words = unescape(strip_tags(marked)).replace(_BACK, "")
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())


def _lines(
    read: Callable[[Mapping[str, Any]], Iterable[str]], old: Publication, new: Publication
) -> tuple[str, str]:
    return "\n".join(read(old.document)), "\n".join(read(new.document))


def _authors(publication: Publication) -> str:
    return "\n".join(
        ", ".join(filter(None, (author["name"], author["credentials"], author["affiliation"])))
        for author in publication.document["authors"]
    )
