"""BibTeX: plain entries at once, and all others by bibtexparser.

That takes what it can't read for a comment and says nothing, so each entry is given to it alone and
looked for in the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import splitname

from articles.citations.formats.bibtex_fields import plain_fields
from articles.citations.formats.latex import DEEPEST_BRACE, depth, to_text, without_braces
from articles.citations.formats.parsed import Entry, Item
from articles.citations.formats.parts import (
    bare_doi,
    date,
    date_of,
    is_doi_address,
    pages,
    without_blanks,
)

LONGEST_ENTRY = 50_000

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "proceedings": "book",
    **dict.fromkeys(("mvbook", "collection", "manual"), "book"),
    **dict.fromkeys(("inbook", "incollection", "inreference"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    **dict.fromkeys(("techreport", "report"), "report"),
    **dict.fromkeys(("online", "electronic", "www"), "webpage"),
    "dataset": "dataset",
    "unpublished": "manuscript",
    "legislation": "legislation",
}
_BEGIN = re.compile(r"^[ \t]*@(?P<kind>[A-Za-z]+)[ \t]*[{(]", re.MULTILINE)
_NO_ENTRY = frozenset({"comment", "preamble", "string"})
#: A value without braces or quotation marks, which stands for a text that is defined elsewhere.
_ABBREVIATION = re.compile(r"(?P<before>=\s*)(?P<word>[A-Za-z][\w.:+-]*)(?=\s*(?:,|\}\s*$))")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s{}]+")


def parse(text: str) -> Iterator[Entry]:
    """Yield the entries; text between them is BibTeX's comment."""
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    parser.expect_multiple_parse = True
    #: Once a list has words of its own, a month may be one of them.
    has_strings = False
    starts = list(_BEGIN.finditer(text))
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        source = text[start.start() : following.start() if following else len(text)]
        number = text.count("\n", 0, start.start()) + 1
        kind = start["kind"].lower()
        if len(source) > LONGEST_ENTRY or depth(source) > DEEPEST_BRACE:
            yield Entry(number, error="it is too long or nested too deep")
        elif kind == "string":
            has_strings = True
            _parsed(parser, source)
        elif kind not in _NO_ENTRY:
            plain = None if has_strings else plain_fields(source)
            fields = plain or _parsed(parser, source)
            notes: tuple[str, ...] = ()
            if fields is None:
                source, notes = _without_abbreviations(source, parser)
                fields = _parsed(parser, source) if notes else None
            if fields is None:
                yield Entry(number, error="it is no BibTeX; perhaps a brace or a comma is missing")
            else:
                yield Entry(number, _item(fields), notes=notes)


def _without_abbreviations(source: str, parser: BibTexParser) -> tuple[str, tuple[str, ...]]:
    """Return an entry in which abbreviations that nobody defined are texts, and a note on each."""
    undefined: dict[str, None] = {}

    def braced(found: re.Match[str]) -> str:
        if found["word"].lower() in parser.bib_database.strings:
            return found[0]
        undefined[found["word"]] = None
        return f"{found['before']}{{{found['word']}}}"

    source = _ABBREVIATION.sub(braced, source)
    return source, tuple(
        f"“{word}” is an abbreviation that nothing defines, so it stands." for word in undefined
    )


def _parsed(parser: BibTexParser, source: str) -> Mapping[str, str] | None:
    """Return the fields of an entry, None where bibtexparser finds none."""
    parser.bib_database.entries.clear()
    parser.bib_database.comments.clear()
    try:
        entries = parser.parse(source, partial=False).entries
    except Exception:  # noqa: BLE001 - bibtexparser raises whatever a malformed entry leads it to
        return None
    return {name.lower(): str(value) for name, value in entries[0].items()} if entries else None


def _item(fields: Mapping[str, str]) -> Item:
    kind = _type(fields)
    url = _url(fields)
    doi = fields.get("doi", "") or (url if is_doi_address(url) else "")
    host = _first(fields, "journaltitle", "journal", "booktitle", "maintitle")
    return without_blanks(
        {
            "id": fields.get("id", ""),
            "type": kind,
            "title": ": ".join(filter(None, (_text(fields, "title"), _text(fields, "subtitle")))),
            "author": _people(fields.get("author", "")),
            "editor": _people(fields.get("editor", "")),
            "container-title": host,
            "container-title-short": _first(fields, "shortjournal", "abbrevjournal"),
            "collection-title": _text(fields, "series"),
            "issued": _issued(fields),
            "accessed": date(fields.get("urldate", "")),
            "volume": _text(fields, "volume"),
            "issue": "" if kind == "report" else _first(fields, "number", "issue"),
            "number": _text(fields, "number") if kind == "report" else "",
            "page": pages(to_text(_dashed(fields.get("pages", "")))),
            "edition": _text(fields, "edition"),
            "publisher": _first(fields, "publisher", "institution", "school", "organization"),
            "publisher-place": _first(fields, "address", "location"),
            "URL": "" if is_doi_address(url) else url,
            "DOI": bare_doi(without_braces(doi)) if doi else "",
            "PMID": _pmid(fields),
            "PMCID": without_braces(fields.get("pmcid", fields.get("pmc", ""))),
            "ISBN": without_braces(fields.get("isbn", "")),
            "ISSN": without_braces(fields.get("issn", "")),
        }
    )


def _type(fields: Mapping[str, str]) -> str:
    kind = fields.get("entrytype", "").lower()
    if kind == "misc" and _url(fields) and not fields.get("doi"):
        return "webpage"
    return _TYPES.get(kind, "document")


def _text(fields: Mapping[str, str], name: str) -> str:
    return to_text(fields.get(name, ""))


def _first(fields: Mapping[str, str], *names: str) -> str:
    return next(filter(None, (_text(fields, name) for name in names)), "")


def _dashed(raw: str) -> str:
    return re.sub(r"-{2,3}", "-", raw)


def _url(fields: Mapping[str, str]) -> str:
    for name in ("url", "howpublished", "note"):
        found = _URL.search(without_braces(fields.get(name, "")))
        if found:
            return found[0]
    return ""


def _issued(fields: Mapping[str, str]) -> object:
    if fields.get("date"):
        return date(without_braces(fields["date"]))
    year = without_braces(fields.get("year", ""))
    if re.fullmatch(r"\d{4}", year, re.ASCII):
        return date_of(year, _text(fields, "month"), without_braces(fields.get("day", "")))
    return date(year)


def _pmid(fields: Mapping[str, str]) -> str:
    if fields.get("eprinttype", "").lower() == "pubmed":
        return without_braces(fields.get("eprint", ""))
    return without_braces(fields.get("pmid", ""))


def _people(raw: str) -> list[dict[str, str]]:
    """Return the names; "others" stands for those that were not named."""
    names = [name for name in map(str.strip, _split_names(raw)) if name]
    return [person for name in names if name.lower() != "others" and (person := _person(name))]


def _split_names(raw: str) -> Iterator[str]:
    """Yield what stands between one "and" and the next, outside of braces."""
    pending = ""
    for part in _AND.split(raw):
        pending = f"{pending} and {part}" if pending else part
        if pending.count("{") <= pending.count("}"):
            yield pending
            pending = ""
    if pending:
        yield pending


def _person(name: str) -> dict[str, str]:
    if name.startswith("{") and name.endswith("}") and depth(name) == 1 and name.count("{") == 1:
        return {"literal": to_text(name)}
    try:
        parts = splitname(name, strict_mode=False)
    except Exception:  # noqa: BLE001 - an odd name is kept as it is
        parts = {}
    joined = {part: to_text(" ".join(words)) for part, words in parts.items()}
    if not joined.get("last"):
        return {"literal": to_text(name)} if to_text(name) else {}
    person = {
        "family": joined["last"],
        "given": joined.get("first", ""),
        "non-dropping-particle": joined.get("von", ""),
        "suffix": joined.get("jr", ""),
    }
    person = {part: text for part, text in person.items() if text}
    return person if len(person) > 1 else {"literal": joined["last"]}
