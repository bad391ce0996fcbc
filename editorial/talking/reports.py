"""Report a problem, and see what came of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts.errors import RefusedError
from articles.methods import read_only, with_form
from articles.models import Publication
from editorial import services
from editorial.models import ProblemReport
from editorial.talking.forms import ReportForm
from editorial.talking.sender import sender_of


@with_form
@never_cache
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a report about what stands at an article's address."""
    publication = Publication.objects.standing(slug).first()
    if publication is None:
        return render(request, "404.html", status=404)
    form = ReportForm(request.POST or None)
    if form.is_trapped:
        return redirect("talk:thanks")
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = services.report_problem(
                publication=publication,
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                email=form.cleaned_data["email"],
                sender=sender_of(request),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        except RefusedError as error:
            form.add_error(None, error.reasons)
            status = 429
        else:
            return redirect("talk:report", made.ticket)
    context = {"publication": publication, "form": form}
    return render(request, "talking/report.html", context, status=status)


@read_only
@never_cache
def outcome(request: HttpRequest, ticket: str) -> HttpResponse:
    """Show a report to who has its number, with what came of it."""
    rows = ProblemReport.objects.select_related("publication")
    found = get_object_or_404(rows, ticket=ticket.upper().replace("\0", ""))
    return render(request, "talking/outcome.html", {"report": found})


@read_only
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thanks; what a program sent by the trap was not kept."""
    return render(request, "talking/thanks.html")
