"""The pictures of an article: what there is, a form to add one, and the way to remove one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import RefusedError
from articles.models import Article
from editorial import services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.writing_forms import Problem
from editorial.image_policies import against_removing

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


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_image(request: HttpRequest, slug: str, image: int) -> HttpResponse:
    """Ask whether a picture is to go, and remove it on POST; say why where it can't."""
    article = my_article_or_404(request, slug)
    person = signed_in(request)
    shown = get_object_or_404(article.images, pk=image)
    reasons = against_removing(person, article, shown.digest)
    if request.method == "POST":
        try:
            services.remove_image(acting_user=person, article=article, digest=shown.digest)
        except RefusedError as error:
            reasons = error.reasons
        else:
            messages.success(request, "The picture is removed.")
            return redirect("write:images", slug)
    context = {"article": article, "image": shown, "reasons": reasons}
    status = 422 if request.method == "POST" else 200
    return render(request, "authoring/image_remove.html", context, status=status)


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
