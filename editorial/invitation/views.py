"""Answer an invitation by the link in the mail.

Looking at the page changes nothing: mail scanners open links as well. The link says who answers
and signs nobody in; the full text waits behind the sign-in, until the member has agreed.
"""

from __future__ import annotations

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import RefusedError
from editorial import policies, review_policies, services
from editorial.invitation.forms import AGREE, AnswerForm
from editorial.invitations import read_token
from editorial.models import Assignment

FORBIDDEN, CONFLICT, GONE = 403, 409, 410
LONGEST_KEY = 19


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked, or take the answer. A link that is used, revoked or old is gone (410)."""
    try:
        pk, invited_at = read_token(token)
    except signing.SignatureExpired:
        return _page(request, "gone", status=GONE)
    except signing.BadSignature as error:
        raise Http404 from error
    assignment = (
        Assignment.objects.filter(pk=pk)
        .select_related("member", "invited_by", "submission__revision", "submission__article")
        .first()
    )
    if assignment is None or review_policies.against_answering(
        assignment.member, assignment, invited_at
    ):
        return _page(request, "gone", status=GONE)
    if request.user.is_authenticated and request.user.pk != assignment.member_id:
        return _page(request, "somebody_else", status=FORBIDDEN)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        agree = form.cleaned_data["answer"] == AGREE
        try:
            services.answer_invitation(
                acting_user=assignment.member,
                assignment=assignment,
                invited_at=invited_at,
                agree=agree,
                reason=form.cleaned_data["reason"],
                conflict=form.cleaned_data["conflict"],
            )
            return _kept_out_of_sight(_answered(assignment, agree=agree))
        except RefusedError as error:
            refused = error.reasons
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "assignment": assignment,
        "revision": assignment.submission.revision,
        "document": assignment.submission.revision.document,
        "words": len(assignment.submission.revision.document["clinician"].split()),
        "against": policies.against_accepting(assignment.member, assignment),
        "form": form,
        "refused": refused,
    }
    return _page(request, "answer", context, status=CONFLICT if refused else 200)


def _answered(assignment: Assignment, *, agree: bool) -> HttpResponse:
    if not agree:
        return redirect("invitation:turned_down")
    return redirect(f"{reverse('invitation:agreed')}?text={assignment.submission_id}")


@require_safe
def agreed(request: HttpRequest) -> HttpResponse:
    """Thank, and show the way to the text, which asks who comes."""
    text = request.GET.get("text", "")
    if text.isdecimal() and len(text) < LONGEST_KEY:
        way = reverse("admin:editorial_submission_review", args=[text])
    else:
        way = reverse("admin:editorial_submission_changelist")
    return _page(request, "agreed", {"way": way})


@require_safe
def turned_down(request: HttpRequest) -> HttpResponse:
    """Thank."""
    return _page(request, "turned_down")


def _page(
    request: HttpRequest, name: str, context: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    return _kept_out_of_sight(
        render(request, f"invitation/{name}.html", context or {}, status=status)
    )


def _kept_out_of_sight(response: HttpResponse) -> HttpResponse:
    """Keep the page out of caches and search engines, and its address out of others' logs."""
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response
