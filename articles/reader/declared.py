"""What the authors declared and signed, a line each, for a comparison of two versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from articles.enums import AIUse


def ai_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the authors say of AI."""
    ai = document["ai"]
    yield f"{AIUse(ai['use']).label}."
    for name, words in (("tool", "Tool"), ("purpose", "What for"), ("verified_by", "Verified by")):
        if ai[name]:
            yield f"{words}: {ai[name]}"


def interest_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the interests of each author, with the day of the statement."""
    for author in document["authors"]:
        name, disclosure = author["name"], author["disclosure"]
        if not disclosure:
            yield f"{name}: no statement of interests"
            continue
        said = "nothing to disclose" if disclosure["nothing_to_disclose"] else "interests"
        yield f"{name}: {said} (statement of {disclosure['dated']})"
        for interest in disclosure["interests"]:
            products = f" ({interest['products']})" if interest["products"] else ""
            why = f". {interest['description']}" if interest["description"] else ""
            yield f"{name}: {interest['category']}: {interest['organisation']}{products}{why}"
