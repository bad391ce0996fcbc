"""A submission at the desk: the queue, and the page on which it is judged."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.views import ChangeList

from accounts.desk.things import ThingAdmin
from articles.templatetags.moments import day
from editorial.admin import queue
from editorial.admin.acts import SUBMISSION_ACTS
from editorial.admin.downloading import DownloadPages
from editorial.admin.review.views import ReviewPages
from editorial.admin.standing import submission_page
from editorial.models import Submission


class Queue(ChangeList):
    """The list, with what its rows show."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Submission]:
        """Return what filters and orders work on; what rows show is read for the page alone."""
        user: Any = request.user
        visible: Any = self.root_queryset  # type: ignore[has-type]
        self.root_queryset = queue.with_due(visible, user)
        found: QuerySet[Submission] = super().get_queryset(request, *args, **kwargs)
        return found

    def get_results(self, request: HttpRequest) -> None:
        """Find the keys of the page's rows, then read those: thousands may wait behind them."""
        user: Any = request.user
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))  # type: ignore[has-type]
        shown: Any = Submission.objects.filter(pk__in=keys)
        found = {row.pk: row for row in queue.rows(shown, user)}
        self.result_list = [found[key] for key in keys]


@admin.register(Submission)
class SubmissionAdmin(ReviewPages, DownloadPages, ThingAdmin):
    """The queue and its pages."""

    acts = SUBMISSION_ACTS
    thing_template = "admin/editorial/submission/page.html"
    list_title = "Queue"
    intro = "Texts on their way through review, the oldest first."
    list_display = ("text", "standing", "specialty", "byline", "approvals", "due_on")
    list_filter = (queue.AwaitingFilter, queue.StateFilter, queue.SpecialtyFilter)
    search_fields = ("revision__title", "revision__question", "article__slug")
    search_help_text = "Title, question or address"
    ordering = ("submitted_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        """Keep to what the person may know of."""
        user: Any = request.user
        return (
            Submission.objects.visible_to(user)
            .select_related("revision", "article__specialty", "submitted_by")
            .order_by(*self.ordering)
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the queue."""
        return Queue

    def page_context(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Show what the person may know."""
        user: Any = request.user
        return submission_page(user, thing)

    @admin.display(description="Text", ordering="revision__question")
    def text(self, submission: Submission) -> SafeString:
        """Return the question, and beneath it the title and the revision."""
        revision = submission.revision
        return format_html(
            '<span class="row-question">{}</span> <span class="row-title">{} · revision {}</span>',
            revision.question,
            revision.title,
            revision.number,
        )

    @admin.display(description="State", ordering="state")
    def standing(self, submission: Submission) -> SafeString:
        """Return the state as words beside an icon."""
        return render_to_string("admin/desk/state.html", {"submission": submission})

    @admin.display(description="Specialty", ordering="article__specialty__name")
    def specialty(self, submission: Submission) -> str:
        """Return the specialty of the text."""
        return submission.article.specialty.name

    @admin.display(description="Authors")
    def byline(self, submission: Submission) -> str:
        """Return the authors, in order."""
        return ", ".join(author.printed_name for author in submission.article.ordered_authors)

    @admin.display(description="Approvals")
    def approvals(self, submission: Any) -> str:
        """Return how many of the approvals are there."""
        return f"{submission.approved_by} of {submission.approvals_needed}"

    @admin.display(description="Due", ordering="due")
    def due_on(self, submission: Any) -> SafeString | str:
        """Return when a review is due, and that it is late."""
        if not submission.is_open or submission.due is None:
            return "None"
        late = " (overdue)" if submission.due < timezone.now().date() else ""
        return format_html("{}{}", day(submission.due), late)
