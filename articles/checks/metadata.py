"""Authorship, disclosure, AI, funding, specialty and audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from articles.checks.finding import Finding, Place, error, warning
from articles.completeness import missing_items

# Which field a missing item of JAMA's list is mended in.
_ITEMS = {"Authorship": "authors", "Attribution": "references", "Disclosure": "authors"}
_AI_ANSWERS = {
    "tool": "Name the AI tool and its version.",
    "purpose": "Say what the AI tool was used for.",
    "verified_by": "Name the person who checked what the AI tool wrote.",
}


def check_metadata(document: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what the fields around the text lack."""
    for sentence in missing_items(document):
        item = sentence.partition(":")[0]
        field = "ai_use" if "AI tool" in sentence else _ITEMS.get(item, "title")
        if not (item == "Attribution" and "cites reference" in sentence):  # see citing
            yield error(f"jama-{item.lower()}", sentence, Place(field))
    for name in ("question", "title"):
        if not document[name].strip():
            yield error(f"{name}-missing", f"The {name} is missing.", Place(name))
    if document["ai"]["use"] == "used":
        for name, sentence in _AI_ANSWERS.items():
            if not document["ai"][name].strip():
                yield error(f"ai-{name.replace('_', '-')}", sentence, Place(f"ai_{name}"))
    yield from _around(document)


def _around(document: Mapping[str, Any]) -> Iterator[Finding]:
    if not document["funding"].strip():
        sentence = "Say who paid for the work, or write “None”."
        yield error("funding-missing", sentence, Place("funding"))
    if not document["specialty"]["slug"]:
        yield error("specialty-missing", "Choose a specialty.", Place("specialty"))
    if not document["clinician"].strip():
        sentence = "There is no text for clinicians."
        yield error("audience-clinician", sentence, Place("clinician_text"))
    if not document["plain"].strip():
        sentence = "There is no plain-language text: patients and families find nothing to read."
        yield warning("audience-plain", sentence, Place("plain_text"))
    if not document["disclaimer"].strip():
        yield error("disclaimer-missing", "The disclaimer is missing.", Place("disclaimer"))
