"""The page on which people disclose their interests."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.errors import RefusedError
from accounts.forms import (
    EMPTY_ROWS,
    NOTHING,
    BaseInterestFormSet,
    DisclosureForm,
    InterestFormSet,
)
from accounts.models import User
from accounts.services.disclosing import record_disclosure

PREFIX = "interests"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def disclosure(request: HttpRequest) -> HttpResponse:
    """Show the person's newest statement, and take a new one."""
    if request.method != "POST":
        return _page(request, DisclosureForm(), InterestFormSet(prefix=PREFIX))
    form = DisclosureForm(request.POST)
    interests = InterestFormSet(request.POST, prefix=PREFIX)
    if "more" in request.POST:
        return _page(request, *_with_more_rows(form, interests))
    # Both are asked, so that all that is wrong is said at once.
    if all([form.is_valid(), interests.is_valid()]) and _record(request, form, interests):
        messages.success(request, "Your statement is recorded.")
        return redirect("accounts:disclosure")
    return _page(request, form, interests)


def _record(request: HttpRequest, form: DisclosureForm, interests: BaseInterestFormSet) -> bool:
    """Let the service record the statement; where it refuses, put the reason on the form."""
    try:
        record_disclosure(
            acting_user=cast("User", request.user),
            dated=form.cleaned_data["dated"],
            nothing_to_disclose=form.cleaned_data["statement"] == NOTHING,
            interests=interests.interests,
        )
    except ValidationError as error:
        form.add_error(None, error)
    except RefusedError as error:
        form.add_error(None, error.reasons)
    return form.is_valid()


def _with_more_rows(
    form: DisclosureForm, interests: BaseInterestFormSet
) -> tuple[DisclosureForm, BaseInterestFormSet]:
    """Return both as typed, with more empty rows, and nothing checked: no JavaScript is needed."""
    rows = [_typed(row) for row in interests.forms]
    longer = InterestFormSet(prefix=PREFIX, initial=rows)
    longer.extra = len(rows) + EMPTY_ROWS
    return DisclosureForm(initial=_typed(form)), longer


def _typed(form: Form) -> dict[str, str]:
    return {name: form[name].data or "" for name in form.fields}


def _page(
    request: HttpRequest, form: DisclosureForm, interests: BaseInterestFormSet
) -> HttpResponse:
    newest = cast("User", request.user).latest_disclosure()
    context = {"form": form, "interests": interests, "newest": newest}
    return render(request, "account/disclosure.html", context)
