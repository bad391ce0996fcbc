"""What each author has to confirm before a text with several authors is submitted.

ICMJE's four criteria of authorship, the roles of the CRediT taxonomy (ANSI/NISO Z39.104-2022), the
approval of the very text, and that one's own conflicts are disclosed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.checks.finding import Finding, Place, error

#: ICMJE's criteria: somebody who does not meet all four is acknowledged, not an author.
ICMJE = {
    "contributed": "contributed substantially to the work or its data",
    "drafted": "drafted the text or revised it critically",
    "approved": "approves the version to be published",
    "accountable": "agrees to be accountable for all aspects of the work",
}
CREDIT = (
    "Conceptualization",
    "Data curation",
    "Formal analysis",
    "Funding acquisition",
    "Investigation",
    "Methodology",
    "Project administration",
    "Resources",
    "Software",
    "Supervision",
    "Validation",
    "Visualization",
    "Writing \u2013 original draft",
    "Writing \u2013 review & editing",
)


@dataclass(frozen=True)
class Contribution:
    """What one author has confirmed, and for which text.

    ``criteria`` are keys of ``ICMJE``, ``roles`` of ``CREDIT``; ``digest`` is that of the text
    that was approved, "" where none was.
    """

    author: str
    name: str
    criteria: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    conflicts_confirmed: bool = False
    digest: str = ""


def check_contributions(contributions: Sequence[Contribution], digest: str) -> Iterator[Finding]:
    """Yield what an author has yet to confirm for the text of this digest."""
    for contribution in contributions:
        place = Place("authors", key=contribution.author)
        for criterion, words in ICMJE.items():
            if criterion not in contribution.criteria:
                sentence = f"{contribution.name} has yet to confirm: {words}."
                yield error(f"icmje-{criterion}", sentence, place)
        if not contribution.roles:
            sentence = f"{contribution.name} has yet to say what they did (CRediT)."
            yield error("credit-roles", sentence, place)
        if not contribution.conflicts_confirmed:
            sentence = f"{contribution.name} has yet to confirm their own conflicts of interest."
            yield error("conflicts-unconfirmed", sentence, place)
        if contribution.digest != digest:
            is_old = bool(contribution.digest)
            sentence = f"{contribution.name} has yet to approve the final text" + (
                ": it has changed since they did." if is_old else "."
            )
            yield error("text-unapproved", sentence, place)
