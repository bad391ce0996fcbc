"""What a text must show before it may be approved: the four items of JAMA.

Authorship, attribution, currency and disclosure (Silberg, Lundberg & Musacchio, JAMA
1997;277:1244-5). Currency, the dates, comes from the process itself and can't be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.citations.numbering import number_references
from articles.markup import cited_keys


def missing_items(document: Mapping[str, Any]) -> list[str]:
    """Return, in words, what keeps a content document from being approved."""
    return [*_authorship(document), *_attribution(document), *_disclosure(document)]


def _authorship(document: Mapping[str, Any]) -> list[str]:
    if not document["authors"]:
        return ["Authorship: no author is named."]
    return [
        f"Authorship: {author['name']} needs credentials or an affiliation."
        for author in document["authors"]
        if not author["credentials"] and not author["affiliation"]
    ]


def _attribution(document: Mapping[str, Any]) -> list[str]:
    texts = [cited_keys(document["clinician"]), cited_keys(document["plain"])]
    listed = [str(item.get("id", "")) for item in document["references"]]
    missing = number_references(listed, *texts).missing
    if missing:
        keys = ", ".join(str(key) for key in missing)
        noun = "reference" if len(missing) == 1 else "references"
        return [f"Attribution: the text cites {noun} {keys}, which the list does not have."]
    if not any(texts):
        return ["Attribution: the text cites no reference."]
    return []


def _disclosure(document: Mapping[str, Any]) -> list[str]:
    reasons = [
        f"Disclosure: {author['name']} has not disclosed interests, or that there are none."
        for author in document["authors"]
        if author["disclosure"] is None
    ]
    if document["ai"]["use"] == "not_stated":
        reasons.append("Disclosure: the authors have not said whether an AI tool was used.")
    return reasons
