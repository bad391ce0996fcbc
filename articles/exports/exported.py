"""What is exported, and what every format needs of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from articles.citations.fields import reference_key
from articles.citations.numbering import Numbering, number_references
from articles.credit import credited
from articles.importers.word_roles import BANNER, MISSING, legal, printed
from articles.markup import cited_keys
from articles.parser import make_parser
from articles.text import strip_hidden

__all__ = ["BANNER", "PLAIN_TITLE", "Exported", "legal", "numbers_of", "tree", "words_of"]

PLAIN_TITLE = "In plain language"

_MARKDOWN = make_parser()


@dataclass(frozen=True)
class Exported:
    """A content document with its digest; ``is_approved`` says whether the board signed it."""

    document: Mapping[str, Any]
    digest: str
    slug: str
    is_approved: bool
    #: What the authors did, as canonical JSON (see ``articles.credit``).
    credit: str = ""
    site: str = "Imprimatur"
    #: With no slash at its end; before the addresses of pictures.
    site_url: str = ""
    #: The files of the pictures by digest, where they are at hand.
    pictures: Mapping[str, Path] = field(default_factory=dict)

    @property
    def authors(self) -> list[dict[str, Any]]:
        """The authors, each with what they did."""
        return credited(self.document, self.credit)

    @property
    def image_list(self) -> Sequence[Mapping[str, Any]]:
        """The pictures that the texts use."""
        images: Sequence[Mapping[str, Any]] = self.document.get("images", ())
        return images

    @property
    def banner(self) -> str:
        """The words that unapproved text carries, "" for approved text."""
        return "" if self.is_approved else BANNER

    @property
    def numbering(self) -> Numbering:
        """The numbers of the references, as readers see them."""
        keys = [reference_key(item) for item in self.document["references"]]
        return number_references(keys, *(cited_keys(text) for _, text in self.texts))

    @property
    def texts(self) -> Sequence[tuple[str, str]]:
        """The texts with their headings: the clinician's has none, because it comes first."""
        plain = self.document["plain"]
        texts = [("", self.document["clinician"])]
        return [*texts, (PLAIN_TITLE, plain)] if plain.strip() else texts

    def references(self) -> list[tuple[int, Mapping[str, Any] | None, str]]:
        """Return number, item and wording of each reference; None for one that is not listed."""
        items = self.document["references"]
        found: list[tuple[int, Mapping[str, Any] | None, str]] = []
        for number, place in enumerate(self.numbering.places, start=1):
            item = None if place.index is None else items[place.index]
            missing = MISSING.format(place.key)
            found.append((number, item, missing if item is None else printed(item)))
        return found


def tree(markdown: str, images: Sequence[Mapping[str, Any]] = ()) -> SyntaxTreeNode:
    """Return a text as a tree of what it is made of; pictures other than ``images`` are text."""
    known = {image["digest"]: image for image in images}
    return SyntaxTreeNode(_MARKDOWN.parse(strip_hidden(markdown), {"images": known}))


def words_of(node: SyntaxTreeNode) -> str:
    """Return the text in a node, without its marks."""
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    return "".join(map(words_of, node.children)) if node.children else node.content


def numbers_of(node: SyntaxTreeNode, numbering: Numbering) -> list[int]:
    """Return the numbers that a citation shows."""
    return list(dict.fromkeys(numbering.numbers[key] for key in node.meta["keys"]))
