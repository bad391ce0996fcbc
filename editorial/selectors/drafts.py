"""A person's articles and their working copies, for pages and the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from articles.enums import PublicationStatus
from articles.models import Article, Publication
from editorial.enums import Action
from editorial.models import Record, Responsibility, Submission

#: The long fields, which lists do not need.
TEXTS = ("clinician_text", "plain_text", "references", "disclaimer", "ai_prompts")


def articles_of(user: User) -> QuerySet[Article]:
    """The articles in whose byline the person stands, last changed first."""
    return (
        Article.objects.filter(authorships__user=user)
        .select_related("specialty")
        .order_by("-updated_at", "-pk")
    )


def with_standing(articles: QuerySet[Article]) -> QuerySet[Article]:
    """The articles with what ``Standing.of`` reads, in a constant number of queries."""
    begun = Record.objects.filter(
        article=OuterRef("article"),
        action=Action.REVIEW_BEGUN,
        at__gte=OuterRef("submitted_at"),
        at__lte=OuterRef("closed_at"),
    )
    submissions = (
        Submission.objects.annotate(review_begun=Exists(begun))
        .order_by("-submitted_at", "-pk")
        .select_related("revision")
        .only(
            *("article", "state", "submitted_at", "closed_at", "letter"),
            *("uid", "revision__number", "revision__created_at", "previous", "cover_note"),
        )
    )
    publications = (
        Publication.objects.filter(status__in=[PublicationStatus.LIVE, PublicationStatus.RETRACTED])
        .only("article", "number", "slug", "status", "published_at", "next_review_due")
        .with_ends()
        .order_by("-published_at", "-pk")
    )
    unanswered = Responsibility.objects.waiting().filter(article=OuterRef("pk"))
    return articles.annotate(unanswered_for=Exists(unanswered)).prefetch_related(
        Prefetch("submissions", queryset=submissions, to_attr="submissions_newest_first"),
        Prefetch("publications", queryset=publications, to_attr="standing_publications"),
    )


def saves_of(article: Article) -> QuerySet[Any]:
    """Every kept state of the working copy, newest first, with who saved it."""
    saves: QuerySet[Any] = article.history.select_related("history_user", "specialty").order_by(
        "-history_date", "-history_id"
    )
    return saves


def programs_of(article: Article) -> dict[int, str]:
    """Return the names of the programs that saved the working copy, by the numbers of the saves.

    The save that an article started with is 0 where its record does not say which it was.
    """
    acts = article.records.filter(
        action__in=[Action.CREATED, Action.SAVED], data__contains='"program":'
    )
    return {record.details.get("save") or 0: record.details["program"] for record in acts}


def newest_save(article: Article) -> Any:
    """Return the newest kept state; its ``history_id`` is what a form was opened on."""
    return saves_of(article)[0]
