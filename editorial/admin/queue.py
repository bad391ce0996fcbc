"""What the queue shows: its rows, and the filters above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from accounts.enums import Role
from accounts.models import Specialty, User
from editorial.enums import OPEN_STATES, AssignmentState, Meaning, State
from editorial.models import Assignment, Signature, Submission
from editorial.models.submission import SubmissionQuerySet

PENDING = (AssignmentState.INVITED, AssignmentState.ACCEPTED)

#: Of a revision a row needs the title; its texts are long.
LONG = tuple(
    f"revision__{column}" for column in ("content", "html", "plain_html", "references_html", "toc")
)


def rows(visible: SubmissionQuerySet, user: User) -> SubmissionQuerySet:
    """Return the submissions with all that a row shows, in a constant number of queries.

    ``due`` is when the person's own review is due, or for editors the first of all.
    """
    shown: SubmissionQuerySet = (
        with_due(visible, user)
        .select_related("revision", "article__specialty")
        .defer(*LONG, "article__clinician_text", "article__plain_text", "article__references")
        .prefetch_related("article__authorships__user")
        .annotate(
            approved_by=Count(
                "signatures__signer",
                filter=Q(signatures__meaning=Meaning.APPROVED),
                distinct=True,
            ),
        )
    )
    return shown


def with_due(visible: SubmissionQuerySet, user: User) -> SubmissionQuerySet:
    """Return the submissions with ``due``, which is all that the whole queue may be ordered by."""
    due = Assignment.objects.filter(submission=OuterRef("pk"), state__in=PENDING)
    if not sees_all(user):
        due = due.filter(member=user)
    first = due.order_by("due_on").values("due_on")[:1]
    found: SubmissionQuerySet = visible.annotate(due=Subquery(first))
    return found


def sees_all(user: User) -> bool:
    """Tell whether the person sees every submission, not only those they were asked about."""
    return user.has_role(Role.EDITOR) or user.has_role(Role.ADMIN)


def awaiting(submissions: SubmissionQuerySet, user: User) -> SubmissionQuerySet:
    """Return those that wait for this person.

    For a member: for an answer or a signature. For an editor, who must not have written it: for
    the review to begin, for reviewers, or for a decision when a member has returned the text.
    """
    wanted = Q(pk__in=[])
    if user.has_role(Role.BOARD):
        wanted |= Q(pk__in=Submission.objects.awaiting(user).values("pk"))
    if user.has_role(Role.EDITOR):
        asked = Assignment.objects.filter(submission=OuterRef("pk"), state__in=PENDING)
        returned = Signature.objects.filter(submission=OuterRef("pk"), meaning=Meaning.RETURNED)
        wanted |= (
            Q(state__in=OPEN_STATES)
            & ~Q(article__authors=user)
            & (Q(state=State.SUBMITTED) | ~Exists(asked) | Exists(returned))
        )
    return submissions.filter(wanted)


class StateFilter(SimpleListFilter):
    """Open ones unless asked otherwise."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the states, and all of them."""
        return [*State.choices, ("all", "All")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Name what is shown when nothing was chosen."""
        chosen = self.value()
        yield {
            "selected": chosen is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": "Open",
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the submissions in the state."""
        value = self.value()
        if value == "all":
            return queryset
        return queryset.filter(state__in=[value] if value in State.values else OPEN_STATES)


class AwaitingFilter(SimpleListFilter):
    """Those that wait for the person."""

    title = "awaiting me"
    parameter_name = "awaiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the one choice beside everything."""
        return [("me", "Awaiting me")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what waits for the person."""
        user: Any = request.user
        return awaiting(queryset, user) if self.value() == "me" else queryset  # type: ignore[arg-type]


class SpecialtyFilter(SimpleListFilter):
    """Those of one specialty."""

    title = "specialty"
    parameter_name = "specialty"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the specialties."""
        return [(s.slug, s.name) for s in Specialty.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the submissions of the specialty."""
        return queryset.filter(article__specialty__slug=self.value()) if self.value() else queryset
