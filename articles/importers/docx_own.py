"""A Word file that this site exported, come back, perhaps edited: every paragraph has its role.

What is seen in the document wins. Text in no known place is text, so nothing that somebody added
is lost; the furniture (banner, authors, contributions, the revision's digest) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from articles.importers.blocks import heading_level, is_title
from articles.importers.docx_numbering import shown_number
from articles.importers.entries import Listed, numbered, split_number
from articles.importers.inline import plain
from articles.importers.tree import Node
from articles.importers.word_roles import BANNER, HEADINGS, Carried, Role, missing_key, role_of

_FUNDING = "Funding:"
_REVISION = re.compile(r"Revision \d{1,6}, SHA-256 [0-9a-f]{64}")
_SECTIONS = {
    "In plain language": Role.PLAIN,
    "References": Role.REFERENCES,
    "Contributions": Role.END,
    "Disclosure": Role.END,
}
_KNOWN = frozenset(Role)
#: Two of these make a document one of ours.
_TELLING = frozenset(
    {Role.QUESTION, Role.AUTHORS, Role.REFERENCES, Role.END, Role.FUNDING, Role.REVISION}
)
_NOT_STATED = "not stated"
_FURNITURE = frozenset({Role.BANNER, Role.AUTHORS, Role.CONTRIBUTION, Role.REVISION})


@dataclass
class OwnDocument:
    """The parts of an exported document; ``clinician`` and ``plain`` are blocks of text."""

    question: str = ""
    title: str = ""
    clinician: list[Node] = field(default_factory=list)
    plain: list[Node] = field(default_factory=list)
    entries: list[Listed] = field(default_factory=list)
    funding: str = ""
    disclaimer: str = ""


def own_blocks(body: Sequence[Node]) -> list[Node]:
    """Return the blocks of an export, each with its role; none for any other document.

    Where a program forgot the styles, the roles are told by the words that stand in their places.
    """
    roles = {role_of(node) for node in body}
    if len(roles & _TELLING) > 1:
        return list(body)
    is_signed = any(node.tag == "p" and _REVISION.fullmatch(node.text().strip()) for node in body)
    return list(_with_roles(body)) if is_signed and not roles & _KNOWN else []


def _with_roles(body: Sequence[Node]) -> Iterator[Node]:
    section = ""
    is_next_authors = has_question = False
    for node in body:
        words = plain(node.children)
        role: Role | None = None
        if heading_level(node) == 1 and words in _SECTIONS:
            section, role = words, _SECTIONS[words]
        elif node.tag != "p" or is_title(node):
            pass
        elif words == BANNER and not has_question:
            role = Role.BANNER
        elif not has_question and words.endswith("?"):
            role, has_question = Role.QUESTION, True
        elif is_next_authors:
            role = Role.AUTHORS
        elif section == "Contributions":
            role = Role.CONTRIBUTION
        elif section == "Disclosure":
            role = Role.FUNDING if words.startswith(_FUNDING) else Role.DISCLAIMER
            role = Role.REVISION if _REVISION.fullmatch(words) else role
        is_next_authors = role is Role.QUESTION
        yield Node(node.tag, {"class": role.class_name}, node.children) if role else node


def read_own(body: Sequence[Node], carried: Carried) -> OwnDocument:
    """Return what the paragraphs of an export say."""
    own = OwnDocument()
    section: Role | None = None
    disclaimer: list[str] = []
    entries: list[Listed] = []
    for node in body:
        role = role_of(node)
        if role in HEADINGS:
            section = role
        elif role in _FURNITURE:
            continue
        elif role is Role.QUESTION and not own.question:
            own.question = plain(node.children)
        elif is_title(node) and not own.title:
            own.title = plain(node.children)
        elif role is Role.FUNDING and not own.funding:
            words = plain(node.children).removeprefix(_FUNDING).strip()
            own.funding = "" if words == _NOT_STATED else words
        elif role is Role.DISCLAIMER:
            disclaimer.append(_lines(node))
        elif role is Role.REFERENCE or (section is Role.REFERENCES and not heading_level(node)):
            entries += _entries(node)
        else:
            (own.plain if section is Role.PLAIN else own.clinician).append(node)
    own.disclaimer = "\n\n".join(disclaimer)
    own.entries = _with_items(entries, carried)
    return own


def _entries(node: Node) -> Iterator[Listed]:
    """Yield the entries of a paragraph of the list, or of a list in its place."""
    items = node.elements if node.tag in {"ul", "ol"} else [node]
    for item in items:
        number, words = split_number(plain(item.children))
        if words:
            yield Listed(number or shown_number(item), words, missing=missing_key(words))


def _with_items(entries: Sequence[Listed], carried: Carried) -> list[Listed]:
    """Return the entries with what is carried for their words, in its order if it is all there."""
    numbers = numbered(entries)
    found = [None if entry.missing else carried.take(entry.words) for entry in entries]
    placed = [
        (place and place[0], replace(entry, number=number, item=place and place[1]))
        for entry, number, place in zip(entries, numbers, found, strict=True)
    ]
    is_whole = all(place or entry.missing for place, entry in zip(found, entries, strict=True))
    if is_whole:
        placed.sort(key=lambda each: len(placed) if each[0] is None else each[0])
    return [entry for _, entry in placed]


def _lines(node: Node) -> str:
    """Return the words of a paragraph with its line breaks."""
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else _lines(child)
        for child in node.children
    )
