"""What was typed comes back where it could not be taken: the session ended, or began anew.

A page that was open meanwhile sends a form that nobody may act on: its person is signed out, or
its token is that of an earlier session. The words in it are shown, to be sent again by a press.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.csrf import csrf_failure as not_taken

from editorial.authoring.fields import LABELS

#: What is never sent back to anybody.
SECRET = re.compile("csrf|passw|secret|code", re.IGNORECASE)
#: Fields whose words a person wrote, in the order of the page.
SHOWN = ("question", "title", "clinician_text", "plain_text", "funding", "ai_prompts")
#: From so many characters on, words under another name are a person's, such as an answer.
LONG = 40


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is wrong; what comes from another site is shown nowhere."""
    if not (request.path.startswith(reverse("write:list")) and _is_from_here(request)):
        return not_taken(request, reason)
    if is_navigation(request):
        return sent_back(request)
    user = request.user
    # A script that is still open goes on with the new token, if it is still the same person's.
    answer = {
        "reasons": ["This page is of an earlier session."],
        "person": str(user.uid) if user.is_authenticated else "",
        "token": get_token(request),
    }
    return JsonResponse(answer, status=403, headers={"Cache-Control": "no-store"})


def is_navigation(request: HttpRequest) -> bool:
    """Tell whether a browser waits for a page, not a script for an answer."""
    return "text/html" in request.headers.get("Accept", "")


def sent_back(request: HttpRequest) -> HttpResponse:
    """Show what was sent, with a button that sends it again. Nothing was written."""
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        if not SECRET.search(name)
        for value in values
    ]
    typed = [
        (LABELS.get(name, "What you wrote"), value)
        for name, value in pairs
        if name in SHOWN or (name not in LABELS and len(value) > LONG and " " in value)
    ]
    context: dict[str, Any] = {
        "pairs": pairs,
        "typed": typed,
        "files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    response = render(request, "authoring/sent_back.html", context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_from_here(request: HttpRequest) -> bool:
    """Tell whether a page of this site sent a form, by what no other site's page can say."""
    if request.method != "POST":
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
