"""A content document with nothing to say against it."""

from __future__ import annotations

from typing import Any

from articles.checks import Finding, check_document

REFERENCE = {
    "id": "1",
    "type": "article-journal",
    "title": "A trial",
    "issued": {"date-parts": [[2024]]},
    "DOI": "10.1000/182",
}


def document(**changes: Any) -> dict[str, Any]:
    """Return it, with the changes made."""
    return {
        "question": "What helps?",
        "title": "What helps",
        "specialty": {"slug": "nephrology", "name": "Nephrology"},
        "kind": "general",
        "authors": [
            {"name": "Ada Ito", "credentials": "MD", "affiliation": "", "disclosure": {}},
        ],
        "ai": {"use": "none", "tool": "", "purpose": "", "verified_by": ""},
        "funding": "None",
        "clinician": "## What to do\n\nRest helps.[1]",
        "plain": "## What to do\n\nRest will help you.",
        "references": [REFERENCE],
        "disclaimer": "Mind.",
        **changes,
    }


def found(code: str, **changes: Any) -> list[Finding]:
    """Return the findings of one kind."""
    return [finding for finding in check_document(document(**changes)) if finding.code == code]
