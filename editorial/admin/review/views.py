"""The review page and the pages of its checklists, for the admin of submissions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from accounts.errors import RefusedError
from editorial import review_policies
from editorial.admin.review.checklists import checklist_page
from editorial.admin.review.forms import FORMS, ReviewForm
from editorial.admin.review.page import against_reading, review_context
from editorial.enums import AssignmentState
from editorial.models import Submission

LOOKS = ("GET", "HEAD")
CONFLICT, NO_CONTENT = 409, 204


class ReviewPages:
    """Gives the admin of submissions the page ``<pk>/review/`` and those of its checklists."""

    # What a ModelAdmin has.
    admin_site: Any
    model: Any
    _thing: Callable[..., Any]

    def get_urls(self) -> list[URLPattern]:
        """Put the pages before Django's, which would take the words for a part of the id."""
        guarded = self.admin_site.admin_view
        pages = [
            path("<int:pk>/review/", guarded(self.review_page), name="editorial_submission_review"),
            path(
                "<int:pk>/review/checklists/<int:checklist_pk>/",
                guarded(self.checklist_page),
                name="editorial_submission_checklist",
            ),
        ]
        return pages + super().get_urls()  # type: ignore[misc]

    def review_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the page, or take what one of its forms says."""
        submission = self._thing(request, pk)
        reasons = against_reading(request.user, submission)
        if reasons:
            messages.warning(request, " ".join(reasons))
            return redirect("admin:editorial_submission_change", pk)
        if request.method == "POST":
            return self._post(request, submission)
        if request.method not in LOOKS:
            return HttpResponseNotAllowed([*LOOKS, "POST"])
        return self._show(request, submission)

    def checklist_page(self, request: HttpRequest, pk: int, checklist_pk: int) -> HttpResponse:
        """Show a checklist, or keep its answers."""
        submission = self._thing(request, pk)
        if against_reading(request.user, submission):
            return redirect("admin:editorial_submission_change", pk)
        if request.method not in (*LOOKS, "POST"):
            return HttpResponseNotAllowed([*LOOKS, "POST"])
        frame = self._frame(request, submission)
        return checklist_page(request, submission, checklist_pk, frame)

    def _post(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        name = request.POST.get("do", "")
        if name not in FORMS:
            return self._show(request, submission, ["Nothing was done. Open the page again."], 400)
        form = FORMS[name](request.POST, auto_id=f"{name}-%s")
        problems: list[str] = []
        status = 200
        if form.is_valid():
            try:
                fragment = form.perform(request.user, submission)  # type: ignore[arg-type]
                return self._done(request, submission, form, fragment)
            except RefusedError as refused:
                problems, status = refused.reasons, CONFLICT
            except ValidationError as invalid:
                problems = list(invalid.messages)
        else:
            problems = [str(error) for errors in form.errors.values() for error in errors]
        return self._show(request, submission, problems, status, _typed(name, form))

    def _done(
        self, request: HttpRequest, submission: Submission, form: ReviewForm, fragment: str
    ) -> HttpResponse:
        if "application/json" in request.headers.get("Accept", ""):
            return HttpResponse(status=NO_CONTENT)
        messages.success(request, form.done)
        address = reverse("admin:editorial_submission_review", args=[submission.pk])
        return HttpResponseRedirect(f"{address}#{fragment}")

    def _show(
        self,
        request: HttpRequest,
        submission: Submission,
        problems: list[str] | None = None,
        status: int = 200,
        extra: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {
            **self._frame(request, submission),
            **review_context(request, submission),
            "problems": problems or [],
            **(extra or {}),
        }
        own = context["own"]
        if own and own.state == AssignmentState.COMPLETED:  # nobody else can have signed
            against = review_policies.against_saying_must_fix(request.user, submission)
            context["comment_form"].offer_no_must_fix(against)
        return TemplateResponse(request, "admin/editorial/review/page.html", context, status=status)

    def _frame(self, request: HttpRequest, submission: Submission) -> dict[str, Any]:
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": f"Review: {submission.revision.title}",
            "thing": submission,
        }


def _typed(name: str, form: ReviewForm) -> dict[str, Any]:
    """Return what the page needs to show again what was typed, where it was typed."""
    return {
        f"{name.replace('-', '_')}_form": form,
        "did": name,
        "typed": form.data.get("body", ""),
        "typed_in": form.data.get("thread", ""),
    }
