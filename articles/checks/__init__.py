"""What is looked at before a text is submitted: pure functions over a content document.

``check_document`` returns the findings, errors first; ``readings`` the reading levels, which never
block. A content document is what ``articles.services.freezing`` makes of a working copy.

    finding        what a check returns
    metadata       authors, disclosure, AI, funding, specialty, audience
    structure      headings and pictures
    citing         citations, references, claims with a number
    wording        acronyms, absolutes, percentages, long sentences
    contributions  what each author confirms (ICMJE, CRediT)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from articles.checks.citing import check_citing
from articles.checks.finding import ERROR, WARNING, Finding, Place, warning
from articles.checks.metadata import check_metadata
from articles.checks.structure import check_pictures, check_structure
from articles.checks.wording import check_wording
from articles.readability import Level, level

__all__ = ["ERROR", "TEXTS", "WARNING", "Finding", "Place", "check_document", "readings"]

#: The texts of a document: the name in it, the field of the working copy, and the anchor's letter.
TEXTS = (("clinician", "clinician_text", "c"), ("plain", "plain_text", "p"))
#: AMA says grade 6, NIH 6 to 8; more than this on a text for patients is worth a warning.
HIGHEST_GRADE = 8


def check_document(
    document: Mapping[str, Any],
    *,
    today: date | None = None,
    retracted: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Return what is wrong with a content document, or worth a look: errors first.

    Years of references are compared with ``today``, and not judged without it. ``retracted`` gives
    what is known of each reference, by its id, that is marked as retracted.
    """
    found = [*check_metadata(document), *check_citing(document, TEXTS, today)]
    for name, field, letter in TEXTS:
        found += check_structure(document[name], field, letter)
        found += check_pictures(document[name], field, document.get("images", ()))
        found += check_wording(document[name], field, letter)
    found += [
        warning(
            "reference-retracted",
            f"Reference “{key}” is marked as retracted: {known}",
            Place("references", key=key),
        )
        for key, known in (retracted or {}).items()
    ]
    found += _reading_levels(document)
    return sorted(found, key=lambda finding: not finding.is_error)


def readings(document: Mapping[str, Any]) -> dict[str, Level]:
    """Return the reading level of each text that there is, by its field."""
    return {
        field: level(document[name], anchor=letter)
        for name, field, letter in TEXTS
        if document[name].strip()
    }


def _reading_levels(document: Mapping[str, Any]) -> Iterator[Finding]:
    found = readings(document).get("plain_text")
    if found is None or found.flesch_kincaid is None or found.smog is None:
        return
    if max(found.flesch_kincaid, found.smog) > HIGHEST_GRADE:
        yield warning(
            "reading-level",
            f"The plain-language text reads at grade {found.flesch_kincaid} by Flesch-Kincaid and"
            f" {found.smog} by SMOG; {HIGHEST_GRADE} is the most that many readers manage.",
            Place("plain_text"),
        )
