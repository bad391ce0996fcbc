"""How to cite a publication: in words, and as files for reference managers.

Names are taken apart where that can be told (see ``printed_names``), and stand whole elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from articles.models.publication import Publication
from articles.reader.printed_names import PrintedName, printed_name

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


@dataclass(frozen=True)
class Work:
    """What every format says of a publication."""

    key: str
    title: str
    authors: list[str]
    published: date
    version: int
    address: str

    @property
    def names(self) -> list[PrintedName]:
        """The authors' names, in their parts."""
        return [printed_name(author) for author in self.authors]

    @property
    def sentence(self) -> str:
        """The citation in the Vancouver style (NLM, Citing Medicine, chapter 25) up to its date.

        The day on which it was cited and ``address`` follow: that day is the reader's own.
        """
        day = f"{self.published.year} {self.published:%b} {self.published.day}"
        people = ", ".join(name.vancouver for name in self.names)
        return (
            f"{people.rstrip('.')}. {self.title.rstrip('.')} [Internet]. Version {self.version}."
            f" [place unknown]: {settings.SITE_NAME}; {day}"
        )


@dataclass(frozen=True)
class Format:
    """A file that reference managers read."""

    name: str
    content_type: str
    write: Callable[[Work], str]


def work_of(publication: Publication, title: str) -> Work:
    """Return what is cited: this version, at the address where it stays, under its page's title."""
    path = reverse("reader:version", args=[publication.slug, publication.number])
    return Work(
        key=f"imprimatur-{publication.slug}-v{publication.number}",
        title=title,
        authors=[author["name"] for author in publication.document["authors"]],
        published=publication.published_at.date(),
        version=publication.number,
        address=f"{settings.SITE_URL}{path}",
    )


def bibtex(work: Work) -> str:
    """Return the work as BibTeX. Braces keep whole names and capitals as they are."""
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in work.names),
        "title": f"{{{_bibtex(work.title)}}}",
        "howpublished": "Internet",
        "publisher": _bibtex(settings.SITE_NAME),
        "edition": f"Version {work.version}",
        "year": str(work.published.year),
        "month": f"{work.published:%b}".lower(),
        "day": str(work.published.day),
        "url": work.address,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{work.key},\n{lines}\n}}\n"


def ris(work: Work) -> str:
    """Return the work as RIS."""
    lines = [
        ("TY", "ELEC"),
        ("ID", work.key),
        *(("AU", _ris_name(name)) for name in work.names),
        ("TI", _line(work.title)),
        ("PB", settings.SITE_NAME),
        ("ET", f"Version {work.version}"),
        ("PY", str(work.published.year)),
        ("DA", f"{work.published:%Y/%m/%d}"),
        ("UR", work.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def csl_json(work: Work) -> str:
    """Return the work as CSL-JSON."""
    day = work.published
    item = {
        "id": work.key,
        "type": "webpage",
        "title": work.title,
        "author": [_csl_name(name) for name in work.names],
        "container-title": settings.SITE_NAME,
        "publisher": settings.SITE_NAME,
        "version": str(work.version),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": work.address,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


#: By the ending of the file.
FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}


def _bibtex_name(name: PrintedName) -> str:
    if not name.family:
        return f"{{{_bibtex(name.whole)}}}"
    parts = (name.family, name.suffix, name.given)
    return ", ".join(_bibtex(part) for part in parts if part)


def _ris_name(name: PrintedName) -> str:
    return _line(", ".join(part for part in (name.inverted, name.suffix) if part))


def _csl_name(name: PrintedName) -> dict[str, str]:
    if not name.family:
        return {"literal": name.whole}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {key: part for key, part in parts.items() if part}


def _bibtex(text: str) -> str:
    return _line(text).translate(_BIBTEX)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
