"""Who of the authors did what, and whom to write to, as it stood when a text was submitted.

It stands beside the content document and is not part of its digest: an author who adds a role
changes nothing that the board reads, and must not ask every co-author for another approval. What
was frozen is in the trail, against which ``verify_record`` holds it.

Somebody answers readers for every text: exactly one author is frozen as the corresponding one,
also where nobody was chosen. What was frozen before that rule stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any


def corresponding(byline: Sequence[int], chosen: Collection[int]) -> int | None:
    """Return whom of a byline to write to: the author who was chosen, else the first.

    Authors are named by their keys; who was chosen and left the byline is passed over.
    """
    return next((author for author in byline if author in chosen), next(iter(byline), None))


def credited(document: Mapping[str, Any], credit: str) -> list[dict[str, Any]]:
    """Return the authors of a content document, each with their roles and whether to write to."""
    by_author = {line["id"]: line for line in json.loads(credit or "[]")}
    nothing: Mapping[str, Any] = {"roles": [], "corresponding": False}
    found = []
    for author in document["authors"]:
        line = by_author.get(author.get("id"), nothing)
        found.append({**author, "roles": line["roles"], "corresponding": line["corresponding"]})
    return found
