"""The fields of a working copy, as its authors call them and as texts that can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.differences import Block, compare
from articles.enums import AIUse, Kind

LABELS = {
    "question": "Question",
    "title": "Title",
    "specialty": "Specialty",
    "kind": "Kind",
    "clinician_text": "Text for clinicians",
    "plain_text": "Plain-language text",
    "references": "References",
    "ai_use": "Use of AI",
    "ai_tool": "AI tool",
    "ai_purpose": "Purpose of the AI tool",
    "ai_verified_by": "Verified by",
    "ai_prompts": "Prompts (private)",
    "funding": "Funding",
    "disclaimer": "Disclaimer",
    "source_updated_on": "Source last updated on",
}


@dataclass(frozen=True)
class Difference:
    """A field that two states of a working copy differ in. ``new`` is its whole newer text."""

    name: str
    label: str
    old: str
    new: str
    blocks: list[Block]


def values(state: Any) -> dict[str, Any]:
    """Return the fields of an article or of one of its saves, ready for ``save_article``."""
    return {name: getattr(state, name) for name in LABELS}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return the fields that differ, in the order of the form.

    A revision has no prompts: they are not compared with those of a save.
    """
    found = []
    for name, label in LABELS.items():
        if name not in old or name not in new:
            continue
        before, after = as_text(name, old[name]), as_text(name, new[name])
        if before != after:
            found.append(Difference(name, label, before, after, compare(before, after)))
    return found


def changed_labels(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the labels of the fields that differ, without comparing their texts word by word."""
    return [label for name, label in LABELS.items() if old[name] != new[name]]


def as_text(name: str, value: Any) -> str:
    """Return the value of a field as its authors would write it."""
    if value is None:
        return ""
    if name == "kind":
        return str(Kind(value).label)
    if name == "ai_use":
        return str(AIUse(value).label)
    if name == "references":
        return "\n".join(_reference_lines(value))
    return str(value)


def _reference_lines(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each field of each reference, so that a change shows where it is."""
    for item in items:
        yield f"[@{item.get('id', '')}]"
        for key in sorted(set(item) - {"id"}):
            value = item[key]
            text = value if isinstance(value, str) else _sorted_json(value)
            yield f"  {key}: {text}"


def _sorted_json(value: Any) -> str:
    """Return JSON in one order: PostgreSQL keeps keys in another than a revision does."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
