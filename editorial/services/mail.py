"""Mail about texts. It goes through the outbox, with the act that it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.enums import MailKind, Role
from accounts.models import User
from accounts.services.outbox import post
from articles.models import Article
from editorial.enums import AssignmentState
from editorial.invitations import token_for
from editorial.models import Assignment, ProblemReport, ReaderQuestion, Submission

#: What each mail is about, by its template.
KINDS: dict[str, MailKind] = {
    "administrators_coauthor": MailKind.DESK,
    "author_added": MailKind.PROGRESS,
    "author_removed": MailKind.DECISION,
    "authors_approved": MailKind.DECISION,
    "authors_changes_requested": MailKind.DECISION,
    "authors_declined": MailKind.DECISION,
    "authors_noticed": MailKind.DECISION,
    "authors_reference_retracted": MailKind.PROGRESS,
    "authors_retracted": MailKind.DECISION,
    "authors_review_begun": MailKind.PROGRESS,
    "editors_answered": MailKind.ANSWERS,
    "editors_question": MailKind.DESK,
    "editors_report": MailKind.DESK,
    "editors_submitted": MailKind.DESK,
    "editors_turned_down": MailKind.DESK,
    "editors_withdrawn": MailKind.DESK,
    "member_approved": MailKind.INVITATION,
    "member_assigned": MailKind.INVITATION,
    "member_closed": MailKind.INVITATION,
    "member_moved": MailKind.INVITATION,
    "member_released": MailKind.INVITATION,
    "member_reminded": MailKind.INVITATION,
    "member_withdrawn": MailKind.INVITATION,
    "members_approved": MailKind.OUTCOME,
    "members_closed": MailKind.OUTCOME,
    "members_withdrawn": MailKind.OUTCOME,
}


def tell_editors(event: str, submission: Submission, **context: Any) -> None:
    """Mail the editors about a submission."""
    _tell(
        _editors(), f"editors_{event}", {"submission": submission, **_desk(submission), **context}
    )


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


def tell_new_coauthor(person: User, article: Article, by: User) -> None:
    """Mail somebody that a co-author has put them in the byline."""
    address = settings.SITE_URL + reverse("write:authors", args=[article.slug])
    _tell([person], "author_added", {"article": article, "by": by, "address": address})


def tell_former_coauthor(person: User, article: Article, by: User) -> None:
    """Mail somebody whom another author has taken off the byline. No preference silences it."""
    context = {"article": article, "by": by, "address": settings.SITE_URL + reverse("write:list")}
    _tell([person], "author_removed", context)


def ask_administrators_for_account(email: str, article: Article, by: User) -> None:
    """Mail the administrators that an author wants somebody as co-author who can't write here.

    They are told what is wanted of them: an account, or for one that there is the role.
    """
    people = User.objects.filter(is_active=True, groups__name=Role.ADMIN)
    address = settings.SITE_URL + reverse("admin:accounts_user_changelist")
    account = User.objects.filter(email__iexact=email).first()
    context = {"article": article, "by": by, "email": email, "address": address}
    _tell(people, "administrators_coauthor", {**context, "account": account})


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


def tell_editors_of_report(report: ProblemReport) -> None:
    """Mail the editors about a reader's report."""
    address = reverse("admin:editorial_problemreport_change", args=[report.pk])
    _tell(_editors(), "editors_report", {"report": report, "address": settings.SITE_URL + address})


def tell_editors_of_question(question: ReaderQuestion) -> None:
    """Mail the editors about a reader's question."""
    context = {"question": question, "address": desk_address_of(question)}
    _tell(_editors(), "editors_question", context)


def desk_address_of(question: ReaderQuestion) -> str:
    """Return where the editors find a reader's question, by which a mail about it is known."""
    address = reverse("admin:editorial_readerquestion_change", args=[question.pk])
    return settings.SITE_URL + address


def _editors() -> Iterable[User]:
    return User.objects.filter(is_active=True, groups__name=Role.EDITOR)


def _desk(submission: Submission) -> dict[str, str]:
    address = reverse("admin:editorial_submission_change", args=[submission.pk])
    return {"address": settings.SITE_URL + address}


def _tell(people: Iterable[User], template: str, context: dict[str, Any]) -> None:
    """Write everybody who wants it the mail; it is sent after commit."""
    for person in people:
        text = render_to_string(f"email/{template}.txt", {**context, "person": person})
        post(person=person, kind=KINDS[template], text=text)
