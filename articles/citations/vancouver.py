"""A reference worded as in the Vancouver style, as safe HTML.

citeproc-py writes plain text from the fields; identifiers travel through it as placeholders, and
become links after everything has been escaped. citeproc-py raises on, or silently drops, what it
does not expect; an entry that loses its title that way is worded from its fields instead.
"""

from __future__ import annotations

import copy
import html
import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from articles.citations.acceptance import CROSSREF_TYPES
from articles.citations.fields import date_parts, date_text, names, reference_key, text_field
from articles.citations.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from articles.sanitise import EXTERNAL_REL, clean_html, web_address

_STYLE = Path(__file__).with_name("nlm-citation-sequence.csl")

_TEXTS = (
    *("title", "container-title", "container-title-short", "collection-title", "collection-number"),
    *("volume", "issue", "page", "number", "number-of-pages", "edition", "section", "version"),
    *("publisher", "publisher-place", "genre", "medium", "event", "event-place"),
)
#: What is cited as it was seen on a day; other types are where they have an address.
_ON_THE_WEB = frozenset({"webpage", "chapter", "entry-encyclopedia", "entry-dictionary"})
_ROLES = ("author", "editor")
_DATES = ("issued", "accessed")

# Stand-ins from the private use area, which text_field removes from what people wrote.
_PLACEHOLDERS = {"URL": "\ue001", "DOI": "\ue002", "PMID": "\ue003", "PMCID": "\ue004"}
_WORDS = {
    "URL": "Available from: {}",
    "DOI": "doi:{}",
    "PMID": "PubMed PMID: {}.",
    "PMCID": "PubMed Central PMCID: {}.",
}

# Stands for "<" where it is no mark: in a name, which nothing makes bold.
_LESS = "\ue005"
# The marks that CSL-JSON allows in text, once escaped; only whole, unnested pairs come back.
_MARK = re.compile(r"&lt;(i|b|sub|sup)&gt;(.*?)&lt;/\1&gt;")
#: Citing Medicine's words for how recent what was seen is.
_UPDATED = re.compile(r"(?:updated|revised|reviewed|modified) \d")
_RANGE = re.compile(r"\b([A-Za-z]?\d+)\s*[-\u2013]\s*([A-Za-z]?\d+)\b")
_DOUBLE_STOP = re.compile(r"([?!])\.(?= |$)")


def entry(item: Mapping[str, Any]) -> str:
    """Return the HTML of one entry of the reference list, without its number.

    Never raises: an odd reference gives a plainer entry. The same item gives the same bytes, so
    that it is worded once and remembered: citeproc takes milliseconds for each, and a preview
    shows all of them at every pause in typing.
    """
    try:
        return _remembered(json.dumps(item))
    except (TypeError, ValueError, RecursionError):  # no JSON, which the database never gives
        return _entry(item)


@lru_cache(maxsize=4096)
def _remembered(item: str) -> str:
    return _entry(json.loads(item))


def _entry(item: Mapping[str, Any]) -> str:
    links = _links(item)
    title = text_field(item, "title")
    worded = _worded(item, links)
    if not worded or title not in worded:
        worded = _listed(item)
    text = html.escape(_DOUBLE_STOP.sub(r"\1", worded), quote=False)
    text = _MARK.sub(r"<\1>\2</\1>", text).replace(_LESS, "&lt;")
    for name, link in links.items():
        placeholder = _PLACEHOLDERS[name]
        if placeholder in text:
            text = text.replace(placeholder, link)
        else:
            text = f"{text} {_WORDS[name].format(link)}"
    return clean_html(text)


def _links(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the identifiers of an item as HTML, linked where their format is valid."""
    links = {}
    for name, normalise, base in (
        ("DOI", normalise_doi, "https://doi.org/"),
        ("PMID", normalise_pmid, "https://pubmed.ncbi.nlm.nih.gov/"),
        ("PMCID", normalise_pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/"),
    ):
        raw = text_field(item, name)
        if raw:
            links[name] = _identifier_link(raw, normalise, base)
    url = web_address(text_field(item, "URL"))
    if url and not ("DOI" in links and re.match(r"https?://(?:dx\.)?doi\.org/", url)):
        links["URL"] = _link(url, url)
    return links


def _identifier_link(raw: str, normalise: Callable[[str], str], base: str) -> str:
    try:
        identifier = normalise(raw)
    except ValueError:
        return html.escape(raw, quote=False)
    # "#" and "?" are allowed in a DOI, but would end the path of its address.
    address = base + identifier.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
    return _link(web_address(address), identifier)


def _link(address: str, text: str) -> str:
    shown = html.escape(text, quote=False)
    if not address:
        return shown
    return f'<a href="{html.escape(address)}" rel="{EXTERNAL_REL}">{shown}</a>'


def _worded(item: Mapping[str, Any], links: Mapping[str, str]) -> str:
    """Return citeproc's wording with placeholders for the links, or "" where it fails."""
    csl = _csl_item(item, links)
    try:
        source = CiteProcJSON([csl])
        # A style of its own for each entry: citeproc-py writes into the style while it renders,
        # which would make the result depend on what was rendered before, and on other threads.
        style = _style(editors_lead="author" not in csl)
        if "status" in csl:
            _say_when_updated(style, and_when_cited="accessed" in csl)
        if not {"volume", "issue", "collection-title"} & csl.keys():
            _join_pages_to_date(style)
        if csl["type"] in _ON_THE_WEB and "URL" not in csl:
            _say_when_cited(style)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem("item")]))
        text = str(bibliography.bibliography()[0])
    except Exception:  # noqa: BLE001 - citeproc-py raises whatever it stumbles over
        return ""
    # The style begins with the entry's number, which the list of the page gives.
    return " ".join(text.removeprefix("1.").split())


def _style(*, editors_lead: bool) -> CitationStylesStyle:
    """Return the style, with what citeproc-py does otherwise than CSL says put right."""
    style = CitationStylesStyle(str(_STYLE), validate=False)
    for date in style.root.xpath_search("//cs:date[@form='text']"):
        # CSL takes this from the locale's date ("2020 Jul 2"); citeproc-py looks only here.
        date.set("delimiter", " ")
    # citeproc-py would shorten 1-12 to 1-2; _short_range knows better.
    style.root.attrib.pop("page-range-format", None)
    if editors_lead:
        # Editors in the place of authors are not to be named again; citeproc-py does.
        for text in style.root.xpath_search("//cs:text[@macro='secondary-authors']"):
            text.getparent().remove(text)
    return style


def _join_pages_to_date(style: CitationStylesStyle) -> None:
    """Print "2020 Mar 3:e12" for what has no volume yet; a semicolon would announce one."""
    for group in style.root.xpath_search("//cs:macro[@name='bibliography']//cs:group"):
        if group.get("delimiter") == ";":
            group.set("delimiter", ":")


def _say_when_cited(style: CitationStylesStyle) -> None:
    """Print "[cited 2020 May 3]" without an address as well: the work has a name of its own."""
    (condition,) = style.root.xpath_search("//cs:macro[@name='date-of-citation']//cs:if")
    condition.set("variable", "accessed")


def _say_when_updated(style: CitationStylesStyle, *, and_when_cited: bool) -> None:
    """Print "[updated 2020 Jan 2; cited 2020 May 3]" as Citing Medicine does and the style not."""
    (brackets,) = style.root.xpath_search("//cs:macro[@name='date-of-citation']//cs:group")
    cited, date = brackets.getchildren()
    updated = copy.deepcopy(cited)
    del updated.attrib["term"]
    updated.set("variable", "status")
    brackets.insert(0, updated)
    if and_when_cited:
        updated.set("suffix", ";")
    else:
        brackets.remove(cited)
        brackets.remove(date)


def _csl_item(item: Mapping[str, Any], links: Mapping[str, str]) -> dict[str, Any]:
    """Return the item with nothing in it that citeproc-py would warn of or stumble over."""
    kind = text_field(item, "type") or "document"
    csl: dict[str, Any] = {"id": "item", "type": CROSSREF_TYPES.get(kind, kind)}
    csl |= {name: text for name in _TEXTS if (text := text_field(item, name))}
    if _UPDATED.match(text_field(item, "status")):
        csl["status"] = text_field(item, "status")
    if csl.get("number-of-pages", "").isdigit():  # the style's label, which citeproc-py leaves out
        csl["number-of-pages"] += " p"
    if "page" in csl:
        csl["page"] = _RANGE.sub(_short_range, csl["page"])
    csl |= {role: people for role in _ROLES if (people := _people(item, role))}
    for name in _DATES:
        parts, words = date_parts(item, name), date_text(item, name)
        if parts:
            csl[name] = {"date-parts": [parts]}
        elif words:
            csl[name] = {"literal": words}
    return csl | {name: _PLACEHOLDERS[name] for name in links}


def _people(item: Mapping[str, Any], role: str) -> list[dict[str, str]]:
    """Return the names in a role, with no marks in them."""
    return [
        {part: text.replace("<", _LESS) for part, text in name.items()}
        for name in names(item, role)
    ]


def _short_range(found: re.Match[str]) -> str:
    """Return a range without the digits that its last page repeats: 284-287 as 284-7."""
    first, last = found.groups()
    if len(first) != len(last):
        return f"{first}-{last}"
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=True))
    common = 0 if first == last else sum(1 for _ in pairs)
    return f"{first}-{last[common:]}"


def _listed(item: Mapping[str, Any]) -> str:
    """Return an entry made of the item's fields, for what citeproc-py cannot word."""
    authors = ", ".join(
        name.get("literal") or " ".join(filter(None, (name.get("family"), name.get("given"))))
        for name in _people(item, "author")
    )
    year = " ".join(str(part) for part in date_parts(item, "issued")[:1])
    fields = (
        authors,
        text_field(item, "title"),
        text_field(item, "container-title"),
        text_field(item, "publisher"),
        year or date_text(item, "issued"),
    )
    sentences = [f"{field.removesuffix('.')}." for field in fields if field]
    return " ".join(sentences) or f"Reference “{reference_key(item)}” has no details."
