"""What the authors of an article have confirmed, in the order of the byline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from articles.checks.contributions import ICMJE
from articles.checks.contributions import Contribution as Stated
from articles.models import Article, Authorship, Contribution


def contributions_by_author(article: Article) -> dict[int, Contribution]:
    """Return the kept statements by the key of their author. Not every author has made one."""
    return {line.user_id: line for line in article.contributions.all()}


def with_own_part(articles: QuerySet[Article], user: User) -> QuerySet[Article]:
    """The articles with what ``own_part_wanted`` reads. One query more."""
    others = Authorship.objects.filter(article=OuterRef("pk")).exclude(user=user)
    own = Contribution.objects.filter(user=user)
    return articles.annotate(has_coauthors=Exists(others)).prefetch_related(
        Prefetch("contributions", queryset=own, to_attr="own_contributions")
    )


def own_part_wanted(article: Any) -> str:
    """Return what the reader, one of several authors, has yet to confirm; "" for nothing.

    The article was read ``with_own_part``. Whether the approved text is this very one is judged by
    its last change; the page of authors compares digests.
    """
    if not article.has_coauthors:
        return ""
    line: Contribution | None = next(iter(article.own_contributions), None)
    if line is None or len(line.criteria) < len(ICMJE) or not line.roles:
        return "Say what your part was, and that you stand by it."
    if line.interests_confirmed_at is None:
        return "Confirm that your disclosed interests are current."
    if line.approved_at is None:
        return "Approve the final text."
    if line.approved_at < article.updated_at:
        return "Approve the final text again: it has changed since you did."
    return ""


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
