"""Locks and records: what every service begins and ends with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from articles.canonical import canonical, digest
from articles.models import Article
from editorial.enums import Action
from editorial.instants import utc_text
from editorial.models import Record, Submission
from editorial.services.announcing import announce

RECORD_FORMAT = "imprimatur-record/1"


def locked_article(pk: int) -> Article:
    """Return the article with its row locked until the transaction ends.

    This one lock orders all acts on an article, its submissions and its trail. (On SQLite the
    whole database is locked from the start of the transaction.)
    """
    return Article.objects.select_for_update().get(pk=pk)


def locked_submission(submission: Submission) -> Submission:
    """Return the submission as it stands now, behind the lock of its article."""
    article = locked_article(submission.article_id)
    fresh = Submission.objects.select_related("revision").get(pk=submission.pk)
    fresh.article = article
    fresh.revision.article = article
    return fresh


def append_record(
    *, article: Article, action: Action, actor: User, at: datetime, **details: Any
) -> Record:
    """Append to a locked article's trail. ``details`` are plain JSON: old and new value, reason.

    The hash covers the canonical JSON of everything in the entry and the hash before it.
    """
    last = article.records.order_by("-sequence").first()
    sequence = last.sequence + 1 if last else 1
    previous = last.hash if last else ""
    data = canonical(details)
    actor_name = actor.name_and_credentials
    record = Record.objects.create(
        article=article,
        sequence=sequence,
        action=action,
        actor=actor,
        actor_name=actor_name,
        at=at,
        data=data,
        previous_hash=previous,
        hash=digest(
            canonical(
                {
                    "format": RECORD_FORMAT,
                    "article": str(article.uid),
                    "sequence": sequence,
                    "action": str(action.value),
                    "actor": str(actor.uid),
                    "actor_name": actor_name,
                    "at": utc_text(at),
                    "data": data,
                    "previous": previous,
                }
            )
        ),
    )
    announce(record)
    return record


def last_hash(article: Article) -> str:
    """Return the hash at the head of the article's trail, or an empty text."""
    return str(article.records.order_by("-sequence").values_list("hash", flat=True).first() or "")
