"""Ask a question: first what is published, then the desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts.errors import RefusedError
from articles.methods import read_only, with_form
from articles.models import Publication
from articles.reader.passages import answers_to
from editorial import services
from editorial.models import ReaderQuestion
from editorial.services.asking import LONGEST
from editorial.talking.forms import QuestionForm, SendForm
from editorial.talking.sender import sender_of


@with_form
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question and quote the best passages of what is published. Nothing is written."""
    asked = request.GET.get("question", "")[:LONGEST]
    form = QuestionForm(request.POST or None, initial={"question": asked})
    if request.method == "POST" and form.is_valid():
        # Enter in the field of the address asks again: what was typed there stays.
        values = {**form.cleaned_data, "email": request.POST.get("email", "")}
        return _answered(request, SendForm(initial=values), values["question"])
    return render(request, "talking/ask.html", {"form": form, "about": _about(request)})


@with_form
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """Send the question to the desk, once its asker has confirmed the address."""
    if request.method != "POST":
        return redirect("talk:ask")  # as where an answer that had errors is loaded again
    form = SendForm(request.POST)
    if form.is_trapped:
        return redirect("talk:sent")
    status = 200
    if form.is_valid():
        try:
            services.ask_question(
                question=form.cleaned_data["question"],
                email=form.cleaned_data["email"],
                sender=sender_of(request),
                asked_on=_about(request),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        except RefusedError as error:
            form.add_error(None, error.reasons)
            status = 429
        else:
            return redirect("talk:sent")
    return _answered(request, form, form.cleaned_data.get("question", ""), status)


def _answered(
    request: HttpRequest, form: SendForm, question: str, status: int = 200
) -> HttpResponse:
    """Show the form with what is published about a question, if it is one."""
    context: dict[str, Any] = {"form": form, "about": _about(request), "question": question}
    if question:
        context["answers"] = answers_to(question)
    return render(request, "talking/ask.html", context, status=status)


@read_only
def sent(request: HttpRequest) -> HttpResponse:
    """Tell the asker to look at their mail."""
    return render(request, "talking/sent.html")


@with_form
@never_cache
def question(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a question to who has its address; a POST confirms the e-mail address."""
    rows = ReaderQuestion.objects.select_related("answer")
    found = get_object_or_404(rows, uid=uid)
    if request.method == "POST":
        services.confirm_question(question=found)
        return redirect("talk:question", uid)
    # What stands there today, which may be another version, or a notice.
    answer = found.answer and Publication.objects.standing(found.answer.slug).first()
    return render(request, "talking/question.html", {"question": found, "answer": answer})


@with_form
@never_cache
def delete(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Delete the question for good."""
    if request.method != "POST":
        return redirect("talk:question", uid)
    found = get_object_or_404(ReaderQuestion, uid=uid)
    services.delete_question(question=found)
    return render(request, "talking/deleted.html", {"kept_by_draft": found.draft_id is not None})


def _about(request: HttpRequest) -> Publication | None:
    """Return the article on which the question came up."""
    slug = request.POST.get("about") or request.GET.get("about") or ""
    if not slug_re.match(slug):
        return None
    return Publication.objects.standing(slug).first()
