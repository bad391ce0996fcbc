"""What the authors of an article have confirmed, in the order of the byline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.checks.contributions import Contribution as Stated
from articles.models import Article, Contribution


def contributions_by_author(article: Article) -> dict[int, Contribution]:
    """Return the kept statements by the key of their author. Not every author has made one."""
    return {line.user_id: line for line in article.contributions.all()}


def stated(article: Article, document: Mapping[str, Any]) -> list[Stated]:
    """Return what each author in the byline of a content document has confirmed.

    A confirmation of one's interests is about the disclosure of then: a newer one asks for another.
    """
    by_author = {str(line.user.uid): line for line in article.contributions.select_related("user")}
    return [_stated(author, by_author.get(author["id"])) for author in document["authors"]]


def _stated(author: Mapping[str, Any], line: Contribution | None) -> Stated:
    if line is None:
        return Stated(author["id"], author["name"])
    disclosure = author["disclosure"]
    confirmed = line.interests_confirmed_at
    return Stated(
        author=author["id"],
        name=author["name"],
        criteria=frozenset(line.criteria),
        roles=tuple(line.roles),
        conflicts_confirmed=bool(
            confirmed and disclosure and disclosure["dated"] <= confirmed.date().isoformat()
        ),
        digest=line.approved_digest,
    )
