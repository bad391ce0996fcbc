"""One checklist of a review: answered on a page of its own, which saves itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.errors import RefusedError
from editorial import review_policies, services
from editorial.models import Checklist, ChecklistItem, Submission
from editorial.models.checklist import NOT_APPLICABLE
from editorial.selectors.checklists import checklists_for
from editorial.services.reviewing import unanswered

CONFLICT, BAD = 409, 400


@dataclass(frozen=True)
class Row:
    """An item of the page, with what was answered."""

    item: ChecklistItem
    value: str
    reason: str
    begins_section: bool


def checklist_page(
    request: HttpRequest, submission: Submission, checklist_pk: int, frame: dict[str, Any]
) -> HttpResponse:
    """Show the checklist, keep answers as a draft, or hand it in. Raises Http404.

    The page's script posts in the background and is answered in JSON; without it there is a
    button.
    """
    user: Any = request.user
    applying = checklists_for(submission, user)
    checklist = next((each for each in applying if each.pk == checklist_pk), None)
    if checklist is None:
        raise Http404
    problems: list[str] = []
    status = 200
    answers = _stored(user, submission, checklist)
    if request.method == "POST":
        answers = {**answers, **_posted(request, checklist)}
        try:
            return _save(request, submission, checklist)
        except RefusedError as refused:
            problems, status = refused.reasons, CONFLICT
        except ValidationError as invalid:
            problems, status = list(invalid.messages), BAD
        if _wants_json(request):
            return JsonResponse({"problems": problems}, status=status)
        status = CONFLICT if status == CONFLICT else 200
    context = {
        **frame,
        "title": checklist.name,
        "checklist": checklist,
        "rows": _rows(checklist, answers),
        "not_applicable": NOT_APPLICABLE,
        "against": review_policies.against_taking_notes(user, submission),
        "missing": unanswered(checklist, answers),
        "problems": problems,
    }
    return TemplateResponse(
        request, "admin/editorial/review/checklist.html", context, status=status
    )


def _save(request: HttpRequest, submission: Submission, checklist: Checklist) -> HttpResponse:
    user: Any = request.user
    response = services.save_answers(
        acting_user=user,
        submission=submission,
        checklist=checklist,
        answers=_posted(request, checklist),
    )
    if _wants_json(request):
        return JsonResponse({"missing": len(unanswered(checklist, response.answers))})
    if "complete" in request.POST:
        services.complete_checklist(acting_user=user, submission=submission, checklist=checklist)
        messages.success(request, f"{checklist.name} is handed in.")
        address = reverse("admin:editorial_submission_review", args=[submission.pk])
        return redirect(f"{address}#notes")
    messages.success(request, "The draft is kept.")
    return redirect("admin:editorial_submission_checklist", submission.pk, checklist.pk)


def _posted(request: HttpRequest, checklist: Checklist) -> dict[str, dict[str, str]]:
    """Return the answers that the form has; items that it does not mention stay as they are."""
    answers = {}
    for item in checklist.items.all():
        value = request.POST.get(f"item-{item.position}")
        reason = request.POST.get(f"reason-{item.position}")
        if value is not None or reason is not None:
            answers[str(item.position)] = {"value": value or "", "reason": reason or ""}
    return answers


def _stored(user: Any, submission: Submission, checklist: Checklist) -> dict[str, dict[str, str]]:
    response = checklist.responses.filter(review__submission=submission, review__member=user)
    found = response.first()
    return dict(found.answers) if found else {}


def _rows(checklist: Checklist, answers: dict[str, dict[str, str]]) -> list[Row]:
    rows: list[Row] = []
    for item in checklist.items.all():
        answer = answers.get(str(item.position), {})
        begins = not rows or rows[-1].item.section != item.section
        rows.append(Row(item, answer.get("value", ""), answer.get("reason", ""), begins))
    return rows


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
