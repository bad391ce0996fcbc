"""The pictures of an article: what there is, and a form to add one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import RefusedError
from articles.models import Article
from editorial import services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.writing_forms import Problem

FIELD = "id_image"


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def images(request: HttpRequest, slug: str) -> HttpResponse:
    """List the pictures, newest first, each with the Markdown that shows it; add one on POST.

    A page of its own: a form inside the editor's would take what is typed there with it.
    """
    article = my_article_or_404(request, slug)
    if request.method != "POST":
        return _page(request, article, [])
    upload = request.FILES.get("image")
    if upload is None:
        return _page(request, article, ["Choose a file."])
    before = article.images.count()
    try:
        image = services.add_image(acting_user=signed_in(request), article=article, upload=upload)
    except RefusedError as error:
        return _page(request, article, error.reasons)
    except ValidationError as error:
        return _page(request, article, error.messages)
    if article.images.count() == before:
        messages.info(request, "This article has that picture already.")
    else:
        messages.success(request, "The picture is added. Copy its line into the text to show it.")
    return redirect(f"{reverse('write:images', args=[slug])}#image-{image.pk}")


def _page(request: HttpRequest, article: Article, reasons: list[str]) -> HttpResponse:
    texts = article.clinician_text + article.plain_text
    context = {
        "article": article,
        "images": [
            (image, image.digest in texts)
            for image in article.images.select_related("uploaded_by").order_by("-pk")
        ],
        "problems": [Problem(FIELD, reason) for reason in reasons],
    }
    return render(
        request, "authoring/images.html", context, status=422 if context["problems"] else 200
    )
