"""One revision on its way through review."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django_fsm import FSMField, transition

from accounts.enums import Role
from accounts.models import User
from articles.credit import credited
from articles.models import Article, Publication, Revision
from editorial.enums import OPEN_STATES, AssignmentState, State

if TYPE_CHECKING:
    from editorial.models.comment import CommentQuerySet


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions, in the words of the desk."""

    def open(self) -> SubmissionQuerySet:
        """Only those on their way."""
        return self.filter(state__in=OPEN_STATES)

    def decided(self) -> SubmissionQuerySet:
        """Only those that the office has decided: what its authors withdrew it has not."""
        return self.exclude(state__in=[*OPEN_STATES, State.WITHDRAWN])

    def awaiting(self, user: User) -> SubmissionQuerySet:
        """Only those that wait for this member's answer or signature."""
        from editorial.models.assignment import Assignment

        mine = Assignment.objects.filter(
            submission=OuterRef("pk"),
            member=user,
            state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED],
        )
        return self.open().filter(Exists(mine))

    def visible_to(self, user: User) -> SubmissionQuerySet:
        """Only those that the person may know of at the desk.

        Editors and administrators see all, members what they were asked to review.
        """
        if user.has_role(Role.EDITOR) or user.has_role(Role.ADMIN):
            return self
        if user.has_role(Role.BOARD):
            from editorial.models.assignment import Assignment

            return self.filter(
                Exists(Assignment.objects.filter(submission=OuterRef("pk"), member=user))
            )
        return self.none()


class Submission(models.Model):
    """A revision, the policy it is judged by, and where it stands.

    The transitions below are empty and private: they say what may follow what. The services of
    the same names do the work, and the database refuses any other move.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="submissions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="submissions")
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next"
    )
    state = FSMField(choices=State.choices, default=State.SUBMITTED, protected=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions"
    )
    submitted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    letter = models.TextField(blank=True)
    summary = models.CharField("what changed and why", max_length=300, blank=True)
    cover_note = models.TextField("cover note to editors and reviewers", blank=True)
    credit = models.TextField("who of the authors did what", blank=True)
    approvals_needed = models.PositiveSmallIntegerField()
    specialists_needed = models.PositiveSmallIntegerField()
    review_months = models.PositiveSmallIntegerField()
    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="submission"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(state__in=OPEN_STATES),
                name="submission_one_open_an_article",
            ),
            models.CheckConstraint(
                name="submission_needs_two_approvals",
                condition=Q(approvals_needed__gte=2)
                & Q(specialists_needed__lte=models.F("approvals_needed")),
            ),
            models.CheckConstraint(
                name="submission_state_known", condition=Q(state__in=State.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision.title} (revision {self.revision.number})"

    @property
    def is_open(self) -> bool:
        """Whether the submission is still on its way."""
        return self.state in OPEN_STATES

    @property
    def authors(self) -> list[dict[str, Any]]:
        """The authors as they were frozen, with what each did and whom to write to."""
        return credited(self.revision.document, self.credit)

    def held_up_by(self) -> CommentQuerySet:
        """The open comments of this and earlier rounds that keep everybody from approving it."""
        from editorial.models.comment import Comment

        return Comment.objects.holding_up(self)

    @cached_property
    def signer_keys(self) -> frozenset[int]:
        """The keys of those who have signed, as of when they were first asked for."""
        return frozenset(self.signatures.order_by().values_list("signer_id", flat=True))

    @transition(field=state, source=State.SUBMITTED, target=State.UNDER_REVIEW)
    def _begin_review(self) -> None:
        """Review begins."""

    @transition(field=state, source=State.UNDER_REVIEW, target=State.APPROVED)
    def _approve(self) -> None:
        """The quorum has signed."""

    @transition(field=state, source=State.UNDER_REVIEW, target=State.CHANGES_REQUESTED)
    def _request_changes(self) -> None:
        """The authors are asked for another revision."""

    @transition(field=state, source=list(OPEN_STATES), target=State.DECLINED)
    def _decline(self) -> None:
        """The text is not taken."""

    @transition(field=state, source=list(OPEN_STATES), target=State.WITHDRAWN)
    def _withdraw(self) -> None:
        """The authors take it back."""
