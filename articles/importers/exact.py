"""Exports of this site, read back: nothing in them is looked for, all is where it was put.

So a text that looks like a title, a footnote or front matter stays text, and what was exported
comes back to the same digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from articles.canonical import canonical, digest
from articles.importers.document import ImportedArticle, ImportRefusedError, finished
from articles.importers.front_matter import FrontMatter
from articles.strict_json import UnreadableJSONError, read_json

EXPORT_FORMAT = "imprimatur-export/1"
#: Above unapproved text; taken away again when it is read back.
BANNER_BLOCK = (
    "> **Educational purpose only \u2022 Exercise caution as content is pending human review**\n\n"
)

_ALTERED = "The text is not the one that was exported: its digest differs. It was read as it is."


def is_exported(values: Mapping[str, Any]) -> bool:
    """Tell whether a front matter or a JSON object is that of an export."""
    return values.get("format") == EXPORT_FORMAT


def read_exported_markdown(front: FrontMatter, mark: str) -> ImportedArticle:
    """Return the article of an exported Markdown file; ``mark`` begins the plain-language text."""
    values = front.values
    body = front.body
    if values.get("status") != "approved":
        body = body.removeprefix(BANNER_BLOCK)
    clinician, plain = body, values.get("plain")
    if plain is None:
        clinician, _, plain = body.partition(f"\n\n{mark}\n\n")
    content = {
        **{name: values.get(name, "") for name in ("question", "title", "kind", "ai", "funding")},
        **{name: values.get(name, "") for name in ("disclaimer", "references")},
        "specialty": {"slug": values.get("specialty", "")},
        "clinician": clinician,
        "plain": plain,
        "source_updated_on": str(values.get("updated") or ""),
    }
    return _article(content, values.get("slug"), [])


def read_exported_json(text: str) -> ImportedArticle:
    """Return the article of an exported JSON file. Raises ImportRefusedError."""
    try:
        value = read_json(text)
    except UnreadableJSONError as error:
        raise ImportRefusedError(f"The file is no JSON that can be read: {error}.") from None
    if not isinstance(value, dict) or not is_exported(value):
        raise ImportRefusedError(f"The JSON is no export: its format is not {EXPORT_FORMAT}.")
    content = value.get("content")
    if not isinstance(content, dict):
        raise ImportRefusedError("The export has no content.")
    try:
        is_whole = digest(canonical(content)) == value.get("digest")
    except ValueError as error:
        raise ImportRefusedError(f"The export can't be read: {error}.") from None
    return _article(content, value.get("slug"), [] if is_whole else [_ALTERED])


def _article(content: Mapping[str, Any], slug: Any, warnings: list[str]) -> ImportedArticle:
    references = content.get("references")
    if not isinstance(references, list) or not all(isinstance(item, dict) for item in references):
        raise ImportRefusedError("The export's references are no list of items.")
    ai, specialty = content.get("ai"), content.get("specialty")
    if not isinstance(ai, dict) or not isinstance(specialty, dict):
        raise ImportRefusedError("The export does not say what was done with AI, or no specialty.")
    return finished(
        ImportedArticle(
            question=_text(content, "question"),
            title=_text(content, "title"),
            clinician=_text(content, "clinician"),
            plain=_text(content, "plain"),
            references=references,
            specialty=_text(specialty, "slug") or None,
            kind=_text(content, "kind") or None,
            ai={name: _text(ai, name) for name in ("use", "tool", "purpose", "verified_by")},
            funding=_text(content, "funding"),
            disclaimer=_text(content, "disclaimer"),
            source_updated_on=_day(content.get("source_updated_on")),
            slug=slug if isinstance(slug, str) and slug else None,
            warnings=warnings,
        )
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str):
        raise ImportRefusedError(f"The export's \u201c{name}\u201d is no text.")
    return value


def _day(value: Any) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ImportRefusedError("The export's date is none.") from None
