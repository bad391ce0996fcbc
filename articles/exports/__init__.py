"""A revision as a file: Markdown, JSON, DOCX and JATS XML.

``export`` takes a content document and what is known of it, and returns the bytes. Markdown and
JSON carry everything that is reviewed and come back through ``articles.importers`` to the same
digest; Word comes back as the same text (see docs/importing.md). A text that nobody has approved
carries the banner in every format.
"""

from __future__ import annotations

from collections.abc import Callable

from articles.exports.docx import write_docx
from articles.exports.exported import BANNER, Exported
from articles.exports.jats import write_jats
from articles.exports.markdown import write_json, write_markdown

__all__ = ["BANNER", "FORMATS", "Exported", "export"]

#: By the suffix of the file: its media type, what it is called, and what writes it.
FORMATS: dict[str, tuple[str, str, Callable[[Exported], bytes]]] = {
    "md": ("text/markdown; charset=utf-8", "Markdown", write_markdown),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word (DOCX)",
        write_docx,
    ),
    "xml": ("application/xml", "JATS 1.4 XML", write_jats),
    "json": ("application/json", "JSON", write_json),
}


def export(exported: Exported, suffix: str) -> bytes:
    """Return a revision as a file. Raises KeyError for a suffix that is no format's."""
    return FORMATS[suffix][2](exported)
