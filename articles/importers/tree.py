"""A document as a small tree of HTML elements: what Word files and HTML have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Begins every id that the importers make, so that it can be told from an address in the document.
ID_PREFIX = "imprimatur-"
TITLE_CLASS = "document-title"
#: Of numbers in brackets that cite nothing.
LITERAL_CLASS = f"{ID_PREFIX}literal"


@dataclass
class Node:
    """An element: its tag, attributes and content."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Node]:
        """The elements among the children."""
        return [child for child in self.children if isinstance(child, Node)]

    def text(self) -> str:
        """Return all text in the element, with white space as it stands."""
        return "".join(
            child if isinstance(child, str) else " " if child.tag == "br" else child.text()
            for child in self.children
        )
