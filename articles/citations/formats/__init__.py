"""Reference lists in the formats that programs export: CSL-JSON, BibTeX, RIS, PubMed's, Vancouver.

``read_references`` takes what was pasted or uploaded, tells the format, and returns CSL-JSON items
with what is twice and what is wrong, each named by its place. ``read_entries`` is its first half,
for whoever compares with other references later. Nothing is looked up.

    reading     decodes, detects the format, checks and de-duplicates
    parsed      what reading yields
    bibtex      BibTeX (bibtexparser), with its LaTeX (latex)
    ris         RIS (rispy)
    nbib        PubMed's own format
    csl_json    CSL-JSON
    vancouver   a list as it is printed: its shapes, names and dates in files of their own
    parts       dates, names and pages, which all of them need
"""

from __future__ import annotations

from articles.citations.formats.parsed import ParsedReferences, ReferencesRefusedError
from articles.citations.formats.reading import EntryList, read_entries, read_references

__all__ = [
    "EntryList",
    "ParsedReferences",
    "ReferencesRefusedError",
    "read_entries",
    "read_references",
]
