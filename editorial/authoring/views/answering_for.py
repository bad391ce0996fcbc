"""Take responsibility for what a program wrote, below the text as it would be published."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.errors import ConflictError, RefusedError
from editorial import program_policies, services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.selectors import newest_save
from editorial.authoring.writing_forms import problems_of
from editorial.services.previewing import preview_article


class ResponsibilityForm(forms.Form):
    """The statement, and the save that was read."""

    seen_save = forms.IntegerField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=(
            "I have read this text and checked its statements, doses and references against their"
            " sources. I take responsibility for it as its author."
        )
    )


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def responsibility(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the text and ask whether the person answers for it; note that they do on POST."""
    user, article = signed_in(request), my_article_or_404(request, slug)
    form = ResponsibilityForm(
        request.POST if request.method == "POST" else None,
        initial={"seen_save": newest_save(article).history_id},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.take_responsibility(
                acting_user=user, article=article, seen_save=form.cleaned_data["seen_save"]
            )
        except ConflictError as error:
            messages.warning(request, error.reasons[0])
            return redirect("write:responsibility", article.slug)
        except RefusedError as error:
            messages.error(request, error.reasons[0])
        else:
            messages.success(request, "Noted: you answer for this text. It can be submitted now.")
        return redirect("write:article", article.slug)
    context = {
        "article": article,
        "against": program_policies.against_taking_responsibility(user, article),
        "waiting": article.responsibilities.waiting().select_related("token__user").first(),
        "preview": preview_article(acting_user=user, article=article),
        "form": form,
        "problems": problems_of(form),
    }
    return render(request, "authoring/responsibility.html", context)
