"""What is different from the previous revision, or from what is published, as readers see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from articles.enums import AIUse, Kind
from articles.models import Publication, Revision
from articles.reading_differences import Stretch, compare_lines
from articles.reading_lines import Line, lines_of_html, lines_of_text
from editorial.models import Submission

Text = Revision | Publication


@dataclass(frozen=True)
class Compared:
    """One part of two texts that differs."""

    title: str
    stretches: list[Stretch]


def comparison(
    request: HttpRequest, submission: Submission, live: Publication | None
) -> dict[str, Any]:
    """Return the comparison that was asked for: with the previous revision unless there is none."""
    previous = _previous(submission)
    wanted = request.GET.get("compare")
    others: dict[str, Text | None] = {"previous": previous, "live": live}
    name = wanted if wanted in others else ("previous" if previous else "live")
    other = others[name]
    return {
        "previous": previous,
        "live": live,
        "compared_with": name,
        "other": other,
        "side_by_side": request.GET.get("layout") == "side",
        "compared": list(_compared(other, submission.revision)) if other else [],
    }


def _previous(submission: Submission) -> Revision | None:
    number = submission.revision.number
    return submission.article.revisions.filter(number__lt=number).order_by("-number").first()


def _compared(old: Text, new: Text) -> Iterator[Compared]:
    news = dict(_parts(new))
    for title, lines in _parts(old):
        stretches = compare_lines(lines, news[title])
        if stretches:
            yield Compared(title, stretches)


def _parts(text: Text) -> Iterator[tuple[str, list[Line]]]:
    """Yield all that is signed, part by part, in the same order for every text."""
    document = text.document
    yield "Question", lines_of_text(text.question)
    yield "Title", lines_of_text(text.title)
    yield "Text for clinicians", lines_of_html(text.html)
    yield "Plain-language text", lines_of_html(text.plain_html)
    yield "References", lines_of_html(text.references_html)
    yield "Authors", lines_of_text("\n".join(_authors(document)))
    yield "Use of AI", lines_of_text("\n".join(_ai(document["ai"])))
    yield "Funding", lines_of_text(document["funding"])
    yield "Disclaimer", lines_of_text(document["disclaimer"])
    yield "About the text", lines_of_text("\n".join(_about(document)))


def _authors(document: Mapping[str, Any]) -> Iterator[str]:
    for author in document["authors"]:
        about = (author["credentials"], author["affiliation"], author["orcid"])
        lay = "" if author["health_professional"] else "not a health professional"
        yield ", ".join(filter(None, (author["name"], *about, lay)))
        disclosure = author["disclosure"]
        if disclosure is None:
            yield f"{author['name']} has declared nothing yet"
            continue
        dated = f"{author['name']}'s disclosure of {disclosure['dated']}"
        if disclosure["nothing_to_disclose"]:
            yield f"{dated}: nothing to disclose"
        for interest in disclosure["interests"]:
            said = filter(None, (interest["organisation"], interest["products"]))
            why = interest["description"]
            yield f"{dated}: {interest['category']}, {', '.join(said)}{f': {why}' if why else ''}"


def _ai(ai: Mapping[str, str]) -> Iterator[str]:
    yield str(AIUse(ai["use"]).label)
    for name, words in (("tool", "Tool"), ("purpose", "Purpose"), ("verified_by", "Verified by")):
        if ai[name]:
            yield f"{words}: {ai[name]}"


def _about(document: Mapping[str, Any]) -> Iterator[str]:
    yield f"Specialty: {document['specialty']['name']}"
    yield f"Kind: {Kind(document['kind']).label}"
    if document["source_updated_on"]:
        yield f"The source was updated on {document['source_updated_on']}"
