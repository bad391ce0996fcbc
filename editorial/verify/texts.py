"""Revisions, and the publications that must be their copies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from articles.canonical import canonical, digest
from articles.digests import rendering_digest
from editorial.verify.problem import Problem, Row, differing
from editorial.verify.trail import entries, entry

#: How the HTML names a picture. Quotes are escaped in text, so no words look like this.
_SHOWN = re.compile(r'<img src="/images/([0-9a-f]{64}\.[a-z]+)"')

COPIED = (
    "question",
    "title",
    "content",
    "digest",
    "html",
    "plain_html",
    "references_html",
    "toc",
    "html_digest",
)

#: The acts that a notice comes from.
_NOTICING = ("retracted", "notice_issued")


def check_texts(bundle: Row) -> Iterator[Problem]:
    """Yield what is wrong with revisions, publications and notices."""
    revisions = {row["number"]: row for row in bundle["revisions"]}
    for revision in bundle["revisions"]:
        yield from _check_text(bundle, revision)
        if not entry(
            bundle,
            "submitted",
            revision=revision["number"],
            digest=revision["digest"],
            html_digest=revision["html_digest"],
        ):
            yield Problem(revision["row"], "the trail knows no submission of this text")
    for publication in bundle["publications"]:
        yield from _check_text(bundle, publication)
        yield from _check_publication(bundle, publication, revisions)
    yield from _check_notices(bundle)
    yield from _check_missing(bundle)


def _check_text(bundle: Row, row: Row) -> Iterator[Problem]:
    """Hold a row's content and HTML against their digests, and its columns against the content."""
    if digest(row["content"]) != row["digest"]:
        yield Problem(row["row"], "the text was changed: its digest does not fit")
    try:
        document = json.loads(row["content"])
        if canonical(document) != row["content"]:
            yield Problem(row["row"], "the text is not in canonical form")
        rendered = rendering_digest(
            row["html"], row["plain_html"], row["references_html"], json.loads(row["toc"])
        )
        expected = {name: document[name] for name in ("question", "title", "number")}
        article = document["article"]
    except (ValueError, KeyError, TypeError) as error:
        yield Problem(row["row"], f"can't be read ({error})")
        return
    if rendered != row["html_digest"]:
        yield Problem(row["row"], "the HTML was changed: its digest does not fit")
    yield from differing(row, expected, "its text")
    yield from _check_images(row, document)
    if article != bundle["article"]["uid"]:
        yield Problem(row["row"], "the text belongs to another article")


def _check_images(row: Row, document: Row) -> Iterator[Problem]:
    """Hold the pictures that the HTML shows against those that the signed text lists."""
    listed = {f"{image['digest']}.{image['kind']}" for image in document.get("images", ())}
    shown = set(_SHOWN.findall(row["html"] + row["plain_html"]))
    if listed != shown:
        yield Problem(row["row"], "shows other pictures than those that its text lists")


def _check_publication(bundle: Row, row: Row, revisions: dict[int, Row]) -> Iterator[Problem]:
    revision = revisions.get(row["number"])
    if revision is None:
        yield Problem(row["row"], f"there is no revision {row['number']}")
    else:
        yield from differing(
            row, {name: revision[name] for name in COPIED}, f"revision {row['number']}"
        )
    if not any(
        submission["publication"] == row["id"] and submission["state"] == "approved"
        for submission in bundle["submissions"]
    ):
        yield Problem(row["row"], "no approved submission stands behind it")
    published = entry(bundle, "published", publication=row["id"])
    if published is None:
        yield Problem(row["row"], "the trail does not know of it")
        return
    yield from differing(
        row,
        {
            "number": published.get("revision"),
            "digest": published.get("digest"),
            "html_digest": published.get("html_digest"),
            "last_reviewed": published.get("last_reviewed"),
            "next_review_due": published.get("next_review_due"),
            "published_at": published["record"]["at"],
            "status": _status(bundle, row["id"]),
            "ended_at": _ended_at(bundle, row["id"]),
            "slug": (entry(bundle, "created") or {}).get("slug"),
            **_submitted(bundle, row),
        },
        "the trail",
    )
    yield from _check_specialty(row)
    if digest(row["reviewers"]) != published.get("reviewers"):
        yield Problem(row["row"], "the reviewers were changed")


def _check_specialty(row: Row) -> Iterator[Problem]:
    """Hold the columns that readers are shown against the text that was signed."""
    try:
        specialty = json.loads(row["content"])["specialty"]
        expected = {f"specialty_{name}": specialty[name] for name in ("slug", "name")}
    except (ValueError, KeyError, TypeError):
        return  # _check_text has said that it can't be read
    yield from differing(row, expected, "its text")


def _submitted(bundle: Row, publication: Row) -> dict[str, Any]:
    """Return what the trail says that changed with the publication, and who did what for it."""
    uids = [row["uid"] for row in bundle["submissions"] if row["publication"] == publication["id"]]
    submitted = (entry(bundle, "submitted", submission=uids[0]) if uids else None) or {}
    found = {"summary": submitted.get("summary")}
    if "credit" in publication:  # bundles of before the credit was frozen have none
        found["credit"] = submitted.get("credit", "")
    return found


def _ended_at(bundle: Row, publication: int) -> Any:
    """Return when, says the trail, the publication was retracted or superseded."""
    for action in ("retracted", "superseded"):
        ended = entry(bundle, action, publication=publication)
        if ended is not None:
            return ended["record"]["at"]
    return None


def _status(bundle: Row, publication: int) -> str:
    """Return the status that the trail gives a publication."""
    if entry(bundle, "retracted", publication=publication):
        return "retracted"
    return "superseded" if entry(bundle, "superseded", publication=publication) else "live"


def _check_notices(bundle: Row) -> Iterator[Problem]:
    for notice in bundle["notices"]:
        issued = next(
            filter(None, (entry(bundle, act, notice=notice["id"]) for act in _NOTICING)), None
        )
        if issued is None:
            yield Problem(notice["row"], "the trail does not know of it")
            continue
        expected: dict[str, Any] = {
            "publication": issued.get("publication"),
            "reason": issued.get("reason"),
            "remove_text": issued.get("remove_text"),
            "issuer_name": issued["record"]["actor_name"],
            "issued_at": issued["record"]["at"],
        }
        if "kind" in issued:
            expected["kind"] = issued["kind"]
        yield from differing(notice, expected, "the trail")


def _check_missing(bundle: Row) -> Iterator[Problem]:
    """Yield what the trail knows of and the tables no longer hold."""
    present = {
        "submitted": {row["number"] for row in bundle["revisions"]},
        "published": {row["id"] for row in bundle["publications"]},
        **{act: {row["id"] for row in bundle["notices"]} for act in _NOTICING},
    }
    keys = {
        "submitted": "revision",
        "published": "publication",
        **dict.fromkeys(_NOTICING, "notice"),
    }
    for action, there in present.items():
        for details in entries(bundle, action):
            if details.get(keys[action]) not in there:
                yield Problem(
                    details["record"]["row"],
                    f"names {keys[action]} {details.get(keys[action])}, which is gone",
                )
