"""What the front matter of a Markdown file may say about its article.

The keys are question, title, slug, specialty, kind, coauthors, ai (use, tool, purpose,
verified_by), funding, references (CSL-JSON items), updated and plain. Whether a specialty or a
co-author exists is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from articles.importers.front_matter import FrontMatter

KINDS = ("treatment", "general")
AI_USES = ("not_stated", "none", "used")
AI_KEYS = ("use", "tool", "purpose", "verified_by")
KEYS = (
    *("question", "title", "slug", "specialty", "kind", "coauthors"),
    *("ai", "funding", "references", "updated", "plain"),
)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Metadata:
    """The front matter's answers, typed; what it does not say is empty or None."""

    question: str
    title: str
    slug: str | None
    specialty: str | None
    kind: str | None
    coauthors: list[str]
    ai: dict[str, str] | None
    funding: str
    references: list[dict[str, Any]]
    updated: date | None
    plain: str
    warnings: list[str]


def read_metadata(front: FrontMatter) -> Metadata:
    """Return what a front matter says.

    Unknown keys are left out with a warning. Raises ImportRefusedError, naming key and line, for
    a value of a wrong type or shape.
    """
    warnings = list(_unknown_keys(front))
    return Metadata(
        question=front.text("question"),
        title=front.text("title"),
        slug=_slug(front, "slug"),
        specialty=_slug(front, "specialty"),
        kind=_choice(front, "kind", KINDS),
        coauthors=_coauthors(front),
        ai=_ai(front),
        funding=front.text("funding"),
        references=_references(front, warnings),
        updated=front.day("updated"),
        plain=front.text("plain"),
        warnings=warnings,
    )


def _unknown_keys(front: FrontMatter) -> Iterator[str]:
    known = {*KEYS, *(f"ai.{key}" for key in AI_KEYS)}
    nested = {f"ai.{key}" for key in front.values["ai"]} if _is_mapping(front, "ai") else set()
    for key in [*front.values, *sorted(nested)]:
        if key not in known:
            line = front.lines.get(str(key))
            where = f"line {line}: " if line else ""
            yield f"Front matter, {where}“{key}” is not known here and was left out."


def _is_mapping(front: FrontMatter, key: str) -> bool:
    return isinstance(front.get(key), dict)


def _slug(front: FrontMatter, key: str) -> str | None:
    slug = front.text(key)
    if slug and not _SLUG.fullmatch(slug):
        raise front.refused(key, "must be small letters and digits, with hyphens between")
    return slug or None


def _choice(front: FrontMatter, key: str, choices: tuple[str, ...]) -> str | None:
    choice = front.text(key)
    if choice and choice not in choices:
        raise front.refused(key, f"must be one of {', '.join(choices)}")
    return choice or None


def _coauthors(front: FrontMatter) -> list[str]:
    emails = front.texts("coauthors")
    if not all("@" in email[1:-1] for email in emails):
        raise front.refused("coauthors", "must be a list of e-mail addresses")
    return emails


def _ai(front: FrontMatter) -> dict[str, str] | None:
    """Return the four answers about AI. Who names a tool has used it."""
    if front.get("ai") is None:
        return None
    if not _is_mapping(front, "ai"):
        raise front.refused("ai", f"must be a mapping with the keys {', '.join(AI_KEYS)}")
    answers = {key: front.text(f"ai.{key}") for key in AI_KEYS[1:]}
    use = _choice(front, "ai.use", AI_USES)
    return {"use": use or ("used" if any(answers.values()) else "not_stated"), **answers}


def _references(front: FrontMatter, warnings: list[str]) -> list[dict[str, Any]]:
    """Return the references, each with an id of its own; adds a warning for each one added."""
    references: list[dict[str, Any]] = []
    seen: set[str] = set()
    for position, value in enumerate(front.sequence("references"), start=1):
        if not isinstance(value, dict):
            raise front.refused("references", f"must be mappings, but number {position} is not")
        reference = _plain(front, value, f"number {position}")
        key = reference.get("id")
        if key is None:
            key = str(position)
            warnings.append(f"Reference {position} has no id and got “{key}”.")
        if isinstance(key, bool) or not isinstance(key, str | int) or not str(key).strip():
            raise front.refused("references", f"has an id that is no text in number {position}")
        key = str(key).strip()
        if key in seen:
            raise front.refused("references", f"has the id “{key}” twice")
        seen.add(key)
        references.append({**reference, "id": key})
    return references


def _plain(front: FrontMatter, value: Any, path: str) -> Any:
    """Return YAML's value as JSON has it: dates as text, and no fractions, which YAML shortens."""
    if isinstance(value, dict):
        return {key: _plain(front, inner, f"{path}, {key}") for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(front, inner, path) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        raise front.refused("references", f"has a decimal number in {path}: put it in quotes")
    return value
