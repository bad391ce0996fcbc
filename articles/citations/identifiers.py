"""Identifiers of the literature and of people: the normal form, or an error in words.

Syntax only. An identifier that passes may still belong to nothing or to something else, so
screens say "format valid, not looked up".
"""

from __future__ import annotations

import re

import idutils

_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
# What Crossref recommends for the suffix of a DOI; older ones hold other characters.
_USUAL_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]*[A-Za-z0-9)]", re.ASCII)
_PMID_PREFIX = re.compile(
    r"(?:pmid:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)",
    re.IGNORECASE,
)
_PMID = re.compile(r"[1-9]\d{0,7}", re.ASCII)
_PMCID_PREFIX = re.compile(
    r"(?:pmcid:?\s*|https?://(?:www\.ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/)",
    re.IGNORECASE,
)
_PMCID = re.compile(r"PMC[1-9]\d{0,8}", re.ASCII)
_NCT = re.compile(r"NCT\d{8}", re.ASCII)
_MESH = re.compile(r"D\d{6}(?:\d{3})?", re.ASCII)
_ISBN_GAPS = re.compile(r"[\s\u2010-\u2015-]")
_ISBN = re.compile(r"(?:\d{3})?\d{9}[\dXx]", re.ASCII)
_ISBN_PART = re.compile(
    r"(?<![\dX-])((?:97[89]-?)?(?:\d-?){9}[\dXx])(?![\dX-])", re.ASCII | re.IGNORECASE
)
_ORCID_PREFIX = re.compile(r"https?://(?:www\.)?orcid\.org/", re.IGNORECASE)
_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])", re.ASCII)


def normalise_doi(raw: str) -> str:
    """Return a DOI such as "10.1000/182" without resolver or "doi:" before it.

    Case is kept as written, though it has no meaning in a DOI. Raises ValueError.
    """
    text = raw.strip()
    if idutils.is_doi(text):
        # idutils takes "10.1/x" and spaces in the suffix, so the length rules come on top.
        doi = str(idutils.normalize_doi(text))
        if _DOI.fullmatch(doi):
            return doi
    raise ValueError(
        f"“{_shown(raw)}” is not a DOI: it should look like 10.1000/182, with four to nine digits"
        " before the slash and no spaces after it."
    )


def is_odd_doi(doi: str) -> bool:
    """Tell whether a valid DOI is worth a second look: rare characters, or a final full stop."""
    return not _USUAL_DOI.fullmatch(doi)


def isbn_problem(raw: str) -> str:
    """Return what is wrong with the books' numbers in a text, "" where nothing is."""
    joined = _ISBN_GAPS.sub("", raw)
    parts = [joined] if _ISBN.fullmatch(joined) else map("".join, _ISBN_PART.findall(raw))
    for part in parts:
        digits = [10 if sign in "xX" else int(sign) for sign in _ISBN_GAPS.sub("", part)]
        weights = range(10, 0, -1) if len(digits) == 10 else (1, 3) * 7  # thirteen of these
        total = sum(weight * digit for weight, digit in zip(weights, digits, strict=False))
        if total % (11 if len(digits) == 10 else 10):
            return f"the check digit of the ISBN “{_shown(part)}” is wrong; copy it again."
    return ""


def normalise_pmid(raw: str) -> str:
    """Return a PubMed number of one to eight digits. Raises ValueError."""
    text = _PMID_PREFIX.sub("", raw.strip(), count=1).rstrip("/")
    return _required(
        _PMID, text, raw, "a PubMed ID: it is one to eight digits, the first not a zero"
    )


def normalise_pmcid(raw: str) -> str:
    """Return a PubMed Central number such as "PMC3531190". Raises ValueError."""
    text = _PMCID_PREFIX.sub("", raw.strip(), count=1).rstrip("/").upper()
    return _required(
        _PMCID,
        text,
        raw,
        "a PubMed Central ID: it is PMC and one to nine digits, without zero first",
    )


def normalise_nct(raw: str) -> str:
    """Return a ClinicalTrials.gov number such as "NCT01234567". Raises ValueError."""
    return _required(
        _NCT, raw.strip().upper(), raw, "a ClinicalTrials.gov number: it is NCT and eight digits"
    )


def normalise_mesh(raw: str) -> str:
    """Return a MeSH descriptor number such as "D008175". Raises ValueError."""
    return _required(
        _MESH, raw.strip().upper(), raw, "a MeSH descriptor: it is D and six or nine digits"
    )


def normalise_orcid(raw: str) -> str:
    """Return an ORCID iD in four groups of four, its check digit verified (ISO 7064 mod 11-2).

    Raises ValueError.
    """
    text = _ORCID_PREFIX.sub("", raw.strip(), count=1).rstrip("/").upper()
    match = _ORCID.fullmatch(text)
    if match is None:
        raise ValueError(
            f"“{_shown(raw)}” is not an ORCID iD: it should look like 0000-0002-1694-233X."
        )
    orcid = "-".join(match.groups())
    # An ORCID iD is an ISNI. idutils.is_orcid would also refuse blocks that ORCID opens later.
    if not idutils.is_isni(orcid):
        raise ValueError(
            f"“{orcid}” is not an ORCID iD: its last character does not fit the others."
            " Is there a typing error?"
        )
    return orcid


def _required(pattern: re.Pattern[str], text: str, raw: str, what: str) -> str:
    if pattern.fullmatch(text):
        return text
    raise ValueError(f"“{_shown(raw)}” is not {what}.")


def _shown(raw: str) -> str:
    """Return an input short enough for a message."""
    text = " ".join(raw.split())
    return text if len(text) <= 60 else f"{text[:60]}…"
