"""All that readers are served of a revision, rendered once from its content document."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.citations.fields import reference_key
from articles.citations.numbering import Numbering, number_references
from articles.citations.vancouver import entry
from articles.digests import rendering_digest
from articles.markup import Heading, finish, parse
from articles.sanitise import clean_html

#: The letters that keep the ids of the two texts apart.
CLINICIAN, PLAIN = "c", "p"

#: Deeper headings are in the text, but would make the table of contents as long as the text.
DEEPEST_LISTED = 3

# The variation selector asks for the plain arrow, not for an emoji.
_BACK = "\u21a9\ufe0e"


@dataclass(frozen=True)
class Rendering:
    """The HTML of both texts and of the references they share, and the table of contents.

    ``plain_html`` and ``references_html`` are "" where there is nothing. ``toc`` covers the
    clinician text: dicts of "level", "id" and "text", the text unescaped.
    """

    html: str
    plain_html: str
    references_html: str
    toc: list[dict[str, str | int]]

    @property
    def digest(self) -> str:
        """The digest that signatures bind beside the content's."""
        return rendering_digest(self.html, self.plain_html, self.references_html, self.toc)


def render_content(content: Mapping[str, Any]) -> Rendering:
    """Render a content document, of which the texts, references and images are used.

    Both texts share the numbers of their references: clinician text first, then plain. A reference
    that is cited but not listed gets a number and an entry that says so. Raises KeyError for a
    part that is not there.
    """
    references: Sequence[Mapping[str, Any]] = content["references"]
    # Only a text with pictures lists them: the digests of all others are as they always were.
    images: Sequence[Mapping[str, Any]] = content.get("images", ())
    texts = {CLINICIAN: parse(content["clinician"], images), PLAIN: parse(content["plain"], images)}
    cited = {anchor: text.cited for anchor, text in texts.items()}
    listed = [reference_key(item) for item in references]
    numbering = number_references(listed, *cited.values())
    numbers = numbering.numbers
    clinician = finish(texts[CLINICIAN], numbers=numbers, anchor=CLINICIAN)
    plain = finish(texts[PLAIN], numbers=numbers, anchor=PLAIN)
    return Rendering(
        html=clinician.html,
        plain_html=plain.html,
        references_html=_references(references, numbering, cited),
        toc=[_line(heading) for heading in clinician.toc if heading.level <= DEEPEST_LISTED],
    )


def _line(heading: Heading) -> dict[str, str | int]:
    return {"level": heading.level, "id": heading.id, "text": heading.text}


def _references(
    references: Sequence[Mapping[str, Any]],
    numbering: Numbering,
    cited: Mapping[str, Sequence[str]],
) -> str:
    """Return the numbered list, each entry with a link back to its first citation."""
    if not numbering.places:
        return ""
    entries = []
    for number, place in enumerate(numbering.places, start=1):
        if place.index is None:
            text = f"“{html.escape(place.key)}” is cited here but not listed by the author."
        else:
            text = entry(references[place.index])
        # A second reference of the same key is not what the citation means.
        key = place.key if numbering.numbers.get(place.key) == number else ""
        entries.append(f'<li id="ref-{number}">{text}{_back_link(number, key, cited)}</li>')
    return clean_html('<ol class="references">\n' + "\n".join(entries) + "\n</ol>")


def _back_link(number: int, key: str, cited: Mapping[str, Sequence[str]]) -> str:
    for anchor, keys in cited.items():
        if key in keys:
            target = f"#{anchor}-{number}-1"
            return f' <a class="back" href="{target}" aria-label="Back to the text">{_BACK}</a>'
    return ""
