"""Mail, once the act is committed. A mail that fails is logged and breaks nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from articles.models import Article
from editorial.enums import AssignmentState
from editorial.invitations import token_for
from editorial.models import Assignment, Submission

logger = logging.getLogger(__name__)


def tell_editors(event: str, submission: Submission, **context: Any) -> None:
    """Mail the editors about a submission."""
    people = User.objects.filter(is_active=True, groups__name=Role.EDITOR)
    _tell(people, f"editors_{event}", {"submission": submission, **_desk(submission), **context})


def tell_authors(event: str, submission: Submission) -> None:
    """Mail the authors about a submission of theirs."""
    context = {"submission": submission, "letter": submission.letter}
    tell_article_authors(event, submission.article, **context)


def tell_article_authors(event: str, article: Article, **context: Any) -> None:
    """Mail the authors of an article."""
    address = settings.SITE_URL + reverse("write:article", args=[article.slug])
    _tell(
        article.ordered_authors,
        f"authors_{event}",
        {"article": article, "address": address, **context},
    )


def tell_member(event: str, assignment: Assignment) -> None:
    """Mail a board member about an assignment."""
    submission = assignment.submission
    context = {"assignment": assignment, "submission": submission, **_desk(submission)}
    if assignment.state == AssignmentState.INVITED:
        path = reverse("invitation:answer", args=[token_for(assignment)])
        context["link"] = settings.SITE_URL + path
    _tell([assignment.member], f"member_{event}", context)


def tell_members(event: str, submission: Submission) -> None:
    """Mail the members who have signed a submission about its end."""
    people = User.objects.filter(is_active=True, signatures__submission=submission)
    _tell(people, f"members_{event}", {"submission": submission, **_desk(submission)})


def _desk(submission: Submission) -> dict[str, str]:
    address = reverse("admin:editorial_submission_change", args=[submission.pk])
    return {"address": settings.SITE_URL + address}


def _tell(people: Iterable[User], template: str, context: dict[str, Any]) -> None:
    """Send everybody the mail after commit. Its first line is the subject."""
    for person in people:
        text = render_to_string(f"email/{template}.txt", {**context, "person": person})
        subject, _, body = text.strip().partition("\n")
        transaction.on_commit(
            partial(_send, " ".join(subject.split()), body.strip(), person.email), robust=True
        )


def _send(subject: str, body: str, to: str) -> None:
    try:
        send_mail(f"[{settings.SITE_NAME}] {subject}", body, None, [to])
    except OSError:
        logger.exception("A mail to %s could not be sent: %s", to, subject)
